"""A Telegram bot that sells one thing well: a phone number for one SMS."""
