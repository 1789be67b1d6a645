"""What numbers teach: learned once, in the step in which they end, and spread over what nobody saw."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from bot.domain.code_times import BINS, NO_CODE_TIMES, CodeTimes, add_up, bin_of
from bot.domain.models import Activation, Bought, Reason, State
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.records import CODE_TIMES_HALVE_S, to_code_times
from tests.clock import START, Clock
from tests.storage.buying import USER, Buyer

PAIR = (10, 3)
KEPT = 40.0


async def learned(store: ActivationStore, pair: tuple[int, int] = PAIR) -> CodeTimes:
    now, texts = await store.code_times()
    return add_up(to_code_times(text, now) for one, text in texts.items() if one == pair)


async def look(store: ActivationStore) -> Activation:
    """Claim what is due, as a worker does before it looks."""
    claims, _ = await store.due.claim(limit=10, lease=1)
    (claim,) = claims
    return claim.activation


def one_in(at: int) -> list[float]:
    return [float(place == at) for place in range(BINS)]


async def test_a_code_counts_between_the_last_look_and_this_one(store: ActivationStore, clock: Clock) -> None:
    await Buyer(store).buy()
    await clock.advance(8)
    await look(store)
    await clock.advance(8)
    activation = await look(store)
    await store.code(activation, "1234")
    waits = await learned(store)
    expected = [*NO_CODE_TIMES]
    expected[bin_of(8)], expected[bin_of(10)], expected[bin_of(13)] = 2 / 8, 3 / 8, 3 / 8
    assert waits.codes == pytest.approx(expected, abs=1e-3)
    assert waits.vain == pytest.approx(NO_CODE_TIMES)


async def test_a_code_at_the_first_look_counts_from_the_purchase_on(store: ActivationStore, clock: Clock) -> None:
    await Buyer(store).buy()
    await clock.advance(4)
    await store.code(await look(store), "1234")
    assert (await learned(store)).codes[:3] == pytest.approx([0.5, 0.5, 0.0])


@pytest.mark.parametrize("age", [0.01, 2, 7, 600, 1179])
async def test_a_number_without_a_code_counts_as_waited_for_until_its_end(
    store: ActivationStore, clock: Clock, age: float
) -> None:
    activation = await Buyer(store).buy()
    await clock.advance(age)
    await store.cancel(USER, activation.id, Reason.USER)
    await store.cancelled(activation)
    waits = await learned(store)
    assert waits.vain == pytest.approx(one_in(bin_of(age - 0.001)), abs=1e-3)
    assert waits.total == pytest.approx(1.0, abs=1e-3)


async def test_a_cancel_that_was_never_confirmed_counts_too(store: ActivationStore, clock: Clock) -> None:
    activation = await Buyer(store).buy()
    await clock.advance(30)
    await store.cancel(USER, activation.id, Reason.EXPIRED)
    await store.unconfirmed(activation, pause=10)
    assert sum((await learned(store)).vain) == 1.0


async def test_nothing_is_learned_twice(store: ActivationStore, clock: Clock) -> None:
    """A lost reply makes redis-py send a script again; and a late code finds the number counted already."""
    buyer = Buyer(store)
    activation = await buyer.buy()
    await clock.advance(9)
    for _ in range(3):
        await store.code(activation, "1234")
    second = await buyer.buy()
    await store.cancel(USER, second.id, Reason.USER)
    await clock.advance(5)
    for _ in range(3):
        await store.cancelled(second)
    await store.code(second, "late")
    assert (await learned(store)).total == pytest.approx(2.0, abs=1e-3)


async def test_a_further_sms_teaches_nothing(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store)
    activation = await buyer.begin()
    await store.sending(activation, owner="me", timeout_s=75)
    await store.bought(activation, Bought("77", "84912345678", several=True), owner="me", lifetime=1180, first_poll=3)
    await clock.advance(9)
    await store.code(activation, "1111")
    await store.again(USER, activation.id, 5)
    await store.readied(activation, cleared=True, first_poll=3)
    await clock.advance(9)
    assert (await store.code(activation, "2222")).done
    assert (await learned(store)).total == pytest.approx(1.0, abs=1e-3)


async def test_a_purchase_without_a_number_teaches_nothing(store: ActivationStore) -> None:
    activation = await Buyer(store).begin()
    await store.fail(activation, Reason.OUT_OF_STOCK, owner="me")
    assert (await learned(store)).total == 0.0


async def test_a_number_bought_by_an_older_version_teaches_nothing(store: ActivationStore, redis: Redis) -> None:
    activation = await Buyer(store).buy()
    await redis.hdel(f"{Keys().base}:a:{activation.id}", "bought")
    assert (await store.code(activation, "1234")).done
    assert (await learned(store)).total == 0.0


async def test_old_numbers_weigh_less(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store)
    await buyer.use()
    await clock.advance(CODE_TIMES_HALVE_S)
    assert (await learned(store)).total == pytest.approx(0.5, abs=1e-3)
    await buyer.use()
    assert (await learned(store)).total == pytest.approx(1.5, abs=1e-3)


async def test_many_numbers_weigh_as_much_as_the_newest_forty(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store)
    for _ in range(60):
        activation = await buyer.buy()
        await clock.advance(1)
        await store.code(activation, "1234")
    for _ in range(60):
        activation = await buyer.buy()
        await clock.advance(700)
        await store.code(await find(store, activation, looked_at=clock() - 1), "1234")
    waits = await learned(store)
    assert waits.total == pytest.approx(KEPT, rel=0.01)
    assert waits.codes[-1] > KEPT * 0.75


async def find(store: ActivationStore, activation: Activation, *, looked_at: float) -> Activation:
    """As a worker has it whose last look was then."""
    return replace(await store.find(USER, activation.id), polled_at=looked_at)


async def test_the_least_recent_pairs_make_room(store: ActivationStore, redis: Redis, clock: Clock) -> None:
    key = f"{Keys().base}:waits"
    zeros = " ".join(["1", *["0"] * (2 * BINS - 1)])
    await redis.hset(key, mapping={f"{n}:1": f"{START - n:.0f} {zeros}" for n in range(1000)})
    await Buyer(store).use()
    assert await redis.hlen(key) == 1000
    left = [int(str(field).split(":")[0]) for field in await redis.hkeys(key)]
    (gone,) = set(range(1000)) - set(left)
    assert gone > 100, "the oldest of a few"
    assert (await learned(store)).total == pytest.approx(1.0, abs=1e-3)


async def test_it_is_short(store: ActivationStore, redis: Redis, clock: Clock) -> None:
    buyer = Buyer(store)
    for age in range(3, 120):
        activation = await buyer.buy()
        await clock.advance(age)
        await store.code(activation, "1234")
    (text,) = (await store.code_times())[1].values()
    assert len(text) < 300


async def test_a_claim_writes_down_the_look_and_gives_the_one_before(store: ActivationStore, clock: Clock) -> None:
    bought = await Buyer(store).buy()
    assert bought.bought_at == clock()
    await clock.advance(3)
    assert (await look(store)).polled_at == 0.0
    await clock.advance(3)
    assert (await look(store)).polled_at == clock() - 3
    assert (await store.find(USER, bought.id)).polled_at == clock()


async def test_a_claim_of_another_step_is_no_look(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store)
    await buyer.begin()
    assert (await look(store)).state is State.RESERVED
    assert (await store.find(USER, f"{USER}-1")).polled_at == 0.0
