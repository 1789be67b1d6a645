"""The balance as the operator sees it: what the provider said, and nothing else."""

from decimal import Decimal

from bot.domain.models import NO_EVIDENCE, Account, Evidence, State
from bot.telegram.screens.admin import balance
from bot.telegram.screens.alerts import alert
from tests.telegram.reading import read
from tests.telegram.samples import VIETNAM, activation
from tests.texts import EN, TEXTS


def test_the_rating_is_shown_where_the_provider_gives_one() -> None:
    for texts in TEXTS.values():
        shown = read(balance(texts, Account(Decimal(5), rating=Decimal("95.50")), "RUB")).text
        assert shown.endswith("95.5")
    assert "ating" not in read(balance(EN, Account(Decimal(5)), "RUB")).text


def test_an_unknown_purchase_is_shown_with_its_evidence() -> None:
    known = Evidence(Decimal(100), 42.4, Decimal("87.50"), Decimal(75), Decimal("87.50"))
    for texts in TEXTS.values():
        shown = read(alert(texts, activation(State.UNKNOWN), VIETNAM, "RUB", known)).text
        for figure in ("100", "42", "87", "75"):
            assert figure in shown


def test_what_is_not_known_is_said_to_be_so() -> None:
    shown = read(alert(EN, activation(State.UNKNOWN), VIETNAM, "RUB", NO_EVIDENCE)).text
    assert shown.count("not known") == 2
    assert "Balance" not in read(alert(EN, activation(State.LOST), VIETNAM, "RUB", NO_EVIDENCE)).text
