"""A text from outside, read strictly: a document whose every value knows its line, and one line for each mistake."""
