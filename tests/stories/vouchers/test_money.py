"""Vouchers: made by an admin, redeemed once by whom they reach, revoked, and the key to a private bot."""

import asyncio
import csv
import re
from base64 import b64decode
from io import StringIO

import pytest
from redis.asyncio import Redis

from bot.domain.vouchers import CODE, Redeemed, Redemption, digest, new_code, read_code
from bot.domain.wallet import EntryKind
from bot.shop.wallet.vouchers import BatchOrder, NewBatch, read_batch
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, STRANGER, Person, World, labels

MILLION = 1_000_000
DAY_S = 86_400


@pytest.fixture
def minh(world: World) -> Person:
    """In Vietnamese, which is that of their Telegram."""
    return world.person(MINH)


async def make(world: World, count: int = 1, amount: int = 100, days: int = 30) -> NewBatch:
    new = await world.shop.built.vouchers.make(BatchOrder(amount * MILLION, count, days), f"{count}", admin_id=ALICE)
    assert new is not None
    return new


async def free(world: World, user: int) -> int:
    return (await world.shop.built.wallet_store.balance(user)).free


async def used(world: World) -> list[int]:
    batches, _ = await world.shop.built.vouchers.batches(0, 10)
    return [one.used for one in batches]


async def sound(world: World) -> bool:
    return (await world.shop.built.wallet_store.verify()).sound


async def test_an_admin_makes_a_batch_with_codes_links_and_a_file(world: World, alice: Person, minh: Person) -> None:
    await alice.say("/voucher 99.5 12 7")
    shown, file = alice.screens[-2:]
    codes = re.findall(CODE.pattern, shown["text"])
    assert "₽99.50 × 12" in shown["text"]
    assert len(set(codes)) == 10, "each with its link, and no more than a message holds"
    assert f"?start=v_{codes[0]}" in shown["text"]
    rows = list(csv.reader(StringIO(b64decode(file["document"]["url"].partition(",")[2]).decode("utf-8-sig"))))
    assert rows[0] == ["Voucher", "Link", "Price", "Currency"]
    assert len({row[0] for row in rows[1:]}) == 12
    assert rows[1][0] == codes[0]
    assert rows[1][1].endswith(f"?start=v_{codes[0]}")
    assert rows[1][2:] == ["99.5", "RUB"]
    await minh.say(rows[12][0])
    assert await free(world, MINH) == 99_500_000


@pytest.mark.parametrize("written", ["{}", "/redeem {}", "/start v_{}"])
async def test_a_code_is_redeemed_however_it_comes(world: World, minh: Person, written: str) -> None:
    [code] = (await make(world)).codes
    await minh.say(written.format(code.lower()))
    assert "100" in minh.text
    assert "phiếu quà này đã vào ví" in minh.text
    entries, _ = await world.shop.built.wallet_store.history(MINH, 0, 10)
    assert [(one.kind, one.amount) for one in entries] == [(EntryKind.VOUCHER, 100 * MILLION)]
    assert await used(world) == [1]
    assert await sound(world)


async def test_its_user_may_send_it_again_and_has_it_once(world: World, minh: Person) -> None:
    [code] = (await make(world)).codes
    for _ in range(8):
        await minh.say(code)
        assert "phiếu quà này đã vào ví" in minh.text
    assert await free(world, MINH) == 100 * MILLION
    assert await used(world) == [1]


async def test_of_two_who_redeem_at_once_one_has_it(world: World) -> None:
    [code] = (await make(world)).codes
    vouchers = world.shop.built.vouchers
    came = await asyncio.gather(*[vouchers.redeem(code, user, admit=False) for user in (MINH, ALICE) for _ in range(5)])
    assert sorted({one.outcome for one in came}) == [Redeemed.OK, Redeemed.USED]
    assert sorted([await free(world, MINH), await free(world, ALICE)]) == [0, 100 * MILLION]
    assert await used(world) == [1]
    assert await sound(world)


async def test_revoked_while_it_is_redeemed_it_is_one_or_the_other(world: World, redis: Redis) -> None:
    vouchers, new = world.shop.built.vouchers, await make(world, 40)
    jobs = [vouchers.redeem(code, 5000 + number, admit=False) for number, code in enumerate(new.codes)]
    came = await asyncio.gather(*jobs[:20], vouchers.revoke(new.batch.id, admin_id=ALICE), *jobs[20:])
    outcomes = [one.outcome for one in came if isinstance(one, Redemption)]
    assert set(outcomes) <= {Redeemed.OK, Redeemed.REVOKED}
    totals = await world.shop.built.wallet_store.totals()
    assert totals["users"] == outcomes.count(Redeemed.OK) * 100 * MILLION
    assert await used(world) == [outcomes.count(Redeemed.OK)]
    assert (await vouchers.redeem(new.codes[39], 6000, admit=False)).outcome in (Redeemed.REVOKED, Redeemed.USED)
    assert await sound(world)


async def test_an_admin_revokes_what_is_not_used(world: World, alice: Person, minh: Person, redis: Redis) -> None:
    await alice.say("/voucher 5 2")
    codes = [*dict.fromkeys(re.findall(CODE.pattern, alice.screens[-2]["text"]))]
    await minh.say(codes[0])
    await alice.say("/vouchers")
    assert "₽5 × 2" in alice.text
    assert "Used: 1" in alice.text
    await alice.tap("₽5 × 2")
    await alice.tap("Revoke")
    assert "⛔ Revoked" in alice.text
    await minh.say(codes[1])
    assert "đã bị thu hồi" in minh.text
    await minh.say(codes[0])
    assert "đã vào ví" in minh.text
    assert await free(world, MINH) == 5 * MILLION
    events = [one["event"] for one in await read_audit(redis, Keys())]
    assert [one for one in events if "voucher" in one] == ["vouchers_made", "voucher_redeemed", "vouchers_revoked"]


async def test_it_expires(world: World, minh: Person, clock: Clock) -> None:
    new = await make(world, 2, days=3)
    await clock.advance(3 * DAY_S - 1)
    await minh.say(new.codes[0])
    assert await free(world, MINH) == 100 * MILLION
    await clock.advance(1)
    await minh.say(new.codes[1])
    assert "đã hết hạn" in minh.text
    assert await free(world, MINH) == 100 * MILLION


async def test_after_five_wrong_codes_the_right_one_has_to_wait(world: World, minh: Person, redis: Redis) -> None:
    [code] = (await make(world)).codes
    for _ in range(5):
        await minh.say(new_code())
        assert "Không có phiếu quà này" in minh.text
    await minh.say(code)
    assert "Quá nhiều mã sai" in minh.text
    tries = f"{{sb}}:vouchers:wrong:{MINH}"
    assert 0 < await redis.pttl(tries) <= 3_600_000
    await redis.delete(tries)
    await minh.say(code)
    assert await free(world, MINH) == 100 * MILLION


async def test_a_private_bot_lets_its_redeemer_in(world: World, sam: Person, alice: Person) -> None:
    [code] = (await make(world)).codes
    await sam.say("/start")
    assert "This bot is private" in sam.text
    await sam.say(f"/start v_{code}")
    assert "₽100 of this voucher is in your wallet now." in sam.text
    await sam.buy()
    assert world.shop.charged() == {"charge": 1}
    await alice.say(f"/user {STRANGER}")
    assert "an admin let them in" in alice.text


@pytest.mark.parametrize("written", ["/start v_x", "/redeem", "/redeem x", "/start", "hello-there"])
async def test_a_stranger_without_a_voucher_stays_outside(world: World, sam: Person, written: str) -> None:
    await make(world)
    await sam.say(written)
    assert "This bot is private" in sam.text
    assert not labels(sam.screen)


async def test_a_stranger_with_a_wrong_code_stays_outside(world: World, sam: Person, redis: Redis) -> None:
    [code] = (await make(world)).codes
    await world.shop.built.vouchers.redeem(code, MINH, admit=False)
    for _ in range(2):
        await sam.say(code)
        assert "Somebody has redeemed this voucher before" in sam.text
    for _ in range(5):
        await sam.say(f"/start v_{new_code()}")
    assert "Too many wrong codes" in sam.text
    await sam.say("/start")
    assert "This bot is private" in sam.text
    assert not await redis.exists(f"{{sb}}:user:{STRANGER}")


async def test_whom_an_admin_shut_out_redeems_nothing(world: World, sam: Person) -> None:
    [code] = (await make(world)).codes
    await world.users.admit(STRANGER, False, admin_id=ALICE)
    await sam.say(code)
    assert "You can't use this bot any more" in sam.text
    came = await world.shop.built.vouchers.redeem(code, STRANGER, admit=True)
    assert came == Redemption(Redeemed.SHUT_OUT)
    assert await free(world, STRANGER) == 0
    assert await used(world) == [0]


async def test_who_is_let_in_by_the_settings_stays_so(world: World, minh: Person) -> None:
    [code] = (await make(world)).codes
    await minh.say(code)
    assert (await world.users.known(MINH)).admitted is None


async def test_of_a_code_only_its_digest_is_kept_and_never_logged(
    world: World, minh: Person, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    new = await make(world)
    [code] = new.codes
    await minh.say(code)
    assert code not in repr(new)
    assert code not in caplog.text
    assert await redis.exists(f"{{sb}}:voucher:{digest(code)}")
    for key in await redis.keys("*"):
        assert code not in key
        kind = await redis.type(key)
        if kind == "hash":
            assert code not in str(await redis.hgetall(key))
        elif kind == "string":
            assert code not in str(await redis.get(key))
        elif kind == "stream":
            assert code not in str(await redis.xrange(key))


async def test_the_same_message_told_twice_makes_one_batch(world: World, alice: Person) -> None:
    await alice.say("/start")
    world.telegram.send_text(ALICE, "/voucher 5 2")
    [update] = await world.bot.get_updates(offset=world._offset, timeout=0)
    for _ in range(2):
        await world.dispatcher.feed_update(world.bot, update)
    assert "These vouchers were made before" in alice.text
    assert await used(world) == [0]


async def test_only_admins_make_vouchers(world: World, minh: Person) -> None:
    await minh.say("/voucher 5")
    await minh.say("/vouchers")
    assert await used(world) == []


async def test_how_to_redeem_is_said(minh: Person, sam: Person) -> None:
    await minh.say("/redeem")
    assert "ABCDE-FGHJK-LMNPQ-RSTUV" in minh.text
    await minh.say("/redeem what")
    assert "Không có phiếu quà này" in minh.text


async def test_the_list_of_batches_is_paged(world: World, alice: Person) -> None:
    for count in range(1, 8):
        await make(world, count)
        await world.shop.clock.advance(1)
    await alice.say("/vouchers")
    assert [f"× {count}" in alice.text for count in range(1, 8)] == [False, False, *[True] * 5]
    await alice.tap("›")
    assert [f"× {count}" in alice.text for count in range(1, 8)] == [True, True, *[False] * 5]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("100", BatchOrder(100 * MILLION)),
        ("0.5 500 366", BatchOrder(500_000, 500, 366)),
        ("1 2", BatchOrder(MILLION, 2, 30)),
        ("15 telegram vietnam", BatchOrder(15 * MILLION, 1, 30, "telegram vietnam")),
        ("15 2 7 tg  vn", BatchOrder(15 * MILLION, 2, 7, "tg vn")),
        ("15 2 1xbet china", BatchOrder(15 * MILLION, 2, 30, "1xbet china")),
    ],
)
def test_an_order_of_vouchers_is_read(text: str, order: BatchOrder) -> None:
    assert read_batch(text) == order


@pytest.mark.parametrize(
    "text",
    ["", "0", "x", "-1", "1 0", "1 501", "1 1 0", "1 1 367", "1 1 1 1", "1 1.5", "1 ٣", "x telegram", "1 0 telegram"],
)
def test_an_order_that_cannot_be_read_makes_nothing(text: str) -> None:
    assert read_batch(text) is None


def test_codes_have_a_hundred_bits_and_are_read_as_people_type_them() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    for code in codes:
        assert re.fullmatch(r"[A-HJ-NP-Z2-9]{5}(-[A-HJ-NP-Z2-9]{5}){3}", code)
        assert read_code(code) == read_code(code.lower()) == read_code(code.replace("-", "")) == code
    assert [read_code(one) for one in ("", "ABCDE", "ABCDE-FGHJK-LMNPQ-RSTU0", "ABCDE-FGHJK-LMNPQ-RSTUVX")] == [
        None
    ] * 4


class TestWithoutWallets:
    @pytest.fixture
    def markup(self) -> None:
        return None

    async def test_there_are_no_vouchers_for_money(self, world: World, alice: Person, sam: Person) -> None:
        await alice.say("/voucher 5")
        assert "No vouchers were made" in alice.text
        assert await used(world) == []
        [code] = (await make(world)).codes
        for written in (code, f"/start v_{code}", f"/redeem {code}"):
            await sam.say(written)
            assert "This bot is private" in sam.text
            await alice.say(written)
            assert "Vouchers for money can't be redeemed here just now." in alice.text
        assert await used(world) == [0]
