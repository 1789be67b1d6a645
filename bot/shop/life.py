"""Which step each state of an activation is due for."""

import structlog

from bot.domain.models import State
from bot.shop.buyer import Buyer
from bot.shop.watcher import Watcher
from bot.storage.queue import Claim

log = structlog.get_logger(__name__)


class Life:
    """The next step of any activation that is due."""

    def __init__(self, buyer: Buyer, watcher: Watcher) -> None:
        self._buyer = buyer
        self._watcher = watcher

    async def step(self, claim: Claim) -> float | None:
        """Do it; gives the seconds until the next one, or `None` when a transition has settled that."""
        match claim.activation.state:
            case State.RESERVED:
                return await self._buyer.buy(claim)
            case State.SENDING:
                return await self._buyer.give_up(claim)
            case State.WAITING:
                return await self._watcher.look(claim)
            case State.CANCELLING:
                return await self._watcher.end(claim)
            case State.CANCEL_UNCONFIRMED:
                return await self._watcher.linger(claim)
            case State.CODE:
                return await self._watcher.finish(claim)
            case State.READYING:
                return await self._watcher.ready(claim)
            case State.FURTHER:
                return await self._watcher.look_further(claim)
            case State.DONE:
                return await self._watcher.close(claim)
            case state:
                log.error("nothing is due in this state", activation=claim.activation.id, state=state)
                return 3600.0
