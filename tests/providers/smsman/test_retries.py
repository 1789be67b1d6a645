"""What may be asked again is asked again, a few times; what changes something never is. And which method is taken."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.errors import OutcomeUnknown, ProviderDown, ProviderError, Throttled, WrongToken
from bot.domain.models import Account
from bot.providers.smsman import Connections, SmsMan, accepted_methods
from tests.providers.smsman.provider import SECRET, Answer, MakeClient, Provider, Socket, buy, fixture, rude_provider

Call = Callable[[SmsMan], Awaitable[object]]

REPEATED: dict[str, Call] = {
    "get-balance": SmsMan.balance,
    "limits": SmsMan.limits,
    "get-prices": SmsMan.offers,
    "countries": SmsMan.countries,
    "applications": SmsMan.services,
}
SENT_ONCE: dict[str, Call] = {
    "get-number": lambda client: buy(client, 1, 1),
    "get-sms": lambda client: client.poll("1"),
    "set-status": lambda client: client.reject("1"),
}
PAGE, SLOW = Answer(fixture("broken/page.html"), 502), Answer(b"", 429)


@pytest.mark.parametrize("call", REPEATED)
async def test_a_call_that_changes_nothing_is_repeated(call: str, client: SmsMan, provider: Provider) -> None:
    provider.says(call, PAGE, SLOW, fixture(f"{call}/documented.json"))

    await REPEATED[call](client)

    assert len(provider.asked) == 3


@pytest.mark.parametrize(("answer", "expected"), [(PAGE, ProviderDown), (SLOW, Throttled)])
@pytest.mark.parametrize("call", REPEATED)
async def test_it_is_not_repeated_for_ever(
    call: str, answer: Answer, expected: type[ProviderError], client: SmsMan, provider: Provider
) -> None:
    provider.says(call, answer)

    with pytest.raises(expected):
        await REPEATED[call](client)

    assert len(provider.asked) == 3


async def test_a_clear_no_is_not_asked_again(client: SmsMan, provider: Provider) -> None:
    provider.says("get-balance", fixture("errors/wrong_token.json"))

    with pytest.raises(WrongToken):
        await client.balance()

    assert len(provider.asked) == 1


@pytest.mark.parametrize("answer", [PAGE, SLOW, Answer(b"")])
@pytest.mark.parametrize("call", SENT_ONCE)
async def test_what_others_repeat_or_nobody_may_is_sent_once(
    call: str, answer: Answer, client: SmsMan, provider: Provider
) -> None:
    provider.says(call, answer)

    with pytest.raises((ProviderDown, Throttled, OutcomeUnknown)):
        await SENT_ONCE[call](client)

    assert len(provider.asked) == 1


async def test_a_dropped_connection_is_tried_again(client_of: MakeClient) -> None:
    met: list[str] = []

    async def drops_once(connection: Socket) -> None:
        met.append((await connection.request()).call)
        if len(met) > 1:
            await connection.answer(fixture("get-balance/documented.json"))

    async with rude_provider(drops_once) as url:
        assert isinstance(await client_of(url).balance(), Account)


async def test_both_methods_are_found_to_be_taken(provider: Provider, session: Connections) -> None:
    provider.says("get-balance", fixture("get-balance/documented.json"))

    assert await accepted_methods(session, url=provider.url, token=SECRET) == {"post", "get"}
    assert [(asked.method, asked.call) for asked in provider.asked] == [("POST", "get-balance"), ("GET", "get-balance")]


@pytest.mark.parametrize("taken", ["post", "get"])
async def test_the_one_method_that_is_taken_is_found(taken: str, session: Connections) -> None:
    async def takes_one(connection: Socket) -> None:
        asked = await connection.request()
        name = "get-balance/documented.json" if asked.method == taken.upper() else "errors/wrong_token.json"
        await connection.answer(fixture(name), more="Connection: close\r\n")

    async with rude_provider(takes_one) as url:
        assert await accepted_methods(session, url=url, token=SECRET) == {taken}


async def test_a_wrong_token_is_taken_by_neither_method(provider: Provider, session: Connections) -> None:
    provider.says("get-balance", fixture("errors/wrong_token.json"))

    with pytest.raises(WrongToken):
        await accepted_methods(session, url=provider.url, token=SECRET)


async def test_a_wrong_token_is_found_where_only_get_is_taken(session: Connections) -> None:
    async def takes_get(connection: Socket) -> None:
        asked = await connection.request()
        if asked.method == "GET":
            await connection.answer(fixture("errors/wrong_token.json"), more="Connection: close\r\n")
        else:
            await connection.answer(fixture("broken/page.html"), status="405 No", more="Connection: close\r\n")

    async with rude_provider(takes_get) as url:
        with pytest.raises(WrongToken):
            await accepted_methods(session, url=url, token=SECRET)
