"""The arithmetic of a verdict, against accounts of both kinds that are played at random and never lie."""

from dataclasses import dataclass, field, replace

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.shop.reckoning import MOST_DOUBTS, PROOFS, explanations, proved
from bot.storage.ledger import Checkpoint, Doubt, Sums

PRICES = st.integers(1, 40).map(lambda half: half * 500_000)
EVENTS = st.lists(st.tuples(st.sampled_from(["buy", "buy", "code", "refund"]), PRICES), max_size=6)


@dataclass
class Account:
    """Takes its money at once, or with the code; `shows`: says what is on hold."""

    at_once: bool
    shows: bool
    balance: int = 5_000_000_000
    sums: Sums = field(default_factory=Sums)
    held: list[int] = field(default_factory=list)
    """The prices of numbers that wait for their codes."""
    lost: int = 0
    """Charged, without anybody's knowing."""
    time: float = 0.0

    def play(self, what: str, price: int) -> None:
        if what == "buy":
            self.held.append(price)
            self.sums = replace(self.sums, charged=self.sums.charged + price)
        elif what == "pay in":
            self.balance += price
        elif self.held:
            price = self.held.pop()
            if what == "code":
                self.balance -= price
                self.sums = replace(self.sums, coded=self.sums.coded + price)
            else:
                self.sums = replace(self.sums, refunded=self.sums.refunded + price)

    def seen(self) -> Checkpoint:
        self.time += 60
        hold = sum(self.held) + self.lost
        balance = self.balance - (hold if self.at_once else 0)
        return Checkpoint(self.time, balance, hold if self.shows else None, self.sums)


def lived(account: Account, days: list[list[tuple[str, int]]]) -> list[Checkpoint]:
    history = [account.seen()]
    for day in days:
        for event in day:
            account.play(*event)
        history.append(account.seen())
    return history


ACCOUNTS = st.builds(Account, st.booleans(), st.booleans())
DAYS = st.lists(EVENTS, min_size=PROOFS, max_size=8)
OUTCOMES = st.lists(st.tuples(PRICES, st.booleans()), min_size=1, max_size=5)


@given(ACCOUNTS, DAYS, EVENTS, OUTCOMES)
def test_the_only_explanation_is_the_truth(
    account: Account,
    days: list[list[tuple[str, int]]],
    meanwhile: list[tuple[str, int]],
    outcomes: list[tuple[int, bool]],
) -> None:
    history = lived(account, days)
    for event in meanwhile:
        account.play(*event)
    doubts = [Doubt(str(n), 1, 0.0, price, False) for n, (price, _) in enumerate(outcomes)]
    truth = frozenset(str(n) for n, (_, charged) in enumerate(outcomes) if charged)
    account.lost = sum(price for price, charged in outcomes if charged)
    found = explanations(history, account.seen(), doubts)
    assert found is None or len(found) > 1 or found == {truth}
    if account.at_once or account.shows:
        assert found is not None or not proved(history), "what is proved explains what it can"


@given(ACCOUNTS, DAYS, OUTCOMES)
def test_a_payment_of_its_own_amount_is_never_explained_away(
    account: Account, days: list[list[tuple[str, int]]], outcomes: list[tuple[int, bool]]
) -> None:
    history = lived(account, days)
    account.play("pay in", 1_000_000_001)
    doubts = [Doubt(str(n), 1, 0.0, price, False) for n, (price, _) in enumerate(outcomes)]
    assert not explanations(history, account.seen(), doubts)


@given(st.lists(EVENTS, max_size=8))
def test_money_that_moves_unseen_until_the_code_proves_nothing(days: list[list[tuple[str, int]]]) -> None:
    assert proved(lived(Account(at_once=False, shows=False), days)) == []


@given(ACCOUNTS, DAYS)
def test_a_payment_among_purchases_has_to_be_outlived(account: Account, days: list[list[tuple[str, int]]]) -> None:
    assume(account.at_once or account.shows)
    history = lived(account, [*days, [("buy", 500_000), ("pay in", 1_000_000_000)]])
    assert proved(history) == []
    history += lived(account, [[("buy", 500_000)]] * PROOFS)
    assert proved(history)


def test_too_many_doubts_are_left_alone() -> None:
    account = Account(at_once=True, shows=True)
    history = lived(account, [[("buy", 500_000)]] * PROOFS)
    doubts = [Doubt(str(n), 1, 0.0, 2**n, False) for n in range(MOST_DOUBTS + 1)]
    assert explanations(history, account.seen(), doubts) is None
    assert explanations(history, account.seen(), doubts[1:]) == {frozenset()}
