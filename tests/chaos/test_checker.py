"""Each thing that must never happen is seen when it does. No bot runs here: its part is played by hand."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chaos.checker import Verdict, check
from chaos.history import Attempt, Rollback, Sending, Word
from chaos.options import Options
from chaos.reading import Pair, Shown, read
from chaos.run import Run
from sandbox.smsman.request import Request

USER = 1001


@dataclass
class Play:
    run: Run
    pair: Pair
    attempt: Attempt

    def buy(self) -> Request:
        return self.run.provider.orders.buy(*self.pair)

    def show(self, text: str, *, new: bool = False, message_id: int = 7) -> None:
        self.run.history.saw(USER, shown(f"A title\n\n{text}", new=new, message_id=message_id))

    def show_code(self, code: str) -> None:
        kind = {"id": 9, "text": f"🔑 Code: {code}\n\nA title", "keyboard": again(self.pair), "from_bot": True}
        self.run.history.saw(USER, {"type": "message", "message": kind})

    def verdict(self) -> Verdict:
        return check(self.run.evidence, final=True)


def shown(text: str, *, new: bool, message_id: int) -> dict[str, Any]:
    message = {"id": message_id, "text": text, "keyboard": [], "from_bot": True}
    return {"type": "message" if new else "edit", "message": message}


def again(pair: Pair) -> list[list[dict[str, str]]]:
    return [[{"text": "Buy the same again", "callback_data": f"o:1:{pair[0]}:{pair[1]}"}]]


@pytest.fixture
async def play(tmp_path: Path) -> Play:
    run = Run(Options(seed=1, replicas=1, users=1), tmp_path, lambda _: None)
    run.provider.switch(sms_delay=(600.0, 600.0), never_share=0.0, early_cancel=0.0)
    pair = next(offer.key for offer in run.provider.orders.stock.offers() if offer.stock > 3)
    run.provider.orders.stock.reprice(*pair, Decimal(5))
    return Play(run, pair, run.history.tapped(USER, offer(pair), pair))


def offer(pair: Pair, nonce: str = "nonce") -> Shown:
    buy = [[{"text": "Buy", "callback_data": f"b:{nonce}:{pair[0]}:{pair[1]}"}]]
    return read({"id": 7, "text": "A service\nA country\n\nPrice: 5 RUB", "keyboard": buy}, new=True)


def waiting(play: Play) -> Request:
    request = play.buy()
    play.show(f"📞 +{request.number}\n\nWaiting for the SMS.")
    return request


def with_code(play: Play) -> Request:
    request = waiting(play)
    play.run.provider.deliver(request.id)
    play.show(f"📞 +{request.number}\n\n🔑 Code: {request.code}\n\nThe code is here.")
    return request


def test_a_purchase_that_went_well_is_no_finding(play: Play) -> None:
    play.show_code(with_code(play).code)
    verdict = play.verdict()
    assert (verdict.guilty, verdict.unfinished) == ([], [])
    assert (verdict.purchases, verdict.charges, verdict.codes) == (1, 1, 1)


def test_a_number_that_was_somebody_elses_before_makes_no_card_his(play: Play) -> None:
    request, history = waiting(play), play.run.history
    earlier = {"id": 7, "text": f"A title\n\n📞 +{request.number}\n\nWaiting for the SMS.", "from_bot": True}
    history.of_title[USER + 1, "A title"] = other = Attempt("other", USER + 1, play.pair, 7, 0.0)
    history.saw(USER + 1, {"type": "message", "message": {**earlier, "keyboard": []}})
    play.run.provider.orders.reject(request.id)
    play.show(f"📞 +{request.number}\n\nThe money is back: 5 RUB.")
    assert (play.attempt.says, other.says) == ("refunded", "waiting")


def test_two_charges_for_one_tap_are_seen(play: Play) -> None:
    waiting(play), play.buy()
    assert len(play.verdict().double_charges) == 1


def test_a_number_in_place_of_another_is_a_purchase_of_its_own(play: Play) -> None:
    first = waiting(play)
    successor = play.run.history.replaced(play.attempt)
    play.run.provider.orders.reject(first.id)
    play.show(f"📞 +{first.number}\n\nThe money is back: 5 RUB.")
    second = play.buy()
    play.show(f"📞 +{second.number}\n\nWaiting for the SMS.", new=True, message_id=8)
    verdict = play.verdict()
    assert verdict.guilty == []
    assert (verdict.replaced, successor.says) == (1, "waiting")


def test_the_first_ones_card_stays_its_own_once_there_is_a_next_one(play: Play) -> None:
    """A restored backup has it being bought again, without any id on its card, and the next one has the same title."""
    play.attempt.title = "A title"
    play.show("Buying a number…")
    first = waiting(play)
    successor = play.run.history.replaced(play.attempt)
    play.run.provider.orders.reject(first.id)
    second = play.buy()
    play.show(f"📞 +{second.number}\n\nWaiting for the SMS.", new=True, message_id=8)
    play.show("Buying a number…")
    play.show("It is not known whether a number was bought.")
    play.show("It was checked: nothing was charged.")
    assert (play.attempt.says, successor.says) == ("failed", "waiting")
    assert play.verdict().wrong_claims == []


def test_a_number_in_place_of_one_whose_cancel_was_not_confirmed_is_seen(play: Play) -> None:
    first = waiting(play)
    play.run.history.replaced(play.attempt)
    second = play.buy()
    play.show(f"📞 +{second.number}\n\nWaiting for the SMS.", new=True, message_id=8)
    play.run.provider.orders.reject(first.id)
    assert "was not confirmed" in play.verdict().wrong_replacements[0], "the money came back only afterwards"


def test_a_charge_belongs_to_the_purchase_that_was_marked_as_sent(play: Play) -> None:
    """The next number is wanted already, and it is the first one that is charged."""
    history, now = play.run.history, time.time()
    words = history.words
    play.attempt.at = now - 3
    play.show("Buying a number…")
    words["nonce"].append(Word("sending", "ok", now - 2, 0))
    successor = history.replaced(play.attempt)
    successor.at = now - 1
    words[successor.nonce] += [Word("sending", "", now - 1, 0), Word("sending", "stale", now - 1, 0)]
    first = play.buy()
    history.of_number[USER, first.number] = play.attempt
    play.show(f"📞 +{first.number}\n\nWaiting for the SMS.")
    history.saw(USER, shown("A title\n\nNothing was charged.", new=True, message_id=8))
    verdict = play.verdict()
    assert (successor.says, verdict.guilty) == ("failed", [])
    words[successor.nonce].append(Word("sending", "ok", first.bought_at - 0.1, 0))
    assert "'nothing was charged'" in play.verdict().wrong_claims[0]


def test_a_charge_whose_number_nobody_saw_is_seen(play: Play) -> None:
    play.buy()
    play.show("Buying a number…")
    verdict = play.verdict()
    assert len(verdict.untracked) == 1
    assert len(verdict.unfinished) == 1


def test_a_charge_without_any_tap_is_seen(play: Play) -> None:
    country, service = next(
        one.key for one in play.run.provider.orders.stock.offers() if one.stock and one.key != play.pair
    )
    play.run.provider.orders.buy(country, service)
    assert len(play.verdict().untracked) == 1


def test_a_code_that_was_never_shown_is_seen(play: Play) -> None:
    play.run.provider.deliver(waiting(play).id)
    assert len(play.verdict().lost_codes) == 1


def test_a_code_that_never_rang_the_phone_is_seen(play: Play) -> None:
    with_code(play)
    assert "never rang" in play.verdict().lost_codes[0]
    play.run.history.blocked.add(USER)
    assert play.verdict().lost_codes == [], "who shuts the bot out finds it on the card"


def test_a_number_that_nobody_bought_is_seen(play: Play) -> None:
    card = "A title of another day\n\n📞 +998880000001\n\nWaiting for the SMS."
    cancel = [[{"text": "Cancel", "callback_data": "x:another"}]]
    message = {"id": 70, "text": card, "keyboard": cancel, "from_bot": True}
    play.run.history.saw(USER, {"type": "message", "message": message})
    assert len(play.verdict().leaks) == 1


@pytest.mark.parametrize(
    ("sent_after", "allowed_after", "count"),
    [(1.0, None, 0), (24.0, 5.0, 0), (24.0, None, 1), (40.0, 5.0, 1), (60.0, 50.0, 1)],
)
def test_a_purchase_that_is_sent_long_after_its_mark_is_seen(
    play: Play, sent_after: float, allowed_after: float | None, count: int
) -> None:
    """An answer that it may be sent counts where it came in time itself, and not for long."""
    waiting(play)
    history, now, replica = play.run.history, time.time(), play.run.replicas[0]
    play.attempt.at = marked = now - 100
    history.words["nonce"] += [Word("sending", "", marked - 60, 0), Word("sending", "ok", marked, 0)]
    if allowed_after is not None:
        history.words["nonce"].append(Word("may_send", "ok", marked + allowed_after, 0))
    replica.life = 1
    history.purchases.append(Sending(play.pair, 0, 1, marked + sent_after, marked + sent_after + 1))
    assert len(play.verdict().late) == count
    replica.frozen.append((1, marked + 4, marked + 99))
    assert play.verdict().late == [], "the process stood still with the request in its hand"


def test_money_said_to_be_back_that_is_not_is_seen(play: Play) -> None:
    request = waiting(play)
    play.show(f"📞 +{request.number}\n\nCancelled. The money is back: 5 RUB.")
    assert len(play.verdict().wrong_claims) == 1
    play.run.provider.orders.reject(request.id)
    assert play.verdict().wrong_claims == []


def test_a_charge_called_none_is_seen(play: Play) -> None:
    play.buy()
    play.show("No number was bought. Nothing was charged.")
    assert len(play.verdict().wrong_claims) == 1


def test_money_said_to_be_back_before_it_was_is_seen(play: Play) -> None:
    request = waiting(play)
    play.show("Cancelled. The money is back: 5 RUB.")
    play.attempt.shown[-1] = (time.time() - 10, play.attempt.shown[-1][1])
    play.run.provider.orders.reject(request.id)
    assert "not refunded then" in play.verdict().wrong_claims[0]


def test_money_back_by_the_providers_own_doing_is_no_cancel_of_ours(play: Play) -> None:
    play.run.provider.switch(lifetime=0.01)
    waiting(play)
    time.sleep(0.02)
    play.show("The provider ended this number. The money is back: 5 RUB.")
    assert "no cancel" in play.verdict().wrong_claims[0]


def test_where_a_voucher_pays_the_operators_word_may_stand_for_a_cancel(play: Play) -> None:
    play.run.provider.switch(lifetime=0.01)
    waiting(play)
    time.sleep(0.02)
    play.attempt.by_voucher = True
    play.show("Cancelled. Your voucher is not used up.")
    assert "no cancel" in play.verdict().wrong_claims[0]
    play.run.history.alerted.add(play.attempt.nonce)
    assert play.verdict().wrong_claims == []


def test_money_back_after_a_reject_whose_answer_was_lost_is_nobodys_mistake(play: Play) -> None:
    play.run.provider.switch(lifetime=0.01)
    request = waiting(play)
    time.sleep(0.02)
    play.show("Cancelled. The money is back: 5 RUB.")
    assert len(play.verdict().wrong_claims) == 1
    play.run.history.unanswered_rejects.add(request.id)
    assert play.verdict().wrong_claims == []


@pytest.mark.parametrize(
    ("text", "is_back", "count"),
    [
        ("Cancelled. The operator has checked it: the money is back, 5 RUB.", True, 0),
        ("Cancelled. The operator has checked it: the money is back, 5 RUB.", False, 1),
        ("No code came, and the provider kept the money.", True, 1),
        ("No code came, and the provider kept the money.", False, 0),
    ],
)
def test_what_the_operator_found_is_what_the_ledger_says(play: Play, text: str, is_back: bool, count: int) -> None:
    request = waiting(play)
    if is_back:
        play.run.provider.orders.reject(request.id)
    play.show(text)
    assert len(play.verdict().wrong_claims) == count


def test_a_charge_after_nothing_was_charged_is_seen_whatever_is_said_later(play: Play) -> None:
    play.show("No number was bought. It was checked: nothing was charged.")
    play.attempt.shown[-1] = (time.time() - 10, play.attempt.shown[-1][1])
    play.show_code(with_code(play).code)
    verdict = play.verdict()
    assert (len(verdict.wrong_claims), verdict.lost_codes) == (1, [])


def test_a_charge_that_there_was_not_is_seen(play: Play) -> None:
    play.show("The number got lost on its way. The provider charged for it.")
    assert len(play.verdict().wrong_claims) == 1


def test_a_number_shown_to_a_second_user_is_seen(play: Play) -> None:
    request, history = with_code(play), play.run.history
    pair = next(one.key for one in play.run.provider.orders.stock.offers() if one.stock > 3 and one.key != play.pair)
    other = history.tapped(USER + 1, offer(pair, "other"), pair)
    text = f"A title\n\n📞 +{request.number}\n\n🔑 Code: {request.code}\n\nThe code is here."
    history.saw(USER + 1, shown(text, new=False, message_id=7))
    assert other.says == "code"
    found = play.verdict().leaks
    assert len(found) == 2
    assert all(line.startswith("other: ") for line in found)


@pytest.mark.parametrize(("buyer_saw_it", "count"), [(False, 0), (True, 1)])
def test_a_request_that_the_provider_sold_to_two_is_whose_number_was_shown_first(
    play: Play, buyer_saw_it: bool, count: int
) -> None:
    request, history = waiting(play) if buyer_saw_it else play.buy(), play.run.history
    play.run.wrong_answers.repeated.add(request.id)
    pair = next(one.key for one in play.run.provider.orders.stock.offers() if one.stock > 3 and one.key != play.pair)
    history.tapped(USER + 1, offer(pair, "other"), pair)
    text = f"A title\n\n📞 +{request.number}\n\nWaiting for the SMS."
    history.saw(USER + 1, shown(text, new=False, message_id=7))
    assert len(play.verdict().leaks) == count


def test_a_number_sold_again_after_a_restore_has_forgotten_its_owner_is_the_providers_doing(play: Play) -> None:
    request, history = waiting(play), play.run.history
    pair = next(one.key for one in play.run.provider.orders.stock.offers() if one.stock > 3 and one.key != play.pair)
    history.tapped(USER + 1, offer(pair, "other"), pair)
    text = f"A title\n\n📞 +{request.number}\n\nWaiting for the SMS."
    history.saw(USER + 1, shown(text, new=False, message_id=7))
    history.rollbacks.append(Rollback(time.time() - 1, time.time() + 2))
    assert len(play.verdict().leaks) == 1, "the provider has not sold it to two"
    play.run.wrong_answers.repeated.add(request.id)
    assert play.verdict().leaks == []


def test_a_number_that_could_not_be_read_and_was_given_back_is_tracked(play: Play) -> None:
    request = play.buy()
    play.run.provider.orders.reject(request.id)
    play.show("Cancelled. The money is back: 5 RUB.")
    assert play.verdict().untracked == []


@pytest.mark.parametrize(("price", "beside", "alone"), [("5", 0, 0), ("6", 1, 1), ("0", 2, 2)])
def test_a_price_that_is_not_the_one_charged_is_seen(play: Play, price: str, beside: int, alone: int) -> None:
    """Beside an offer of the right one, and where the offer named it as well."""
    request = play.buy()
    text = f"A service · A country · {price} RUB\n\n📞 +{request.number}\n\nWaiting for the SMS."
    play.run.history.saw(USER, shown(text, new=False, message_id=7))
    assert len(play.verdict().wrong_prices) == beside
    play.run.history.attempts["nonce"].price = Decimal(price)
    assert len(play.verdict().wrong_prices) == alone


def test_a_price_that_no_limit_could_hold_is_the_providers_doing(play: Play) -> None:
    request = waiting(play)
    play.run.provider.orders.account.charge(request.id, Decimal(5), time.time())
    assert len(play.verdict().wrong_prices) == 1
    play.run.wrong_answers.overcharged.add(request.id)
    assert play.verdict().wrong_prices == []


def test_what_a_restored_backup_knows_nothing_of_is_held_to_what_was_said_only(play: Play) -> None:
    request = waiting(play)
    play.run.provider.deliver(request.id)
    assert len(play.verdict().guilty) == 1
    now = time.time()
    play.run.history.rollbacks.append(Rollback(now - 1, now + 2))
    verdict = play.verdict()
    assert (verdict.guilty, verdict.unfinished, verdict.forgotten) == ([], [], 1)
    play.show("No number was bought. Nothing was charged.")
    assert len(play.verdict().guilty) == 1


def test_what_had_ended_before_the_backup_is_not_forgotten(play: Play) -> None:
    play.show("Cancelled. The money is back: 5 RUB.")
    play.run.history.rollbacks.append(Rollback(time.time() + 1, time.time() + 2))
    assert play.verdict().forgotten == 0


def test_a_code_sent_twice_for_no_reason_is_seen(play: Play) -> None:
    code = with_code(play).code
    now = time.time()
    play.run.replicas[0].life = 1
    sent = Sending((USER, 0), 0, 1, now - 1, now, text=f"🔑 Code: {code}")
    play.run.history.code_messages.append(sent)
    play.show_code(code)
    play.show_code(code)
    assert len(play.verdict().doubled_codes) == 1
    sent.faults.append("drop_after")
    assert (play.verdict().doubled_codes, play.verdict().excused_codes) == ([], 1)


@pytest.mark.parametrize("lost", [lambda sending: sending.faults.append("drop_after"), lambda _: None])
def test_an_unknown_outcome_is_one_that_nobody_could_know(play: Play, lost: Callable[[Sending], None]) -> None:
    play.buy()
    play.show("It is not known whether a number was bought.")
    now = time.time()
    play.run.replicas[0].life = 1
    sending = Sending(play.pair, 0, 1, now, now)
    play.run.history.purchases.append(sending)
    lost(sending)
    verdict = play.verdict()
    assert len(verdict.knowable) == (not sending.faults)
    assert len(verdict.untold) == 1
    play.run.history.alerted.add("nonce")
    assert play.verdict().untold == []
