"""Formatted pieces of a text as the Bot API's `MessageEntity` has them, UTF-16 offsets, and the links they may hold."""

from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

EntityType = Literal[
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "text_link",
    "blockquote",
    "expandable_blockquote",
    "custom_emoji",
    "date_time",
    "bot_command",
]


class Entity(BaseModel):
    """Offset and length are UTF-16 code units."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: EntityType
    offset: int = Field(ge=0)
    length: int = Field(gt=0)
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def dump(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


def in_order(entities: list[Entity]) -> list[Entity]:
    """Outer ones before inner ones, as Telegram lists them."""
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length))


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_encoded(text: str) -> bytes:
    """Two bytes a unit, so that `utf16_encoded(text)[2 * a : 2 * b]` are the units from a to b."""
    return text.encode("utf-16-le")


def utf16_decoded(units: bytes) -> str:
    """The text again; half a surrogate pair becomes U+FFFD."""
    return units.decode("utf-16-le", "replace")


SCHEMES = ("http", "https", "tg", "ton")


def checked_link(url: str) -> str | None:
    """The link with its scheme and path, `None` for one that Telegram drops without a word."""
    url = url.strip()
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or any(character.isspace() for character in url):
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return url
    if "." not in parts.netloc and not parts.netloc.startswith("localhost"):
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"
