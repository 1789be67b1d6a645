"""The SMS poller: asks the provider for codes, and ends numbers whose time is over or whose user cancels."""

import random
from collections.abc import Callable
from typing import Final

import structlog

from bot.domain.errors import (
    AccountEmpty,
    ActivationGone,
    OutcomeUnknown,
    ProviderDown,
    ProviderError,
    Refused,
    StillWaiting,
    Throttled,
    Unreadable,
    WrongStatus,
)
from bot.domain.models import Activation, Reason, State
from bot.domain.protocols import PollRate, Provider
from bot.shop.activations.poll_schedule import PollSchedule
from bot.shop.background import retry_until_stored
from bot.shop.timings import REAL, Timings
from bot.storage.activations import ActivationStore, Denial
from bot.storage.job_queue import Claim

log = structlog.get_logger(__name__)

DENIED_ANSWERS: Final = 4
"""Answers in a row that have to speak against a number before it counts."""

SLOWDOWN_MAX: Final = 4.0
"""How many times slower polls become, at the most, while the provider fails. Beyond that the breaker spares it."""

OVER: Final = (ActivationGone, WrongStatus)
"""The answers that a request is not known, or is in no state to be asked for."""

NO_FURTHER: Final = (Refused, WrongStatus, ActivationGone, AccountEmpty)
"""What the provider says where it gives no further SMS. All others are tried again: `OutOfStock` may be throttling."""


class SmsPoller:
    """The steps of WAITING and of every later state that has one. Each gives the seconds until the next, or `None`."""

    def __init__(
        self,
        store: ActivationStore,
        provider: Provider,
        rate_limiter: PollRate,
        *,
        poll_schedule: PollSchedule,
        timings: Timings = REAL,
    ) -> None:
        self._store = store
        self._provider = provider
        self._rate_limiter = rate_limiter
        self._poll_schedule = poll_schedule
        self.jitter: Callable[[], float] = lambda: random.uniform(0.8, 1.2)  # noqa: S311 -- spreads polls, no secret
        """By how much polls are spread; tests take the chance out of it."""
        self._timings = timings
        self._slowdown = 1.0

    async def poll(self, claim: Claim) -> float | None:
        """WAITING: has the SMS come?"""
        activation = claim.activation
        if claim.now >= activation.expires_at:
            await self._store.cancel(activation.user_id, activation.id, Reason.EXPIRED)
            return None
        if not await self._may_poll(activation):
            return self._next_poll(claim)
        try:
            code = await self._provider.poll(activation.request_id)
        except StillWaiting:
            await self._answered(activation)
        except OVER as error:
            if not await self._is_denied(claim, "gone"):
                return self._pause_after_denial(claim)
            log.warning("the provider calls a number over", activation=activation.id, error=str(error))
            await retry_until_stored(self._store.unconfirmed, activation, pause=self._timings.denied_pause_s)
            return None
        except ProviderError as error:
            return self._failed(claim, error)
        else:
            await self._keep(activation, code)
            return None
        return self._next_poll(claim)

    async def end(self, claim: Claim) -> float | None:
        """CANCELLING: one last poll, since a code wins; then reject. Only a confirmed reject is a refund."""
        activation = claim.activation
        if wait_s := await self._urgent_wait():  # the user waits for the end: no poll like others
            return wait_s
        try:
            code = await self._provider.poll(activation.request_id)
        except StillWaiting:
            await self._answered(activation)
        except OVER as error:
            if not await self._is_denied(claim, "gone"):
                return self._pause_after_denial(claim)
            if isinstance(error, WrongStatus) and activation.is_rejected:
                # So the provider speaks of a cancelled request, and ours went out: its answer was lost.
                await self._ended(activation)
                return None
        except Unreadable as error:
            return await self._end_unreadable(claim, error)
        except ProviderError as error:
            return self._retry(claim, error)
        else:
            await self._keep(activation, code)
            return None
        return await self._reject(claim)

    async def _end_unreadable(self, claim: Claim, error: Unreadable) -> float | None:
        """Let it count at the number's end, which would never come; and soon, as no late reject is taken."""
        activation = claim.activation
        if claim.now < activation.expires_at or claim.now - activation.changed_at < self._timings.readable_within_s:
            return self._retry(claim, error)
        is_over = activation.is_rejected and await self._is_denied(claim, "gone")
        return await (self._unconfirmed(claim, error) if is_over else self._reject(claim))

    async def linger(self, claim: Claim) -> float | None:
        """CANCEL_UNCONFIRMED: a code may still come; when the number can't live any more, the operator is asked."""
        activation, now = claim.activation, claim.now
        if not await self._rate_limiter.may_poll():
            return self._pause_after_denial(claim)
        try:
            code = await self._provider.poll(activation.request_id)
        except StillWaiting:
            await self._answered(activation)
            if now < activation.expires_at and activation.reason is Reason.PROVIDER:
                log.info("the provider knows a number again", activation=activation.id)
                await retry_until_stored(self._store.revived, activation, poll=self._poll_schedule.shortest)
                return None
        except OVER:
            pass
        except ProviderError as error:
            self._failed(claim, error)
            if not isinstance(error, Unreadable) or now < activation.expires_at + self._timings.linger_s:
                return self._reject_retry_delay(now - activation.changed_at)
        else:
            await self._keep(activation, code)
            return None
        if now >= activation.expires_at + self._timings.linger_s:
            await retry_until_stored(self._store.ask, activation)
            log.error("cancel unconfirmed", activation=activation.id)
            return None
        return await self._reject(claim) if now >= activation.expires_at else self._pause_after_denial(claim)

    async def ready(self, claim: Claim) -> float | None:
        """READYING: poll first, since an answer may have been lost, or the SMS may be there; then ask for it."""
        if claim.now >= claim.activation.expires_at:
            return await self.poll_further(claim)
        return await self._urgent_wait() or await self._ready(claim)

    async def _ready(self, claim: Claim) -> float | None:
        activation, cleared = claim.activation, False
        try:
            if await self._further(activation, await self._provider.poll(activation.request_id)):
                return None
        except StillWaiting:
            cleared = True
        except OVER as error:
            if await self._is_denied(claim, "gone"):
                await self._no_further(activation, error)
                return None
            return min(self._pause_after_denial(claim), claim.left)
        except ProviderError as error:
            return self._retry_further(claim, error)
        if not cleared:
            try:
                await self._provider.again(activation.request_id)
            except NO_FURTHER as error:
                await self._no_further(activation, error)
                return None
            except ProviderError as error:
                return self._retry_further(claim, error)
        await retry_until_stored(
            self._store.readied, activation, cleared=cleared, first_poll=self._poll_schedule.shortest
        )
        return None

    async def poll_further(self, claim: Claim) -> float | None:
        """FURTHER: has the next SMS come? The last code is no new one until the provider was seen without it."""
        activation = claim.activation
        over = claim.now >= activation.expires_at
        if wait_s := await self._further_wait(claim, over=over):
            return wait_s
        try:
            if await self._further(activation, await self._provider.poll(activation.request_id)):
                return None
        except StillWaiting:
            await self._answered(activation)
            if not activation.cleared and not over:
                await retry_until_stored(
                    self._store.readied, activation, cleared=True, first_poll=self._poll_schedule.shortest
                )
        except OVER as error:
            if not await self._is_denied(claim, "gone"):
                return self._pause_after_denial(claim)
            if not over:
                await self._no_further(activation, error)
                return None
        except ProviderError as error:
            return await self._failed_further(claim, error)
        return await self.finish(claim) if over else self._next_poll(claim)

    async def _failed_further(self, claim: Claim, error: ProviderError) -> float | None:
        """Also when its time is over the last poll has to be an answered one, if only by what nobody can read."""
        again = self._failed(claim, error)
        if (late_s := claim.now - claim.activation.expires_at) < 0:
            return again
        is_over = isinstance(error, Unreadable) and await self._is_denied(claim, "gone")
        return await self.finish(claim) if is_over else self._reject_retry_delay(late_s)

    async def finish(self, claim: Claim) -> float | None:
        """CODE, or a further SMS is waited for, and the number's time is over: done without the user's word."""
        await self._store.finish(claim.activation.user_id, claim.activation.id)
        return None

    async def close(self, claim: Claim) -> float | None:
        """DONE: tell the provider, which frees a channel. It costs nothing if it fails, so it is left after a while."""
        age = claim.now - claim.activation.changed_at
        if not await self._rate_limiter.may_poll():
            return self._reject_retry_delay(age)
        try:
            await self._provider.close(claim.activation.request_id)
        except OVER:
            pass  # it is closed already
        except ProviderError as error:
            unanswered = isinstance(error, ProviderDown | OutcomeUnknown | Throttled)
            if age < (self._timings.unanswered_close_for_s if unanswered else self._timings.close_for_s):
                return self._reject_retry_delay(age)
            log.warning("request left open at the provider", activation=claim.activation.id, error=str(error))
        await self._store.closed(claim.activation)
        return None

    async def _reject(self, claim: Claim) -> float | None:
        activation = claim.activation
        if not await self._store.rejecting(activation, attempt=claim.lease, sent=True):
            return None
        try:
            await self._provider.reject(activation.request_id)
        except OutcomeUnknown as error:
            return self._retry(claim, error)
        except ProviderError as error:
            later = self._timings.takes_cancel_from(activation.bought_at)
            await retry_until_stored(self._store.rejecting, activation, attempt=claim.lease, sent=False, later=later)
            unanswered = isinstance(error, ProviderDown | Throttled)
            if unanswered or activation.state is not State.CANCELLING:
                return self._retry(claim, error)
            early = claim.now < activation.expires_at + self._timings.refusals_after_s
            if early or not await self._is_denied(claim, "refused"):
                return self._retry(claim, error)
            return await self._unconfirmed(claim, error)
        await self._ended(activation)
        return None

    async def _unconfirmed(self, claim: Claim, error: ProviderError) -> float | None:
        log.warning("cancel refused for good", activation=claim.activation.id, error=str(error))
        await retry_until_stored(self._store.unconfirmed, claim.activation, pause=self._pause_after_denial(claim))
        return None

    async def _is_denied(self, claim: Claim, kind: Denial) -> bool:
        """Count this answer against the number; gives whether there are enough, over long enough."""
        counted = await retry_until_stored(self._store.denied, claim.activation, kind, lease=claim.lease)
        if counted is None:
            return False  # settled meanwhile: the next transition says so
        denials = counted.gone if kind == "gone" else counted.refused
        return denials.answers >= DENIED_ANSWERS and claim.now - denials.since >= self._timings.denied_for_s

    async def _answered(self, activation: Activation) -> None:
        """The provider waits for the SMS as well."""
        self._slowdown = max(1.0, self._slowdown / 2)
        if activation.gone.answers:
            await retry_until_stored(self._store.alive, activation)

    async def _urgent_wait(self) -> float:
        """Seconds until a step that the user waits for may begin; 0: now. Spread, where many wait."""
        wait_s = await self._rate_limiter.urgent_wait()
        return max(self._timings.urgent_retry_s, wait_s) * self.jitter() if wait_s else 0.0

    async def _further_wait(self, claim: Claim, *, over: bool) -> float:
        """Seconds until this poll may be sent; the last one is urgent."""
        if over:
            return await self._urgent_wait()
        return 0.0 if await self._may_poll(claim.activation) else self._next_poll(claim)

    async def _may_poll(self, activation: Activation) -> bool:
        """A poll that the user asked for goes first, unless too many ask: then it comes when it would have come."""
        limiter = self._rate_limiter
        return await (limiter.may_check() if activation.is_asked_for else limiter.may_poll())

    def _failed(self, claim: Claim, error: ProviderError) -> float:
        """A line for the first of a row of failures: thousands of numbers may wait for a provider that is away."""
        if self._slowdown == 1.0:
            log.warning("poll failed", activation=claim.activation.id, error=type(error).__name__)
        self._slowdown = min(SLOWDOWN_MAX, self._slowdown * 2)
        soon = self._timings.down_retry_s * self.jitter() if isinstance(error, ProviderDown) else claim.left
        return min(soon, self._next_poll(claim))

    async def _keep(self, activation: Activation, code: str) -> None:
        await retry_until_stored(self._store.code, activation, code)
        log.info("code received", activation=activation.id)

    async def _further(self, activation: Activation, code: str) -> bool:
        """Whether it is one that the user does not have yet; then they get it."""
        if code == activation.code and not activation.cleared:
            return False
        await self._keep(activation, code)
        return True

    async def _no_further(self, activation: Activation, error: ProviderError) -> None:
        await retry_until_stored(self._store.no_further, activation)
        log.info("no further SMS", activation=activation.id, error=str(error))

    async def _ended(self, activation: Activation) -> None:
        await retry_until_stored(self._store.cancelled, activation)
        log.info("number cancelled", activation=activation.id, reason=activation.reason)

    def _retry(self, claim: Claim, error: ProviderError) -> float:
        log.info("cancel not confirmed yet", activation=claim.activation.id, error=str(error))
        delay = self._reject_retry_delay(claim.now - claim.activation.changed_at)
        left = self._timings.takes_cancel_from(claim.activation.bought_at) - claim.now
        return min(delay, left) if left > 0 else delay

    def _retry_further(self, claim: Claim, error: ProviderError) -> float:
        log.info("further SMS not confirmed yet", activation=claim.activation.id, error=str(error))
        return min(self._reject_retry_delay(claim.now - claim.activation.changed_at), claim.left)

    def _next_poll(self, claim: Claim) -> float:
        """When it is worth one, rarer while the provider fails or the rate is used up; never later than its end."""
        activation = claim.activation
        since = activation.bought_at if activation.state is State.WAITING else activation.changed_at
        age, spread = max(0.0, claim.now - since), self._rate_limiter.crowding * self.jitter()
        interval = self._poll_schedule.interval(
            activation.country_id, activation.service_id, age, self._slowdown * spread
        )
        return min(interval, self._poll_schedule.longest * spread, claim.left)

    def _pause_after_denial(self, claim: Claim) -> float:
        """Soon at first, as a code may be there; a number that was called gone for long is asked for less often."""
        grown = min(30.0, (claim.now - claim.activation.changed_at) / 10)
        return max(self._timings.denied_pause_s, grown) * self.jitter()

    def _reject_retry_delay(self, age: float) -> float:
        return min(30.0, max(2.0, age / 3)) * self.jitter()
