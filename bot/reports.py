"""Errors sent to Sentry, where SENTRY_DSN is set: the same records that the log has as errors, and nothing of anybody.

sentry_sdk is imported only here, and this module only where it is needed. None of the library's integrations is used:
they would take along local variables, addresses with the token in them, and what users write.
"""

import atexit
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import sentry_sdk
import structlog
from pydantic import SecretStr
from sentry_sdk.types import Event, Hint
from sentry_sdk.utils import event_from_exception

from bot.logs import Redactor

PATIENCE: Final = 2.0
"""Seconds for what is still to be sent at the end."""

MANY_DIGITS: Final = re.compile(r"\d(?:[\s().+-]*\d){3,}")
"""A number, a code or somebody's id."""

KEPT: Final = ("event_id", "timestamp", "platform", "release", "environment", "server_name", "sdk", "level", "logger")
"""What goes beside the record itself, as the library puts it."""

OWN: Final = ("event", "exc_info", "stack_info", "level", "logger", "timestamp", "_record", "_from_structlog")


def report_errors(dsn: SecretStr, secrets: Iterable[SecretStr]) -> None:
    """From here on, until the process ends."""
    scrub = Scrubber(Redactor(secrets))
    sentry_sdk.init(
        dsn=dsn.get_secret_value(),
        release="",  # or the library would ask git
        default_integrations=False,
        auto_enabling_integrations=False,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        propagate_traces=False,
        before_send=scrub,
    )
    logging.getLogger().addHandler(Reports(logging.ERROR))
    atexit.register(sentry_sdk.get_client().close, timeout=PATIENCE)


class Reports(logging.Handler):
    """Sends each record of its level and above; the record's phrase is what Sentry groups by."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("sentry_sdk", "urllib3")):
            return
        try:
            sentry_sdk.capture_event(*_event(record))
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's own name
        """The log has it anyway."""


def _event(record: logging.LogRecord) -> tuple[Event, Hint]:
    said: Mapping[str, Any] = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
    fields = {**structlog.contextvars.get_contextvars(), **said}
    event: dict[str, Any] = {}
    hint: dict[str, Any] = {}
    if error := record.exc_info or fields.get("exc_info"):
        error = None if error is True else error
        options = sentry_sdk.get_client().options
        made = event_from_exception(error, options, {"type": "logging", "handled": True}) if error else ({}, {})
        event, hint = cast(dict[str, Any], made[0]), made[1]
    event |= {
        "level": record.levelname.lower().replace("critical", "fatal"),
        "logger": record.name,
        "logentry": {"message": str(fields["event"])},
        "extra": {name: value for name, value in fields.items() if name not in OWN and name != "activation"},
    }
    if "activation" in fields:
        event["tags"] = {"activation": str(fields["activation"])}
    return cast(Event, event), hint


class Scrubber:
    """Sentry's `before_send`: no secret, no run of digits that may be a number, a code or a person, and no more parts
    than a record has."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, event: Event, hint: Hint) -> Event:
        whole = cast(dict[str, Any], event)
        sent: dict[str, Any] = {name: whole[name] for name in (*KEPT, "tags") if name in whole}
        sent["logentry"] = self._without_digits(whole.get("logentry", {}))
        sent["extra"] = self._without_digits(whole.get("extra", {}))
        if "exception" in whole:
            values = whole["exception"]["values"]
            sent["exception"] = {"values": [self._exception(value) for value in values]}
        return cast(Event, self._redactor.clean(sent))

    def _exception(self, value: Mapping[str, Any]) -> dict[str, Any]:
        frames = (value.get("stacktrace") or {}).get("frames", [])
        for frame in frames:
            frame.pop("vars", None)
        return {**value, "value": self._without_digits(value.get("value") or "")}

    def _without_digits(self, value: object) -> object:
        match value:
            case Mapping():
                return {name: self._without_digits(item) for name, item in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._without_digits(item) for item in value]
            case None | bool():
                return value
            case _:
                return MANY_DIGITS.sub("…", str(self._redactor.clean(str(value))))
