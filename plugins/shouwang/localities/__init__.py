"""The localities on trial: a simulated county of each lives through its months, every rule is held against the truth."""
