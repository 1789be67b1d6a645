"""Holds every text that a chat ever showed against the provider's ledger at that time and afterwards."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from chaos.history import Attempt, Evidence
from chaos.reading import Shown
from sandbox.smsman.account import Entry
from sandbox.smsman.request import Request

TICK_S = 0.05
"""Two clocks of one machine, read by two tasks."""


class ShownCheck:
    """Finds claims that were not true when they were shown, or did not stay so."""

    def __init__(self, evidence: Evidence, requests: Mapping[Attempt, Sequence[Request]]) -> None:
        provider = evidence.provider
        self._requests = requests
        self._overcharged = evidence.overcharged
        self._unanswered_rejects = evidence.history.unanswered_rejects
        self._alerted = evidence.history.alerted
        self._entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in provider.ledger:
            self._entries[entry.request_id].append(entry)
        self._of_number: dict[str, list[Request]] = defaultdict(list)
        self._sold_twice: dict[Attempt, list[Request]] = defaultdict(list)
        self._without_owner: list[Request] = []
        """Sold twice, and a restore has forgotten to whom first: nobody can know that the second sale is none."""
        for request in provider.orders.requests.values():
            self._of_number[request.number].append(request)
            if request.id in evidence.repeated and (first := evidence.history.first_to_see(request)):
                self._sold_twice[first].append(request)
                if evidence.history.forgotten(first):
                    self._without_owner.append(request)

    def wrong_claims(self, attempt: Attempt) -> Iterator[str]:
        """What was said of the money, and was not so."""
        for at, shown in _first_of_each(attempt):
            match shown.says:
                case "refunded":
                    yield from self._money_back(attempt, at)
                case "returned" if not all(self._is_back(request, at) for request in self._requests[attempt]):
                    yield f"{attempt.nonce}: 'the money is back', and it was not"
                case "kept" if not any(self._paid(request, at) for request in self._requests[attempt]):
                    yield f"{attempt.nonce}: 'the provider kept the money', and it had not"
                case "failed":
                    yield from self._nothing_charged(attempt, at)
                case "lost" if not any(self._paid(request, at) for request in self._requests[attempt]):
                    yield f"{attempt.nonce}: 'the provider charged for it', and it had not"
                case "done" | "code" if not any(request.received for request in self._own(attempt)):
                    yield f"{attempt.nonce}: its card said {shown.says!r} without any code at the provider"
                case _:
                    pass

    def leaks(self, attempt: Attempt) -> Iterator[str]:
        """Numbers and codes that were shown to somebody who had not bought them."""
        own = self._own(attempt)
        numbers, codes = {request.number for request in own}, {request.code for request in own if request.received}
        seen: set[str] = set()
        for _, shown in attempt.shown:
            if shown.number and shown.number not in numbers | seen:
                owners = [request.id for request in self._of_number[shown.number]]
                yield f"{attempt.nonce}: was shown the number of {owners}, which was bought for somebody else"
            if shown.code and shown.code not in codes | seen:
                yield f"{attempt.nonce}: was shown a code that no number of it got"
            seen |= {shown.number, shown.code}

    def wrong_prices(self, attempt: Attempt) -> Iterator[str]:
        """What was shown is what was charged."""
        certain = [shown.price for _, shown in attempt.shown if shown.nonce == attempt.nonce or shown.number]
        prices = {price for price in (attempt.price, *certain) if price is not None}
        if len(prices) > 1:
            yield f"{attempt.nonce}: its texts name several prices: {', '.join(map(str, sorted(prices)))}"
        if any(price <= 0 for price in prices):
            yield f"{attempt.nonce}: was sold for nothing"
        for request in self._requests[attempt]:
            charged = sum((entry.amount for entry in self._entries[request.id] if entry.kind == "charge"), Decimal())
            if prices and charged not in prices and request.id not in self._overcharged:
                yield f"{attempt.nonce}: {charged} was charged for {request.id}, and {max(prices)} was shown"

    def _own(self, attempt: Attempt) -> list[Request]:
        """What it bought, and what the provider sold to it and to another: the first to see that number has it."""
        numbers = attempt.numbers()
        anew = [request for request in self._without_owner if request.number in numbers]
        return [*self._requests[attempt], *self._sold_twice[attempt], *anew]

    def _money_back(self, attempt: Attempt, at: float) -> Iterator[str]:
        requests = self._own(attempt)
        if not requests:
            yield f"{attempt.nonce}: 'the money is back', and nothing had been charged"
        for request in requests:
            if not self._is_back(request, at):
                yield f"{attempt.nonce}: 'the money is back', and {request.id} was not refunded then"
            elif attempt.by_voucher and attempt.nonce in self._alerted:
                pass  # its card says the same where the operator found the money back
            elif request.status != "rejected" and request.id not in self._unanswered_rejects:
                yield f"{attempt.nonce}: 'the money is back', and no cancel of {request.id} was confirmed"

    def _nothing_charged(self, attempt: Attempt, at: float) -> Iterator[str]:
        for request in self._requests[attempt]:
            if request.bought_at > at + TICK_S:
                yield f"{attempt.nonce}: 'nothing was charged', and {request.id} was charged after that"
            elif self._paid(request, at):
                yield f"{attempt.nonce}: 'nothing was charged', and {request.id} was"

    def _paid(self, request: Request, at: float) -> bool:
        """Whether it had been charged by then and not been given back."""
        kinds = self._kinds(request, at)
        return "charge" in kinds and "refund" not in kinds

    def _is_back(self, request: Request, at: float) -> bool:
        return "refund" in self._kinds(request, at)

    def _kinds(self, request: Request, at: float) -> set[str]:
        return {entry.kind for entry in self._entries[request.id] if entry.time <= at + TICK_S}


def _first_of_each(attempt: Attempt) -> Iterator[tuple[float, Shown]]:
    """Each thing that was said, when it was said: an edit that only repeats it says nothing new."""
    last = ""
    for at, shown in attempt.shown:
        if shown.says and shown.says not in ("asked", last):
            last = shown.says
            yield at, shown
