"""What the bots wrote: nothing secret, and no error that nobody had foreseen."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_DIGITS: Final = re.compile(r"\d{7,20}")
_UNFORESEEN: Final = ("Traceback (most recent call last)", '"event": "step failed"', '"event": "handler failed"')


def wrong_lines(folder: Path, secrets: Iterable[str], numbers: Iterable[str]) -> Iterator[str]:
    """A sentence for each; the line itself only where it holds no secret."""
    hidden, known = tuple(secrets), set(numbers)
    for file in sorted(folder.glob("bot-*.log")):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for count, line in enumerate(lines, 1):
                if any(secret in line for secret in hidden) or not known.isdisjoint(_DIGITS.findall(line)):
                    yield f"{file.name}:{count} holds a secret"
                elif any(mark in line for mark in _UNFORESEEN):
                    yield f"{file.name}:{count} {line[:300].strip()}"
