"""An admin gives users money, takes it back, and sets what they get each month."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.wallet import Balance, EntryKind, Markup
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from bot.telegram.access import Access
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, STRANGER, Person, World, labels

MILLION = 1_000_000


@pytest.fixture
def markup() -> Markup | None:
    return Markup(percent=Decimal(50), step=Decimal(1))


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({ALICE}))


@pytest.fixture
def sam(world: World) -> Person:
    return world.person(STRANGER)


async def free(world: World, user: int = STRANGER) -> int:
    return (await world.shop.built.wallet_store.balance(user)).free


async def kinds(world: World, user: int = STRANGER) -> list[tuple[EntryKind, int, int, str]]:
    entries, _ = await world.shop.built.wallet_store.history(user, 0, 20)
    return [(one.kind, one.amount, one.by, one.reason) for one in entries]


async def audited(redis: Redis, event: str) -> list[dict[str, str]]:
    return [one for one in await read_audit(redis, Keys()) if one["event"] == event]


async def test_a_credit_is_booked_told_and_written_down(world: World, alice: Person, sam: Person, redis: Redis) -> None:
    await sam.say("/start")
    await alice.say(f"/credit {STRANGER} 100.5 sorry   for <the> wait")
    assert f"➕ ₽100.50 for {STRANGER} is booked. They have ₽100.50 now." in alice.text
    assert "They were told." in alice.text
    assert "➕ ₽100.50 · by the operator: sorry for <the> wait" in sam.text
    assert "In your wallet: ₽100.50" in sam.text
    assert await kinds(world) == [(EntryKind.ADJUSTMENT, 100_500_000, ALICE, "sorry for <the> wait")]
    [line] = await audited(redis, "adjusted")
    assert (line["user"], line["amount"], line["by"]) == (str(STRANGER), "100500000", str(ALICE))
    assert (await world.shop.built.wallet_store.verify()).sound


async def test_a_debit_takes_what_is_there_and_never_more(world: World, alice: Person, sam: Person) -> None:
    await sam.say("/start")
    await alice.say(f"/credit {STRANGER} 10 a gift")
    await alice.say(f"/debit {STRANGER} 10,000001 too much")
    assert f"Nothing was taken: {STRANGER} has ₽10 to spend." in alice.text
    assert "too much" not in sam.text
    await alice.say(f"/debit {STRANGER} 4 paid twice")
    assert "They have ₽6 now." in alice.text
    assert "➖ ₽4 · by the operator: paid twice" in sam.text
    assert await free(world) == 6 * MILLION


async def test_the_same_message_told_twice_is_booked_once(world: World, alice: Person) -> None:
    await alice.say("/start")
    world.telegram.send_text(ALICE, f"/credit {STRANGER} 10 a gift")
    [update] = await world.bot.get_updates(offset=world._offset, timeout=0)
    for _ in range(2):
        await world.dispatcher.feed_update(world.bot, update)
    assert await free(world) == 10 * MILLION
    assert "They have ₽10 now." in alice.text


@pytest.mark.parametrize(
    "written",
    ["", "x", "1099", "1099 x why", "1099 0 why", "1099 -5 why", "1099 5", "1099 1e3 why", "1099 1.1234567 why",
     "0 5 why", "٣ 5 why", "1099 ٣ why", "99999999999999999999 5 why", "1099 9999999999 why"],
)  # fmt: skip
async def test_what_cannot_be_read_books_nothing_and_shows_how(world: World, alice: Person, written: str) -> None:
    await alice.say(f"/credit {written}")
    assert "Give: /credit" in alice.text
    assert ("Nothing was booked" in alice.text) is bool(written)
    assert await world.shop.built.wallet_store.totals() == {"users": 0, "held": 0}


async def test_only_admins_give_money(world: World, sam: Person) -> None:
    for command in ("credit", "debit", "budget"):
        await sam.say(f"/{command} {STRANGER} 100 me")
    await sam.say(f"/budget {STRANGER} 100")
    assert await free(world) == 0
    assert await world.shop.built.grants.allowances() == []


async def test_the_user_page_has_the_wallet_and_leads_to_how(alice: Person) -> None:
    await alice.say(f"/credit {STRANGER} 7 a gift")
    assert "They were sent no message" in alice.text, "who never began a chat"
    await alice.tap("The user")
    assert "👛 Wallet: ₽7, held ₽0" in alice.text
    await alice.tap("Give or take money")
    assert f"/credit {STRANGER} 100" in alice.text
    await alice.tap("Allowances")
    assert "Nobody gets anything each month." in alice.text


async def test_an_allowance_is_booked_each_month_once(world: World, alice: Person, clock: Clock, redis: Redis) -> None:
    grants = world.shop.built.grants
    await alice.say(f"/budget {STRANGER} 500")
    assert f"{STRANGER} gets ₽500 each month, and has ₽500 now." in alice.text
    await alice.say(f"/budget {STRANGER} 500")
    await alice.say(f"/budget {STRANGER} 600")
    assert "gets ₽600 each month, and has ₽500 now." in alice.text
    assert await grants.collect() == []
    assert await free(world) == 500 * MILLION
    await next_month(clock)
    assert await grants.collect() == [STRANGER]
    assert await grants.collect() == []
    assert await free(world) == 1100 * MILLION
    assert [kind for kind, *_ in await kinds(world)] == [EntryKind.ALLOWANCE] * 2
    await alice.say("/budget")
    assert f"{STRANGER}: ₽600" in alice.text
    await alice.say(f"/budget {STRANGER} 0")
    assert "The ₽1,100 that they have stays theirs." in alice.text
    await next_month(clock)
    assert await grants.collect() == []
    assert [(one["from"], one["to"]) for one in await audited(redis, "allowed")] == [
        ("0", "500000000"), ("500000000", "600000000"), ("600000000", "0"),
    ]  # fmt: skip


async def test_who_joins_after_the_months_round_gets_this_month_at_once_and_no_month_twice(
    world: World, alice: Person, clock: Clock
) -> None:
    await world.shop.built.grants.collect()
    await alice.say(f"/budget {MINH} 5")
    assert await free(world, MINH) == 5 * MILLION
    await next_month(clock)
    await world.shop.built.grants.collect()
    await alice.say(f"/budget {MINH} 5")
    assert await free(world, MINH) == 10 * MILLION


async def test_a_clock_that_went_back_books_no_month_again(world: World, alice: Person, clock: Clock) -> None:
    await alice.say(f"/budget {STRANGER} 5")
    await next_month(clock)
    await world.shop.built.grants.collect()
    await clock.advance(-70 * 86_400)
    assert await world.shop.built.grants.collect() == []
    assert await free(world) == 10 * MILLION


async def test_an_allowance_for_once_comes_back_no_month(world: World, alice: Person, clock: Clock) -> None:
    await alice.say(f"/budget {STRANGER} 30 once")
    assert "They have ₽30 now." in alice.text
    assert await kinds(world) == [(EntryKind.ALLOWANCE, 30 * MILLION, ALICE, "")]
    await next_month(clock)
    assert await world.shop.built.grants.collect() == []


@pytest.mark.parametrize("written", ["1099 5 twice", "1099 0 once", "1099"])
async def test_an_allowance_that_cannot_be_read_is_none(world: World, alice: Person, written: str) -> None:
    await alice.say(f"/budget {written}")
    assert "Nothing was booked" in alice.text
    assert await world.shop.built.grants.allowances() == []
    assert await free(world) == 0


async def test_who_is_forgotten_gets_nothing_more(world: World, alice: Person, sam: Person, clock: Clock) -> None:
    await sam.say("/start")
    await alice.say(f"/budget {STRANGER} 5")
    await alice.say(f"/debit {STRANGER} 5 leaves us")
    await sam.say("/forget")
    await sam.tap("Yes")
    assert await world.shop.built.grants.allowances() == []
    await next_month(clock)
    assert await world.shop.built.grants.collect() == []
    assert await world.shop.built.wallet_store.balance(STRANGER) == Balance(0)


async def next_month(clock: Clock) -> None:
    today = datetime.fromtimestamp(clock(), UTC)
    begin = datetime(today.year + today.month // 12, today.month % 12 + 1, 1, tzinfo=UTC)
    await clock.advance(begin.timestamp() - clock())


class TestWithoutWallets:
    @pytest.fixture
    def markup(self) -> None:
        return None

    async def test_no_money_is_given(self, world: World, alice: Person) -> None:
        await alice.say(f"/credit {STRANGER} 5 a gift")
        await alice.say(f"/budget {STRANGER} 5")
        await alice.say(f"/user {STRANGER}")
        assert not [label for label in labels(alice.screen) if "money" in label]
        assert await world.shop.built.wallet_store.totals() == {"users": 0, "held": 0}
