"""People and households: their identity numbers and the pseudonyms that stand for them outside the vault."""
