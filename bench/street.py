"""People who do what people do: open the bot, pick an offer, buy, wait, get their code or cancel."""

import asyncio
import re
import time
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from bench.crowd import CHAT
from bench.smsman import SmsMan, arrived, waiting
from bench.telegram import Telegram, tap, text

BUY = re.compile(rb"\bb:([A-Za-z0-9_-]{4,32}):")
"""In the buttons of an offer: the id that the activation will have."""

CANCEL = re.compile(rb"\"x:([A-Za-z0-9_-]{4,32})")
"""In the buttons of a card: its number waits."""

CODE = re.compile(rb"<code>([0-9]{7})</code>")
THINKING: Final = 1.0
"""Seconds between two taps of a person."""

COMES: Final = (3.0, 15.0)
"""Seconds between which a code comes."""

NEVER: Final = 0.2
"""The share of numbers that get none, and are cancelled by their people after `PATIENCE` seconds."""

PATIENCE: Final = 10.0
FIRST_PERSON: Final = 200_001


@dataclass(slots=True)
class Person:
    id: int
    nonce: str = ""
    tapped_at: float = 0.0
    number: asyncio.Event = field(default_factory=asyncio.Event)
    """Their number waits."""
    offer: asyncio.Event = field(default_factory=asyncio.Event)


class Provider(SmsMan):
    """Sells a number at once; its code comes when it is planned, or never."""

    def __init__(self, draws: Random) -> None:
        super().__init__(50, 100, look=self._look)
        self.bought = 1_000_000
        self.codes: dict[str, float] = {}
        self.looks = 0
        self._draws = draws

    def __call__(self, path: str, body: bytes) -> bytes:
        answer = super().__call__(path, body)
        if path.endswith("/get-number") and self._draws.random() >= NEVER:
            self.codes[str(self.bought)] = time.monotonic() + self._draws.uniform(*COMES)
        return answer

    def _look(self, request: str) -> bytes:
        self.looks += 1
        at = self.codes.get(request)
        return arrived(request, request) if at is not None and at <= time.monotonic() else waiting(request)


class Street:
    """A `bench.http.Handler`: both outside worlds, and the people."""

    def __init__(self, seed: int = 1) -> None:
        self._draws = Random(seed)
        self.provider = Provider(self._draws)
        self.telegram = Telegram(heard=self._heard)
        self._people: dict[int, Person] = {}
        self._updates = 0
        self._walking: set[asyncio.Task[None]] = set()
        self.forget()

    def forget(self) -> None:
        """Count from here on."""
        self.offers: list[float] = []
        """Seconds from a tap on an offer to its page."""
        self.numbers: list[float] = []
        """Seconds from a tap on Buy to the card with the number."""
        self.codes: list[float] = []
        """Seconds from a code's being there to its message."""
        self.messages = self.edits = 0
        self.provider.looks = 0

    def __call__(self, path: str, body: bytes) -> bytes | Awaitable[bytes]:
        return (self.telegram if path.startswith("/bot") else self.provider)(path, body)

    async def walk(self, rate: float, seconds: float) -> None:
        """So many people a second come by, at an even pace; those who are there go on afterwards."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for index in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, began + index / rate - loop.time()))
            person = Person(FIRST_PERSON + len(self._people))
            self._people[person.id] = person
            self._start(self._come(person))

    async def leave(self) -> None:
        for task in self._walking:
            task.cancel()
        await asyncio.gather(*self._walking, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._walking.add(task)
        task.add_done_callback(self._walking.discard)

    async def _come(self, person: Person) -> None:
        self.telegram.put(text(self._next(), person.id, "/start"))
        await asyncio.sleep(THINKING)
        self._tap(person, f"o:0:{self._draws.randrange(50)}:{self._draws.randrange(100)}")
        await person.offer.wait()
        self.offers.append(time.monotonic() - person.tapped_at)
        await asyncio.sleep(THINKING)
        self._tap(person, self._buy(person))
        await person.number.wait()
        self.numbers.append(time.monotonic() - person.tapped_at)
        await asyncio.sleep(PATIENCE + COMES[1] * self._draws.random())
        self._tap(person, f"x:{person.nonce}")
        await asyncio.sleep(THINKING)
        self._tap(person, f"xx:{person.nonce}")

    def _buy(self, person: Person) -> str:
        return f"b:{person.nonce}:1:1"

    def _tap(self, person: Person, data: str) -> None:
        person.tapped_at = time.monotonic()
        self.telegram.put(tap(self._next(), person.id, data))

    def _next(self) -> int:
        self._updates += 1
        return self._updates

    def _heard(self, method: str, body: bytes) -> None:
        if method not in ("sendmessage", "editmessagetext"):
            return
        self.messages += method == "sendmessage"
        self.edits += method == "editmessagetext"
        found = CHAT.search(body)
        person = self._people.get(int(found[1])) if found else None
        if person is None:
            return
        if bought := BUY.search(body):
            person.nonce = bought[1].decode()
            person.offer.set()
        if CANCEL.search(body.replace(b"\\", b"")):
            person.number.set()
        code = CODE.search(body) if method == "sendmessage" else None
        if code and (came := self.provider.codes.get(code[1].decode())):
            self.codes.append(time.monotonic() - came)
