"""The letter to the person whom an advice is about: what to do first, how far they are, whom to ask."""
