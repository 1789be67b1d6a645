"""The addresses of several servers: what is read out of them, and that the settings take exactly those."""

import pytest

from bot.settings import SEVERAL_SERVERS
from bot.storage.address import Address, read_address

SENTINEL, CLUSTER = "redis+sentinel://s1/numbers", "redis+cluster://n1"


@pytest.mark.parametrize("url", ["redis://localhost", "rediss://:p@db:6380/1?a=b+c", "unix:///run/valkey+1.sock"])
def test_the_address_of_one_server_is_left_to_redis_py(url: str) -> None:
    assert read_address(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (SENTINEL, Address("sentinel", (("s1", 26379),), "numbers", False, {})),
        (CLUSTER, Address("cluster", (("n1", 6379),), "", False, {})),
        (
            "redis+sentinel://me:a%2Fb@s1:1,[::1]:2,10.0.0.1/numbers/3?sentinel_password=q&socket_keepalive=yes",
            Address(
                "sentinel",
                (("s1", 1), ("::1", 2), ("10.0.0.1", 26379)),
                "numbers",
                False,
                {"username": "me", "password": "a/b", "db": 3, "sentinel_password": "q", "socket_keepalive": True},
            ),
        ),
        (
            "rediss+cluster://:p@n1:1,[::1],n2:7002/?ssl_cert_reqs=none",
            Address(
                "cluster",
                (("n1", 1), ("::1", 6379), ("n2", 7002)),
                "",
                True,
                {"password": "p", "ssl_cert_reqs": "none"},
            ),
        ),
    ],
)
def test_hosts_service_login_and_options_are_read(url: str, expected: Address) -> None:
    assert read_address(url) == expected
    assert SEVERAL_SERVERS.fullmatch(url)


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://s1",
        "redis+sentinel://s1/",
        "redis+sentinel://s1//2",
        "redis+sentinel:///numbers",
        "redis+sentinel://s1,/numbers",
        "redis+sentinel://s1:port/numbers",
        "redis+sentinel://a@b@s1/numbers",
        "redis+sentinel://s1/numbers/x",
        "redis+cluster://n1/2",
        "redis+cluster://n1/service/2",
        "redis+cluster://::1:7000",
        "redis+ring://n1",
        "valkey+cluster://n1",
    ],
)
def test_what_makes_no_sense_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError, match=r"Sentinel") as caught:
        read_address(url)
    assert url not in str(caught.value)
    assert not SEVERAL_SERVERS.fullmatch(url)


def test_a_password_stays_out_of_the_repr() -> None:
    assert "secret" not in repr(read_address("redis+cluster://:secret@n1?password=secret2"))
