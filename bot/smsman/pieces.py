"""Reads a long list out of its bytes piece by piece, so that nobody else has to wait until it is read.

300,000 offers are 12 MB of JSON. Decoded in one go they stop the event loop for a third of a second, and a thread
helps little: it holds the interpreter's lock just as long, and every answer meanwhile waits for its turn of 5 ms.
"""

import codecs
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Final, TypeVar

from bot.smsman.decode import DECODER, NotUnderstood, decode

T = TypeVar("T")
Members = Iterable[tuple[str, object]]
"""The members of a JSON object, or those of an array under the name ""."""
Slow = Generator[None, None, T]
"""Work that lets go of the event loop each time it yields, and gives its outcome when it is done."""
Reader = Callable[[Members], Slow[T]]

WINDOW: Final = 64 * 1024
"""Bytes that are decoded ahead."""
LONGEST_TAIL: Final = 2
"""Characters that may stand behind a number, and be part of it once the next one is there: `1e-`."""
SPACE: Final = re.compile(r"[ \t\r\n]*")


def at_once(slow: Slow[T]) -> T:
    while True:
        try:
            next(slow)
        except StopIteration as done:
            outcome: T = done.value
            return outcome


def members(body: bytes | bytearray) -> Iterator[tuple[str, object]]:
    """Those of the one object or array that `body` is, one after the other. Raises `NotUnderstood` on the way."""
    if len(body) <= WINDOW:  # a country's prices: half a millisecond at once, and five times as long piece by piece
        yield from members_of(decode(body))
        return
    try:
        yield from _members(_Text(body))
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(type(error).__name__) from None


def members_of(data: object) -> Iterator[tuple[str, object]]:
    """The same of what is decoded already."""
    match data:
        case dict():
            yield from data.items()
        case list():
            yield from (("", member) for member in data)
        case _:
            raise NotUnderstood("neither a list nor an object")


def _members(text: "_Text") -> Iterator[tuple[str, object]]:
    end = {"{": "}", "[": "]"}.get(text.take(), "")
    if not end:
        raise NotUnderstood("neither a list nor an object")
    if text.peek() == end:
        text.take()
    else:
        mark = ","
        while mark == ",":
            name = text.name() if end == "}" else ""
            yield name, text.value()
            mark = text.take()
        if mark != end:
            raise NotUnderstood("cut, or no JSON")
    if text.peek():
        raise NotUnderstood("more than one value")


class _Text:
    """A window on the text of a body, and a place in it."""

    def __init__(self, body: bytes | bytearray) -> None:
        self._body = memoryview(body)
        self._read = 0
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            space = SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(WINDOW):
                return ""

    def take(self) -> str:
        character = self.peek()
        self._at += 1
        return character

    def name(self) -> str:
        name = self.value()
        if not isinstance(name, str) or self.take() != ":":
            raise NotUnderstood("no JSON")
        return name

    def value(self) -> object:
        self.peek()
        window = WINDOW
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except ValueError:
                # It may only be cut by the window's end. Twice as much each time: a long value is not tried too often.
                if not self._more(window):
                    raise
                window *= 2
                continue
            if len(self._text) - end > LONGEST_TAIL or not self._more(WINDOW):
                self._at = end
                return value

    def _more(self, size: int) -> bool:
        """Whether there was any."""
        if self._read >= len(self._body):
            return False
        piece = self._body[self._read : self._read + size]
        self._read += size
        self._text = self._text[self._at :] + self._decoder.decode(piece, self._read >= len(self._body))
        self._at = 0
        return True
