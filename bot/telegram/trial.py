"""Tries a message with everything that a card has, as an admin would see it."""

import time

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError

from bot.domain.errors import Undelivered
from bot.telegram.callbacks import OpenMenu
from bot.telegram.screens.screen import Screen, button, copy_button, keyboard, moment
from bot.texts import Html, Texts


class NoChat(Undelivered):
    """Telegram knows no chat of the bot with this user, or the user has blocked the bot."""


async def try_card(bot: Bot, user_id: int, texts: Texts) -> str | None:
    """Send it, and a plain one where Telegram refuses it; gives the words of that refusal, without the method's.

    Raises `NoChat`, and `Undelivered` where Telegram does not answer or refuses the plain one too.
    """
    try:
        try:
            await _send(bot, user_id, _card(texts))
        except TelegramBadRequest as error:
            if "chat not found" in error.message.lower():
                raise
            await _send(bot, user_id, Screen(texts("trial")))
            return error.message
    except TelegramForbiddenError as error:
        raise NoChat("the user has blocked the bot or never started it") from error
    except TelegramBadRequest as error:
        if "chat not found" in error.message.lower():
            raise NoChat("the user has never started the bot") from error
        raise Undelivered(f"Telegram refuses a plain message ({error.message})") from error
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from error
    return None


async def _send(bot: Bot, user_id: int, screen: Screen) -> None:
    await bot.send_message(user_id, screen.text, reply_markup=screen.keyboard, disable_notification=True)


def _card(texts: Texts) -> Screen:
    text = Html(f"{texts('trial')}\n\n<code>+1 202 555 0100</code> · {moment(texts, time.time() + 1200)}")
    return Screen(
        text,
        keyboard(
            [copy_button(texts.plain("trial-copy"), "+12025550100")],
            [button(texts.plain("button-menu"), OpenMenu(fresh=True), style="success")],
        ),
    )
