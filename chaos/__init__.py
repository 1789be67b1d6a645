"""Tries to make the bot lose a number, a code or money, and says whether it did. Only its launcher knows bot/."""
