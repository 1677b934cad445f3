"""Forms out and back: what leaves, forty and more ways people spoil one, and what becomes of every row."""
