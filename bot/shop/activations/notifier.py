"""The notifier: tells users what happened, from the outbox, until Telegram has taken it."""

import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.clock import only_before
from bot.domain.errors import ChatGone, SlowDown, Undelivered
from bot.domain.models import NO_EVIDENCE, Activation, Evidence, State
from bot.domain.protocols import Messenger
from bot.metrics import TOLD
from bot.shop.background import retry_until_stored
from bot.storage.activations import ActivationStore
from bot.storage.job_queue import Claim

log = structlog.get_logger(__name__)

FRESH_S: Final = 20 * 60.0
"""Seconds in which somebody waits for a message, as a number lives that long."""

RETRY_S: Final = 10.0
LATER_RETRY_S: Final = 60.0
"""The longest pauses between two tries, while a message is fresh and later: so soon it comes once Telegram is back."""

LEFT_RETRY_S: Final = FRESH_S
"""Seconds for which a message is tried again all the same when its user has left: they may be back already, and nobody
have noted it, because the database was away or because they came between our try and its end."""

OF_A_REPORT: Final = ("report", "answer")
"""What is told long after the number has ended."""

GIVE_UP_AFTER_S: Final = 24 * 3600.0
"""Seconds after which an undelivered message is left; the user still finds the activation under My numbers."""


class Notifier:
    """Delivers each piece at least once: a message may come twice when Telegram took it and the answer was lost."""

    def __init__(
        self,
        store: ActivationStore,
        messenger: Messenger,
        evidence: Callable[[Activation], Awaitable[Evidence]] | None = None,
    ) -> None:
        """`evidence`: what the operator may compare, gathered as an alert of an unknown purchase goes out."""
        self._store = store
        self._messenger = messenger
        self._evidence = evidence

    async def deliver(self, claim: Claim) -> float | None:
        """One piece of the outbox; gives the seconds until it is tried again."""
        activation = claim.activation
        since = activation.report.at if activation.report and claim.kind in OF_A_REPORT else activation.changed_at
        age, began = claim.now - since, time.monotonic()
        try:
            with only_before(claim.send_before):
                await self._tell(claim.kind, activation)
            measured = TOLD.get(claim.kind)
            if measured and (claim.kind != "code" or activation.state is State.CODE):  # else older than the last change
                measured.observe(age + time.monotonic() - began)
        except SlowDown as error:
            return error.seconds
        except ChatGone:
            log.info("user is gone", activation=activation.id, kind=claim.kind)
            again = min(60.0, max(5.0, age / 2)) if age < LEFT_RETRY_S else 0.0
            await retry_until_stored(self._store.park, activation, claim.kind, lease=claim.lease, again=again)
            return None
        except Undelivered as error:
            if age < GIVE_UP_AFTER_S:
                log.warning("message not delivered yet", activation=activation.id, kind=claim.kind, error=str(error))
                return min(RETRY_S if age < FRESH_S else LATER_RETRY_S, max(1.0, age / 2))
            log.error("message given up", activation=activation.id, kind=claim.kind, error=str(error))
        await retry_until_stored(self._store.sent, activation, claim.kind, lease=claim.lease, rev=claim.rev)
        return None

    async def _tell(self, kind: str, activation: Activation) -> None:
        match kind:
            case "code":
                await self._messenger.send_code(activation)
                log.info("code delivered", activation=activation.id)
            case "reminder":
                await self._messenger.send_reminder(activation)
            case "report":
                await self._messenger.tell_report(activation)
            case "answer":
                await self._messenger.send_answer(activation)
            case "alert":
                asked = self._evidence if activation.state is State.UNKNOWN else None
                await self._messenger.alert(activation, await asked(activation) if asked else NO_EVIDENCE)
            case _:
                card_id = await self._messenger.show_card(activation)
                if card_id != activation.card_id:
                    await retry_until_stored(self._store.card, activation.user_id, activation.id, card_id, render=False)
