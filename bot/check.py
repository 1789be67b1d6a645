"""`python -m bot check`: tries each part and says what works, and what to mend."""

from contextlib import AsyncExitStack
from typing import Final

from aiogram import Bot

from bot.domain.errors import BotError, WrongBotToken, WrongToken
from bot.domain.models import Account
from bot.domain.protocols import Provider
from bot.settings import Settings, SettingsError
from bot.smsman import SmsMan, accepted_methods, open_session
from bot.storage.connection import durability, open_redis
from bot.storage.embedded import EmbeddedValkey, FolderInUse
from bot.telegram.connect import build_bot
from bot.telegram.introduction import introduce

UNKNOWN_ACCOUNT: Final = "SMSMAN_TOKEN is wrong: the provider does not accept this token"


async def check(settings: Settings) -> int:
    """Print a line a part; the exit status is 1 if any needs mending."""
    status = 0
    for part, probe in PROBES.items():
        try:
            verdict, found = "ok", await probe(settings)
        except BotError as error:
            verdict, found, status = "MEND", str(error), 1
        print(f"{part:10}{verdict:6}{found}")  # noqa: T201 -- the answer to a command
    return status


async def balance(provider: Provider) -> Account:
    """Raises `SettingsError` for a wrong token, and `ProviderError` for anything else."""
    try:
        return await provider.balance()
    except WrongToken:
        raise SettingsError(UNKNOWN_ACCOUNT) from None


async def username(bot: Bot) -> str:
    """Raises `SettingsError` for a wrong token, and `Undelivered` when Telegram does not answer."""
    try:
        return await introduce(bot)
    except WrongBotToken:
        raise SettingsError("BOT_TOKEN is wrong: Telegram does not know this token") from None


async def _database(settings: Settings) -> str:
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url, name = settings.redis_url.get_secret_value(), "REDIS_URL"
        else:
            try:
                server = await stack.enter_async_context(EmbeddedValkey(settings.data_dir / "valkey"))
            except FolderInUse:
                return f"embedded in {settings.data_dir}, in use by the bot that runs"
            url, name = server.url, f"embedded in {settings.data_dir}"
        redis = open_redis(url)
        stack.push_async_callback(redis.aclose)
        found = await durability(redis)
    if found.evicts:
        raise SettingsError("REDIS_URL: the server throws keys away when it is full; set maxmemory-policy noeviction")
    if found.append_only is False:
        raise SettingsError("REDIS_URL: the server forgets its last writes in a crash; set appendonly yes")
    unsaid = "" if found.append_only and found.evicts is False else "; it does not say whether it keeps every write"
    return f"{name}, version {found.version}{unsaid}"


async def _telegram(settings: Settings) -> str:
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        return f"@{await username(bot)}"
    finally:
        await bot.session.close()


async def _smsman(settings: Settings) -> str:
    async with open_session() as session:
        url, token, method = settings.smsman_url, settings.smsman_token, settings.smsman_method
        try:
            accepted = await accepted_methods(session, url=url, token=token)
        except WrongToken:
            raise SettingsError(UNKNOWN_ACCOUNT) from None
        takes = " and ".join(sorted(name.upper() for name in accepted))
        if method not in accepted:
            raise SettingsError(f"SMSMAN_METHOD is wrong: the provider takes {takes} only")
        account = await SmsMan(session, url=url, token=token, method=method).balance()
    return f"balance {account.balance} {settings.smsman_currency}; takes {takes}"


PROBES: Final = {"Database": _database, "Telegram": _telegram, "SMS-Man": _smsman}
