"""Users' money: what they pay in, and what goes back to them."""
