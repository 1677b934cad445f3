"""The localities on trial: a simulated county of each lives through its months, held against the truth rule by rule."""
