"""Whatever goes wrong in whichever call, a purchase ends in its right state, and nothing is charged twice."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
import stamina
from aiohttp.test_utils import TestServer
from redis.asyncio import Redis

from bot.domain.models import Activation, Reason, State
from bot.storage.connection import open_redis
from sandbox.smsman import SmsMan as Sandbox
from sandbox.smsman.faults import KINDS
from tests.clock import START, Clock
from tests.world import TOKEN, Messages, Shop, open_shop

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPTIONS: Final[Mapping[str, Any]] = {
    "latency": {"seconds": 0.05},
    "huge": {"megabytes": 2},
    "gzip_bomb": {"megabytes": 20},
}
"""What the kinds may be here; the test of the memory at the end has them in full size."""

HARMLESS: Final = {"latency", "latency_after"}
"""An answer that is late and good."""

SALVAGED: Final = {"cut_body", "cut_json", "trickle"}
"""Of a purchase's answer, enough may have come to know the number."""

REFUSED: Final = {
    "out_of_stock": Reason.OUT_OF_STOCK,
    "throttle_mask": Reason.OUT_OF_STOCK,
    "account_empty": Reason.ACCOUNT_EMPTY,
    "no_channels": Reason.REFUSED,
    "throttled_429": Reason.THROTTLED,
    "wrong_token": Reason.REFUSED,
}
"""A clear no, and what the user is told."""


def kinds_for(call: str) -> list[str]:
    return [kind for kind, details in KINDS.items() if details.fits(call)]


class Bench:
    """One shop for all these tests, a user and an offer for each."""

    def __init__(self, shop: Shop, messages: Messages) -> None:
        self.shop = shop
        self.messages = messages
        self.user = 0

    async def wish(self) -> Activation:
        """A tap on Buy, with everything else of its user done before."""
        self.user += 1
        entry = self.shop.catalogue.services()[self.user % 50].service
        country = self.shop.catalogue.countries(entry.id)[0].country
        quote, _ = await self.shop.purchases.quote(self.user, country.id, entry.id)
        return await self.shop.purchases.begin(
            quote.nonce, user_id=self.user, chat_id=self.user, card_id=5, language="en"
        )

    def fail(self, kind: str, call: str) -> None:
        options = OPTIONS.get(kind.removesuffix("_after"), {})
        self.shop.provider.faults.add(kind, call=call, **options)
        # Only these are there to be waited for in vain; all others are answered, on a busy computer too.
        patience = 0.3 if kind in ("hang", "hang_after", "trickle") else 5.0
        self.shop.adapter._timeout = self.shop.adapter._buy_timeout = patience

    async def settle(self, activation: Activation, seconds: float = 0.0) -> Activation:
        if seconds:
            await self.shop.clock.advance(seconds)
        await self.shop.settle()
        self.shop.provider.faults.clear()
        self.shop.adapter._timeout = self.shop.adapter._buy_timeout = 5.0
        return await self.shop.now(activation)

    def money(self, activation: Activation) -> list[str]:
        """What the provider booked for this one; where no request is known, for anything that nobody knows of."""
        known = set(self.known)
        return [
            entry.kind
            for entry in self.shop.provider.ledger
            if str(entry.request_id) == activation.request_id or str(entry.request_id) not in known
        ]

    known: frozenset[str] = frozenset()
    """The requests of the tests before this one."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(valkey_url: str) -> AsyncIterator[Bench]:
    redis = open_redis(valkey_url)
    assert isinstance(redis, Redis)
    await redis.flushall()
    clock, messages = Clock(redis), Messages()
    await clock.set(START)
    sandbox = Sandbox(token=TOKEN, now=clock)
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0, lifetime=3000.0)
    stamina.set_testing(True, attempts=1)  # no call is asked again within a step: the next step is the next try
    async with open_shop(redis, clock, sandbox, messages) as shop:
        await shop.catalogue.ready()
        yield Bench(shop, messages)
    stamina.set_testing(False)
    await redis.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def bench(opened: Bench) -> AsyncIterator[Bench]:
    opened.known = frozenset(str(entry.request_id) for entry in opened.shop.provider.ledger)
    yield opened
    opened.shop.provider.faults.clear()
    await opened.shop.clock.advance(3600)  # whatever is left of this story ends with its time
    await opened.shop.settle()


@pytest.mark.parametrize("kind", kinds_for("get-prices"))
async def test_a_fault_of_the_price_list_charges_nothing_and_is_told(bench: Bench, kind: str) -> None:
    activation = await bench.wish()
    await bench.shop.clock.advance(5)  # the price is not fresh any more, so it is looked at
    bench.fail(kind, "get-prices")
    ended = await bench.settle(activation)
    if kind in HARMLESS:
        assert (ended.state, bench.money(ended)) == (State.WAITING, ["charge"])
    else:
        reason = REFUSED.get(kind, Reason.PROVIDER_DOWN)
        assert (ended.state, ended.reason, bench.money(ended)) == (State.FAILED, reason, [])
        assert bench.messages.cards[-1].reason is reason


@pytest.mark.parametrize("kind", kinds_for("get-number"))
async def test_a_fault_of_the_purchase_is_sent_once_and_never_called_a_failure_without_a_clear_no(
    bench: Bench, kind: str
) -> None:
    sent, alerts = bench.shop.calls("get-number"), len(bench.messages.alerts)
    activation = await bench.wish()
    bench.fail(kind, "get-number")
    ended = await bench.settle(activation)
    if kind in HARMLESS or (kind in SALVAGED and ended.number):
        assert (ended.state, bench.money(ended)) == (State.WAITING, ["charge"])
    elif kind in REFUSED:
        assert (ended.state, ended.reason, bench.money(ended)) == (State.FAILED, REFUSED[kind], [])
    elif kind in SALVAGED and ended.request_id:  # the request alone was in what came
        await bench.shop.buyer.tasks.drain(5)
        ended = await bench.settle(activation)
        assert (ended.state, ended.reason) == (State.FAILED, Reason.GIVEN_BACK)
        assert bench.money(ended) == ["charge", "refund"]
    else:
        done = kind.endswith("_after") or kind in SALVAGED
        assert (ended.state, bench.money(ended)) == (State.UNKNOWN, ["charge"] if done else [])
        assert [alert.id for alert in bench.messages.alerts[alerts:]] == [activation.id]
    assert (bench.messages.cards[-1].state, bench.messages.cards[-1].reason) == (ended.state, ended.reason)
    await bench.settle(activation, 10)
    assert bench.shop.calls("get-number") == sent + 1


@pytest.mark.parametrize("kind", kinds_for("get-sms"))
async def test_a_fault_of_a_look_delays_the_code_and_loses_nothing(bench: Bench, kind: str) -> None:
    bought = await bench.settle(await bench.wish())
    told = len(bench.messages.codes)
    bench.fail(kind, "get-sms")
    looked = await bench.settle(bought, 21)
    assert looked.state is (State.DONE if kind in HARMLESS else State.WAITING)
    held = await bench.settle(bought, 20)
    assert (held.state, bench.money(held)) == (State.DONE, ["charge"])
    assert [sent.id for sent in bench.messages.codes[told:]] == [bought.id]


@pytest.mark.parametrize("kind", kinds_for("set-status"))
async def test_a_fault_of_a_cancel_ends_in_one_refund_once_it_is_confirmed(bench: Bench, kind: str) -> None:
    bought = await bench.settle(await bench.wish())
    await bench.shop.purchases.cancel(bought.user_id, bought.id)
    bench.fail(kind, "set-status")
    tried = await bench.settle(bought)
    assert tried.state is (State.CANCELLED if kind in HARMLESS else State.CANCELLING)
    assert bench.messages.cards[-1].state is tried.state
    if tried.is_rejected:  # its answer was lost: several answers have to say so
        for _ in range(20):
            await bench.settle(bought, 6)
    ended = await bench.settle(bought, 6)
    assert (ended.state, bench.money(ended)) == (State.CANCELLED, ["charge", "refund"])
    assert bench.messages.cards[-1].state is State.CANCELLED


async def test_one_byte_a_second_for_one_holds_up_nobody_else(bench: Bench) -> None:
    slow = await bench.settle(await bench.wish())
    quick = await bench.settle(await bench.wish())
    await bench.shop.clock.advance(21)
    bench.shop.provider.faults.add("trickle", call="get-sms")
    while not bench.messages.codes or bench.messages.codes[-1].id not in (slow.id, quick.id):
        await bench.shop.activation_worker.run_once()
        await bench.shop.outbox.run_once()
        await asyncio.sleep(0.005)
    assert len(bench.shop.activation_worker.tasks) == 1, "the other look is still being answered, byte by byte"
    bench.shop.provider.faults.clear()
    await bench.settle(slow)
    await bench.settle(slow, 20)
    assert {sent.id for sent in bench.messages.codes[-2:]} == {slow.id, quick.id}


async def test_answers_that_attack_leave_the_memory_alone(bench: Bench) -> None:
    """In a process of its own, since this one holds the attacker too."""
    wires = ("huge", "gzip_bomb", "deep", "not_a_number", "redirect")
    attacks = [kind for kind in KINDS if KINDS[kind].wire in wires and KINDS[kind].when == "before"]
    sandbox = Sandbox(token=TOKEN)
    for call in ("get-prices", "get-number", "get-sms", "set-status"):
        for kind in attacks:
            sandbox.faults.add(kind, call=call)
    server = TestServer(sandbox.application())
    await server.start_server()
    try:
        url = str(server.make_url("/control"))
        attacked = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.shop.attacked", url, TOKEN, str(len(attacks)),
            cwd=Path(__file__).parents[3], stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, _ = await attacked.communicate()
    finally:
        await server.close()
    refused, growth = said.split()
    assert int(refused) == 4 * len(attacks), "every one of them was an error of the family"
    assert int(growth) < 50 * 1024, "KiB"
