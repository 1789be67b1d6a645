"""The check of vouchers for a number sees each of them that pays twice, is lost, or is not as its numbers ended."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
from redis.asyncio import Redis

from bot.domain.models import Activation, Bought, Quote, Reason
from bot.domain.pairs import Pair
from bot.domain.users import Limits
from bot.domain.vouchers import Batch, digest
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.vouchers import VoucherStore
from chaos.history import Attempt, History
from chaos.operator_bot import OPERATOR
from chaos.reading import Says, read
from chaos.voucher_check import check_vouchers
from chaos.vouchers import VoucherBatch
from sandbox.smsman import SmsMan
from tests.clock import LUA_CLOCK

USER, OTHER = 1000, 1001
CODE = "ABCDE-FGHJK-LMNPQ-RSTUV"
PRICE = Decimal("12.5")


@pytest.fixture
def pair(provider: SmsMan) -> tuple[int, int]:
    offer = next(offer for offer in provider.orders.stock.offers() if offer.stock > 3)
    provider.orders.stock.reprice(*offer.key, PRICE)
    return offer.key


@pytest.fixture
def evidence(valkey: Any, provider: SmsMan) -> Any:
    history: Any = History()
    history.buyer = lambda _, at: [*history.attempts.values()][int(at)]
    return SimpleNamespace(valkey=valkey, history=history, provider=provider)


@pytest.fixture
def batch(pair: tuple[int, int]) -> VoucherBatch:
    return VoucherBatch(pair, Decimal(20), 1, 1.0, "what", [CODE], sent={CODE}, holders={USER})


class Played:
    """A user with a voucher, as the bot, the chats and the provider have it."""

    def __init__(self, redis: Redis, store: ActivationStore, evidence: Any, batch: VoucherBatch) -> None:
        self.redis, self.evidence, self.batch = redis, evidence, batch
        self._store = store
        self._vouchers = VoucherStore(redis, Keys(), clock=LUA_CLOCK)

    async def redeem(self) -> None:
        most = int(self.batch.most * 1_000_000)
        new = Batch("abcdef", most, 1, 0.0, OPERATOR, 0.0, pair=Pair(*self.batch.pair))
        await self._vouchers.make(new, 86_400.0, [digest(CODE)])
        await self._vouchers.redeem(digest(CODE), USER, admit=False, pays=True)

    async def buy(self, nonce: str) -> Activation:
        await self._store.quote(Quote(nonce, USER, *self.batch.pair, PRICE, PRICE), ttl=900)
        pays = Limits(pays=True)
        number = await self._store.begin(nonce, user_id=USER, chat_id=USER, card_id=5, language="en", limits=pays)
        await self._store.sending(number, owner="me", timeout_s=75)
        await self._store.bought(number, Bought(nonce, "84912345678"), owner="me", lifetime=1180, first_poll=3)
        self._charge(nonce)
        return await self._store.find(USER, nonce)

    async def code(self, nonce: str) -> None:
        await self._store.code(await self.buy(nonce), "1234")
        self._say(nonce, "code", "pays")

    async def cancel(self, nonce: str) -> None:
        await self.buy(nonce)
        await self._store.cancel(USER, nonce, Reason.USER)
        await self._store.cancelled(await self._store.find(USER, nonce))
        orders = self.evidence.provider.orders
        [*_, request] = orders.requests.values()
        orders.account.refund(request.id, request.price, request.bought_at)
        self._say(nonce, "refunded", "back")

    def _charge(self, nonce: str) -> None:
        attempts = self.evidence.history.attempts
        attempts[nonce] = Attempt(nonce, USER, self.batch.pair, 5, len(attempts), price=PRICE, by_voucher=True)
        request = self.evidence.provider.orders.buy(*self.batch.pair)
        request.bought_at = float(len(attempts) - 1)

    def _say(self, nonce: str, says: Says, voucher: Any) -> None:
        empty = read({"id": 5, "text": "", "keyboard": None}, new=False)
        shown = replace(empty, says=says, voucher=voucher, price=PRICE)
        self.evidence.history.attempts[nonce].shown.append((2.0, shown))

    async def wrong(self) -> list[str]:
        return (await check_vouchers(cast(Any, self.evidence), [self.batch])).wrong


@pytest.fixture
async def played(redis: Redis, store: ActivationStore, evidence: Any, batch: VoucherBatch) -> Played:
    played = Played(redis, store, evidence, batch)
    await played.redeem()
    return played


async def test_a_voucher_that_came_back_and_was_used_then_is_right(played: Played) -> None:
    await played.cancel("first")
    await played.code("second")
    found = await check_vouchers(cast(Any, played.evidence), [played.batch])
    assert (found.redeemed, found.used, found.given_back, found.wrong) == (1, 1, 1, [])


async def test_one_that_came_back_and_lies_unused_is_right(played: Played) -> None:
    await played.cancel("first")
    assert await played.wrong() == []


async def test_one_that_pays_for_two_numbers_is_seen(played: Played) -> None:
    await played.code("first")
    name, member = f"{{sb}}:vouchers:of:{USER}", f"{played.batch.pair[0]}:{played.batch.pair[1]} {digest(CODE)}"
    await played.redis.set(f"{{sb}}:voucher:{digest(CODE)}", f"abcdef {USER}")
    await played.redis.zadd(name, {member: 2e15})
    await played.code("second")
    wrong = await played.wrong()
    pair = played.batch.pair
    assert f"the vouchers for {pair}: 1 paid for 2 numbers that were not given back: first, second" in wrong
    assert "first: its voucher is used, and may be used again" in wrong


@pytest.mark.parametrize("kind", ["hold", "release", "capture"])
async def test_a_wallet_that_was_touched_beside_it_is_seen(played: Played, kind: str) -> None:
    await played.code("first")
    entry = {"at": 1, "op": f"{kind}:first", "kind": kind, "user": USER, "postings": "cost 0", "activation": "first"}
    await played.redis.xadd("{sb}:wallet:entries", cast(Any, entry))
    assert await played.wrong() == [f"first: its voucher paid for it, and its user's wallet has {kind} of it"]


async def test_a_capture_that_was_not_booked_or_twice_is_seen(played: Played) -> None:
    await played.code("first")
    entries: Any = await played.redis.xrange("{sb}:wallet:entries")
    [entry] = [fields for _, fields in entries if fields["kind"] == "voucher_capture"]
    await played.redis.xadd("{sb}:wallet:entries", entry)
    assert await played.wrong() == ["first: its voucher is used, and the ledger has 2 captures of it"]
    await played.redis.xtrim("{sb}:wallet:entries", maxlen=0)
    assert await played.wrong() == ["first: its voucher is used, and the ledger has 0 captures of it"]


async def test_one_that_is_said_to_be_used_up_by_a_number_that_came_back_is_seen(played: Played) -> None:
    await played.cancel("first")
    await played.redis.set(f"{{sb}}:voucher:{digest(CODE)}", f"abcdef {USER} first")
    await played.redis.delete(f"{{sb}}:vouchers:of:{USER}")
    assert await played.wrong() == ["first: its voucher is said to be used up, and its money came back"]


async def test_one_that_is_used_up_and_usable_is_seen(played: Played) -> None:
    await played.code("first")
    await played.redis.set(f"{{sb}}:voucher:{digest(CODE)}", f"abcdef {USER}")
    assert "first: its voucher is used, and may be used again" in await played.wrong()


async def test_one_that_came_back_and_pays_for_nothing_is_seen(played: Played) -> None:
    await played.cancel("first")
    await played.redis.delete(f"{{sb}}:vouchers:of:{USER}")
    pair = played.batch.pair
    assert await played.wrong() == [f"the vouchers for {pair}: user {USER} may not use one, and it is taken by none"]


async def test_one_that_two_users_redeemed_is_seen(played: Played) -> None:
    played.batch.holders.add(OTHER)
    pair = played.batch.pair
    assert await played.wrong() == [
        f"the vouchers for {pair} were redeemed by users [{USER}, {OTHER}], and each has one holder",
        f"the vouchers for {pair}: user {OTHER} was told that one is theirs, and it is not",
    ]


async def test_a_count_of_used_ones_that_is_wrong_is_seen(played: Played) -> None:
    await played.code("first")
    await played.redis.hincrby("{sb}:vouchers:abcdef", "used", 1)
    pair = played.batch.pair
    assert await played.wrong() == [f"the vouchers for {pair}: the operator is told that 2 are used, and it is 1"]


async def test_what_a_voucher_does_not_reach_is_seen(played: Played) -> None:
    await played.code("first")
    played.batch.most = Decimal(12)
    [sentence] = await played.wrong()
    assert sentence.startswith("first: was paid by a voucher up to 12, and its price is ")


async def test_what_a_voucher_pays_for_without_a_word_or_elsewhere_is_seen(played: Played) -> None:
    await played.code("first")
    attempt = played.evidence.history.attempts["first"]
    attempt.by_voucher = False
    assert "first: a voucher paid for it, and its offer did not say so" in await played.wrong()
    attempt.by_voucher, attempt.pair = True, (0, 0)
    assert "first: was paid by a voucher, and there is none for it" in await played.wrong()


async def test_a_card_that_does_not_give_it_back_is_seen(played: Played) -> None:
    await played.cancel("first")
    attempt = played.evidence.history.attempts["first"]
    attempt.shown = [(at, replace(shown, voucher="")) for at, shown in attempt.shown]
    assert await played.wrong() == ["first: its card says 'refunded', and not that its voucher is back"]


async def test_what_a_restore_may_have_forgotten_is_left_out(played: Played) -> None:
    await played.code("first")
    await played.redis.delete(f"{{sb}}:voucher:{digest(CODE)}")
    assert await played.wrong()
    played.evidence.history.rollbacks.append(SimpleNamespace(began=0.5, ended=1.5))
    assert await played.wrong() == []
