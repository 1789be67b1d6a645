"""A Telegram of one's own: the Bot API as far as a bot of this kind uses it, and the people who talk to the bot."""

from sandbox.telegram.telegram import Telegram

__all__ = ["Telegram"]
