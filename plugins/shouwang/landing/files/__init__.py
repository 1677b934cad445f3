"""From a file to tables of text: guards, formats, encodings, and the bounded child that does the reading."""
