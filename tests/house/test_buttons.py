"""Every button has one handler, and fits where Telegram puts it."""

import inspect
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData

from bot.domain.reports import Wrong
from bot.domain.users import LimitKind
from bot.telegram import admin_callbacks, callbacks
from bot.telegram.access import Admin
from bot.telegram.taps import BASES, BY_PREFIX, TAPS, Tapped, parse
from tests.telegram.wiring import callback_handlers

LIMIT = 64
"""Bytes, by the Bot API."""
WORST: dict[str, Any] = {
    "fresh": True,
    "country_id": 9_999_999_999,
    "service_id": 9_999_999_999,
    "page": 9_999,
    "back": 9_999,
    "countries": 9_999,
    "services": 9_999,
    "nonce": "x" * 16,
    "activation_id": "x" * 16,
    "digest": "0123456789abcdef",
    "language": "vi",
    "on": True,
    "charged": True,
    "accepted": True,
    "wrong": Wrong.BAD_CODE,
    "days": 7,
    "admitted": False,
    "kind": LimitKind.SPENDING,
    "times": 10,
    "choice": 99,
    "share": 100,
    "monthly": False,
    "ago": 99,
}
PERSON = {"user_id": 2**52 - 1}
"""Only where the tap of anybody but an admin comes to nothing."""


def worst(tap: type[CallbackData]) -> CallbackData:
    values = {**WORST, **PERSON}
    return tap(**{name: values[name] for name in tap.model_fields})


def handlers_of(tap: type[CallbackData]) -> list[HandlerObject]:
    return [
        handler
        for handler in callback_handlers()
        for one in handler.filters or []
        if isinstance(one.callback, Tapped) and one.callback.kind is tap
    ]


def test_the_table_of_buttons_is_whole() -> None:
    defined = {
        member
        for module in (callbacks, admin_callbacks)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, CallbackData) and member not in BASES
    }
    assert set(TAPS) == defined
    assert len(TAPS) == len(defined) == len(BY_PREFIX)


@pytest.mark.parametrize("tap", TAPS)
def test_a_button_has_exactly_one_handler(tap: type[CallbackData]) -> None:
    assert len(handlers_of(tap)) == 1


@pytest.mark.parametrize("tap", TAPS)
def test_a_button_carries_ids_and_choices_only(tap: type[CallbackData]) -> None:
    carried = tap.model_fields.keys()
    assert carried <= WORST.keys() | PERSON.keys(), "no price, no name and no person: a client can forge them"
    [handler] = handlers_of(tap)
    asked_for_admins = any(isinstance(one.callback, Admin) for one in handler.filters or [])
    assert asked_for_admins or not carried & PERSON.keys(), "whoever can tap it could name anybody"


@pytest.mark.parametrize("tap", TAPS)
def test_a_button_fits_at_the_worst_ids_and_comes_back_whole(tap: type[CallbackData]) -> None:
    data = worst(tap).pack()
    assert len(data.encode()) <= LIMIT
    assert parse(data) == worst(tap)


def test_the_last_handler_takes_what_nothing_else_parses() -> None:
    assert not callback_handlers()[-1].filters
    assert all(handler.filters for handler in callback_handlers()[:-1])
