"""Where a value ends and nonsense begins."""

from decimal import Decimal

import pytest

from bot.domain.models import Account, Bought, Offer
from bot.smsman import wire
from bot.smsman.decode import NotUnderstood, decode
from bot.smsman.pieces import at_once, members_of


def offers(asked: int | None, prices: object) -> list[Offer]:
    return list(at_once(wire.read_offers(asked, members_of(prices))))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ('"799.70"', "799.70"),
        ('" 15 "', "15"),
        ("15", "15"),
        ("0.1", "0.1"),
        ("1.5E1", "15"),
        ('"0"', "0"),
        ('"-3.20"', "-3.20"),
        ("12.300000000000001", "12.300000"),
        ('"0.30000000000000004"', "0.300000"),
    ],
)
def test_money_is_exact_but_for_what_a_float_of_the_providers_left_behind(text: str, amount: str) -> None:
    account = wire.read_account(decode(f'{{"balance":{text}}}'.encode()))

    assert account == Account(Decimal(amount))


@pytest.mark.parametrize(
    "text",
    [
        '""',
        '"free"',
        '"1,50"',
        '"1e3"',
        '"١٥"',
        '"NaN"',
        "true",
        "null",
        "[]",
        "{}",
        "1e999",
        "1e-999",
        "1e-15",
        "1e99999999999999999999",
        "-1",
        '"-1"',
    ],
)
def test_a_price_that_is_none_is_left_out(text: str) -> None:
    prices = decode(f'{{"1":{{"2":{{"cost":{text},"count":1}},"3":{{"cost":"1","count":1}}}}}}'.encode())

    assert offers(None, prices) == [Offer(1, 3, Decimal(1), 1)]


@pytest.mark.parametrize(
    ("before", "text"), [("1", "true"), ('"1"', "true"), ("0", "false"), ("1", "[1]"), ("1", "{}")]
)
def test_what_is_no_price_stays_none_after_one_that_equals_it(before: str, text: str) -> None:
    assert len(offers(1, decode(f'{{"2":{{"cost":{before},"count":1}}}}'.encode()))) == 1
    with pytest.raises(NotUnderstood):
        offers(1, decode(f'{{"2":{{"cost":{text},"count":1}}}}'.encode()))


def test_equal_prices_are_one_object_however_far_apart_they_are_read() -> None:
    written = ['"12.50"', '" 12.50 "', '"12.50"']
    found = [offers(1, decode(f'{{"2":{{"cost":{cost},"count":1}}}}'.encode()))[0].price for cost in written]
    assert found == [Decimal("12.50")] * 3
    assert len({id(price) for price in found}) == 1


@pytest.mark.parametrize("text", ['"many"', "-1", '"-1"', "1.0", "true", "null", '"1.5"', "[]", '"' + "9" * 19 + '"'])
def test_a_stock_that_is_none_is_left_out(text: str) -> None:
    prices = decode(f'{{"1":{{"2":{{"cost":"1","count":{text}}},"3":{{"cost":"1","count":"0"}}}}}}'.encode())

    assert offers(None, prices) == [Offer(1, 3, Decimal(1), 0)]


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ('"79002415539"', "79002415539"),
        ('"+79002415539"', "79002415539"),
        ("79002415539", "79002415539"),
        ('"12345"', "12345"),
        ('"' + "1" * 20 + '"', "1" * 20),
    ],
)
def test_a_number_is_five_to_twenty_digits(number: str, digits: str) -> None:
    assert wire.read_bought(decode(f'{{"request_id":1,"number":{number}}}'.encode())) == Bought("1", digits)


@pytest.mark.parametrize(
    "number",
    [
        '"1234"',
        '"' + "1" * 21 + '"',
        '"7 900 241"',
        '"++79002415539"',
        '"٧٩٠٠٢٤١"',
        '"79002415539x"',
        "-79002415539",
        "7.9e10",
        "true",
        "null",
        "[]",
    ],
)
def test_anything_else_is_no_number(number: str) -> None:
    with pytest.raises(NotUnderstood):
        wire.read_bought(decode(f'{{"request_id":1,"number":{number}}}'.encode()))


@pytest.mark.parametrize("asked", [None, 5])
def test_prices_of_one_country_need_to_say_of_which(asked: int | None) -> None:
    prices = decode(b'{"3":{"cost":"1","count":1}}')

    if asked is None:
        with pytest.raises(NotUnderstood):
            offers(asked, prices)
    else:
        assert offers(asked, prices) == [Offer(5, 3, Decimal(1), 1)]


def test_a_long_code_is_cut_and_not_lost() -> None:
    assert wire.read_code("1", {"sms_code": "Your code:\n 12-34 " + "x" * 5000}).startswith("Your code: 12-34 x")


@pytest.mark.parametrize("success", [True, 1, "1", "true"])
def test_a_status_is_confirmed_by_a_yes(success: object) -> None:
    wire.read_status("1", {"request_id": 1, "success": success})


@pytest.mark.parametrize("success", [False, 0, 2, None, "no", "", [], {}])
def test_a_status_is_not_confirmed_by_anything_else(success: object) -> None:
    with pytest.raises(NotUnderstood):
        wire.read_status("1", {"request_id": 1, "success": success})
