"""A run in which users pay with Stars: at the end the books have to say where each unit of it went."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from bot.domain.wallet import Entry, EntryKind
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from chaos.books import RATE
from chaos.history import Attempt, Evidence
from sandbox.telegram.stars import Stars

SETTINGS: Final[Mapping[str, str]] = {
    "WALLET": "on",
    "MARKUP_ROUND": "0",
    "UNCONFIRMED_HOURS": "0.02",
    "STAR_RATE": str(RATE),
    "STAR_PACKS": "20,50,100",
    "SUPPORT_CONTACT": "@the_operator",
}
"""Without a markup a card shows the price that the provider's ledger has."""

_BASE: Final = "{sb}"
_MILLION: Final = 1_000_000
_WRONG_LEDGER: Final = "The ledger of the wallets does not add up."
"""Stands in the bot's own alert."""


async def wrong_money(evidence: Evidence) -> list[str]:
    """Sentences on what does not add up: in the books, and between them, the activations and the account's ledger."""
    async with evidence.valkey.client() as client:
        wallets = WalletStore(client, Keys())
        verdict = await wallets.verify()
        entries = [entry async for entry in wallets.entries()]
        booked: Any = await client.hgetall(f"{_BASE}:wallet:balances")
        account: Any = await client.hgetall(f"{_BASE}:ledger")
        keys = client.scan_iter(f"{_BASE}:a:*", count=1000, _type="HASH")  # the run puts others there, too
        records: list[Any] = [await client.hgetall(key) async for key in keys]
    balances = {name: int(amount) for name, amount in booked.items()}
    found = [] if verdict.sound else [f"the ledger's sum is {verdict.total}, wrong accounts: {verdict.wrong}"]
    found += [text for text in evidence.history.alerts if _WRONG_LEDGER in text]
    if evidence.history.rollbacks:
        return found  # what the backup does not know was never paid
    paid = [record for record in records if "user_price" in record]
    found += [fault for record in paid if (fault := _wrong_hold(record))]
    found += _wrong_balances(balances, paid, evidence.stars)
    found += [
        f"{name} has {amount}, and took back or spent more than there was"
        for name, amount in balances.items()
        if name.startswith(("user:", "held:")) and amount < 0 and int(name.partition(":")[2]) not in evidence.taken_from
    ]
    found += _wrong_costs(evidence, entries)
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


def _wrong_balances(balances: Mapping[str, int], paid: list[Any], stars: Stars | None) -> list[str]:
    """What Telegram says that a user paid in, less what went back, is in their wallet, held or spent."""
    expected: Counter[str] = Counter()
    for one in stars.transactions if stars else ():
        if one.payload.startswith("topup:"):
            expected[f"user:{one.user_id}"] += one.stars * RATE * _MILLION * (1 if one.is_incoming else -1)
    for record in paid:
        price, user = int(record["user_price"]), f"user:{record['user']}"
        if "voucher" in record:  # that pays, and their wallet does not
            expected["revenue"] += price * (record.get("hold") == "captured")
            continue
        if record.get("hold") == "held":
            expected[f"held:{record['user']}"] += price
        elif record.get("hold") == "captured":
            expected["revenue"] += price
        else:
            continue
        expected[user] -= price
    users = {name for name in balances if name.startswith(("user:", "held:"))}
    return [
        f"{name} has {balances.get(name, 0)} and should have {expected[name]}"
        for name in sorted(users | expected.keys())
        if balances.get(name, 0) != expected[name]
    ]


def _wrong_costs(evidence: Evidence, entries: list[Entry]) -> Iterator[str]:
    """Number by number: what the ledger says that the provider has of it, and what the provider's own says."""
    booked, charged = Counter[str](), defaultdict[Attempt, Decimal](Decimal)
    for entry in entries:
        if entry.kind in (EntryKind.COST, EntryKind.COST_BACK):
            booked[entry.activation_id] += entry.postings["provider"]
    requests = evidence.provider.orders.requests
    unclear: set[Attempt | None] = set()
    for line in evidence.provider.ledger:
        request = requests[line.request_id]
        attempt = evidence.history.buyer((request.country_id, request.service_id), request.bought_at)
        if attempt is not None:
            charged[attempt] += line.amount if line.kind == "charge" else -line.amount
        if request.id in evidence.overcharged | evidence.repeated:
            unclear.add(attempt)
    for attempt in evidence.history.attempts.values():
        is_known = not attempt.told_unknown and attempt.says != "unconfirmed" and attempt not in unclear
        if is_known and booked[attempt.nonce] != charged[attempt] * _MILLION:
            yield f"{attempt.nonce}: {booked[attempt.nonce]} are booked as its cost, and it was {charged[attempt]}"
