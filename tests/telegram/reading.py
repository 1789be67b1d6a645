"""Reads a screen as Telegram would: strictly, and refusing what it refuses."""

import unicodedata
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.telegram.screens.screen import Screen
from sandbox.telegram.entities import Entity, checked_link, utf16_length
from sandbox.telegram.html import parse_html

MAX_TEXT = 4096
MAX_DATA = 64
MAX_LABEL = 60
"""Characters: Telegram takes more, a phone does not show them."""
MAX_BUTTONS = 100
JOINER = "\N{ZERO WIDTH JOINER}"
"""Stands inside some emoji."""


def assert_harmless(shown: str) -> None:
    """Nothing in it turns the line round, hides, or controls anything."""
    assert not [one for one in shown if unicodedata.category(one)[0] == "C" and one not in ("\n", JOINER)]


@dataclass(frozen=True, slots=True)
class Read:
    text: str
    entities: list[Entity]
    buttons: list[InlineKeyboardButton]

    def copied(self) -> list[str]:
        """What a tap copies."""
        pieces = [
            self.text.encode("utf-16-le")[2 * e.offset : 2 * (e.offset + e.length)]
            for e in self.entities
            if e.type == "code"
        ]
        return [piece.decode("utf-16-le") for piece in pieces]

    def data(self, label: str) -> str:
        """Of the one button whose label contains this."""
        [found] = [button for button in self.buttons if label in button.text]
        return found.callback_data or ""

    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]


def read(screen: Screen) -> Read:
    """Raises for what Telegram would refuse, or what would not fit a phone."""
    text, entities = parse_html(screen.text)
    assert 0 < utf16_length(text.strip()) <= MAX_TEXT
    buttons = [button for row in screen.keyboard.inline_keyboard for button in row] if screen.keyboard else []
    assert len(buttons) <= MAX_BUTTONS
    assert_harmless(text)
    for button in buttons:
        assert 0 < len(button.text) <= MAX_LABEL, button.text
        assert_harmless(button.text)
        if button.copy_text:
            assert_harmless(button.copy_text.text)
            assert 0 < len(button.copy_text.text) <= 256
        elif button.url:
            assert checked_link(button.url)
        else:
            assert 0 < len((button.callback_data or "").encode()) <= MAX_DATA
    return Read(text, entities, buttons)
