"""`python -m bot audit`: what became of money, and what admins did, one JSON object a line, oldest first.

With `--ledger` it proves that the wallets' books add up, and with `--ledger --csv` it prints them.
"""

import csv
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from bot.domain.wallet import to_amount
from bot.settings import Settings
from bot.shop.wallet.earnings import LEDGER_COLUMNS, ledger_rows
from bot.storage.audit_log import read_audit
from bot.storage.connection import Database, connected
from bot.storage.embedded import visit
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""


async def audit(settings: Settings) -> None:
    """Print the audit log, while the bot runs or not. Raises `StorageError`."""
    async with _database(settings) as redis:
        for event in await read_audit(redis, Keys(settings.redis_prefix)):
            print(json.dumps({**event, "at": _moment(int(event["at"]) / 1000)}))  # noqa: T201 -- the answer to a command


async def audit_ledger(settings: Settings, *, as_csv: bool) -> int:
    """Prove the ledger, or print it; the exit status is 1 where it does not add up. Raises `StorageError`."""
    async with _database(settings) as redis:
        wallets = WalletStore(redis, Keys(settings.redis_prefix))
        if as_csv:
            await _export(wallets)
            return 0
        verdict = await wallets.verify()
    owed = f"{to_amount(verdict.owed)} {settings.smsman_currency}"
    said = f"{verdict.entries} entries; {verdict.users} users have {owed} together"
    if verdict.sound:
        print(f"the ledger adds up: {said}")  # noqa: T201
        return 0
    wrong = ", ".join(verdict.wrong) or "none by itself"
    print(f"THE LEDGER DOES NOT ADD UP: the sum is {to_amount(verdict.total)}, wrong accounts: {wrong}; {said}")  # noqa: T201
    return 1


async def _export(wallets: WalletStore) -> None:
    rows = csv.writer(sys.stdout)
    rows.writerow(LEDGER_COLUMNS)
    async for entry in wallets.entries():
        for *cells, reason in ledger_rows(entry):
            rows.writerow([*cells, f"'{reason}" if reason.startswith(FORMULA) else reason])


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    if settings.redis_url:
        async with connected(settings.redis_url.get_secret_value()) as redis:
            yield redis
        return
    async with visit(settings.data_dir / "valkey") as url, connected(url) as redis:
        yield redis


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
