"""Structured logs of ours and of the libraries, through one renderer, with every secret taken out."""

import json
import logging
import os
import re
import socket
import stat
import sys
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from errno import EIO, EPIPE
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, TextIO
from urllib.parse import quote

import stamina.instrumentation
import structlog
from pydantic import SecretStr
from structlog.typing import EventDict, Processor, WrappedLogger

REDACTED: Final = "[redacted]"
BOT_TOKEN: Final = re.compile(r"(?<!\d)\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
SHORTEST_SECRET: Final = 4
"""A shorter one is in half of all words, and protects nothing."""
QUIET: Final = ("aiohttp.access", "aiogram.event", "httpcore")
"""Loggers that write a line for every request or update; only their warnings are wanted."""

log = structlog.get_logger(__name__)


def set_up_logs(format: Literal["console", "json"], secrets: Iterable[SecretStr], level: str = "INFO") -> None:
    """From here on everything goes to stderr: the libraries' records, warnings and uncaught exceptions too."""
    as_json = format == "json"
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper("iso" if as_json else "%Y-%m-%d %H:%M:%S", utc=as_json),
    ]
    if as_json:
        shared.append(_say_who())
    handler = SafeHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.StackInfoRenderer(),
                structlog.processors.format_exc_info,  # to text first, so that there is nothing left to hide in
                Redactor(secrets),
                structlog.processors.JSONRenderer() if as_json else _for_a_person(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    stamina.instrumentation.set_on_retry_hooks([_log_retry])
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _say_who() -> Processor:
    """Which of several replicas it is, where the lines of all come together."""
    replica = f"{socket.gethostname()}:{os.getpid()}"

    def say(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["replica"] = replica
        return event

    return say


def _for_a_person() -> structlog.dev.ConsoleRenderer:
    plain = structlog.dev.plain_traceback  # a pretty one would show local variables
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)


class Redactor:
    """Takes the given secrets, and anything shaped like a bot token, out of every string of a record."""

    def __init__(self, secrets: Iterable[SecretStr]) -> None:
        values = {secret.get_secret_value() for secret in secrets}
        forms = {form for value in values for form in _forms(value)}
        known = sorted((form for form in forms if len(form) >= SHORTEST_SECRET), key=len, reverse=True)
        self._secret = re.compile("|".join([*map(re.escape, known), BOT_TOKEN.pattern]))

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        return {str(name): self.clean(value) for name, value in event.items()}

    def clean(self, value: object) -> object:
        """The same value, fit for JSON."""
        match value:
            case None | bool() | int() | float():
                return value
            case str() | Decimal() | Path():
                return self._secret.sub(REDACTED, str(value))
            case Mapping():
                return {self.clean(str(name)): self.clean(item) for name, item in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self.clean(item) for item in value]
            case _:
                return self._secret.sub(REDACTED, repr(value))


def _forms(secret: str) -> tuple[str, ...]:
    """How it may stand in an address, in Python's quotes and in JSON's."""
    return secret, quote(secret), quote(secret, safe=""), repr(secret)[1:-1], json.dumps(secret)[1:-1]


class SafeHandler(logging.StreamHandler):  # type: ignore[type-arg]  # not generic at run time on Python 3.11
    """Loses a record that can't be written, instead of printing it with all its arguments as `logging` does."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        try:
            self.stream.write(f"a log record of {record.name} (line {record.lineno}) could not be written\n")
        except OSError as error:
            if error.errno in (EIO, EPIPE):
                _forget(self.stream)
        except ValueError:
            return  # it is closed


def _forget(stream: TextIO) -> None:
    """Write to nothing from here on: a terminal or pipe is gone, and what is buffered would spoil the exit status."""
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nothing:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # a file on a disk may be well again
            os.dup2(nothing.fileno(), stream.fileno())


def _log_retry(details: stamina.instrumentation.RetryDetails) -> None:
    # stamina's own hook would log the arguments of the call
    log.warning(
        "trying again",
        call=details.name,
        attempt=details.retry_num,
        wait=round(details.wait_for, 2),
        error=type(details.caused_by).__name__,
    )


def _log_uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, (KeyboardInterrupt, SystemExit)):
        return
    log.critical("uncaught exception", exc_info=(kind, error, trace))
