"""The end of a run: all faults off, everything comes to its end, and what is wrong by then is told."""

import asyncio
import time
from typing import TYPE_CHECKING

from chaos.checker import Verdict, check
from chaos.environment import PROVIDER_TOKEN, TOKEN
from chaos.ledger_check import drift, settled_by_operator
from chaos.replica import wrong_lines
from chaos.unreadable import not_alerted
from chaos.voucher_check import check_vouchers
from chaos.wallet_check import wrong_money

if TYPE_CHECKING:
    from chaos.run import Run


async def settle(run: "Run") -> Verdict:
    """All faults off, everybody comes back and looks; then time for everything to come to its end."""
    run.faults.end()
    await run.restored()
    run.market.settle()
    run.star_troubles.end()
    run.vouchers.end()
    await run.valkey.recover()
    for replica in run.replicas:
        replica.wake()
    run.say("all faults are off; waiting for everything to settle")
    for user in run.users:
        run.start(user.come_back())
    await asyncio.sleep(3)
    unnoticed: list[str] = []
    await _until_ended(run, run.options.settle)
    verdict = check(run.evidence, final=True)
    if verdict.unfinished:  # what is still open could hide it, so nothing would be shown by it
        unnoticed = ["whether the operator hears of a charge above its limit was not tried"]
    elif not verdict.guilty:
        run.say("the provider charges too much for one number")
        run.watchful = True
        # Longer than all others need: what a restore has forgotten is settled by the operator minutes later.
        unnoticed = await run.overcharge.run(2 * run.options.settle)
        await _until_ended(run, run.options.settle)
    await asyncio.sleep(2)
    verdict = check(run.evidence, final=True)
    verdict.untold += unnoticed
    if run.updates.refused:
        verdict.held_up.append(f"{run.updates.refused} unreadable updates were refused: all others wait behind")
    verdict.drift = await drift(run.evidence)
    if run.options.wallet:
        verdict.wrong_stars += await run.books.settle(run.options.settle)
        verdict.drift += await wrong_money(run.evidence)
        run.found_of_vouchers = await check_vouchers(run.evidence, run.vouchers.batches)
        verdict.wrong_vouchers += run.found_of_vouchers.wrong
    verdict.untold += not_alerted(run.evidence, run.faults.unreadable)
    verdict.untold += run.stale_journal.untold(run.history)
    verdict.by_operator = await settled_by_operator(run.evidence)
    numbers = [request.number for request in run.provider.orders.requests.values()]
    numbers += [entry.number for entry in run.stale_journal.entries]
    codes = [code for batch in run.vouchers.batches for code in batch.codes]
    verdict.logged = list(wrong_lines(run.folder, (TOKEN, PROVIDER_TOKEN, *codes), numbers))
    return verdict


async def _until_ended(run: "Run", seconds: float) -> None:
    """Until everything has come to its end and nothing is wrong, or a mutant is caught, or this time is over."""
    told = time.monotonic()
    deadline = told + seconds
    while time.monotonic() < deadline and not run.is_caught():
        began = time.monotonic()
        verdict = check(run.evidence, final=True)
        took = time.monotonic() - began
        if not verdict.unfinished and not verdict.guilty:
            return
        if time.monotonic() - told > 15:
            told = time.monotonic()
            run.say(f"        {len(verdict.unfinished)} not at an end, {len(verdict.guilty)} wrong so far")
        await asyncio.sleep(max(1.0, 4 * took))  # in which both worlds go on
