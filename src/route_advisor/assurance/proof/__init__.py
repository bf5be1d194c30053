"""What holds for everybody on every day, proven over all people at once. Needs the extra `proof`."""
