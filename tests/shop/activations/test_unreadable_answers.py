"""A number whose answers nobody can read: it is asked for until its end, and then it ends, with its money in doubt."""

import pytest

from bot.domain.errors import Unreadable
from bot.domain.models import Reason, State
from bot.shop.timings import REAL
from tests.world import USER, Messages, Shop


@pytest.fixture
def unreadable(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    async def look(_: str) -> str:
        raise Unreadable("get-sms: HTTP 200, 17 bytes, unexpected: {…}")

    shop.provider.switch(never_share=1.0)
    monkeypatch.setattr(shop.adapter, "poll", look)
    return monkeypatch


async def test_it_is_given_back_after_its_end(shop: Shop, unreadable: pytest.MonkeyPatch) -> None:
    activation = await shop.buy()
    await shop.pass_time(1170, step=10)
    assert (await shop.now(activation)).state is State.WAITING, "a readable answer may still come"
    await shop.pass_time(600, step=10)
    ended = await shop.now(activation)
    assert (ended.state, ended.reason) == (State.CANCELLED, Reason.EXPIRED)
    assert shop.charged() == {"charge": 1, "refund": 1}


@pytest.mark.parametrize("fault", ["early_cancel_refused", "drop_before", "rubbish_after"])
async def test_where_nothing_confirms_that_the_operator_is_asked(
    shop: Shop, messages: Messages, unreadable: pytest.MonkeyPatch, fault: str
) -> None:
    shop.provider.faults.add(fault, call="set-status", times=None)
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    await shop.pass_time(1170, step=10)
    assert (await shop.now(activation)).state is State.CANCELLING
    await shop.pass_time(600 + REAL.linger_s, step=10)
    assert (await shop.now(activation)).state is State.CANCEL_UNCONFIRMED
    assert [alert.id for alert in messages.alerts] == [activation.id]


async def test_a_code_that_can_be_read_after_all_is_told(
    shop: Shop, messages: Messages, unreadable: pytest.MonkeyPatch
) -> None:
    activation = await shop.buy()
    await shop.pass_time(1000, step=10)
    shop.provider.deliver(int(activation.request_id), "4321")
    await shop.pass_time(600, step=10)
    assert (await shop.now(activation)).state is State.CANCEL_UNCONFIRMED
    assert shop.charged() == {"charge": 1}
    unreadable.undo()
    await shop.pass_time(60)
    assert [code.code for code in messages.codes] == ["4321"]
