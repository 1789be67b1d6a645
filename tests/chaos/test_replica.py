"""What is known of a bot's process that was stopped for a while."""

import asyncio
import os
import sys

from chaos.replica import Replica


async def test_a_stop_ends_once_whoever_ends_it_and_counts_for_no_slow_end() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(60)")
    replica = Replica(0)
    replica.pid, replica.life = process.pid, 1
    began = replica.pause()
    assert began is not None
    assert replica.pause() is None, "it stands still already"
    waking = asyncio.create_task(replica.go_on(began, 0.3))
    await asyncio.sleep(0.1)
    replica.wake()
    assert not replica.stopped
    await waking
    assert len(replica.frozen) == 1
    assert 0.1 <= replica.frozen_since(began) < 0.3
    assert replica.frozen_since(began + 60) == 0
    assert not replica.lived_through(1, began - 1, began + 1)
    os.kill(process.pid, 9)
    await process.wait()
