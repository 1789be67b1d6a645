"""Reads the addresses of several servers: `redis+sentinel://` and `redis+cluster://`, as Docket and Prefect do."""

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from redis.asyncio.connection import parse_url

_PORTS: Final = {"sentinel": 26379, "cluster": 6379}
_FORM: Final = re.compile(
    r"""(?P<scheme>rediss?)\+(?P<kind>sentinel|cluster)://
    (?:(?P<login>[^@/?\#]*)@)?(?P<hosts>[^@/?\#]+)
    (?:/(?P<service>[^/?\#]*)(?P<db>/[0-9]+)?)?
    (?P<options>\?[^\#]*)?""",
    re.VERBOSE,
)
_HOST: Final = re.compile(r"\[(?P<v6>[^\]]+)\](?::(?P<port6>\d+))?|(?P<name>[^:\[\]]+)(?::(?P<port>\d+))?")


@dataclass(frozen=True, slots=True)
class Address:
    """Where several servers are that stand for one database."""

    kind: Literal["sentinel", "cluster"]
    hosts: tuple[tuple[str, int], ...]
    """The Sentinels, or some nodes of the Cluster: one that answers tells of all the others."""
    service: str
    """The name under which the Sentinels know the master; empty for a Cluster."""
    tls: bool
    options: dict[str, Any] = field(repr=False)
    """What redis-py takes for a connection to a data node: user, password, db and the query's options."""


def read_address(url: str) -> Address | None:
    """`redis[s]+sentinel://[user:password@]host[:port],…/service[/db][?option=…]`,
    `redis[s]+cluster://[user:password@]host[:port],…`, or `None` for the address of a single server.

    The login is that of the data nodes; Sentinels with one of their own take `sentinel_username` and
    `sentinel_password` from the query. Raises `ValueError`, without the address, when it makes no sense.
    """
    if not re.match(r"\w+\+", url):
        return None
    found = _FORM.fullmatch(url)
    hosts = [_HOST.fullmatch(host) for host in found["hosts"].split(",")] if found else []
    if not found or not all(hosts):
        raise ValueError("not the address of a Sentinel or a Cluster")
    kind: Literal["sentinel", "cluster"] = "sentinel" if found["kind"] == "sentinel" else "cluster"
    service, db = found["service"] or "", found["db"] or ""
    if (kind == "sentinel") != bool(service) or (kind == "cluster" and db):
        raise ValueError("a Sentinel's address ends with /service or /service/db, a Cluster's with its hosts")
    login = f"{found['login']}@" if found["login"] else ""
    plain = f"redis://{login}host{db}{found['options'] or ''}"  # login and options mean what they mean for one server
    options = {name: value for name, value in parse_url(plain).items() if name != "host"}
    return Address(
        kind=kind,
        hosts=tuple(
            (host["v6"] or host["name"], int(host["port6"] or host["port"] or _PORTS[kind])) for host in hosts if host
        ),
        service=service,
        tls=found["scheme"] == "rediss",
        options=options,
    )
