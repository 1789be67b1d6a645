"""`python -m chaos`: real bots, a real database, both outside worlds over real sockets, and faults on all sides."""

import argparse
import asyncio
import sys
import time
from dataclasses import replace
from pathlib import Path

from chaos.mutants import MUTANTS
from chaos.options import Options


def main() -> int:
    options, mutants = _options()
    if mutants is not None:
        wrong = replace(options, purchases=160, minutes=0.9)
        return max([_mutant(replace(wrong, mutant=name, **MUTANTS[name].options)) for name in mutants or MUTANTS])
    return 0 if _play(options) else 1


def _play(options: Options) -> bool:
    """Whether all is well."""
    # imported only now, so that --help is there at once
    from chaos.report import play
    from chaos.revision import CannotRunBeside

    try:
        text, innocent = asyncio.run(play(options, _say))
    except CannotRunBeside as refusal:
        sys.exit(str(refusal))
    _say(text)
    return innocent


def _mutant(options: Options) -> int:
    _say(f"== {options.mutant}")
    began = time.monotonic()
    caught = not _play(options)
    _say(f"{'caught' if caught else 'NOT CAUGHT'}: {options.mutant} ({time.monotonic() - began:.0f} s)")
    return 0 if caught else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _options() -> tuple[Options, list[str] | None]:
    """And the mutants to be run: none named stands for all, `None` for a run of the bot itself."""
    default = Options()
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    for name, meaning in (
        ("seed", "everything that is drawn is drawn from it"),
        ("purchases", "as many at least"),
        ("kills", "as many at least"),
        ("replicas", "bots on one database"),
        ("users", "users with phones"),
        ("rate", "purchases begun a second, at the most"),
        ("minutes", "after that no purchase is begun any more"),
        ("settle", "seconds for everything to come to its end"),
        ("kill_every", "seconds between two strikes at a process"),
        ("keep", "folder for logs, chats and the database, which are thrown away otherwise"),
        ("freezes", "processes stopped for a while, as many at least"),
        ("freeze_every", "seconds between two of them"),
        ("outage", "seconds for which the provider is away, once"),
        ("restores", "backups brought back in the middle"),
        ("old", "the revision of a bot that runs beside the others; one that has today's keys"),
        ("trouble_every", "seconds between two troubles of the database"),
    ):
        value = getattr(default, name)
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=type(value), default=value, help=f"{meaning} ({value!r})"
        )
    parser.add_argument("--short", action="store_true", help="a run of half a minute, the bot's own patience cut short")
    parser.add_argument("--wallet", action="store_true", help="users pay with Stars, and the books have to add up")
    parser.add_argument(
        "--mutants", nargs="*", choices=[*MUTANTS], metavar="NAME", help="wrong bots, each of which has to be caught"
    )
    given = vars(parser.parse_args())
    short, mutants = given.pop("short"), given.pop("mutants")
    if given["keep"]:
        folder = Path(given["keep"]).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        given["keep"] = str(folder)
    options = Options(**given)
    if short or mutants is not None:
        options = options.shortened()
    return options, mutants


if __name__ == "__main__":
    sys.exit(main())
