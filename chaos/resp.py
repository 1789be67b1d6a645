"""Just enough of Redis's protocol to see which commands pass, and where a reply ends."""

from typing import Final, NamedTuple

from hiredis import Reader

_MORE: Final = object()


class Command(NamedTuple):
    name: str
    transition: str
    """Of the one script of the bot: `claim:due`, `sending`, …; empty for another command."""
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
    if name != "EVALSHA" or len(parts) < 5 or parts[2] != "1":
        return Command(name, "", ())
    transition, arguments = parts[4], tuple(parts[5:])
    queue = next((argument for argument in arguments[:2] if argument in ("due", "outbox")), "")
    return Command(name, f"{transition}:{queue}" if queue else transition, arguments)


class Replies:
    """Counts the server's replies."""

    def __init__(self) -> None:
        self._reader = Reader(notEnoughData=_MORE)

    def feed(self, data: bytes) -> int:
        """How many replies these bytes have completed."""
        self._reader.feed(data)
        count = 0
        while self._reader.gets() is not _MORE:
            count += 1
        return count
