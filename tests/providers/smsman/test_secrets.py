"""Neither the token nor a number nor a code shows in a log, an exception or a repr, whatever the provider does."""

import asyncio
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator
from typing import Literal
from urllib.parse import quote, quote_plus

import pytest

from bot.domain.errors import ProviderError
from bot.providers.smsman import SmsMan, accepted_methods, open_session
from bot.providers.smsman.answers import clean, excerpt
from tests.providers.smsman.provider import SECRET, TOKEN, MakeClient, Socket, buy, rude_provider

Call = Callable[[SmsMan], Awaitable[object]]

NUMBER, CODE = "79002415539", "G-41927"
NAMED = f"token={TOKEN}&number={NUMBER}, sms_code: {CODE}"
SECRETS = {TOKEN, quote(TOKEN, safe=""), quote_plus(TOKEN), TOKEN[:8], NUMBER, "415539", CODE, "41927"}

CALLS: list[Call] = [
    SmsMan.balance,
    SmsMan.limits,
    SmsMan.offers,
    SmsMan.countries,
    SmsMan.services,
    lambda client: buy(client, 1, 1),
    lambda client: client.poll("1"),
    lambda client: client.reject("1"),
]
JSON = f'{{"success":false,"error_code":"x","error_msg":"bad {TOKEN} {NUMBER}","sms_code":"{CODE}"}}'
ANSWERS: dict[str, bytes] = {
    "html": b"HTTP/1.1 502 Bad\r\nContent-Length: 900\r\n\r\n<p>" + NAMED.encode(),
    "echo of the url": b"HTTP/1.1 404 No\r\nContent-Length: 999\r\n\r\n/control?" + quote(NAMED).encode(),
    "json error": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(JSON) + JSON.encode(),
    "cut in the token": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nfor " + TOKEN[:12].encode(),
    "cut in the code": b'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"x":"","sms_code":"' + CODE[:7].encode(),
    "no status": f"HTTP/1.1 {NAMED}\r\n\r\n".encode(),
    "bad header": f"HTTP/1.1 200 OK\r\n{NAMED}\r\n\r\n".encode(),
    "bad cookie": f"HTTP/1.1 200 OK\r\nSet-Cookie: ;;{NAMED}\r\nContent-Length: 4\r\n\r\nnull".encode(),
    "redirect": f"HTTP/1.1 307 Go\r\nLocation: http://x.invalid/?{NAMED}\r\nContent-Length: 0\r\n\r\n".encode(),
    "nothing": b"",
}


class Everything(logging.Handler):
    """Keeps every record of every logger, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    handler, root = Everything(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def all_of(error: BaseException | None) -> Iterator[str]:
    """The error's words, and those of everything that stands behind it, suppressed or not."""
    while error is not None:
        yield from (str(error), repr(error), repr(vars(error)), *traceback.format_exception(error))
        error = error.__cause__ or error.__context__


def assert_clean(texts: list[str]) -> None:
    leaks = [(secret, text) for text in texts for secret in SECRETS if secret in text]
    assert not leaks


@pytest.mark.parametrize("method", ["post", "get"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_nothing_secret_is_told_of_a_failure(
    answer: bytes,
    method: Literal["post", "get"],
    client_of: MakeClient,
    logged: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    asyncio.get_running_loop().set_debug(True)
    told: list[str] = []

    async def answers(connection: Socket) -> None:
        await connection.request()
        await connection.send(answer)

    async with rude_provider(answers) as url:
        for call in CALLS:
            with pytest.raises(ProviderError) as caught:
                await call(client_of(url, method=method))
            told += all_of(caught.value)

    assert told
    assert_clean([*told, *logged, *capsys.readouterr()])


@pytest.mark.parametrize("method", ["post", "get"])
@pytest.mark.parametrize("url", ["http://127.0.0.1:9/control", "https://127.0.0.1:9/control", "nonsense", "ftp://x/"])
async def test_nothing_secret_is_told_of_a_connection_that_fails(
    url: str, method: Literal["post", "get"], client_of: MakeClient, logged: list[str]
) -> None:
    told: list[str] = []
    for call in CALLS:
        with pytest.raises(ProviderError) as caught:
            await call(client_of(url, method=method))
        told += all_of(caught.value)

    assert told
    assert_clean([*told, *logged])


async def test_nothing_stands_behind_an_error_of_ours(client_of: MakeClient) -> None:
    with pytest.raises(ProviderError) as caught:
        await client_of("http://127.0.0.1:9/control", method="get").poll("1")

    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_the_client_and_what_it_sells_keep_their_secrets_in_a_repr(client_of: MakeClient) -> None:
    async def sells(connection: Socket) -> None:
        await connection.request()
        await connection.answer(f'{{"request_id":1,"number":"{NUMBER}"}}'.encode())

    async with rude_provider(sells) as url:
        client = client_of(url)
        bought = await buy(client, 1, 1)

    assert_clean([repr(client), str(client), repr(vars(client)), repr(bought)])


async def test_a_check_of_the_methods_tells_no_token(client_of: MakeClient, logged: list[str]) -> None:
    async with open_session() as session:
        with pytest.raises(ProviderError) as caught:
            await accepted_methods(session, url="http://127.0.0.1:9", token=SECRET)

    assert_clean([*all_of(caught.value), *logged])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call +7 (900) 241-55-39 now", "call +… now"),
        ("12 of 345, 6789", "12 of 345, …"),
        ("1 2 x 345", "1 2 x 345"),
        (f"a{TOKEN}b", "a…b"),
        (quote(TOKEN, safe=""), "…"),
        (quote(TOKEN), "…"),
        (json.dumps(TOKEN).replace("/", r"\/"), '"…"'),
        (f"cut {TOKEN[:9]}", "cut"),
        ('{"SMS_CODE" : "ab-12", "more":1}', '{"SMS_CODE…'),
        (r'"{\"sms_code\":\"ab-12\"}"', r'"{\"sms_code…'),
        ("a\u202eb\x1b[31mc\ud800\nd", "ab [31mc d"),
    ],
)
def test_an_excerpt_is_redacted(text: str, shown: str) -> None:
    assert excerpt(text, TOKEN) == shown


def test_an_excerpt_is_short() -> None:
    assert len(excerpt("word " * 10_000, TOKEN)) == 160


@pytest.mark.parametrize("token", [TOKEN, quote(TOKEN, safe=""), TOKEN.replace("/", r"\/")])
def test_a_token_cut_anywhere_is_not_shown_in_part(token: str) -> None:
    for length in range(4, len(token) + 1):
        assert TOKEN[:4] not in excerpt("echo " + token[:length], TOKEN)
        assert TOKEN[:4] not in excerpt(" " * (4096 - length) + token, TOKEN)


def test_an_empty_token_redacts_nothing() -> None:
    assert excerpt("plain words", "") == "plain words"


def test_a_title_is_one_line_of_limited_length() -> None:
    assert clean("  a\r\n\tb\u2028c\u200f" + "d" * 500, 20) == "a b c" + "d" * 15
