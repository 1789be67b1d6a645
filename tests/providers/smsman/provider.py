"""A provider on this machine that answers what a test tells it to: politely over aiohttp, or rudely over a socket."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from pydantic import SecretStr

from bot.domain.models import Bought
from bot.providers.smsman import SmsMan

TOKEN = "KyX93hTestTokenQ7/fw+Zz"
FIXTURES = Path(__file__).parent / "fixtures"


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    call: str
    form: dict[str, str]
    headers: dict[str, str]


class Provider:
    """Answers each call with what was said for it, in that order; the last answer goes on for ever."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self._answers: dict[str, list[Answer]] = defaultdict(list)

    def says(self, call: str, *answers: Answer | bytes) -> None:
        self._answers[call] = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        call = request.match_info["call"]
        form = request.query if request.method == "GET" else await request.post()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        self.asked.append(Asked(request.method, call, fields, dict(request.headers)))
        answers = self._answers[call]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return web.Response(body=answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def polite_provider() -> AsyncIterator[Provider]:
    provider = Provider()
    app = web.Application()
    app.add_routes([web.route("*", "/control/{call}", provider._answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    provider.url = f"http://{host}:{port}/control"
    try:
        yield provider
    finally:
        await runner.cleanup()


@dataclass(slots=True)
class Socket:
    """One connection from the client, as a rude provider sees it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def request(self) -> Asked:
        """The next request on it. Raises `asyncio.IncompleteReadError` when the client has hung up."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        line, *lines = head.strip().split("\r\n")
        method, target, _ = line.split()
        headers = dict(each.split(": ", 1) for each in lines)
        body = await self.reader.readexactly(int(headers.get("Content-Length", "0")))
        place = urlsplit(target)
        form = dict(parse_qsl(body.decode() or place.query))
        return Asked(method, place.path.rpartition("/")[2], form, headers)

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes, *, length: int | None = None, status: str = "200 OK", more: str = "") -> None:
        size = len(body) if length is None else length
        await self.send(f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\n{more}\r\n".encode() + body)

    async def hung_up(self) -> None:
        """Wait until the client closes its side."""
        while await self.reader.read(1024):
            pass


Behaviour = Callable[[Socket], Awaitable[None]]


@asynccontextmanager
async def rude_provider(behave: Behaviour) -> AsyncIterator[str]:
    """The address of a server that handles each connection by `behave` and then drops it."""
    handlers: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await behave(Socket(reader, writer))
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has hung up
        finally:
            writer.close()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(handle(reader, writer))
        handlers.add(task)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}/control"
    finally:
        server.close()
        for task in handlers:
            task.cancel()
        results = await asyncio.gather(*handlers, return_exceptions=True)
        assert not [r for r in results if isinstance(r, Exception)], results


async def always() -> bool:
    return True


async def buy(client: SmsMan, country_id: int = 1, service_id: int = 1, **more: object) -> Bought:
    """Whatever it costs, and as long as nothing else is said."""
    return await client.buy(country_id, service_id, **({"most": Decimal(10), "may_send": always} | more))  # type: ignore[arg-type]


MakeClient = Callable[..., SmsMan]
SECRET = SecretStr(TOKEN)
