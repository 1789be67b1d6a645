"""An SMS-Man of one's own, for a demo, for tests and for measuring. Knows nothing of the bot."""

from sandbox.smsman.server import SmsMan

__all__ = ["SmsMan"]
