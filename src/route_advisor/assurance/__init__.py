"""What can be wrong with a rulebook."""
