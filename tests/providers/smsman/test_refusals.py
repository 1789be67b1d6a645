"""Each error of the provider becomes the error that says what to do, whatever the call and the HTTP status."""

from collections.abc import Awaitable, Callable
from itertools import product

import pytest

from bot.domain.errors import (
    AccountEmpty,
    ActivationGone,
    OutcomeUnknown,
    OutOfStock,
    ProviderDown,
    ProviderError,
    Refused,
    StillWaiting,
    Throttled,
    WrongStatus,
    WrongToken,
)
from bot.providers.smsman import SmsMan
from tests.every import every_case
from tests.providers.smsman.provider import FIXTURES, Answer, Provider, fixture

Call = Callable[[SmsMan], Awaitable[object]]

ERRORS: dict[str, type[ProviderError]] = {
    "wrong_token.json": WrongToken,
    "wrong_token_object.json": WrongToken,
    "wrong_token_without_code.json": WrongToken,
    "no_numbers.json": OutOfStock,
    "balance.json": AccountEmpty,
    "wait_sms.json": StillWaiting,
    "wrong_status.json": WrongStatus,
    "gone.json": ActivationGone,
    "gone_without_code.json": ActivationGone,
    "too_many_requests.json": Throttled,
    "unknown.json": Refused,
    "success_false_alone.json": Refused,
}
BROKEN = [f"broken/{path.name}" for path in sorted((FIXTURES / "broken").iterdir())]

READS: dict[str, Call] = {
    "get-balance": SmsMan.balance,
    "limits": SmsMan.limits,
    "get-sms": lambda client: client.poll("1"),
    "get-prices": SmsMan.offers,
    "countries": SmsMan.countries,
    "applications": SmsMan.services,
}
CALLS: dict[str, Call] = READS | {"set-status": lambda client: client.reject("1")}


@pytest.mark.parametrize("call", CALLS)
async def test_an_error_code_means_the_same_everywhere(call: str, client: SmsMan, provider: Provider) -> None:
    with every_case() as case:
        for name, status in product(ERRORS, (200, 400, 403, 404)):
            with case(name, status):
                provider.says(call, Answer(fixture(f"errors/{name}"), status))

                with pytest.raises(ProviderError) as caught:
                    await CALLS[call](client)

                assert type(caught.value) is ERRORS[name]
                assert str(caught.value).startswith(f"{call}: ")


def test_every_recorded_error_is_used() -> None:
    assert {path.name for path in (FIXTURES / "errors").iterdir()} == ERRORS.keys()


async def test_an_error_text_is_the_providers_own_words(client: SmsMan, provider: Provider) -> None:
    provider.says("get-sms", fixture("errors/unknown.json"))

    with pytest.raises(Refused, match=r"^get-sms: service_closed: Closed on Sundays$"):
        await client.poll("1")


async def test_a_known_error_is_itself_under_a_5xx_too(client: SmsMan, provider: Provider) -> None:
    with every_case() as case:
        for name in [name for name, kind in ERRORS.items() if kind is not Refused]:
            with case(name):
                provider.says("set-status", Answer(fixture(f"errors/{name}"), 500))

                with pytest.raises(ERRORS[name]):
                    await client.reject("1")


async def test_unknown_words_under_a_5xx_prove_nothing(client: SmsMan, provider: Provider) -> None:
    with every_case() as case:
        for name in [name for name, kind in ERRORS.items() if kind is Refused]:
            with case(name):
                provider.says("set-status", Answer(fixture(f"errors/{name}"), 500))
                provider.says("get-sms", Answer(fixture(f"errors/{name}"), 500))

                with pytest.raises(OutcomeUnknown):
                    await client.reject("1")
                with pytest.raises(ProviderDown):
                    await client.poll("1")


async def test_http_429_is_throttling_whatever_it_says(client: SmsMan, provider: Provider) -> None:
    bodies = b"", b"<html>Slow down</html>", b'{"message":"Too Many Attempts."}', b'{"a":1}'
    with every_case() as case:
        for call, body in product(CALLS, bodies):
            with case(call, body):
                provider.says(call, Answer(body, 429))

                with pytest.raises(Throttled):
                    await CALLS[call](client)


async def test_a_message_alone_is_a_refusal_under_a_4xx(client: SmsMan, provider: Provider) -> None:
    provider.says("get-sms", Answer(b'{"message":"Not Acceptable"}', 406))

    with pytest.raises(Refused, match="Not Acceptable"):
        await client.poll("1")


@pytest.mark.parametrize("call", READS)
async def test_rubbish_is_a_provider_that_is_down(call: str, client: SmsMan, provider: Provider) -> None:
    with every_case() as case:
        for broken, status in product(BROKEN, (200, 403, 500, 502)):
            with case(broken, status):
                provider.says(call, Answer(fixture(broken), status))

                with pytest.raises(ProviderDown, match=rf"^{call}: HTTP {status}, {len(fixture(broken))} bytes"):
                    await READS[call](client)


@pytest.mark.parametrize("call", READS)
async def test_a_good_answer_under_a_5xx_is_not_taken(call: str, client: SmsMan, provider: Provider) -> None:
    provider.says(call, Answer(fixture(f"{call}/documented.json"), 500))

    with pytest.raises(ProviderDown):
        await READS[call](client)


async def test_rubbish_about_a_status_leaves_it_unknown(client: SmsMan, provider: Provider) -> None:
    with every_case() as case:
        for broken, status in product(BROKEN, (200, 302, 403, 500, 502)):
            with case(broken, status):
                provider.says("set-status", Answer(fixture(broken), status))

                with pytest.raises(OutcomeUnknown):
                    await client.reject("1")
