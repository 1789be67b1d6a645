"""The commands behind Telegram's menu button, and what the bot says of itself, in each language."""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription, TelegramMethod
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, User

from bot.telegram.access import Access
from bot.texts import LANGUAGES, Texts

log = structlog.get_logger(__name__)

COMMAND_TEXTS = {
    "start": "command-start",
    "buy": "command-buy",
    "numbers": "command-numbers",
    "language": "command-language",
    "help": "command-help",
    "forget": "command-forget",
}
ADMIN_COMMAND_TEXTS = {
    **COMMAND_TEXTS,
    "admin": "command-admin",
    "user": "command-user",
    "notice": "command-notice",
    "balance": "command-balance",
    "voucher": "command-voucher",
    "vouchers": "command-vouchers",
    "stop": "command-stop",
    "go": "command-go",
}

CALLS_AT_ONCE: Final = 4
"""There are some for each language: a start must not look like a flood to Telegram."""

TERMS_COMMAND_TEXTS = {"terms": "command-terms"}
STARS_COMMAND_TEXTS = {"topup": "command-topup", "paysupport": "command-paysupport"}
WALLET_COMMAND_TEXTS = {"wallet": "command-wallet", "redeem": "command-redeem"}
WALLET_ADMIN_COMMAND_TEXTS = {
    "credit": "command-credit",
    "debit": "command-debit",
    "budget": "command-budget",
}
"""Where there is the command of the wallet."""

NO_MORE: Mapping[str, str] = {}


async def publish(
    bot: Bot,
    all_texts: Mapping[str, Texts],
    access: Access,
    default_language: str,
    *,
    more: Mapping[str, str] = NO_MORE,
) -> None:
    """Tell Telegram; `more`: the commands that there are by the settings alone.

    What it refuses (an admin who never started the bot) is logged and left: the bot works without.
    """
    methods = _methods(all_texts, access, default_language, more)
    few = asyncio.Semaphore(CALLS_AT_ONCE)

    async def call(method: TelegramMethod[bool]) -> None:
        async with few:
            await bot(method)

    outcomes = await asyncio.gather(*map(call, methods), return_exceptions=True)
    failures = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    for failure in failures:
        if not isinstance(failure, AiogramError):
            raise failure
    if failures:
        kinds = ", ".join(sorted({type(failure).__name__ for failure in failures}))
        log.info("some commands are not published", refused=len(failures), of=len(methods), errors=kinds)


async def follow_language(bot: Bot, user: User, texts: Texts, *, is_admin: bool) -> None:
    """Show a user's commands in the language that they picked; what Telegram refuses is left.

    In their Telegram's own language nothing of theirs is kept, so that they see what is published for all.
    """
    chat = BotCommandScopeChat(chat_id=user.id)
    try:
        if (user.language_code or "").startswith(texts.language) and not is_admin:
            await bot.delete_my_commands(chat)
        elif shown := await bot.get_my_commands(BotCommandScopeAllPrivateChats(), texts.language):
            own = {name: key for name, key in ADMIN_COMMAND_TEXTS.items() if name not in COMMAND_TEXTS}
            own |= WALLET_ADMIN_COMMAND_TEXTS if "wallet" in {one.command for one in shown} else {}
            commands = [*shown, *_commands(texts, own)] if is_admin else shown
            for code in (None, *LANGUAGES) if is_admin else (None,):  # an admin's are published in each language
                await bot.set_my_commands(commands, chat, code)
    except AiogramError as error:
        log.info("commands do not follow the language", error=type(error).__name__)


def _methods(
    all_texts: Mapping[str, Texts], access: Access, default_language: str, more: Mapping[str, str]
) -> list[TelegramMethod[bool]]:
    methods: list[TelegramMethod[bool]] = []
    for_admins = {**ADMIN_COMMAND_TEXTS, **(WALLET_ADMIN_COMMAND_TEXTS if "wallet" in more else {}), **more}
    spoken: list[tuple[str | None, Texts]] = [(None, all_texts[default_language]), *all_texts.items()]
    for code, texts in spoken:
        methods += [
            SetMyCommands(
                commands=_commands(texts, {**COMMAND_TEXTS, **more}),
                scope=BotCommandScopeAllPrivateChats(),
                language_code=code,
            ),
            SetMyDescription(description=texts.plain("about"), language_code=code),
            SetMyShortDescription(short_description=texts.plain("about-short"), language_code=code),
        ]
        methods += [
            SetMyCommands(
                commands=_commands(texts, for_admins),
                scope=BotCommandScopeChat(chat_id=admin),
                language_code=code,
            )
            for admin in sorted(access.admins)
        ]
    return methods


def _commands(texts: Texts, keys: Mapping[str, str]) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.plain(key)) for name, key in keys.items()]
