"""Each shape of each answer, as documented and as clients meet it, becomes the right value; each call asks rightly."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Literal

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.domain.errors import OutcomeUnknown, ProviderDown, StillWaiting, Unreadable
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.domain.protocols import Provider as ProviderProtocol
from bot.providers.smsman import Limit, SmsMan, Status
from tests.providers.smsman.provider import FIXTURES, TOKEN, Answer, MakeClient, Provider, always, buy, fixture

Call = Callable[[SmsMan], Awaitable[object]]

RUSSIA_AND_CHINA = [Country(0, "Russia"), Country(3, "China")]
VK, WECHAT, TELEGRAM = Service(1, "Vkontakte", "vk"), Service(2, "WeChat", "wb"), Service(3, "Telegram", "tg")

UNDERSTOOD: dict[str, tuple[Call, object]] = {
    "get-balance/documented.json": (SmsMan.balance, Account(Decimal("799.70"))),
    "get-balance/more_keys.json": (SmsMan.balance, Account(Decimal("1250.5"), Decimal("37.20"), 50, 3, Decimal(87))),
    "get-balance/a_number.json": (SmsMan.balance, Account(Decimal("12.30"))),
    "limits/documented.json": (SmsMan.limits, [Limit(1, 1, 32302), Limit(2, 1, 3494)]),
    "limits/two_levels.json": (SmsMan.limits, [Limit(0, 1, 32302), Limit(0, 2, 12), Limit(7, 1, 5)]),
    "limits/of_one_country.json": (lambda c: c.limits(7), [Limit(7, 1, 32302), Limit(7, 2, 0)]),
    "limits/of_one_country_and_service.json": (lambda c: c.limits(7, 1), [Limit(7, 1, 32302)]),
    "limits/of_one_service.json": (lambda c: c.limits(service_id=1), [Limit(3, 1, 9), Limit(4, 1, 8)]),
    "limits/nothing.json": (SmsMan.limits, []),
    "get-number/documented.json": (lambda c: buy(c, 1, 1), Bought("1", "79002415539", country_id=1, service_id=1)),
    "get-number/strings.json": (lambda c: buy(c, 14, 3), Bought("884201", "84901234567", country_id=14, service_id=3)),
    "get-number/number_as_integer.json": (
        lambda c: buy(c, 14, 3),
        Bought("884202", "84901234567", country_id=14, service_id=3),
    ),
    "get-sms/documented.json": (lambda c: c.poll("1"), "1243"),
    "get-sms/string_request_id.json": (lambda c: c.poll("1"), "G-004 211"),
    "get-sms/code_as_integer.json": (lambda c: c.poll("1"), "51243"),
    "set-status/documented.json": (lambda c: c.reject("1"), None),
    "set-status/strings.json": (lambda c: c.close("1"), None),
    "get-prices/documented.json": (
        SmsMan.offers,
        [Offer(0, 1, Decimal(15), 6455), Offer(0, 2, Decimal(50), 124), Offer(1, 3, Decimal(6), 1000)],
    ),
    "get-prices/more_keys.json": (SmsMan.offers, [Offer(0, 1, Decimal("15.5"), 6455)]),
    "get-prices/of_one_country.json": (
        lambda c: c.offers(5),
        [Offer(5, 3, Decimal("12.5"), 3), Offer(5, 4, Decimal(7), 0)],
    ),
    "get-prices/of_one_country_nested.json": (lambda c: c.offers(5), [Offer(5, 3, Decimal("12.5"), 3)]),
    "get-prices/as_a_list.json": (SmsMan.offers, [Offer(5, 3, Decimal("12.5"), 3)]),
    "get-prices/nothing.json": (lambda c: c.offers(5), []),
    "get-prices/some_senseless.json": (SmsMan.offers, [Offer(5, 3, Decimal("12.5"), 3)]),
    "countries/documented.json": (SmsMan.countries, RUSSIA_AND_CHINA),
    "countries/keyed.json": (SmsMan.countries, [Country(0, "Russia"), Country(3, "China", "cn")]),
    "countries/keys_alone.json": (SmsMan.countries, RUSSIA_AND_CHINA),
    "countries/some_senseless.json": (SmsMan.countries, [Country(3, "China")]),
    "countries/tricks.json": (SmsMan.countries, [Country(3, "China PRC")]),
    "applications/documented.json": (SmsMan.services, [VK, WECHAT, TELEGRAM]),
    "applications/keyed.json": (SmsMan.services, [VK, Service(2, "WeChat"), Service(3, "Telegram")]),
}
REQUEST = "312345678"
UNDERSTOOD |= {
    f"get-sms/{name}": (lambda c: c.poll(REQUEST), "123456")
    for name in (
        *("list.json", "object.json", "float.json", "notice.txt", "request_id_as_float.json", "wrapped.json"),
        "encoded_twice.json",
    )
}
UNDERSTOOD |= {
    "get-sms/not_utf8.txt": (lambda c: c.poll(REQUEST), "caf� 123456"),
    "get-sms/whole_sms.json": (lambda c: c.poll(REQUEST), "Your Telegram code: 12345. Do not share it"),
    "set-status/wrapped.json": (lambda c: c.reject(REQUEST), None),
    "set-status/notice.txt": (lambda c: c.reject(REQUEST), None),
}
UNDERSTOOD |= {
    f"get-number/{name}.json": (lambda c: buy(c, 2, 3), Bought(REQUEST, "79161234567", country_id=2, service_id=3))
    for name in (
        *("spaces", "parentheses", "dots", "no_break_space", "tel", "two_zeros", "number_as_float", "exponent"),
        *("request_id_as_float", "direction_marks", "entity", "encoded_twice"),
    )
}
UNDERSTOOD |= {
    f"get-balance/{name}.json": (SmsMan.balance, Account(Decimal(balance)))
    for name, balance in {
        "thousands": "1234.56",
        "space": "1234.56",
        "no_zero": "0.50",
        **dict.fromkeys(("decimal_comma", "currency", "entity", "plus"), "799.70"),
    }.items()
}
UNDERSTOOD |= {
    f"get-prices/{name}.json": (lambda c: c.offers(2), [Offer(2, 3, Decimal(price), stock)])
    for name, price, stock in (
        ("count_thousand_plus", "12.50", 1000),
        ("count_with_comma", "12.50", 1000),
        ("count_with_no_break_space", "12.50", 10000),
        ("count_as_float", "12.50", 3),
        ("count_about", "12.50", 5),
        ("count_with_unit", "12.50", 3),
        ("cost_decimal_comma", "12.50", 3),
        ("cost_no_zero", "0.50", 3),
        ("cost_point_last", "12", 3),
        ("cost_entity", "12.50", 3),
        ("wrapped", "12.50", 3),
    )
}
"""Answers as the world sends them."""
NOT_UNDERSTOOD: dict[str, tuple[Call, type[Exception]]] = {
    "get-sms/waiting.json": (lambda c: c.poll("1"), StillWaiting),
    "get-sms/empty_code.json": (lambda c: c.poll("1"), StillWaiting),
    "get-sms/another_request.json": (lambda c: c.poll("1"), Unreadable),
    "get-sms/no_code_at_all.json": (lambda c: c.poll("1"), Unreadable),
    "set-status/another_request.json": (lambda c: c.reject("1"), OutcomeUnknown),
    "set-status/not_confirmed.json": (lambda c: c.reject("1"), OutcomeUnknown),
    "set-status/cut.json": (lambda c: c.reject(REQUEST), OutcomeUnknown),
    "get-sms/status_word.json": (lambda c: c.poll(REQUEST), StillWaiting),
    "get-sms/words_for_no_sms.json": (lambda c: c.poll(REQUEST), StillWaiting),
    "get-balance/two_meanings.json": (SmsMan.balance, Unreadable),
    "get-prices/two_meanings.json": (lambda c: c.offers(2), Unreadable),
    "get-prices/all_senseless.json": (SmsMan.offers, Unreadable),
    "countries/all_senseless.json": (SmsMan.countries, Unreadable),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
async def test_an_answer_in_either_dialect_is_understood(name: str, client: SmsMan, provider: Provider) -> None:
    call, expected = UNDERSTOOD[name]
    provider.says(name.partition("/")[0], fixture(name))

    value = await call(client)
    assert value == expected

    assert repr(value) == repr(expected)  # tells Decimal("15") from 15, and True from 1


@pytest.mark.parametrize("name", NOT_UNDERSTOOD)
async def test_an_answer_without_a_value_is_an_error(name: str, client: SmsMan, provider: Provider) -> None:
    call, expected = NOT_UNDERSTOOD[name]
    provider.says(name.partition("/")[0], fixture(name))

    with pytest.raises(expected):
        await call(client)


def test_every_recorded_answer_is_used() -> None:
    recorded = {str(path.relative_to(FIXTURES)) for path in FIXTURES.glob("*/*")}
    of_other_tests = {name for name in recorded if name.startswith(("errors/", "broken/"))}

    assert recorded - of_other_tests == UNDERSTOOD.keys() | NOT_UNDERSTOOD.keys()


REQUESTS: list[tuple[Call, str, dict[str, str], str]] = [
    (SmsMan.balance, "get-balance", {}, "get-balance/documented.json"),
    (SmsMan.limits, "limits", {}, "limits/documented.json"),
    (lambda c: c.limits(0, 2), "limits", {"country_id": "0", "application_id": "2"}, "limits/nothing.json"),
    (
        lambda c: buy(c, 0, 3),
        "get-number",
        {"country_id": "0", "application_id": "3", "ref": "friend", "maxPrice": "10"},
        "get-number/documented.json",
    ),
    (lambda c: c.poll("1"), "get-sms", {"request_id": "1"}, "get-sms/documented.json"),
    (SmsMan.offers, "get-prices", {}, "get-prices/documented.json"),
    (lambda c: c.offers(0), "get-prices", {"country_id": "0"}, "get-prices/nothing.json"),
    (SmsMan.countries, "countries", {}, "countries/documented.json"),
    (SmsMan.services, "applications", {}, "applications/documented.json"),
    (lambda c: c.reject("1"), "set-status", {"request_id": "1", "status": "reject"}, "set-status/documented.json"),
    (lambda c: c.close("1"), "set-status", {"request_id": "1", "status": "close"}, "set-status/documented.json"),
    (
        lambda c: c.set_status("1", Status.READY),
        "set-status",
        {"request_id": "1", "status": "ready"},
        "set-status/documented.json",
    ),
    (
        lambda c: c.set_status("1", Status.USED),
        "set-status",
        {"request_id": "1", "status": "used"},
        "set-status/documented.json",
    ),
]


@pytest.mark.parametrize("method", ["post", "get"])
@pytest.mark.parametrize(("call", "name", "form", "answer"), REQUESTS)
async def test_a_call_asks_what_is_documented(
    call: Call,
    name: str,
    form: dict[str, str],
    answer: str,
    method: Literal["post", "get"],
    provider: Provider,
    client_of: MakeClient,
) -> None:
    provider.says(name, fixture(answer))

    await call(client_of(provider.url, method=method, ref="friend"))

    [asked] = provider.asked
    assert (asked.method, asked.call) == (method.upper(), name)
    nonce = {"_": asked.form.get("_", "")} if method == "get" else {}  # against what keeps answers on the way
    assert asked.form == {"token": TOKEN} | form | nonce
    assert (asked.headers.get("Cache-Control") == "no-cache") == (method == "get")
    assert asked.headers["Accept-Encoding"] == "identity"
    assert "Cookie" not in asked.headers


async def test_no_two_gets_have_one_address(provider: Provider, client_of: MakeClient) -> None:
    """What keeps answers on the way would give the first one's number to the second."""
    provider.says("get-number", fixture("get-number/documented.json"))
    for _ in range(2):
        await buy(client_of(provider.url, method="get"))
    first, second = provider.asked
    assert first.form["_"] != second.form["_"]
    assert {**first.form, "_": ""} == {**second.form, "_": ""}


@pytest.mark.parametrize("method", ["post", "get"])
async def test_what_has_a_meaning_in_a_form_or_an_address_arrives_as_it_is(
    method: Literal["post", "get"], provider: Provider, client_of: MakeClient
) -> None:
    odd = "a b+c&d=e%2Fé/#?"
    provider.says("get-number", fixture("get-number/documented.json"))

    await buy(client_of(provider.url, method=method, ref=odd, token=SecretStr(odd)), 1, 1)

    form = {name: value for name, value in provider.asked[0].form.items() if name != "_"}
    assert form == {"token": odd, "country_id": "1", "application_id": "1", "ref": odd, "maxPrice": "10"}


async def test_no_referral_id_is_sent_where_none_is_set(client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", fixture("get-number/documented.json"))

    await buy(client, 1, 1)

    assert "ref" not in provider.asked[0].form


async def test_cookies_of_the_provider_are_not_kept(client: SmsMan, provider: Provider) -> None:
    provider.says("get-balance", Answer(fixture("get-balance/documented.json"), headers={"Set-Cookie": "a=b"}))

    await client.balance()
    await client.balance()

    assert "Cookie" not in provider.asked[1].headers


async def test_others_have_their_turns_while_a_long_price_list_is_read(client: SmsMan, provider: Provider) -> None:
    services = {str(service): {"cost": "15", "count": 6455} for service in range(1500)}
    provider.says("get-prices", json.dumps(dict.fromkeys(map(str, range(40)), services)).encode())
    read = asyncio.ensure_future(client.offers())
    turns = 0
    while not read.done():
        await asyncio.sleep(0)
        turns += bool(provider.asked)  # from the request on

    assert len(await read) == 40 * 1500
    assert turns > 40


@pytest.mark.parametrize("cut", [0, 1, 2, 30_000, 90_000])
async def test_a_long_list_that_is_cut_or_followed_by_more_is_no_answer(
    cut: int, client: SmsMan, provider: Provider
) -> None:
    services = {str(service): {"cost": "15", "count": 6455} for service in range(5000)}
    whole = json.dumps({"5": services}).encode()
    provider.says("get-prices", whole[:-cut] if cut else whole + b" {}")

    with pytest.raises(ProviderDown if cut else Unreadable, match="bytes"):
        await client.offers()


async def test_a_long_list_of_names_is_read_as_a_short_one(client: SmsMan, provider: Provider) -> None:
    names = [{"id": number, "title": f"Việt {number}"} for number in range(5000)]
    provider.says("countries", json.dumps(names, ensure_ascii=False).encode())
    provider.says("applications", json.dumps({entry["id"]: entry for entry in names}).encode())

    assert await client.countries() == [Country(number, f"Việt {number}") for number in range(5000)]
    assert (await client.services())[4999] == Service(4999, "Việt 4999")


async def test_entries_left_out_are_counted_in_the_log_once(client: SmsMan, provider: Provider) -> None:
    provider.says("get-prices", fixture("get-prices/some_senseless.json"))

    with capture_logs() as logs:
        await client.offers()

    assert logs == [
        {"event": "entries left out", "log_level": "warning", "call": "get-prices", "left_out": 7, "kept": 1}
    ]


async def test_the_bot_meets_it_as_a_provider(client: SmsMan, provider: Provider) -> None:
    async def shop(seller: ProviderProtocol) -> Bought:
        return await seller.buy(1, 1, most=Decimal(10), may_send=always)

    provider.says("get-number", fixture("get-number/documented.json"))

    assert await shop(client) == Bought("1", "79002415539", country_id=1, service_id=1)
