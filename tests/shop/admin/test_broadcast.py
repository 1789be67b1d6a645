"""A broadcast reaches all users through kills, two replicas, and all that Telegram says: none is left out."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.broadcast import Broadcast, Progress
from bot.domain.errors import ChatGone, Malformed, SlowDown, Undelivered
from bot.shop.admin.broadcast import LEASE_S, Broadcaster
from bot.storage.audit_log import read_audit
from bot.storage.broadcasts import BroadcastStore
from bot.storage.keys import Keys
from bot.storage.users import UserStore
from tests.clock import LUA_CLOCK, Clock

ADMIN, HTML = 7, "<b>Tonight</b> we sleep."
CROWD = range(1, 35)


class Killed(BaseException):
    """The process is gone, here and now."""


@dataclass
class Chats:
    """Whom a message reached; `answers` holds what the next ones raise, by user."""

    told: Counter[int] = field(default_factory=Counter)
    answers: dict[int, list[Exception]] = field(default_factory=dict)
    shown: list[Broadcast] = field(default_factory=list)
    each: Callable[[int], Awaitable[object]] | None = None

    async def send_broadcast(self, user_id: int, html: str, language: str | None) -> None:
        if self.each:
            await self.each(user_id)
        if self.answers.get(user_id):
            raise self.answers[user_id].pop(0)
        assert html == HTML
        self.told[user_id] += 1

    async def show_progress(self, one: Broadcast) -> int:
        self.shown.append(one)
        return one.card_id


class Mortal:
    """A part of a process that dies at the `fatal`th call of all, before or after it is carried out."""

    def __init__(self, part: object, calls: Counter[str], fatal: int, *, after: bool) -> None:
        self._part, self._calls, self._fatal, self._after = part, calls, fatal, after

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._part, name)

        async def call(*arguments: Any, **named: Any) -> Any:
            self._calls["all"] += 1
            if self._calls["all"] == self._fatal and not self._after:
                raise Killed
            answer = await method(*arguments, **named)
            if self._calls["all"] == self._fatal:
                raise Killed
            return answer

        return call


@dataclass
class Stage:
    clock: Clock
    broadcasts: BroadcastStore
    users: UserStore
    chats: Chats

    def broadcaster(self, chats: Any = None, broadcasts: Any = None, users: Any = None) -> Broadcaster:
        async def make_way(_: float) -> None:
            return None

        return Broadcaster(
            broadcasts or self.broadcasts,
            users or self.users,
            chats or self.chats,
            lets_in=lambda _, admitted: admitted is not False,
            make_way=make_way,
            pace=0.0,
        )

    async def begun(self) -> str:
        broadcaster = self.broadcaster()
        broadcast_id, total = await broadcaster.draft(HTML)
        assert total == len(CROWD)
        assert (await broadcaster.begin(broadcast_id, admin_id=ADMIN, chat_id=ADMIN, card_id=5))[0] == "ok"
        return broadcast_id

    async def last(self) -> Broadcast:
        found = await self.broadcasts.last()
        assert found
        return found


@pytest.fixture
async def stage(redis: Redis, clock: Clock) -> Stage:
    keys = Keys()
    stage = Stage(clock, BroadcastStore(redis, keys, clock=LUA_CLOCK), UserStore(redis, keys, clock=LUA_CLOCK), Chats())
    for user in CROWD:
        await stage.users.record_visit(user, day=20_000, name="")
    return stage


async def test_all_are_told_once(stage: Stage) -> None:
    await stage.begun()
    broadcaster = stage.broadcaster()
    for _ in range(2):
        await broadcaster.carry()
    assert stage.chats.told == Counter(CROWD)
    last = await stage.last()
    assert (last.progress, last.sent, last.left) == (Progress.DONE, len(CROWD), 0)
    assert stage.chats.shown[-1].progress is Progress.DONE


@pytest.mark.parametrize("after", [False, True])
async def test_a_kill_at_any_moment_doubles_one_message_at_most_and_leaves_none_out(stage: Stage, after: bool) -> None:
    fatal, doubled = 0, list[int]()
    while True:
        fatal += 1
        stage.chats.told.clear()
        calls: Counter[str] = Counter()
        parts = [Mortal(one, calls, fatal, after=after) for one in (stage.chats, stage.broadcasts, stage.users)]
        await stage.begun()
        try:
            await stage.broadcaster(*parts).carry()
        except Killed:
            pass
        else:
            break
        rescuer = stage.broadcaster()
        await rescuer.carry()
        await stage.clock.advance(LEASE_S + 1)
        await rescuer.carry()
        assert stage.chats.told.keys() == set(CROWD), f"killed at call {fatal}"
        assert sum(stage.chats.told.values()) <= len(CROWD) + 1, f"killed at call {fatal}"
        assert (await stage.last()).progress is Progress.DONE
        doubled.append(sum(stage.chats.told.values()) - len(CROWD))
    assert fatal > 2 * len(CROWD), "killed before and after each step"
    assert max(doubled) == 1, "between Telegram's ok and our note of it"


async def test_two_replicas_tell_nobody_twice(stage: Stage) -> None:
    await stage.begun()

    async def meanwhile(_: int) -> None:
        await stage.broadcaster().carry()

    stage.chats.each = meanwhile
    await asyncio.gather(stage.broadcaster().carry(), stage.broadcaster().carry())
    assert stage.chats.told == Counter(CROWD)


async def test_who_slept_past_his_lease_tells_nobody_any_more(stage: Stage) -> None:
    await stage.begun()
    rescued = False

    async def sleep(user: int) -> None:
        nonlocal rescued
        if user == 3 and not rescued:
            rescued = True
            await stage.clock.advance(LEASE_S + 1)
            await stage.broadcaster().carry()

    stage.chats.each = sleep
    await stage.broadcaster().carry()
    assert stage.chats.told == Counter(CROWD) + Counter([3]), "the one that was just being told"
    assert (await stage.last()).sent == len(CROWD)


async def test_telegrams_wish_to_wait_is_obeyed_and_nobody_is_left_out(stage: Stage) -> None:
    stage.chats.answers = {3: [SlowDown(0.1), SlowDown(0.1)], 4: [Undelivered("an HTML page")]}
    await stage.begun()
    loop = asyncio.get_running_loop()
    started = loop.time()
    await stage.broadcaster().carry()
    assert stage.chats.told == Counter(CROWD)
    assert loop.time() - started >= 1.2


async def test_who_has_left_is_counted_and_not_asked_again(stage: Stage) -> None:
    stage.chats.answers = {3: [ChatGone("forbidden")], 4: [Malformed("bad request")]}
    await stage.begun()
    await stage.broadcaster().carry()
    last = await stage.last()
    assert (last.sent, last.left_users, last.failed, last.left) == (len(CROWD) - 2, 1, 1, 0)
    assert (await stage.users.known(3)).gone
    _, total = await stage.broadcaster().draft(HTML)
    assert total == len(CROWD) - 1


async def test_who_is_shut_out_gets_none(stage: Stage) -> None:
    await stage.users.admit(3, False, admin_id=ADMIN)
    broadcast_id, total = await stage.broadcaster().draft(HTML)
    assert total == len(CROWD) - 1
    await stage.broadcaster().begin(broadcast_id, admin_id=ADMIN, chat_id=ADMIN, card_id=5)
    await stage.broadcaster().carry()
    assert stage.chats.told == Counter(set(CROWD) - {3})


async def test_it_stops_at_a_word_and_goes_on_from_there(stage: Stage, redis: Redis) -> None:
    broadcast_id = await stage.begun()

    async def stop(user: int) -> None:
        if user == 3:
            stage.chats.each = None
            await stage.broadcaster().set_running(broadcast_id, on=False, admin_id=ADMIN)

    stage.chats.each = stop
    broadcaster = stage.broadcaster()
    for _ in range(2):
        await broadcaster.carry()
    last = await stage.last()
    assert (last.progress, last.sent) == (Progress.STOPPED, sum(stage.chats.told.values()))
    assert 0 < last.sent < len(CROWD)
    await broadcaster.set_running(broadcast_id, on=True, admin_id=ADMIN)
    await stage.broadcaster().carry()
    assert stage.chats.told == Counter(CROWD)
    told = [event["event"] for event in await read_audit(redis, Keys())]
    assert told == ["announced", "announced_off", "announced_on"]


async def test_a_stop_while_telegram_asks_to_wait_is_heard(stage: Stage) -> None:
    broadcast_id = await stage.begun()
    stage.chats.answers = {1: [SlowDown(600.0)]}

    async def stop(user: int) -> None:
        if user == 1:
            await stage.broadcaster().set_running(broadcast_id, on=False, admin_id=ADMIN)

    stage.chats.each = stop
    await stage.broadcaster().carry()
    assert 1 not in stage.chats.told


async def test_a_second_tap_on_send_tells_nobody_again(stage: Stage) -> None:
    broadcast_id = await stage.begun()
    broadcaster = stage.broadcaster()
    await broadcaster.carry()
    outcome, _ = await broadcaster.begin(broadcast_id, admin_id=ADMIN, chat_id=ADMIN, card_id=5)
    await broadcaster.carry()
    assert outcome == "again"
    assert stage.chats.told == Counter(CROWD)


async def test_a_second_notice_waits_for_the_first(stage: Stage) -> None:
    first = await stage.begun()
    broadcaster = stage.broadcaster()
    second, _ = await broadcaster.draft(HTML)
    outcome, busy_with = await broadcaster.begin(second, admin_id=ADMIN, chat_id=ADMIN, card_id=6)
    assert (outcome, busy_with and busy_with.id) == ("busy", first)
    await broadcaster.carry()
    assert (await broadcaster.begin(second, admin_id=ADMIN, chat_id=ADMIN, card_id=6))[0] == "ok"


@pytest.mark.parametrize("how", ["dropped", "old", "never was"])
async def test_what_is_no_draft_is_not_sent(stage: Stage, redis: Redis, how: str) -> None:
    broadcaster = stage.broadcaster()
    draft, _ = await broadcaster.draft(HTML)
    if how == "dropped":
        await broadcaster.drop(draft)
    named = "never-was" if how == "never was" else draft
    if how == "old":
        await redis.delete(f"{Keys().base}:draft:{draft}")
    assert await broadcaster.begin(named, admin_id=ADMIN, chat_id=ADMIN, card_id=5) == ("gone", None)


async def test_one_that_nobody_carried_for_an_hour_waits_for_an_admins_word(stage: Stage) -> None:
    broadcast_id = await stage.begun()
    await stage.clock.advance(3601)
    broadcaster = stage.broadcaster()
    await broadcaster.carry()
    assert (await stage.last()).progress is Progress.STOPPED
    assert stage.chats.told == Counter()
    assert stage.chats.shown[-1].progress is Progress.STOPPED
    await broadcaster.set_running(broadcast_id, on=True, admin_id=ADMIN)
    await broadcaster.carry()
    assert stage.chats.told == Counter(CROWD)


async def test_a_graceful_end_leaves_the_rest_to_another_at_once(stage: Stage) -> None:
    await stage.begun()
    broadcaster = stage.broadcaster()
    reached = asyncio.Event()

    async def wait(user: int) -> None:
        if user == 3:
            reached.set()
            await asyncio.sleep(0.05)

    stage.chats.each = wait
    running = asyncio.ensure_future(broadcaster.run())
    await reached.wait()
    await broadcaster.stop(5)
    await running
    assert 0 < sum(stage.chats.told.values()) < len(CROWD)
    await stage.broadcaster().carry()
    assert stage.chats.told == Counter(CROWD)
