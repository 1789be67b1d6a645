"""HTML parse mode to text and entities, and back to HTML that is safe to show."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entity import Entity
from sandbox.telegram.errors import ApiError
from sandbox.telegram.formatted import Formatted, caption_text, message_text
from sandbox.telegram.render_html import render_html


def parsed(source: str) -> tuple[str, list[dict[str, object]]]:
    result = message_text(source, "HTML")
    return result.text, [entity.dump() for entity in result.entities]


def spans(source: str) -> list[tuple[object, object, object]]:
    return [(e["type"], e["offset"], e["length"]) for e in parsed(source)[1]]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
    ],
)
def test_each_simple_tag_makes_its_entity(tag: str, kind: str) -> None:
    assert parsed(f"a <{tag} >b</{tag.upper()}> c") == ("a b c", [{"type": kind, "offset": 2, "length": 1}])


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            {"type": "text_link", "url": "https://example.org/?a=1&b=2"},
        ),
        ("<a href='example.org'>x</a>", {"type": "text_link", "url": "http://example.org/"}),
        ('<a href="tg://user?id=5">x</a>', {"type": "text_link", "url": "tg://user?id=5"}),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        ('<code class="language-python"><pre>x</pre></code>', {"type": "pre", "language": "python"}),
        ('<code class="language-python">x</code>', {"type": "code"}),
        (
            '<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>',
            {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"},
        ),
        (
            '<tg-time unix="1780000000" format="r">x</tg-time>',
            {"type": "date_time", "unix_time": 1780000000, "date_time_format": "r"},
        ),
        ("<tg-time unix=1780000000>x</tg-time>", {"type": "date_time", "unix_time": 1780000000}),
    ],
)
def test_tags_with_attributes_make_their_entities(source: str, entity: dict[str, object]) -> None:
    assert parsed(source) == ("x", [{"offset": 0, "length": 1, **entity}])


def test_offsets_and_lengths_are_utf_16_units() -> None:
    assert spans("😀<b>a😀</b><i>é</i>") == [("bold", 2, 3), ("italic", 5, 1)]


def test_tags_nest_outer_first() -> None:
    assert spans("<i>a<b>b</b></i>") == [("italic", 0, 2), ("bold", 1, 1)]
    assert spans("<u><b>ab</b></u>") == [("bold", 0, 2), ("underline", 0, 2)]


def test_references_are_decoded_and_unknown_ones_stay() -> None:
    text, entities = parsed("&lt;b&gt; &amp;amp; &quot; &#128512; &#x41; &nbsp; &#0; &lt")
    assert (text, entities) == ('<b> &amp; " 😀 A &nbsp; &#0; <', [])


def test_white_space_at_the_ends_is_cut_with_the_entities_on_it() -> None:
    assert parsed("\n <b> a b </b>\r\n") == ("a b", [{"type": "bold", "offset": 0, "length": 3}])


def test_code_takes_no_other_style() -> None:
    assert spans("<b>a<code>b</code>c</b>") == [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]
    assert spans("<b><code>b</code></b>") == [("code", 0, 1)]


def test_commands_are_found_outside_code_and_links() -> None:
    text = "/start a/b /help@my_bot <code>/code</code> http://x/y /ünter"
    assert spans(text) == [("bot_command", 0, 6), ("bot_command", 11, 12), ("code", 24, 5)]


def test_a_link_that_leads_nowhere_is_dropped_without_a_word() -> None:
    assert parsed('<a href="javascript:alert(1)">x</a> <a href="nowhere">y</a>') == ("x y", [])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<br>x", 'Unsupported start tag "br" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<a ="x">z</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<tg-time unix='soon'>x</tg-time>", "Invalid date specified"),
        ("<tg-time unix='1' format='long'>x</tg-time>", "Invalid date-time format specified"),
    ],
)
def test_what_is_not_html_is_refused_with_its_place(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        message_text(source, "HTML")
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ApiError, match="invalid Unicode characters after decoding HTML entities"):
        message_text("&#55357;", "HTML")


def test_a_caption_has_1024_units_at_most() -> None:
    assert caption_text("x" * 1024, None).text == "x" * 1024
    with pytest.raises(ApiError, match="message caption is too long"):
        caption_text("x" * 1025, None)


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


def test_a_link_to_this_machine_is_a_link() -> None:
    assert spans('<a href="http://localhost:8090">x</a>') == [("text_link", 0, 1)]


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
