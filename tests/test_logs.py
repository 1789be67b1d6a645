"""The logs: whoever writes and whatever fails, no secret is in them, and every record comes out in one form."""

import asyncio
import json
import logging
import os
import socket
import sys
import threading
import warnings
from decimal import Decimal
from typing import Literal

import pytest
import stamina
import structlog
from pydantic import SecretStr

from bot.logs import SafeHandler, set_up_logs
from tests.logged import logging_as_it_was

__all__ = ["logging_as_it_was"]

OURS = "123456789:AAour-own-token-of-the-bot-is-here-0"
FOREIGN = "987654321:AAsomebody-elses-token-looks-so-000"
PASSWORD = "pass word/with \"quotes\" and 'more' \\ é"
SECRETS = [SecretStr(OURS), SecretStr("smsman-token"), SecretStr(PASSWORD), SecretStr("")]

Capture = pytest.CaptureFixture[str]
Format = Literal["console", "json"]


pytestmark = pytest.mark.usefixtures("logging_as_it_was")


@pytest.fixture(params=["console", "json"])
def format(request: pytest.FixtureRequest) -> Format:
    chosen: Format = request.param
    return chosen


def assert_no_secret(output: str) -> None:
    assert output, "nothing was logged at all"
    for secret in (OURS, FOREIGN, "smsman-token", "pass word", "pass%20word", "AAour", "AAsomebody"):
        assert secret not in output


def fail_deeply() -> None:
    try:
        try:
            raise ValueError(f"GET /bot{OURS}/getMe")
        except ValueError as error:
            raise KeyError({"token": SECRETS[1].get_secret_value()}) from error
    except KeyError as error:
        raise ExceptionGroup("all of it", [OSError(f"no host {FOREIGN}")]) from error


def test_a_secret_is_taken_out_of_our_own_records(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    log = structlog.get_logger("bot.test")
    log.info(
        f"a phrase with {OURS}", url=f"https://api.telegram.org/bot{FOREIGN}/getMe", nested={"a": ["smsman-token"]}
    )
    log.warning(
        "an object", what=SecretStr("smsman-token"), error=ValueError(OURS), password=PASSWORD, raw=OURS.encode()
    )
    output = capsys.readouterr().err
    assert_no_secret(output)
    assert output.count("[redacted]") == 6


def test_a_secret_is_taken_out_of_the_libraries_records(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    logging.getLogger("aiogram").error("Failed: %s %r", f"/bot{OURS}/x", {"token": "smsman-token"})
    logging.getLogger("redis").warning("AUTH %r", PASSWORD)
    output = capsys.readouterr().err
    assert_no_secret(output)
    assert output.count("[redacted]") == 3


def test_a_secret_is_found_in_an_address_and_in_json(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    log = structlog.get_logger("bot.test")
    log.info("addresses", one="redis://:pass%20word/with%20%22quotes%22%20and%20%27more%27%20%5C%20%C3%A9@db")
    log.info("a body", body=json.dumps({"password": PASSWORD, "token": f"bot{FOREIGN.replace(':', '%3A')}"}))
    assert_no_secret(capsys.readouterr().err)


def test_a_secret_is_taken_out_of_exceptions_and_their_causes(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    for log in (structlog.get_logger("bot.test"), logging.getLogger("aiohttp.server")):
        try:
            fail_deeply()
        except ExceptionGroup:
            log.exception("it failed")
        output = capsys.readouterr().err
        assert_no_secret(output)
        for part in ("GET /bot[redacted]/getMe", "{'token': '[redacted]'}", "no host [redacted]", "in fail_deeply"):
            assert part in output


def test_an_uncaught_exception_is_a_record_too(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    try:
        fail_deeply()
    except ExceptionGroup as error:
        sys.excepthook(type(error), error, error.__traceback__)
    output = capsys.readouterr().err
    assert_no_secret(output)
    assert "uncaught exception" in output


def test_an_exception_in_a_thread_is_a_record_too(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    thread = threading.Thread(target=fail_deeply)
    thread.start()
    thread.join()
    output = capsys.readouterr().err
    assert_no_secret(output)
    assert "uncaught exception" in output


def test_an_exception_that_no_task_took_is_a_record_too(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)

    async def nobody_waits() -> None:
        task = asyncio.ensure_future(asyncio.to_thread(fail_deeply))
        await asyncio.wait([task])

    asyncio.run(nobody_waits())
    output = capsys.readouterr().err
    assert_no_secret(output)
    assert "Task exception was never retrieved" in output


def test_a_warning_is_a_record_too(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"do not use {OURS}", stacklevel=1)
    assert_no_secret(capsys.readouterr().err)


def test_ctrl_c_is_not_an_error(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err == ""


def test_json_is_one_object_a_line_whoever_writes(capsys: Capture) -> None:
    set_up_logs("json", SECRETS)
    structlog.get_logger("bot.shop").info("bought", price=Decimal("12.50"), stock=3, note=None, kinds={1})
    logging.getLogger("aiogram").warning("line one\nline two %d", 2)
    ours, foreign = map(json.loads, capsys.readouterr().err.splitlines())
    assert ours.pop("timestamp").endswith("Z")
    assert (ours.pop("event"), ours.pop("level"), ours.pop("logger")) == ("bought", "info", "bot.shop")
    assert ours.pop("replica") == foreign.pop("replica") == f"{socket.gethostname()}:{os.getpid()}"
    assert ours == {"price": "12.50", "stock": 3, "note": None, "kinds": [1]}
    assert foreign["event"] == "line one\nline two 2"
    assert foreign["level"] == "warning"


def test_the_console_shows_phrase_and_fields(capsys: Capture) -> None:
    set_up_logs("console", SECRETS)
    structlog.get_logger("bot.shop").info("bought", price=Decimal("12.50"))
    output = capsys.readouterr().err
    assert "bought" in output
    assert "price=12.50" in output
    assert "\x1b[" not in output


def test_requests_and_updates_make_no_noise_but_their_warnings_do(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    for name in ("aiohttp.access", "aiogram.event"):
        logging.getLogger(name).info("noise")
        logging.getLogger(name).warning("mind this")
    output = capsys.readouterr().err
    assert "noise" not in output
    assert output.count("mind this") == 2


def test_the_level_holds_for_all(capsys: Capture) -> None:
    set_up_logs("console", SECRETS, level="WARNING")
    structlog.get_logger("bot.shop").info("ours")
    logging.getLogger("redis").info("theirs")
    assert capsys.readouterr().err == ""


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError(OURS)


def test_a_record_that_cannot_be_written_stops_nobody_and_shows_nothing(
    format: Format, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_logs(format, SECRETS)
    ours = [handler for handler in logging.getLogger().handlers if isinstance(handler, SafeHandler)]
    monkeypatch.setattr(logging.getLogger(), "handlers", ours)  # pytest's own would raise
    logging.getLogger("library").info("%d of %s", "no number", OURS)
    structlog.get_logger("bot.test").info("unprintable", what=Unprintable(), token=OURS)
    output = capsys.readouterr().err
    assert_no_secret(output)
    assert output.count("could not be written") == 2
    assert "Traceback" not in output


def test_a_closed_stderr_stops_nobody(tmp_path_factory: pytest.TempPathFactory, capsys: Capture) -> None:
    set_up_logs("json", SECRETS)
    [handler] = [handler for handler in logging.getLogger().handlers if isinstance(handler, SafeHandler)]
    closed = (tmp_path_factory.mktemp("logs") / "stderr").open("w")
    closed.close()
    handler.setStream(closed)
    structlog.get_logger("bot.test").info("nobody hears")
    assert capsys.readouterr().err == ""


def test_a_retry_is_logged_without_its_arguments(format: Format, capsys: Capture) -> None:
    set_up_logs(format, SECRETS)
    calls: list[str] = []

    @stamina.retry(on=OSError, attempts=2, wait_initial=0, wait_jitter=0)
    def call(number: str) -> None:
        calls.append(number)
        if len(calls) == 1:
            raise OSError("79002415539")

    call("79002415539")
    output = capsys.readouterr().err
    assert "trying again" in output
    assert "79002415539" not in output


def test_a_very_short_secret_does_not_tear_words_apart(capsys: Capture) -> None:
    set_up_logs("console", [SecretStr("abc")])
    structlog.get_logger("bot.test").info("abcdef")
    assert "abcdef" in capsys.readouterr().err
