"""Finds services, countries and pairs of them in what people type: any language, half written, with typos."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.models import Country, Service
from bot.shop.background import slices
from bot.shop.catalogue.countries import foreign_spellings, from_flag, shared_code, short_codes, spellings
from bot.shop.catalogue.normalize import COMMON, FILLERS, dialled, fold, other_layout, stems
from bot.shop.catalogue.other_names import nicknames, parts

Scores = dict[int, float]
"""id -> how well it fits. Below `WORD` stands a likeness of 0 to 1: a typo."""

AS_TYPED, EXACT, CODE, OWN_CODE, PREFIX, WORD = 5.0, 4.0, 3.0, 2.5, 2.0, 1.0
"""The name with its accents, the name, a code that people know, the provider's code, its beginning, a word in it."""

NICKNAME: Final = 0.1
"""By which a name that only people use is less than one that the provider uses."""
SIBLING: Final = 0.3
SHARED_CODE: Final = CODE - 0.4
FOREIGN_PREFIX: Final = 4
"""Letters from which on a beginning may be that of a name in a language that is none of the bot's."""
SHORTEST_TYPO: Final = 4
LONGEST_SPAN: Final = 4
MAX_WORDS: Final = 16
MOST_SPLIT: Final = 7
MAX_LETTERS: Final = 100
DECISIVE: Final = PREFIX


@dataclass(slots=True)
class Found:
    services: Scores = field(default_factory=dict)
    countries: Scores = field(default_factory=dict)
    is_pair: bool = False
    """Both were named: one of these services in one of these countries is meant."""

    @property
    def best(self) -> tuple[float, float]:
        return max(self.services.values(), default=0.0), max(self.countries.values(), default=0.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """Ids, best first."""

    services: list[int]
    countries: list[int]
    nearest: tuple[Scores, Scores]
    """The services and the countries that fit best, with how well."""
    is_pair: bool = False
    """Both were named: one of those services in one of those countries is meant."""
    countries_first: bool = False
    """A country is nearer to what was typed than any service."""


@dataclass(frozen=True, slots=True)
class Others:
    nicknames: Iterable[str] = ()
    of_siblings: Iterable[str] = ()
    """What people call a service whose title is only a lesser name of a well-known one: "Amazon" for "AWS"."""
    foreign: Iterable[str] = ()


class Names:
    """All names of one kind of thing, prepared once."""

    def __init__(self) -> None:
        self._starts: list[tuple[str, float, int]] = []
        self._foreign: list[tuple[str, float, int]] = []
        self._typed: dict[str, dict[int, float]] = {}
        self._codes: dict[str, dict[int, float]] = {}
        self._close: dict[str, tuple[list[str], list[tuple[int, float]]]] = {}

    def add(self, owner: int, names: Iterable[str], codes: Mapping[str, float], others: Others) -> None:
        """Its own names, what people know it by, and its names in other languages."""
        folded = self._put(owner, names, 0.0)
        folded |= self._put(owner, others.nicknames, NICKNAME)
        folded |= self._put(owner, others.of_siblings, SIBLING)
        self._foreign.extend((name, PREFIX, owner) for name in {fold(name) for name in others.foreign} - folded - {""})
        for code, score in codes.items():
            self._codes.setdefault(code.casefold(), {})[owner] = score

    def _put(self, owner: int, names: Iterable[str], less: float) -> set[str]:
        folded = set[str]()
        for name in names:
            owners = self._typed.setdefault(_plain(name), {})
            owners[owner] = max(AS_TYPED - less, owners.get(owner, 0.0))
            folded |= {fold(name), fold(name).replace(" ", "")}
        for name in folded - {""}:
            words = name.split()
            tails = (" ".join(words[at:]) for at in range(len(words)))
            self._starts.extend((tail, (WORD if at else PREFIX) - less, owner) for at, tail in enumerate(tails))
            if len(name) >= SHORTEST_TYPO:
                choices, owners_of = self._close.setdefault(name[0], ([], []))
                choices.append(name)
                owners_of.append((owner, less))
        return folded

    def finish(self) -> None:
        """After the last `add`."""
        self._starts.sort()
        self._foreign.sort()

    def spelled(self, text: str, typed: str, among: Container[int]) -> Scores:
        """Whose name or code this is, and whose name or word in it begins so; `typed` is the text with its accents."""
        scores: Scores = {owner: score for owner, score in self._codes.get(typed, {}).items() if owner in among}
        self._begin(self._starts, text, among, scores)
        if len(text) >= FOREIGN_PREFIX or not scores:
            self._begin(self._foreign, text, among, scores, whole=len(text) < FOREIGN_PREFIX)
        for owner, score in self._typed.get(typed, {}).items():
            if owner in among:
                scores[owner] = score
        return scores

    def _begin(
        self, starts: Sequence[tuple[str, float, int]], text: str, among: Container[int], scores: Scores,
        *, whole: bool = False,
    ) -> None:  # fmt: skip
        for at in range(bisect_left(starts, text, key=itemgetter(0)), len(starts)):
            start, score, owner = starts[at]
            if not start.startswith(text) or (whole and start != text):
                break
            if owner in among:
                # a name of two or three letters without its accents is less than a code: "my" is not "Mỹ"
                exact = EXACT if len(text) > 3 or text in self._typed else OWN_CODE
                fit = score + exact - PREFIX if start == text and score >= PREFIX - SIBLING else score
                scores[owner] = max(fit, scores.get(owner, 0.0))

    def alike(self, text: str, among: Container[int]) -> Scores:
        """Whose name is this but for a typo or two; the first letter is right."""
        allowed = 0 if len(text) < SHORTEST_TYPO else 1 if len(text) < 7 else 2 if len(text) < 11 else 3
        choices, owners = self._close.get(text[:1], ((), ()))
        if not allowed or not choices:
            return {}
        scores: Scores = {}
        nearest = allowed
        near = process.extract(text, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        for name, distance, at in near:
            owner, less = owners[at]
            if owner in among and distance <= nearest and distance < len(name) / 3:
                if distance < nearest:
                    scores.clear()
                nearest = distance
                scores[owner] = max(1 - distance / len(name) - less / 10, scores.get(owner, 0.0))
        return scores


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
                codes = {service.code: OWN_CODE} if service.code else {}
                self._services.add(service.id, parts(service), codes, Others(*nicknames(service)))
        async for some_countries in slices(countries, 5):
            for country in some_countries:
                known = spellings(country.title, languages, country.code)
                codes = dict.fromkeys(short_codes(country.title, country.code), CODE)
                if shared := shared_code(country.title, country.code):
                    codes[shared] = SHARED_CODE
                self._countries.add(
                    country.id, known, codes, Others(foreign=foreign_spellings(country.title, country.code))
                )
        self._services.finish()
        self._countries.finish()

    def find(self, text: str, services: Mapping[int, int], countries: Mapping[int, int]) -> Answer:
        """What fits, best first, out of `services` and `countries`, which give each id its rank."""
        query = _Query(self._services, self._countries, services, countries)
        found = query.understand(_words(text))
        if not any(found.best) and (other := other_layout(text)):
            found = query.understand(_words(other))
            if max(found.best) < PREFIX:
                found = Found()
        nearest = _nearest(found.services), _nearest(found.countries)
        ranked = _ranked(found.services, services), _ranked(found.countries, countries)
        return Answer(*ranked, nearest, found.is_pair, countries_first=found.best[1] > found.best[0])


def _nearest(scores: Scores) -> Scores:
    """Those that fit about as well as the best."""
    floor = max(scores.values(), default=0.0) - SIBLING
    return {owner: score for owner, score in scores.items() if score >= floor}


class _Query:
    """One search: what the words mean, among what is in stock."""

    def __init__(self, services: Names, countries: Names, in_stock: Container[int], with_stock: Container[int]) -> None:
        self._services, self._in_stock = services, in_stock
        self._countries, self._with_stock = countries, with_stock

    def understand(self, words: list[str]) -> Found:
        """As one name, or as a service and a country in either order; then without fillers; then the words it knows."""
        if not words:
            return Found()
        if len(words) <= MOST_SPLIT:
            whole, pair = self._one(words), self._pair(words)
            if max(whole.best) >= DECISIVE:
                return whole
            if pair.best[0] >= EXACT - SIBLING and pair.best[1] >= OWN_CODE:
                return pair
        said = [word for word in words if fold(word) not in FILLERS]
        for some in (said, words):
            if 0 < len(some) <= MOST_SPLIT:
                found = self._all_of(some)
                if any(found.best):
                    return found
        return self._some_of(said)

    def _all_of(self, words: list[str]) -> Found:
        """Every word has its meaning."""
        whole = self._one(words)
        if max(whole.best) >= DECISIVE:
            return whole
        pair = self._pair(words)
        return pair if any(pair.best) else whole

    def _pair(self, words: list[str]) -> Found:
        """A service and a country, in either order."""
        best, fit = Found(), 0.0
        for at in range(1, len(words)):
            for service, country in ((words[:at], words[at:]), (words[at:], words[:at])):
                countries = self._country(country)
                services = self._service(service) if countries else {}
                pair = Found(services, countries, is_pair=True)
                if min(pair.best) and sum(pair.best) > fit:
                    best, fit = pair, sum(pair.best)
        return best

    def _one(self, words: list[str]) -> Found:
        """A typo is thought of only where nothing of either kind is spelled so."""
        text, typed = _joined(words)
        services = self._services.spelled(text, typed, self._in_stock)
        countries = self._countries.spelled(text, typed, self._with_stock)
        if not services and not countries:
            services, countries = self._inflected(words)
        if not services and not countries:
            services = self._services.alike(text, self._in_stock)
            countries = self._countries.alike(text, self._with_stock)
        return Found(services, countries)

    def _inflected(self, words: list[str]) -> tuple[Scores, Scores]:
        """Names with a Russian case ending: "телеграма", "во Вьетнаме"."""
        for stem in stems(words):
            text = fold(stem)
            services = self._services.spelled(text, stem, self._in_stock)
            countries = self._countries.spelled(text, stem, self._with_stock)
            if services or countries:
                return services, countries
        return {}, {}

    def _service(self, words: list[str]) -> Scores:
        text, typed = _joined(words)
        return (
            self._services.spelled(text, typed, self._in_stock)
            or self._inflected(words)[0]
            or self._services.alike(text, self._in_stock)
        )

    def _country(self, words: list[str]) -> Scores:
        text, typed = _joined(words)
        return (
            self._countries.spelled(text, typed, self._with_stock)
            or self._inflected(words)[1]
            or self._countries.alike(text, self._with_stock)
        )

    def _some_of(self, words: list[str]) -> Found:
        """Names among other words: only those that are whole, and no common word."""
        found = Found()
        taken: set[int] = set()
        for length in range(min(LONGEST_SPAN, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                places = set(range(start, start + length))
                if places & taken:
                    continue
                named = self._named(words[start : start + length])
                if any(named.best):
                    taken |= places
                    _keep_best(found.services, named.services)
                    _keep_best(found.countries, named.countries)
        found.is_pair = bool(found.services and found.countries)
        return found

    def _named(self, words: list[str]) -> Found:
        text, typed = _joined(words)
        if text in COMMON or (len(text) < 4 and text.isdigit()):
            return Found()
        one = Found(
            self._services.spelled(text, typed, self._in_stock), self._countries.spelled(text, typed, self._with_stock)
        )
        if max(one.best) < EXACT and len(text) > SHORTEST_TYPO:
            one = Found(*self._inflected(words))
            if max(one.best) < PREFIX and len(text) > SHORTEST_TYPO + 1:
                return Found(self._services.alike(text, self._in_stock), self._countries.alike(text, self._with_stock))
        services = {owner: score for owner, score in one.services.items() if score >= EXACT or len(text) > 4}
        countries = {owner: score for owner, score in one.countries.items() if score >= EXACT or len(text) > 4}
        if one.best[0] > one.best[1]:
            countries = {}
        return Found(services, countries if one.best[1] >= one.best[0] else {})


def _keep_best(scores: Scores, more: Scores) -> None:
    if more and max(more.values()) > max(scores.values(), default=0.0):
        scores.clear()
        scores.update(more)


def _plain(text: str) -> str:
    """As it was typed, with its accents, in small letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def _words(text: str) -> list[str]:
    """The words with their accents; a flag and a dialling code are words of their own."""
    apart = re.sub("[🇦-🇿]{2}", lambda pair: f" flag{(from_flag(pair[0]) or '').lower()} ", text[: 2 * MAX_LETTERS])
    return [word for word in re.split(r"[^\w'’`]+|_", dialled(apart)[:MAX_LETTERS].casefold()) if fold(word)][
        :MAX_WORDS
    ]


def _joined(words: list[str]) -> tuple[str, str]:
    typed = " ".join(words)
    return fold(typed), _plain(typed)


def _ranked(scores: Scores, ranks: Mapping[int, int]) -> list[int]:
    return sorted(scores, key=lambda owner: (-scores[owner], ranks[owner]))
