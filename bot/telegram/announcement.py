"""What an admin wrote to all users, as HTML: after the command, or in a message of his own that the command answers."""

import re

from aiogram.types import Message, MessageEntity
from aiogram.utils.text_decorations import html_decoration

COMMAND = re.compile(r"/\S+\s*")


def written(message: Message) -> str:
    """With its bold, its links and the like; empty where there is no text."""
    text = message.text or ""
    command = COMMAND.match(text)
    body = text[command.end() :] if command else text
    if body.strip():
        return _html(body, message.entities or [], _units(text) - _units(body))
    answered = message.reply_to_message
    own = answered and answered.from_user and message.from_user and answered.from_user.id == message.from_user.id
    return _html(answered.text, answered.entities or [], 0) if answered and own and answered.text else ""


def _html(text: str, entities: list[MessageEntity], skipped: int) -> str:
    """`skipped`: UTF-16 units that stood before the text."""
    return html_decoration.unparse(text, list(_moved(entities, skipped)))


def _moved(entities: list[MessageEntity], skipped: int) -> list[MessageEntity]:
    moved = []
    for entity in entities:
        start, end = max(0, entity.offset - skipped), entity.offset + entity.length - skipped
        if end > start:
            moved.append(entity.model_copy(update={"offset": start, "length": end - start}))
    return moved


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
