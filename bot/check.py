"""`python -m bot check`: tries each part and says what works, and what to mend."""

from contextlib import AsyncExitStack
from typing import Final

from bot.domain.errors import BotError
from bot.settings import Settings, SettingsError
from bot.smsman import SmsMan, accepted_methods, open_session
from bot.storage.connection import durability, open_redis
from bot.storage.embedded import EmbeddedValkey
from bot.telegram.connect import build_bot
from bot.telegram.introduction import introduce


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


async def _database(settings: Settings) -> str:
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url, name = settings.redis_url.get_secret_value(), "REDIS_URL"
        else:
            server = await stack.enter_async_context(EmbeddedValkey(settings.data_dir / "valkey"))
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
        return f"@{await introduce(bot)}"
    finally:
        await bot.session.close()


async def _smsman(settings: Settings) -> str:
    async with open_session() as session:
        accepted = await accepted_methods(session, url=settings.smsman_url, token=settings.smsman_token)
        method = settings.smsman_method if settings.smsman_method in accepted else next(iter(accepted))
        provider = SmsMan(session, url=settings.smsman_url, token=settings.smsman_token, method=method)
        account = await provider.balance()
    if method != settings.smsman_method:
        raise SettingsError(f"SMSMAN_METHOD is wrong: the provider takes {method.upper()} only")
    takes = " and ".join(sorted(name.upper() for name in accepted))
    return f"balance {account.balance} {settings.smsman_currency}; takes {takes}"


PROBES: Final = {"Database": _database, "Telegram": _telegram, "SMS-Man": _smsman}
