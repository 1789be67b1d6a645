"""A client with short timeouts, a polite provider for it, and retries that do not wait."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import stamina

from bot.providers.smsman import Connections, SmsMan, open_session
from tests.providers.smsman.provider import SECRET, MakeClient, Provider, polite_provider


@pytest.fixture(autouse=True)
def _no_waiting_between_retries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


@pytest.fixture
async def session() -> AsyncIterator[Connections]:
    async with open_session() as session:
        yield session


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with polite_provider() as provider:
        yield provider


@pytest.fixture
def client_of(session: Connections) -> MakeClient:
    def make(url: str, *, timeout: float = 5.0, buy_timeout: float = 5.0, **more: object) -> SmsMan:
        known: dict[str, Any] = {"url": url, "token": SECRET, "timeout": timeout, "buy_timeout": buy_timeout}
        return SmsMan(**({"session": session} | known | more))

    return make


@pytest.fixture
def client(client_of: MakeClient, provider: Provider) -> SmsMan:
    return client_of(provider.url)
