"""A notice reaches all users through kills, two replicas, and all that Telegram says: none is left out."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.announcement import Announcement, Progress
from bot.domain.errors import ChatGone, Malformed, SlowDown, Undelivered
from bot.shop.announcer import LEASE, Announcer
from bot.storage.announcements import Announcements
from bot.storage.audit import read_audit
from bot.storage.keys import Keys
from bot.storage.users import Users
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
    shown: list[Announcement] = field(default_factory=list)
    each: Callable[[int], Awaitable[object]] | None = None

    async def announce(self, user_id: int, html: str, language: str | None) -> None:
        if self.each:
            await self.each(user_id)
        if self.answers.get(user_id):
            raise self.answers[user_id].pop(0)
        assert html == HTML
        self.told[user_id] += 1

    async def show_progress(self, one: Announcement) -> int:
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
    announcements: Announcements
    users: Users
    chats: Chats

    def announcer(self, chats: Any = None, announcements: Any = None, users: Any = None) -> Announcer:
        async def make_way(_: float) -> None:
            return None

        return Announcer(
            announcements or self.announcements,
            users or self.users,
            chats or self.chats,
            lets_in=lambda _, admitted: admitted is not False,
            make_way=make_way,
            pace=0.0,
        )

    async def begun(self) -> str:
        announcer = self.announcer()
        announcement_id, total = await announcer.draft(HTML)
        assert total == len(CROWD)
        assert (await announcer.begin(announcement_id, admin_id=ADMIN, chat_id=ADMIN, card_id=5))[0] == "ok"
        return announcement_id

    async def last(self) -> Announcement:
        found = await self.announcements.look()
        assert found
        return found


@pytest.fixture
async def stage(redis: Redis, clock: Clock) -> Stage:
    keys = Keys()
    stage = Stage(clock, Announcements(redis, keys, clock=LUA_CLOCK), Users(redis, keys, clock=LUA_CLOCK), Chats())
    for user in CROWD:
        await stage.users.note(user, day=20_000, name="")
    return stage


async def test_all_are_told_once(stage: Stage) -> None:
    await stage.begun()
    announcer = stage.announcer()
    for _ in range(2):
        await announcer.carry()
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
        parts = [Mortal(one, calls, fatal, after=after) for one in (stage.chats, stage.announcements, stage.users)]
        await stage.begun()
        try:
            await stage.announcer(*parts).carry()
        except Killed:
            pass
        else:
            break
        rescuer = stage.announcer()
        await rescuer.carry()
        await stage.clock.advance(LEASE + 1)
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
        await stage.announcer().carry()

    stage.chats.each = meanwhile
    await asyncio.gather(stage.announcer().carry(), stage.announcer().carry())
    assert stage.chats.told == Counter(CROWD)


async def test_who_slept_past_his_lease_tells_nobody_any_more(stage: Stage) -> None:
    await stage.begun()
    rescued = False

    async def sleep(user: int) -> None:
        nonlocal rescued
        if user == 3 and not rescued:
            rescued = True
            await stage.clock.advance(LEASE + 1)
            await stage.announcer().carry()

    stage.chats.each = sleep
    await stage.announcer().carry()
    assert stage.chats.told == Counter(CROWD) + Counter([3]), "the one that he was just telling"
    assert (await stage.last()).sent == len(CROWD)


async def test_telegrams_wish_to_wait_is_obeyed_and_nobody_is_left_out(stage: Stage) -> None:
    stage.chats.answers = {3: [SlowDown(0.1), SlowDown(0.1)], 4: [Undelivered("an HTML page")]}
    await stage.begun()
    loop = asyncio.get_running_loop()
    started = loop.time()
    await stage.announcer().carry()
    assert stage.chats.told == Counter(CROWD)
    assert loop.time() - started >= 1.2


async def test_who_has_left_is_counted_and_not_asked_again(stage: Stage) -> None:
    stage.chats.answers = {3: [ChatGone("forbidden")], 4: [Malformed("bad request")]}
    await stage.begun()
    await stage.announcer().carry()
    last = await stage.last()
    assert (last.sent, last.gone, last.failed, last.left) == (len(CROWD) - 2, 1, 1, 0)
    assert (await stage.users.known(3)).gone
    _, total = await stage.announcer().draft(HTML)
    assert total == len(CROWD) - 1


async def test_who_is_shut_out_gets_none(stage: Stage) -> None:
    await stage.users.admit(3, False, admin_id=ADMIN)
    announcement_id, total = await stage.announcer().draft(HTML)
    assert total == len(CROWD) - 1
    await stage.announcer().begin(announcement_id, admin_id=ADMIN, chat_id=ADMIN, card_id=5)
    await stage.announcer().carry()
    assert stage.chats.told == Counter(set(CROWD) - {3})


async def test_it_stops_at_a_word_and_goes_on_from_there(stage: Stage, redis: Redis) -> None:
    announcement_id = await stage.begun()

    async def stop(user: int) -> None:
        if user == 3:
            stage.chats.each = None
            await stage.announcer().turn(announcement_id, on=False, admin_id=ADMIN)

    stage.chats.each = stop
    announcer = stage.announcer()
    for _ in range(2):
        await announcer.carry()
    last = await stage.last()
    assert (last.progress, last.sent) == (Progress.STOPPED, sum(stage.chats.told.values()))
    assert 0 < last.sent < len(CROWD)
    await announcer.turn(announcement_id, on=True, admin_id=ADMIN)
    await stage.announcer().carry()
    assert stage.chats.told == Counter(CROWD)
    told = [event["event"] for event in await read_audit(redis, Keys())]
    assert told == ["announced", "announced_off", "announced_on"]


async def test_a_stop_while_telegram_asks_to_wait_is_heard(stage: Stage) -> None:
    announcement_id = await stage.begun()
    stage.chats.answers = {1: [SlowDown(600.0)]}

    async def stop(user: int) -> None:
        if user == 1:
            await stage.announcer().turn(announcement_id, on=False, admin_id=ADMIN)

    stage.chats.each = stop
    await stage.announcer().carry()
    assert 1 not in stage.chats.told


async def test_a_second_tap_on_send_tells_nobody_again(stage: Stage) -> None:
    announcement_id = await stage.begun()
    announcer = stage.announcer()
    await announcer.carry()
    outcome, _ = await announcer.begin(announcement_id, admin_id=ADMIN, chat_id=ADMIN, card_id=5)
    await announcer.carry()
    assert outcome == "again"
    assert stage.chats.told == Counter(CROWD)


async def test_a_second_notice_waits_for_the_first(stage: Stage) -> None:
    first = await stage.begun()
    announcer = stage.announcer()
    second, _ = await announcer.draft(HTML)
    outcome, busy_with = await announcer.begin(second, admin_id=ADMIN, chat_id=ADMIN, card_id=6)
    assert (outcome, busy_with and busy_with.id) == ("busy", first)
    await announcer.carry()
    assert (await announcer.begin(second, admin_id=ADMIN, chat_id=ADMIN, card_id=6))[0] == "ok"


@pytest.mark.parametrize("how", ["dropped", "old", "never was"])
async def test_what_is_no_draft_is_not_sent(stage: Stage, redis: Redis, how: str) -> None:
    announcer = stage.announcer()
    draft, _ = await announcer.draft(HTML)
    if how == "dropped":
        await announcer.drop(draft)
    named = "never-was" if how == "never was" else draft
    if how == "old":
        await redis.delete(f"{Keys().base}:draft:{draft}")
    assert await announcer.begin(named, admin_id=ADMIN, chat_id=ADMIN, card_id=5) == ("gone", None)


async def test_one_that_nobody_carried_for_an_hour_waits_for_an_admins_word(stage: Stage) -> None:
    announcement_id = await stage.begun()
    await stage.clock.advance(3601)
    announcer = stage.announcer()
    await announcer.carry()
    assert (await stage.last()).progress is Progress.STOPPED
    assert stage.chats.told == Counter()
    assert stage.chats.shown[-1].progress is Progress.STOPPED
    await announcer.turn(announcement_id, on=True, admin_id=ADMIN)
    await announcer.carry()
    assert stage.chats.told == Counter(CROWD)


async def test_a_graceful_end_leaves_the_rest_to_another_at_once(stage: Stage) -> None:
    await stage.begun()
    announcer = stage.announcer()
    reached = asyncio.Event()

    async def wait(user: int) -> None:
        if user == 3:
            reached.set()
            await asyncio.sleep(0.05)

    stage.chats.each = wait
    running = asyncio.ensure_future(announcer.run())
    await reached.wait()
    await announcer.stop(5)
    await running
    assert 0 < sum(stage.chats.told.values()) < len(CROWD)
    await stage.announcer().carry()
    assert stage.chats.told == Counter(CROWD)
