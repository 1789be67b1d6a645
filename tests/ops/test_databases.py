"""Each form of `REDIS_URL`: a real bot on a real database of that kind sells a number and delivers its code."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.storage.embedded import EmbeddedValkey
from tests.storage.servers import HOST, cluster, one_server, sentinels
from tests.storage.tls import behind_tls, over_tls
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow

LOGIN = ":p%40ss%2Fword@"


@asynccontextmanager
async def socket(folder: Path) -> AsyncIterator[str]:
    async with EmbeddedValkey(folder / "valkey") as server:
        assert server.url.startswith("unix://")
        yield server.url


@asynccontextmanager
async def single(folder: Path, *, tls: bool = False) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(one_server(folder / "one"))
        url = f"redis://{LOGIN}{HOST}:{server.port}/0"
        if tls:
            await stack.enter_async_context(behind_tls([server.port]))
        yield over_tls(url) if tls else url


@asynccontextmanager
async def watched(folder: Path, *, tls: bool = False) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        servers = await stack.enter_async_context(sentinels(folder))
        if tls:
            await stack.enter_async_context(behind_tls(each.port for each in servers.data + servers.sentinels))
        yield over_tls(servers.url) if tls else servers.url


@asynccontextmanager
async def spread(folder: Path, *, tls: bool = False) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        servers = await stack.enter_async_context(cluster(folder))
        if tls:
            await stack.enter_async_context(behind_tls(each.port for each in servers.masters + servers.replicas))
        yield over_tls(servers.url) if tls else servers.url


DATABASES: dict[str, Callable[[Path], AbstractAsyncContextManager[str]]] = {
    "unix": socket,
    "redis": single,
    "rediss": lambda folder: single(folder, tls=True),
    "redis+sentinel": watched,
    "rediss+sentinel": lambda folder: watched(folder, tls=True),
    "redis+cluster": spread,
    "rediss+cluster": lambda folder: spread(folder, tls=True),
}


@pytest.mark.parametrize("form", DATABASES)
async def test_a_number_gets_its_code_on_a_database_of_this_form(outside: Outside, tmp_path: Path, form: str) -> None:
    async with DATABASES[form](tmp_path) as url:
        assert url.partition("://")[0] == form
        async with outside.running(REDIS_URL=url):
            await outside.buy()
            (request_id,) = outside.provider.orders.requests
            outside.provider.deliver(request_id, "90817")
            await outside.until(lambda message: "90817" in message["text"] and message["reply_to"] is not None)
        process = await outside.start("check", REDIS_URL=url)
        said, _ = await process.communicate()
        assert process.returncode == 0, said.decode()
