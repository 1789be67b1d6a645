"""What the bot does with a command, a text or a tap. Each module ends with the table of its routes."""
