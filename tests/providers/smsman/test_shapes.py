"""Answers as the world sends them: in other shapes, with something around them, or with a broken end."""

from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest

from bot.domain.errors import (
    OutcomeUnknown,
    ProviderDown,
    ProviderError,
    StillWaiting,
    Unreadable,
)
from bot.providers.smsman import SmsMan
from tests.providers.smsman.provider import Answer, MakeClient, Provider, Socket, fixture, rude_provider

NOTICE = b"<br />\n<b>Notice</b>:  Undefined index: x[1] in <b>/w.php</b> on line <b>7</b><br />\n"
SMS = b'{"request_id":"312345678","sms_code":"123456"}'
DONE = b'{"request_id":312345678,"success":true}'


def around(body: bytes) -> list[tuple[bytes, int]]:
    return [
        (body, 200),
        (body, 201),
        (body, 400),
        (body, 404),
        (NOTICE + body, 200),
        (body + b"\n<!-- 0.12 s -->", 200),
        (NOTICE + body + NOTICE, 200),
        (b"\xef\xbb\xbf" + body, 200),
        (b"[" + body + b"]", 200),
        (b'{"data":' + body + b"}", 200),
        (b'{"success":true,"data":[' + body + b"]}", 200),
        (b'{"error_code":null,"error_msg":"","result":' + body + b"}", 200),
        (body + body, 200),
    ]


@pytest.mark.parametrize(("body", "status"), around(SMS))
async def test_a_code_is_found_whatever_stands_around_it(
    body: bytes, status: int, client: SmsMan, provider: Provider
) -> None:
    provider.says("get-sms", Answer(body, status))
    assert await client.poll("312345678") == "123456"


@pytest.mark.parametrize(("body", "status"), around(DONE))
async def test_a_status_is_confirmed_whatever_stands_around_it(
    body: bytes, status: int, client: SmsMan, provider: Provider
) -> None:
    provider.says("set-status", Answer(body, status))
    await client.reject("312345678")


@pytest.mark.parametrize(
    "body",
    [
        b'{"request_id":"312345678","sms_code":"123456"',
        b'{"request_id":312345678.0,"sms_code":"123456","application_id":1',
        b'{"sms_code":["123456"],"request_id":312345678}',
        b'{"sms_code":"123456"}',
        b'{"sms_code":"caf\xe9 123456","request_id":"312345678"}',
        b'{"request_id":"312345678","sms_code":"line\nline 123456"}',
    ],
)
async def test_a_code_is_saved_from_a_broken_answer(body: bytes, client_of: MakeClient) -> None:
    async def cuts(connection: Socket) -> None:
        await connection.request()
        await connection.answer(body, length=500)

    async with rude_provider(cuts) as url:
        assert (await client_of(url).poll("312345678")).endswith("123456")


@pytest.mark.parametrize(
    "body",
    [
        b'{"request_id":"312345678","sms_code":"1234',
        b'{"request_id":"312345678","error_code":"wait_sms","sms_code":"123456","x',
        b'{"request_id":"312345679","sms_code":"123456","x',
        b'{"sms_code":"123456","sms_code":"654321","x',
        b'{"sms_code":"123456"}{"sms_code":"654321"}',
        b'{"request_id":1,"sms_code":"123456"}',
        b'{"request_id":312345678,"code":"AB12CD"}',
        b'{"request_id":312345678,"message":"AB12CD"}',
        b'{"sms_code":["AB12CD","EF34GH"]}',
        b'["AB12CD"]',
        NOTICE + b'{"AB12CD":{"code":"AB12CD"}}',
    ],
)
async def test_what_can_not_be_read_is_no_outage_and_tells_nothing_of_what_it_holds(
    body: bytes, client: SmsMan, provider: Provider
) -> None:
    provider.says("get-sms", body)
    with pytest.raises(Unreadable) as caught:
        await client.poll("312345678")
    assert not [part for part in ("AB12CD", "EF34GH", "123456", "1234") if part in str(caught.value)]


@pytest.mark.parametrize("call", ["get-sms", "set-status"])
async def test_no_word_that_may_be_a_code_is_told_of_a_refusal(call: str, client: SmsMan, provider: Provider) -> None:
    provider.says(call, b'{"success":false,"error_code":"oops","error_msg":"AB12CD and QWERTY do not exist"}')
    with pytest.raises(ProviderError) as caught:
        await (client.poll("1") if call == "get-sms" else client.reject("1"))
    assert "AB12CD" not in str(caught.value)
    assert "QWERTY" not in str(caught.value)


async def test_words_of_the_protocol_are_waiting(client: SmsMan, provider: Provider) -> None:
    for word in ("null", "STATUS_WAIT_CODE", "-", "wait_sms"):
        provider.says("get-sms", f'{{"request_id":1,"sms_code":"{word}"}}'.encode())
        with pytest.raises(StillWaiting):
            await client.poll("1")


@pytest.mark.parametrize(
    "body",
    [
        b'{"success":true}{"success":false,"error_code":"wrong_status"}',
        b'{"request_id":312345678,"success":true',
        b'{"request_id":312345679,"success":true}',
        b'{"data":{"request_id":312345679},"success":true}',
        b'{"x":{"success":true}',
        b'{"success":"maybe"}',
    ],
)
async def test_a_status_that_could_be_two_things_is_not_confirmed(
    body: bytes, client: SmsMan, provider: Provider
) -> None:
    provider.says("set-status", body)
    with pytest.raises(OutcomeUnknown):
        await client.reject("312345678")


LISTS: dict[str, Callable[[SmsMan], Awaitable[object]]] = {
    "countries": SmsMan.countries,
    "applications": SmsMan.services,
    "get-prices": SmsMan.offers,
    "limits": SmsMan.limits,
    "get-balance": SmsMan.balance,
}


@pytest.mark.parametrize("call", LISTS)
async def test_lists_are_read_behind_a_notice_and_in_a_wrapper(call: str, client: SmsMan, provider: Provider) -> None:
    plain = fixture(f"{call}/documented.json")
    provider.says(call, plain)
    expected = await LISTS[call](client)
    for body in (NOTICE + plain, plain + b"<!-- x -->", b'{"success":true,"data":' + plain + b"}"):
        provider.says(call, body)
        assert await LISTS[call](client) == expected


@pytest.mark.parametrize("call", LISTS)
async def test_a_list_with_a_missing_end_is_not_read_in_part(call: str, client: SmsMan, provider: Provider) -> None:
    plain = fixture(f"{call}/documented.json").rstrip()
    for body in (plain[:-1], NOTICE + plain[:-1], plain[:-1] + NOTICE):
        provider.says(call, body)
        with pytest.raises(ProviderDown):
            await LISTS[call](client)


@pytest.mark.parametrize("call", LISTS)
async def test_a_strange_list_is_no_outage(call: str, client: SmsMan, provider: Provider) -> None:
    provider.says(call, b'{"balance":"1,234","a":{"b":{"c":1}}}')
    with pytest.raises(Unreadable):
        await LISTS[call](client)
    assert len(provider.asked) == 1, "asking again would bring the same"


async def test_a_balance_for_people_is_read(client: SmsMan, provider: Provider) -> None:
    provider.says("get-balance", b'{"balance":"1,234.56 RUB","rating":"96.5","hold":"-"}')
    account = await client.balance()
    assert (account.balance, account.rating, account.hold) == (Decimal("1234.56"), Decimal("96.5"), None)
