"""Who buys what: each pair of country and service is one person's at a time, so that a charge tells whose it is."""

from collections import deque
from random import Random

from chaos.reading import Pair
from sandbox.smsman import SmsMan


class Pairs:
    def __init__(self, provider: SmsMan, random: Random) -> None:
        offers = [offer.key for offer in provider.desk.shelf.offers() if offer.stock > 3]
        random.shuffle(offers)
        self._free = deque(offers)

    def take(self) -> Pair:
        return self._free.popleft()

    def give_back(self, pair: Pair) -> None:
        """To the end of the line: with 20,000 of them none is used twice within a run, or only long after."""
        self._free.append(pair)
