"""What ordering by the report card is worth: a simulated year of lists, visits and answers at the published yield."""
