"""Records of earlier versions are read and go on; those of a newer one are left to it."""

from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.domain.models import Activation, State
from bot.storage.activations import ActivationStore
from bot.storage.backup import Backup, from_text
from bot.storage.job_queue import Claim, JobQueue
from bot.storage.keys import Keys
from bot.storage.migration import move_earlier
from bot.storage.purchase_journal import Journal
from bot.storage.records import VERSION, NewerRecord
from bot.storage.users import UserStore
from tests.clock import Clock
from tests.storage.earlier import STATES, USERS, make
from tests.storage.listed import listed
from tests.storage.steps import BOUGHT, USER, begin, keep, send

FILES = sorted(Path(__file__).parent.glob("records-*.jsonl"))
"""What `earlier.py` made under each version, kept as it was."""

GETS_CODE = (State.WAITING, State.CANCELLING, State.CANCELLED, State.CANCEL_UNCONFIRMED, State.FURTHER)


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
async def earlier(request: pytest.FixtureRequest, redis: Redis, store: ActivationStore) -> ActivationStore:
    """The database as that version left it."""
    await Backup(redis, Keys()).write(from_text(request.param.read_bytes()))
    assert await move_earlier(redis, Keys(), store) > 0
    assert await move_earlier(redis, Keys(), store) == 0, "once"
    return store


async def found(store: ActivationStore, state: State) -> Activation:
    return await store.find(USERS[state], state)


async def claims(queue: JobQueue) -> dict[str, Claim]:
    claimed, _ = await queue.claim(limit=256, lease=30)
    return {claim.member: claim for claim in claimed}


def test_this_version_has_a_file_of_its_own() -> None:
    assert [file.name for file in FILES] == [f"records-{version}.jsonl" for version in range(1, VERSION + 1)]


async def test_this_version_still_writes_all_that_its_file_holds(redis: Redis) -> None:
    """Else it is another version, with another number."""

    def fields(text: bytes) -> set[tuple[str, object]]:
        records = [record for record in from_text(text) if ":a:" in record.name]
        return {(record.name.rpartition(":")[2], field) for record in records for field in record.values[::2]}

    assert fields(FILES[-1].read_bytes()) <= fields(await make(redis))


@pytest.mark.parametrize("state", STATES)
async def test_an_activation_stands_where_it_stood(earlier: ActivationStore, state: State) -> None:
    activation = await found(earlier, state)
    assert (activation.state, activation.user_id, activation.language) == (state, USERS[state], "vi")
    (found_again,), total = await listed(earlier, USERS[state], 0, 5)
    assert (found_again, total) == (activation, 1)


async def test_everything_has_its_next_step_and_its_message(earlier: ActivationStore, clock: Clock) -> None:
    cursor, mended = await earlier.repair_queues("0", count=1000)
    assert cursor == "0"
    assert set(mended) <= {f"{State.CANCEL_UNCONFIRMED}|due"}, "the operator is asked about it anew"
    await clock.advance(1300)
    due, outbox = await claims(earlier.due), await claims(earlier.outbox)
    assert due.keys() == {
        *(State.RESERVED, State.SENDING, State.WAITING, State.CANCELLING, State.CODE, State.READYING, State.FURTHER),
        State.CANCEL_UNCONFIRMED,
    }
    assert {f"{state}|card" for state in STATES} <= outbox.keys()
    assert {f"{State.CODE}|code", f"{State.UNKNOWN}|alert"} <= outbox.keys()


async def test_each_goes_on_from_where_it_stood(earlier: ActivationStore, clock: Clock) -> None:
    for state in GETS_CODE:
        assert (await earlier.code(await found(earlier, state), "1234")).done
        assert (await found(earlier, state)).code == "1234"
    intent = await found(earlier, State.RESERVED)
    assert not await earlier.sending(intent, owner="me", timeout_s=75), "it is of another database's life"
    assert (await found(earlier, State.RESERVED)).state is State.UNKNOWN, "it may have been sent since"
    sent = await found(earlier, State.SENDING)
    step = await earlier.bought(sent, BOUGHT, owner=f"owner of {State.SENDING}", lifetime=1180, first_poll=3)
    assert step.done
    assert (await earlier.readied(await found(earlier, State.READYING), cleared=True, first_poll=3)).done
    assert (await earlier.finish(USERS[State.CODE], State.CODE)).state is State.DONE
    assert (await earlier.resolve(State.UNKNOWN, charged=False, admin_id=1)).state is State.NOT_CHARGED


async def test_a_users_choice_is_still_his(earlier: ActivationStore, redis: Redis) -> None:
    assert await UserStore(redis, Keys()).language(USERS[State.WAITING]) == "ru"


@pytest.fixture
async def newer(store: ActivationStore, redis: Redis) -> Activation:
    """One that a replica of the next version wrote."""
    activation = await begin(store)
    await send(store, activation)
    await keep(store, activation)
    key = f"{Keys().base}:a:{activation.id}"
    await redis.hset(key, mapping={"v": str(VERSION + 1), "state": "of a kind nobody here knows"})
    return activation


async def test_the_work_of_a_newer_version_is_left_to_it_and_holds_up_nobody(
    newer: Activation, store: ActivationStore, redis: Redis, clock: Clock
) -> None:
    other = await begin(store, nonce="other")
    await clock.advance(60)
    assert set(await claims(store.due)) == {other.id}
    assert await redis.zscore(f"{Keys().base}:due", newer.id), "it is lost"
    await clock.advance(60)
    assert set(await claims(store.due)) == {other.id}


async def test_a_record_of_a_newer_version_is_not_guessed_at(newer: Activation, store: ActivationStore) -> None:
    with pytest.raises(NewerRecord):
        await store.find(USER, newer.id)


async def test_a_journal_of_a_newer_version_is_left_where_it_is(tmp_path: Path) -> None:
    (entry := tmp_path / "owner.json").write_text(
        '{"ends": 2e9, "request": "7", "number": "84912345678", "record": {"v": "99", "id": "x", "owner": "owner"}}\n'
    )
    assert await Journal(tmp_path, 42).entries() == []
    assert entry.exists()
