"""Buys the number that a user wished for: the one place where money moves, and it moves once."""

import secrets
import time
from typing import Final

import structlog

from bot.domain.errors import (
    AccountEmpty,
    NotForSale,
    OutcomeUnknown,
    OutOfStock,
    ProviderDown,
    ProviderError,
    StorageError,
    Throttled,
    WrongToken,
)
from bot.domain.models import Activation, Bought, Reason
from bot.domain.protocols import Provider
from bot.shop.cadence import Cadence
from bot.shop.catalogue import Catalogue
from bot.shop.insist import insist
from bot.storage.journal import Entry, Journal
from bot.storage.machine import Machine, Step
from bot.storage.queue import Claim
from bot.storage.replicas import Replicas

log = structlog.get_logger(__name__)

FRESH: Final = 3.0
"""Seconds for which a price counts as just looked at, so that a rush of buyers costs one call a country."""

PATIENCE: Final = 75.0
"""Seconds after which a purchase nobody answered for is unknown: the provider call's 60, and a margin."""

MARGIN: Final = 20.0
"""A number is given up so many seconds before the provider ends it: after that no cancel can be confirmed."""

_REASONS: Final[dict[type[Exception], Reason]] = {
    NotForSale: Reason.OUT_OF_STOCK,
    OutOfStock: Reason.OUT_OF_STOCK,
    AccountEmpty: Reason.ACCOUNT_EMPTY,
    Throttled: Reason.THROTTLED,
    ProviderDown: Reason.PROVIDER_DOWN,
}


class Buyer:
    """The steps of RESERVED and SENDING."""

    def __init__(
        self,
        machine: Machine,
        provider: Provider,
        catalogue: Catalogue,
        journal: Journal,
        replicas: Replicas,
        *,
        lifetime: float,
        cadence: Cadence,
    ) -> None:
        self._machine = machine
        self._replicas = replicas
        self._journal = journal
        self._provider = provider
        self._catalogue = catalogue
        self._lifetime = lifetime
        self._cadence = cadence

    async def buy(self, claim: Claim) -> float | None:
        """RESERVED: look at the price afresh, write down that it is being sent, then send it, once."""
        activation = claim.activation
        owner = secrets.token_hex(8)  # of this attempt, not of this process: two attempts must never both send
        try:
            offer = await self._catalogue.offer(activation.country_id, activation.service_id, max_age=FRESH)
        except (NotForSale, ProviderError) as error:
            await self._fail(activation, owner, error)
            return None
        if offer.price != activation.price:
            await self._machine.fail(activation, Reason.PRICE_CHANGED, owner=owner, new_price=offer.price)
            return None
        try:
            if not await self._machine.sending(activation, owner=owner, patience=PATIENCE):
                return None
            safe = await self._replicas.hold(activation, "owner", owner)
        except StorageError:
            safe = False
        if not safe:
            # It may stand there as sent, but it was not: say so as soon as the database is back. Sent all the same, a
            # failover and a crash together would leave a number of which nobody knows.
            log.warning("not sent, since the database may forget it", activation=activation.id)
            await insist(self._machine.fail, activation, Reason.STALE, owner=owner)
            return None
        await self._send(activation, owner)
        return None

    async def give_up(self, claim: Claim) -> float | None:
        """SENDING, and its time is over: whoever sent it is gone, so nobody knows."""
        step = await self._machine.unknown(claim.activation, lease=claim.lease)
        if step.done:
            log.error("purchase outcome unknown", activation=claim.activation.id, why="no worker answered for it")
        return None

    async def replay(self) -> None:
        """Write down what an earlier process bought and could not: it was killed while the database was away."""
        for entry in await self._journal.entries():
            log.warning("found in the journal", activation=entry.activation.id, request=entry.bought.request_id)
            await self._settle(entry)

    async def _send(self, activation: Activation, owner: str) -> None:
        began = time.monotonic()
        try:
            bought = await self._provider.buy(
                activation.country_id, activation.service_id, most=activation.price, may_send=_always
            )
        except OutcomeUnknown as error:
            log.error("purchase outcome unknown", activation=activation.id, why=str(error))
            await insist(self._machine.unknown, activation, owner=owner)
        except ProviderError as error:
            await self._fail(activation, owner, error)
        except Exception:
            await insist(self._machine.unknown, activation, owner=owner)
            raise
        else:
            lifetime = max(0.0, self._lifetime - MARGIN - (time.monotonic() - began))
            await self._keep(Entry(activation, bought, owner, lifetime))

    async def _keep(self, entry: Entry) -> None:
        await self._journal.write(entry)
        await self._settle(entry)

    async def _settle(self, entry: Entry) -> None:
        """The journal keeps it until the database has it, or the provider has it back."""
        activation, bought = entry.activation, entry.bought
        ends = time.monotonic() + entry.lifetime
        look = self._cadence.pause(activation.country_id, activation.service_id, 0.0)

        async def write() -> Step:
            left = max(0.0, ends - time.monotonic())  # the number's time runs while the database is away
            return await self._machine.bought(activation, bought, owner=entry.owner, lifetime=left, look=look)

        step = await insist(write)
        if step.outcome == "other":
            log.error("a second number for one activation is given back", activation=activation.id)
            try:
                await self._provider.reject(bought.request_id)
            except ProviderError as error:  # it stays in the journal, and is tried again at the next start
                log.error("a number is not given back", request=bought.request_id, error=str(error))
                return
        else:
            log.info("number bought", activation=activation.id, request=bought.request_id)
            if not await self._is_safe(activation, bought):
                log.warning("left in the journal, since the database may forget it", activation=activation.id)
                return
        await self._journal.strike(entry)

    async def _is_safe(self, activation: Activation, bought: Bought) -> bool:
        try:
            return await self._replicas.hold(activation, "request", bought.request_id)
        except StorageError:
            return False

    async def _fail(self, activation: Activation, owner: str, error: Exception) -> None:
        reason = _REASONS.get(type(error), Reason.REFUSED)
        level = log.error if isinstance(error, WrongToken | AccountEmpty) else log.info
        level("no number bought", activation=activation.id, reason=reason, error=str(error))
        await insist(self._machine.fail, activation, reason, owner=owner)


async def _always() -> bool:
    return True
