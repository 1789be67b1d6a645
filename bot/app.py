"""The composition root: opens, wires, runs, drains and closes. The only module that knows everybody."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from typing import Final

import structlog

from bot import memory
from bot.cli.check import balance
from bot.cli.host import usable
from bot.domain.errors import ProviderError, StorageError
from bot.health import Health, Problem, serve_health
from bot.metrics import Counts, Lag, Page, Readings
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.providers.smsman import SmsMan, open_session
from bot.settings import Settings, SettingsError
from bot.shop.activations.buyer import Buyer
from bot.shop.activations.notifier import Notifier
from bot.shop.activations.poll_schedule import CodeHistory, PollSchedule
from bot.shop.activations.purchase_limits import PurchaseLimits
from bot.shop.activations.purchases import Purchases
from bot.shop.activations.queue_repair import QueueRepair
from bot.shop.activations.sms_poller import SmsPoller
from bot.shop.activations.worker import ActivationJobs, Worker
from bot.shop.admin.account import AccountMonitor
from bot.shop.admin.alerts import Alerts
from bot.shop.admin.broadcast import Broadcaster
from bot.shop.admin.statistics import ShopStatistics
from bot.shop.admin.users import UserAdmin
from bot.shop.background import Tasks
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.hidden import Hidden
from bot.shop.periodic import keep_running, run_periodically
from bot.shop.provider_alerts import ProviderAlerts
from bot.shop.retry import retry_until_stored
from bot.storage.activations import ActivationStore
from bot.storage.broadcasts import BroadcastStore
from bot.storage.connection import Database, connected
from bot.storage.connection import problem as database_trouble
from bot.storage.embedded import EmbeddedValkey
from bot.storage.keys import TRIED, Keys
from bot.storage.leases import Leases
from bot.storage.migration import move_earlier
from bot.storage.ownership import owner
from bot.storage.purchase_journal import Journal
from bot.storage.rate_limit import RateLimit
from bot.storage.replicas import Replicas
from bot.storage.users import UserStore
from bot.telegram.access import Access
from bot.telegram.api_calls import CallMonitor
from bot.telegram.bot import build_bot
from bot.telegram.chart import ChartPainter
from bot.telegram.dispatcher import build_dispatcher
from bot.telegram.loading import make_models
from bot.telegram.notifier import TelegramMessenger
from bot.telegram.terms import Terms
from bot.telegram.updates import UpdateIntake
from bot.terms import read_terms
from bot.texts import FOLDER, load_texts
from bot.updates import receiving, talk

log = structlog.get_logger(__name__)

POLL_CONCURRENCY: Final = 256
"""Looks and other steps at once."""

CATALOGUE_REFRESH_S: Final = 120.0
"""Seconds between two readings of the whole price list; an offer is looked at afresh anyway."""

START_TIMEOUT_S: Final = 5.0
"""Seconds for which the start waits for an answer of the provider's: others may be waiting for their codes."""

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
            further_sms=settings.further_sms,
            max_price=settings.smsman_max_price == "on",
            currency=settings.smsman_price_currency,
        )
        bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
        stack.push_async_callback(bot.session.close)

        # wire
        page = Page()
        counts, keys = Counts(page), Keys(settings.redis_prefix)
        calls = CallMonitor(counts)
        bot.session.middleware(calls)
        rate_limiter = RateLimiter(
            RateLimit(redis, keys, rate=settings.provider_rate) if settings.provider_rate else None,
            RateLimit(redis, keys, rate=settings.provider_buy_rate, buys=True) if settings.provider_buy_rate else None,
        )
        provider = Guard(smsman, rate_limiter, counts)
        store = ActivationStore(redis, keys, retention=settings.retention_days * 86_400.0, meter=counts)
        users, texts = UserStore(redis, keys), load_texts(FOLDER)
        access = Access(settings.access == "public", settings.allowed_ids, settings.admin_ids)
        terms = Terms(all_terms, users)
        hidden = Hidden(settings.hidden_services, settings.hidden_countries)
        code_history = CodeHistory(store)
        poll_schedule = PollSchedule(code_history.layers, shortest=settings.poll_interval)
        code_history.listeners.append(poll_schedule.forget)
        catalogue = Catalogue(
            provider, store.popularity, now=time.monotonic, hidden=hidden, code_chance=code_history.code_chance
        )
        leases = Leases(redis, keys)
        sms_poller = SmsPoller(store, provider, rate_limiter, poll_schedule=poll_schedule)
        purchase_limits = PurchaseLimits(settings.limits, is_open=settings.purchases == "on", meter=counts)
        messenger = TelegramMessenger(
            bot,
            catalogue,
            users,
            texts,
            currency=settings.smsman_currency,
            default_language=settings.default_language,
            admins=settings.admin_ids,
            leases=leases,
        )
        if not settings.admin_ids:
            log.warning("ADMIN_IDS is empty: nobody is told of alerts")
        alerts = Alerts(messenger, leases)
        buyer = Buyer(
            store,
            provider,
            catalogue,
            Journal(settings.data_dir / "journal", settings.bot_id),
            Replicas(redis, keys),
            alerts,
            is_open=settings.purchases == "on",
            lifetime=settings.activation_lifetime,
            poll_schedule=poll_schedule,
        )
        queue_repair = QueueRepair(store, leases, alerts)
        account = AccountMonitor(provider, alerts, purchase_limits.learn, low=settings.low_balance, meter=counts)
        provider_alerts = ProviderAlerts(lambda: provider.answers, provider.changed, alerts)
        provider.listeners += [account.hear, provider_alerts.hear]
        activation_worker = Worker(
            store.due, ActivationJobs(buyer, sms_poller).run, concurrency=POLL_CONCURRENCY, meter=counts
        )
        notifier = Notifier(store, messenger, counts)
        outbox = Worker(store.outbox, notifier.deliver, concurrency=64, meter=counts)
        broadcaster = Broadcaster(
            BroadcastStore(redis, keys),
            users,
            messenger,
            lets_in=access.lets_in,
            make_way=outbox.tasks.drain,
        )
        dispatcher = build_dispatcher(
            purchases=Purchases(store, catalogue, purchase_limits, gap=settings.poll_interval),
            catalogue=catalogue,
            statistics=ShopStatistics(provider, store, users, purchase_limits),
            user_admin=UserAdmin(users, store, purchase_limits),
            broadcaster=broadcaster,
            chart_painter=ChartPainter(),
            users=users,
            provider=provider,
            texts=texts,
            access=access,
            terms=terms,
            currency=settings.smsman_currency,
            default_language=settings.default_language,
            meter=counts,
        )

        # run
        make_models()
        updates = await stack.enter_async_context(
            receiving(UpdateIntake(dispatcher, bot, counts), bot, leases, settings)
        )
        if settings.http_port:
            parts: dict[str, list[Problem]] = {
                "database": [partial(database_trouble, redis, keys.lease(TRIED))],
                "telegram": [calls.problem, updates.reception.problem],
                "provider": [provider.problem],
                "provider reads": [provider.reads_trouble],
                "provider changes": [provider.changes_trouble],
                "watcher": [activation_worker.problem, outbox.problem],
            }
            readings = Readings(page, store, provider, queue_repair, lambda: updates.receiving)
            await stack.enter_async_context(serve_health(settings.http_port, Health(parts, readings.text)))
        background = Tasks()
        stack.push_async_callback(background.cancel)
        memory.freeze()
        talking = background.start(talk(updates, bot, texts, access, terms, settings), name="telegram", watched=True)
        ours = background.start(_own(redis, keys, bot.id, store), name="ownership", watched=True)
        accepted = background.start(_accepted(smsman, purchase_limits), name="acceptance", watched=True)
        named = background.start(_load(catalogue), name="first catalogue", watched=True)
        background.start(_once(ours, buyer.replay), name="journal")
        running = {
            background.start(
                _once(ours, partial(keep_running, "steps", activation_worker.run), accepted), name="steps", watched=True
            ),
            background.start(
                _once(ours, partial(keep_running, "outbox", outbox.run), named), name="outbox", watched=True
            ),
            background.start(
                _once(ours, partial(keep_running, "auditor", queue_repair.run)), name="auditor", watched=True
            ),
            background.start(
                _once(ours, partial(keep_running, "announcer", broadcaster.run)), name="announcer", watched=True
            ),
            background.start(
                keep_running("provider alerts", provider_alerts.run), name="provider alerts", watched=True
            ),
            background.start(
                keep_running("reception", partial(updates.reception.report, alerts)), name="reception", watched=True
            ),
            background.start(keep_running("account", account.run), name="account", watched=True),
            background.start(code_history.run(), name="experience", watched=True),
            background.start(keep_running("lag", Lag(page).measure), name="lag", watched=True),
            background.start(
                run_periodically("catalogue", CATALOGUE_REFRESH_S, catalogue.refresh), name="catalogue", watched=True
            ),
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
        await broadcaster.stop(DRAIN_HANDLERS_S)
        await activation_worker.stop(DRAIN_PURCHASES_S)
        await buyer.tasks.cancel()
        await outbox.stop(DRAIN_MESSAGES_S)
        for task in ended:
            task.result()  # a part that ended by itself has failed: say why


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
    """So that the first cards name countries and services; a slow provider holds up no code for longer than this."""
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            await catalogue.ready()
    except (ProviderError, StorageError, TimeoutError) as error:
        log.warning("catalogue not loaded yet", error=type(error).__name__)
