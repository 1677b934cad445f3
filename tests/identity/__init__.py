"""Damaged identity cells, planted by the thousand."""
