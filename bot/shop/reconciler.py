"""Finds out from the balance what became of purchases whose outcome nobody knew, and asks the operator where it can't.

A balance can only be compared at a moment when nothing is on its way, so the ledger is read before and after it. Such
checkpoints are taken all the time: they prove how the account has to be read (reckoning.py), and they are what later
ones are compared with. Each verdict is a transition of its own, and the ledger moves with it; so a process may die
between two of them, and the next round finds the rest of the difference.
"""

import asyncio
from dataclasses import replace
from typing import Final, NamedTuple

import structlog

from bot.domain.errors import ProviderError, StorageError
from bot.domain.models import State
from bot.domain.protocols import Provider
from bot.shop.hush import Hush
from bot.shop.reckoning import explanations, proved
from bot.storage.caps import millionths
from bot.storage.leases import Leases
from bot.storage.ledger import Checkpoint, Checkpoints, Doubt, Survey
from bot.storage.machine import Machine

log = structlog.get_logger(__name__)

EVERY: Final = 60.0
"""Seconds between two rounds, over all replicas."""

SOON: Final = 120.0
"""Seconds after which an unknown that was not charged will not be any more."""

SPARE: Final = 300.0
"""Seconds after a number's lifetime by which the provider has given back what nobody used, where it does so."""

HUSH: Final = 6.0
"""Seconds for which sending may be held up, so that what is on its way can end."""

HUSH_EVERY: Final = 300.0
"""Seconds between two of them. Most moments are still by themselves."""

GLANCE: Final = 0.25
"""Seconds between two looks whether all is still."""


class Sight(NamedTuple):
    """One still moment."""

    checkpoint: Checkpoint
    doubts: tuple[Doubt, ...]


class Reconciler:
    def __init__(
        self,
        machine: Machine,
        checkpoints: Checkpoints,
        provider: Provider,
        leases: Leases,
        hush: Hush,
        *,
        lifetime: float,
    ) -> None:
        """`lifetime`: seconds after which the provider ends a number that nobody used."""
        self._machine = machine
        self._checkpoints = checkpoints
        self._provider = provider
        self._leases = leases
        self._hush = hush
        self._final = lifetime + SPARE

    async def run(self) -> None:
        """For ever; a database that is away is somebody else's alarm."""
        while True:
            try:
                if await self._leases.take("reconciler", EVERY * 0.9):
                    await self.round()
            except StorageError as error:
                log.warning("round not finished", error=str(error))
            await asyncio.sleep(EVERY)

    async def round(self) -> None:
        """One comparison, if there is a still moment for it."""
        history = await self._checkpoints.read()
        survey = await self._machine.survey()
        sight = await self._look(survey)
        if sight is None and self._is_worth_a_hush(survey, history):
            sight = await self._look_in_a_hush()
        if sight is None:
            return
        seen, doubts = sight
        if doubts:
            await self._judge(history, seen, doubts)
        elif not history or replace(seen, at=0.0) != replace(history[-1], at=0.0, judged=False):
            await self._checkpoints.write(seen)

    async def _look(self, before: Survey) -> Sight | None:
        """The balance beside the ledger; `None` where anything was on its way meanwhile."""
        if before.moving:
            return None
        try:
            account = await self._provider.balance()
        except ProviderError as error:
            log.info("balance not read", error=type(error).__name__)
            return None
        after = await self._machine.survey()
        if replace(after, now=before.now) != before:
            return None
        hold = None if account.hold is None else millionths(account.hold)
        return Sight(Checkpoint(before.now, millionths(account.balance), hold, before.sums), before.doubts)

    def _is_worth_a_hush(self, survey: Survey, history: list[Checkpoint]) -> bool:
        """A verdict is due, or it is long ago that the balance was compared."""
        ages = [survey.now - doubt.since for doubt in survey.doubts]
        if ages:
            return any(SOON <= age < self._final + SPARE for age in ages)
        return not history or (survey.now - history[-1].at > HUSH_EVERY and survey.sums != history[-1].sums)

    async def _look_in_a_hush(self) -> Sight | None:
        if not await self._leases.take("hushed", HUSH_EVERY):
            return None
        loop = asyncio.get_running_loop()
        ends = loop.time() + HUSH
        async with self._hush.over_all(HUSH):
            while loop.time() < ends:
                await asyncio.sleep(GLANCE)
                if sight := await self._look(await self._machine.survey()):
                    return sight
        log.info("no still moment to compare the balance")
        return None

    async def _judge(self, history: list[Checkpoint], seen: Checkpoint, doubts: tuple[Doubt, ...]) -> None:
        ways = explanations(history, seen, doubts)
        if not ways:
            for doubt in doubts:
                if seen.at - doubt.since >= SOON and (await self._machine.ask(doubt)).done:
                    log.warning("the balance does not tell", activation=doubt.id, proved=proved(history))
            return
        if len(ways) > 1:
            log.info("the balance has several explanations", doubts=len(doubts))
            return
        (changed,) = ways
        sums = seen.sums
        for doubt in doubts:
            charged = doubt.paid != (doubt.id in changed)
            if not await self._settle(doubt, charged=charged, age=seen.at - doubt.since):
                return  # the operator was faster: the next round begins with what he said
            sums = replace(
                sums,
                charged=sums.charged + doubt.price * (charged and not doubt.paid),
                refunded=sums.refunded + doubt.price * (doubt.paid and not charged),
            )
        await self._checkpoints.write(replace(seen, sums=sums, judged=True))

    async def _settle(self, doubt: Doubt, *, charged: bool, age: float) -> bool:
        """Write down what was found, as far as it is final; gives whether it was still to be found."""
        if charged and age >= self._final:
            log.error("an unknown purchase was charged", activation=doubt.id)
            step = await self._machine.settle(doubt, State.LOST)
        elif charged and not doubt.paid:
            step = await self._machine.charged(doubt)
        elif not charged and (doubt.paid or age >= SOON):
            log.info("an unknown purchase was not charged", activation=doubt.id, came_back=doubt.paid)
            step = await self._machine.settle(doubt, State.NOT_CHARGED)
        else:
            return True
        return step.done
