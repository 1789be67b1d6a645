"""The shop as a whole: every part of one bot but its chat, wired once for the app, the tests and the bench."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from bot.domain.protocols import BroadcastMessenger, Messenger, PollRate, Provider
from bot.domain.stars import NO_STARS, StarTerms
from bot.domain.users import NO_LIMITS, Limits
from bot.domain.wallet import Markup
from bot.shop.activations.buyer import Buyer
from bot.shop.activations.notifier import Notifier
from bot.shop.activations.poll_schedule import CodeHistory, PollSchedule
from bot.shop.activations.purchases import PurchaseLimits, Purchases
from bot.shop.activations.queue_repair import QueueRepair
from bot.shop.activations.sms_poller import SmsPoller
from bot.shop.activations.worker import ActivationJobs, Worker
from bot.shop.admin.alerts import Alerts
from bot.shop.admin.broadcast import Broadcaster
from bot.shop.admin.failing_offers import FailingOffers
from bot.shop.admin.reconciliation import Reconciliation
from bot.shop.admin.statistics import ShopStatistics
from bot.shop.admin.users import UserAdmin
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.hidden import NOTHING_HIDDEN, Hidden
from bot.shop.catalogue.kept_names import KeptNames
from bot.shop.reminders import Reminders
from bot.shop.timings import REAL, Timings
from bot.shop.wallet.earnings import CoverCheck, EarningsView
from bot.shop.wallet.grants import Grants
from bot.shop.wallet.star_reconciliation import StarReconciliation
from bot.shop.wallet.top_ups import Books, TopUps
from bot.shop.wallet.vouchers import Vouchers
from bot.shop.wallet.wallets import LedgerCheck, Wallets
from bot.storage.activations import ActivationStore
from bot.storage.broadcasts import BroadcastStore
from bot.storage.connection import Database
from bot.storage.grants import GrantStore
from bot.storage.hidden_offers import HiddenOffers
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.names import NameStore
from bot.storage.purchase_journal import Journal
from bot.storage.reminders import ReminderStore
from bot.storage.replicas import Replicas
from bot.storage.scripts import REDIS_TIME
from bot.storage.top_ups import TopUpStore
from bot.storage.users import UserStore
from bot.storage.vouchers import VoucherStore
from bot.storage.waiting import WaitingStore
from bot.storage.wallet import WalletStore


class GuardedProvider(Provider, Protocol):
    """The provider behind its guard."""

    @property
    def rate_limiter(self) -> PollRate:
        """What says when a number may be asked for."""
        ...


class ShopMessenger(Messenger, BroadcastMessenger, Protocol):
    """What tells users and admins."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator chose, and for tests their clocks."""

    journal: Path
    bot_id: int
    limits: Limits = NO_LIMITS
    rating_floor: Decimal = Decimal(0)
    """Of the account, below which users with too few codes are refused; 0: never."""
    is_open: bool = True
    """Anything is sold at all."""
    poll_interval_s: float = 2.0
    check_gap_s: float = 3.0
    """The least between two polls of one number, however often its user asks."""
    retention_s: float = 7 * 86_400.0
    hidden: Hidden = NOTHING_HIDDEN
    languages: tuple[str, ...] = ("en",)
    """In which countries are called on the screen."""
    stars: StarTerms = NO_STARS
    markup: Markup | None = None
    """What users pay above the provider's price; `None` where they pay nothing, and have no wallets."""
    unconfirmed_s: float = 72 * 3600.0
    """For how long a user's money is held for a cancel that nobody confirms."""
    lets_in: Callable[[int, bool | None], bool] = lambda user_id, admitted: True
    poll_concurrency: int = 256
    timings: Timings = REAL
    lua_clock: str = REDIS_TIME
    monotonic: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    poll_jitter: Callable[[], float] = field(default=lambda: random.uniform(0.8, 1.2))  # noqa: S311 -- spreads polls
    price_jitter: Callable[[], float] = field(default=lambda: random.uniform(0.7, 1.0))  # noqa: S311 -- the same


@dataclass(frozen=True, slots=True)
class Shop:
    """Its parts, each by the name under which the glossary has it."""

    store: ActivationStore
    users: UserStore
    leases: Leases
    catalogue: Catalogue
    kept_names: KeptNames
    code_history: CodeHistory
    purchase_limits: PurchaseLimits
    purchases: Purchases
    buyer: Buyer
    jobs: ActivationJobs
    messenger: ShopMessenger
    alerts: Alerts
    activation_worker: Worker
    outbox: Worker
    reconciliation: Reconciliation
    queue_repair: QueueRepair
    failing_offers: FailingOffers
    broadcaster: Broadcaster
    reminders: Reminders
    top_ups: TopUps
    star_reconciliation: StarReconciliation
    statistics: ShopStatistics
    user_admin: UserAdmin
    wallet_store: WalletStore
    wallets: Wallets
    ledger_check: LedgerCheck
    grants: Grants
    vouchers: Vouchers
    earnings: EarningsView
    cover_check: CoverCheck


def build_shop(
    redis: Database,
    keys: Keys,
    provider: GuardedProvider,
    messenger: Callable[[Catalogue], ShopMessenger],
    options: Options,
) -> Shop:
    """Wire it all; nothing runs yet."""
    timings, clock = options.timings, options.lua_clock
    store = ActivationStore(redis, keys, retention=options.retention_s, clock=clock)
    users, leases = UserStore(redis, keys, clock=clock), Leases(redis, keys)
    code_history = CodeHistory(store)
    poll_schedule = PollSchedule(code_history.layers, shortest=options.poll_interval_s)
    code_history.listeners.append(poll_schedule.forget)
    catalogue = Catalogue(
        provider,
        store.popularity,
        now=options.monotonic,
        hidden=options.hidden,
        languages=options.languages,
        code_chance=code_history.code_chance,
        jitter=options.price_jitter,
    )
    catalogue.hidden_offers = HiddenOffers(redis, keys, clock=clock)
    catalogue.markup = options.markup
    wallet_store = WalletStore(redis, keys, clock=clock)
    voucher_store = VoucherStore(redis, keys, clock=clock)
    wallets = Wallets(wallet_store, voucher_store, is_on=options.markup is not None)
    teller = messenger(catalogue)
    alerts = Alerts(teller, leases)
    purchase_limits = PurchaseLimits(options.limits, is_open=options.is_open, rating_floor=options.rating_floor)
    purchase_limits.markup = options.markup
    purchase_limits.lets_in = options.lets_in
    buyer = Buyer(
        store,
        provider,
        catalogue,
        Journal(options.journal, options.bot_id, now=options.wall_clock),
        Replicas(redis, keys),
        alerts,
        is_open=options.is_open,
        poll_schedule=poll_schedule,
        timings=timings,
    )
    reconciliation = Reconciliation(store, provider, alerts, now=options.monotonic)
    buyer.evidence = reconciliation.evidence
    sms_poller = SmsPoller(
        store,
        provider,
        provider.rate_limiter,
        poll_schedule=poll_schedule,
        timings=timings,
    )
    sms_poller.jitter = options.poll_jitter
    jobs = ActivationJobs(buyer, sms_poller, WaitingStore(store), poll_schedule)
    notifier = Notifier(store, teller, reconciliation.collect)
    purchases = Purchases(store, catalogue, purchase_limits, poll_schedule, gap=options.check_gap_s)
    books = Books(TopUpStore(redis, keys, clock=clock), wallet_store)
    top_ups = TopUps(books, options.stars, purchases, alerts, options.wall_clock)
    outbox = Worker(store.outbox, notifier.deliver, lease=timings.lease_s, concurrency=64)
    return Shop(
        store=store,
        users=users,
        leases=leases,
        catalogue=catalogue,
        kept_names=KeptNames(NameStore(redis, keys), catalogue, options.monotonic),
        code_history=code_history,
        purchase_limits=purchase_limits,
        purchases=purchases,
        buyer=buyer,
        jobs=jobs,
        messenger=teller,
        alerts=alerts,
        activation_worker=Worker(store.due, jobs.run, lease=timings.lease_s, concurrency=options.poll_concurrency),
        outbox=outbox,
        reconciliation=reconciliation,
        queue_repair=QueueRepair(store, leases, alerts),
        failing_offers=FailingOffers(code_history, catalogue, alerts),
        broadcaster=Broadcaster(
            BroadcastStore(redis, keys, clock=clock),
            users,
            teller,
            lets_in=options.lets_in,
            make_way=outbox.tasks.drain,
            pace=timings.broadcast_interval_s,
        ),
        reminders=Reminders(ReminderStore(redis, keys, clock=clock), catalogue, purchase_limits, store.paused),
        top_ups=top_ups,
        star_reconciliation=StarReconciliation(books.top_ups, top_ups, leases, alerts),
        statistics=ShopStatistics(provider, store, users, purchase_limits),
        user_admin=UserAdmin(users, store, purchase_limits, wallets, options.wall_clock),
        wallet_store=wallet_store,
        wallets=wallets,
        ledger_check=LedgerCheck(wallet_store, store, leases, alerts, options.unconfirmed_s),
        earnings=EarningsView(books, options.stars, options.wall_clock),
        cover_check=CoverCheck(provider, wallet_store, leases, alerts),
        vouchers=Vouchers(voucher_store, is_on=wallets.is_on),
        grants=Grants(GrantStore(redis, keys, clock=clock), leases, options.wall_clock),
    )
