"""On what the figures were measured: the machine and the versions that matter."""

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.storage.embedded import server_binary

PACKAGES = ("aiogram", "aiohttp", "redis", "hiredis", "pydantic", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Host:
    processor: str
    cores: int
    system: str
    memory_gb: int
    versions: dict[str, str]


def this_host() -> Host:
    return Host(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        system=f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
        memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        versions={
            platform.python_implementation(): platform.python_version(),
            **{name: _version(name) for name in PACKAGES},
            "Valkey": _valkey(),
        },
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not there"


def _valkey() -> str:
    said = subprocess.run([str(server_binary()), "--version"], capture_output=True, text=True, check=True).stdout
    return next((word[2:] for word in said.split() if word.startswith("v=")), said.strip())
