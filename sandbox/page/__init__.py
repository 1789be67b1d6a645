"""The chat page: a phone-like Telegram client and a panel of the SMS-Man, both live in a browser."""

from sandbox.page.page import Page

__all__ = ["Page"]
