"""Who cost how much, in a month or on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton

from bot.domain.users import Cost, KnownUser
from bot.telegram.admin_callbacks import OpenCosts, OpenStatistics, SendAllNumbers
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.users import briefly
from bot.texts import Html, Texts

MAX_COSTS: Final = 25
"""Users who are named; the file has them all."""

MAX_AGO: Final = {True: 3, False: 99}
"""Months, or days, before this one for which costs are kept (statistics.lua)."""

EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """A month or a day, in UTC."""

    at: OpenCosts
    first: date
    last: date

    @classmethod
    def of(cls, today: date, at: OpenCosts) -> "Span":
        if not at.monthly:
            day = today - timedelta(days=at.ago)
            return cls(at, day, day)
        first = today.replace(day=1)
        for _ in range(at.ago):
            first = (first - timedelta(days=1)).replace(day=1)
        return cls(at, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last one, since 1970."""
        return (self.first - EPOCH).days, (self.last - EPOCH).days

    def title(self, language: str) -> str:
        locale = Locale.parse(language)
        return (
            format_skeleton("yMMMM", self.first, locale=locale)
            if self.at.monthly
            else format_date(self.first, "long", locale)
        )


def costs(
    texts: Texts,
    span: Span,
    found: Sequence[tuple[int, Cost]],
    known: Sequence[tuple[int, KnownUser]],
    currency: str,
) -> Screen:
    """`found` has everybody, who cost most first; `known` the names of the first of them."""
    names: Mapping[int, KnownUser] = dict(known)
    total = sum((cost.amount for _, cost in found), Decimal(0))
    head = texts(
        "costs",
        title=span.title(texts.language),
        numbers=sum(cost.numbers for _, cost in found),
        users=len(found),
        amount=texts.money(total, currency),
    )
    lines = [
        texts(
            "costs-line",
            person=texts("person", id=str(user_id), name=briefly(names[user_id])),
            amount=texts.money(cost.amount, currency),
            count=cost.numbers,
        )
        for user_id, cost in found
        if user_id in names
    ]
    body = lines or [texts("costs-none")]
    return Screen(Html("\n\n".join([head, "\n".join(body)])), keyboard(*_ways(texts, span.at)))


def _ways(texts: Texts, at: OpenCosts) -> list[Row]:
    steps = []
    if at.ago < MAX_AGO[at.monthly]:
        steps.append(button("‹", OpenCosts(monthly=at.monthly, ago=at.ago + 1)))
    if at.ago > 0:
        steps.append(button("›", OpenCosts(monthly=at.monthly, ago=at.ago - 1)))
    other = button(texts.plain("button-by-day" if at.monthly else "button-by-month"), OpenCosts(monthly=not at.monthly))
    return [
        steps,
        [other, button(texts.plain("button-file-of-all"), SendAllNumbers())],
        [button(texts.plain("button-overview"), OpenStatistics()), menu_button(texts)],
    ]
