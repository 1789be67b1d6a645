"""HTML parse mode to text and entities, with the refusals of the real one."""

import pytest

from sandbox.telegram.errors import ApiError
from sandbox.telegram.texts import caption_text, message_text


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


def test_a_link_to_this_machine_is_a_link() -> None:
    assert spans('<a href="http://localhost:8090">x</a>') == [("text_link", 0, 1)]
