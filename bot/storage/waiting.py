"""The transitions of waiting.lua and reports.lua: another number in place of one, its usual wait, and reports of it."""

import json
from decimal import Decimal

from bot.domain.errors import NotFound
from bot.domain.models import Activation
from bot.domain.reports import Verdict, Wrong
from bot.domain.users import NO_LIMITS, Limits
from bot.storage.activations import ActivationStore, Transition
from bot.storage.records import pairs, refusal, to_activation, to_limits


class WaitingStore:
    """Over the script of the activations: each change is one step."""

    def __init__(self, store: ActivationStore) -> None:
        self._store = store

    async def replace(
        self, user_id: int, activation_id: str, *, nonce: str = "", limits: Limits = NO_LIMITS
    ) -> Activation:
        """Cancel it, and buy the same again once that is confirmed: for what it cost, or what the quote `nonce` says.

        A second call gives it as it stands. Raises `NotFound`, `QuoteGone`, `LimitReached`, `TooLittleMoney` and
        `SalesStopped`.
        """
        script_limits = json.dumps(to_limits(limits))
        outcome, found = await self._store.call("replace", activation_id, user_id, nonce, script_limits)
        if outcome == "gone":
            raise NotFound("no such activation of this user")
        if refused := refusal("gone" if outcome == "quote" else outcome, found):
            raise refused
        self._store.due.wake()
        self._store.outbox.wake()
        return to_activation(pairs(found))

    async def lower_price(self, activation: Activation, price: Decimal) -> Transition:
        """What is not sent yet costs less by now."""
        return await self._store.transition("cheaper", activation.id, price)

    async def overdue(self, activation: Activation, usual_s: int) -> None:
        """A code usually comes within so many seconds, and they are over: the card says so, once."""
        await self._store.transition("overdue", activation.id, usual_s)

    async def report(self, user_id: int, activation_id: str, wrong: Wrong) -> str:
        """Outcome `no`: it does not fit the number as it stands; `many`: too many of this user today.

        Raises `NotFound`.
        """
        return (await self._reported("report", activation_id, user_id, wrong))[0]

    async def add_words(self, user_id: int, activation_id: str, words: str) -> str:
        """The user's own, once; empty: there are none, and the operator is told at once. Raises `NotFound`."""
        return (await self._reported("words", activation_id, user_id, words))[0]

    async def answer(
        self, activation_id: str, verdict: Verdict, sentence: str, *, admin_id: int
    ) -> tuple[Activation, bool]:
        """What the operator says to it, and whether it is the first to be said. Raises `NotFound`."""
        outcome, activation = await self._reported("answer", activation_id, verdict, sentence, admin_id)
        return activation, outcome == "ok"

    async def _reported(self, transition: str, *arguments: object) -> tuple[str, Activation]:
        found = await self._store.transition(transition, *arguments)
        if found.activation is None:
            raise NotFound("no such activation, or no report of it")
        return found.outcome, found.activation
