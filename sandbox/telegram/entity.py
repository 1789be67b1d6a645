"""A formatted piece of a text, as the Bot API's `MessageEntity` has it."""

from typing import Any, Literal

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
