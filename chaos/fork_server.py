"""Where the bots are born: a process that has loaded everything once, and forks a real `python -m bot` in 30 ms.

Reads a line of JSON for each birth from its standard input, writes one for each birth and each death to its output.
Importing aiogram takes seconds; two hundred kills would be spent on it. What runs in the child is `bot.__main__.main`
and nothing else, in a process of its own, to be killed like any other.
"""

import gc
import json
import os
import random
import select
import signal
import sys
from typing import Any, NoReturn


def main() -> None:
    import bot.app
    import bot.cli.check  # noqa: F401

    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the chaos program, which ends this one
    wake_in, wake_out = os.pipe()
    os.set_blocking(wake_out, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_out, warn_on_full_buffer=False)
    say({"ready": True})
    living: set[int] = set()
    buffered = b""
    while True:
        readable, _, _ = select.select([0, wake_in], [], [])
        if wake_in in readable:
            os.read(wake_in, 4096)
            bury(living)
        if 0 in readable:
            data = os.read(0, 65536)
            if not data:  # whoever started it is gone: no bot may live on and take work from the next run
                for child in living:
                    os.kill(child, signal.SIGKILL)
                return
            *lines, buffered = (buffered + data).split(b"\n")
            for line in lines:
                birth = json.loads(line)
                pid = os.fork()
                if pid == 0:
                    live(birth)
                living.add(pid)
                say({"born": birth["name"], "pid": pid})


def bury(living: set[int]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        living.discard(pid)
        say({"died": pid, "status": os.waitstatus_to_exitcode(status)})


def live(birth: dict[str, Any]) -> NoReturn:
    """The bot, from here to its end."""
    status = 70
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        os.environ.clear()
        os.environ.update(birth["environment"])
        os.chdir(birth["folder"])
        log = os.open(birth["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        random.seed()
        sys.argv = ["python -m bot"]
        from bot.__main__ import main as run_bot
        from chaos.mutants import put_in_place
        from chaos.timings import shorten

        put_in_place(birth["mutant"])
        shorten(hurry=birth["hurry"], watchful=birth["watchful"])

        status = run_bot()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def say(line: dict[str, Any]) -> None:
    os.write(1, json.dumps(line).encode() + b"\n")


if __name__ == "__main__":
    main()
