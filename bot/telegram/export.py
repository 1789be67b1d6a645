"""What was bought, as a CSV file that is written while it is sent: it is never held whole."""

import csv
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Final

from aiogram import Bot
from aiogram.types import InputFile

from bot.domain.errors import StorageError
from bot.domain.models import Activation, State
from bot.domain.users import Listed
from bot.domain.wallet import Entry
from bot.shop.catalogue.countries import country_name
from bot.shop.wallet.earnings import LEDGER_COLUMNS, ledger_rows
from bot.telegram.screens.names import Pick, harmless, service_name
from bot.telegram.screens.sms import PhoneNumber, read_sms
from bot.texts import Texts

CHUNK: Final = 16_384
"""Characters that are gathered before they are sent on."""

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell must not begin with: a spreadsheet takes it for a formula."""

PART_ROWS: Final = 250_000
"""Of one file: Telegram takes 50 MB from a bot."""

NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
"""Below zero it begins like a formula, and is none."""

MAX_CELL: Final = 300
END_DIGITS: Final = 4
"""Of another user's number, which an operator may compare; the whole of it and the code are the user's own."""

OUTCOME_TEXTS = {
    State.RESERVED: "outcome-waiting",
    State.SENDING: "outcome-waiting",
    State.WAITING: "outcome-waiting",
    State.CANCELLING: "outcome-waiting",
    State.CODE: "outcome-code",
    State.READYING: "outcome-code",
    State.FURTHER: "outcome-code",
    State.DONE: "outcome-code",
    State.CANCELLED: "outcome-cancelled",
    State.CANCEL_UNCONFIRMED: "outcome-unconfirmed",
    State.FAILED: "outcome-failed",
    State.UNKNOWN: "outcome-unknown",
    State.NOT_CHARGED: "outcome-failed",
    State.LOST: "outcome-lost",
}
COLUMN_TEXTS = (
    "file-time",
    "file-service",
    "file-country",
    "file-price",
    "file-currency",
    "file-outcome",
    "file-request",
    "file-number",
)
OWN_COLUMN_TEXTS = (*COLUMN_TEXTS, "file-codes")
ALL_COLUMN_TEXTS = ("file-user", "file-name", "file-day", *COLUMN_TEXTS)

Purchase = tuple[Listed, Activation]
"""A user and what they bought."""

Name = Callable[[Activation], Pick]
"""Finds what its country and service are called."""

Rows = Callable[[], AsyncIterator[Sequence[str]]]


class CsvFile(InputFile):
    """`rows` is called anew for each try, the heading included."""

    def __init__(self, filename: str, rows: Rows) -> None:
        super().__init__(filename=filename)
        self._rows = rows
        self.failed: StorageError | None = None
        """Why it could not be written to its end: what aiogram raises then looks like a fault of the network."""

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:
        try:
            async for chunk in self._chunks():
                yield chunk
        except StorageError as error:
            self.failed = error
            raise

    async def _chunks(self) -> AsyncIterator[bytes]:
        buffer = StringIO()
        buffer.write("\ufeff")  # or a spreadsheet takes UTF-8 for something else
        write = csv.writer(buffer).writerow
        async for row in self._rows():
            write([safe(cell) for cell in row])
            if buffer.tell() >= CHUNK:
                yield buffer.getvalue().encode()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue().encode()


class Part:
    """The purchases of users with ids above `after`, as many as fit one file, with no user in two files."""

    def __init__(self, purchases: Callable[[int], AsyncIterator[Purchase]], after: int) -> None:
        self._purchases = purchases
        self._after = after
        self.next: int | None = None
        """After which user the next file begins; `None` where there is none, or before this one was read."""

    async def __call__(self) -> AsyncIterator[Purchase]:
        self.next, count, last = None, 0, self._after
        async for one, activation in self._purchases(self._after):
            if count >= PART_ROWS and one.id != last:
                self.next = last
                return
            yield one, activation
            count, last = count + 1, one.id


def safe(cell: str) -> str:
    """In one line, and no formula for any spreadsheet."""
    text = harmless(cell, MAX_CELL)
    if NUMBER.fullmatch(text):
        return text
    return f"'{text}" if cell.startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def own_rows(texts: Texts, purchases: Callable[[], AsyncIterator[Activation]], name: Name, currency: str) -> Rows:
    """For the user, below a heading."""

    async def rows() -> AsyncIterator[Sequence[str]]:
        yield [texts.plain(key) for key in OWN_COLUMN_TEXTS]
        async for one in purchases():
            yield _own_row(texts, one, name(one), currency)

    return rows


class LedgerPart:
    """The entries behind the entry `after`, as many as fit one file: a line for each posting, below a heading."""

    def __init__(self, entries: Callable[[str], AsyncIterator[Entry]], after: str) -> None:
        self._entries = entries
        self._after = after
        self.next: str | None = None
        """Behind which entry the next file begins; `None` where there is none, or before this one was read."""

    async def __call__(self) -> AsyncIterator[Sequence[str]]:
        yield LEDGER_COLUMNS
        self.next, count, last = None, 0, self._after
        async for entry in self._entries(self._after):
            if count >= PART_ROWS:
                self.next = last
                return
            for row in ledger_rows(entry):
                yield row
                count += 1
            last = entry.id


def all_rows(texts: Texts, purchases: Callable[[], AsyncIterator[Purchase]], name: Name, currency: str) -> Rows:
    """For the operator, by user and day, below a heading."""

    async def rows() -> AsyncIterator[Sequence[str]]:
        yield [texts.plain(key) for key in ALL_COLUMN_TEXTS]
        async for user, one in purchases():
            day = datetime.fromtimestamp(one.created_at, UTC).date().isoformat()
            end = f"…{one.number[-END_DIGITS:]}" if one.number else ""
            known = user.shown_name or (f"@{user.name}" if user.name else "")
            yield [str(user.id), known, day, *_cells(texts, one, name(one), one.price, currency), end]

    return rows


def _own_row(texts: Texts, one: Activation, picked: Pick, currency: str) -> list[str]:
    """With the number and the codes, for as long as they are kept."""
    number = PhoneNumber.parse(one.number).international if one.number else ""
    codes = [read_sms(code).copied for code in (*one.earlier, one.code) if code]
    return [*_cells(texts, one, picked, one.shown_price, currency), number, " ".join(codes)]


def _cells(texts: Texts, one: Activation, picked: Pick, price: Decimal, currency: str) -> list[str]:
    """`price`: the provider's for the operator, and for users what they see."""
    return [
        datetime.fromtimestamp(int(one.created_at), UTC).isoformat(sep=" "),
        service_name(picked.service, texts, MAX_CELL),
        country_name(picked.country.title, texts.language, picked.country.code),
        f"{price:f}",
        currency,
        texts.plain(OUTCOME_TEXTS[one.state]),
        one.request_id,
    ]
