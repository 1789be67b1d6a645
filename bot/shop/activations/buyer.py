"""Buys the number that a user wished for: the one place where money moves, and it moves once."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.clock import boot_time
from bot.domain.errors import (
    AccountEmpty,
    NotForSale,
    NumberUnreadable,
    OutcomeUnknown,
    OutOfStock,
    PriceChanged,
    ProviderDown,
    ProviderError,
    StorageError,
    Throttled,
    TooLate,
    WrongToken,
)
from bot.domain.models import Activation, Bought, Reason
from bot.domain.protocols import Provider
from bot.shop.activations.poll_schedule import PollSchedule
from bot.shop.admin.alerts import Alerts
from bot.shop.background import Tasks, retry_until_stored
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.timings import REAL, Timings
from bot.storage.activations import ActivationStore, Transition
from bot.storage.job_queue import Claim
from bot.storage.purchase_journal import Entry, Journal
from bot.storage.replicas import Replicas
from bot.storage.waiting import WaitingStore

log = structlog.get_logger(__name__)

_REASONS: Final[dict[type[Exception], Reason]] = {
    NotForSale: Reason.OUT_OF_STOCK,
    OutOfStock: Reason.OUT_OF_STOCK,
    AccountEmpty: Reason.ACCOUNT_EMPTY,
    Throttled: Reason.THROTTLED,
    ProviderDown: Reason.PROVIDER_DOWN,
    TooLate: Reason.STALE,
}


class Buyer:
    """The steps of RESERVED and SENDING."""

    def __init__(
        self,
        store: ActivationStore,
        provider: Provider,
        catalogue: Catalogue,
        journal: Journal,
        replicas: Replicas,
        alerts: Alerts,
        *,
        poll_schedule: PollSchedule,
        is_open: bool = True,
        timings: Timings = REAL,
        now: Callable[[], float] = boot_time,
    ) -> None:
        """`is_open`: the operator's setting; `now`: seconds by a clock that runs while the machine sleeps."""
        self._is_open = is_open
        self._timings = timings
        self._store = store
        self._waiting_store = WaitingStore(store)
        self._replicas = replicas
        self._journal = journal
        self._provider = provider
        self._catalogue = catalogue
        self._alerts = alerts
        self._poll_schedule = poll_schedule
        self.evidence: Callable[[], str] = str
        """What `ActivationStore.sending` stores of the account; empty until somebody reads it."""
        self._now = now
        self.tasks = Tasks()
        """What is tried again later."""

    async def buy(self, claim: Claim) -> float | None:
        """RESERVED: read the price afresh, write down that it is being sent, then send it, once."""
        activation = claim.activation
        if not self._is_open:
            await self._store.fail(activation, Reason.PAUSED, owner="")
            return None
        owner = secrets.token_hex(8)  # of this attempt, not of this process: two attempts must never both send
        try:
            offer = await self._catalogue.offer(
                activation.country_id, activation.service_id, max_age=self._timings.price_max_age_s
            )
        except (NotForSale, ProviderError) as error:
            await self._fail(activation, owner, error)
            return None
        if activation.wait.replaces and 0 < offer.provider_price < activation.price:
            # It may cost up to what the number before it did: that was the price shown.
            lowered = await self._waiting_store.lower_price(activation, offer.provider_price)
            activation = lowered.activation or activation
        if offer.provider_price != activation.price or offer.provider_price <= 0:
            await self._store.fail(activation, Reason.PRICE_CHANGED, owner=owner, new_price=offer.price)
            return None
        if not await self._journal.reserve(activation, owner):
            # Without room for its entry, a number could be bought that nobody can write down.
            await self._store.fail(activation, Reason.STALE, owner=owner)
            return None
        began = self._now()
        try:
            sending = partial(self._store.sending, activation, owner=owner, evidence=self.evidence())
            if not await sending(timeout_s=self._timings.buy_timeout_s):
                await self._journal.strike(owner)
                return None
            safe = await self._replicas.hold(activation, "owner", owner)
        except StorageError:
            safe = False
        if not safe:
            # It may stand there as sent, but it was not: say so as soon as the database is back. Sent all the same, a
            # failover and a crash together would leave a number of which nobody knows.
            log.warning("not sent, since the database may forget it", activation=activation.id)
            await retry_until_stored(self._store.fail, activation, Reason.STALE, owner=owner)
            await self._journal.strike(owner)
            return None
        await self._send(activation, owner, began)
        return None

    async def give_up(self, claim: Claim) -> float | None:
        """SENDING, and its time is over: the worker that sent it is gone, so nobody knows."""
        transition = await self._store.unknown(claim.activation, lease=claim.lease)
        if transition.done:
            log.error("purchase outcome unknown", activation=claim.activation.id, why="no worker answered for it")
        return None

    async def replay(self) -> None:
        """Write down what an earlier process bought and could not: it was killed while the database was away."""
        entries = await self._journal.entries()
        for name in self._journal.unreadable:
            self._store.broken.note("journal entry", name)
        for entry in entries:
            log.warning("found in the journal", activation=entry.activation.id, request=entry.bought.request_id)
            await self._store_or_give_back(entry)

    async def _send(self, activation: Activation, owner: str, began: float) -> None:
        async def may_send() -> bool:
            """The last word before the first byte: nobody slept, gave it up or stopped purchases in between."""
            if not 0 <= self._now() - began <= self._timings.send_within_s:
                return False
            try:
                wanted = await self._store.may_send(activation, owner=owner, within=self._timings.send_within_s)
            except StorageError:
                return False
            return wanted and self._now() - began <= self._timings.send_within_s

        try:
            bought = await self._provider.buy(
                activation.country_id, activation.service_id, most=activation.price, may_send=may_send
            )
        except NumberUnreadable as error:
            await self._give_back(activation, owner, error)
        except OutcomeUnknown as error:
            log.error("purchase outcome unknown", activation=activation.id, why=str(error))
            await retry_until_stored(self._store.unknown, activation, owner=owner)
        except PriceChanged as error:
            log.info("no number bought", activation=activation.id, error=str(error))
            new = await self._new_price(activation)
            await retry_until_stored(self._store.fail, activation, Reason.PRICE_CHANGED, owner=owner, new_price=new)
        except ProviderError as error:
            await self._fail(activation, owner, error)
        except Exception:
            await retry_until_stored(self._store.unknown, activation, owner=owner)
            raise
        else:
            lifetime = max(0.0, self._timings.lifetime_s - self._timings.end_margin_s - (self._now() - began))
            entry = Entry(activation, bought, owner, lifetime)
            await self._journal.write(entry)
            await self._store_or_give_back(entry)
            return
        await self._journal.strike(owner)

    async def _store_or_give_back(self, entry: Entry) -> None:
        """The journal keeps it until the database has it, or the provider has it back."""
        activation, bought = entry.activation, entry.bought
        ends = self._now() + entry.lifetime
        first_poll = self._poll_schedule.interval(activation.country_id, activation.service_id, 0.0)

        async def write() -> Transition:
            left = max(0.0, ends - self._now())  # the number's time runs while the database is away
            return await self._store.bought(activation, bought, owner=entry.owner, lifetime=left, first_poll=first_poll)

        transition = await retry_until_stored(write)
        request = bought.request_id
        match transition.outcome:
            case "other":
                log.error("a second number for one activation is given back", activation=activation.id, request=request)
                self.tasks.start(self._until(entry, self._is_given_back), name=f"give back {request}")
                return
            case "taken":
                log.error("a request of another activation was sold again", activation=activation.id, request=request)
            case "late":
                log.error("a purchase of long ago is not written down", activation=activation.id, request=request)
                self.tasks.start(self._until(entry, self._is_told), name=f"long ago {request}")
                return
            case _:
                log.info("number bought", activation=activation.id, request=request)
                await self._compare(activation, bought)
                if not await self._is_safe(entry):
                    log.warning("left in the journal, since the database may forget it", activation=activation.id)
                    self.tasks.start(self._until(entry, self._is_safe), name=f"replicated {activation.id}")
                    return
        await self._journal.strike(entry.owner)

    async def _until(self, entry: Entry, done: Callable[[Entry], Awaitable[bool]]) -> None:
        """Strike the entry once that is so; the next start goes on with what is left in the journal."""
        ends = self._now() + self._timings.retry_for_s
        while not await done(entry):
            if self._now() >= ends:
                return
            await asyncio.sleep(self._timings.retry_s)
        await self._journal.strike(entry.owner)

    async def _is_given_back(self, entry: Entry) -> bool:
        try:
            await self._provider.reject(entry.bought.request_id)
        except ProviderError as error:
            log.error("a number is not given back", request=entry.bought.request_id, error=str(error))
            return False
        return True

    async def _is_told(self, entry: Entry) -> bool:
        """Of a purchase of long ago: the journal is all that knows of it."""
        request = entry.bought.request_id
        return await self._alerts.tell(ShopAlert.LATE_PURCHASE, subject=request, request=request)

    async def _is_safe(self, entry: Entry) -> bool:
        try:
            return await self._replicas.hold(entry.activation, "request", entry.bought.request_id)
        except StorageError:
            return False

    async def _give_back(self, activation: Activation, owner: str, error: NumberUnreadable) -> None:
        """A number that can't be read is of no use, and its request is known: so its money can come back."""
        request = error.request_id
        log.error("number unreadable", activation=activation.id, request=request, why=str(error))
        await retry_until_stored(self._store.unknown, activation, owner=owner, request=request)
        entry = Entry(activation, Bought(request, ""), owner, 0.0)

        async def given_back() -> None:
            ends = self._now() + self._timings.retry_for_s
            while not await self._is_given_back(entry):
                if self._now() >= ends:
                    return
                await asyncio.sleep(self._timings.retry_s)
            await retry_until_stored(self._store.fail, activation, Reason.GIVEN_BACK, owner=owner)

        self.tasks.start(given_back(), name=f"give back {request}")

    async def _compare(self, activation: Activation, bought: Bought) -> None:
        """Tell the operator where the answer names another country or service than was ordered."""
        ordered = (activation.country_id, activation.service_id)
        sold = (
            ordered[0] if bought.country_id is None else bought.country_id,
            ordered[1] if bought.service_id is None else bought.service_id,
        )
        if sold != ordered:
            log.error("sold something else than ordered", activation=activation.id, ordered=ordered, sold=sold)
            await self._alerts.tell(
                ShopAlert.OTHER_NUMBER,
                subject=bought.request_id,
                request=bought.request_id,
                ordered=f"{ordered[0]}/{ordered[1]}",
                sold=f"{sold[0]}/{sold[1]}",
            )

    async def _new_price(self, activation: Activation) -> object:
        """What it costs now, for the user; empty where that can't be told."""
        try:
            offer = await self._catalogue.offer(activation.country_id, activation.service_id)
        except (NotForSale, ProviderError):
            return ""
        return offer.price if offer.provider_price > activation.price else ""

    async def _fail(self, activation: Activation, owner: str, error: Exception) -> None:
        reason = _REASONS.get(type(error), Reason.REFUSED)
        level = log.error if isinstance(error, WrongToken | AccountEmpty) else log.info
        level("no number bought", activation=activation.id, reason=reason, error=str(error))
        await retry_until_stored(self._store.fail, activation, reason, owner=owner)
