"""What happened, counted in the step in which it happened: once, exactly, and by the hour."""

from decimal import Decimal

from redis.asyncio import Redis

from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from tests.clock import Clock
from tests.storage.buying import USER, Buyer

SERVICE = 3


async def counted(store: ActivationStore, hours: int = 24) -> dict[str, int]:
    return {what: count for (_, what), count in (await store.statistics(hours)).items()}


async def wished(buyer: Buyer, price: str = "10") -> Activation:
    activation = await buyer.begin(price)
    await buyer.store.sending(activation, owner="me", timeout_s=75)
    return activation


async def test_each_outcome_is_counted_with_its_money(store: ActivationStore) -> None:
    buyer = Buyer(store)
    await buyer.use("0.1")
    await buyer.leave("0.2")
    await store.fail(await wished(buyer), Reason.OUT_OF_STOCK, owner="me")
    kept = await buyer.buy("0.3")
    await store.cancel(USER, kept.id, Reason.USER)
    await store.unconfirmed(kept, pause=10)
    assert await counted(store) == {
        "bought": 3, "spent": 600_000, "code": 1, "refunded": 1, "back": 200_000, "failed": 1, "unconfirmed": 1,
    }  # fmt: skip


async def test_a_step_that_is_repeated_is_counted_once(store: ActivationStore) -> None:
    buyer = Buyer(store)
    activation = await wished(buyer)
    for _ in range(2):
        await store.bought(activation, Bought("77", "84912345678"), owner="me", lifetime=1180, first_poll=3)
        await store.code(activation, "1234")
    assert await counted(store) == {"bought": 1, "spent": 10_000_000, "code": 1}


async def test_a_code_that_came_after_the_refund_makes_no_success_of_it(store: ActivationStore) -> None:
    buyer = Buyer(store)
    await store.code(await buyer.leave(), "1234")
    assert "code" not in await counted(store)


async def test_a_stale_wish_is_a_purchase_that_failed(store: ActivationStore, clock: Clock) -> None:
    activation = await Buyer(store).begin()
    await clock.advance(61)
    await store.sending(activation, owner="me", timeout_s=75)
    assert await counted(store) == {"failed": 1}


async def test_what_the_operator_has_to_bear_is_spent(store: ActivationStore) -> None:
    buyer = Buyer(store)
    lost, not_charged = await wished(buyer, "1"), await wished(buyer, "2")
    for unknown in (lost, not_charged):
        await store.unknown(unknown, owner="me")
    await store.resolve(lost.id, charged=True, admin_id=7)
    await store.resolve(not_charged.id, charged=False, admin_id=7)
    assert await counted(store) == {"unknown": 2, "lost": 1, "spent": 1_000_000}


async def test_services_are_added_up(store: ActivationStore) -> None:
    for user in (USER, USER + 1, USER + 16):
        await Buyer(store, user=user).buy()
    await store.quote(Quote("other", USER, 10, 4, Decimal(1)), ttl=900)
    other = await store.begin("other", user_id=USER, chat_id=USER, card_id=5, language="en")
    await store.fail(other, Reason.REFUSED, owner="me")
    assert await store.statistics(1) == {(SERVICE, "bought"): 3, (SERVICE, "spent"): 30_000_000, (4, "failed"): 1}


async def test_only_the_hours_that_are_asked_for_are_added_up(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store)
    await buyer.buy()
    await clock.advance(3600)
    await buyer.buy()
    assert [(await counted(store, hours))["bought"] for hours in (1, 2, 24)] == [1, 2, 2]
    await clock.advance(24 * 3600)
    assert await counted(store) == {}


async def test_tallies_are_forgotten_after_eight_days(store: ActivationStore, redis: Redis) -> None:
    await Buyer(store).buy()
    [hour] = [key async for key in redis.scan_iter(f"{Keys().base}:tally:*")]
    assert 7 * 86_400 < await redis.ttl(hour) <= 8 * 86_400


async def test_what_is_live_is_counted_by_its_state(store: ActivationStore) -> None:
    buyer = Buyer(store)
    await buyer.buy()
    await Buyer(store, user=USER + 1).buy()
    await buyer.use()
    assert await store.count_states() == {State.WAITING: 2, State.CODE: 1}
