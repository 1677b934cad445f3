"""Marked copies that come back: which delivery they belong to and whose place their rows take."""
