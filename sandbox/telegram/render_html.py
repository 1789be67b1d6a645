"""Text and entities as HTML that a page may show as it is: only these tags and attributes, all text escaped."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from sandbox.telegram import utf16
from sandbox.telegram.entity import Entity
from sandbox.telegram.links import checked_link

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
    units = utf16.encoded(text)
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
        parts.append(escape(utf16.decoded(units[2 * begin : 2 * end]), quote=False))
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
