"""A screen, the buttons that it is made of, and the one that says what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.callbacks import OpenMenu, Page
from bot.telegram.screens.sms import cut
from bot.texts import Html, Texts

Row = Sequence[InlineKeyboardButton]
REMEMBERED = 8192
"""Buttons that lead to a page: they are the same for all, and carry nothing of anybody. Nobody changes one."""

MAX_COPIED = 256
"""UTF-16 units that a copy button may carry: the Bot API says characters, and counts all else in these."""


@dataclass(frozen=True, slots=True)
class Screen:
    text: Html
    keyboard: InlineKeyboardMarkup | None = None


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Empty rows are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def button(
    label: str, tap: CallbackData, style: Literal["success", "danger", "primary"] | None = None
) -> InlineKeyboardButton:
    if isinstance(tap, Page):
        return _remembered(label, type(tap), tuple(vars(tap).values()), style)
    return InlineKeyboardButton(text=label, callback_data=tap.pack(), style=style)


@lru_cache(REMEMBERED)
def _remembered(
    label: str, kind: type[Page], values: tuple[int | str | bool | None, ...], style: str | None
) -> InlineKeyboardButton:
    fields: dict[str, Any] = dict(zip(kind.model_fields, values, strict=True))
    return InlineKeyboardButton(text=label, callback_data=kind.model_construct(**fields).pack(), style=style)


def copy_button(label: str, value: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, copy_text=CopyTextButton(text=cut(value, MAX_COPIED)))


def moment(texts: Texts, at: float) -> Html:
    """Counted by the client itself in its own language ("in 19 minutes"); an older one shows the time inside."""
    clock = texts("clock", time=datetime.fromtimestamp(at, UTC).strftime("%H:%M"))
    return Html(f'<tg-time unix="{int(at)}" format="r">{clock}</tg-time>')


def menu_button(texts: Texts, *, fresh: bool = False) -> InlineKeyboardButton:
    """The way out of every screen; `fresh` on a record."""
    return button(texts.plain("button-menu"), OpenMenu(fresh=fresh))


def problem_screen(texts: Texts, text: Html, retry: CallbackData | None) -> Screen:
    """`retry` is the tap that failed: the same button once more, where that may help."""
    again = [button(texts.plain("button-try-again"), retry)] if retry else []
    return Screen(text, keyboard(again, [menu_button(texts)]))
