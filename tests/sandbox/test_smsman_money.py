"""No rouble is made or lost, whatever is done in whatever order, and a restart changes nothing."""

import json
from collections import Counter
from contextlib import suppress
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sandbox.smsman import SmsMan
from sandbox.smsman.refusal import Refusal
from tests.sandbox.smsman_client import RUSSIA, TELEGRAM, Clock

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["buy", "buy several", "poll", "reject", "used", "close", "ready", "retry", "deliver", "restart"]
        ),
        st.integers(0, 5),
        st.sampled_from([0.0, 1.0, 10.0, 600.0, 1300.0]),
    ),
    max_size=40,
)


@given(STEPS, st.integers(0, 3))
def test_balance_and_spending_make_up_what_was_paid_in(steps: list[tuple[str, int, float]], seed: int) -> None:
    clock = Clock()
    smsman = SmsMan(token="t", seed=seed, now=clock)
    smsman.switch(never_share=0.4, early_cancel=5.0)
    smsman.set_balance(Decimal(150))
    for step, which, seconds in steps:
        clock.time += seconds
        smsman = carry_out(smsman, step, which, clock)
        account = smsman.orders.account
        assert account.balance + account.spent == account.deposited == Decimal(150)
        assert account.balance >= 0
        assert 0 <= smsman.orders.held <= account.spent
    check_the_ledger(smsman)


def carry_out(smsman: SmsMan, step: str, which: int, clock: Clock) -> SmsMan:
    orders = smsman.orders
    if step == "restart":
        return SmsMan(token="t", seed=99, now=clock, state=json.loads(json.dumps(smsman.dump())))
    with suppress(Refusal, LookupError):
        if step.startswith("buy"):
            orders.buy(RUSSIA, TELEGRAM, multiple=step == "buy several")
        elif which < len(orders.requests):
            getattr(orders, step)(list(orders.requests)[which])
    return smsman


def check_the_ledger(smsman: SmsMan) -> None:
    ledger = smsman.ledger
    assert [entry.time for entry in ledger] == sorted(entry.time for entry in ledger)
    charges = Counter(entry.request_id for entry in ledger if entry.kind == "charge")
    refunds = Counter(entry.request_id for entry in ledger if entry.kind == "refund")
    assert charges == Counter(smsman.orders.requests.keys())
    for request in smsman.orders.requests.values():
        given_back = request.status in ("rejected", "used", "expired")
        assert refunds[request.id] == given_back
        assert given_back <= (not request.received)
    offer = smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    full = SmsMan(token="t", seed=smsman.dump()["orders"]["seed"]).orders.stock.offer(RUSSIA, TELEGRAM)
    gone = sum(request.status not in ("rejected", "expired") for request in smsman.orders.requests.values())
    assert offer is not None
    assert full is not None
    assert offer.stock == full.stock - gone
