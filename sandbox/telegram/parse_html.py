"""Telegram's HTML parse mode: tags become entities; what it would refuse is refused in its words."""

import re
from dataclasses import dataclass
from typing import NoReturn

from sandbox.telegram import utf16
from sandbox.telegram.entity import Entity, in_order
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_tags import TAGS, as_one, cant_parse, entity_of, without_language

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
                self.length += utf16.length(piece)
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
