"""Lists that hardly change from month to month: a delivery as references to row contents, each stored once."""
