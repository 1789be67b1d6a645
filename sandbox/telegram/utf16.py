"""Telegram counts offsets and lengths of text in UTF-16 code units."""


def length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def encoded(text: str) -> bytes:
    """Two bytes a unit, so that `encoded(text)[2 * a : 2 * b]` are the units from a to b."""
    return text.encode("utf-16-le")


def decoded(units: bytes) -> str:
    """The text again; half a surrogate pair becomes U+FFFD."""
    return units.decode("utf-16-le", "replace")
