"""`python -m bot check`: tries each part and says what works, and what to mend."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from bot.cli.host import folder, ports
from bot.domain.errors import BotError, StorageError, WrongBotToken, WrongToken, network_reason
from bot.domain.models import Account
from bot.domain.protocols import Provider
from bot.environment import oddities
from bot.providers.smsman import SmsMan, accepted_methods, answering_lists, open_session
from bot.settings import KNOWN, Settings, SettingsError
from bot.shop.catalogue.hidden import Hidden
from bot.storage.connection import connected
from bot.storage.embedded import EmbeddedValkey, FolderInUse
from bot.storage.fitness import (
    OTHERS,
    Durability,
    Fitness,
    database_reason,
    durability,
    fitness,
    run_script,
    write_once,
)
from bot.storage.keys import TRIED, UPDATES, Keys
from bot.storage.leases import Leases
from bot.storage.ownership import seen_owner
from bot.storage.replicas import lacks_wait
from bot.telegram.bot import Bot, build_bot, introduce, webhook_info
from bot.telegram.trial import NoChat, try_card
from bot.terms import read_terms
from bot.texts import FOLDER, load_texts

UNKNOWN_ACCOUNT: Final = "SMSMAN_TOKEN is wrong: the provider does not accept this token"


LOSES_A_SECOND: Final = "it may forget the last second in a power cut, as its appendfsync is not always"
PUBLIC_API: Final = "https://api.telegram.org"
WEBHOOK_PORTS: Final = (443, 80, 88, 8443)
"""By the documentation of setWebhook."""

LATELY: Final = timedelta(minutes=10)
"""An error of Telegram's that is older is over: it tells the last one for ever."""


async def check(settings: Settings) -> int:
    """Print a line a part; the exit status is 1 if any needs mending."""
    status = 0
    for part, probe in PROBES.items():
        try:
            found = await probe(settings)
            verdict = "note" if isinstance(found, Note) else "ok"
        except BotError as error:
            verdict, found, status = "MEND", _said(error), 1
        print(f"{part:10}{verdict:6}{found}")  # noqa: T201 -- the answer to a command
    return status


class Note(str):
    """What works, and may not be meant."""

    __slots__ = ()


def _said(error: BotError) -> str:
    reason = None if isinstance(error, SettingsError) else network_reason(error)
    return f"{error}: {reason}" if reason else str(error)


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
    found = oddities(KNOWN)
    if found.mend:
        raise SettingsError("; ".join((*found.mend, *found.know)))
    return Note("; ".join(found.know)) if found.know else "each name is known"


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
        keys = Keys(settings.redis_prefix)
        try:
            able, found = await fitness(redis), await durability(redis)
            owner = await seen_owner(redis, keys)
            no_wait = await lacks_wait(redis)
            if not able.is_replica:
                await write_once(redis, keys.lease(TRIED))
                await run_script(redis, keys.lease(TRIED))
        except StorageError as error:
            raise SettingsError(f"{name}: the database can't be used: {database_reason(error)}") from None
    if owner not in (None, settings.bot_id):
        raise SettingsError(f"REDIS_PREFIX: {settings.redis_prefix} holds the data of another bot, {owner}")
    if wrong := list(_unfit(able, found, settings.redis_connections)):
        raise SettingsError(f"{name}: {'; '.join(wrong)}")
    unsaid = "" if found.append_only and found.evicts is False else "; it does not say whether it keeps every write"
    if no_wait:
        unsaid += "; it has replicas and no WAIT, so a failover may forget a purchase"
    whose = "this bot's data" if owner else "no data yet"
    said = f"{name}, version {found.version}{unsaid}; {whose} under {settings.redis_prefix}"
    return Note(f"{said}; {LOSES_A_SECOND}") if able.syncs not in (None, "always") else said


def _unfit(able: Fitness, found: Durability, connections: int) -> Iterator[str]:
    """All that speaks against the server, so that it is put right at once."""
    if able.is_replica:
        yield "the server is a replica, which takes no writes: it has to be the master"
    if found.evicts:
        yield "the server throws keys away when it is full; set maxmemory-policy noeviction"
    if found.append_only is False:
        yield "the server forgets its last writes in a crash; set appendonly yes"
    if able.max_clients is not None and able.max_clients < connections + OTHERS:
        yield (
            f"the server takes {able.max_clients} clients, and a replica of the bot needs {connections} with some to "
            "spare; raise its maxclients, or lower REDIS_CONNECTIONS"
        )


async def _telegram(settings: Settings) -> str:
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        name = await username(bot)
        inline = "on" if (await bot.me()).supports_inline_queries else "off, which BotFather's /setinline changes"
    finally:
        await bot.session.close()
    return f"@{name}; inline mode is {inline}"


async def _admins(settings: Settings) -> str:
    """Sends the first of them a message with all that a card has."""
    if not settings.admin_ids:
        return Note("ADMIN_IDS is empty: nobody is told of alerts, and nobody can stop the selling in the chat")
    first = min(settings.admin_ids)
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        refused = await try_card(bot, first, load_texts(FOLDER)[settings.default_language])
    except NoChat as error:
        raise SettingsError(
            f"ADMIN_IDS: nothing can be sent to the first one: {error}; let that user /start it"
        ) from None
    finally:
        await bot.session.close()
    if refused:
        raise SettingsError(
            f"TELEGRAM_API_URL: cards are shown plain only, since this Bot API server is too old for them: {refused}"
        )
    return f"{len(settings.admin_ids)}; the first one got a message that looks like a card"


async def _updates(settings: Settings) -> str:
    """How they come, as far as it can be seen without asking for any, which would take them from a bot that runs."""
    if settings.webhook_url and (why := _refused_webhook(settings.webhook_url, settings.telegram_api_url)):
        raise SettingsError(f"WEBHOOK_URL: Telegram refuses this address: {why}")
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


def _refused_webhook(url: str, api_url: str) -> str | None:
    """What Telegram says of an address before it tries it. An own Bot API server beside the bot takes private ones."""
    parts, inside = urlsplit(url), _is_private(urlsplit(url).hostname or "")
    if inside and urlsplit(api_url).hostname != urlsplit(PUBLIC_API).hostname:
        return None
    if parts.scheme != "https":
        return "it has to begin with https://"
    if inside:
        return "its host can't be reached from outside"
    if (parts.port or 443) not in WEBHOOK_PORTS:
        return f"its port has to be one of {', '.join(map(str, WEBHOOK_PORTS))}"
    return None


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost", ".lan", ".home.arpa"))


async def _asking(settings: Settings) -> str:
    if not settings.redis_url:
        return "one replica at the most"
    async with connected(settings.redis_url.get_secret_value()) as redis:
        holder = await Leases(redis, Keys(settings.redis_prefix)).holder(UPDATES)
    return "a replica asks for them" if holder else "no replica asks for them now"


async def _host_checks(settings: Settings) -> str:
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
        provider = SmsMan(session, url=url, token=token, method=method)
        account = await provider.balance()
        lists = await answering_lists(session, url=url, token=token)
        hidden = await _hidden_nothing(settings, provider)
    answers = ", ".join(f"{name} {'answers' if answered else 'no answer'}" for name, answered in lists.items())
    said = f"balance {account.balance} {settings.smsman_currency}; takes {takes}; undocumented lists: {answers}"
    return Note(f"{said}; {hidden}") if hidden else said


async def _hidden_nothing(settings: Settings, provider: SmsMan) -> str | None:
    """The entries of what is not offered that match nothing at the provider."""
    if not settings.hidden_countries and not settings.hidden_services:
        return None
    hidden = Hidden(settings.hidden_services, settings.hidden_countries)
    names = hidden.unmatched(await provider.countries(), await provider.services())
    return f"HIDDEN_COUNTRIES, HIDDEN_SERVICES: nothing is called {', '.join(names)}" if names else None


async def _selling(settings: Settings) -> str:
    """What users would pay for three examples, and what then remains for the operator."""
    if settings.markup is None:
        return "WALLET is off: users pay nothing, and you pay for all numbers"
    async with open_session() as session:
        provider = SmsMan(session, url=settings.smsman_url, token=settings.smsman_token, method=settings.smsman_method)
        prices = sorted({offer.price for offer in await provider.offers() if offer.stock and offer.price > 0})
    if not prices:
        return Note("WALLET is on, and the provider has nothing in stock to show a price of")
    examples = list(dict.fromkeys((prices[0], prices[len(prices) // 2], prices[-1])))
    marked_up = [(price, settings.markup.price(price)) for price in examples]
    shown = "; ".join(f"{paid} for what costs you {price}, {paid - price} remains" for price, paid in marked_up)
    said = f"in {settings.smsman_currency}, users pay {shown}"
    if settings.stars.rate:
        said += f"; a Star is worth {settings.star_rate.normalize():f}"
    notes = [one for one in missing(settings) if not one.startswith("ADMIN_IDS")]
    if any(paid <= price for price, paid in marked_up):
        notes.append("nothing is earned")
    return Note("; ".join((said, *notes))) if notes else said


def missing(settings: Settings) -> Iterator[str]:
    """Sentences about settings that a bot like this should have; it starts without them."""
    if not settings.admin_ids:
        yield "ADMIN_IDS is empty: nobody is told of alerts"
    if settings.markup and settings.terms_dir is None:
        yield "TERMS_DIR is empty: with WALLET=on Telegram requires terms, which /terms shows"
    if settings.stars.rate and not settings.support_contact:
        yield "SUPPORT_CONTACT is empty: /paysupport, which Telegram requires of bots that sell, names nobody"


PROBES: Final = {
    "Settings": _names,
    "Database": _database,
    "Telegram": _telegram,
    "Admins": _admins,
    "Updates": _updates,
    "SMS-Man": _smsman,
    "Selling": _selling,
    "Machine": _host_checks,
    "Terms": _terms,
}
