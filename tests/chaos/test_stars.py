"""Stars in a run: what goes astray, what moves without the bot's doing, and how people read what comes of it."""

import asyncio
import time
from decimal import Decimal
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.errors import TooLittleMoney
from bot.domain.stars import TopUp, TopUpNews, TopUpState, top_up_id
from bot.telegram.screens.top_up import news_screen
from bot.telegram.screens.wallet import too_little
from chaos.operator_bot import OPERATOR, OperatorBot
from chaos.reading import read
from chaos.stars import StarTroubles
from sandbox.telegram.core import Core
from sandbox.telegram.people import People
from sandbox.telegram.stars import Transaction
from tests.chaos.test_reading import message
from tests.texts import EN

USER = 1001
PAID = TopUp("id", "stx1", USER, 50, 250_000_000, 1.0, 1.0, TopUpState.PAID)


@pytest.fixture
async def troubles() -> StarTroubles:
    core = Core(42, now=time.time, sleep=asyncio.sleep)
    people = People(core)
    people.add_user(USER, "Person", "en")
    operator = OperatorBot(core, people, cast(Any, None), cast(Any, SimpleNamespace()))
    troubles = StarTroubles(core, operator, Random(1), every_s=1.0)
    troubles.stars.book(Transaction("stx1", 50, 1, True, USER, "topup:i"))
    return troubles


async def provoke(troubles: StarTroubles, draw: float) -> None:
    await troubles._trouble(draw, next(iter(troubles.stars.paid())))


@pytest.mark.parametrize(("news", "is_paid_in"), [(TopUpNews.PAID, True), (TopUpNews.REFUNDED, False)])
def test_money_that_came_in_is_read(news: TopUpNews, is_paid_in: bool) -> None:
    shown = read(message(news_screen(EN, news, PAID, 250_000_000, "RUB")), new=True)
    assert (shown.is_paid_in, shown.says, shown.is_short) == (is_paid_in, "", False)


def test_a_wallet_with_too_little_is_read() -> None:
    shown = read(message(too_little(EN, TooLittleMoney(Decimal(5), Decimal(7)), None, "RUB")), new=False)
    assert (shown.is_short, shown.says, shown.button("tu")) == (True, "", "tu:0")


async def test_telegram_gives_a_payment_back_by_itself(troubles: StarTroubles) -> None:
    await provoke(troubles, 0.0)
    assert troubles.stars.is_refunded("stx1")
    assert troubles.taken_from == {USER}


async def test_the_owner_takes_stars_out(troubles: StarTroubles) -> None:
    await provoke(troubles, 0.15)
    assert (troubles.stars.balance, troubles.taken_from) == (25, set())


async def test_another_amount_is_paid_than_the_invoice_says(troubles: StarTroubles) -> None:
    await provoke(troubles, 0.3)
    assert [(one.stars, one.payload) for one in troubles.stars.paid()] == [(50, "topup:i"), (26, "topup:i")]


async def test_the_operator_taps_their_way_to_a_refund(troubles: StarTroubles) -> None:
    await provoke(troubles, 0.7)
    taps = [update.body["data"] for update in troubles._core.updates.waiting() if update.kind == "callback_query"]
    id_ = top_up_id("stx1")
    assert taps == [f"tf:1:{USER}", f"ta:1:{id_}", f"tr:1:{id_}"]
    assert troubles._core.world.people[OPERATOR].started


async def test_late_updates_come_in_the_end(troubles: StarTroubles) -> None:
    body = {"message_id": 1, "date": 1, "chat": {"id": USER, "type": "private"}}
    troubles.stars.late.append((body, f"chat:{USER}"))
    before = len(troubles._core.updates.waiting())
    troubles.end()
    assert len(troubles._core.updates.waiting()) == before + 1
    assert troubles.stars.late == []
