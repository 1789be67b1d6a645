"""The tags of Telegram's HTML parse mode, and the entity that each makes of its attributes."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.telegram.entity import Entity, EntityType
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.links import checked_link

TAGS: dict[str, EntityType] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def cant_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def entity_of(tag: str, attributes: Mapping[str, str], offset: int, length: int, inside: str) -> Entity | None:
    """`None` for a link that Telegram silently drops; `ApiError` for what it refuses."""
    kind = TAGS[tag]
    about: dict[str, Any] = {}
    match kind:
        case "blockquote" if "expandable" in attributes:
            kind = "expandable_blockquote"
        case "text_link":
            about["url"] = checked_link(attributes.get("href") or inside)
            if about["url"] is None:
                return None
        case "custom_emoji":
            about["custom_emoji_id"] = attributes.get("emoji-id", "")
            if not re.fullmatch("[0-9]{1,19}", about["custom_emoji_id"]):
                raise cant_parse("Invalid custom emoji identifier specified")
        case "date_time":
            about = _time(attributes.get("unix", ""), attributes.get("format", ""))
        case "code" if attributes.get("class", "").startswith("language-"):
            about["language"] = attributes["class"].removeprefix("language-")
    return Entity(type=kind, offset=offset, length=length, **about)


def _time(unix: str, style: str) -> dict[str, Any]:
    if not re.fullmatch("[0-9]{1,12}", unix):
        raise cant_parse("Invalid date specified")
    if not TIME_FORMAT.fullmatch(style):
        raise cant_parse("Invalid date-time format specified")
    return {"unix_time": int(unix), "date_time_format": style or None}


def as_one(outer: Entity, inner: Entity) -> Entity | None:
    """`<pre><code class="language-…">` is one entity, a `pre` with a language; other pairs stay two."""
    same_place = (outer.offset, outer.length) == (inner.offset, inner.length)
    language = outer.language or inner.language
    if same_place and {outer.type, inner.type} == {"code", "pre"} and language:
        return inner.model_copy(update={"type": "pre", "language": language})
    return None


def without_language(entity: Entity) -> Entity:
    """On code alone a language means nothing."""
    return entity.model_copy(update={"language": None}) if entity.type == "code" else entity
