"""The only code that knows SMS-Man: a client for its API v2.0, behind the `Provider` protocol of the domain."""

from bot.providers.smsman.client import FurtherSms, SmsMan, Status, accepted_methods, answering_lists
from bot.providers.smsman.connections import Connections, open_session
from bot.providers.smsman.exchange import Method
from bot.providers.smsman.models import Limit

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
