"""One page to prepare the next talk, for both sides of the table."""
