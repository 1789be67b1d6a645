"""One answer proves nothing: a number ends when the provider says so for minutes, a refund when it confirms ours."""

import asyncio

import pytest

from bot.domain.errors import ActivationGone, ProviderError, WrongStatus
from bot.domain.models import Activation, Reason, State
from bot.providers.guard import TRIAL_INTERVAL_S
from bot.shop.timings import REAL
from tests.world import USER, Messages, Shop

WRONG = [WrongStatus, ActivationGone]


class Liar:
    """Answers polls wrongly for as long as it is told to."""

    def __init__(self, shop: Shop, error: type[ProviderError]) -> None:
        self.error, self.answers = error, 0
        self._look = shop.breaker.poll
        shop.breaker.poll = self.poll  # type: ignore[method-assign]

    async def poll(self, request_id: str) -> str:
        if self.answers > 0:
            self.answers -= 1
            raise self.error("get-sms: a moment's nonsense")
        return await self._look(request_id)


async def buy_slow(shop: Shop, sms_delay: float, **switches: float) -> Activation:
    shop.provider.switch(sms_delay=(sms_delay, sms_delay), **switches)
    return await shop.buy()


def shown(messages: Messages) -> set[State]:
    return {card.state for card in messages.cards}


@pytest.mark.parametrize("error", WRONG)
@pytest.mark.parametrize("answers", [1, 2, 3])
async def test_a_moments_no_ends_nothing(
    shop: Shop, messages: Messages, error: type[ProviderError], answers: int
) -> None:
    activation = await buy_slow(shop, 100.0)
    liar = Liar(shop, error)
    await shop.pass_time(20)
    liar.answers = answers
    await shop.pass_time(120)
    assert [sent.id for sent in messages.codes] == [activation.id]
    assert shown(messages) <= {State.RESERVED, State.WAITING, State.CODE}
    assert "reject" not in [call.params.get("status") for call in shop.provider.calls]
    assert messages.alerts == []


@pytest.mark.parametrize("error", WRONG)
async def test_ten_numbers_live_through_twenty_seconds_of_nonsense(
    shop: Shop, messages: Messages, error: type[ProviderError]
) -> None:
    shop.provider.switch(sms_delay=(100.0, 100.0))
    bought = [await shop.buy(user) for user in range(2001, 2011)]
    liar = Liar(shop, error)
    await shop.pass_time(10)
    liar.answers = 10_000
    await shop.pass_time(20)
    liar.answers = 0
    await shop.pass_time(100)
    assert {sent.id for sent in messages.codes} == {one.id for one in bought}
    assert messages.alerts == []


@pytest.mark.parametrize("error", WRONG)
async def test_a_number_that_was_called_gone_for_long_is_waited_for_again(
    shop: Shop, messages: Messages, error: type[ProviderError]
) -> None:
    activation = await buy_slow(shop, 600.0)
    liar = Liar(shop, error)
    liar.answers = 10_000
    await shop.pass_time(300)
    assert (await shop.now(activation)).state is State.CANCEL_UNCONFIRMED
    assert messages.cards[-1].reason is Reason.PROVIDER
    assert messages.alerts == [], "it may still live"
    liar.answers = 0
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.WAITING
    await shop.pass_time(400)
    assert [sent.id for sent in messages.codes] == [activation.id]
    assert "reject" not in [call.params.get("status") for call in shop.provider.calls]


async def test_a_user_who_cancels_amid_nonsense_gets_the_code_that_is_there(shop: Shop, messages: Messages) -> None:
    activation = await buy_slow(shop, 15.0)
    liar = Liar(shop, WrongStatus)
    liar.answers = 2
    await shop.clock.advance(20)
    await shop.purchases.cancel(USER, activation.id)
    await shop.pass_time(60)
    assert [sent.id for sent in messages.codes] == [activation.id]
    assert State.CANCELLED not in shown(messages)
    assert shop.charged() == {"charge": 1}


@pytest.mark.parametrize("error", WRONG)
async def test_nonsense_while_cancelling_is_no_refund(
    shop: Shop, messages: Messages, error: type[ProviderError]
) -> None:
    """No reject of ours went out, so whatever the provider says of the number, its money is not known to be back."""
    activation = await buy_slow(shop, 500.0)
    liar = Liar(shop, error)
    liar.answers = 2
    await shop.purchases.cancel(USER, activation.id)
    await shop.pass_time(15)
    assert (await shop.now(activation)).state is State.CANCELLING
    assert shop.charged() == {"charge": 1}
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.CANCELLED
    assert shop.charged() == {"charge": 1, "refund": 1}, "the reject went out once the provider was well"


async def test_an_outage_is_no_refusal(shop: Shop, messages: Messages) -> None:
    """Twenty are cancelled while nothing answers for longer than any patience; then codes come."""
    shop.provider.switch(sms_delay=(1100.0, 1100.0))
    bought = [await shop.buy(user) for user in range(2001, 2021)]
    await shop.pass_time(30)
    shop.provider.faults.add("http_500", times=None)
    await asyncio.gather(*(shop.purchases.cancel(one.user_id, one.id) for one in bought))
    await shop.pass_time(920, step=30)
    assert {(await shop.now(one)).state for one in bought} == {State.CANCELLING}
    shop.provider.faults.clear()
    await shop.pass_time(120)
    assert {(await shop.now(one)).state for one in bought} == {State.CANCELLED}
    assert shop.charged() == {"charge": 20, "refund": 20}
    assert messages.alerts == []


async def test_a_cancel_refused_all_along_still_gets_the_code(shop: Shop, messages: Messages) -> None:
    activation = await buy_slow(shop, 1050.0)
    shop.provider.faults.add("early_cancel_refused", times=None)
    await shop.pass_time(60)
    await shop.purchases.cancel(USER, activation.id)
    await shop.pass_time(1100, step=20)
    assert [sent.id for sent in messages.codes] == [activation.id]


async def test_time_in_which_the_bot_was_off_counts_towards_nothing(shop: Shop, messages: Messages) -> None:
    activation = await buy_slow(shop, 5000.0)
    await shop.purchases.cancel(USER, activation.id)
    await shop.clock.advance(16 * 60)
    shop.provider.faults.add("http_500", call="get-sms")
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.CANCELLED
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_a_code_a_minute_after_the_end_is_told(shop: Shop, messages: Messages) -> None:
    activation = await buy_slow(shop, 1290.0, lifetime=2000.0)
    shop.provider.faults.add("early_cancel_refused", times=None)
    await shop.pass_time(1400, step=20)
    assert [sent.id for sent in messages.codes] == [activation.id]


@pytest.mark.parametrize("charged", [True, False])
async def test_an_unconfirmed_cancel_ends_by_the_operators_word(shop: Shop, messages: Messages, charged: bool) -> None:
    activation = await buy_slow(shop, 9000.0)
    shop.provider.orders.reject(int(activation.request_id))
    await shop.pass_time(2000, step=20)
    assert [alert.id for alert in messages.alerts] == [activation.id]
    await shop.purchases.resolve(activation.id, charged=charged, admin_id=7)
    await shop.settle()
    settled = messages.cards[-1]
    assert (settled.state, settled.reason) == (State.LOST if charged else State.CANCELLED, Reason.OPERATOR)
    polls = shop.calls("get-sms")
    await shop.pass_time(600, step=30)
    assert shop.calls("get-sms") == polls, "nothing is asked for any more"


async def test_after_an_outage_the_codes_come_within_seconds(shop: Shop, messages: Messages) -> None:
    """However old the numbers are, and however rarely they are polled by then."""
    shop.provider.switch(sms_delay=(700.0, 700.0))
    for user in range(2001, 2021):
        await shop.buy(user)
    await shop.pass_time(650, step=10)
    shop.provider.faults.add("http_500", times=None)
    await shop.pass_time(75)
    assert messages.codes == []
    shop.provider.faults.clear()
    await shop.pass_time(TRIAL_INTERVAL_S + 1.2 * REAL.down_retry_s + 1)
    assert len(messages.codes) == 20
