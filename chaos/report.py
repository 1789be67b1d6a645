"""Says what a run has shown, in lines that read alike from run to run."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from chaos.checker import Verdict
from chaos.history import History
from chaos.options import Options
from chaos.run import Run


async def play(options: Options, say: Callable[[str], None]) -> tuple[str, bool]:
    """One run; gives its report, and whether all is well."""
    with ExitStack() as stack:
        kept = options.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-"))
        run = Run(options, Path(kept), say)
        if options.keep:
            run.history.transcript = stack.enter_context((Path(kept) / "chats.jsonl").open("w"))
        verdict = await run.play()
    return report(run, verdict), not (verdict.guilty or verdict.unfinished or run.failures)


def report(run: Run, verdict: Verdict) -> str:
    return "\n".join([*_summary(run, verdict), *_findings(run, verdict)])


def _summary(run: Run, verdict: Verdict) -> Iterator[str]:
    history = run.history
    yield f"seed                    {run.options.seed}"
    yield f"replicas                {run.options.replicas}"
    yield f"purchases               {verdict.purchases} ({verdict.charges} charges, {verdict.refunds} refunds)"
    steps = run.kill_points
    yield f"kills                   {run.ends['killed']} (at {len(steps.struck)} of {len(steps.known)} steps)"
    yield f"stops with SIGTERM      {run.ends['terminated']} (the slowest took {max(run.slow_stops, default=0):.0f} s)"
    freezes = steps.freezes.struck if steps.freezes else {}
    yield f"processes stopped       {run.faults.freezes} (at {len(freezes)} steps)"
    for trouble, times in sorted((run.faults.count + run.wrong_answers.count).items()):
        yield f"{trouble}: {times}"
    yield f"answers of scripts lost {len(history.lost_answers)}"
    yield f"updates delivered twice {run.updates.twice}"
    yield f"unreadable updates      {run.updates.unreadable} ({run.updates.refused} refused)"
    yield f"unreadable entries      {len(run.faults.unreadable)}"
    yield f"double charges          {len(verdict.double_charges)}"
    yield f"sent too late           {len(verdict.late)}"
    yield f"untracked numbers       {len(verdict.untracked)}"
    yield f"lost codes              {len(verdict.lost_codes)} of {verdict.codes}"
    yield f"doubled codes           {len(verdict.doubled_codes)} (and {verdict.excused_codes} after an answer was lost)"
    yield f"wrong claims            {len(verdict.wrong_claims)}"
    yield f"numbers, codes leaked   {len(verdict.leaks)}"
    yield f"numbers replaced        {verdict.replaced} ({len(verdict.wrong_replacements)} before a confirmed cancel)"
    yield (
        f"reminders               {verdict.reminders} set, {verdict.reminded} told ({verdict.excused_reminders} twice "
        f"after an answer was lost); {len(verdict.wrong_reminders)} wrong, {len(verdict.missed_reminders)} missed"
    )
    yield f"wrong prices            {len(verdict.wrong_prices)}"
    yield (
        f"unknown outcomes        {verdict.unknown_told} told ({verdict.unknown_charged} charged), "
        f"{verdict.unknown_resolved} resolved ({verdict.by_operator} by the operator); "
        f"{len(verdict.knowable)} knowable, {len(verdict.untold)} not alerted"
    )
    if run.overcharge.told_after is not None:
        yield f"charged too much        the operator was told after {run.overcharge.told_after:.0f} s"
    if run.options.wallet:
        yield from _stars(run)
        yield _vouchers(run)
    yield f"drift of the books      {len(verdict.drift)}"
    yield f"wrong lines in the logs {len(verdict.logged)}"
    yield f"not at an end           {len(verdict.unfinished)}"
    if run.history.rollbacks:
        yield f"forgotten by a restore  {verdict.forgotten} purchases, of which only what was said is checked"
    yield f"longest silence         {_silence(run):.1f} s after a kill"
    if verdict.waits:
        yield f"code to chat            {median(verdict.waits):.1f} s median, {max(verdict.waits):.1f} s the longest"
    calm, flooded = _answers(history)
    if calm and flooded:
        yield f"tap on Buy to its card  {median(calm):.2f} s median; {median(flooded):.2f} s while another user floods"
    yield "cards at the end        " + ", ".join(f"{says} {n}" for says, n in verdict.says.most_common())


def _stars(run: Run) -> Iterator[str]:
    books, found = run.books, run.books.found
    yield (
        f"Stars                   {found.payments} payments, {found.refunds} refunds: {len(found.lost)} lost, "
        f"{len(found.double)} credited twice, {len(found.wrong)} wrong, {len(found.wrong_refunds)} wrong refunds"
    )
    yield f"looks at the ledger     {books.looks}, of which {len(books.wrong)} found it wrong"
    for what, times in run.star_troubles.count.items():
        yield f"Stars {what}: {times}"


def _vouchers(run: Run) -> str:
    found = run.found_of_vouchers
    return (
        f"vouchers                {found.redeemed} redeemed, {found.used} used, {found.given_back} given back; "
        f"{len(found.wrong)} wrong"
    )


def _answers(history: History) -> tuple[list[float], list[float]]:
    """Seconds from the first tap on Buy to what came of it: usually, and while one user taps without end."""
    waits: tuple[list[float], list[float]] = [], []
    for attempt in history.attempts.values():
        if attempt.shown:
            flooded = any(began <= attempt.at <= ended for began, ended in history.floods)
            waits[flooded].append(attempt.shown[0][0] - attempt.at)
    return waits


def _findings(run: Run, verdict: Verdict) -> Iterator[str]:
    for finding in (*verdict.guilty, *verdict.unfinished, *run.failures):
        yield f"  ! {finding}"


def _silence(run: Run) -> float:
    """From a kill to the next thing that anybody was shown."""
    return max((run.history.next_shown(at) - at for at in run.kill_times), default=0.0)
