"""Telegram's HTML parse mode: tags become entities, refused in its words; and entities become safe HTML for a page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, NoReturn

from sandbox.telegram.entities import (
    Entity,
    EntityType,
    checked_link,
    in_order,
    utf16_decoded,
    utf16_encoded,
    utf16_length,
)
from sandbox.telegram.errors import ApiError, bad_request

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


NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

RUN = re.compile(r"[^<&]+")
SPACE = re.compile(r"[ \t\r\n\v\0]*")
NAME = re.compile(r"[^ \t\r\n\v\0>]*")
ATTRIBUTE = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+));?")


@dataclass(slots=True)
class _Open:
    """A start tag whose end tag is still to come."""

    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int
    """How many pieces of text stood before it."""


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities. Raises `ApiError` with "can't parse entities: …"."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self.end_tag()
            elif self.source[self.at] == "<":
                self.start_tag()
            else:
                piece = self.take(RUN) or self.character()
                self.pieces.append(piece)
                self.length += utf16_length(piece)
        if self.open:
            raise cant_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), in_order([without_language(entity) for entity in self.entities])

    def character(self) -> str:
        """The next character, a reference such as `&lt;` decoded. An unknown reference is taken as it stands."""
        found = REFERENCE.match(self.source, self.at) if self.source[self.at] == "&" else None
        if found and (decoded := _decode(found)):
            self.at = found.end()
            return decoded
        self.at += 1
        return self.source[self.at - 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return text

    @property
    def next(self) -> str:
        return self.source[self.at : self.at + 1]

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.take(NAME).lower()
        if not self.next:
            self.fail("Unclosed start tag", begin)
        if tag not in TAGS:
            self.fail(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        self.take(SPACE)
        while self.next != ">":
            name, value = self.attribute(tag, begin)
            attributes[name] = value
            self.take(SPACE)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self.fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, self.length, len(self.pieces)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.take(ATTRIBUTE)
        if not name:
            self.fail(f'Empty attribute name in the tag "{tag}"', begin)
        self.take(SPACE)
        if self.next and self.next != "=":
            return name, ""
        self.at += 1
        self.take(SPACE)
        if not self.next:
            self.fail(f'Unclosed start tag "{tag}"', begin)
        value = self.quoted() if self.next in "'\"" else self.token()
        if not self.next:
            self.fail("Unclosed start tag", begin)
        return name, value

    def quoted(self) -> str:
        quote = self.next
        self.at += 1
        value: list[str] = []
        while self.next and self.next != quote:
            value.append(self.character())
        self.at += 1
        return "".join(value)

    def token(self) -> str:
        begin = self.at
        value = self.take(TOKEN).lower()
        if self.next and self.next not in "> \t\r\n\v\0":
            self.fail("Unexpected end of name token", begin)
        return value

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            self.fail("Unexpected end tag", begin)
        self.at += 2
        tag = self.take(NAME).lower()
        self.take(SPACE)
        if self.next != ">":
            self.fail("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if tag not in ("", opened.tag):
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise cant_parse(f"Unmatched end tag at byte offset {self.bytes_before(begin)}, {expected}")
        if self.length > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        inside = "".join(self.pieces[opened.piece :])
        entity = entity_of(opened.tag, opened.attributes, opened.offset, self.length - opened.offset, inside)
        inner = self.entities[-1] if self.entities else None
        if entity and inner and (code := as_one(entity, inner)):
            self.entities[-1] = code
        elif entity:
            self.entities.append(entity)

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode())

    def fail(self, reason: str, position: int) -> NoReturn:
        raise cant_parse(f"{reason} at byte offset {self.bytes_before(position)}")


def _decode(reference: re.Match[str]) -> str:
    """The character, empty for a reference that stays as it is written."""
    if name := reference["name"]:
        return NAMED.get(name, "")
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    if not 0 < code < 0x10FFFF or len(reference.group().rstrip(";")) >= 10:
        return ""
    if 0xD800 <= code <= 0xDFFF:
        raise bad_request("text contains invalid Unicode characters after decoding HTML entities")
    return chr(code)


SIMPLE = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "blockquote": "blockquote",
}


def render_html(text: str, entities: Sequence[Entity]) -> str:
    """Newlines stay newlines. Overlapping entities are closed and opened again, so that tags always nest."""
    units = utf16_encoded(text)
    total = len(units) // 2
    bounds = {0, total, *(e.offset for e in entities), *(e.end for e in entities)}
    marks = sorted(mark for mark in bounds if mark <= total)
    parts: list[str] = []
    stack: list[Entity] = []
    for begin, end in pairwise(marks):
        opening = [entity for entity in entities if entity.offset == begin]
        while any(entity.end <= begin for entity in stack):
            closed = stack.pop()
            parts.append(_tags(closed)[1])
            if closed.end > begin:
                opening.insert(0, closed)
        for entity in opening:
            parts.append(_tags(entity)[0])
            stack.append(entity)
        parts.append(escape(utf16_decoded(units[2 * begin : 2 * end]), quote=False))
    parts += [_tags(entity)[1] for entity in reversed(stack)]
    return "".join(parts)


def _tags(entity: Entity) -> tuple[str, str]:
    if tag := SIMPLE.get(entity.type):
        return f"<{tag}>", f"</{tag}>"
    match entity.type:
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "spoiler":
            return '<span class="tg-spoiler">', "</span>"
        case "bot_command":
            return '<span class="tg-command">', "</span>"
        case "date_time":
            unix, style = entity.unix_time or 0, escape(entity.date_time_format or "")
            return f'<time class="tg-time" data-unix="{unix}" data-format="{style}">', "</time>"
        case "pre" if entity.language:
            return f'<pre><code class="language-{escape(entity.language)}">', "</code></pre>"
        case "pre":
            return "<pre>", "</pre>"
        case "text_link" if link := checked_link(entity.url or ""):
            return f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">', "</a>"
        case _:
            return "", ""
