"""Entities shown as HTML: nothing comes through but what is on the list, and the text stays the text."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities import Entity
from sandbox.telegram.errors import ApiError
from sandbox.telegram.html import render_html
from sandbox.telegram.texts import Formatted, message_text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>a\n&lt;i&gt;</b>", "<b>a\n&lt;i&gt;</b>"),
        ("<em>a</em><del>b</del><ins>c</ins>", "<i>a</i><s>b</s><u>c</u>"),
        ("<tg-spoiler>x</tg-spoiler>", '<span class="tg-spoiler">x</span>'),
        ("<blockquote expandable>x</blockquote>", "<blockquote expandable>x</blockquote>"),
        ('<pre><code class="language-a&quot;b">x</code></pre>', '<pre><code class="language-a&quot;b">x</code></pre>'),
        (
            '<a href="https://example.org/?a=1&amp;b=&quot;">x</a>',
            '<a href="https://example.org/?a=1&amp;b=&quot;" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        (
            '<tg-time unix="5" format="r">soon</tg-time>',
            '<time class="tg-time" data-unix="5" data-format="r">soon</time>',
        ),
        ('<tg-emoji emoji-id="5">x</tg-emoji>', "x"),
        ("/help", '<span class="tg-command">/help</span>'),
    ],
)
def test_entities_are_shown_as_safe_html(source: str, html: str) -> None:
    assert message_text(source, "HTML").html == html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://nowhere", "https://[", "https://a.b/ c", "ftp://a.b/"])
def test_a_link_given_as_an_entity_is_shown_only_where_it_is_safe(url: str) -> None:
    assert message_text("x", None, [Entity(type="text_link", offset=0, length=1, url=url)]).html == "x"


def test_overlapping_entities_are_closed_and_opened_again() -> None:
    entities = [Entity(type="bold", offset=0, length=2), Entity(type="italic", offset=1, length=2)]
    assert render_html("abc", entities) == "<b>a<i>b</i></b><i>c</i>"


KINDS = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
]
ALLOWED = {
    "b": set[str](),
    "i": set[str](),
    "u": set[str](),
    "s": set[str](),
    "code": {"class"},
    "pre": set[str](),
    "blockquote": {"expandable"},
    "span": {"class"},
    "time": {"class", "data-unix", "data-format"},
    "a": {"href", "target", "rel"},
}


class Whitelist(HTMLParser):
    """Collects the text, and fails on anything that is not allowed or does not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        assert all(re.match(r"(https?|tg|ton)://", value or "") for name, value in attrs if name == "href")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment came through: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration came through: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction came through: {data}")


def read_back(body: Formatted) -> str:
    """The text that a browser would show."""
    page = Whitelist()
    page.feed(body.html)
    page.close()
    assert page.open == []
    return page.text


def accepted(text: str, parse_mode: str | None, entities: list[Entity] | None = None) -> Formatted | None:
    try:
        return message_text(text, parse_mode, entities)
    except ApiError:
        return None


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
STARTS = [
    "<b>", "<i>", "<code>", "<pre>", '<span class="tg-spoiler">', "<blockquote expandable>",
    '<pre><code class="language-{}">', '<a href="{}">', '<a href="https://e.org/{}">', '<tg-time unix="7" format="{}">',
]  # fmt: skip
ENDS = ["</b>", "</i>", "</code>", "</pre>", "</span>", "</blockquote>", "</a>", "</tg-time>", "</>"]


def wrapped(start: str, attribute: str, inside: list[str]) -> str:
    """A start tag (two of them for `<pre><code>`), what is in it, and the end tags that fit."""
    ends = [f"</{name}>" for name in re.findall(r"<([a-z-]+)", start)]
    return start.replace("{}", escape(attribute)) + "".join(inside) + "".join(reversed(ends))


WHOLE = st.recursive(
    st.one_of(TEXT.map(escape), st.sampled_from(["&lt;script&gt;", "&#60;", "&", '"', "\n", "/go"])),
    lambda inside: st.builds(wrapped, st.sampled_from(STARTS), TEXT, st.lists(inside, max_size=3)),
)
BROKEN = st.sampled_from([*STARTS, *ENDS, "<script>", "<!--", "<"])
SOURCES = st.one_of(st.lists(WHOLE, max_size=8), st.lists(st.one_of(WHOLE, BROKEN), max_size=6)).map("".join)


@given(SOURCES)
def test_whatever_is_sent_either_is_refused_or_shows_safely(source: str) -> None:
    body = accepted(source, "HTML")
    if body:
        assert read_back(body) == body.text
        total = len(body.text.encode("utf-16-le")) // 2
        assert all(0 <= entity.offset < entity.end <= total for entity in body.entities)


SPANS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 15), st.integers(1, 15)), max_size=5)


@given(TEXT.filter(lambda text: bool(text.strip())), SPANS)
def test_entities_that_overlap_in_any_way_still_nest_when_shown(text: str, spans: list[tuple[str, int, int]]) -> None:
    entities = [Entity.model_validate({"type": kind, "offset": o, "length": n}) for kind, o, n in spans]
    body = accepted(text, None, entities)
    if body and body.text.isascii():  # elsewhere an entity may cut a pair of surrogates in two
        assert read_back(body) == body.text


@given(st.lists(st.tuples(TEXT, st.sampled_from([None, *KINDS])), max_size=8))
def test_what_aiogram_writes_is_read_back_unit_by_unit(pieces: list[tuple[str, str | None]]) -> None:
    text, entities = "x", []
    for piece, kind in pieces:
        offset, text = len(text.encode("utf-16-le")) // 2, text + piece
        length = len(text.encode("utf-16-le")) // 2 - offset
        if kind and length:
            entities.append(MessageEntity(type=kind, offset=offset, length=length))
    text += "."
    body = message_text(html_decoration.unparse(text, entities), "HTML")
    assert body.text == text
    found = [(entity.type, entity.offset, entity.length) for entity in body.entities if entity.type != "bot_command"]
    assert found == [(entity.type, entity.offset, entity.length) for entity in entities]


@given(TEXT)
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    assert message_text(f"x{escape(text)}x", "HTML").text == f"x{text}x"
    assert unescape(Formatted(text).html) == text
