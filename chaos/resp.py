"""Just enough of Redis's protocol to see which commands pass, and where a reply ends."""

import re
from typing import Any, Final, NamedTuple

from hiredis import Reader

_MORE: Final = object()
_CALL: Final = re.compile(r"[a-z_]+")


class Command(NamedTuple):
    name: str
    transition: str
    """The call of a script of the bot: `claim:due`, `sending`, …; empty for another command."""
    arguments: tuple[str, ...]
    """What follows the transition."""


class Requests:
    """Cuts the client's bytes into commands."""

    def __init__(self) -> None:
        self._reader = Reader(encoding="utf-8", errors="replace")

    def feed(self, data: bytes) -> list[Command]:
        self._reader.feed(data)
        commands = []
        while isinstance(parts := self._reader.gets(), list):
            commands.append(_command([str(part) for part in parts]))
        return commands


def _command(parts: list[str]) -> Command:
    name = parts[0].upper()
    if name != "EVALSHA" or len(parts) < 5 or parts[2] != "1" or not _CALL.fullmatch(parts[4]):
        return Command(name, "", ())  # a script of one call begins with a number, as a rate limit does
    transition, arguments = parts[4], tuple(parts[5:])
    queue = next((argument for argument in arguments[:2] if argument in ("due", "outbox")), "")
    return Command(name, f"{transition}:{queue}" if queue else transition, arguments)


class Replies:
    """Cuts the server's bytes into replies."""

    def __init__(self) -> None:
        self._reader = Reader(encoding="utf-8", errors="replace", notEnoughData=_MORE)

    def feed(self, data: bytes) -> list[Any]:
        """Those that these bytes have completed."""
        self._reader.feed(data)
        replies = []
        while (reply := self._reader.gets()) is not _MORE:
            replies.append(reply)
        return replies
