"""A further SMS on the same number: told as a new code once it is one, and never at the price of the first."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.errors import SlowDown
from bot.domain.models import Activation, Reason, State
from bot.providers.smsman import FurtherSms
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop

WORDS = pytest.mark.parametrize("word", ["ready", "retrysms"])


@pytest.fixture
def word() -> FurtherSms:
    return "retrysms"


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    """Every SMS is delivered by hand."""
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(never_share=1.0)
    return sandbox


@pytest.fixture
async def shop(
    redis: Redis, clock: Clock, sandbox: Sandbox, messages: Messages, word: FurtherSms
) -> AsyncIterator[Shop]:
    async with open_shop(redis, clock, sandbox, messages, further_sms=word) as shop:
        yield shop


async def receive(shop: Shop, activation: Activation, code: str) -> Activation:
    shop.provider.deliver(int(activation.request_id), code)
    await shop.pass_time(15)
    return await shop.now(activation)


async def buy_with_code(shop: Shop) -> Activation:
    return await receive(shop, await shop.buy(), "1111")


async def ask(shop: Shop, activation: Activation) -> Activation:
    await shop.purchases.again(USER, activation.id, 0)
    await shop.settle()
    return await shop.now(activation)


def statuses(shop: Shop) -> list[str]:
    return [call.params["status"] for call in shop.provider.calls if call.call == "set-status"]


@WORDS
async def test_a_second_code_is_told_as_a_new_message(shop: Shop, messages: Messages, word: FurtherSms) -> None:
    activation = await buy_with_code(shop)
    assert (await ask(shop, activation)).state is State.FURTHER
    assert statuses(shop) == [word]
    now = await receive(shop, activation, "2222")
    assert (now.state, now.code, now.earlier) == (State.CODE, "2222", ("1111",))
    assert [sent.code for sent in messages.codes] == ["1111", "2222"]
    assert messages.cards[-1].earlier == ("1111",)
    assert shop.charged() == {"charge": 1}


async def test_there_may_be_a_third(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    for code in ("2222", "3333"):
        await ask(shop, activation)
        await receive(shop, activation, code)
    assert [sent.code for sent in messages.codes] == ["1111", "2222", "3333"]
    assert (await shop.now(activation)).earlier == ("1111", "2222")


async def test_the_same_code_sent_once_more_is_told_once_more(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    await shop.pass_time(5)
    assert (await shop.now(activation)).cleared, "the provider was seen without a code"
    await receive(shop, activation, "1111")
    assert [sent.code for sent in messages.codes] == ["1111", "1111"]


@pytest.mark.parametrize("word", ["ready"])
async def test_a_code_that_stays_where_it_was_is_not_told_again(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    shop.provider.orders.requests[int(activation.request_id)].multiple = False  # `ready` is confirmed, and does nothing
    assert (await ask(shop, activation)).state is State.FURTHER
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.FURTHER
    assert len(messages.codes) == 1


async def test_a_refusal_leads_back_to_the_code_and_says_so(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    shop.provider.orders.requests[int(activation.request_id)].multiple = False
    back = await ask(shop, activation)
    assert (back.state, back.reason, back.code) == (State.DONE, Reason.NO_FURTHER, "1111")
    assert messages.cards[-1].reason is Reason.NO_FURTHER
    assert len(messages.codes) == 1
    assert (await ask(shop, activation)).state is State.DONE
    assert statuses(shop) == ["retrysms", "close"], "there is no more to come"


@pytest.mark.parametrize("fault", ["wrong_token", "throttled_429", "http_500"])
async def test_a_no_that_may_pass_is_no_refusal(shop: Shop, fault: str) -> None:
    activation = await buy_with_code(shop)
    shop.provider.faults.add(fault, call="set-status")
    assert (await ask(shop, activation)).state is State.READYING
    await shop.pass_time(15)
    assert (await shop.now(activation)).state is State.FURTHER


async def test_a_number_that_ends_at_the_provider_meanwhile_keeps_its_code(shop: Shop) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    shop.provider.orders.close(int(activation.request_id))
    await shop.pass_time(15)
    assert (await shop.now(activation)).state is State.FURTHER, "one answer proves nothing"
    await shop.pass_time(120)
    back = await shop.now(activation)
    assert (back.state, back.reason, back.code) == (State.DONE, Reason.NO_FURTHER, "1111")


async def test_time_over_is_an_end_and_no_refund(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    await shop.pass_time(1200, step=20)
    ended = await shop.now(activation)
    assert (ended.state, ended.code) == (State.DONE, "1111")
    assert messages.cards[-1].state is State.DONE
    assert messages.alerts == []
    assert statuses(shop) == ["retrysms", "close"]
    assert shop.charged() == {"charge": 1}


async def test_a_bot_that_slept_past_the_end_ends_it_quietly(shop: Shop, clock: Clock) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    await clock.advance(1300)
    await shop.pass_time(180)
    ended = await shop.now(activation)
    assert (ended.state, ended.reason) == (State.DONE, Reason.NONE)


async def test_a_wish_ends_with_an_answer_and_not_with_an_outage(shop: Shop) -> None:
    activation = await buy_with_code(shop)
    shop.provider.faults.add("http_500", times=None)
    assert (await ask(shop, activation)).state is State.READYING
    await shop.pass_time(1400, step=20)
    assert (await shop.now(activation)).state is State.READYING
    shop.provider.faults.clear()
    await shop.pass_time(300)
    assert (await shop.now(activation)).state is State.DONE


async def test_the_last_poll_for_a_further_sms_is_an_answered_one(shop: Shop, messages: Messages) -> None:
    """The provider answers nothing around the end of the number, and the SMS has come in that time."""
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    await shop.pass_time(activation.expires_at - shop.clock() - 30)
    shop.provider.faults.add("http_500", call="get-sms", times=None)
    await shop.pass_time(15)
    shop.provider.deliver(int(activation.request_id), "777777")
    await shop.pass_time(20)
    shop.provider.faults.clear()
    await shop.pass_time(60)
    assert [sent.code for sent in messages.codes] == ["1111", "777777"]


@WORDS
@pytest.mark.parametrize("fault", ["drop_after", "http_500_after", "html_after", "empty_after"])
async def test_a_lost_answer_is_found_out_and_no_refusal(shop: Shop, fault: str, word: FurtherSms) -> None:
    activation = await buy_with_code(shop)
    shop.provider.faults.add(fault, call="set-status")
    assert (await ask(shop, activation)).state is State.READYING
    await shop.pass_time(20)
    assert (await shop.now(activation)).state is State.FURTHER
    assert (await receive(shop, activation, "2222")).code == "2222"


async def test_a_code_that_came_before_it_was_asked_for_is_told_at_once(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    request = shop.provider.orders.requests[int(activation.request_id)]
    request.code = "2222"
    assert (await ask(shop, activation)).state is State.CODE
    assert [sent.code for sent in messages.codes] == ["1111", "2222"]
    assert statuses(shop) == []


async def test_a_double_tap_asks_once(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    await shop.purchases.again(USER, activation.id, 0)
    assert (await ask(shop, activation)).state is State.FURTHER
    assert (await ask(shop, activation)).state is State.FURTHER
    assert statuses(shop) == ["retrysms"]


async def test_done_ends_the_wait(shop: Shop) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    await shop.purchases.finish(USER, activation.id)
    await shop.settle()
    assert (await shop.now(activation)).state is State.DONE
    assert statuses(shop) == ["retrysms", "close"]


async def test_a_cancel_changes_nothing_and_gives_nothing_back(shop: Shop) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    assert (await shop.purchases.cancel(USER, activation.id)).state is State.FURTHER
    await shop.settle()
    assert shop.charged() == {"charge": 1}


async def test_another_process_goes_on_where_one_was_killed(
    redis: Redis, clock: Clock, shop: Shop, sandbox: Sandbox, messages: Messages
) -> None:
    activation = await buy_with_code(shop)
    await shop.purchases.again(USER, activation.id, 0)
    async with open_shop(redis, clock, sandbox, messages, further_sms="retrysms") as other:
        await other.settle()
        assert (await other.now(activation)).state is State.FURTHER
        await other.pass_time(5)
    assert (await receive(shop, activation, "1111")).earlier == ("1111",)
    assert len(messages.codes) == 2


async def test_a_code_that_telegram_holds_up_is_not_lost(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    await ask(shop, activation)
    messages.failing += [SlowDown(9.0)] * 2
    await receive(shop, activation, "2222")
    await shop.pass_time(15)
    assert [sent.code for sent in messages.codes] == ["1111", "2222"]


@pytest.mark.parametrize("word", ["off"])
async def test_switched_off_a_code_is_the_end_of_it(shop: Shop, messages: Messages) -> None:
    activation = await buy_with_code(shop)
    assert not messages.codes[-1].may_get_further
    assert (await ask(shop, activation)).state is State.DONE
    assert all("hasMultipleSms" not in call.params for call in shop.provider.calls)
    assert statuses(shop) == ["close"]


async def test_a_number_bought_before_it_was_switched_off_is_told_plainly(
    redis: Redis, clock: Clock, shop: Shop, sandbox: Sandbox, messages: Messages
) -> None:
    activation = await buy_with_code(shop)
    async with open_shop(redis, clock, sandbox, messages) as switched_off:
        back = await ask(switched_off, activation)
    assert (back.state, back.reason) == (State.DONE, Reason.NO_FURTHER)
    assert statuses(shop) == ["close"]
