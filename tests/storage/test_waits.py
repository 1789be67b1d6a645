"""What numbers teach: learned once, in the step in which they end, and spread over what nobody saw."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from bot.domain.models import Activation, Bought, Reason, State
from bot.domain.waits import BUCKETS, NOTHING, Waits, add_up, bucket
from bot.storage.keys import Keys
from bot.storage.machine import Machine
from bot.storage.waits import HALVED, to_waits
from tests.clock import START, Clock
from tests.storage.buying import USER, Buyer

PAIR = (10, 3)
KEPT = 40.0


async def learned(machine: Machine, pair: tuple[int, int] = PAIR) -> Waits:
    now, texts = await machine.waits()
    return add_up(to_waits(text, now) for one, text in texts.items() if one == pair)


async def look(machine: Machine) -> Activation:
    """Claim what is due, as a worker does before it looks."""
    claims, _ = await machine.due.claim(limit=10, lease=1)
    (claim,) = claims
    return claim.activation


def one_in(at: int) -> list[float]:
    return [float(place == at) for place in range(BUCKETS)]


async def test_a_code_counts_between_the_last_look_and_this_one(machine: Machine, clock: Clock) -> None:
    await Buyer(machine).buy()
    await clock.advance(8)
    await look(machine)
    await clock.advance(8)
    activation = await look(machine)
    await machine.code(activation, "1234")
    waits = await learned(machine)
    expected = [*NOTHING]
    expected[bucket(8)], expected[bucket(10)], expected[bucket(13)] = 2 / 8, 3 / 8, 3 / 8
    assert waits.codes == pytest.approx(expected, abs=1e-3)
    assert waits.vain == pytest.approx(NOTHING)


async def test_a_code_at_the_first_look_counts_from_the_purchase_on(machine: Machine, clock: Clock) -> None:
    await Buyer(machine).buy()
    await clock.advance(4)
    await machine.code(await look(machine), "1234")
    assert (await learned(machine)).codes[:3] == pytest.approx([0.5, 0.5, 0.0])


@pytest.mark.parametrize("age", [0.01, 2, 7, 600, 1179])
async def test_a_number_without_a_code_counts_as_waited_for_until_its_end(
    machine: Machine, clock: Clock, age: float
) -> None:
    activation = await Buyer(machine).buy()
    await clock.advance(age)
    await machine.cancel(USER, activation.id, Reason.USER)
    await machine.cancelled(activation)
    waits = await learned(machine)
    assert waits.vain == pytest.approx(one_in(bucket(age - 0.001)), abs=1e-3)
    assert waits.total == pytest.approx(1.0, abs=1e-3)


async def test_a_cancel_that_was_never_confirmed_counts_too(machine: Machine, clock: Clock) -> None:
    activation = await Buyer(machine).buy()
    await clock.advance(30)
    await machine.cancel(USER, activation.id, Reason.EXPIRED)
    await machine.unconfirmed(activation, pause=10)
    assert sum((await learned(machine)).vain) == 1.0


async def test_nothing_is_learned_twice(machine: Machine, clock: Clock) -> None:
    """A lost reply makes redis-py send a script again; and a late code finds the number counted already."""
    buyer = Buyer(machine)
    activation = await buyer.buy()
    await clock.advance(9)
    for _ in range(3):
        await machine.code(activation, "1234")
    second = await buyer.buy()
    await machine.cancel(USER, second.id, Reason.USER)
    await clock.advance(5)
    for _ in range(3):
        await machine.cancelled(second)
    await machine.code(second, "late")
    assert (await learned(machine)).total == pytest.approx(2.0, abs=1e-3)


async def test_a_further_sms_teaches_nothing(machine: Machine, clock: Clock) -> None:
    buyer = Buyer(machine)
    activation = await buyer.begin()
    await machine.sending(activation, owner="me", patience=75)
    await machine.bought(activation, Bought("77", "84912345678", several=True), owner="me", lifetime=1180, look=3)
    await clock.advance(9)
    await machine.code(activation, "1111")
    await machine.again(USER, activation.id, 5)
    await machine.readied(activation, cleared=True, look=3)
    await clock.advance(9)
    assert (await machine.code(activation, "2222")).done
    assert (await learned(machine)).total == pytest.approx(1.0, abs=1e-3)


async def test_a_purchase_without_a_number_teaches_nothing(machine: Machine) -> None:
    activation = await Buyer(machine).begin()
    await machine.fail(activation, Reason.OUT_OF_STOCK, owner="me")
    assert (await learned(machine)).total == 0.0


async def test_a_number_bought_by_an_older_version_teaches_nothing(machine: Machine, redis: Redis) -> None:
    activation = await Buyer(machine).buy()
    await redis.hdel(f"{Keys().base}:a:{activation.id}", "bought")
    assert (await machine.code(activation, "1234")).done
    assert (await learned(machine)).total == 0.0


async def test_old_numbers_weigh_less(machine: Machine, clock: Clock) -> None:
    buyer = Buyer(machine)
    await buyer.use()
    await clock.advance(HALVED)
    assert (await learned(machine)).total == pytest.approx(0.5, abs=1e-3)
    await buyer.use()
    assert (await learned(machine)).total == pytest.approx(1.5, abs=1e-3)


async def test_many_numbers_weigh_as_much_as_the_newest_forty(machine: Machine, clock: Clock) -> None:
    buyer = Buyer(machine)
    for _ in range(60):
        activation = await buyer.buy()
        await clock.advance(1)
        await machine.code(activation, "1234")
    for _ in range(60):
        activation = await buyer.buy()
        await clock.advance(700)
        await machine.code(await find(machine, activation, looked_at=clock() - 1), "1234")
    waits = await learned(machine)
    assert waits.total == pytest.approx(KEPT, rel=0.01)
    assert waits.codes[-1] > KEPT * 0.75


async def find(machine: Machine, activation: Activation, *, looked_at: float) -> Activation:
    """As a worker has it whose last look was then."""
    return replace(await machine.find(USER, activation.id), looked_at=looked_at)


async def test_the_least_recent_pairs_make_room(machine: Machine, redis: Redis, clock: Clock) -> None:
    key = f"{Keys().base}:waits"
    zeros = " ".join(["1", *["0"] * (2 * BUCKETS - 1)])
    await redis.hset(key, mapping={f"{n}:1": f"{START - n:.0f} {zeros}" for n in range(1000)})
    await Buyer(machine).use()
    assert await redis.hlen(key) == 1000
    left = [int(str(field).split(":")[0]) for field in await redis.hkeys(key)]
    (gone,) = set(range(1000)) - set(left)
    assert gone > 100, "the oldest of a few"
    assert (await learned(machine)).total == pytest.approx(1.0, abs=1e-3)


async def test_it_is_short(machine: Machine, redis: Redis, clock: Clock) -> None:
    buyer = Buyer(machine)
    for age in range(3, 120):
        activation = await buyer.buy()
        await clock.advance(age)
        await machine.code(activation, "1234")
    (text,) = (await machine.waits())[1].values()
    assert len(text) < 300


async def test_a_claim_writes_down_the_look_and_gives_the_one_before(machine: Machine, clock: Clock) -> None:
    bought = await Buyer(machine).buy()
    assert bought.bought_at == clock()
    await clock.advance(3)
    assert (await look(machine)).looked_at == 0.0
    await clock.advance(3)
    assert (await look(machine)).looked_at == clock() - 3
    assert (await machine.find(USER, bought.id)).looked_at == clock()


async def test_a_claim_of_another_step_is_no_look(machine: Machine, clock: Clock) -> None:
    buyer = Buyer(machine)
    await buyer.begin()
    assert (await look(machine)).state is State.RESERVED
    assert (await machine.find(USER, f"{USER}-1")).looked_at == 0.0
