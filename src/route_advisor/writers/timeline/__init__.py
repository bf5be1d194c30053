"""A timeline as people see it: rows of words, then a picture and a text of them."""
