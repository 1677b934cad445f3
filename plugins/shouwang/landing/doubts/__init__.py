"""Where a delivery waits for a person: what is doubtful, how it is asked, and what was decided."""
