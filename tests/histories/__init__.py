"""Histories: months of a register that arrive in any order."""
