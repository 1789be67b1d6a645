"""The error families, one a boundary, their leaves named for what the caller can do.

No error's text holds a token, a code or a phone number.
"""

import socket
import ssl
from collections.abc import Iterator
from decimal import Decimal
from errno import ECONNREFUSED, ECONNRESET, EHOSTUNREACH, ENETUNREACH, ENOENT, EPIPE, ETIMEDOUT
from typing import Final

from bot.domain.users import LimitKind


class BotError(Exception):
    """Anything this project raises on purpose."""


class ProviderError(BotError):
    """The provider said no, or said nothing. The text is a short redacted excerpt of its answer."""


class WrongToken(ProviderError):
    """The account's token is not accepted: the operator has to act."""


class OutOfStock(ProviderError):
    """No numbers for this country and service now. Throttling may wear this mask, so never ask in a tight loop."""


class AccountEmpty(ProviderError):
    """The operator's account cannot pay for the number."""


class StillWaiting(ProviderError):
    """No SMS yet: look again later."""


class ActivationGone(ProviderError):
    """The provider does not know this request, or not any more."""


class WrongStatus(ProviderError):
    """The request is in no state for this: cancelled already, too young to cancel, or ended."""


class Throttled(ProviderError):
    """Too many requests: back off."""


class Refused(ProviderError):
    """A clear no in words we do not know. Nothing was done."""


class ProviderDown(ProviderError):
    """No connection, or no sense in the answer to a call that changes nothing. Nothing was done: try again later."""


class OutcomeUnknown(ProviderError):
    """A call that changes something went out, and no answer says whether it was carried out."""


class TooLate(ProviderError):
    """Not sent: by the time the connection stood, the caller did not want it sent any more."""


class PriceChanged(ProviderError):
    """The provider refused because the price is above the most that may be charged. Nothing was charged."""


class Unreadable(ProviderError):
    """An answer came and nobody can read it: no outage. Nothing was done where the call changes nothing."""


class NumberUnreadable(OutcomeUnknown):
    """A number was charged and its request is known, but the number itself can't be read: it has to be given back."""

    def __init__(self, text: str, request_id: str) -> None:
        super().__init__(text)
        self.request_id = request_id


class ShopError(BotError):
    """A use case that cannot go on; each leaf has a text for the user."""


class NotForSale(ShopError):
    """This country and service is not offered, or has no stock now."""


class QuoteGone(ShopError):
    """The quote is too old, was never made, or is somebody else's."""


class NotFound(ShopError):
    """No such activation of this user."""


class LimitReached(ShopError):
    """A limit refused the purchase, and nothing was bought."""

    def __init__(self, kind: LimitKind, limit: Decimal, opens_at: float | None) -> None:
        """`limit`: the limit itself, a count or an amount. `opens_at`: Unix seconds, `None` where no time is known."""
        super().__init__(f"the cap {kind} of {limit} is reached")
        self.kind = kind
        self.limit = limit
        self.opens_at = opens_at


class TooLittleMoney(ShopError):
    """The user's wallet has less than the number costs, and nothing was bought."""

    def __init__(self, balance: Decimal, price: Decimal) -> None:
        super().__init__("the wallet has too little")
        self.balance = balance
        self.price = price


class VoucherRefused(ShopError):
    """The voucher that was to pay does not, or not any more: nothing was bought or cancelled, and nobody paid."""


class TermsNotAgreed(ShopError):
    """The user has not agreed to the operator's terms as they are now."""


class SalesStopped(ShopError):
    """The operator has stopped purchases for now."""


class NoSuchAmount(ShopError):
    """Nobody can pay that many Stars at once."""


class NoSuchTopUp(ShopError):
    """No such top-up of this user."""


class DeliveryError(BotError):
    """A message did not reach its user."""


class ChatGone(DeliveryError):
    """The user blocked the bot or left: nothing reaches them until they come back."""


class SlowDown(DeliveryError):
    """The messenger asks to wait before the next message."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = seconds


class Undelivered(DeliveryError):
    """It failed, or nobody knows whether it was taken: send it again later."""


class Malformed(Undelivered):
    """The messenger does not take this message as it is: it never will."""


class RefundRefused(DeliveryError):
    """The messenger does not give these Stars back; the text is its own short reason."""


class WrongBotToken(DeliveryError):
    """The messenger does not know the bot's token: the operator has to act."""


class StorageError(BotError):
    """The database is away or cannot write. Nothing was changed, or the same call may be made again."""


NUMBERS: Final = {
    ECONNREFUSED: "the connection is refused: nothing listens there",
    ECONNRESET: "the other end closed the connection; does one side speak TLS and the other not?",
    EPIPE: "the other end closed the connection; does one side speak TLS and the other not?",
    EHOSTUNREACH: "there is no way to the host from here",
    ENETUNREACH: "there is no way to the host's network from here",
    ETIMEDOUT: "nothing answers there in time",
    ENOENT: "there is no such socket",
}
CLOSED: Final = ("ServerDisconnectedError", "IncompleteReadError", "ConnectionResetError", "ClientOSError")


def network_reason(error: BaseException) -> str | None:
    """The innermost cause that is known, without any address or secret; `None` for one that is not of the network."""
    for cause in reversed(list(_causes(error))):
        if reason := _reason(cause):
            return reason
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    left = [error]
    while left:
        one = left.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        group = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        # a connector of aiohttp's keeps the error it met beside it
        left += [cause for cause in (*group, one.__cause__, one.__context__, getattr(one, "os_error", None)) if cause]


def _reason(error: BaseException) -> str | None:
    if isinstance(error, socket.gaierror):
        away = error.errno == socket.EAI_AGAIN
        return "the name server (DNS) does not answer" if away else "no name server (DNS) knows the host's name"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"TLS: the certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f"TLS: the two ends do not understand each other ({error.reason or 'handshake failed'})"
    if isinstance(error, TimeoutError) or type(error).__name__.endswith("TimeoutError"):
        return "nothing answers there in time"
    if isinstance(error, OSError) and error.errno in NUMBERS:
        return NUMBERS[error.errno]
    return NUMBERS[ECONNRESET] if type(error).__name__ in CLOSED else None
