"""Where a value ends and nonsense begins."""

import asyncio
from decimal import Decimal

import pytest

from bot.domain.errors import StillWaiting
from bot.domain.models import Account, Bought, Offer
from bot.providers.smsman import models as wire
from bot.providers.smsman.answers import NotUnderstood, decode


def offers(asked: int | None, prices: object) -> list[Offer]:
    return asyncio.run(wire.read_offers(asked, prices))


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
        ('"1,234.56"', "1234.56"),
        ('"1.234,56"', "1234.56"),
        ('"1 234.56"', "1234.56"),
        ('"1\u00a0234,56"', "1234.56"),
        ('"12 345 678"', "12345678"),
        ('"1,234,567"', "1234567"),
        ('"1.234.567"', "1234567"),
        ('"1\'234.50"', "1234.50"),
        ('"799,70"', "799.70"),
        ('"0,125"', "0.125"),
        ('"1234,567"', "1234.567"),
        ('"799.70 RUB"', "799.70"),
        ('"RUB 799.70"', "799.70"),
        ('"799,70₽"', "799.70"),
        ('"$5"', "5"),
        ('"-$5.10"', "-5.10"),
        ('".50"', "0.50"),
        ('",5"', "0.5"),
        ('"12."', "12"),
        ('"+799.70"', "799.70"),
        ('"−3.20"', "-3.20"),
        ('["799.70"]', "799.70"),
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
        '"1,234"',
        '"1 23"',
        '"1,2,3"',
        '"12,34,567"',
        '"1.234,567.8"',
        '"."',
        '"RUB"',
        '"5 RUB 6"',
        '"5 RUBLES"',
        '"1/2"',
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


@pytest.mark.parametrize(("before", "text"), [("1", "true"), ('"1"', "true"), ("1", "[1, 2]"), ("1", "{}")])
def test_what_is_no_price_stays_none_after_one_that_equals_it(before: str, text: str) -> None:
    assert len(offers(1, decode(f'{{"2":{{"cost":{before},"count":1}}}}'.encode()))) == 1
    with pytest.raises(NotUnderstood):
        offers(1, decode(f'{{"2":{{"cost":{text},"count":1}}}}'.encode()))


def test_equal_prices_are_one_object_however_far_apart_they_are_read() -> None:
    written = ['"12.50"', '" 12.50 "', '"12.50"']
    found = [offers(1, decode(f'{{"2":{{"cost":{cost},"count":1}}}}'.encode()))[0].price for cost in written]
    assert found == [Decimal("12.50")] * 3
    assert len({id(price) for price in found}) == 1


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("3.0", 3),
        ('"3.0"', 3),
        ('"1000+"', 1000),
        ('">1000"', 1000),
        ('"1,000"', 1000),
        ('"1 000"', 1000),
        ("1000.0", 1000),
    ],
)
def test_a_stock_is_read_as_people_write_it(text: str, stock: int) -> None:
    prices = decode(f'{{"2":{{"cost":"1","count":{text}}},"3":{{"cost":"1","count":"0"}}}}'.encode())
    found = offers(1, prices)
    assert found[0].stock == stock


@pytest.mark.parametrize("cost", ["0", '"0"', '"0.00"', "0.0", '"0 RUB"'])
def test_what_costs_nothing_is_not_for_sale(cost: str) -> None:
    assert offers(1, decode(f'{{"2":{{"cost":{cost},"count":5}}}}'.encode())) == []


def test_an_id_that_no_button_can_carry_is_left_out() -> None:
    entries = decode(b'[{"id":10000000000,"title":"Odd"},{"id":9999999999,"title":"Fine"}]')
    assert [country.title for country in asyncio.run(wire.read_countries(entries))] == ["Fine"]
    assert [service.title for service in asyncio.run(wire.read_services(entries))] == ["Fine"]
    assert offers(None, decode(b'{"1":{"10000000000":{"cost":"1","count":1},"3":{"cost":"1","count":1}}}')) == [
        Offer(1, 3, Decimal(1), 1)
    ]


def test_html_in_a_title_is_read_once() -> None:
    entries = decode(b'[{"id":1,"title":"C&ocirc;te d&#39;Ivoire"},{"id":2,"title":"A &amp;lt; B&copy=c"}]')
    found = asyncio.run(wire.read_countries(entries))
    assert [country.title for country in found] == ["Côte d'Ivoire", "A &lt; B&copy=c"]


@pytest.mark.parametrize(
    "text",
    ['"many"', "-1", '"-1"', "1.5", '"1.000"', '"1k"', '"10-20"', "true", "null", '"1.5"', "[]", '"' + "9" * 19 + '"'],
)
def test_a_stock_that_is_none_is_left_out(text: str) -> None:
    prices = decode(f'{{"1":{{"2":{{"cost":"1","count":{text}}},"3":{{"cost":"1","count":"0"}}}}}}'.encode())

    assert offers(None, prices) == [Offer(1, 3, Decimal(1), 0)]


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ('"79002415539"', "79002415539"),
        ('"+79002415539"', "79002415539"),
        ("79002415539", "79002415539"),
        ('"+7 900 241-55-39"', "79002415539"),
        ('"7(900)2415539"', "79002415539"),
        ('"7.900.241.55.39"', "79002415539"),
        ('"7\u00a0900\u202f241‑55‑39"', "79002415539"),
        ('"tel:+79002415539"', "79002415539"),
        ('"TEL: 7 900 241 55 39"', "79002415539"),
        ('"0079002415539"', "79002415539"),
        ('"00 7 900 241 55 39"', "79002415539"),
        ("79002415539.0", "79002415539"),
        ('"79002415539.0"', "79002415539"),
        ("7.9002415539E+10", "79002415539"),
        ('"7.9002415539E+10"', "79002415539"),
        ('["79002415539"]', "79002415539"),
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
        '"79002415539, 79002415540"',
        '"79002415539/79002415540"',
        '"7 900 241 55 39 7 900 241 55 40"',
        '"79002415539 ext. 5"',
        '["79002415539","79002415540"]',
        "79002415539.5",
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


@pytest.mark.parametrize("written", ["312345678", '"312345678"', "312345678.0", '"312345678.0"', "3.12345678E+8"])
def test_a_request_is_named_in_any_form_of_a_whole_number(written: str) -> None:
    found = wire.read_bought(decode(f'{{"request_id":{written},"number":"79002415539"}}'.encode()))
    assert found.request_id == "312345678"
    wire.read_status("312345678", decode(f'{{"request_id":{written},"success":true}}'.encode()))


@pytest.mark.parametrize("written", ["3.1E+8", "312345678.5", '""', "-5", '"-5"', "[1,2]", "1E+300", "1E-300"])
def test_a_request_that_may_be_rounded_is_none(written: str) -> None:
    with pytest.raises(NotUnderstood):
        wire.read_bought(decode(f'{{"request_id":{written},"number":"79002415539"}}'.encode()))


@pytest.mark.parametrize(
    ("written", "is_it"), [("3.1E+8", True), ("3.1234568E+8", True), ("3.2E+8", False), ("1", False)]
)
def test_a_rounded_request_is_the_one_that_was_asked_for(written: str, is_it: bool) -> None:
    data = decode(f'{{"request_id":{written},"sms_code":"1243"}}'.encode())
    if is_it:
        assert wire.read_code("312345678", data) == "1243"
    else:
        with pytest.raises(NotUnderstood):
            wire.read_code("312345678", data)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('["123456"]', "123456"),
        ('["","123456"]', "123456"),
        ('{"code":"123456"}', "123456"),
        ('{"sms":{"text":"is 123456"}}', "is 123456"),
        ('{"code":"123456","text":"Your code is 123456"}', "123456"),
        ("123456.0", "123456"),
        ("1.23456E+5", "123456"),
        ('"STATUS_OK:123456"', "123456"),
        ('"caf&eacute; &lt;123456&gt;"', "café <123456>"),
        ('"&amp;amp; 1"', "&amp; 1"),
        ('"https://x.example/?a=1&copy=2"', "https://x.example/?a=1&copy=2"),
        ('"0000"', "0000"),
        ('"NO-1234"', "NO-1234"),
        ('"No code for you: KLMN"', "No code for you: KLMN"),
        ('"код не пришёл"', "код не пришёл"),
    ],
)
def test_a_code_is_found_in_any_shape(written: str, code: str) -> None:
    assert wire.read_code("1", decode(f'{{"sms_code":{written}}}'.encode())) == code


@pytest.mark.parametrize(
    "written",
    [
        *('"null"', '"None"', '"false"', '"-"', '"—"', '"0"', '" "', '"&nbsp;"', '"wait_sms"', '"WAIT_SMS"'),
        *('"Still waiting..."', '"STATUS_WAIT_CODE"', '"STATUS_WAIT_RETRY:1234"', '"STATUS_OK:"', '[""]'),
        *('"Waiting for sms"', '"pending"', '"No SMS received yet."', '"Code not ready"', '"Rejected"', '"…"', '"N/A"'),
        *("null", "false", "0", "0.0", "[]", "{}"),
    ],
)
def test_words_of_the_protocol_are_no_code(written: str) -> None:
    with pytest.raises(StillWaiting):
        wire.read_code("1", decode(f'{{"request_id":1,"sms_code":{written}}}'.encode()))


@pytest.mark.parametrize("written", ["true", "12.5", "-5", '["1111","2222"]', '{"a":"1111","b":"2222"}', "[[[[1]]]]"])
def test_what_could_be_two_codes_is_none(written: str) -> None:
    with pytest.raises(NotUnderstood):
        wire.read_code("1", decode(f'{{"request_id":1,"sms_code":{written}}}'.encode()))


def test_a_long_code_is_cut_and_not_lost() -> None:
    assert wire.read_code("1", {"sms_code": "Your code:\n 12-34 " + "x" * 5000}).startswith("Your code: 12-34 x")


@pytest.mark.parametrize("success", [True, 1, "1", "true", "True", Decimal("1.0"), [True]])
def test_a_status_is_confirmed_by_a_yes(success: object) -> None:
    wire.read_status("1", {"request_id": 1, "success": success})


@pytest.mark.parametrize("success", [False, 0, 2, None, "no", "", [], {}])
def test_a_status_is_not_confirmed_by_anything_else(success: object) -> None:
    with pytest.raises(NotUnderstood):
        wire.read_status("1", {"request_id": 1, "success": success})
