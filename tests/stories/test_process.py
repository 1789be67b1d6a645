"""The bot as the operator starts it: `python -m bot`, over real sockets, stopped in the middle and started again."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from redis.asyncio import Redis

from bot.storage.embedded import EmbeddedValkey
from sandbox.smsman import SmsMan as Sandbox
from sandbox.telegram import Telegram
from tests.stories.chat import ALICE, BOT_TOKEN, labels
from tests.world import TOKEN

ROOT = Path(__file__).parents[2]


@dataclass
class Outside:
    """Both outside worlds behind one address, and a folder for the bot."""

    telegram: Telegram
    provider: Sandbox
    url: str
    folder: Path
    slow: dict[str, float] = field(default_factory=dict)
    """Seconds that a method of Telegram takes."""

    def environment(self, **changes: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": BOT_TOKEN,
            "SMSMAN_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.url,
            "SMSMAN_URL": f"{self.url}/control",
            "DATA_DIR": str(self.folder / "data"),
            "ACCESS": "public",
            "POLL_INTERVAL": "1",
            **changes,
        }

    async def start(self, *arguments: str, **changes: str) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self.environment(**changes),
            stdout=PIPE,
            stderr=STDOUT,
        )

    @asynccontextmanager
    async def running(self, **changes: str) -> AsyncIterator[Process]:
        """A bot that is stopped with SIGTERM at the end, and must end well."""
        self.telegram.requests.clear()
        process = await self.start(**changes)
        try:
            async with asyncio.timeout(60):
                while not any(method == "getUpdates" for method, _ in self.telegram.requests):
                    await asyncio.sleep(0.02)
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            output, _ = await process.communicate()
            text = output.decode()
            assert "Traceback" not in text, text
            assert "outcome unknown" not in text, text
            assert process.returncode == 0, text
            for secret in (BOT_TOKEN, TOKEN, *self.secrets()):
                assert secret not in text, "a secret was logged"

    def secrets(self) -> list[str]:
        """The numbers and codes there are."""
        requests = self.provider.desk.requests.values()
        return [value for request in requests for value in (request.number, request.code) if value]

    async def until(self, shown: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest message of the bot for which this holds, as soon as there is one."""
        async with asyncio.timeout(30):
            while True:
                screens = [message for message in self.telegram.messages(ALICE) if message["from_bot"]]
                if found := [message for message in screens if shown(message)]:
                    return found[-1]
                await asyncio.sleep(0.02)

    def tap(self, message: dict[str, Any], label: str) -> None:
        self.telegram.tap(ALICE, message["id"], label=label)

    async def buy(self) -> dict[str, Any]:
        """As far as the card of a waiting number."""
        self.telegram.send_text(ALICE, "/start")
        seen: list[str] = []
        for label in ("Buy a number", None, None, "Buy"):
            page = await self.until(lambda message, seen=seen: labels(message) not in ([], seen))  # type: ignore[misc]
            seen = labels(page)
            self.tap(page, label or seen[0])
        return await self.until(lambda message: any("Cancel" in label for label in labels(message)))


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[Outside]:
    telegram, provider = Telegram(token=BOT_TOKEN), Sandbox(token=TOKEN)
    provider.switch(sms_delay=(600.0, 600.0), never_share=0.0)
    telegram.add_user(ALICE, "Alice", "en")
    slow: dict[str, float] = {}

    @web.middleware
    async def wait(request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(slow.get(request.path.rpartition("/")[2], 0.0))
        return await handler(request)

    app = web.Application(middlewares=[wait])
    app.add_routes([*telegram.routes(), *provider.routes()])
    app.on_shutdown.extend([telegram.close, provider.stop])
    server = TestServer(app)
    await server.start_server()
    yield Outside(telegram, provider, str(server.make_url("")).rstrip("/"), tmp_path, slow)
    await server.close()


async def test_a_purchase_lives_through_a_stop_in_the_middle(outside: Outside) -> None:
    async with outside.running():
        card = await outside.buy()
    (request_id,) = outside.provider.desk.requests
    outside.provider.deliver(request_id, "90817")
    async with outside.running():
        code = await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])
        await outside.until(lambda message: message["id"] == card["id"] and "90817" in message["text"])
    assert code["reply_to"] == card["id"]
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


async def test_a_purchase_lives_through_a_kill(outside: Outside) -> None:
    process = await outside.start()
    card = await outside.buy()
    process.kill()
    await process.wait()
    (request_id,) = outside.provider.desk.requests
    outside.provider.deliver(request_id, "90817")
    async with outside.running():  # finds the database of the killed one still running
        await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])


async def test_a_notice_to_all_lives_through_a_kill(outside: Outside) -> None:
    crowd = range(2001, 2061)
    process = await outside.start(ADMIN_IDS=str(ALICE))
    for user in crowd:
        outside.telegram.add_user(user, "One of many", "en")
        outside.telegram.send_text(user, "/start")

    def told() -> list[int]:
        """How often each read it."""
        return [sum(one["text"] == "We move." for one in outside.telegram.messages(user)) for user in crowd]

    async with asyncio.timeout(60):
        while not all(len(outside.telegram.messages(user)) > 1 for user in crowd):
            await asyncio.sleep(0.05)
        outside.telegram.send_text(ALICE, "/notice We move.")
        question = await outside.until(lambda message: any("Send to" in label for label in labels(message)))
        outside.tap(question, "Send to")
        while sum(told()) < 10:
            await asyncio.sleep(0.005)
    process.kill()
    await process.wait()
    before = sum(told())
    assert before < len(crowd)
    async with outside.running(ADMIN_IDS=str(ALICE)), asyncio.timeout(60):
        await outside.until(lambda message: "The notice was sent" in message["text"])
    assert min(told()) == 1, "nobody is left out"
    assert sum(told()) <= len(crowd) + 1, "one is told twice at the most"


async def test_a_number_bought_while_the_database_is_down_lives_through_a_kill(outside: Outside) -> None:
    outside.provider.faults.add("latency_after", call="get-number", seconds=1.0)
    journal = outside.folder / "data" / "journal"
    async with EmbeddedValkey(outside.folder / "valkey") as server:
        process = await outside.start(REDIS_URL=server.url)
        buying = asyncio.ensure_future(outside.buy())
        async with asyncio.timeout(60):
            while not outside.provider.ledger:
                await asyncio.sleep(0.02)
            async with Redis.from_url(server.url) as client:
                os.kill((await client.info("server"))["process_id"], signal.SIGKILL)
            while not any(file.read_bytes().endswith(b"\n") for file in journal.glob("*.json")):
                await asyncio.sleep(0.02)
        process.kill()
        await process.wait()
        buying.cancel()
        (entry,) = journal.iterdir()
        assert entry.stat().st_mode & 0o077 == 0, "others could read the number"
        await server.stop()
        await server.start()
        async with outside.running(REDIS_URL=server.url):
            await outside.until(lambda message: any("Cancel" in label for label in labels(message)))
        assert list(journal.iterdir()) == []
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


async def test_a_stop_waits_for_the_purchase_that_is_on_its_way(outside: Outside) -> None:
    outside.provider.faults.add("latency_after", call="get-number", seconds=2.0)
    async with outside.running():
        buying = asyncio.ensure_future(outside.buy())
        async with asyncio.timeout(60):
            while not outside.provider.ledger:
                await asyncio.sleep(0.02)
        buying.cancel()
    async with outside.running():
        await outside.until(lambda message: any("Cancel" in label for label in labels(message)))
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set"),
        ({"BOT_TOKEN": "43:another-token-than-the-sandboxs"}, "BOT_TOKEN is wrong"),
        ({"SMSMAN_TOKEN": "another"}, "SMSMAN_TOKEN is wrong"),
        ({"POLL_INTERVAL": "soon"}, "POLL_INTERVAL is wrong"),
        ({"REDIS_URL": "http://nowhere"}, "REDIS_URL is wrong"),
        ({"TERMS_DIR": "no-such-folder"}, "TERMS_DIR: there is no en.txt"),
    ],
)
async def test_a_wrong_setting_ends_the_start_with_one_line_that_names_it(
    outside: Outside, changes: dict[str, str], line: str
) -> None:
    process = await outside.start(**changes)
    output, _ = await process.communicate()
    assert process.returncode == 1
    last = output.decode().strip().splitlines()[-1]
    assert last.startswith(line)
    assert "Traceback" not in output.decode()
    assert all(value not in output.decode() for value in changes.values() if len(value) > 10)


async def test_check_beside_a_running_bot_disturbs_nothing(outside: Outside) -> None:
    async with outside.running():
        process = await outside.start("check")
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert "in use by the bot that runs" in said.decode()


async def test_check_says_what_works_and_what_to_mend(outside: Outside) -> None:
    process = await outside.start("check")
    good, _ = await process.communicate()
    assert process.returncode == 0, good.decode()
    assert "balance 5000" in good.decode()
    assert "GET and POST" in good.decode()
    process = await outside.start("check", SMSMAN_TOKEN="another")
    bad, _ = await process.communicate()
    assert process.returncode == 1
    assert "MEND" in bad.decode()
    assert "SMSMAN_TOKEN" in bad.decode()


class Stop:
    """How each state is reached, on a database that outlives the bot."""

    def __init__(self, outside: Outside, redis: Redis) -> None:
        self.outside = outside
        self.redis = redis

    async def reserved(self) -> None:
        await self.redis.set("sb:lease:hush", 1)  # nothing is sent for a while
        buying = asyncio.ensure_future(self.outside.buy())
        await self._until("reserved")
        buying.cancel()

    async def sending(self) -> None:
        self.outside.provider.faults.add("latency_after", call="get-number", seconds=1.5)
        buying = asyncio.ensure_future(self.outside.buy())
        await self._until("sending")
        buying.cancel()

    async def waiting(self) -> None:
        await self.outside.buy()

    async def cancelling(self) -> None:
        card = await self.outside.buy()
        self.outside.provider.faults.add("latency_after", call="set-status", seconds=1.5)
        self.outside.tap(card, next(label for label in labels(card) if "Cancel" in label))
        asked = await self.outside.until(lambda message: "Cancel this number?" in message["text"])
        self.outside.tap(asked, labels(asked)[0])
        await self._until("cancelling")

    async def code(self) -> None:
        await self.outside.buy()
        self.deliver("90817")
        await self.outside.until(lambda message: "90817" in message["text"])

    async def readying(self) -> None:
        await self.code()
        self.outside.provider.faults.add("latency_after", call="set-status", seconds=1.5)
        shown = await self.outside.until(lambda message: "One more SMS" in " ".join(labels(message)))
        self.outside.tap(shown, "One more SMS")
        await self._until("readying")

    async def further(self) -> None:
        await self.code()
        shown = await self.outside.until(lambda message: "One more SMS" in " ".join(labels(message)))
        self.outside.tap(shown, "One more SMS")
        await self._until("further")

    async def telling(self) -> None:
        """The message with the code is under way."""
        await self.outside.buy()
        self.outside.slow["sendMessage"] = 1.5
        self.deliver("90817")
        await self._until("code")

    def deliver(self, code: str) -> None:
        (request_id,) = self.outside.provider.desk.requests
        self.outside.provider.deliver(request_id, code)

    async def _until(self, state: str) -> None:
        async with asyncio.timeout(60):
            while state not in [await self.redis.hget(key, "state") async for key in self.redis.scan_iter("sb:*:a:*")]:
                await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("state", "next_code", "end"),
    [
        ("reserved", "90817", "The code is here"),
        ("sending", "90817", "The code is here"),
        ("waiting", "90817", "The code is here"),
        ("cancelling", "", "The money is back"),
        ("code", "", "The code is here"),
        ("readying", "55555", "55555"),
        ("further", "55555", "55555"),
        ("telling", "", "The code is here"),
    ],
)
async def test_a_stop_in_any_state_ends_well_and_life_goes_on(
    outside: Outside, state: str, next_code: str, end: str
) -> None:
    async with (
        EmbeddedValkey(outside.folder / "valkey") as server,
        Redis.from_url(server.url, decode_responses=True) as redis,
    ):
        settings = {"REDIS_URL": server.url, "FURTHER_SMS": "ready"}
        stop = Stop(outside, redis)
        async with outside.running(**settings):
            await getattr(stop, state)()
            began = time.monotonic()
        assert time.monotonic() - began < 20, "nothing here takes longer to finish"
        outside.slow.clear()
        await redis.delete("sb:lease:hush")
        async with outside.running(**settings):
            if next_code:
                await stop._until("further" if state == "readying" else "waiting" if end != next_code else state)
                stop.deliver(next_code)
            await outside.until(lambda message: end in message["text"])
    assert [entry.kind for entry in outside.provider.ledger] == [
        "charge",
        *(["refund"] if state == "cancelling" else []),
    ]


AWAY = float(os.environ.get("AWAY_SECONDS", "8"))
"""Seconds that the database is away in the test below; the pauses between two tries are at their longest after 7."""


def cpu(process: Process) -> float:
    """Seconds of processor time that it has had so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_a_database_that_is_away_is_told_costs_little_and_is_missed_no_longer_than_that(outside: Outside) -> None:
    async with (
        EmbeddedValkey(outside.folder / "valkey") as server,
        Redis.from_url(server.url) as redis,
        outside.running(REDIS_URL=server.url) as process,
    ):
        await outside.buy()
        (request_id,) = outside.provider.desk.requests
        os.kill((await redis.info("server"))["process_id"], signal.SIGKILL)
        outside.telegram.send_text(ALICE, "/numbers")
        await outside.until(lambda message: "cannot reach its database" in message["text"])
        outside.provider.deliver(request_id, "90817")
        before = cpu(process)
        await asyncio.sleep(AWAY)
        assert (cpu(process) - before) / AWAY < 0.05
        await server.stop()
        await server.start()
        began = time.monotonic()
        await outside.until(lambda message: "90817" in message["text"])
        assert time.monotonic() - began < 5 + 5, "seconds for the bot, and as many for a machine that is busy"
