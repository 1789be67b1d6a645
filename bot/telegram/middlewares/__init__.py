"""What stands between Telegram's update and its handler."""
