"""Files that people really hold, read into personal files."""
