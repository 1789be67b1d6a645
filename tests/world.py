"""The shop over real parts: the adapter speaks HTTP to the sandbox's SMS-Man, the state lives in a real Valkey."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.broadcast import Broadcast
from bot.domain.models import Activation, Evidence, Offer
from bot.domain.stars import NO_STARS, StarTerms
from bot.domain.users import NO_LIMITS, Limits
from bot.domain.wallet import Markup
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.providers.smsman import FurtherSms, SmsMan, open_session
from bot.shop.activations.buyer import Buyer
from bot.shop.activations.poll_schedule import CodeHistory
from bot.shop.activations.purchases import PurchaseLimits, Purchases
from bot.shop.activations.worker import Worker
from bot.shop.admin.reconciliation import Reconciliation
from bot.shop.catalogue import catalogue
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.shop import Options, ShopMessenger, build_shop
from bot.shop.shop import Shop as RealShop
from bot.shop.timings import Timings
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.rate_limit import RateLimit
from bot.texts import LANGUAGES
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import LearnedOnce
from tests.clock import LUA_CLOCK, Clock

TOKEN = "a-token-that-must-never-be-seen"
USER = 1001
FIRST_LOOK = 8.0
"""Seconds within which a number of which nothing is known is looked at for the first time."""


@dataclass
class Messages:
    """A messenger that remembers; `failing` holds what the next deliveries raise."""

    def __call__(self, _: Catalogue) -> "Messages":
        return self

    cards: list[Activation] = field(default_factory=list)
    codes: list[Activation] = field(default_factory=list)
    reminders: list[Activation] = field(default_factory=list)
    alerts: list[Activation] = field(default_factory=list)
    reports: list[Activation] = field(default_factory=list)
    answers: list[Activation] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    notices: list[ShopAlert] = field(default_factory=list)
    values: list[dict[str, str | int | Decimal]] = field(default_factory=list)
    """Of each notice."""
    broadcasts: list[tuple[int, str]] = field(default_factory=list)
    failing: list[Exception] = field(default_factory=list)
    card_id: int | None = None
    """The id of a card that had to be sent anew."""

    async def show_card(self, activation: Activation) -> int:
        self._fail()
        self.cards.append(activation)
        return self.card_id or activation.card_id

    async def send_code(self, activation: Activation) -> int:
        self._fail()
        self.codes.append(activation)
        return 500 + len(self.codes)

    async def tell_report(self, activation: Activation) -> None:
        self._fail()
        self.reports.append(activation)

    async def send_answer(self, activation: Activation) -> None:
        self._fail()
        self.answers.append(activation)

    async def send_reminder(self, told: Activation) -> None:
        self._fail()
        self.reminders.append(told)

    async def alert(self, activation: Activation, evidence: Evidence) -> None:
        self._fail()
        self.alerts.append(activation)
        self.evidence.append(evidence)

    @property
    def admins(self) -> tuple[int, ...]:
        return (9001,)

    async def notify(self, admin: int, shop_alert: ShopAlert, **values: str | int | Decimal) -> None:
        self._fail()
        self.notices.append(shop_alert)
        self.values.append(values)

    async def send_broadcast(self, user_id: int, html: str, language: str | None) -> None:
        self._fail()
        self.broadcasts.append((user_id, html))

    async def show_progress(self, one: Broadcast) -> int:
        self._fail()
        return one.card_id

    def _fail(self) -> None:
        if self.failing:
            raise self.failing.pop(0)


@dataclass
class Shop:
    """One bot process, less its Telegram: what a user may do, and the two loops, turned by hand."""

    clock: Clock
    provider: Sandbox
    adapter: SmsMan
    breaker: Guard
    built: RealShop
    store: ActivationStore
    buyer: Buyer
    catalogue: Catalogue
    purchase_limits: PurchaseLimits
    code_history: CodeHistory
    purchases: Purchases
    activation_worker: Worker
    outbox: Worker
    reconciliation: Reconciliation

    async def settle(self) -> bool:
        """Do all that is due by the clock, and what that makes due, until nothing is; gives whether anything was."""
        idle, any_done = 0, False
        while idle < 2:
            idle += 1
            for queue, scheduler in ((self.store.due, self.activation_worker), (self.store.outbox, self.outbox)):
                queue.wake()
                await scheduler.run_once()
                if scheduler.tasks:
                    idle, any_done = 0, True
                    await scheduler.tasks.drain()
        return any_done

    async def pass_time(self, seconds: float, step: float = 5.0) -> None:
        """As time goes by: what falls due on the way is done at its time, to within `step`.

        Steps at which nothing is due are left out.
        """
        end, pause = self.clock() + seconds, 0.0
        while self.clock() < end:
            await self.clock.advance(min(step * max(1, ceil(pause / step)), end - self.clock()))
            pause = 0.0 if await self.settle() else await self._until_due(seconds)

    async def _until_due(self, most: float) -> float:
        found = [await queue.claim(limit=0, lease=1.0) for queue in (self.store.due, self.store.outbox)]
        return min([most, *(seconds for _, seconds in found if seconds is not None)])

    async def some_offer(self) -> Offer:
        await self.catalogue.ready()
        service = self.catalogue.services()[0].service
        country = self.catalogue.countries(service.id)[0].country
        return await self.catalogue.offer(country.id, service.id)

    async def tap_buy(self, user: int = USER, card_id: int = 5) -> Activation:
        """Quote and begin; nothing is bought until `settle`."""
        offer = await self.some_offer()
        quote, _ = await self.purchases.quote(user, offer.country_id, offer.service_id)
        return await self.purchases.begin(quote.nonce, user_id=user, chat_id=user, card_id=card_id, language="en")

    async def buy(self, user: int = USER) -> Activation:
        activation = await self.tap_buy(user)
        await self.settle()
        return await self.purchases.find(user, activation.id)

    async def now(self, activation: Activation) -> Activation:
        return await self.purchases.find(activation.user_id, activation.id)

    def calls(self, name: str) -> int:
        return sum(call.call == name for call in self.provider.calls)

    def charged(self) -> dict[str, int]:
        """How often the provider charged and gave back."""
        kinds = [entry.kind for entry in self.provider.ledger]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


@asynccontextmanager
async def open_shop(
    redis: Redis,
    clock: Clock,
    sandbox: Sandbox,
    messenger: Callable[[Catalogue], ShopMessenger],
    folder: Path | None = None,
    rate: float = 0.0,
    limits: Limits = NO_LIMITS,
    further_sms: FurtherSms = "off",
    prefix: str = "sb",
    bot_id: int = 42,
    lets_in: Callable[[int, bool | None], bool] = lambda user_id, admitted: True,
    stars: StarTerms = NO_STARS,
    markup: Markup | None = None,
) -> AsyncIterator[Shop]:
    """`folder`: where the journal is, for a shop that has to find it again. `rate`: requests a second, 0: no limit."""
    server = TestServer(sandbox.application())
    await server.start_server()
    try:
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(open_session())
            url = str(server.make_url("/control"))
            adapter = SmsMan(
                session, url=url, token=SecretStr(TOKEN), timeout=5.0, buy_timeout=2.0, further_sms=further_sms
            )
            keys = Keys(prefix)
            bucket = RateLimit(redis, keys, rate=rate, clock=LUA_CLOCK) if rate else None
            provider = Guard(adapter, RateLimiter(bucket, now=clock, sleep=clock.advance), now=clock)
            options = Options(
                journal=folder or Path(stack.enter_context(TemporaryDirectory())),
                bot_id=bot_id,
                limits=limits,
                rating_floor=Decimal(20),
                poll_interval_s=3.0,
                languages=LANGUAGES,
                lets_in=lets_in,
                stars=stars,
                markup=markup,
                timings=Timings(broadcast_interval_s=0.0),
                lua_clock=LUA_CLOCK,
                monotonic=clock,
                wall_clock=clock,
                poll_jitter=lambda: 1.0,
                price_jitter=lambda: 1.0,
            )
            stack.enter_context(patch.object(catalogue, "Finder", LearnedOnce))
            built = build_shop(redis, keys, provider, messenger, options)
            shop = Shop(
                clock=clock,
                provider=sandbox,
                adapter=adapter,
                breaker=provider,
                built=built,
                store=built.store,
                buyer=built.buyer,
                catalogue=built.catalogue,
                purchase_limits=built.purchase_limits,
                code_history=built.code_history,
                purchases=built.purchases,
                activation_worker=built.activation_worker,
                outbox=built.outbox,
                reconciliation=built.reconciliation,
            )
            yield shop
            await shop.activation_worker.tasks.cancel()
            await shop.buyer.tasks.cancel()
            await shop.outbox.tasks.cancel()
    finally:
        sandbox.faults.clear()  # lets go of calls that hang
        await server.close()
