"""A page as a PDF: tagged, with its own letters in it."""
