"""`python -m bot check`: tries each part and says what works, and what to mend."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.domain.errors import BotError, WrongBotToken, WrongToken
from bot.domain.models import Account
from bot.domain.protocols import Provider
from bot.place import folder, ports
from bot.settings import Settings, SettingsError, oddities
from bot.smsman import SmsMan, accepted_methods, open_session
from bot.storage.connection import connected, durability
from bot.storage.embedded import EmbeddedValkey, FolderInUse
from bot.storage.keys import UPDATES, Keys
from bot.storage.leases import Leases
from bot.storage.ownership import seen_owner
from bot.storage.replicas import lacks_wait
from bot.telegram.connect import Bot, build_bot
from bot.telegram.introduction import introduce, webhook_info
from bot.terms import read_terms

UNKNOWN_ACCOUNT: Final = "SMSMAN_TOKEN is wrong: the provider does not accept this token"


LATELY: Final = timedelta(minutes=10)
"""An error of Telegram's that is older is over: it tells the last one for ever."""


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


async def _names(_: Settings) -> str:
    """Whether all that is set has an effect."""
    found = oddities()
    if found.mend:
        raise SettingsError("; ".join((*found.mend, *found.know)))
    return "; ".join(found.know) or "each name is known"


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
        redis = await stack.enter_async_context(connected(url))
        found = await durability(redis)
        owner = await seen_owner(redis, Keys(settings.redis_prefix))
        no_wait = await lacks_wait(redis)
    if found.evicts:
        raise SettingsError("REDIS_URL: the server throws keys away when it is full; set maxmemory-policy noeviction")
    if found.append_only is False:
        raise SettingsError("REDIS_URL: the server forgets its last writes in a crash; set appendonly yes")
    if owner not in (None, settings.bot_id):
        raise SettingsError(f"REDIS_PREFIX: {settings.redis_prefix} holds the data of another bot, {owner}")
    unsaid = "" if found.append_only and found.evicts is False else "; it does not say whether it keeps every write"
    if no_wait:
        unsaid += "; it has replicas and no WAIT, so a failover may forget a purchase"
    whose = "this bot's data" if owner else "no data yet"
    return f"{name}, version {found.version}{unsaid}; {whose} under {settings.redis_prefix}"


async def _telegram(settings: Settings) -> str:
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        return f"@{await username(bot)}"
    finally:
        await bot.session.close()


async def _updates(settings: Settings) -> str:
    """How they come, as far as it can be seen without asking for any, which would take them from a bot that runs."""
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        info = await webhook_info(bot)
    finally:
        await bot.session.close()
    waiting = f"{info.pending_update_count} wait"
    if not settings.webhook_url:
        taken = (
            f"; {_host(info.url)} gets them now, until the bot starts and takes that webhook away" if info.url else ""
        )
        return f"by long polling, {await _asking(settings)}, {waiting}{taken}"
    if info.url != f"{settings.webhook_url}/{settings.webhook_path.get_secret_value()}":
        now = f"they go to {_host(info.url)}" if info.url else "there is no webhook"
        return f"by webhook, once the bot runs: {now} now, {waiting}"
    if info.last_error_date and datetime.now(UTC) - info.last_error_date < LATELY:
        at = f"{info.last_error_date:%H:%M:%S} UTC"
        raise SettingsError(f"WEBHOOK_URL: Telegram could not deliver at {at}: {info.last_error_message}; {waiting}")
    return f"by webhook to {_host(info.url)}, {waiting}"


def _host(url: str | None) -> str:
    """Without its path, which is a secret."""
    return urlsplit(url or "").netloc


async def _asking(settings: Settings) -> str:
    if not settings.redis_url:
        return "one replica at the most"
    async with connected(settings.redis_url.get_secret_value()) as redis:
        holder = await Leases(redis, Keys(settings.redis_prefix)).holder(UPDATES)
    return "a replica asks for them" if holder else "no replica asks for them now"


async def _place(settings: Settings) -> str:
    return f"{folder(settings)}; {ports(settings)}"


async def _terms(settings: Settings) -> str:
    found = read_terms(settings.terms_dir, settings.default_language)
    return f"in {', '.join(sorted(found))}" if found else "none"


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


PROBES: Final = {
    "Settings": _names,
    "Database": _database,
    "Telegram": _telegram,
    "Updates": _updates,
    "SMS-Man": _smsman,
    "Machine": _place,
    "Terms": _terms,
}
