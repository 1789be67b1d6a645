"""The composition root: opens, wires, runs, drains and closes. The only module that knows everybody."""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import Final

import structlog

from bot.cli.check import balance, missing
from bot.cli.host import usable
from bot.domain.alerts import ShopAlert
from bot.domain.errors import ProviderError, StorageError
from bot.health import Health, Problem, Readings, measure_lag, serve_health
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.providers.smsman import SmsMan, open_session
from bot.receiving import receiving, talk
from bot.settings import Settings, SettingsError
from bot.shop.activations.purchases import PurchaseLimits
from bot.shop.admin.account import AccountMonitor
from bot.shop.admin.alerts import Part, PartAlerts, ProviderAlerts
from bot.shop.admin.failing_offers import ROUND_S
from bot.shop.background import Tasks, keep_running, retry_until_stored, run_periodically
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.hidden import Hidden
from bot.shop.catalogue.kept_names import NAMES_ROUND_S
from bot.shop.shop import Options, Shop, build_shop
from bot.shop.timings import REAL
from bot.shop.wallet.star_reconciliation import STARS_ROUND_S
from bot.storage.activations import ActivationStore
from bot.storage.connection import Database, connected
from bot.storage.embedded import EmbeddedValkey
from bot.storage.fitness import problem as database_problem
from bot.storage.keys import TRIED, Keys
from bot.storage.leases import Leases
from bot.storage.migration import move_earlier
from bot.storage.ownership import owner
from bot.storage.rate_limit import RateLimit
from bot.storage.users import UserStore
from bot.telegram.access import Access, Terms
from bot.telegram.bot import CallMonitor, build_bot
from bot.telegram.chart import ChartPainter
from bot.telegram.dispatcher import Dependencies, build_dispatcher
from bot.telegram.loading import make_models
from bot.telegram.notifier import TelegramMessenger
from bot.telegram.stars import TelegramCashier
from bot.telegram.updates import UpdateIntake
from bot.terms import read_terms
from bot.texts import FOLDER, LANGUAGES, load_texts

log = structlog.get_logger(__name__)

TIMINGS: Final = REAL

POLL_CONCURRENCY: Final = 256
"""Looks and other steps at once."""

CATALOGUE_REFRESH_S: Final = 120.0
"""Seconds between two readings of the whole price list; an offer is looked at afresh anyway."""

HIDDEN_S: Final = 60.0
"""Seconds between two looks at what admins have hidden on other replicas."""

START_TIMEOUT_S: Final = 5.0
"""Seconds for which the start waits for an answer of the provider's: others may be waiting for their codes."""

RECALL_TIMEOUT_S: Final = 1.0
"""Seconds for which the first message waits for the names that are kept."""

DRAIN_HANDLERS_S: Final = 10.0
DRAIN_PURCHASES_S: Final = 70.0
"""Seconds: a purchase that is on its way may take the provider's 60. `stop_grace_period` must be longer than all."""
DRAIN_MESSAGES_S: Final = 15.0


async def run(settings: Settings) -> None:
    """Until SIGTERM, Ctrl-C or the end of the terminal. Raises `BotError` with a line for the operator."""
    usable(settings)
    all_terms = read_terms(settings.terms_dir, settings.default_language)
    stop = asyncio.Event()
    for signal_number in _ends():
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    async with AsyncExitStack() as stack:
        # open
        server = None
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
        else:
            server = await stack.enter_async_context(EmbeddedValkey(settings.data_dir / "valkey"))
            url = server.url
        redis = await stack.enter_async_context(connected(url, connections=settings.redis_connections))
        session = await stack.enter_async_context(open_session(connections=POLL_CONCURRENCY + 32))
        smsman = SmsMan(
            session,
            url=settings.smsman_url,
            token=settings.smsman_token,
            method=settings.smsman_method,
            buy_timeout=TIMINGS.buy_call_s,
            further_sms=settings.further_sms,
            max_price=settings.smsman_max_price == "on",
            currency=settings.smsman_price_currency,
        )
        bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
        stack.push_async_callback(bot.session.close)

        # wire
        keys = Keys(settings.redis_prefix)
        calls = CallMonitor()
        bot.session.middleware(calls)
        rate_limiter = RateLimiter(
            RateLimit(redis, keys, rate=settings.provider_rate) if settings.provider_rate else None,
            RateLimit(redis, keys, rate=settings.provider_buy_rate, buys=True) if settings.provider_buy_rate else None,
        )
        provider = Guard(smsman, rate_limiter)
        users, texts = UserStore(redis, keys), load_texts(FOLDER)
        access = Access(settings.access == "public", settings.allowed_ids, settings.admin_ids)
        terms = Terms(all_terms, users)

        def messenger(catalogue: Catalogue) -> TelegramMessenger:
            return TelegramMessenger(
                bot,
                catalogue,
                users,
                texts,
                currency=settings.smsman_currency,
                default_language=settings.default_language,
                admins=settings.admin_ids,
                leases=Leases(redis, keys),
            )

        for one in missing(settings):
            log.warning(one)
        shop = build_shop(redis, keys, provider, messenger, _options(settings, access))
        account = AccountMonitor(shop.reconciliation, shop.alerts, shop.purchase_limits.learn, low=settings.low_balance)
        provider_alerts = ProviderAlerts(lambda: provider.answers, provider.changed, shop.alerts)
        provider.listeners += [account.hear, provider_alerts.hear]
        cashier = TelegramCashier(bot, users, texts, settings.smsman_currency, settings.default_language)
        dependencies = Dependencies(
            purchases=shop.purchases,
            catalogue=shop.catalogue,
            statistics=shop.statistics,
            user_admin=shop.user_admin,
            broadcaster=shop.broadcaster,
            reminders=shop.reminders,
            top_ups=shop.top_ups,
            wallets=shop.wallets,
            grants=shop.grants,
            vouchers=shop.vouchers,
            earnings=shop.earnings,
            chart_painter=ChartPainter(),
            users=users,
            provider=provider,
            access=access,
            terms=terms,
        )
        dispatcher = build_dispatcher(
            dependencies,
            texts=texts,
            currency=settings.smsman_currency,
            default_language=settings.default_language,
        )

        # run
        make_models()
        updates = await stack.enter_async_context(receiving(UpdateIntake(dispatcher, bot), bot, shop.leases, settings))
        asks_database = partial(database_problem, redis, keys.lease(TRIED))

        async def worker_problem() -> str | None:
            return await shop.activation_worker.problem() or await shop.outbox.problem()

        part_alerts = PartAlerts(
            {
                "database": Part(asks_database, ShopAlert.DATABASE_DOWN, ShopAlert.DATABASE_UP),
                "worker": Part(worker_problem, ShopAlert.WORKER_DOWN, ShopAlert.WORKER_UP),
            },
            shop.messenger,
        )
        if settings.http_port:
            parts: dict[str, list[Problem]] = {
                "database": [asks_database],
                "telegram": [calls.problem, updates.reception.problem],
                "provider": [provider.problem],
                "provider reads": [provider.reads_trouble],
                "provider changes": [provider.changes_trouble],
                "watcher": [shop.activation_worker.problem, shop.outbox.problem],
            }
            readings = Readings(shop.store, provider, shop.queue_repair, lambda: updates.receiving)
            await stack.enter_async_context(serve_health(settings.http_port, Health(parts, readings.text)))
        background = Tasks()
        stack.push_async_callback(background.cancel)
        _keep_loaded()
        talking = background.start(talk(updates, bot, texts, access, terms, settings), name="telegram", watched=True)
        ours = background.start(_own(redis, keys, bot.id, shop.store), name="ownership", watched=True)
        accepted = background.start(_accepted(smsman, shop.purchase_limits), name="acceptance", watched=True)
        loaded = background.start(_load(shop.catalogue), name="first catalogue", watched=True)
        named = background.start(_name(background, shop, ours, loaded), name="first names", watched=True)
        background.start(_once(ours, shop.buyer.replay), name="journal")

        def keep(name: str, loop: Callable[[], Awaitable[None]], *others: asyncio.Task[None]) -> asyncio.Task[None]:
            return background.start(_once(ours, partial(keep_running, name, loop), *others), name=name, watched=True)

        running = {
            keep("steps", shop.activation_worker.run, accepted),
            keep("outbox", shop.outbox.run, named),
            keep("queue repair", shop.queue_repair.run),
            keep("ledger", shop.ledger_check.run),
            *([keep("allowances", shop.grants.run)] if shop.wallets.is_on else []),
            *([keep("cover", shop.cover_check.run)] if shop.wallets.is_on and settings.cover_alert == "on" else []),
            keep("broadcaster", shop.broadcaster.run),
            keep("provider alerts", provider_alerts.run),
            background.start(part_alerts.run(), name="part alerts", watched=True),
            keep("reception", partial(updates.reception.report, shop.alerts)),
            keep("account", account.run),
            keep("code history", shop.code_history.run),
            keep("hidden offers", partial(run_periodically, "hidden offers", HIDDEN_S, shop.catalogue.read_hidden)),
            keep("names", partial(run_periodically, "names", NAMES_ROUND_S, shop.kept_names.keep)),
            keep("failing offers", partial(run_periodically, "failing offers", ROUND_S, shop.failing_offers.check)),
            keep("lag", measure_lag),
            keep("top-ups", partial(shop.top_ups.run, cashier)),
            keep("stars", partial(run_periodically, "stars", STARS_ROUND_S, shop.star_reconciliation.round, cashier)),
            keep("catalogue", partial(run_periodically, "catalogue", CATALOGUE_REFRESH_S, shop.reminders.read_prices)),
            talking,
        }
        if server:
            running.add(background.start(server.ended(), name="database", watched=True))
        await accepted
        stopping = background.start(stop.wait(), name="stop")
        ended, _ = await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)

        # drain: no new taps, then the handlers that run, then the purchases, then what users must be told
        log.info("stopping")
        await updates.stop(DRAIN_HANDLERS_S)
        await shop.broadcaster.stop(DRAIN_HANDLERS_S)
        await shop.activation_worker.stop(DRAIN_PURCHASES_S)
        await shop.buyer.tasks.cancel()
        await shop.outbox.stop(DRAIN_MESSAGES_S)
        for task in ended:
            task.result()  # a part that ended by itself has failed: say why


def _options(settings: Settings, access: Access) -> Options:
    return Options(
        journal=settings.data_dir / "journal",
        bot_id=settings.bot_id,
        limits=settings.limits,
        rating_floor=settings.rating_floor,
        is_open=settings.purchases == "on",
        poll_interval_s=settings.poll_interval,
        check_gap_s=settings.poll_interval,
        retention_s=settings.retention_days * 86_400.0,
        markup=settings.markup,
        unconfirmed_s=settings.unconfirmed_hours * 3600,
        hidden=Hidden(settings.hidden_services, settings.hidden_countries),
        languages=LANGUAGES,
        stars=settings.stars,
        lets_in=access.lets_in,
        poll_concurrency=POLL_CONCURRENCY,
        timings=replace(TIMINGS, lifetime_s=settings.activation_lifetime, cancel_from_s=settings.cancel_from),
    )


def _keep_loaded() -> None:
    """Take what is loaded out of the collector's sight: walking over it would hold the loop for 80 ms, now and then."""
    gc.enable()
    gc.collect()
    gc.freeze()


def _ends() -> Iterator[signal.Signals]:
    """The signals that begin the drain, however often they come. SIGHUP: the terminal's window was closed."""
    yield signal.SIGTERM
    yield signal.SIGINT
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup, which is there to outlive the terminal
        yield signal.SIGHUP


async def _own(redis: Database, keys: Keys, bot_id: int, store: ActivationStore) -> None:
    """Take the data, an earlier version's too; a database that is away is waited for.

    Raises `SettingsError` where it is another bot's.
    """
    found = await retry_until_stored(owner, redis, keys, bot_id)
    if found != bot_id:
        raise SettingsError(
            f"REDIS_PREFIX: {keys.prefix} holds the data of another bot, {found}, and this one is {bot_id}: "
            f"set another prefix (docs/operating.md says how to hand data over)"
        )
    await retry_until_stored(move_earlier, redis, keys, store)


async def _once(ours: asyncio.Task[None], work: Callable[[], Awaitable[None]], *others: asyncio.Task[None]) -> None:
    """Nobody takes work out of the database before it is known to be this bot's own, and before the others are done."""
    for task in (ours, *others):
        await asyncio.shield(task)
    await work()


async def _accepted(provider: SmsMan, purchase_limits: PurchaseLimits) -> None:
    """A wrong token ends the start; a provider that is away does not, since numbers may be waiting for their codes."""
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            purchase_limits.learn(await balance(provider))
    except (ProviderError, TimeoutError) as error:
        log.warning("provider does not answer yet", error=str(error))


async def _load(catalogue: Catalogue) -> None:
    """So that the first taps find a catalogue; a slow provider holds up no code for longer than this."""
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            await catalogue.ready()
    except (ProviderError, StorageError, TimeoutError) as error:
        log.warning("catalogue not loaded yet", error=type(error).__name__)


async def _name(background: Tasks, shop: Shop, ours: asyncio.Task[None], loaded: asyncio.Task[None]) -> None:
    """So that the first cards name countries and services: as kept, else as the provider says.

    The recall is not cut short: what comes late is still of use.
    """
    await asyncio.wait({ours})
    recalling = background.start(shop.kept_names.recall(), name="kept names")
    await asyncio.wait({recalling}, timeout=RECALL_TIMEOUT_S)
    if not shop.catalogue.kept_names:
        await asyncio.shield(loaded)
