"""Several real servers on this machine, from the embedded one's binary: a master with Sentinels, and a Cluster."""

import asyncio
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.domain.errors import StorageError
from bot.storage.embedded import server_binary

HOST: Final = "127.0.0.1"
PASSWORD: Final = "p@ss/word"
SERVICE: Final = "numbers"
DURABLE: Final = ("--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction")
LOGIN: Final = ("--requirepass", PASSWORD, "--masterauth", PASSWORD)


class Server:
    """One process of the binary, on a port of its own."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        folder.mkdir(exist_ok=True)
        self.port = port
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [str(server_binary()), *options, "--port", str(port), "--bind", HOST, "--dir", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    async def ask(self, *command: str | int) -> Any:
        """The answer to one command, over a connection of its own."""
        client = Redis(host=HOST, port=self.port, password=PASSWORD, decode_responses=True, socket_timeout=None)
        async with client, asyncio.timeout(5):
            return await client.execute_command(*command)  # type: ignore[no-untyped-call]  # redis-py's own

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self) -> None:
        """It lives and takes connections, and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now; a Cluster's nodes have to know theirs beforehand."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind((HOST, 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports


async def until(holds: Callable[[], Awaitable[bool]], patience: float = 30.0) -> None:
    """Ask again and again, as long as servers that are starting or failing over may need."""
    async with asyncio.timeout(patience):
        while True:
            try:
                if await holds():
                    return
            except (RedisError, StorageError, OSError):
                pass  # not yet
            await asyncio.sleep(0.02)


@asynccontextmanager
async def _serving(servers: list[Server]) -> AsyncIterator[None]:
    try:
        for server in servers:
            await until(partial(_answers, server))
        yield
    finally:
        for server in servers:
            server.kill()


async def _answers(server: Server) -> bool:
    return bool(await server.ask("PING"))


@asynccontextmanager
async def one_server(folder: Path, *options: str) -> AsyncIterator[Server]:
    server = Server(folder, free_ports(1)[0], *LOGIN, *DURABLE, *options)
    async with _serving([server]):
        yield server


class Sentinels:
    """A master, two replicas, and three Sentinels that watch over them."""

    def __init__(self, data: list[Server], sentinels: list[Server]) -> None:
        self.data = data
        self.sentinels = sentinels

    @property
    def url(self) -> str:
        hosts = ",".join(f"{HOST}:{each.port}" for each in self.sentinels)
        return f"redis+sentinel://:p%40ss%2Fword@{hosts}/{SERVICE}?sentinel_password=p%40ss%2Fword"

    async def master(self) -> Server:
        _, port = await self.sentinels[0].ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", SERVICE)
        return next(each for each in self.data if each.port == int(port))


@asynccontextmanager
async def sentinels(folder: Path) -> AsyncIterator[Sentinels]:
    ports = free_ports(6)
    replica = ("--replicaof", f"{HOST} {ports[0]}", "--repl-diskless-sync-delay", "0")
    data = [
        Server(folder / f"data{n}", port, *LOGIN, *DURABLE, *(replica if n else replica[2:]))
        for n, port in enumerate(ports[:3])
    ]
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_serving(data))
        for each in data[1:]:
            await until(partial(_follows, each))
        watching = [_sentinel(folder / f"sentinel{n}", port, data[0].port) for n, port in enumerate(ports[3:])]
        await stack.enter_async_context(_serving(watching))
        for each in watching:
            await until(partial(_knows_all, each))
        yield Sentinels(data, watching)


def _sentinel(folder: Path, port: int, master: int) -> Server:
    folder.mkdir()
    configuration = folder / "sentinel.conf"
    configuration.write_text(
        f"sentinel monitor {SERVICE} {HOST} {master} 2\nsentinel auth-pass {SERVICE} {PASSWORD}\n"
        f"sentinel down-after-milliseconds {SERVICE} 700\nsentinel failover-timeout {SERVICE} 5000\n"
        f"requirepass {PASSWORD}\nsentinel sentinel-pass {PASSWORD}\n"
    )
    return Server(folder, port, str(configuration), "--sentinel")


async def _follows(server: Server) -> bool:
    return bool((await server.ask("INFO", "replication"))["master_link_status"] == "up")


async def _knows_all(server: Server) -> bool:
    told = (await server.ask("INFO", "sentinel"))["master0"]
    return (told["status"], told["slaves"], told["sentinels"]) == ("ok", 2, 3)


class Cluster:
    """Three masters with a third of the slots each, and a replica of each."""

    def __init__(self, masters: list[Server], replicas: list[Server]) -> None:
        self.masters = masters
        self.replicas = replicas

    @property
    def url(self) -> str:
        hosts = ",".join(f"{HOST}:{each.port}" for each in self.masters)
        return f"redis+cluster://:p%40ss%2Fword@{hosts}"

    async def master_of(self, key: str) -> Server:
        """Who holds the key, as its replicas see it."""
        slot = int(await self.replicas[0].ask("CLUSTER", "KEYSLOT", key))
        for first, last, (_, port, *_), *_ in await self.replicas[0].ask("CLUSTER", "SLOTS"):
            if first <= slot <= last:
                return next(each for each in self.masters + self.replicas if each.port == port)
        raise AssertionError("every slot is covered")


@asynccontextmanager
async def cluster(folder: Path) -> AsyncIterator[Cluster]:
    ports = free_ports(12)
    options = ("--cluster-enabled", "yes", "--cluster-node-timeout", "1500", "--repl-diskless-sync-delay", "0")
    nodes = [
        Server(folder / f"node{n}", port, *LOGIN, *DURABLE, *options, "--cluster-port", str(bus))
        for n, (port, bus) in enumerate(zip(ports[:6], ports[6:], strict=True))
    ]
    async with _serving(nodes):
        masters, replicas = nodes[:3], nodes[3:]
        edges = [0, 5461, 10923, 16384]
        for n, master in enumerate(masters):
            await master.ask("CLUSTER", "ADDSLOTSRANGE", edges[n], edges[n + 1] - 1)
            await master.ask("CLUSTER", "SET-CONFIG-EPOCH", n + 1)
        for port, bus in zip(ports[1:6], ports[7:], strict=True):
            await nodes[0].ask("CLUSTER", "MEET", HOST, port, bus)
        for node in nodes:
            await until(partial(_sees, node, len(nodes)))
        for master, replica in zip(masters, replicas, strict=True):
            name = str(await master.ask("CLUSTER", "MYID"))
            await until(partial(_becomes_replica, replica, name))
        for replica in replicas:
            await until(partial(_follows, replica))
        for node in nodes:
            await until(partial(_is_whole, node))
        yield Cluster(masters, replicas)


async def _sees(node: Server, count: int) -> bool:
    return f"cluster_known_nodes:{count}" in str(await node.ask("CLUSTER", "INFO"))


async def _becomes_replica(node: Server, master: str) -> bool:
    return bool(await node.ask("CLUSTER", "REPLICATE", master))


async def _is_whole(node: Server) -> bool:
    return "cluster_state:ok" in str(await node.ask("CLUSTER", "INFO")) and (
        str(await node.ask("CLUSTER", "SLOTS")).count(HOST) >= 6
    )
