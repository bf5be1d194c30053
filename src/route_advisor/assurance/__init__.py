"""What can be wrong with a rulebook, and how much of the law it covers."""
