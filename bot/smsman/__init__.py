"""The only code that knows SMS-Man: a client for its API v2.0, behind the `Provider` protocol of the domain."""

from bot.smsman.client import FurtherSms, SmsMan, Status, accepted_methods
from bot.smsman.connections import Connections, open_session
from bot.smsman.lists import answering_lists
from bot.smsman.transport import Method
from bot.smsman.wire import Limit

__all__ = [
    "Connections",
    "FurtherSms",
    "Limit",
    "Method",
    "SmsMan",
    "Status",
    "accepted_methods",
    "answering_lists",
    "open_session",
]
