"""Small changes of the law, and whether some named case notices each."""
