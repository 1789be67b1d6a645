"""What must never happen with reminders is seen when it does, and the market gives it the chance to."""

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.domain.models import Offer
from bot.domain.reminders import Added
from bot.telegram.screens.purchase import not_for_sale
from bot.telegram.screens.reminders import reminder_added, reminder_message, reminder_question
from chaos.checker import Verdict, check
from chaos.history import Rollback, Sending
from chaos.market import ENOUGH, Market
from chaos.options import Options
from chaos.reading import Pair, read
from chaos.reminders import Asked
from chaos.resp import Command
from chaos.run import Run
from tests.chaos.test_reading import message
from tests.telegram.samples import ACTIVATION, VIETNAM
from tests.texts import EN

USER = 1001


class Play:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.market: Market = run.market
        self.pair: Pair = next(pair for pair in run.market.pairs if not run.market.moments[pair][0].stock)
        self.asked: Asked = run.history.reminders.of(USER, self.pair)
        self.asked.confirmed = True

    def ask(self, limit: str = "", armed: str = "1") -> None:
        pair = f"{self.pair[0]}:{self.pair[1]}"
        self.run.history.passed(0, Command("EVALSHA", "set", (str(USER), pair, limit, armed, "en")), None)

    def answer(self, country: str = "") -> Any:
        return self.run.provider.answers.answer("get-prices", {"country_id": country} if country else {})

    def in_stock(self, stock: int = ENOUGH) -> None:
        self.market._put(self.pair, stock, Decimal(1))

    def tell(self, user: int = USER, price: Decimal | None = None) -> None:
        text = f"🔔 It is in stock: {price or self.market.moments[self.pair][-1].price} RUB\nA title"
        see = [[{"text": "See", "callback_data": f"o:0:{self.pair[0]}:{self.pair[1]}:::"}]]
        shown = {"id": 7, "text": text, "keyboard": see, "from_bot": True}
        self.run.history.saw(user, {"type": "message", "message": shown})

    def verdict(self) -> Verdict:
        return check(self.run.evidence, final=True)

    def wrong(self) -> list[str]:
        return self.verdict().wrong_reminders


@pytest.fixture
async def play(tmp_path: Path) -> Play:
    return Play(Run(Options(seed=1, replicas=1, users=1), tmp_path, lambda _: None))


def test_the_messages_of_reminders_are_read() -> None:
    pair = ACTIVATION.country_id, ACTIVATION.service_id
    added = read(message(reminder_added(EN, Added.OK, "", VIETNAM)), new=False)
    told = read(message(reminder_message(EN, ACTIVATION, VIETNAM, "RUB")), new=True)
    asked = read(message(reminder_question(EN, Offer(*pair, Decimal(5), 1), VIETNAM, "RUB")), new=False)
    assert (added.reminds, told.reminds, asked.reminds) == ("set", "told", "")
    assert (told.opens, told.price, told.says, told.is_code) == (pair, ACTIVATION.price, "", False)
    assert (asked.remindable, asked.button("rs") is None) == (pair, False)
    for outcome in (Added.FULL, Added.IN_STOCK):
        assert read(message(reminder_added(EN, outcome, "", VIETNAM)), new=False).reminds == ""


def test_an_offer_that_is_sold_out_has_a_button_for_a_reminder() -> None:
    class Labels:
        texts = EN

    page = message(not_for_sale(Labels(), VIETNAM, [], may_return=True))  # type: ignore[arg-type]
    assert read(page, new=False).remindable == (10, 3)


def test_a_reminder_that_is_told_once_after_two_readings_is_no_finding(play: Play) -> None:
    play.ask()
    play.answer()
    play.in_stock()
    play.answer(), play.answer()
    play.tell()
    verdict = play.verdict()
    assert (verdict.guilty, verdict.unfinished) == ([], [])
    assert (verdict.reminders, verdict.reminded) == (1, 1)


def test_a_reminder_that_is_told_after_one_reading_is_seen(play: Play) -> None:
    play.ask()
    play.in_stock()
    play.answer()
    play.tell()
    assert "after 1 readings" in play.wrong()[0]


def test_what_was_there_at_a_higher_price_only_counts_for_nothing(play: Play) -> None:
    play.in_stock()
    play.ask(limit=f"{(play.market.moments[play.pair][-1].price - 1) * 1_000_000:f}")
    play.answer(), play.answer()
    play.tell()
    assert "after 0 readings" in play.wrong()[0]


def test_an_answer_of_long_before_counts_only_where_a_process_slept_on_it(play: Play) -> None:
    play.in_stock()
    play.answer()
    moment = play.market.answers[play.pair][-1]
    play.market.answers[play.pair][-1] = moment._replace(at=moment.at - 20)
    play.ask()
    play.answer()
    play.tell()
    assert len(play.wrong()) == 1
    play.run.replicas[0].frozen.append((1, moment.at - 15, moment.at))
    assert play.wrong() == []


def test_a_reminder_told_twice_is_seen_unless_an_answer_was_lost(play: Play) -> None:
    play.ask()
    play.in_stock()
    play.answer(), play.answer()
    play.run.replicas[0].life = 1
    keyboard = f'{{"callback_data": "o:0:{play.pair[0]}:{play.pair[1]}:::"}}'
    sent = Sending((USER, 0), 0, 1, time.time(), time.time(), text=keyboard)
    play.run.history.reminder_messages.append(sent)
    play.tell()
    play.tell()
    assert "once more, and had asked 1 times" in play.wrong()[0]
    sent.faults.append("drop_after")
    verdict = play.verdict()
    assert (verdict.wrong_reminders, verdict.excused_reminders) == ([], 1)
    sent.faults.clear()
    play.ask()
    play.tell()
    assert len(play.wrong()) == 1, "asked twice, and told three times"


def test_a_price_that_it_never_had_is_seen(play: Play) -> None:
    play.ask()
    play.in_stock()
    play.answer(), play.answer()
    play.tell(price=Decimal("12345"))
    assert "was no price of it" in play.wrong()[0]


def test_what_somebody_else_asked_for_is_seen(play: Play) -> None:
    play.tell(user=USER + 1)
    assert "had not asked" in play.wrong()[0]


def test_what_is_there_and_not_told_is_waited_for_and_then_missed(play: Play) -> None:
    play.ask()
    play.in_stock()
    assert "waits for" in play.verdict().unfinished[0]
    [*before, last] = play.market.moments[play.pair]
    play.market.moments[play.pair] = [*before, last._replace(at=last.at - 3600)]
    play.asked.calls[0] = play.asked.calls[0]._replace(at=last.at - 3600)
    verdict = play.verdict()
    assert (verdict.unfinished, len(verdict.missed_reminders)) == ([], 1)
    play.in_stock(0)
    assert len(play.verdict().missed_reminders) == 1, "it was there for long enough"
    play.asked.removed = True
    assert play.verdict().missed_reminders == []


@pytest.mark.parametrize("why", ["not armed", "few", "left", "restored", "unconfirmed"])
def test_who_need_not_be_told_is_not_waited_for(play: Play, why: str) -> None:
    play.ask(armed="01"[why != "not armed"])
    play.in_stock(1 if why == "few" else ENOUGH)
    if why == "left":
        play.run.history.blocked.add(USER)
    elif why == "restored":
        play.run.history.rollbacks.append(Rollback(time.time() - 1, time.time() + 2))
    play.asked.confirmed = why != "unconfirmed"
    assert play.verdict().unfinished == []


def test_an_offer_that_comes_back_for_one_answer_is_gone_in_the_next(play: Play) -> None:
    play.market._blips.add(play.pair)
    country = str(play.pair[0])

    def stock(answer: Any) -> int:
        return int(answer[country][str(play.pair[1])]["count"])

    play.answer(country)
    assert play.market.answers[play.pair][-1].stock == 0, "an answer of one country is none of all"
    assert [stock(play.answer()) for _ in range(2)] == [ENOUGH, 0]
    assert [moment.stock for moment in play.market.answers[play.pair]] == [0, ENOUGH, 0]


def test_nobody_buys_what_the_market_has(play: Play) -> None:
    pairs = play.run.users[0]._pairs
    assert set(pairs._free).isdisjoint(play.market.pairs)
    assert len(pairs._free) > 10_000
