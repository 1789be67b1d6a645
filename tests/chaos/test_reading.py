"""The chaos program reads cards by their words, so these are held to what the bot really writes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.models import Offer, Quote, Reason, State
from bot.domain.waiting import Replace, Wait
from bot.telegram.admin_callbacks import OpenTopUpsOf
from bot.telegram.callbacks import AskRefund, DropReminder, OpenOffer, OpenTopUps, PayPack, Refund
from bot.telegram.screens.activation import cancel_question, card, code_message
from bot.telegram.screens.purchase import offer
from bot.telegram.screens.screen import Screen
from chaos.reading import read
from tests.telegram.samples import ACTIVATION, NUMBERLESS, VIETNAM, activation
from tests.texts import EN

SAYS = {
    State.RESERVED: "buying",
    State.SENDING: "buying",
    State.WAITING: "waiting",
    State.CANCELLING: "cancelling",
    State.CODE: "code",
    State.DONE: "done",
    State.CANCELLED: "refunded",
    State.CANCEL_UNCONFIRMED: "unconfirmed",
    State.FAILED: "failed",
    State.UNKNOWN: "unknown",
    State.NOT_CHARGED: "failed",
    State.LOST: "lost",
}
FOR_A_REASON = {
    (State.CANCELLED, Reason.OPERATOR): "returned",
    (State.LOST, Reason.OPERATOR): "kept",
    (State.FAILED, Reason.GIVEN_BACK): "refunded",
    (State.DONE, Reason.NONE): "code",
    (State.DONE, Reason.NO_FURTHER): "code",
}
"""Where the operator has settled a cancel that was never confirmed, where a number could not be read, and where a
request is closed as soon as its code is told: the card stays as it was."""


def message(screen: Screen) -> Mapping[str, Any]:
    """As a chat of the sandbox gives it."""
    text = str(screen.text)
    for tag in ("<b>", "</b>", "<code>", "</code>"):
        text = text.replace(tag, "")
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    keyboard = [[button.model_dump(exclude_none=True) for button in row] for row in rows]
    return {"id": 7, "text": text, "keyboard": keyboard}


@pytest.mark.parametrize(
    ("state", "wait", "says"),
    [
        (State.WAITING, Wait(usual_s=60), "waiting"),
        (State.CANCELLING, Wait(replace=Replace.WANTED), "cancelling"),
        (State.CANCELLING, Wait(is_cancel_refused=True), "cancelling"),
        (State.CANCELLED, Wait(replace=Replace.BEGUN), "refunded"),
        (State.CODE, Wait(replace=Replace.CODE), "code"),
    ],
)
def test_what_a_wait_adds_to_a_card_changes_nothing_of_what_it_says(state: State, wait: Wait, says: str) -> None:
    one = replace(activation(state, Reason.USER), wait=wait)
    assert read(message(card(EN, one, VIETNAM, "RUB")), new=True).says == says


@pytest.mark.parametrize(("state", "says"), SAYS.items())
@pytest.mark.parametrize("reason", Reason)
def test_a_card_is_read_as_what_it_says(state: State, says: str, reason: Reason) -> None:
    shown = read(message(card(EN, activation(state, reason), VIETNAM, "RUB")), new=True)
    assert shown.says == FOR_A_REASON.get((state, reason), says)
    assert shown.number == ("" if state in NUMBERLESS else ACTIVATION.number)


def test_a_waiting_card_names_its_activation_and_a_closed_one_what_it_was() -> None:
    assert read(message(card(EN, ACTIVATION, VIETNAM, "RUB")), new=False).nonce == ACTIVATION.id
    ended = read(message(card(EN, activation(State.CANCELLED, Reason.USER), VIETNAM, "RUB")), new=False)
    assert ended.pair == (ACTIVATION.country_id, ACTIVATION.service_id)


def test_a_question_whether_to_cancel_is_no_news_of_the_number() -> None:
    assert read(message(cancel_question(EN, ACTIVATION, VIETNAM, "RUB")), new=False).says == "asked"


def test_the_codes_own_message_is_told_from_the_card_that_shows_it() -> None:
    one = activation(State.CODE)
    alone = read(message(code_message(EN, one, VIETNAM, "RUB")), new=True)
    beside = read(message(card(EN, one, VIETNAM, "RUB")), new=False)
    assert (alone.code, alone.is_code) == (one.code, True)
    assert (beside.code, beside.is_code) == (one.code, False)


def test_an_offer_and_its_card_have_the_same_title() -> None:
    quote = Quote("nonce", 1, ACTIVATION.country_id, ACTIVATION.service_id, ACTIVATION.price)
    looked_at = Offer(quote.country_id, quote.service_id, quote.price, 5)
    offered = read(message(offer(EN, quote, looked_at, VIETNAM, "RUB")), new=False)
    bought = read(message(card(EN, activation(State.RESERVED), VIETNAM, "RUB")), new=False)
    assert (offered.offer, offered.offered) == ("nonce", (quote.country_id, quote.service_id))
    assert offered.title == bought.title != ""
    assert not offered.says


def test_what_users_tap_without_looking_is_what_the_bots_buttons_carry() -> None:
    """As the chaos program writes it."""
    assert OpenOffer(country_id=1, service_id=2).pack().startswith("o:0:1:2:")
    assert DropReminder(country_id=1, service_id=2).pack() == "rd:0:1:2"
    assert (PayPack(fresh=True, choice=1).pack(), OpenTopUps(fresh=True).pack()) == ("tp:1:1", "tl:1")
    assert OpenTopUpsOf(fresh=True, user_id=7).pack() == "tf:1:7"
    assert (AskRefund(fresh=True, nonce="n").pack(), Refund(fresh=True, nonce="n").pack()) == ("ta:1:n", "tr:1:n")
