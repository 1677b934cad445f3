"""Forms that come back: which one a file is, what became of each of its rows, and how returns of one form add up."""
