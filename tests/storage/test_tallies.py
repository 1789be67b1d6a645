"""What happened, counted in the step in which it happened: once, exactly, and by the hour."""

from decimal import Decimal

from redis.asyncio import Redis

from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.storage.keys import Keys
from bot.storage.machine import Machine
from tests.clock import Clock
from tests.storage.buying import USER, Buyer

SERVICE = 3


async def counted(machine: Machine, hours: int = 24) -> dict[str, int]:
    return {what: count for (_, what), count in (await machine.tallies(hours)).items()}


async def wished(buyer: Buyer, price: str = "10") -> Activation:
    activation = await buyer.begin(price)
    await buyer.machine.sending(activation, owner="me", patience=75)
    return activation


async def test_each_outcome_is_counted_with_its_money(machine: Machine) -> None:
    buyer = Buyer(machine)
    await buyer.use("0.1")
    await buyer.leave("0.2")
    await machine.fail(await wished(buyer), Reason.OUT_OF_STOCK, owner="me")
    kept = await buyer.buy("0.3")
    await machine.cancel(USER, kept.id, Reason.USER)
    await machine.unconfirmed(kept, pause=10)
    assert await counted(machine) == {
        "bought": 3, "spent": 600_000, "code": 1, "refunded": 1, "back": 200_000, "failed": 1, "unconfirmed": 1,
    }  # fmt: skip


async def test_a_step_that_is_repeated_is_counted_once(machine: Machine) -> None:
    buyer = Buyer(machine)
    activation = await wished(buyer)
    for _ in range(2):
        await machine.bought(activation, Bought("77", "84912345678"), owner="me", lifetime=1180, look=3)
        await machine.code(activation, "1234")
    assert await counted(machine) == {"bought": 1, "spent": 10_000_000, "code": 1}


async def test_a_code_that_came_after_the_refund_makes_no_success_of_it(machine: Machine) -> None:
    buyer = Buyer(machine)
    await machine.code(await buyer.leave(), "1234")
    assert "code" not in await counted(machine)


async def test_a_stale_wish_is_a_purchase_that_failed(machine: Machine, clock: Clock) -> None:
    activation = await Buyer(machine).begin()
    await clock.advance(61)
    await machine.sending(activation, owner="me", patience=75)
    assert await counted(machine) == {"failed": 1}


async def test_what_the_operator_has_to_bear_is_spent(machine: Machine) -> None:
    buyer = Buyer(machine)
    lost, not_charged = await wished(buyer, "1"), await wished(buyer, "2")
    for unknown in (lost, not_charged):
        await machine.unknown(unknown, owner="me")
    await machine.resolve(lost.id, charged=True, admin_id=7)
    await machine.resolve(not_charged.id, charged=False, admin_id=7)
    assert await counted(machine) == {"unknown": 2, "lost": 1, "spent": 1_000_000}


async def test_services_are_added_up(machine: Machine) -> None:
    for user in (USER, USER + 1, USER + 16):
        await Buyer(machine, user=user).buy()
    await machine.quote(Quote("other", USER, 10, 4, Decimal(1)), ttl=900)
    other = await machine.begin("other", user_id=USER, chat_id=USER, card_id=5, language="en")
    await machine.fail(other, Reason.REFUSED, owner="me")
    assert await machine.tallies(1) == {(SERVICE, "bought"): 3, (SERVICE, "spent"): 30_000_000, (4, "failed"): 1}


async def test_only_the_hours_that_are_asked_for_are_added_up(machine: Machine, clock: Clock) -> None:
    buyer = Buyer(machine)
    await buyer.buy()
    await clock.advance(3600)
    await buyer.buy()
    assert [(await counted(machine, hours))["bought"] for hours in (1, 2, 24)] == [1, 2, 2]
    await clock.advance(24 * 3600)
    assert await counted(machine) == {}


async def test_tallies_are_forgotten_after_eight_days(machine: Machine, redis: Redis) -> None:
    await Buyer(machine).buy()
    [hour] = [key async for key in redis.scan_iter(f"{Keys().base}:tally:*")]
    assert 7 * 86_400 < await redis.ttl(hour) <= 8 * 86_400


async def test_what_is_live_is_counted_by_its_state(machine: Machine) -> None:
    buyer = Buyer(machine)
    await buyer.buy()
    await Buyer(machine, user=USER + 1).buy()
    await buyer.use()
    assert await machine.census() == {State.WAITING: 2, State.CODE: 1}
