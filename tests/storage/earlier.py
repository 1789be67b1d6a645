"""Makes a backup with an activation in every state, as this version of the bot writes them: a test of later versions.

`python -m tests.storage.earlier FILE`, once for each version of the records (`bot.storage.records.VERSION`).
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from redis.asyncio import Redis

from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.storage.activations import ActivationStore
from bot.storage.backup import Backup, to_lines
from bot.storage.connection import open_redis
from bot.storage.embedded import EmbeddedValkey
from bot.storage.keys import Keys
from bot.storage.users import UserStore
from tests.clock import LUA_CLOCK, Clock

STATES: Final = (
    State.RESERVED, State.SENDING, State.WAITING, State.CANCELLING, State.CODE, State.READYING, State.FURTHER,
    State.DONE, State.CANCELLED, State.CANCEL_UNCONFIRMED, State.FAILED, State.UNKNOWN, State.NOT_CHARGED, State.LOST,
)  # fmt: skip
"""In the order of the files that are kept: a new one goes to the end, with the next version."""

USERS: Final[Mapping[State, int]] = {state: 1000 + place for place, state in enumerate(STATES)}
"""Each state's activation belongs to another user, so they lie in many shards; its id is the state's name."""

FOR_EVER: Final = 100 * 365 * 86_400.0
"""What has ended has to be there still when a later version reads it."""


class Maker:
    def __init__(self, store: ActivationStore) -> None:
        self.store = store

    async def begin(self, state: State) -> Activation:
        user = USERS[state]
        await self.store.quote(Quote(state, user, 10, 3, Decimal("12.50")), ttl=900)
        return await self.store.begin(state, user_id=user, chat_id=user, card_id=5, language="vi")

    async def send(self, state: State) -> Activation:
        activation = await self.begin(state)
        assert await self.store.sending(activation, owner=f"owner of {state}", timeout_s=75)
        return activation

    async def buy(self, state: State, *, several: bool = False) -> Activation:
        activation = await self.send(state)
        bought = Bought(f"9{USERS[state]}", f"8491234{USERS[state]}", several=several)
        await self.store.bought(activation, bought, owner=f"owner of {state}", lifetime=1180, first_poll=3)
        return activation

    async def code(self, state: State) -> Activation:
        activation = await self.buy(state, several=state in (State.READYING, State.FURTHER))
        await self.store.code(activation, f"code {USERS[state]}")
        return activation

    async def cancel(self, state: State) -> Activation:
        activation = await self.buy(state)
        await self.store.cancel(activation.user_id, activation.id, Reason.USER)
        return activation

    async def unknown(self, state: State) -> Activation:
        activation = await self.send(state)
        await self.store.unknown(activation, owner=f"owner of {state}")
        return activation

    async def all(self) -> None:
        store = self.store
        await self.begin(State.RESERVED)
        await self.send(State.SENDING)
        await self.buy(State.WAITING)
        await self.cancel(State.CANCELLING)
        await self.code(State.CODE)
        for state in (State.READYING, State.FURTHER):
            activation = await self.code(state)
            await store.again(activation.user_id, activation.id, 6)
        await store.readied(activation, cleared=True, first_poll=3)
        done = await self.code(State.DONE)
        await store.finish(done.user_id, done.id)
        await store.closed(done)
        await store.cancelled(await self.cancel(State.CANCELLED))
        unconfirmed = await self.cancel(State.CANCEL_UNCONFIRMED)
        await store.unconfirmed(unconfirmed, pause=10)
        await store.ask(unconfirmed)
        failed = await self.send(State.FAILED)
        await store.fail(failed, Reason.PRICE_CHANGED, owner="owner of failed", new_price=Decimal(14))
        await self.unknown(State.UNKNOWN)
        await store.resolve((await self.unknown(State.NOT_CHARGED)).id, charged=False, admin_id=1)
        await store.resolve((await self.unknown(State.LOST)).id, charged=True, admin_id=1)


async def make(redis: Redis) -> bytes:
    await Clock(redis).set(1_780_000_000.0)
    await Maker(ActivationStore(redis, Keys(), retention=FOR_EVER, clock=LUA_CLOCK)).all()
    await UserStore(redis, Keys()).set_language(USERS[State.WAITING], "ru")
    return b"".join([line async for line in to_lines(Backup(redis, Keys()).read())])


async def main(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with EmbeddedValkey(Path(folder)) as server:
            redis = open_redis(server.url)
            assert isinstance(redis, Redis)
            await asyncio.to_thread(file.write_bytes, await make(redis))
            await redis.aclose()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
