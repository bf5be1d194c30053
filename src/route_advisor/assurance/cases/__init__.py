"""Cases that say what the law does: examples on pages, scenarios, a corpus of hard files; and what they leave untried."""
