"""What cannot wait for the month, from the report's file to the monthly list that does not repeat it."""
