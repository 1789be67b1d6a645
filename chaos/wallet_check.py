"""A run in which users pay: each gets money at the start, and at the end the books have to say where it went."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from bot.domain.wallet import Booking, EntryKind
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from chaos.history import Evidence
from chaos.valkey import Valkey

SETTINGS: Final[Mapping[str, str]] = {"WALLET": "on", "MARKUP_ROUND": "0", "UNCONFIRMED_HOURS": "0.02"}
"""Without a markup a card shows the price that the provider's ledger has."""

GIVEN: Final = 1_000_000_000_000
"""Millionths: enough for all that one user buys in a run."""

_BASE: Final = "{sb}"


async def give_money(valkey: Valkey, users: Iterable[int]) -> None:
    async with valkey.client() as client:
        wallets = WalletStore(client, Keys())
        for user in users:
            booking = Booking(f"topup:{user}", EntryKind.TOP_UP, user, GIVEN)
            for _ in range(2):
                await wallets.book(booking)


async def wrong_money(evidence: Evidence, users: Iterable[int]) -> list[str]:
    """Sentences on what does not add up: in the books, and between them, the activations and the account's ledger."""
    async with evidence.valkey.client() as client:
        verdict = await WalletStore(client, Keys()).verify()
        booked: Any = await client.hgetall(f"{_BASE}:wallet:balances")
        account: Any = await client.hgetall(f"{_BASE}:ledger")
        keys = client.scan_iter(f"{_BASE}:a:*", count=1000, _type="HASH")  # the run puts others there, too
        records: list[Any] = [await client.hgetall(key) async for key in keys]
    balances = {name: int(amount) for name, amount in booked.items()}
    found = [] if verdict.sound else [f"the ledger's sum is {verdict.total}, wrong accounts: {verdict.wrong}"]
    if evidence.history.rollbacks:
        return found  # what the backup does not know was never paid
    paid = [record for record in records if "user_price" in record]
    found += [fault for record in paid if (fault := _wrong_hold(record))]
    found += _wrong_balances(balances, paid, users)
    charged = int(account.get("charged", 0)) - int(account.get("refunded", 0))
    if balances.get("provider", 0) != charged:
        found.append(f"the wallets' ledger says that the provider has {balances.get('provider')}, the other {charged}")
    return found


def _wrong_hold(record: Mapping[str, str]) -> str | None:
    """Paid for with a code, or with nothing."""
    id, state, hold = record["id"], record["state"], record.get("hold")
    if Decimal(record["user_price"]) != Decimal(record["price"]) * 1_000_000:
        return f"{id}: its user pays {record['user_price']} for {record['price']}"
    if hold == "captured" and "code" not in record:
        return f"{id}: paid, and there is no code"
    if hold == "held" and state not in ("unknown", "cancel_unconfirmed"):
        return f"{id}: still held in {state}"
    return None if hold in ("held", "captured", "released") else f"{id}: not held at all"


def _wrong_balances(balances: Mapping[str, int], paid: list[Any], users: Iterable[int]) -> list[str]:
    expected: Counter[str] = Counter({f"user:{user}": GIVEN for user in users})
    for record in paid:
        price, user = int(record["user_price"]), f"user:{record['user']}"
        if record.get("hold") == "held":
            expected[f"held:{record['user']}"] += price
        elif record.get("hold") == "captured":
            expected["revenue"] += price
        else:
            continue
        expected[user] -= price
    return [
        f"{name} has {balances.get(name, 0)} and should have {amount}"
        for name, amount in expected.items()
        if balances.get(name, 0) != amount
    ]
