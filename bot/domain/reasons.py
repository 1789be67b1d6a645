"""Says in plain words why a host can't be reached, from what the libraries raised on the way."""

import socket
import ssl
from collections.abc import Iterator
from errno import ECONNREFUSED, ECONNRESET, EHOSTUNREACH, ENETUNREACH, ENOENT, EPIPE, ETIMEDOUT
from typing import Final

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
