"""Finds services and countries in what people type: in any of our languages, half written, or with typos."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from rapidfuzz import fuzz, process

from bot.domain.models import Country, Service
from bot.shop.folding import fold
from bot.shop.geography import short_codes, spellings
from bot.shop.slices import slices

Scores = dict[int, float]
"""id -> how well it fits. Below `WORD` stands a likeness of 0 to 1: a typo."""

EXACT, CODE, PREFIX, WORD = 4.0, 3.0, 2.0, 1.0
ALIKE = 72
"""Likeness in percent that passes for a typo: one wrong letter in four."""
SHADE = 12
"""Percent by which a likeness may fall behind the best one."""
SHORTEST_TYPO = 3
MOST_WORDS = 5
MOST_LETTERS = 60

# How people write well-known services by ear, where Cyrillic read letter by letter is too far from the name.
BY_EAR = {
    "apple": ("эпл", "айклауд"),
    "discord": ("дискорд",),
    "facebook": ("фейсбук", "фб", "fb"),
    "google": ("гугл", "гугол", "gmail", "джимейл"),
    "instagram": ("инста", "ig"),
    "microsoft": ("майкрософт",),
    "openai": ("chatgpt", "чатгпт", "чат гпт"),
    "telegram": ("телега", "тг"),
    "tiktok": ("tik tok",),
    "twitter": ("твиттер",),
    "viber": ("вайбер",),
    "vkontakte": ("вк", "vk"),
    "wechat": ("вичат", "weixin"),
    "whatsapp": ("ватсап", "вотсап", "вацап", "ватсапп", "watsapp", "whats app"),
    "youtube": ("ютуб", "ютюб"),
}
BY_EAR_FOLDED = {name: [fold(heard) for heard in spoken] for name, spoken in BY_EAR.items()}


class Names:
    """All names of one kind of thing, prepared once."""

    def __init__(self) -> None:
        self._starts: list[tuple[str, float, int]] = []
        self._codes: dict[str, set[int]] = {}
        self._choices: list[str] = []
        self._owners: list[int] = []

    def add(self, owner: int, names: Iterable[str], codes: Iterable[str]) -> None:
        for name in {fold(name) for name in names}:
            words = name.split()
            tails = (" ".join(words[at:]) for at in range(len(words)))
            self._starts.extend((tail, WORD if at else PREFIX, owner) for at, tail in enumerate(tails))
            if len(name) >= SHORTEST_TYPO:
                self._choices.append(name)
                self._owners.append(owner)
        for code in codes:
            self._codes.setdefault(fold(code), set()).add(owner)

    def settle(self) -> None:
        """After the last `add`."""
        self._starts.sort()

    def spelled(self, text: str, among: Container[int]) -> Scores:
        """Whose name or code this is, and whose name or word in it begins so."""
        scores: Scores = {owner: CODE for owner in self._codes.get(text, ()) if owner in among}
        for at in range(bisect_left(self._starts, text, key=itemgetter(0)), len(self._starts)):
            start, score, owner = self._starts[at]
            if not start.startswith(text):
                break
            if owner in among:
                fit = EXACT if start == text and score == PREFIX else score
                scores[owner] = max(fit, scores.get(owner, 0.0))
        return scores

    def alike(self, text: str, among: Container[int]) -> Scores:
        """Whose name is this but for a typo or two."""
        scores: Scores = {}
        if len(text) >= SHORTEST_TYPO:
            found = process.extract(
                text, self._choices, scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE, limit=50
            )
            for _name, likeness, at in found:
                owner = self._owners[at]
                if owner in among:
                    scores[owner] = max(likeness / 100, scores.get(owner, 0.0))
        floor = max(scores.values(), default=0.0) - SHADE / 100
        return {owner: score for owner, score in scores.items() if score >= floor}


class Finder:
    """The names of all services and countries. Which of them are in stock is said with each search."""

    def __init__(self) -> None:
        self._services = Names()
        self._countries = Names()

    async def learn(
        self, countries: Sequence[Country], services: Sequence[Service], languages: tuple[str, ...]
    ) -> None:
        """Once, before the first search; in slices of a few milliseconds."""
        async for some_services in slices(services, 50):
            for service in some_services:
                self._services.add(service.id, _names_of(service), [service.code] if service.code else [])
        async for some_countries in slices(countries, 10):
            for country in some_countries:
                self._countries.add(
                    country.id,
                    spellings(country.title, languages, country.code),
                    short_codes(country.title, country.code),
                )
        self._services.settle()
        self._countries.settle()

    def find(self, text: str, services: Mapping[int, int], countries: Mapping[int, int]) -> tuple[list[int], list[int]]:
        """The ids of both that fit, best first, out of `services` and `countries`, which give each id its rank."""
        words = fold(text)[:MOST_LETTERS].split()[:MOST_WORDS]
        found = self._understand(words, services, countries)
        return _ranked(found[0], services), _ranked(found[1], countries)

    def _understand(
        self, words: list[str], services: Container[int], countries: Container[int]
    ) -> tuple[Scores, Scores]:
        """As one name, or as a service and a country in either order, whichever fits best."""
        if not words:
            return {}, {}
        whole = self._whole(" ".join(words), services, countries)
        best, fit = whole, max([*whole[0].values(), *whole[1].values()], default=0.0)
        if fit >= PREFIX:
            return whole
        for at in range(1, len(words)):
            for service, country in ((words[:at], words[at:]), (words[at:], words[:at])):
                parts = (
                    _either(self._services, " ".join(service), services),
                    _either(self._countries, " ".join(country), countries),
                )
                both = min(max(part.values(), default=0.0) for part in parts)
                if both > fit:
                    best, fit = parts, both
        return best if fit else self._word_by_word(words, services, countries)

    def _whole(self, text: str, services: Container[int], countries: Container[int]) -> tuple[Scores, Scores]:
        """A typo is thought of only where nothing of either kind is spelled so."""
        spelled = self._services.spelled(text, services), self._countries.spelled(text, countries)
        if any(spelled):
            return spelled
        return self._services.alike(text, services), self._countries.alike(text, countries)

    def _word_by_word(
        self, words: list[str], services: Container[int], countries: Container[int]
    ) -> tuple[Scores, Scores]:
        """What is left of "buy a telegram number please": the words that begin a name."""
        found: tuple[Scores, Scores] = {}, {}
        for word in words:
            if len(word) > SHORTEST_TYPO:
                found[0].update(self._services.spelled(word, services))
                found[1].update(self._countries.spelled(word, countries))
        return found


def _either(names: Names, text: str, among: Container[int]) -> Scores:
    return names.spelled(text, among) or names.alike(text, among)


def _names_of(service: Service) -> Iterator[str]:
    """The title, its parts ("Google, Youtube, Gmail"), and how people say them."""
    yield service.title
    for part in re.split(r"[,/|+&()]", service.title):
        yield part
        yield from BY_EAR_FOLDED.get(fold(part), ())


def _ranked(scores: Scores, ranks: Mapping[int, int]) -> list[int]:
    return sorted(scores, key=lambda owner: (-scores[owner], ranks[owner]))
