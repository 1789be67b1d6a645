"""The command that runs beside the sandbox: told once to stop, waited for, and only then left behind."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress

from sandbox.app import say

GRACE_SECONDS = 100.0
"""How long the command may take to stop before it is killed."""

NOT_STARTED = 127


class Stop:
    """The first signal that asks the sandbox to stop."""

    def __init__(self) -> None:
        self.number = signal.SIGTERM
        self._asked = asyncio.Event()

    def listen(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup stays nohup
                loop.add_signal_handler(number, self.ask, number)

    @property
    def is_asked(self) -> bool:
        return self._asked.is_set()

    def ask(self, number: signal.Signals) -> None:
        if self._asked.is_set():
            say("Still stopping.")
            return
        self.number = signal.SIGINT if number == signal.SIGINT else signal.SIGTERM
        self._asked.set()

    async def wait(self) -> None:
        await self._asked.wait()


async def run(command: Sequence[str], stop: Stop, *, grace: float = GRACE_SECONDS) -> int:
    """Runs `command` until it ends or `stop` asks for it. Gives its exit status, as a shell would."""
    if stop.is_asked:
        return 0
    try:
        # A session of its own: Ctrl-C in the terminal reaches only the sandbox, which passes it on once.
        child = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        say(f"Cannot start {command[0]}: {error.strerror}.")
        return NOT_STARTED
    ended, asked = asyncio.ensure_future(child.wait()), asyncio.ensure_future(stop.wait())
    await asyncio.wait({ended, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if ended.done():
        say(f"The command ended by itself: {_how(ended.result())}.")
        return _status(ended.result())
    say("Stopping: waiting for the command to end.")
    with suppress(ProcessLookupError):
        child.send_signal(stop.number)
    if not (await asyncio.wait({ended}, timeout=grace))[0]:
        say(f"The command did not end within {grace:g} s: killed.")
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    return _status(await ended)


def _status(returncode: int) -> int:
    return returncode if returncode >= 0 else 128 - returncode


def _how(returncode: int) -> str:
    if returncode >= 0:
        return f"exit status {returncode}"
    return f"killed by {signal.Signals(-returncode).name}"
