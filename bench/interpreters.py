"""Interpreters with packages that the bot does not have, made once and kept in .bench/."""

import asyncio
import shutil
import sys
import sysconfig
from hashlib import sha256

from bench.measuring import ROOT

CACHE = ROOT / ".bench"


class NotToBeHad(Exception):
    """The packages can't be installed here. The text says so to the reader of the table."""


async def interpreter(*pins: str, ours_too: bool = False) -> str:
    """The path of a Python that has exactly these packages (`arq==0.26.3`) and what they need.

    `ours_too`: the bot's own packages can be imported as well, where these do not bring others of the same name.
    Raises `NotToBeHad`.
    """
    key = sha256(" ".join([sys.version, str(ours_too), *pins]).encode()).hexdigest()[:12]
    folder = CACHE / f"python-{key}"
    python, done = folder / "bin" / "python", folder / "done"
    if done.exists():
        return str(python)
    shutil.rmtree(folder, ignore_errors=True)
    await _call(sys.executable, "-m", "venv", str(folder), pins=pins)
    await _call(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins, pins=pins)
    if ours_too:
        site = next((folder / "lib").glob("python*/site-packages"))
        (site / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n")
    done.touch()
    return str(python)


async def _call(*command: str, pins: tuple[str, ...]) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(180):
            _, trouble = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise NotToBeHad(f"{' and '.join(pins)} could not be installed in three minutes") from None
    if process.returncode:
        last = trouble.decode(errors="replace").strip().splitlines()[-1:]
        raise NotToBeHad(f"{' and '.join(pins)} can't be installed here: {''.join(last)[:200]}")
