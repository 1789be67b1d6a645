"""What went wrong with a tap or a message, in a sentence, with a way on."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Html, Texts


def notice(texts: Texts, text: Html, retry: CallbackData | None) -> Screen:
    """`retry` is the tap that failed: the same button once more, where that may help."""
    again = [button(texts.plain("button-try-again"), retry)] if retry else []
    return Screen(text, keyboard(again, [menu_button(texts)]))
