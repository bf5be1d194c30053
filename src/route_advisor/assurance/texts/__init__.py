"""The texts of the law themselves: dated articles, quotes, pins, and the law as it stands on a day."""
