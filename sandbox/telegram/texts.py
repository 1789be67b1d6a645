"""A text as Telegram stores it: parsed, trimmed, measured, with commands found in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.telegram.entities import Entity, in_order, utf16_length
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html import parse_html, render_html

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{1,32})?(?![\w/<>])", re.ASCII)
STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def html(self) -> str:
        return render_html(self.text, self.entities)


def message_text(text: str, parse_mode: str | None, entities: Sequence[Entity] | None = None) -> Formatted:
    """Refuses an empty text, and more than 4,096 UTF-16 units after parsing."""
    if not text:
        raise bad_request("message text is empty")
    result = _formatted(text, parse_mode, entities)
    if not result.text:
        raise bad_request("text must be non-empty")
    if utf16_length(result.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return result


def caption_text(text: str, parse_mode: str | None, entities: Sequence[Entity] | None = None) -> Formatted:
    result = _formatted(text, parse_mode, entities)
    if utf16_length(result.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return result


def _formatted(text: str, parse_mode: str | None, entities: Sequence[Entity] | None) -> Formatted:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise bad_request("strings must be encoded in UTF-8")
    mode = (parse_mode or "").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")  # the Markdown modes are not copied
    if mode == "html":
        text, found = parse_html(text.replace("\r", ""))
    else:
        found = list(entities or ())
        _check_bounds(text, found)
    text, found = _trimmed(text, found)
    found = _plain_code(found)
    return Formatted(text, tuple(in_order(found + _commands(text, found))))


def _check_bounds(text: str, entities: Sequence[Entity]) -> None:
    total = utf16_length(text)
    for entity in entities:
        if entity.end > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text "
                f"at UTF-16 offset {entity.end}"
            )


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at both ends; entities are cut to what is left."""
    stripped = text.strip()
    skipped, total = utf16_length(text) - utf16_length(text.lstrip()), utf16_length(stripped)
    kept: list[Entity] = []
    for entity in entities:
        begin, end = max(entity.offset - skipped, 0), min(entity.end - skipped, total)
        if begin < end:
            kept.append(entity.model_copy(update={"offset": begin, "length": end - begin}))
    return stripped, kept


def _plain_code(entities: list[Entity]) -> list[Entity]:
    """Code takes no other style: bold around it stops before it and goes on after it."""
    for code in [entity for entity in entities if entity.type in ("code", "pre")]:
        entities = [part for entity in entities for part in _around(entity, code)]
    return entities


def _around(entity: Entity, code: Entity) -> list[Entity]:
    if entity.type not in STYLES or entity.end <= code.offset or code.end <= entity.offset:
        return [entity]
    parts = ((entity.offset, code.offset), (code.end, entity.end))
    return [entity.model_copy(update={"offset": a, "length": b - a}) for a, b in parts if a < b]


def _commands(text: str, entities: list[Entity]) -> list[Entity]:
    taken = [entity for entity in entities if entity.type in ("code", "pre", "text_link", "bot_command")]
    found = []
    for match in COMMAND.finditer(text):
        offset, size = utf16_length(text[: match.start()]), len(match.group())
        if not any(entity.offset < offset + size and offset < entity.end for entity in taken):
            found.append(Entity(type="bot_command", offset=offset, length=size))
    return found
