"""Users' money with this bot."""
