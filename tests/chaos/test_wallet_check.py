"""The check of a run with wallets sees money that went anywhere but where it belongs."""

from decimal import Decimal
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest
from redis.asyncio import Redis

from bot.domain.models import Bought, Quote, Reason
from bot.domain.stars import Invoice, Payment, top_up_id
from bot.domain.users import Limits
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.top_ups import TopUpStore
from chaos import wallet_check
from chaos.books import RATE
from chaos.history import Attempt
from chaos.stars import StrayStars
from chaos.wallet_check import wrong_money
from sandbox.smsman import SmsMan
from sandbox.telegram.stars import Transaction

USERS = (1000, 1001)
STARS = 100


@pytest.fixture
def evidence(valkey: Any) -> Any:
    """Each has paid a hundred Stars; nothing was bought yet."""
    history = SimpleNamespace(rollbacks=[], alerts=[], attempts={}, buyer=lambda *_: None)
    stars = StrayStars(Random(1))
    for user in USERS:
        stars.book(Transaction(f"stx{user}", STARS, 1, True, user, f"topup:{user}"))
    return SimpleNamespace(
        valkey=valkey,
        history=history,
        stars=stars,
        provider=SmsMan(token="t"),
        overcharged=set(),
        repeated=set(),
        taken_from=set(),
    )


async def found(evidence: Any) -> list[str]:
    return await wrong_money(cast(Any, evidence))


async def bought(store: ActivationStore, nonce: str) -> None:
    await store.quote(Quote(nonce, 1000, 10, 3, Decimal("12.5"), Decimal("12.5")), ttl=900)
    pays = Limits(pays=True)
    activation = await store.begin(nonce, user_id=1000, chat_id=1000, card_id=5, language="en", limits=pays)
    await store.sending(activation, owner="me", timeout_s=75)
    await store.bought(activation, Bought(nonce, "84912345678"), owner="me", lifetime=1180, first_poll=3)


@pytest.fixture
async def played(store: ActivationStore, redis: Redis, evidence: Any) -> None:
    """One that got its code, and one that was cancelled."""
    top_ups = TopUpStore(redis, Keys())
    for user in USERS:
        await top_ups.keep_invoice(Invoice(str(user), user, STARS, RATE * 1_000_000, "en"))
        await top_ups.paid(Payment(f"stx{user}", user, STARS, f"topup:{user}"), RATE * 1_000_000)
    for nonce in ("code", "none"):
        await bought(store, nonce)
    await store.code(await store.find(1000, "code"), "1234")
    await store.cancel(1000, "none", Reason.USER)
    await store.cancelled(await store.find(1000, "none"))
    orders = evidence.provider.orders
    for at, nonce in enumerate(("code", "none")):
        evidence.history.attempts[nonce] = Attempt(nonce, 1000, (10, 3), 5, at)
        offer = next(offer for offer in orders.stock.offers() if offer.stock > 3)
        orders.stock.reprice(*offer.key, Decimal("12.5"))
        request = orders.buy(*offer.key)
        request.bought_at = float(at)
        if nonce == "none":
            orders.account.refund(request.id, request.price, at)
    evidence.history.buyer = lambda _, at: [*evidence.history.attempts.values()][int(at)]


async def test_a_run_without_faults_has_none(played: None, evidence: Any) -> None:
    assert await found(evidence) == []


@pytest.mark.parametrize(
    ("id", "field", "value", "says"),
    [
        ("none", "hold", "captured", "none: paid, and there is no code"),
        ("none", "hold", "held", "none: still held in cancelled"),
        ("code", "hold", "released", "user:1000 has 487500000 and should have 500000000"),
        ("code", "user_price", "12600000", "code: its user pays 12600000 for 12.5"),
        ("code", "voucher", "digest", "user:1000 has 487500000 and should have 500000000"),
    ],
)
async def test_a_record_that_the_books_do_not_bear_out_is_seen(
    played: None, evidence: Any, redis: Redis, id: str, field: str, value: str, says: str
) -> None:
    await redis.hset(f"{{sb}}:a:{id}", field, value)
    assert says in await found(evidence)


@pytest.mark.parametrize(("hold", "wrong"), [("captured", []), ("released", ["revenue has 5 and should have 0"])])
def test_what_a_voucher_pays_is_earned_with_the_code(hold: str, wrong: list[str]) -> None:
    record = {"user": "1000", "user_price": "5", "voucher": "digest", "hold": hold}
    assert wallet_check._wrong_balances({"revenue": 5}, [record], None) == wrong


async def test_books_that_do_not_add_up_are_seen(played: None, evidence: Any, redis: Redis) -> None:
    await redis.hincrby("{sb}:wallet:balances", "user:1001", 1)
    assert "the ledger's sum is 1, wrong accounts: ('user:1001',)" in await found(evidence)


async def test_a_cost_that_the_account_does_not_have_is_seen(played: None, evidence: Any, redis: Redis) -> None:
    await redis.hincrby("{sb}:ledger", "refunded", 500_000)
    assert "the wallets' ledger says that the provider has 12500000, the other 12000000" in await found(evidence)


async def test_a_cost_of_one_number_that_the_provider_did_not_have_is_seen(played: None, evidence: Any) -> None:
    account, [request, _] = evidence.provider.orders.account, evidence.provider.orders.requests.values()
    account.refund(request.id, request.price, 2.0)
    assert "code: 12500000 are booked as its cost, and it was 0.0" in await found(evidence)
    evidence.overcharged.add(request.id)
    assert await found(evidence) == [], "nobody can say what the provider took for it"


async def test_stars_that_went_back_are_gone_from_the_wallet(played: None, evidence: Any) -> None:
    evidence.stars.book(Transaction("stx1001", STARS, 2, False, 1001, "topup:1001"))
    assert "user:1001 has 500000000 and should have 0" in await found(evidence)


async def test_a_wallet_below_zero_is_seen_unless_somebody_else_took_it(
    played: None, evidence: Any, redis: Redis
) -> None:
    top_ups = TopUpStore(redis, Keys())
    await top_ups.refund(top_up_id("stx1000"), user_id=None, by=1, since=0.0)
    evidence.stars.book(Transaction("stx1000", STARS, 2, False, 1000, "topup:1000"))
    assert await found(evidence) == ["user:1000 has -12500000, and took back or spent more than there was"]
    evidence.taken_from.add(1000)
    assert await found(evidence) == []


async def test_the_bots_own_word_that_the_books_are_wrong_is_heard(played: None, evidence: Any) -> None:
    evidence.history.alerts.append("🔴 The ledger of the wallets does not add up. All accounts together …")
    assert len(await found(evidence)) == 1
