"""The image, its steps carried out in a clean folder, with the Valkey of the compose file: a number is bought there."""

import asyncio
import re
import signal
import sys
import sysconfig
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, NoPermissionError

from bot.storage.embedded import server_binary
from tests.ops.compose import PASSWORD, services
from tests.ops.image import Build, Stage, instructions
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow


def lend_packages(stage: Stage, command: str) -> None:
    """The index is not for tests: pip finds every package that the lock names here already, or it fails."""
    if "-m venv" in command:
        (packages,) = stage.folder.glob("venv/lib/python*/site-packages")
        (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("image")
    return Build(folder, Path(sys.executable), after=lend_packages, PIP_NO_INDEX="1", PIP_QUIET="1").carry_out()


@pytest.fixture
async def valkey(tmp_path: Path) -> AsyncIterator[int]:
    """The port of the compose file's server: its command, with the binary, a port and a folder of this machine."""
    port, folder = unused_port(), tmp_path / "valkey"
    folder.mkdir()
    name, *arguments = services()["valkey"]["command"]
    assert name == "valkey-server"
    command = [str(server_binary()), *arguments, "--port", str(port)]
    server = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=DEVNULL)
    async with open_client(port) as client, asyncio.timeout(30):
        while not await answers(client):
            await asyncio.sleep(0.02)
    yield port
    server.terminate()
    await server.wait()


@asynccontextmanager
async def open_client(port: int) -> AsyncIterator[Redis]:
    async with Redis(port=port, password=PASSWORD, decode_responses=True, retry=Retry(NoBackoff(), 0)) as client:
        yield client


async def answers(client: Redis) -> bool:
    try:
        return bool(await client.ping())
    except ConnectionError:
        return False


@dataclass
class Container:
    """What compose would start: the image, with its settings, those of `.env`, and those of the compose file."""

    image: Stage
    outside: Outside
    valkey: int
    port: int

    def environment(self) -> dict[str, str]:
        of_the_host = ("PATH", "PYTHONPATH", "DATA_DIR")
        env_file = {k: v for k, v in self.outside.environment().items() if k not in of_the_host}
        redis_url = services()["bot"]["environment"]["REDIS_URL"].replace("@valkey:6379", f"@127.0.0.1:{self.valkey}")
        local = {"REDIS_URL": redis_url, "HTTP_PORT": str(self.port)}
        return {**self.image.process_environment(), **env_file, **local}

    async def start(self, *command: str) -> Process:
        return await asyncio.create_subprocess_exec(
            *command, cwd=self.image.path(), env=self.environment(), stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
        )

    async def run(self, *command: str) -> tuple[int | None, str]:
        process = await self.start(*command)
        output, _ = await process.communicate()
        return process.returncode, output.decode()

    async def health(self) -> int | None:
        return (await self.run(*self.image.healthcheck))[0]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.outside.telegram.requests.clear()
        process = await self.start(*self.image.entrypoint)
        try:
            async with asyncio.timeout(60):
                while not any(method == "getUpdates" for method, _ in self.outside.telegram.requests):
                    await asyncio.sleep(0.02)
            yield
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            output, _ = await process.communicate()
            assert (process.returncode, "Traceback" in output.decode()) == (0, False), output.decode()

    def files(self) -> dict[Path, int]:
        """All but /data, with the time of the last change."""
        found = (path for path in self.image.folder.rglob("*") if not path.is_relative_to(self.image.folder / "data"))
        return {path: path.lstat().st_mtime_ns for path in found}


@pytest.fixture
def container(image: Stage, outside: Outside, valkey: int) -> Container:
    return Container(image, outside, valkey, unused_port())


async def test_a_number_gets_its_code_in_the_container_and_nothing_is_written_but_data(container: Container) -> None:
    outside, before = container.outside, container.files()
    assert await container.health() != 0, "nothing runs yet"
    async with container.running():
        card = await outside.buy()
        assert await container.health() == 0
        (request_id,) = outside.provider.orders.requests
        outside.provider.deliver(request_id, "90817")
        await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])
    assert container.files() == before


async def test_the_bot_may_neither_empty_nor_stop_nor_reconfigure_its_database(valkey: int) -> None:
    async with open_client(valkey) as client:
        for command in ("FLUSHALL", "FLUSHDB", "KEYS *", "SHUTDOWN", "CONFIG GET dir", "ACL LIST"):
            with pytest.raises(NoPermissionError):
                await client.execute_command(*command.split())  # type: ignore[no-untyped-call]  # redis-py's own


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_the_build_is_sent_what_the_image_needs_and_no_secret(image: Stage) -> None:
    context = image.folder.parent / "context"
    assert sorted(path.name for path in context.iterdir()) == ["bot", "locales", "requirements.lock"]
    assert not list(context.rglob("__pycache__"))


def test_the_bot_is_not_root_and_owns_nothing_but_its_data(image: Stage) -> None:
    user = image.user.partition(":")[0]
    assert int(user) > 0
    assert {target for target, owner in image.owners.items() if owner != "root"} == {"/data"}
    assert image.owners["/data"] == image.user
    assert image.path("/data").stat().st_mode & 0o077 == 0


def test_both_stages_have_the_same_python_and_one_that_a_task_can_be_cancelled_in(image: Stage) -> None:
    bases = {rest.partition(" AS ")[0] for name, rest in instructions() if name == "FROM"}
    (found,) = (re.fullmatch(r"python:3\.(\d+)-slim", base) for base in bases)
    assert found
    assert 12 <= int(found[1]) < 14
