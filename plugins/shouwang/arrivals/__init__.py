"""What each department owes a month, how it came, and how good it is."""
