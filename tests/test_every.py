"""A test of many cases tries all of them, and fails for each."""

import pytest

from tests.every import every_case


def test_each_case_that_fails_is_named_and_stops_no_other() -> None:
    tried = []

    def try_all() -> None:
        with every_case() as case:
            for number in range(5):
                with case("number", number):
                    tried.append(number)
                    assert number != 1
                    with pytest.raises(ZeroDivisionError):
                        _ = 1 // (number - 3)

    with pytest.raises(BaseExceptionGroup) as caught:
        try_all()
    assert tried == [0, 1, 2, 3, 4]
    named = [error.__notes__ for error in caught.value.exceptions]
    assert named == [[f"The case: 'number', {number}"] for number in (0, 1, 2, 4)]


def test_cases_that_all_hold_pass() -> None:
    with every_case() as case:
        for number in range(5):
            with case(number):
                assert number < 5


def test_no_case_at_all_is_a_failure() -> None:
    with pytest.raises(AssertionError, match="no case"), every_case():
        pass


def test_an_error_beside_the_cases_is_itself() -> None:
    def break_down() -> None:
        with every_case() as case:
            with case(1):
                raise ValueError
            raise KeyError

    with pytest.raises(KeyError):
        break_down()
