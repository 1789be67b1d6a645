"""What the balance says of a purchase whose outcome nobody knew, whichever way the provider takes its money."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from itertools import count

import pytest
from redis.asyncio import Redis

from bot.domain.models import Activation, Bought, Reason, State
from bot.shop.hush import Hush
from bot.storage.audit import read_audit
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.machine import Machine
from sandbox.smsman import SmsMan as Sandbox
from sandbox.smsman.settings import DialectName, Takes
from tests.clock import Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop

CHARGED, NOT_CHARGED = "http_500_after", "http_500"
WAYS = [("at once", "documented"), ("at once", "newer"), ("with the code", "newer")]
"""With the code and no hold in sight, nothing is ever proved."""

Open = Callable[[], AbstractAsyncContextManager[Shop]]


class Died(BaseException):
    """The process was killed."""


@pytest.fixture
def provider(clock: Clock) -> Sandbox:
    provider = Sandbox(token=TOKEN, now=clock)
    provider.switch(sms_delay=(600.0, 600.0), never_share=0.0, slow_share=0.0)
    return provider


@pytest.fixture
def open_replica(redis: Redis, clock: Clock, provider: Sandbox, messages: Messages) -> Open:
    @asynccontextmanager
    async def open_one() -> AsyncIterator[Shop]:
        async with open_shop(redis, clock, provider, messages) as shop:
            await shop.catalogue.ready()
            yield shop

    return open_one


@pytest.fixture
async def shop(open_replica: Open) -> AsyncIterator[Shop]:
    async with open_replica() as shop:
        yield shop


class Customer:
    """Buys, each time at another price."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._turn = count()
        self._prices: set[Decimal] = set()

    async def tap(self) -> Activation:
        shop = self.shop
        for service in shop.catalogue.services():
            for country in shop.catalogue.countries(service.service.id):
                offer = await shop.catalogue.offer(country.country.id, service.service.id)
                if offer.price not in self._prices:
                    self._prices.add(offer.price)
                    user = USER + next(self._turn)
                    quote, _ = await shop.purchases.quote(user, offer.country_id, offer.service_id)
                    return await shop.purchases.begin(quote.nonce, user_id=user, chat_id=user, card_id=5, language="en")
        raise AssertionError("there are more prices than that")

    async def buy(self) -> Activation:
        activation = await self.tap()
        await self.shop.settle()
        return await self.shop.now(activation)

    async def buy_into_the_dark(self, fault: str) -> Activation:
        self.shop.provider.faults.add(fault, call="get-number")
        activation = await self.buy()
        assert activation.state is State.UNKNOWN
        return activation

    async def prove(self) -> None:
        """As many purchases as it takes to trust the account."""
        await later(self.shop, 60)
        for _ in range(3):
            await self.buy()
            await later(self.shop, 60)


@pytest.fixture
def customer(shop: Shop) -> Customer:
    return Customer(shop)


@pytest.fixture(params=WAYS, ids=" ".join)
def way(request: pytest.FixtureRequest, provider: Sandbox) -> tuple[Takes, DialectName]:
    takes, dialect = request.param
    provider.switch(takes=takes, dialect=dialect)
    return takes, dialect


async def later(shop: Shop, seconds: float) -> None:
    """What may be found by then is found."""
    await shop.pass_time(seconds, step=60.0)
    await shop.reconciler.round()
    await shop.settle()


async def verdicts(redis: Redis) -> list[tuple[str, str]]:
    return [(event["event"], event["activation"]) for event in await read_audit(redis, Keys()) if "by" in event]


@pytest.mark.usefixtures("way")
async def test_what_was_not_charged_is_found_after_two_minutes(
    shop: Shop, customer: Customer, messages: Messages, redis: Redis
) -> None:
    await customer.prove()
    unknown = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 60)
    assert (await shop.now(unknown)).state is State.UNKNOWN, "it might still be charged"
    await later(shop, 65)
    assert (await shop.now(unknown)).state is State.NOT_CHARGED
    assert messages.cards[-1].state is State.NOT_CHARGED
    assert await verdicts(redis) == [("not_charged", unknown.id)]
    await later(shop, 7200)
    assert messages.alerts == [], "nobody has to be asked"


@pytest.mark.usefixtures("way")
async def test_what_was_charged_is_lost_only_when_it_did_not_come_back(
    shop: Shop, customer: Customer, messages: Messages, redis: Redis
) -> None:
    await customer.prove()
    unknown = await customer.buy_into_the_dark(CHARGED)
    await later(shop, 125)
    assert (await shop.now(unknown)).state is State.UNKNOWN
    assert await verdicts(redis) == [("charged", unknown.id)]
    await later(shop, 1300)  # its code came at the provider meanwhile, for nobody
    assert (await shop.now(unknown)).state is State.UNKNOWN
    await later(shop, 120)
    assert (await shop.now(unknown)).state is State.LOST
    assert await verdicts(redis) == [("charged", unknown.id), ("lost", unknown.id)]
    assert [alert.state for alert in messages.alerts] == [State.LOST], "the operator hears what it cost him"


@pytest.mark.usefixtures("way")
async def test_what_was_charged_and_given_back_was_not_charged(
    shop: Shop, customer: Customer, messages: Messages, provider: Sandbox, redis: Redis
) -> None:
    await customer.prove()
    provider.switch(never_share=1.0)
    unknown = await customer.buy_into_the_dark(CHARGED)
    await later(shop, 125)
    await later(shop, 1200)
    assert (await shop.now(unknown)).state is State.NOT_CHARGED
    assert await verdicts(redis) == [("charged", unknown.id), ("not_charged", unknown.id)]
    assert messages.alerts == []


@pytest.mark.usefixtures("way")
async def test_several_are_told_apart_while_the_shop_goes_on(shop: Shop, customer: Customer) -> None:
    await customer.prove()
    outcomes = [CHARGED, NOT_CHARGED, CHARGED, NOT_CHARGED]
    unknowns = [await customer.buy_into_the_dark(outcome) for outcome in outcomes]
    left = await customer.buy()
    await shop.purchases.cancel(left.user_id, left.id)
    await customer.buy()
    for seconds in (125, 700, 700):
        await later(shop, seconds)
    found = [(await shop.now(unknown)).state for unknown in unknowns]
    assert found == [State.LOST, State.NOT_CHARGED, State.LOST, State.NOT_CHARGED]
    assert (await shop.now(left)).state is State.CANCELLED


async def test_two_of_one_price_can_not_be_told_apart(shop: Shop, messages: Messages, customer: Customer) -> None:
    await customer.prove()
    unknowns = []
    for fault in (CHARGED, NOT_CHARGED):
        shop.provider.faults.add(fault, call="get-number")
        unknowns.append(await shop.buy())
    await later(shop, 125)
    await later(shop, 1400)
    assert {(await shop.now(unknown)).state for unknown in unknowns} == {State.UNKNOWN}
    await later(shop, 400)
    assert {alert.id for alert in messages.alerts} == {unknown.id for unknown in unknowns}


@pytest.mark.parametrize("fault", [CHARGED, NOT_CHARGED])
async def test_a_payment_in_between_leaves_it_to_the_operator(
    shop: Shop, customer: Customer, messages: Messages, provider: Sandbox, fault: str
) -> None:
    await customer.prove()
    unknown = await customer.buy_into_the_dark(fault)
    provider.set_balance(Decimal(provider.snapshot()["balance"]) + 1000)
    await later(shop, 125)
    assert (await shop.now(unknown)).state is State.UNKNOWN
    assert [alert.id for alert in messages.alerts] == [unknown.id], "at once: time would not tell"
    await later(shop, 3600)
    assert len(messages.alerts) == 1
    await shop.purchases.resolve(unknown.id, charged=fault == CHARGED, admin_id=1)
    await customer.prove()
    again = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 125)
    assert (await shop.now(again)).state is State.NOT_CHARGED, "it has proved itself again"


async def test_a_payment_before_it_makes_no_difference(shop: Shop, customer: Customer, provider: Sandbox) -> None:
    await customer.prove()
    provider.set_balance(Decimal(provider.snapshot()["balance"]) + 1000)
    await later(shop, 60)
    unknown = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 125)
    assert (await shop.now(unknown)).state is State.NOT_CHARGED


@pytest.mark.parametrize("fault", [CHARGED, NOT_CHARGED])
async def test_without_proof_the_operator_is_asked(
    shop: Shop, customer: Customer, messages: Messages, fault: str
) -> None:
    await shop.reconciler.round()
    await customer.buy()
    await shop.reconciler.round()
    unknown = await customer.buy_into_the_dark(fault)
    await shop.settle()
    assert messages.alerts == []
    await later(shop, 125)
    assert [alert.id for alert in messages.alerts] == [unknown.id]
    assert (await shop.now(unknown)).state is State.UNKNOWN


async def test_money_that_is_taken_with_the_code_and_not_shown_before_proves_nothing(
    shop: Shop, customer: Customer, provider: Sandbox
) -> None:
    provider.switch(takes="with the code", dialect="documented", sms_delay=(20.0, 20.0))
    await shop.reconciler.round()
    for _ in range(6):  # each is over before the next comparison, so that the sums agree by accident
        await customer.buy()
        await later(shop, 60)
    unknown = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 125)
    assert (await shop.now(unknown)).state is State.UNKNOWN


async def test_an_unconfirmed_cancel_leaves_it_to_the_operator(shop: Shop, customer: Customer) -> None:
    await customer.prove()
    left = await customer.buy()
    await shop.machine.cancel(left.user_id, left.id, Reason.USER)
    await shop.machine.unconfirmed(left)
    unknown = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 125)
    assert (await shop.now(unknown)).state is State.UNKNOWN


async def test_nothing_is_compared_while_a_call_is_on_its_way(
    shop: Shop, customer: Customer, machine: Machine, redis: Redis
) -> None:
    await customer.prove()
    sending = await customer.tap()
    assert await machine.sending(sending, owner="me", patience=3600)
    unknown = await customer.buy_into_the_dark(NOT_CHARGED)
    await shop.pass_time(125, step=60.0)
    await Leases(redis, Keys()).take("hushed", 60)  # so that it does not wait for silence now
    await shop.reconciler.round()
    assert (await shop.now(unknown)).state is State.UNKNOWN


async def test_a_number_that_turns_up_is_not_booked_twice(shop: Shop, customer: Customer, machine: Machine) -> None:
    await customer.prove()
    unknown = await customer.buy_into_the_dark(CHARGED)
    await later(shop, 125)
    spent = (await machine.survey()).sums.spent
    await machine.bought(unknown, Bought("77", "84912345678"), owner="late", lifetime=600, look=3)
    survey = await machine.survey()
    assert (survey.sums.spent, survey.doubts) == (spent, ())


async def test_in_a_hush_nothing_is_sent_and_nobody_is_refused(shop: Shop, customer: Customer, redis: Redis) -> None:
    number = await customer.buy()
    async with Hush(Leases(redis, Keys())).over_all(60):
        wish = await customer.tap()
        await shop.purchases.cancel(number.user_id, number.id)
        await shop.settle()
        assert (shop.calls("get-number"), shop.calls("set-status")) == (1, 0)
    await shop.pass_time(2)
    assert (await shop.now(wish)).state is State.WAITING
    assert (await shop.now(number)).state is State.CANCELLED


async def test_a_busy_shop_is_hushed_for_a_verdict(shop: Shop, customer: Customer, redis: Redis) -> None:
    """A purchase is under way when the balance is to be read: it ends, and the next one waits."""
    await customer.prove()
    unknown = await customer.buy_into_the_dark(NOT_CHARGED)
    await shop.pass_time(125, step=60.0)
    shop.provider.faults.add("latency_after", call="get-number", seconds=1.0)
    busy = await customer.tap()
    async with asyncio.TaskGroup() as group:
        group.create_task(shop.settle())
        while shop.provider.faults.active():
            await asyncio.sleep(0.01)
        group.create_task(shop.reconciler.round())
    assert (await shop.now(busy)).state is State.WAITING
    assert (await shop.now(unknown)).state is State.NOT_CHARGED
    assert not await Hush(Leases(redis, Keys())).reigns(), "and it is over"


@pytest.mark.parametrize("after", [0, 1, 2, 3])
async def test_a_death_between_two_verdicts_leaves_the_rest_to_the_next(
    shop: Shop, customer: Customer, open_replica: Open, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    await customer.prove()
    outcomes = [CHARGED, NOT_CHARGED, CHARGED]
    unknowns = [await customer.buy_into_the_dark(outcome) for outcome in outcomes]
    _dies_after(shop, after, monkeypatch)
    with pytest.raises(Died):
        await later(shop, 125)
    async with open_replica() as heir:
        for seconds in (60, 700, 700):
            await later(heir, seconds)
        found = [(await heir.now(unknown)).state for unknown in unknowns]
    assert found == [State.LOST, State.NOT_CHARGED, State.LOST]


def _dies_after(shop: Shop, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many writes of a verdict, or before the checkpoint that follows them."""
    left = count(steps, -1)

    def until_death(write: Callable[..., object]) -> Callable[..., object]:
        def or_die(*arguments: object) -> object:
            if next(left) == 0:
                raise Died
            return write(*arguments)

        return or_die

    machine, checkpoints = shop.reconciler._machine, shop.reconciler._checkpoints
    monkeypatch.setattr(machine, "settle", until_death(machine.settle))
    monkeypatch.setattr(machine, "charged", until_death(machine.charged))
    monkeypatch.setattr(checkpoints, "write", until_death(checkpoints.write))


async def test_two_replicas_at_once_find_the_same(shop: Shop, customer: Customer, open_replica: Open) -> None:
    await customer.prove()
    outcomes = [CHARGED, NOT_CHARGED, CHARGED]
    unknowns = [await customer.buy_into_the_dark(outcome) for outcome in outcomes]
    async with open_replica() as other:
        for seconds in (125, 700, 700):
            await shop.pass_time(seconds, step=60.0)
            await asyncio.gather(shop.reconciler.round(), other.reconciler.round())
    found = [(await shop.now(unknown)).state for unknown in unknowns]
    assert found == [State.LOST, State.NOT_CHARGED, State.LOST]
    again = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 125)
    assert (await shop.now(again)).state is State.NOT_CHARGED


async def test_the_operator_may_be_faster(shop: Shop, customer: Customer, redis: Redis) -> None:
    await customer.prove()
    unknown = await customer.buy_into_the_dark(CHARGED)
    await shop.purchases.resolve(unknown.id, charged=True, admin_id=7)
    await later(shop, 125)
    again = await customer.buy_into_the_dark(NOT_CHARGED)
    await later(shop, 125)
    assert await verdicts(redis) == [("lost", unknown.id), ("not_charged", again.id)]
