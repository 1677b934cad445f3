"""What goes out to departments, villages and upwards, and what comes back."""
