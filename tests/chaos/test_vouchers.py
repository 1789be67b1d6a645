"""Vouchers for a number in a run: how codes come to people, and how what the bot says of them is read."""

import asyncio
import time
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from bot.domain.models import Offer, Quote, Reason, State
from bot.domain.pairs import Pair
from bot.domain.vouchers import Batch, NumberVoucher, Redeemed, Redemption, new_code
from bot.domain.wallet import Hold, to_amount
from bot.shop.wallet.vouchers import NewBatch, read_batch
from bot.telegram.screens.activation import card
from bot.telegram.screens.purchase import offer
from bot.telegram.screens.vouchers import made, redeemed, worth
from chaos.history import Attempt, History
from chaos.operator_bot import OPERATOR, OperatorBot
from chaos.reading import read
from chaos.redeemer import Redeemer
from chaos.users import Habits, Pairs
from chaos.voucher_check import fate
from chaos.vouchers import VoucherBatch, Vouchers
from sandbox.smsman import SmsMan
from sandbox.telegram.core import Core
from sandbox.telegram.people import People
from tests.chaos.test_reading import message
from tests.telegram.samples import VIETNAM, activation
from tests.texts import EN

USER, OTHER = 1000, 1001
CODE = "ABCDE-FGHJK-LMNPQ-RSTUV"
PRICE = Decimal("12.5")


@pytest.fixture
def operator(provider: SmsMan) -> OperatorBot:
    core = Core(42, now=time.time, sleep=asyncio.sleep)
    return OperatorBot(core, People(core), provider, History())


@pytest.fixture
def vouchers(operator: OperatorBot, provider: SmsMan) -> Vouchers:
    return Vouchers(operator, Pairs(provider, Random(1)), provider, Random(1), (999, USER, OTHER))


def answer(batch: VoucherBatch, codes: tuple[str, ...] = (CODE,)) -> str:
    """What the bot shows the operator then."""
    new = Batch("abcdef", int(batch.most * 1_000_000), len(codes), 0.0, OPERATOR, 0.0, pair=Pair(*batch.pair))
    label = lambda one: worth(EN, "RUB", lambda _: VIETNAM, one)  # noqa: E731 -- as the handler hands it on
    screen = made(EN, NewBatch(new, codes), label, lambda code: f"https://t.me/bot?start=v_{code}")
    return str(message(screen)["text"])


def ordered(vouchers: Vouchers) -> VoucherBatch:
    vouchers.order()
    return next(reversed(vouchers._ordered.values()))


def test_the_operator_writes_what_the_bot_reads(vouchers: Vouchers, operator: OperatorBot) -> None:
    batch = ordered(vouchers)
    [*_, update] = operator._people.core.updates.waiting()
    command, _, rest = update.body["text"].partition(" ")
    order = read_batch(rest)
    assert command == "/voucher"
    assert order is not None
    assert (to_amount(order.amount), order.count) == (batch.most, batch.count)
    assert order.words


def test_codes_are_read_from_what_the_bot_answers_once(vouchers: Vouchers) -> None:
    batch, codes = ordered(vouchers), (CODE, new_code())
    assert vouchers.take() is None
    for _ in range(2):
        vouchers.made(answer(batch, codes))
    assert tuple(batch.codes) == codes
    assert (vouchers.take(), vouchers.take()) == (batch, None)


def test_no_two_batches_reach_up_to_the_same_price(vouchers: Vouchers) -> None:
    for _ in range(300):
        vouchers.order()
    assert len(vouchers._ordered) == 300


def test_who_is_told_that_it_is_theirs_holds_it(vouchers: Vouchers) -> None:
    batch = ordered(vouchers)
    vouchers.made(answer(batch))
    assert vouchers.rival(USER) == OTHER, "the first one only floods"
    what = batch.label
    vouchers.told(OTHER, "🎟 Somebody has redeemed this voucher before. Please ask whoever gave it to you.")
    vouchers.told(USER, str(EN("voucher-number-taken", what=what)))
    assert batch.holders == {USER}
    number = EN("voucher-number", what=what, most="₽12.50", until="the day")
    vouchers.told(OTHER, str(number).replace("<b>", "").replace("</b>", ""))
    assert batch.holders == {USER, OTHER}
    assert vouchers.unspent(USER) is batch


FATES = {
    (State.WAITING, Hold.HELD): "open",
    (State.CODE, Hold.CAPTURED): "used",
    (State.CODE, Hold.RELEASED): "back",
    (State.DONE, Hold.CAPTURED): "used",
    (State.CANCELLED, Hold.RELEASED): "back",
    (State.FAILED, Hold.RELEASED): "back",
    (State.UNKNOWN, Hold.HELD): "held",
    (State.CANCEL_UNCONFIRMED, Hold.HELD): "held",
    (State.CANCEL_UNCONFIRMED, Hold.RELEASED): "back",
    (State.NOT_CHARGED, Hold.RELEASED): "back",
    (State.LOST, Hold.RELEASED): "back",
}


@pytest.mark.parametrize(("state", "hold"), FATES)
def test_what_became_of_a_voucher_is_read_from_the_card(state: State, hold: Hold) -> None:
    one = replace(activation(state), hold=hold, voucher="digest", user_price=PRICE)
    shown = read(message(card(EN, one, VIETNAM, "RUB")), new=True)
    attempt = Attempt("n", USER, (10, 3), 7, 0.0, by_voucher=True, shown=[(1.0, shown)])
    assert fate(attempt) == FATES[state, hold]
    assert bool(shown.says)


@pytest.mark.parametrize("reason", [Reason.USER, Reason.EXPIRED, Reason.OPERATOR])
def test_a_card_of_a_cancelled_number_says_that_the_voucher_is_back(reason: Reason) -> None:
    one = replace(activation(State.CANCELLED, reason), hold=Hold.RELEASED, voucher="digest")
    shown = read(message(card(EN, one, VIETNAM, "RUB")), new=True)
    assert (shown.says, shown.voucher) == ("refunded", "back")


@pytest.mark.parametrize(
    ("redemption", "says"),
    [
        (Redemption(Redeemed.OK, number=NumberVoucher(Pair(10, 3), 5, 1e9)), "usable"),
        (Redemption(Redeemed.OK, number=NumberVoucher(Pair(10, 3), 5, 0.0)), "taken"),
        (Redemption(Redeemed.USED), "refused"),
        (Redemption(Redeemed.UNKNOWN), "refused"),
        (Redemption(Redeemed.TRIES), "refused"),
        (Redemption(Redeemed.OK, 5, 5), ""),
    ],
)
def test_what_the_bot_says_to_a_code_is_read(vouchers: Vouchers, redemption: Redemption, says: str) -> None:
    batch = ordered(vouchers)
    vouchers.made(answer(batch))
    shown = message(redeemed(EN, redemption, "RUB", lambda _: VIETNAM))
    assert read(shown, new=True).voucher == says
    vouchers.told(USER, str(shown["text"]))
    assert batch.holders == ({USER} if redemption.number else set())


@pytest.mark.parametrize("has_voucher", [True, False])
def test_an_offer_says_whether_a_voucher_pays(has_voucher: bool) -> None:
    quote = Quote("nonce", USER, 10, 3, PRICE, PRICE, Decimal(0), has_voucher=has_voucher)
    shown = read(message(offer(EN, quote, Offer(10, 3, PRICE, 5), VIETNAM, "RUB")), new=False)
    assert (shown.voucher, shown.offered) == ("pays" if has_voucher else "", (10, 3))
    history = History()
    assert history.tapped(USER, shown, (10, 3)).by_voucher == has_voucher
    assert history.replaced(history.attempts["nonce"]).by_voucher == has_voucher


async def test_one_code_is_sent_by_two_at_once(vouchers: Vouchers, operator: OperatorBot) -> None:
    people = operator._people
    people.add_user(OTHER, "Other", "en")
    habits = Habits(shared_voucher=1.0, double_tap=1.0, answer_timeout_s=0.01)
    redeemer = Redeemer(
        USER, vouchers=vouchers, core=people.core, people=people, history=History(),
        pairs=vouchers._pairs, random=Random(1), habits=habits,
    )  # fmt: skip
    batch = VoucherBatch((10, 3), Decimal(20), 1, 1.0, "what", [CODE])
    await redeemer._redeem(batch)
    sent = [update.body["from"]["id"] for update in people.core.updates.waiting() if update.body.get("text") == CODE]
    assert sorted(sent) == [*[USER] * 6, OTHER], "until there is an answer, twice each time"
    assert batch.sent == {CODE}
