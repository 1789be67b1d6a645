"""Reads `.env` as it is written, and finds the names in it and around it that look like settings and are none."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dotenv.parser import parse_stream
from rapidfuzz.distance import OSA

ENV_FILE: Final = Path(".env")
SECRETS: Final = Path("/run/secrets")

OF_COMPOSE: Final = re.compile(r"VALKEY_PASSWORD|COMPOSE_.*")
"""Names in `.env` that docker compose itself reads."""

OF_OTHERS: Final = re.compile(
    r"(AWS|AZURE|BUILDKITE|CI|CONDA|DBUS|DISCORD|DOCKER|FLY|GCP|GITHUB|GITLAB|GOOGLE|GPG|HEROKU|HOMEBREW|JENKINS|"
    r"KUBERNETES|LC|NODE|NPM|NVM|PIP|POETRY|PYENV|PYTEST|PYTHON|RAILWAY|RENDER|SLACK|SSH|SUDO|SYSTEMD|UV|VIRTUAL|VSCODE|"
    r"XDG|.+_SERVICE_(HOST|PORT)|.+_PORT_[0-9]+_(TCP|UDP))(_.*)?",
    re.DOTALL,
)
"""Names in the environment that are known to be other programs', or that Docker and Kubernetes make for services."""

NAME: Final = re.compile(r"[A-Z][A-Z0-9_]{0,40}")
"""What else is before a `=` may be a token in the wrong place, and is not shown."""

OURS: Final = frozenset({"BOT", "MY", "NUMBER", "NUMBERS", "SMS", "SMSBOT", "SMSMAN", "TELEGRAM", "TG"})
COMMON: Final = frozenset({
    "BOT_TOKEN", "DATA_DIR", "HTTP_PORT", "LOG_FORMAT", "REDIS_PREFIX", "REDIS_URL", "WEBHOOK_PORT", "WEBHOOK_URL",
})  # fmt: skip
"""Settings whose names other programs have too: in the environment, with a word of `OURS` before them only."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A name that has no effect."""

    name: str
    source: str
    """`.env`, the folder of secrets, or the environment."""
    meant: str | None = None
    """The setting that it looks like."""

    def __str__(self) -> str:
        """One line for the operator."""
        known = f"did you mean {self.meant}?" if self.meant else "no setting has this name"
        return f"{self.name} in {self.source} has no effect: {known}"


@dataclass(frozen=True, slots=True)
class EnvFile:
    values: Mapping[str, str] = field(default_factory=dict)
    """As written: nothing is put in for `$NAME` or `${NAME}`."""
    unreadable: tuple[int, ...] = ()
    """Numbers of the lines that are no `NAME=value`."""
    replaced_by_compose: tuple[str, ...] = ()
    """Names whose values have a `$` outside single quotes: docker compose puts another value in."""


def read_env_file(file: Path) -> EnvFile:
    """An empty one where there is no file. Raises `OSError`, `UnicodeDecodeError`."""
    values: dict[str, str] = {}
    unreadable, replaced = [], []
    if file.exists():
        with file.open(encoding="utf-8-sig") as stream:  # editors on Windows begin a file with a mark
            for binding in parse_stream(stream):
                text = binding.original.string
                if binding.error or (binding.key is not None and binding.value is None):
                    blank = len(text) - len(text.lstrip())
                    unreadable.append(binding.original.line + text[:blank].count("\n"))
                elif binding.key is not None and binding.value is not None:
                    values[binding.key] = binding.value
                    written = text.partition("=")[2].lstrip()
                    if re.search(r"\$[A-Za-z_{$]", binding.value) and not written.startswith("'"):
                        replaced.append(binding.key)
    return EnvFile(values, tuple(unreadable), tuple(replaced))


def strays(settings: Collection[str], in_file: Iterable[str], environment: Mapping[str, str]) -> Iterator[Stray]:
    """Names in `.env` that are no setting, and names in the environment that look like one.

    `settings` are in capitals. What the environment holds for other programs is left out.
    """
    for name in in_file:
        if name.upper() in settings or OF_COMPOSE.fullmatch(name):
            continue
        setting = meant(name, settings)
        if setting or NAME.fullmatch(name):
            yield Stray(name, ".env", setting)
    for name, value in environment.items():
        plain = _plain(name)
        if name.upper() in settings or OF_OTHERS.fullmatch(plain) or value.startswith(("tcp://", "udp://")):
            continue
        if (setting := meant(name, settings, strict=True)) is not None:
            yield Stray(name, "the environment", setting)


@dataclass(frozen=True, slots=True)
class Oddities:
    """What is written in `.env` or set around it, and is not what it seems."""

    mend: tuple[str, ...]
    """Sentences about settings that are off though somebody has set them."""
    know: tuple[str, ...]
    """Sentences about what may be meant."""


def oddities(settings: Collection[str], env_file: Path = ENV_FILE, secrets_dir: Path = SECRETS) -> Oddities:
    """Look for names that look like settings, for lines that are none, and for what compose reads in another way.

    `settings`: the names of all, in capitals.
    """
    try:
        in_file = read_env_file(env_file)
        secrets = [file.name for file in secrets_dir.iterdir()] if secrets_dir.is_dir() else []
    except (OSError, UnicodeDecodeError):
        return Oddities((), ())  # `load_settings` has said so
    found = [*strays(settings, in_file.values, os.environ), *_stray_secrets(settings, secrets, secrets_dir)]
    lines = [f"line {number} of {env_file} has no effect: it is no NAME=value" for number in in_file.unreadable]
    dollars = [
        f"{name} in {env_file} holds a $, which docker compose takes for a variable: put the value in single quotes"
        for name in in_file.replaced_by_compose
    ]
    return Oddities(
        mend=(*(str(stray) for stray in found if stray.meant), *lines),
        know=(*(str(stray) for stray in found if not stray.meant), *dollars),
    )


def _stray_secrets(settings: Collection[str], names: Iterable[str], folder: Path) -> Iterator[Stray]:
    for name in names:
        if name.upper() not in settings and (setting := meant(name, settings, strict=True)):
            yield Stray(name, str(folder), setting)


def meant(name: str, settings: Iterable[str], *, strict: bool = False) -> str | None:
    """The setting that a name looks like; `strict` where other programs have names too."""
    near = [(distance, setting) for setting in settings if (distance := _distance(name, setting, strict)) is not None]
    return min(near)[1] if near else None


def _distance(name: str, setting: str, strict: bool) -> float | None:
    """How far apart they are, in letters; `None` where they have nothing to do with each other."""
    said, known = _words(name), _words(setting)
    for one, other in (("".join(said), "".join(known)), ("".join(sorted(said)), "".join(sorted(known)))):
        edits = OSA.distance(one, other)
        if edits <= max(1, len(other) // 5):
            return edits
    extra = _without(said, known)
    if len(known) > 1 and extra is not None:  # a word before, after or between
        return None if strict and setting in COMMON and not (extra and set(extra) <= OURS) else 2.0 + len(extra)
    if strict:
        return None
    if extra is not None:  # a setting of one word, with others
        return 4.0 + len(extra)
    lacking = _without(known, said)
    return None if lacking is None else 5.0 + len(lacking)  # a word forgotten


def _without(words: list[str], taken: list[str]) -> list[str] | None:
    """What is left of the words when those of the other list are taken, in any order; `None` if one is missing."""
    left = list(words)
    for word in taken:
        match = next((one for one in left if _same(one, word)), None)
        if match is None:
            return None
        left.remove(match)
    return left


def _same(one: str, other: str) -> bool:
    if one.removesuffix("S") == other.removesuffix("S"):
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 4 and (longer.startswith(shorter) or OSA.distance(one, other) == 1)


def _words(name: str) -> list[str]:
    return _plain(name).split("_")


def _plain(name: str) -> str:
    """In capitals, with one underscore between words, however it is written: `max-price`, `maxPrice`, `MAX__PRICE`."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[\W_]+", "_", split).strip("_").upper()
