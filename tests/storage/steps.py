"""An activation taken from one state to the next, a call a step."""

from decimal import Decimal

from bot.domain.models import Activation, Bought, Quote
from bot.storage.machine import Machine
from bot.storage.queue import Claim

USER, STRANGER = 1001, 1002
BOUGHT = Bought("77", "84912345678")


async def begin(machine: Machine, nonce: str = "nonce", user: int = USER) -> Activation:
    await machine.quote(Quote(nonce, user, 10, 3, Decimal("12.50")), ttl=900)
    return await machine.begin(nonce, user_id=user, chat_id=user, card_id=5, language="vi")


async def send(machine: Machine, activation: Activation, owner: str = "me") -> bool:
    return await machine.sending(activation, owner=owner, patience=75)


async def keep(machine: Machine, activation: Activation, bought: Bought = BOUGHT) -> str:
    step = await machine.bought(activation, bought, owner="me", lifetime=1180, look=3)
    return step.outcome


async def waiting(machine: Machine) -> Activation:
    activation = await begin(machine)
    assert await send(machine, activation)
    assert await keep(machine, activation) == "ok"
    return await machine.find(USER, "nonce")


async def claim_due(machine: Machine) -> list[Claim]:
    return (await machine.due.claim(limit=10, lease=30))[0]


async def outbox(machine: Machine) -> list[str]:
    claims, _ = await machine.outbox.claim(limit=10, lease=30)
    return [claim.kind for claim in claims]
