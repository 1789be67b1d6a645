"""Customers do what people do: open the bot, pick an offer, buy, wait, get their code or cancel."""

import asyncio
import re
import time
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from bench.smsman import SmsMan, arrived, waiting
from bench.tap_load import CHAT
from bench.telegram import Telegram, tap, text

BUY = re.compile(rb"\bb:([A-Za-z0-9_-]{4,32}):")
"""In the buttons of an offer: the id that the activation will have."""

CANCEL = re.compile(rb"\"x:([A-Za-z0-9_-]{4,32})")
"""In the buttons of a card: its number waits."""

CODE = re.compile(rb"<code>([0-9]{7})</code>")
TAP_INTERVAL_S: Final = 1.0
"""Seconds between two taps of a customer."""

CODE_AFTER_S: Final = (3.0, 15.0)
"""Seconds between which a code comes."""

NEVER_SHARE: Final = 0.2
"""The share of numbers that get none, and are cancelled by their customers after `CANCEL_AFTER_S` seconds."""

CANCEL_AFTER_S: Final = 10.0
FIRST_CUSTOMER: Final = 200_001


@dataclass(slots=True)
class Customer:
    id: int
    nonce: str = ""
    tapped_at: float = 0.0
    number: asyncio.Event = field(default_factory=asyncio.Event)
    """The number waits."""
    offer: asyncio.Event = field(default_factory=asyncio.Event)


class Provider(SmsMan):
    """Sells a number at once; its code comes when it is planned, or never."""

    def __init__(self, draws: Random) -> None:
        super().__init__(50, 100, poll=self._poll)
        self.bought = 1_000_000
        self.codes: dict[str, float] = {}
        self.polls = 0
        self._draws = draws

    def __call__(self, path: str, body: bytes) -> bytes:
        answer = super().__call__(path, body)
        if path.endswith("/get-number") and self._draws.random() >= NEVER_SHARE:
            self.codes[str(self.bought)] = time.monotonic() + self._draws.uniform(*CODE_AFTER_S)
        return answer

    def _poll(self, request: str) -> bytes:
        self.polls += 1
        at = self.codes.get(request)
        return arrived(request, request) if at is not None and at <= time.monotonic() else waiting(request)


class Customers:
    """A `bench.http.Handler`: both outside worlds, and the customers in them."""

    def __init__(self, seed: int = 1) -> None:
        self._draws = Random(seed)
        self.provider = Provider(self._draws)
        self.telegram = Telegram(heard=self._heard)
        self._customers: dict[int, Customer] = {}
        self._updates = 0
        self._running: set[asyncio.Task[None]] = set()
        self.count_anew()

    def count_anew(self) -> None:
        """Count from here on."""
        self.offers: list[float] = []
        """Seconds from a tap on an offer to its page."""
        self.numbers: list[float] = []
        """Seconds from a tap on Buy to the card with the number."""
        self.codes: list[float] = []
        """Seconds from a code's being there to its message."""
        self.messages = self.edits = 0
        self.provider.polls = 0

    def __call__(self, path: str, body: bytes) -> bytes | Awaitable[bytes]:
        return (self.telegram if path.startswith("/bot") else self.provider)(path, body)

    async def come(self, rate: float, seconds: float) -> None:
        """So many customers a second, at an even pace; those that have come go on afterwards."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for index in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, began + index / rate - loop.time()))
            self._start(self._buy_and_wait(self.new()))

    async def stop(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def new(self) -> Customer:
        customer = Customer(FIRST_CUSTOMER + len(self._customers))
        self._customers[customer.id] = customer
        return customer

    async def open_offer(self, customer: Customer, interval_s: float = TAP_INTERVAL_S) -> None:
        """As far as the button to buy it."""
        self.telegram.put(text(self._next(), customer.id, "/start"))
        await asyncio.sleep(interval_s)
        self._tap(customer, f"o:0:{self._draws.randrange(50)}:{self._draws.randrange(100)}")
        await customer.offer.wait()
        self.offers.append(time.monotonic() - customer.tapped_at)

    async def buy(self, customer: Customer) -> None:
        """What is offered; until the card has the number."""
        self._tap(customer, self._buy_button(customer))
        await customer.number.wait()
        self.numbers.append(time.monotonic() - customer.tapped_at)

    async def _buy_and_wait(self, customer: Customer) -> None:
        await self.open_offer(customer)
        await asyncio.sleep(TAP_INTERVAL_S)
        await self.buy(customer)
        await asyncio.sleep(CANCEL_AFTER_S + CODE_AFTER_S[1] * self._draws.random())
        self._tap(customer, f"x:{customer.nonce}")
        await asyncio.sleep(TAP_INTERVAL_S)
        self._tap(customer, f"xx:{customer.nonce}")

    def _buy_button(self, customer: Customer) -> str:
        return f"b:{customer.nonce}:1:1"

    def _tap(self, customer: Customer, data: str) -> None:
        customer.tapped_at = time.monotonic()
        self.telegram.put(tap(self._next(), customer.id, data))

    def _next(self) -> int:
        self._updates += 1
        return self._updates

    def _heard(self, method: str, body: bytes) -> None:
        if method not in ("sendmessage", "editmessagetext"):
            return
        self.messages += method == "sendmessage"
        self.edits += method == "editmessagetext"
        found = CHAT.search(body)
        customer = self._customers.get(int(found[1])) if found else None
        if customer is None:
            return
        if bought := BUY.search(body):
            customer.nonce = bought[1].decode()
            customer.offer.set()
        if CANCEL.search(body.replace(b"\\", b"")):
            customer.number.set()
        code = CODE.search(body) if method == "sendmessage" else None
        if code and (came := self.provider.codes.get(code[1].decode())):
            self.codes.append(time.monotonic() - came)
