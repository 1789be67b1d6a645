"""The transitions of waiting.lua: another number in place of one, and what a card says when its usual wait is over."""

import json
from decimal import Decimal

from bot.domain.errors import NotFound
from bot.domain.models import Activation
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
