"""From a cell to a value: what is read, what is held, and why, in words for the department."""
