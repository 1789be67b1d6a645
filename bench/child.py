"""The other side of `bench.measuring`: `python -m bench.child` calls one function and says what it gave and cost.

What is said goes to the standard output as lines of JSON; whatever the function prints goes to the standard error.
"""

import asyncio
import inspect
import json
import os
import resource
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    task = json.loads(sys.argv[1])
    said, sys.stdout = sys.stdout, sys.stderr
    if task["core"]:
        os.sched_setaffinity(0, task["core"])
    module, _, name = task["place"].partition(":")
    function = getattr(import_module(module), name)
    answer = _serve if task["manner"] == "serve" else _run
    answer(said, function, task["arguments"])


def cpu_seconds() -> float:
    """Of this process so far, with those that it started and that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def peak_mb() -> float:
    """Of this process alone. Linux hands `ru_maxrss` down from the parent; there its own count is read."""
    return _status("VmHWM") or (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
    )


def resident_mb() -> float:
    """Of this process now; its peak where that can't be read."""
    return _status("VmRSS") or peak_mb()


def _status(name: str) -> float:
    """In MB; 0 where there is no such file."""
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _run(said: Any, function: Any, arguments: dict[str, Any]) -> None:
    _end_with_parent()
    began, cpu = time.perf_counter(), cpu_seconds()
    value = function(**arguments)
    if inspect.isawaitable(value):
        value = asyncio.run(_awaited(value))
    costs = {"seconds": time.perf_counter() - began, "cpu": cpu_seconds() - cpu, "peak_mb": peak_mb()}
    print(json.dumps({"value": value, **costs}), file=said, flush=True)


async def _awaited(value: Any) -> Any:
    return await value


def _serve(said: Any, function: Any, arguments: dict[str, Any]) -> None:
    async def serve() -> float:
        async with function(**arguments) as value:
            cpu = cpu_seconds()
            print(json.dumps({"value": value}), file=said, flush=True)
            loop = asyncio.get_running_loop()
            told = asyncio.Event()
            loop.add_reader(sys.stdin.fileno(), told.set)
            await told.wait()
            loop.remove_reader(sys.stdin.fileno())
            return cpu_seconds() - cpu

    cpu = asyncio.run(serve())
    print(json.dumps({"cpu": cpu, "peak_mb": peak_mb()}), file=said, flush=True)


def _end_with_parent() -> None:
    """The standard input ends when the process that started this one is gone, or has given it up."""

    def wait() -> None:
        while os.read(0, 4096):  # not through `sys.stdin`, whose lock would be held at the end
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    main()
