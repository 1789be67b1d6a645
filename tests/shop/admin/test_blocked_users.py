"""Somebody blocks the bot and comes back: the messages find them, each once, whenever that was."""

import pytest

from bot.domain.errors import ChatGone
from bot.domain.models import Activation
from tests.world import USER, Messages, Shop


def gone(times: int) -> list[Exception]:
    return [ChatGone("forbidden") for _ in range(times)]


async def test_who_comes_back_gets_his_code_at_once(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    messages.failing = gone(9)
    await shop.store.code(activation, "4321")
    await shop.pass_time(120)
    messages.failing.clear()
    await shop.purchases.welcome_back(USER)
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["4321"]


async def test_who_came_back_while_a_message_was_refused_is_not_forgotten(
    shop: Shop, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram says that they blocked the bot; they come back; only then it is written down that they had left."""
    activation = await shop.buy()
    send = messages.send_code

    async def refused(activation: Activation) -> int:
        await shop.purchases.welcome_back(USER)
        monkeypatch.setattr(messages, "send_code", send)
        raise ChatGone("forbidden")

    monkeypatch.setattr(messages, "send_code", refused)
    await shop.store.code(activation, "4321")
    await shop.settle()
    assert messages.codes == []
    await shop.pass_time(10)
    assert [sent.code for sent in messages.codes] == ["4321"]


async def test_what_reached_him_by_itself_is_not_told_again_when_he_writes(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    messages.failing = gone(1)
    await shop.store.code(activation, "4321")
    await shop.pass_time(30)
    cards = len(messages.cards)
    await shop.purchases.welcome_back(USER)
    await shop.settle()
    assert ([sent.code for sent in messages.codes], len(messages.cards)) == (["4321"], cards)


async def test_who_stays_away_is_left_alone_after_a_while_and_finds_his_code_when_he_comes(
    shop: Shop, messages: Messages
) -> None:
    activation = await shop.buy()
    messages.failing = gone(1000)
    await shop.store.code(activation, "4321")
    await shop.pass_time(3000, step=30.0)  # the number's own time is over by then, and its card was tried for as long
    tried = len(messages.failing)
    assert tried > 850
    await shop.pass_time(1500, step=30.0)
    assert len(messages.failing) == tried
    messages.failing.clear()
    await shop.purchases.welcome_back(USER)
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["4321"]


async def test_a_message_on_its_way_when_the_user_comes_back_is_told_once(
    shop: Shop, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    activation = await shop.buy()
    send = messages.send_code
    messages.failing = gone(2)
    await shop.store.code(activation, "4321")
    await shop.settle()

    async def slow(activation: Activation) -> int:
        await shop.purchases.welcome_back(USER)
        return await send(activation)

    monkeypatch.setattr(messages, "send_code", slow)
    messages.failing.clear()
    await shop.pass_time(120)
    assert [sent.code for sent in messages.codes] == ["4321"]


async def test_a_message_refused_long_after_while_the_user_came_back_is_tried_again(
    shop: Shop, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last try of twenty minutes is under way; after it nothing would be told until the user's next message."""
    activation = await shop.buy()
    messages.failing = gone(1000)
    await shop.store.code(activation, "4321")
    await shop.pass_time(1195, step=5.0)
    send = messages.send_code

    async def refused(activation: Activation) -> int:
        await shop.purchases.welcome_back(USER)
        messages.failing.clear()
        monkeypatch.setattr(messages, "send_code", send)
        raise ChatGone("forbidden")

    monkeypatch.setattr(messages, "send_code", refused)
    await shop.pass_time(90, step=5.0)
    assert [sent.code for sent in messages.codes] == ["4321"]
