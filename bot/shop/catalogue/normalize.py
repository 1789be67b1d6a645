"""One plain spelling for what users and providers write, and long work in short pieces."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from typing import Final, Protocol, Self, TypeVar

MAX_CHARACTERS = 200
"""Characters that are looked at; nobody's country or service needs more, and a hostile text may have thousands."""

# Letters that Unicode does not take apart, and Cyrillic by ear. What has a mark (й, ё, ї) loses it before it gets here.
LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "'": "",
        "’": "",
        "ʻ": "",
        "`": "",
    }
    | dict(zip("абвгдезиклмнопрстуфхцыэіґє", "abvgdeziklmnoprstufhcyeige", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)


def fold(text: str) -> str:
    """Lower-case Latin words with single spaces between: "Côte d’Ivoire" -> "cote divoire", "Вьетнам" -> "vetnam"."""
    apart = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char)).translate(LETTERS)
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())[:MAX_CHARACTERS]


class Sliced(Protocol):
    """A list, or whatever else has pieces of its own kind."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: slice, /) -> Self: ...


S = TypeVar("S", bound=Sliced)

REST: Final = 0.001
"""Seconds. An answer from outside takes the event loop several rounds, and each would wait for one more piece."""


async def slices(items: S, size: int) -> AsyncIterator[S]:
    """The items, `size` at a time, with a rest after each piece in which others have their turns."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
        await asyncio.sleep(REST if start + size < len(items) else 0)
