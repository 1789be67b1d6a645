"""Carries out the Dockerfile in a folder of its own as an engine would: the same copies, the same commands.

Folders stand in for the layers, and an interpreter of this machine for that of the base image. By hand, with the
packages from the index: `python -m tests.ops.image FOLDER python3.13`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from string import Template
from typing import Final

ROOT: Final = Path(__file__).parents[2]
ABSOLUTE: Final = re.compile(r"(?<![\w.])/(?=(venv|app|data)\b)")
"""A path of the image, in a command or a setting."""


@dataclass
class Stage:
    """One `FROM` and what came of it."""

    folder: Path
    base: str
    environment: dict[str, str]
    workdir: str = "/"
    user: str = "root"
    owners: dict[str, str] = field(default_factory=dict)
    """Of what was copied."""
    entrypoint: list[str] = field(default_factory=list)
    healthcheck: list[str] = field(default_factory=list)

    def path(self, name: str = "") -> Path:
        """On this machine; a relative one is in the working directory."""
        return self.folder / (name if name.startswith("/") else f"{self.workdir}/{name}").lstrip("/")

    def process_environment(self) -> dict[str, str]:
        """For a process in here: the image's own, its paths turned into folders, and nothing of the caller's."""
        return {name: self._localised(value) for name, value in self.environment.items()}

    def run(self, command: str, **environment: str) -> None:
        here = {**self.process_environment(), **environment}
        subprocess.run(["sh", "-ec", self._localised(command)], cwd=self.path(), env=here, check=True)

    def _localised(self, text: str) -> str:
        return ABSOLUTE.sub(f"{self.folder}/", text)


class Build:
    """`after` is called after each `RUN`; `environment` is added to what the commands see."""

    def __init__(
        self,
        folder: Path,
        python: Path,
        *,
        after: Callable[[Stage, str], None] = lambda stage, command: None,
        **environment: str,
    ) -> None:
        self.folder = folder
        self._path = f"{python.parent}:{os.defpath}"
        self._after = after
        self._environment = environment
        self.stages: list[Stage] = []
        self._named: dict[str, Stage] = {}

    def carry_out(self) -> Stage:
        """Gives the last stage, which is the image."""
        _send_context(self.folder / "context")
        for name, rest in instructions():
            getattr(self, f"_{name.lower()}")(rest)  # an instruction unknown here fails
        return self.stages[-1]

    @property
    def _stage(self) -> Stage:
        return self.stages[-1]

    def _from(self, rest: str) -> None:
        base, _, alias = rest.partition(" AS ")
        stage = Stage(self.folder / (alias or "image"), base, {"PATH": self._path})
        stage.folder.mkdir(parents=True)
        self.stages.append(stage)
        self._named[alias] = stage

    def _workdir(self, rest: str) -> None:
        self._stage.workdir = rest
        self._stage.path().mkdir(parents=True, exist_ok=True)

    def _run(self, rest: str) -> None:
        self._stage.run(rest, **self._environment)
        self._after(self._stage, rest)

    def _copy(self, rest: str) -> None:
        *flags, source, target = rest.split()
        options = dict(flag.removeprefix("--").split("=") for flag in flags)
        origin = self._named[options["from"]].path(source) if "from" in options else self.folder / "context" / source
        copy(origin, self._stage.path(target))
        self._stage.owners[target] = options.get("chown", "root")

    def _env(self, rest: str) -> None:
        before = dict(self._stage.environment)
        for pair in rest.split():
            name, _, value = pair.partition("=")
            self._stage.environment[name] = Template(value).substitute(before)

    def _user(self, rest: str) -> None:
        self._stage.user = rest

    def _entrypoint(self, rest: str) -> None:
        self._stage.entrypoint = json.loads(rest)

    def _healthcheck(self, rest: str) -> None:
        self._stage.healthcheck = json.loads(rest.partition(" CMD ")[2])

    def _expose(self, rest: str) -> None:
        """For people to read; it does nothing."""


def instructions() -> Iterator[tuple[str, str]]:
    """Each instruction's name and the rest of its line."""
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield name, rest


def copy(source: Path, target: Path) -> None:
    """A folder's content into a folder, or a file into one."""
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    else:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _send_context(folder: Path) -> None:
    """What the engine is sent: the repository's files as far as .dockerignore lets them through."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    everything, *rules = [line for line in lines if line and not line.startswith("#")]
    allowed = [rule.removeprefix("!") for rule in rules if rule.startswith("!")]
    refused = [rule.removeprefix("**/") for rule in rules if rule.startswith("**/")]
    if everything != "*" or len(rules) != len(allowed) + len(refused):
        raise ValueError(".dockerignore has rules that are not carried out here")
    for name in allowed:
        copy(ROOT / name, folder / name if (ROOT / name).is_dir() else folder)
    for path in [*folder.rglob("*")]:
        if any(fnmatchcase(path.name, pattern) for pattern in refused) and path.exists():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    built = Build(Path(sys.argv[1]).absolute(), Path(shutil.which(sys.argv[2]) or sys.argv[2])).carry_out()
    environment = {**os.environ, **built.process_environment()}
    print(built.folder, "is ready; its check says:")  # noqa: T201 -- the answer to a command
    sys.exit(subprocess.run([*built.entrypoint, "check"], cwd=built.path(), env=environment, check=False).returncode)
