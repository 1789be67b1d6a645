"""Looks at the provider for the codes of waiting numbers, and ends those whose time or user says so."""

import random
from collections.abc import Callable
from typing import Final

import structlog

from bot.domain.errors import (
    AccountEmpty,
    ActivationGone,
    OutcomeUnknown,
    ProviderError,
    Refused,
    StillWaiting,
    WrongStatus,
)
from bot.domain.models import Activation, Reason, State
from bot.domain.protocols import Provider
from bot.shop.budget import Budget
from bot.shop.cadence import Cadence
from bot.shop.hush import AGAIN, Hush
from bot.shop.insist import insist
from bot.storage.machine import Machine
from bot.storage.queue import Claim

log = structlog.get_logger(__name__)

REFUSED_LONG: Final = 15 * 60.0
"""Seconds after which a cancel that the provider goes on refusing is the operator's to look at."""

CLOSE_LONG: Final = 10 * 60.0
"""Seconds after which closing a request is left: the code was delivered, and the provider ends it by itself."""

WORST: Final = 4.0
"""How many times slower looks become, at the most, while the provider fails. Beyond that the breaker spares it."""

NO_FURTHER: Final = (Refused, WrongStatus, ActivationGone, AccountEmpty)
"""The answers after which a number gets no further SMS. All others are tried again: `OutOfStock` may be throttling."""


class Watcher:
    """The steps of WAITING and of every later state that has one. Each gives the seconds until the next, or `None`."""

    def __init__(
        self,
        machine: Machine,
        provider: Provider,
        budget: Budget,
        hush: Hush,
        *,
        cadence: Cadence,
        jitter: Callable[[], float] = lambda: random.uniform(0.8, 1.2),  # noqa: S311 -- spreads looks, no secret
    ) -> None:
        self._machine = machine
        self._provider = provider
        self._budget = budget
        self._cadence = cadence
        self._hush = hush
        self._jitter = jitter
        self._strain = 1.0

    async def look(self, claim: Claim) -> float | None:
        """WAITING: has the SMS come?"""
        activation = claim.activation
        if claim.now >= activation.expires_at:
            await self._machine.cancel(activation.user_id, activation.id, Reason.EXPIRED)
            return None
        if not await self._may_look(activation):
            return self._next_look(claim)
        try:
            code = await self._provider.look(activation.request_id)
        except StillWaiting:
            self._strain = max(1.0, self._strain / 2)
        except (ActivationGone, WrongStatus) as error:
            log.warning("the provider ended a number", activation=activation.id, error=str(error))
            await self._machine.cancel(activation.user_id, activation.id, Reason.PROVIDER)
            return None
        except ProviderError as error:
            self._failed(activation, error)
        else:
            await self._keep(activation, code)
            return None
        return self._next_look(claim)

    async def end(self, claim: Claim) -> float | None:
        """CANCELLING: one last look, since a code wins; then reject. Only a confirmed reject is a refund."""
        activation = claim.activation
        age = claim.now - activation.changed_at
        await self._budget.spend()  # somebody waits for the end of it, so it is no look like others
        try:
            code = await self._provider.look(activation.request_id)
        except StillWaiting:
            pass
        except WrongStatus:
            # So the provider speaks of a cancelled request: the answer to our reject was lost, or it was its own doing.
            await self._ended(activation)
            return None
        except ActivationGone as error:
            await self._unconfirmed(activation, error)
            return None
        except ProviderError as error:
            return await self._retry(activation, age, error)
        else:
            await self._keep(activation, code)
            return None
        if await self._hush.reigns():
            return AGAIN
        if not await self._machine.rejecting(activation, sent=True):
            return None
        try:
            await self._provider.reject(activation.request_id)
        except OutcomeUnknown as error:
            return await self._retry(activation, age, error)
        except ProviderError as error:
            await insist(self._machine.rejecting, activation, sent=False)
            return await self._retry(activation, age, error)
        await self._ended(activation)
        return None

    async def ready(self, claim: Claim) -> float | None:
        """READYING: look first, since an answer may have been lost, or the SMS may be there; then ask for it."""
        activation = claim.activation
        if claim.now >= activation.expires_at:
            return await self.finish(claim)
        await self._budget.spend()  # as in `end`
        cleared = False
        try:
            try:
                if await self._further(activation, await self._provider.look(activation.request_id)):
                    return None
            except StillWaiting:
                cleared = True
            else:
                await self._provider.again(activation.request_id)
        except NO_FURTHER as error:
            await self._no_further(activation, error)
            return None
        except ProviderError as error:
            log.info("further SMS not confirmed yet", activation=activation.id, error=str(error))
            return min(self._pause_after_no(claim.now - activation.changed_at), self._left(claim))
        await insist(self._machine.readied, activation, cleared=cleared, look=self._cadence.shortest)
        return None

    async def look_further(self, claim: Claim) -> float | None:
        """FURTHER: has the next SMS come? The last code is no new one until the provider was seen without it."""
        activation = claim.activation
        over = claim.now >= activation.expires_at
        if over:
            await self._budget.spend()  # the last look can't come later
        elif not await self._may_look(activation):
            return self._next_look(claim)
        try:
            if await self._further(activation, await self._provider.look(activation.request_id)):
                return None
        except StillWaiting:
            self._strain = max(1.0, self._strain / 2)
            if not activation.cleared:
                await insist(self._machine.readied, activation, cleared=True, look=self._cadence.shortest)
        except (ActivationGone, WrongStatus) as error:
            if not over:
                await self._no_further(activation, error)
                return None
        except ProviderError as error:
            self._failed(activation, error)
        return await self.finish(claim) if over else self._next_look(claim)

    async def finish(self, claim: Claim) -> float | None:
        """CODE, or a further SMS is waited for, and the number's time is over: done without the user's word."""
        await self._machine.finish(claim.activation.user_id, claim.activation.id)
        return None

    async def close(self, claim: Claim) -> float | None:
        """DONE: tell the provider. It costs nothing if it fails, so it is left after a while."""
        age = claim.now - claim.activation.changed_at
        try:
            await self._provider.close(claim.activation.request_id)
        except (ActivationGone, WrongStatus):
            pass  # it is closed already
        except ProviderError as error:
            if age < CLOSE_LONG:
                return self._pause_after_no(age)
            log.warning("request left open at the provider", activation=claim.activation.id, error=str(error))
        await self._machine.closed(claim.activation)
        return None

    async def _may_look(self, activation: Activation) -> bool:
        """A look that somebody asked for is never put off."""
        if not activation.is_asked_for:
            return await self._budget.look()
        await self._budget.spend()
        return True

    def _failed(self, activation: Activation, error: ProviderError) -> None:
        """A line for the first of a row of failures: thousands of numbers may wait for a provider that is away."""
        if self._strain == 1.0:
            log.warning("look failed", activation=activation.id, error=type(error).__name__)
        self._strain = min(WORST, self._strain * 2)

    async def _keep(self, activation: Activation, code: str) -> None:
        await insist(self._machine.code, activation, code)
        log.info("code received", activation=activation.id)

    async def _further(self, activation: Activation, code: str) -> bool:
        """Whether it is one that the user does not have yet; then he gets it."""
        if code == activation.code and not activation.cleared:
            return False
        await self._keep(activation, code)
        return True

    async def _no_further(self, activation: Activation, error: ProviderError) -> None:
        await insist(self._machine.no_further, activation)
        log.info("no further SMS", activation=activation.id, error=str(error))

    async def _ended(self, activation: Activation) -> None:
        await insist(self._machine.cancelled, activation)
        log.info("number cancelled", activation=activation.id, reason=activation.reason)

    async def _unconfirmed(self, activation: Activation, error: ProviderError) -> None:
        await insist(self._machine.unconfirmed, activation)
        log.error("cancel unconfirmed", activation=activation.id, error=str(error))

    async def _retry(self, activation: Activation, age: float, error: ProviderError) -> float | None:
        if age > REFUSED_LONG:
            await self._unconfirmed(activation, error)
            return None
        log.info("cancel not confirmed yet", activation=activation.id, error=str(error))
        return self._pause_after_no(age)

    def _next_look(self, claim: Claim) -> float:
        """When it is worth one, rarer while the provider fails or the budget is short; never later than its end."""
        activation = claim.activation
        since = activation.bought_at if activation.state is State.WAITING else activation.changed_at
        age, spread = max(0.0, claim.now - since), self._budget.crowding * self._jitter()
        pause = self._cadence.pause(activation.country_id, activation.service_id, age, self._strain * spread)
        return min(pause, self._cadence.longest * spread, self._left(claim))

    @staticmethod
    def _left(claim: Claim) -> float:
        return max(0.0, claim.activation.expires_at - claim.now)

    def _pause_after_no(self, age: float) -> float:
        return min(30.0, max(2.0, age / 3)) * self._jitter()
