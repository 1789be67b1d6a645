"""Cards and codes: every state, for every reason, in every language, is what Telegram takes, and true."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from bot.domain.models import Reason, State
from bot.domain.reports import Report, Wrong
from bot.domain.users import LimitKind
from bot.domain.waiting import Refusal, Replace, Wait
from bot.telegram.callbacks import (
    Act,
    AskCancel,
    Cancel,
    CheckNow,
    Finish,
    FinishCode,
    Further,
    FurtherCode,
    OpenCard,
    OpenNumbers,
    Page,
)
from bot.telegram.screens.activation import cancel_question, card, code_message
from bot.telegram.screens.alerts import alert
from bot.telegram.taps import parse
from bot.texts import Texts
from tests.every import every_case
from tests.telegram.reading import Read, read
from tests.telegram.samples import ACTIVATION, HOSTILE, NASTY, VIETNAM, activation
from tests.texts import EN, TEXTS

EVERY = list(product(State, Reason))
IN_EACH_LANGUAGE = pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)

NO_MORE, WRONG = "✅ No more SMS needed", "🆘 Something is wrong"
WITH_ITS_CODE = State.CODE, State.DONE


def card_of(state: State, reason: Reason = Reason.NONE, texts: Texts = EN) -> Read:
    return read(card(texts, activation(state, reason), VIETNAM, "RUB"))


def taps(screen: Read) -> list[object]:
    return [parse(button.callback_data) for button in screen.buttons if button.callback_data]


@IN_EACH_LANGUAGE
def test_a_card_is_good_html_and_what_leads_away_from_it_opens_as_a_new_message(texts: Texts) -> None:
    with every_case() as case:
        for (state, reason), screen in product(EVERY, (card, cancel_question, code_message, alert)):
            with case(state, reason, screen.__name__):
                shown = read(screen(texts, activation(state, reason), VIETNAM, "RUB"))
                assert_nothing_hostile(shown)
                for tap in taps(shown) if screen is not alert else ():
                    assert isinstance(tap, Act) or (isinstance(tap, Page) and tap.fresh)


@IN_EACH_LANGUAGE
def test_a_card_is_good_html_whatever_the_provider_calls_things(texts: Texts) -> None:
    with every_case() as case:
        for (state, reason), screen in product(EVERY, (card, cancel_question, code_message, alert)):
            nasty = replace(
                activation(state, reason),
                number="1" * 20,
                code=HOSTILE * 20,
                earlier=(HOSTILE * 2,) * 99,
                country_id=9_999_999_999,
            )
            with case(state, reason, screen.__name__):
                assert_nothing_hostile(read(screen(texts, nasty, NASTY, "RUB")))


def assert_nothing_hostile(shown: Read) -> None:
    assert "\u202e" not in shown.text
    assert "link" not in {entity.type for entity in shown.entities}


def test_each_end_is_told_in_its_own_words() -> None:
    ends: list[tuple[State, Reason]] = [
        (State.FAILED, reason)
        for reason in Reason
        if reason
        not in (
            Reason.NONE,
            Reason.USER,
            Reason.EXPIRED,
            Reason.PROVIDER,
            Reason.OPERATOR,
            Reason.NO_FURTHER,
        )
    ]
    ends += [(State.CANCELLED, reason) for reason in (Reason.USER, Reason.EXPIRED, Reason.OPERATOR)]
    ends += [(State.CANCEL_UNCONFIRMED, Reason.PROVIDER), (State.LOST, Reason.NONE), (State.LOST, Reason.OPERATOR)]
    ends += [(State.UNKNOWN, Reason.NONE), (State.CANCEL_UNCONFIRMED, Reason.USER), (State.DONE, Reason.NONE)]
    for texts in TEXTS.values():
        told = {card_of(state, reason, texts).text for state, reason in ends}
        assert len(told) == len(ends)


def test_the_number_is_there_to_copy_with_and_without_the_prefix() -> None:
    shown = card_of(State.WAITING)
    assert shown.copied() == ["+84912345678", "912345678"]
    copies = {button.text: button.copy_text.text for button in shown.buttons if button.copy_text}
    assert copies == {"📋 +84 912 345 678": "+84912345678", "📋 912345678": "912345678"}
    assert "without +84" in shown.text


def test_a_number_of_no_known_country_is_shown_as_it_came() -> None:
    shown = read(card(EN, replace(ACTIVATION, number="99912345"), VIETNAM, "RUB"))
    assert shown.copied() == ["+99912345"]


def test_time_left_is_counted_by_the_client_and_readable_without_it() -> None:
    shown = card_of(State.WAITING)
    [countdown] = [entity for entity in shown.entities if entity.type == "date_time"]
    assert shown.text.encode("utf-16-le")[2 * countdown.offset :].decode("utf-16-le").startswith("at 20:46 UTC")


@pytest.mark.parametrize("state", State)
def test_every_card_leads_back_to_my_numbers_and_stays_where_it_is(state: State) -> None:
    assert [tap for tap in taps(card_of(state)) if isinstance(tap, OpenNumbers)] == [OpenNumbers(fresh=True)]


def test_only_a_waiting_number_can_be_cancelled() -> None:
    offering = {state for state in State if any(isinstance(tap, AskCancel) for tap in taps(card_of(state)))}
    assert offering == {State.WAITING}
    cancel = next(button for button in card_of(State.WAITING).buttons if "Cancel" in button.text)
    assert cancel.style == "danger"


def test_nothing_can_be_bought_or_done_while_the_purchase_is_on_its_way() -> None:
    for state in (State.RESERVED, State.SENDING, State.CANCELLING):
        assert card_of(state).labels() == ["☰ Menu", "🗂 My numbers"]


def test_the_question_whether_to_cancel_keeps_the_number_in_sight() -> None:
    shown = read(cancel_question(EN, ACTIVATION, VIETNAM, "RUB"))
    assert "+84912345678" in shown.copied()
    assert "₽12.50 goes back to the operator’s account" in shown.text
    assert [type(tap) for tap in taps(shown)] == [Cancel, OpenCard]
    assert shown.labels() == ["Yes, cancel", "Keep it"]


def test_once_the_code_is_there_its_own_message_leads_and_the_card_is_a_record() -> None:
    for state in WITH_ITS_CODE:
        shown = card_of(state)
        assert "1243" in shown.copied()
        assert shown.labels() == ["🗂 My numbers"]


def test_the_code_is_to_copy_in_its_own_message_and_on_a_card_that_was_opened_since() -> None:
    code = replace(activation(State.CODE), several=True, is_reopened=True)
    for screen, done in ((card, Finish), (code_message, FinishCode)):
        shown = read(screen(EN, code, VIETNAM, "RUB"))
        assert "1243" in shown.copied()
        assert "1243" in [button.copy_text.text for button in shown.buttons if button.copy_text]
        assert done in [type(tap) for tap in taps(shown)]
        assert {NO_MORE, "➕ Another number", "🔁 Buy the same again", WRONG} <= set(shown.labels())


def test_a_copy_button_shows_all_of_what_it_copies_or_says_that_it_is_the_sms() -> None:
    whole = "Your codes are 1234 and 9876: use the first one on the phone, and the other one in a browser"
    for given, label in (("1243", "📋 1243"), (whole, "📋 Copy the whole SMS")):
        shown = read(code_message(EN, replace(activation(State.CODE), code=given), VIETNAM, "RUB"))
        assert [(one.text, one.copy_text.text) for one in shown.buttons if one.copy_text] == [(label, given)]


def test_each_copy_button_has_a_row_of_its_own() -> None:
    """A phone cuts what stands beside something else."""
    markup = card(EN, activation(State.WAITING), VIETNAM, "RUB").keyboard
    assert markup is not None
    assert [len(row) for row in markup.inline_keyboard if row[0].copy_text] == [1, 1]


def test_a_number_is_reported_once() -> None:
    told = replace(activation(State.CODE), report=Report(Wrong.BAD_CODE, 1_780_000_000.0))
    assert WRONG not in read(code_message(EN, told, VIETNAM, "RUB")).labels()


def test_a_code_message_opens_with_the_code() -> None:
    assert "1243" in read(code_message(EN, activation(State.CODE), VIETNAM, "RUB")).text.splitlines()[0]


def test_done_is_offered_only_where_a_further_sms_could_come() -> None:
    refused = replace(activation(State.CODE, Reason.NO_FURTHER), several=True)
    for screen in (card, code_message):
        for one in (activation(State.CODE), activation(State.DONE), refused):
            assert NO_MORE not in read(screen(EN, one, VIETNAM, "RUB")).labels()


def test_a_number_that_is_closed_once_its_code_is_told_looks_the_same_before_and_after() -> None:
    for reason, several in ((Reason.NONE, False), (Reason.NO_FURTHER, True)):
        shown = [card(EN, replace(activation(s, reason), several=several), VIETNAM, "RUB") for s in WITH_ITS_CODE]
        assert shown[0] == shown[1]


def test_a_look_may_be_asked_for_only_where_the_provider_is_looked_at() -> None:
    asking = {state for state in State if CheckNow in [type(tap) for tap in taps(card_of(state))]}
    assert asking == {State.WAITING, State.FURTHER}


def test_one_more_is_offered_where_it_may_be_had() -> None:
    several = replace(activation(State.CODE), several=True, is_reopened=True)
    for screen, further in ((card, Further), (code_message, FurtherCode)):
        for one in (several, activation(State.CODE), replace(several, reason=Reason.NO_FURTHER)):
            offered = further in [type(tap) for tap in taps(read(screen(EN, one, VIETNAM, "RUB")))]
            assert offered is (one is several)


def test_the_codes_so_far_stay_in_sight_newest_first() -> None:
    for state in (State.CODE, State.READYING, State.FURTHER, State.DONE):
        third = replace(activation(state), code="3333", earlier=("1111", "2222"))
        for screen in (card, code_message):
            copied = read(screen(EN, third, VIETNAM, "RUB")).copied()
            assert [one for one in copied if len(one) == 4] == ["3333", "2222", "1111"]


def test_who_waits_for_one_more_can_only_be_done() -> None:
    assert card_of(State.READYING).labels()[-3:] == [NO_MORE, "☰ Menu", "🗂 My numbers"]
    assert card_of(State.FURTHER).labels()[-4:] == ["🔎 Check now", NO_MORE, "☰ Menu", "🗂 My numbers"]
    for state in (State.READYING, State.FURTHER):
        assert "money" not in card_of(state).text


def test_a_refused_further_sms_is_told_plainly() -> None:
    for texts in TEXTS.values():
        assert card_of(State.CODE, Reason.NO_FURTHER, texts).text != card_of(State.CODE, texts=texts).text


def test_a_refund_is_claimed_only_when_it_is_confirmed() -> None:
    claiming = {state for state in State if "money is back:" in card_of(state, Reason.USER).text}
    assert claiming == {State.CANCELLED}


def test_no_card_says_that_no_sms_came_before_that_is_known() -> None:
    """The last poll comes after the time is over, and an answer to it may be one that can't be read."""
    for texts, claim in zip(
        (TEXTS[one] for one in ("en", "ru", "vi")), ("no SMS", "не пришл", "không có SMS"), strict=True
    ):
        assert claim not in card_of(State.CANCELLING, Reason.EXPIRED, texts).text


def test_a_changed_price_is_shown_beside_the_old_one() -> None:
    text = card_of(State.FAILED, Reason.PRICE_CHANGED).text
    assert "₽12.50" in text
    assert "₽15" in text
    assert "nothing was charged" in text


def test_a_changed_price_that_nobody_knows_is_not_made_up() -> None:
    unknown = replace(activation(State.FAILED, Reason.PRICE_CHANGED), new_price=None)
    text = read(card(EN, unknown, VIETNAM, "RUB")).text
    assert "gone up" in text
    assert "nothing was charged" in text
    assert text.count("₽") == 1, "the price that was asked for"


def test_an_unknown_outcome_is_told_as_it_is() -> None:
    text = card_of(State.UNKNOWN).text
    assert "not known whether a number was bought" in text
    assert "will say what came of it" in text
    assert "cannot be charged twice" in text


def test_an_alert_names_ids_and_keeps_the_users_number_and_code() -> None:
    for state in (State.UNKNOWN, State.CANCEL_UNCONFIRMED):
        shown = read(alert(EN, replace(activation(state), number="84912345678", code="1243"), VIETNAM, "RUB"))
        assert shown.copied() == ["101", "abcdefghijklmnop", "555"]
        assert "912345678" not in shown.text
        assert "1243" not in shown.text


SLOW = Wait(is_cancel_refused=True), Wait(is_cancel_refused=True, cancel_from=1_780_000_120.0)
WANTED = Wait(replace=Replace.WANTED, most=Decimal("12.50"))
LIMITED = Wait(replace=Replace.LIMIT, refusal=Refusal(LimitKind.DAY, Decimal(3), 1_780_009_999.0))


@IN_EACH_LANGUAGE
def test_each_way_in_which_a_cancel_goes_on_has_its_own_words(texts: Texts) -> None:
    waits = [Wait(), *SLOW, WANTED, *(replace(one, replace=Replace.WANTED, most=WANTED.most) for one in SLOW)]
    cancelling = activation(State.CANCELLING, Reason.USER)
    shown = [read(card(texts, replace(cancelling, wait=wait), VIETNAM, "RUB")) for wait in waits]
    assert len({one.text for one in shown}) == len(waits)
    for wait, one in zip(waits, shown, strict=True):
        counts_down = "date_time" in {entity.type for entity in one.entities}
        assert counts_down == bool(wait.cancel_from)
        assert all(tap for tap in taps(one))


@IN_EACH_LANGUAGE
def test_the_card_says_what_became_of_the_other_number(texts: Texts) -> None:
    cancelled = activation(State.CANCELLED, Reason.USER)
    plain = card_of(State.CANCELLED, Reason.USER, texts).text
    told = {read(card(texts, replace(cancelled, wait=Wait(replace=one)), VIETNAM, "RUB")).text for one in Replace}
    assert len(told) == len(Replace) - 3, "no word for none, a wish that stands, a limit and a dropped one"
    assert plain in told
    limited = read(card(texts, replace(cancelled, wait=LIMITED), VIETNAM, "RUB"))
    assert limited.text.startswith(plain)
    assert "3" in limited.text.removeprefix(plain)


def test_a_price_that_was_agreed_to_is_the_one_that_is_named() -> None:
    dearer = replace(WANTED, most=Decimal("19.50"))
    text = read(card(EN, replace(activation(State.CANCELLING), wait=dearer), VIETNAM, "RUB")).text
    assert "for ₽19.50 at most" in text


@pytest.mark.parametrize(("seconds", "said"), [(40, "40 seconds"), (119, "119 seconds"), (120, "2 minutes")])
def test_the_usual_wait_is_named_once_it_is_over(seconds: int, said: str) -> None:
    late = replace(activation(State.WAITING), wait=Wait(usual_s=seconds))
    assert f"within {said}" in read(card(EN, late, VIETNAM, "RUB")).text
    assert "usually" not in card_of(State.WAITING).text
