"""Telegram's HTML parse mode: tags become entities; what it would refuse is refused in its words."""

import re
from dataclasses import dataclass
from typing import NoReturn

from sandbox.telegram import utf16
from sandbox.telegram.entity import Entity, EntityType, in_order
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
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

RUN = re.compile(r"[^<&]+")
SPACE = re.compile(r"[ \t\r\n\v\0]*")
NAME = re.compile(r"[^ \t\r\n\v\0>]*")
ATTRIBUTE = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+));?")
TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


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
                self.length += utf16.length(piece)
        if self.open:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        # a language belongs to <pre><code>; on code alone it means nothing
        plain = [e.model_copy(update={"language": None}) if e.type == "code" else e for e in self.entities]
        return "".join(self.pieces), in_order(plain)

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
        while self.take(SPACE) or self.next != ">":
            if self.next == ">":
                break
            name, value = self.attribute(tag, begin)
            attributes[name] = value
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
            raise _refusal(f"Unmatched end tag at byte offset {self.bytes_before(begin)}, {expected}")
        if self.length > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        """Adds the entity, or none where Telegram would silently drop it."""
        attributes = opened.attributes
        kind = TAGS[opened.tag]
        about: dict[str, str | int | None] = {}
        if kind == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        elif kind == "text_link":
            link = checked_link(attributes.get("href") or "".join(self.pieces[opened.piece :]))
            if link is None:
                return
            about["url"] = link
        elif kind == "custom_emoji":
            if not attributes.get("emoji-id", "").isdecimal():
                raise _refusal("Invalid custom emoji identifier specified")
            about["custom_emoji_id"] = attributes["emoji-id"]
        elif kind == "date_time":
            about |= _time(attributes)
        elif kind == "code" and attributes.get("class", "").startswith("language-"):
            about["language"] = attributes["class"].removeprefix("language-")
        span = {"offset": opened.offset, "length": self.length - opened.offset}
        inner = self.entities[-1] if self.entities else None
        if inner and (inner.offset, inner.length) == (span["offset"], span["length"]):
            language = about.get("language") or inner.language
            if {kind, inner.type} == {"code", "pre"} and language:
                self.entities[-1] = inner.model_copy(update={"type": "pre", "language": language})
                return
        self.entities.append(Entity.model_validate({"type": kind, **span, **about}))

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode())

    def fail(self, reason: str, position: int) -> NoReturn:
        raise _refusal(f"{reason} at byte offset {self.bytes_before(position)}")


def _refusal(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


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


def _time(attributes: dict[str, str]) -> dict[str, str | int | None]:
    unix, style = attributes.get("unix", ""), attributes.get("format", "")
    if not (unix.isascii() and unix.isdecimal() and len(unix) <= 12):
        raise _refusal("Invalid date specified")
    if not TIME_FORMAT.fullmatch(style):
        raise _refusal("Invalid date-time format specified")
    return {"unix_time": int(unix), "date_time_format": style or None}
