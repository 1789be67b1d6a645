"""The outcome of a request, drawn from the seed and its id alone: the same sandbox always has the same story."""

from random import Random


class Outcomes:
    """Numbers, codes and delays. Nothing is remembered here: the same question has the same answer after a restart."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def number(self, request_id: int, pattern: str, attempt: int = 0) -> str:
        """Digits without a plus sign. Another attempt gives another number."""
        random = self._random("number", request_id, attempt)
        return "".join(random.choice("0123456789") if character == "x" else character for character in pattern)

    def code(self, request_id: int, place: int) -> str:
        """4 to 6 digits; each SMS of a request, by its place from 0, has a code of its own."""
        random = self._random("code", request_id, place)
        return "".join(random.choices("0123456789", k=random.choice((4, 5, 6, 6))))

    def delay(
        self, request_id: int, place: int, *, typical: tuple[float, float], slow_share: float, never_share: float
    ) -> float | None:
        """Seconds until the SMS, `None` for never.

        The slow share takes three quarters to three times the longest typical delay (30 to 120 s with 5 to 40 s). A
        range of one point is meant exactly, and then nothing is slow.
        """
        random = self._random("delay", request_id, place)
        shortest, longest = typical
        if random.random() < never_share:
            return None
        if shortest < longest and random.random() < slow_share:
            return random.uniform(0.75 * longest, 3 * longest)
        return random.uniform(shortest, longest)

    def _random(self, *what: object) -> Random:
        return Random(":".join(map(str, (self._seed, *what))))
