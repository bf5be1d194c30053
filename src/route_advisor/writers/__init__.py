"""Personal files and advice, written for people and apps."""
