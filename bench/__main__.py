"""`python -m bench` measures the sections that are named, or all, and writes docs/benchmarks.md."""

import argparse
import asyncio
import os
import sys
import time
import traceback
from datetime import UTC, datetime
from importlib import import_module

from bench.host import this_host
from bench.measuring import AROUND, ROOT, pinned
from bench.report import number, write_report
from bench.results import Taken, read, write
from bench.section import Section
from bench.sections import BY_NAME, SECTIONS

SECTION_TIMEOUT_S = 420.0
"""Seconds after which a section is given up."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    sections = (*SECTIONS, *BY_NAME)
    parser.add_argument(
        "sections",
        nargs="*",
        metavar="section",
        help=f"of {', '.join(SECTIONS)} (default: all), or earlier (EARLIER=folder: the taps of another checkout)",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs, written to .bench/quick")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the report from what is kept")
    given = parser.parse_args()
    if unknown := set(given.sections) - set(sections):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    names = [] if given.report else given.sections or list(SECTIONS)
    docs = ROOT / ".bench" / "quick" if given.quick else ROOT / "docs"
    results = docs / "bench" / "results.json"
    kept = read(results)
    failed = []
    pinned(AROUND)
    for name in names:
        print(f"{name} …", end=" ", flush=True)
        try:
            kept[name] = _take(name, given.quick)
        except Exception:  # the others are measured all the same
            print("FAILED")
            traceback.print_exc()
            failed.append(name)
            continue
        _say(kept[name])
        write(results, kept)
    write_report([kept[name] for name in sections if name in kept], docs / "benchmarks.md", docs / "bench")
    print(f"written: {(docs / 'benchmarks.md').relative_to(ROOT)}")
    return 1 if failed else 0


def _take(name: str, quick: bool) -> Taken:
    module = import_module(f"bench.sections.{name}")
    began, load = time.monotonic(), os.getloadavg()[0]
    section = asyncio.run(_bounded(module, quick))
    arguments = " ".join(sys.argv[1:])
    return Taken(
        section,
        this_host(),
        day=datetime.now(UTC).date().isoformat(),
        seconds=time.monotonic() - began,
        load=load,
        command=f'make bench ARGS="{arguments}"' if arguments else "make bench",
    )


async def _bounded(module: object, quick: bool) -> Section:
    async with asyncio.timeout(SECTION_TIMEOUT_S):
        section: Section = await module.measure(quick)  # type: ignore[attr-defined]  # held by a test for each module
    return section


def _say(taken: Taken) -> None:
    print(f"{taken.seconds:.0f} s")
    for row in taken.section.rows:
        ratio = f"{row.ratio.median:.2f} × " if row.ratio else ""
        outcome = {True: " reached", False: " MISSED", None: ""}[row.reached]
        print(f"  {row.what}: {ratio}{number(row.figure.median)} {row.unit}{outcome}")


if __name__ == "__main__":
    sys.exit(main())
