"""Updates behind the addresses of several bots: each reaches one that lives, as behind a webhook's balancer."""

import asyncio
import time
from random import Random

from chaos.updates import Odds, Updates
from sandbox.telegram.core import Core
from sandbox.telegram.people import People

USER = 1001


class AtOnce(Random):
    """Draws the least delay there can be."""

    def uniform(self, a: float, b: float) -> float:
        return a


class Chat:
    def __init__(self, replicas: int, odds: Odds | None = None) -> None:
        self.core = Core(42, now=time.time, sleep=asyncio.sleep)
        self.updates = Updates(self.core, replicas, random=AtOnce(1), odds=odds or Odds())
        self.people = People(self.core)
        self.people.add_user(USER, "Ann", "en")

    def say(self, text: str) -> None:
        self.people.send_text(USER, text)

    async def read(self, replica: int, seconds: float = 0.2) -> list[str]:
        return [update["message"]["text"] for update in await self.updates.poll(replica, seconds)]


async def test_an_update_reaches_the_one_that_polls() -> None:
    chat = Chat(3)
    polling = asyncio.ensure_future(chat.read(2, 10))
    await asyncio.sleep(0)
    chat.say("hello")
    assert await polling == ["hello"]
    assert await chat.read(2) == [], "asking again acknowledges it"


async def test_what_a_dead_one_had_not_acknowledged_goes_to_another() -> None:
    chat = Chat(2)
    polling = asyncio.ensure_future(chat.read(0, 10))
    await asyncio.sleep(0)
    chat.say("hello")
    assert await polling == ["hello"]
    heir = asyncio.ensure_future(chat.read(1, 10))
    await asyncio.sleep(0)
    chat.updates.died(0)
    assert await heir == ["hello"]


async def test_the_poll_of_a_dead_one_takes_nothing() -> None:
    chat = Chat(1)
    polling = asyncio.ensure_future(chat.read(0, 10))
    await asyncio.sleep(0)
    chat.updates.died(0)
    chat.say("hello")
    assert await polling == []
    assert await chat.read(0, 10) == ["hello"]


async def test_an_update_may_come_twice() -> None:
    chat = Chat(1, Odds(twice=1.0))
    chat.say("hello")
    assert await chat.read(0, 10) == ["hello", "hello"]
