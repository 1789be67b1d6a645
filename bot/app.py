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
from bot.check import balance
from bot.domain.errors import ProviderError, StorageError
from bot.health import Health, Trouble, serve_health
from bot.metrics.counts import Counts
from bot.metrics.lag import Lag
from bot.metrics.page import Page
from bot.metrics.readings import Readings
from bot.place import usable
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.settings import Settings, SettingsError
from bot.shop.account import AccountWatch
from bot.shop.alarms import Alarms
from bot.shop.announcer import Announcer
from bot.shop.auditor import Auditor
from bot.shop.buyer import Buyer
from bot.shop.cadence import Cadence
from bot.shop.catalogue import Catalogue
from bot.shop.courier import Courier
from bot.shop.experience import Experience
from bot.shop.hidden import Hidden
from bot.shop.insist import insist
from bot.shop.life import Life
from bot.shop.limits import Admission
from bot.shop.overview import Overview
from bot.shop.people import People
from bot.shop.periodic import keep_running, run_periodically
from bot.shop.provider_alerts import ProviderAlerts
from bot.shop.purchase import Purchases
from bot.shop.scheduler import Scheduler
from bot.shop.tasks import Tasks
from bot.shop.watcher import Watcher
from bot.smsman import SmsMan, open_session
from bot.storage.announcements import Announcements
from bot.storage.bucket import Bucket
from bot.storage.connection import Database, connected
from bot.storage.connection import trouble as database_trouble
from bot.storage.embedded import EmbeddedValkey
from bot.storage.journal import Journal
from bot.storage.keys import TRIED, Keys
from bot.storage.leases import Leases
from bot.storage.machine import Machine
from bot.storage.migration import move_earlier
from bot.storage.ownership import owner
from bot.storage.replicas import Replicas
from bot.storage.users import Users
from bot.telegram.access import Access
from bot.telegram.calls import Calls
from bot.telegram.connect import build_bot
from bot.telegram.dispatcher import build_dispatcher
from bot.telegram.intake import Intake
from bot.telegram.loading import make_models
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.painter import Painter
from bot.telegram.terms import Terms
from bot.terms import read_terms
from bot.texts import FOLDER, load_texts
from bot.updates import receiving, talk

log = structlog.get_logger(__name__)

LOOKS: Final = 256
"""Looks and other steps at once."""

CATALOGUE_AGE: Final = 120.0
"""Seconds between two readings of the whole price list; an offer is looked at afresh anyway."""

START_PATIENCE: Final = 5.0
"""Seconds for which the start waits for an answer of the provider's: others may be waiting for their codes."""

DRAIN_HANDLERS: Final = 10.0
DRAIN_STEPS: Final = 70.0
"""Seconds: a purchase that is on its way may take the provider's 60. `stop_grace_period` must be longer than all."""
DRAIN_MESSAGES: Final = 15.0


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
        session = await stack.enter_async_context(open_session(connections=LOOKS + 32))
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
        calls = Calls(counts)
        bot.session.middleware(calls)
        rate_limiter = RateLimiter(
            Bucket(redis, keys, rate=settings.provider_rate) if settings.provider_rate else None,
            Bucket(redis, keys, rate=settings.provider_buy_rate, buys=True) if settings.provider_buy_rate else None,
        )
        provider = Guard(smsman, rate_limiter, counts)
        machine = Machine(redis, keys, retention=settings.retention_days * 86_400.0, meter=counts)
        users, texts = Users(redis, keys), load_texts(FOLDER)
        access = Access(settings.access == "public", settings.allowed_ids, settings.admin_ids)
        terms = Terms(all_terms, users)
        hidden = Hidden(settings.hidden_services, settings.hidden_countries)
        experience = Experience(machine)
        cadence = Cadence(experience.layers, shortest=settings.poll_interval)
        experience.listeners.append(cadence.forget)
        catalogue = Catalogue(
            provider, machine.popularity, now=time.monotonic, hidden=hidden, figures=experience.figures
        )
        leases = Leases(redis, keys)
        watcher = Watcher(machine, provider, rate_limiter, cadence=cadence)
        admission = Admission(settings.limits, is_open=settings.purchases == "on", meter=counts)
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
        alarms = Alarms(messenger, leases)
        buyer = Buyer(
            machine,
            provider,
            catalogue,
            Journal(settings.data_dir / "journal", settings.bot_id),
            Replicas(redis, keys),
            alarms,
            is_open=settings.purchases == "on",
            lifetime=settings.activation_lifetime,
            cadence=cadence,
        )
        auditor = Auditor(machine, leases, alarms)
        account = AccountWatch(provider, alarms, admission.learn, low=settings.low_balance, meter=counts)
        provider_alerts = ProviderAlerts(lambda: provider.answers, provider.changed, alarms)
        provider.listeners += [account.hear, provider_alerts.hear]
        steps = Scheduler(machine.due, Life(buyer, watcher).step, concurrency=LOOKS, meter=counts)
        courier = Courier(machine, messenger, counts)
        outbox = Scheduler(machine.outbox, courier.deliver, concurrency=64, meter=counts)
        announcer = Announcer(
            Announcements(redis, keys),
            users,
            messenger,
            lets_in=access.lets_in,
            make_way=outbox.tasks.drain,
        )
        dispatcher = build_dispatcher(
            purchases=Purchases(machine, catalogue, admission, gap=settings.poll_interval),
            catalogue=catalogue,
            overview=Overview(provider, machine, users, admission),
            people=People(users, machine, admission),
            announcer=announcer,
            painter=Painter(),
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
        updates = await stack.enter_async_context(receiving(Intake(dispatcher, bot, counts), bot, leases, settings))
        if settings.http_port:
            parts: dict[str, list[Trouble]] = {
                "database": [partial(database_trouble, redis, keys.lease(TRIED))],
                "telegram": [calls.trouble, updates.reception.trouble],
                "provider": [provider.trouble],
                "provider reads": [provider.reads_trouble],
                "provider changes": [provider.changes_trouble],
                "watcher": [steps.trouble, outbox.trouble],
            }
            readings = Readings(page, machine, provider, auditor, lambda: updates.receiving)
            await stack.enter_async_context(serve_health(settings.http_port, Health(parts, readings.text)))
        background = Tasks()
        stack.push_async_callback(background.cancel)
        memory.settle()
        talking = background.start(talk(updates, bot, texts, access, terms, settings), name="telegram", watched=True)
        ours = background.start(_own(redis, keys, bot.id, machine), name="ownership", watched=True)
        accepted = background.start(_accepted(smsman, admission), name="acceptance", watched=True)
        named = background.start(_load(catalogue), name="first catalogue", watched=True)
        background.start(_once(ours, buyer.replay), name="journal")
        running = {
            background.start(
                _once(ours, partial(keep_running, "steps", steps.run), accepted), name="steps", watched=True
            ),
            background.start(
                _once(ours, partial(keep_running, "outbox", outbox.run), named), name="outbox", watched=True
            ),
            background.start(_once(ours, partial(keep_running, "auditor", auditor.run)), name="auditor", watched=True),
            background.start(
                _once(ours, partial(keep_running, "announcer", announcer.run)), name="announcer", watched=True
            ),
            background.start(
                keep_running("provider alerts", provider_alerts.run), name="provider alerts", watched=True
            ),
            background.start(
                keep_running("reception", partial(updates.reception.report, alarms)), name="reception", watched=True
            ),
            background.start(keep_running("account", account.run), name="account", watched=True),
            background.start(experience.run(), name="experience", watched=True),
            background.start(keep_running("lag", Lag(page).watch), name="lag", watched=True),
            background.start(
                run_periodically("catalogue", CATALOGUE_AGE, catalogue.refresh), name="catalogue", watched=True
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
        await updates.stop(DRAIN_HANDLERS)
        await announcer.stop(DRAIN_HANDLERS)
        await steps.stop(DRAIN_STEPS)
        await buyer.tasks.cancel()
        await outbox.stop(DRAIN_MESSAGES)
        for task in ended:
            task.result()  # a part that ended by itself has failed: say why


def _ends() -> Iterator[signal.Signals]:
    """The signals that begin the drain, however often they come. SIGHUP: the terminal's window was closed."""
    yield signal.SIGTERM
    yield signal.SIGINT
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup, which is there to outlive the terminal
        yield signal.SIGHUP


async def _own(redis: Database, keys: Keys, bot_id: int, machine: Machine) -> None:
    """Take the data, an earlier version's too; a database that is away is waited for.

    Raises `SettingsError` where it is another bot's.
    """
    found = await insist(owner, redis, keys, bot_id)
    if found != bot_id:
        raise SettingsError(
            f"REDIS_PREFIX: {keys.prefix} holds the data of another bot, {found}, and this one is {bot_id}: "
            f"set another prefix (docs/operating.md says how to hand data over)"
        )
    await insist(move_earlier, redis, keys, machine)


async def _once(ours: asyncio.Task[None], work: Callable[[], Awaitable[None]], *others: asyncio.Task[None]) -> None:
    """Nobody takes work out of the database before it is known to be this bot's own, and before the others are done."""
    for task in (ours, *others):
        await asyncio.shield(task)
    await work()


async def _accepted(provider: SmsMan, admission: Admission) -> None:
    """A wrong token ends the start; a provider that is away does not, since numbers may be waiting for their codes."""
    try:
        async with asyncio.timeout(START_PATIENCE):
            admission.learn(await balance(provider))
    except (ProviderError, TimeoutError) as error:
        log.warning("provider does not answer yet", error=str(error))


async def _load(catalogue: Catalogue) -> None:
    """So that the first cards name countries and services; a slow provider holds up no code for longer than this."""
    try:
        async with asyncio.timeout(START_PATIENCE):
            await catalogue.ready()
    except (ProviderError, StorageError, TimeoutError) as error:
        log.warning("catalogue not loaded yet", error=type(error).__name__)
