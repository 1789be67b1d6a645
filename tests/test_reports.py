"""What reaches Sentry, of a real process whose DSN leads to a server here: the error, and nothing of anybody."""

import asyncio
import gzip
import json
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.house.sources import ROOT

TOKEN = "123456789:AAour-own-token-of-the-bot-is-here-0"
FAILING = f'''
import asyncio, logging, sys
import structlog
from pydantic import SecretStr
from bot.logs import set_up_logs
from bot.reports import report_errors

secrets = [SecretStr("{TOKEN}"), SecretStr("smsman-token")]
set_up_logs("json", secrets)
report_errors(SecretStr(sys.argv[1]), secrets)
log = structlog.get_logger("bot.test")

def fail(number, code):
    raise ValueError(f"POST https://api.telegram.org/bot{TOKEN}/sendMessage to 84901234567: code {{code}}")

structlog.contextvars.bind_contextvars(activation="Ab-1234567_cdEF99")
log.info("only a line of the log", token="smsman-token")
log.error("purchase outcome unknown", why="smsman-token refused for +84 90 123 45 67", user=1001, balance=None)
try:
    fail("84901234567", "908 170")
except ValueError:
    log.exception("step failed", kind={{"smsman-token": ["908170"]}})
logging.getLogger("aiogram").error("Failed %s", "/bot{TOKEN}/getMe for user id=1001")
raise RuntimeError("the end of smsman-token")
'''


class Ingest:
    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.silent = False

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.headers.get("Content-Encoding") == "gzip" and body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
        self.bodies.append(body.decode())
        if self.silent:
            await asyncio.sleep(600)
        return web.json_response({"id": "0"})

    @property
    def events(self) -> list[dict[str, Any]]:
        lines = [line for body in self.bodies for line in body.splitlines()]
        return [found for line in lines if "logentry" in (found := json.loads(line))]


@pytest.fixture
async def ingest() -> Ingest:
    return Ingest()


@pytest.fixture
async def dsn(ingest: Ingest) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/{rest:.*}", ingest.take)
    async with TestServer(app, skip_url_asserts=True) as server:
        yield f"http://0badcafe0badcafe@127.0.0.1:{server.port}/7"


async def run(dsn: str, folder: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", FAILING, dsn, cwd=ROOT, env={"PATH": "", "HOME": str(folder)}, stdout=PIPE, stderr=STDOUT
    )
    said, _ = await process.communicate()
    return said.decode()


async def test_an_error_arrives_and_no_secret_and_nobody_in_it(ingest: Ingest, dsn: str, tmp_path: Path) -> None:
    said = await run(dsn, tmp_path)
    assert "uncaught exception" in said
    found = {event["logentry"]["message"]: event for event in ingest.events}
    assert found.keys() >= {"purchase outcome unknown", "step failed", "uncaught exception"}
    assert len(found) == 4
    assert "only a line of the log" not in "".join(ingest.bodies)
    assert found["purchase outcome unknown"]["tags"] == {"activation": "Ab-1234567_cdEF99"}
    (error,) = found["step failed"]["exception"]["values"]
    assert error["type"] == "ValueError"
    assert "/bot[redacted]/sendMessage" in error["value"]
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    for body in ingest.bodies:
        for secret in (TOKEN, "AAour", "smsman-token", "84901234567", "90 123", "908170", "908 170", "1001"):
            assert secret not in body, secret
        for part in ('"vars"', '"breadcrumbs"', '"request"', '"user":{', '"modules"'):
            assert part not in body, part


async def test_a_sentry_that_does_not_answer_holds_up_the_end_for_a_moment_only(
    ingest: Ingest, dsn: str, tmp_path: Path
) -> None:
    ingest.silent = True
    async with asyncio.timeout(30):
        assert "uncaught exception" in await run(dsn, tmp_path)
    assert ingest.bodies
