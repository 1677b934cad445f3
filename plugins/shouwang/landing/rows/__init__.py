"""From a table to rows of a list: which list it is, its header, and which rows are data."""
