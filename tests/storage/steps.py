"""An activation taken from one state to the next, a call a step."""

from decimal import Decimal

from bot.domain.models import Activation, Bought, Quote
from bot.storage.activations import ActivationStore
from bot.storage.job_queue import Claim

USER, STRANGER = 1001, 1002
BOUGHT = Bought("77", "84912345678")


async def begin(store: ActivationStore, nonce: str = "nonce", user: int = USER) -> Activation:
    await store.quote(Quote(nonce, user, 10, 3, Decimal("12.50")), ttl=900)
    return await store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="vi")


async def send(store: ActivationStore, activation: Activation, owner: str = "me") -> bool:
    return await store.sending(activation, owner=owner, timeout_s=75)


async def keep(store: ActivationStore, activation: Activation, bought: Bought = BOUGHT) -> str:
    step = await store.bought(activation, bought, owner="me", lifetime=1180, first_poll=3)
    return step.outcome


async def waiting(store: ActivationStore) -> Activation:
    activation = await begin(store)
    assert await send(store, activation)
    assert await keep(store, activation) == "ok"
    return await store.find(USER, "nonce")


async def claim_due(store: ActivationStore) -> list[Claim]:
    return (await store.due.claim(limit=10, lease=30))[0]


async def outbox(store: ActivationStore) -> list[str]:
    claims, _ = await store.outbox.claim(limit=10, lease=30)
    return [claim.kind for claim in claims]
