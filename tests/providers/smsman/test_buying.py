"""Buying: sent once, and every way in which the answer can fail says truly whether there may have been a charge."""

import asyncio
import socket
import threading
import time
from decimal import Decimal
from typing import Literal

import aiohttp
import pytest

from bot.domain.errors import (
    AccountEmpty,
    NumberUnreadable,
    OutcomeUnknown,
    OutOfStock,
    PriceChanged,
    ProviderDown,
    ProviderError,
    Refused,
    Throttled,
    WrongToken,
)
from bot.domain.models import Bought
from bot.providers.smsman import SmsMan
from tests.providers.smsman.provider import Answer, MakeClient, Provider, Socket, buy, fixture, rude_provider

Method = Literal["post", "get"]
METHODS = pytest.mark.parametrize("method", ["post", "get"])

SOLD = Bought("881", "79002415539")

CLEAR_NOS: dict[str, type[ProviderError]] = {
    "wrong_token.json": WrongToken,
    "wrong_token_object.json": WrongToken,
    "no_numbers.json": OutOfStock,
    "balance.json": AccountEmpty,
    "too_many_requests.json": Throttled,
    "unknown.json": Refused,
    "success_false_alone.json": Refused,
}


@pytest.mark.parametrize("status", [200, 400, 403])
@pytest.mark.parametrize("name", CLEAR_NOS)
async def test_a_clear_no_is_told_as_it_is(name: str, status: int, client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", Answer(fixture(f"errors/{name}"), status))

    with pytest.raises(CLEAR_NOS[name]):
        await buy(client, 1, 1)

    assert len(provider.asked) == 1


@pytest.mark.parametrize("name", ["wait_sms.json", "wrong_status.json", "gone.json"])
async def test_an_error_that_speaks_of_a_request_is_no_clear_no(name: str, client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", fixture(f"errors/{name}"))

    with pytest.raises(OutcomeUnknown):
        await buy(client, 1, 1)


async def test_http_429_bought_nothing(client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", Answer(b"<html>Slow down</html>", 429))

    with pytest.raises(Throttled):
        await buy(client, 1, 1)

    assert len(provider.asked) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (fixture("broken/empty.txt"), 200),
        (fixture("broken/page.html"), 200),
        (fixture("broken/page.html"), 403),
        (fixture("broken/page.html"), 502),
        (fixture("broken/empty.txt"), 302),
        (fixture("broken/cut.json"), 200),
        (fixture("broken/not_utf8.json"), 200),
        (fixture("errors/unknown.json"), 500),
        (b"[]", 200),
        (b'{"request_id":0,"number":"79002415539"}', 200),
        (b'{"request_id":null,"number":"79002415539"}', 200),
        (b'{"request_id":true,"number":"79002415539"}', 200),
        (b'{"request_id":881}', 200),
        (b'{"request_id":881,"number":"no"}', 200),
        (b'{"request_id":881,"error_code":"no_numbers"}', 200),
        (b'{"request_id":881,"number":7900', 200),
        (b'{"number":"79002415539","request_id":88', 200),
        (b'{"request_id":881,"number":"79002', 200),
        (b'<p>{"request_id":881,"number":"79002415539"},{"request_id":882,"number":"79002415540"}', 200),
    ],
)
async def test_an_unclear_answer_leaves_the_outcome_unknown(
    body: bytes, status: int, client: SmsMan, provider: Provider
) -> None:
    provider.says("get-number", Answer(body, status))

    with pytest.raises(OutcomeUnknown):
        await buy(client, 1, 1)

    assert len(provider.asked) == 1


async def test_an_unknown_outcome_names_the_request_where_the_answer_does(client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", b'{"request_id":88123456,"country_id":1,"numb')

    with pytest.raises(OutcomeUnknown, match=r"\(request 88123456\)"):
        await buy(client, 1, 1)


@pytest.mark.parametrize("status", [200, 201, 403, 500, 502])
@pytest.mark.parametrize(
    "body",
    [
        b'{"request_id":881,"country_id":1,"application_id":1,"number":"79002415539"}',
        b'{"request_id": "881", "number": "+79002415539", "applicat',
        b'{"number":79002415539,"request_id":881,',
        b'<br />\n<b>Warning</b>: x in y.php<br />{"request_id":881,"number":"79002415539"}',
        b'{"request_id":881,"number":"79002415539"}{"request_id":881,"number":"79002415539"}',
        b'{"success":true,"data":{"request_id":881,"number":"79002415539"}}',
        b'[{"request_id":881,"number":"79002415539"}]',
        b'{"success":false,"error_code":"oops","request_id":881,"number":"79002415539"}',
        b'\xff{"request_id":881,"number":"79002415539"}',
    ],
)
async def test_a_purchase_is_found_in_what_came(body: bytes, status: int, client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", Answer(body, status))

    bought = await buy(client, 1, 1)
    assert (bought.request_id, bought.number) == (SOLD.request_id, SOLD.number)


@pytest.mark.parametrize(("quoted", "sent"), [("22", "22"), ("22.01", "23"), ("0.5", "1"), ("22.00", "22")])
async def test_the_quote_bounds_the_charge_in_whole_units(
    quoted: str, sent: str, client: SmsMan, provider: Provider
) -> None:
    provider.says("get-number", fixture("get-number/documented.json"))
    await buy(client, most=Decimal(quoted))
    assert provider.asked[0].form["maxPrice"] == sent
    assert "currency" not in provider.asked[0].form


async def test_the_bound_is_the_operators_to_switch_off_and_to_name_a_currency(
    client_of: MakeClient, provider: Provider
) -> None:
    provider.says("get-number", fixture("get-number/documented.json"))
    await buy(client_of(provider.url, currency="USD"))
    await buy(client_of(provider.url, currency="USD", max_price=False))
    first, second = (asked.form for asked in provider.asked)
    assert first["currency"] == "USD"
    assert not {"maxPrice", "currency"} & second.keys()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"success":false,"error_code":"wrong_price","error_msg":"x"}', PriceChanged),
        (b'{"error_code":"no_numbers","error_msg":"No numbers below your maxPrice"}', PriceChanged),
        (b'{"error_code":"oops","error_msg":{"maxPrice":"Price is higher now"}}', PriceChanged),
        (b'{"error_code":"balance","error_msg":"The price is more than the balance of your account"}', AccountEmpty),
        (b'{"error_code":"oops","error_msg":"The price is more than the balance"}', AccountEmpty),
        (b'{"error_code":"no_numbers","error_msg":"No numbers, try again..."}', OutOfStock),
        (b'{"error_code":"oops","error_msg":"surprise"}', Refused),
    ],
)
async def test_a_no_for_the_price_is_told_from_one_for_the_account(
    body: bytes, kind: type[ProviderError], client: SmsMan, provider: Provider
) -> None:
    provider.says("get-number", body)
    with pytest.raises(ProviderError) as caught:
        await buy(client)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    "body",
    [
        b'{"request_id":881}',
        b'{"request_id":881,"number":"no"}',
        b'{"request_id":881,"number":"79002415539/79002415540"}',
        b'{"request_id":881.0,"number":7.9E+10}',
        b'{"request_id":881,"country_id":1,"numb',
        b'[{"request_id":881,"number":["1","2"]}]',
    ],
)
async def test_a_number_that_is_charged_and_unreadable_names_its_request(
    body: bytes, client: SmsMan, provider: Provider
) -> None:
    provider.says("get-number", body)
    with pytest.raises(NumberUnreadable) as caught:
        await buy(client)
    assert caught.value.request_id == "881"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"message":"upstream timed out","request_id":"4bf92f3577b34da6"}', 200),
        (b'{"message":"upstream timed out","request_id":881}', 502),
        (b'{"error_code":"no_numbers","request_id":881}', 200),
        (b'{"request_id":881}{"request_id":882}', 200),
    ],
)
async def test_a_request_that_may_not_be_ours_is_not_named_for_giving_back(
    body: bytes, status: int, client: SmsMan, provider: Provider
) -> None:
    provider.says("get-number", Answer(body, status))
    with pytest.raises(OutcomeUnknown) as caught:
        await buy(client)
    assert type(caught.value) is OutcomeUnknown


@METHODS
async def test_a_provider_that_is_not_there_charged_nothing(method: Method, client_of: MakeClient) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/control"
        with pytest.raises(ProviderDown, match="could not connect"):
            await buy(client_of(url, method=method), 1, 1)


async def test_a_name_that_does_not_exist_charged_nothing(client_of: MakeClient) -> None:
    with pytest.raises(ProviderDown, match="could not connect"):
        await buy(client_of("http://provider.invalid/control"), 1, 1)


async def test_a_failed_tls_handshake_charged_nothing(client_of: MakeClient, provider: Provider) -> None:
    with pytest.raises(ProviderDown, match="could not connect"):
        await buy(client_of(provider.url.replace("http://", "https://")), 1, 1)

    assert provider.asked == []


async def test_a_connection_that_is_never_made_charged_nothing(client_of: MakeClient) -> None:
    async def silent(connection: Socket) -> None:
        await asyncio.Event().wait()

    async with rude_provider(silent) as url:  # the TLS handshake hangs
        client = client_of(url.replace("http://", "https://"), buy_timeout=0.2)
        with pytest.raises(ProviderDown, match="could not connect"):
            await buy(client, 1, 1)


async def test_a_closed_session_charged_nothing(
    client: SmsMan, provider: Provider, session: aiohttp.ClientSession
) -> None:
    await session.close()

    with pytest.raises(ProviderDown):
        await buy(client, 1, 1)

    assert provider.asked == []


@METHODS
async def test_a_reused_connection_that_drops_after_the_request_is_charged_once(
    method: Method, client_of: MakeClient
) -> None:
    charged: list[str] = []

    async def drops_when_asked_to_sell(connection: Socket) -> None:
        while True:
            asked = await connection.request()
            if asked.call == "get-number":
                charged.append(asked.form["application_id"])
                return
            await connection.answer(fixture("get-balance/documented.json"))

    async with rude_provider(drops_when_asked_to_sell) as url:
        client = client_of(url, method=method)
        await client.balance()  # leaves a kept-alive connection behind
        with pytest.raises(OutcomeUnknown):
            await buy(client, 1, 3)

    assert charged == ["3"]


@METHODS
@pytest.mark.parametrize("call", ["reject", "close"])
async def test_a_status_whose_answer_is_lost_was_sent_once(
    method: Method, call: Literal["reject", "close"], client_of: MakeClient
) -> None:
    sent: list[str] = []

    async def drops(connection: Socket) -> None:
        asked = await connection.request()
        sent.append(asked.form["status"])

    async with rude_provider(drops) as url:
        client = client_of(url, method=method)
        with pytest.raises(OutcomeUnknown):
            await (client.reject("1") if call == "reject" else client.close("1"))

    assert sent == [call]


async def test_a_purchase_takes_no_connection_that_the_provider_may_have_closed(client_of: MakeClient) -> None:
    async def closes_after_each_answer(connection: Socket) -> None:
        asked = await connection.request()
        await connection.answer(fixture(f"{asked.call}/documented.json"))  # and says nothing of closing

    async with rude_provider(closes_after_each_answer) as url:
        client = client_of(url)
        await client.balance()
        assert await buy(client, 1, 1) == Bought("1", "79002415539", country_id=1, service_id=1)


@METHODS
async def test_a_purchase_without_an_answer_in_time_is_unknown(method: Method, client_of: MakeClient) -> None:
    asked: list[str] = []

    async def silent(connection: Socket) -> None:
        asked.append((await connection.request()).call)
        await connection.hung_up()

    async with rude_provider(silent) as url:
        with pytest.raises(OutcomeUnknown, match="TimeoutError"):
            await buy(client_of(url, method=method, buy_timeout=0.2), 1, 1)

    assert asked == ["get-number"]


SALE = b'{"request_id":881,"number":"79002415539","country_id":1}'


@pytest.mark.parametrize("cut", [len(SALE), len(SALE) - 5])
async def test_a_purchase_cut_short_is_saved(cut: int, client_of: MakeClient) -> None:
    async def cuts(connection: Socket) -> None:
        await connection.request()
        await connection.answer(SALE[:cut], length=len(SALE) + 100)

    async with rude_provider(cuts) as url:
        bought = await buy(client_of(url), 1, 1)
    assert (bought.request_id, bought.number) == (SOLD.request_id, SOLD.number)


async def test_a_purchase_that_stalls_half_way_is_saved(client_of: MakeClient) -> None:
    async def stalls(connection: Socket) -> None:
        await connection.request()
        await connection.answer(SALE[:45], length=len(SALE))
        await connection.hung_up()

    async with rude_provider(stalls) as url:
        assert await buy(client_of(url, buy_timeout=0.3), 1, 1) == SOLD


async def test_a_clear_no_with_a_broken_end_is_still_a_clear_no(client_of: MakeClient) -> None:
    async def cuts(connection: Socket) -> None:
        await connection.request()
        await connection.answer(fixture("errors/no_numbers.json"), length=5000)

    async with rude_provider(cuts) as url:
        with pytest.raises(OutOfStock):
            await buy(client_of(url), 1, 1)


async def test_a_cancelled_purchase_is_not_turned_into_an_answer(client_of: MakeClient) -> None:
    arrived = asyncio.Event()

    async def silent(connection: Socket) -> None:
        await connection.request()
        arrived.set()
        await connection.hung_up()

    async with rude_provider(silent) as url:
        buying = asyncio.ensure_future(buy(client_of(url), 1, 1))
        await arrived.wait()
        buying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await buying


@METHODS
async def test_an_answer_that_came_while_the_process_stood_still_is_read(client_of: MakeClient, method: Method) -> None:
    """When it goes on, the purchase's time is over before anybody has read what came."""
    body = fixture("get-number/documented.json")
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                loop.call_soon_threadsafe(asked.set)
                time.sleep(0.2)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

        threading.Thread(target=answer, daemon=True).start()
        client = client_of(f"http://127.0.0.1:{server.getsockname()[1]}", method=method, buy_timeout=0.6)
        buying = asyncio.create_task(buy(client))
        await asked.wait()
        time.sleep(1.0)  # noqa: ASYNC251 -- the whole process sleeps
        assert (await buying).number
