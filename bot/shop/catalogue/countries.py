"""Countries: the territory that a provider's title means, its flag, and its name in the user's language."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from babel import Locale, localedata
from babel.core import get_global
from phonenumbers import SUPPORTED_REGIONS, country_code_for_region, region_code_for_country_code
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.models import Country
from bot.shop.catalogue.normalize import fold
from bot.shop.catalogue.other_names import (
    ALIASES,
    BY_DEFAULT,
    MARKS,
    OTHER_LANGUAGES,
    OWNED,
    SMALL_WORDS,
    UNCLEAR,
    UNSURE_LETTERS,
)

MAX_TITLE: Final = 100
MAX_TOKENS: Final = 12
MARGIN: Final = 2
"""Letters by which every other territory has to be farther away before a misspelled title counts as known."""

TOKEN: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[^\s\-–—_/|,:;*#()\[\]]+|[\-–—_/|,:;*#()\[\]]")


def _key(name: str) -> str:
    """Equal for all ways to space, join, point and accent one name."""
    words = (word for word in fold(name).split() if word not in ("and", "the"))
    return "".join("saint" if word == "st" else word for word in words)


@cache
def _names(language: str) -> dict[str, str]:
    known = Locale.parse(language).territories
    return {code: known[code] for code in SUPPORTED_REGIONS if code in known}


@cache
def foreign_names() -> dict[str, list[str]]:
    """Each territory's names in many languages. A language's other data is let go at once: it takes 1 MB."""
    found: dict[str, list[str]] = {code: [] for code in SUPPORTED_REGIONS}
    loaded: dict[str, object] = getattr(localedata, "_cache", {})
    for language in OTHER_LANGUAGES.split():
        kept = language in loaded
        for code, name in localedata.load(language)["territories"].items():
            if code in found:
                found[code].append(name)
        if not kept:
            loaded.pop(language, None)
    return found


@cache
def _english() -> dict[str, str]:
    meant = {_key(name): code for code, name in _names("en").items()}
    meant |= {_key(name): code for code, names in ALIASES.items() for name in names.split("|")}
    return {key: code for key, code in meant.items() if key not in UNCLEAR}


@cache
def _territories() -> dict[str, str]:
    """By key. A foreign name counts where all languages mean the same by it and no English one means another."""
    foreign: dict[str, set[str]] = {}
    for code, names in foreign_names().items():
        for name in names:
            foreign.setdefault(_key(name), set()).add(code)
    clear = {key: min(codes) for key, codes in foreign.items() if len(codes) == 1 and key and key not in UNCLEAR}
    return clear | _english()


@cache
def _close_names() -> dict[str, list[str]]:
    """By first letter: names long enough to be known with a letter wrong."""
    found: dict[str, list[str]] = {}
    russian = {_key(name) for name in _names("ru").values()}
    for key in [*_english(), *(russian & _territories().keys())]:
        if len(key) >= 4:
            found.setdefault(key[0], []).append(key)
    return found


@cache
def _iso() -> dict[str, str]:
    """Codes of two and three letters, and what people write for them."""
    longer = {code: new[0] for code, new in get_global("territory_aliases").items() if len(new) == 1 and code.isalpha()}
    known = {code: meant for code, meant in longer.items() if meant in SUPPORTED_REGIONS and len(code) == 3}
    return known | {code: code for code in SUPPORTED_REGIONS} | {"UK": "GB", "EL": "GR"}


def prepare(languages: tuple[str, ...]) -> None:
    """Read the names from disk, some 100 ms, before there is anybody to keep waiting."""
    _territories()
    _close_names()
    for language in languages:
        _names(language)


def _closest(key: str) -> str | None:
    """The territory whose name is this but for a few letters, if no other is nearly as close."""
    allowed = 0 if len(key) < 5 else 1 if len(key) < 8 else 2 if len(key) < 12 else 3
    if not allowed or key in UNCLEAR:
        return None
    near = process.extract(
        key, _close_names().get(key[0], []), scorer=OSA.distance, score_cutoff=allowed + MARGIN, limit=None
    )
    best: dict[str, float] = {}
    for name, letters, _at in near:
        code = _territories()[name]
        best[code] = min(letters, best.get(code, letters))
    ranked = sorted(best.items(), key=lambda one: one[1])
    if not ranked or ranked[0][1] > allowed or (len(ranked) > 1 and ranked[1][1] < ranked[0][1] + MARGIN):
        return None
    code, distance = ranked[0]
    longer = (name for name in _close_names()[key[0]] if len(name) > len(key) and _territories()[name] != code)
    if any(OSA.distance(key, name[: len(key)], score_cutoff=allowed) <= distance for name in longer):
        return None  # the beginning of another's name: "Dominik"
    return code


def _may_be_misspelled(name: Sequence[str]) -> bool:
    """A wrong letter in a short word, or in brackets, makes another country of it: "Virgin Islands (UK)"."""
    return all(len(word) > 3 or word in SMALL_WORDS for token in name for word in fold(token).split()) and not any(
        token[0] in "([" for token in name
    )


def _is_mark(token: str) -> bool:
    word = fold(token).replace(" ", "")
    if not any(char.isalpha() for char in word):
        return True
    return (
        word in MARKS
        or all(part in MARKS or part.isdigit() for part in fold(token).split())
        or (len(word) == 1 and word not in UNSURE_LETTERS)
        or re.fullmatch(r"v\d+", word) is not None
    )


def _belongs(tokens: Sequence[str], code: str) -> bool:
    """What stands behind the name of a territory says nothing else: its name again, or whose it is."""
    key = _key(" ".join(tokens))
    return _territories().get(key) == code or key in OWNED.get(code, ()) or _closest(key) == code


def _parts(tokens: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """A name with what stands before and behind it, the longest first."""
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            yield tokens[:start], tokens[start : start + length], tokens[start + length :]


def _marks(tokens: Sequence[str], code: str) -> list[str] | None:
    """The words that mark a pool; `None` where something else stands there."""
    for at in range(len(tokens), -1, -1):
        head, marks = tokens[:at], tokens[at:]
        if all(map(_is_mark, marks)) and (not head or _belongs(head, code)):
            return list(marks)
    return None


@lru_cache(maxsize=4096)
def _read(title: str) -> tuple[str | None, str]:
    """The territory, and the words beside its name that tell this pool of numbers from another."""
    tokens = TOKEN.findall(title[:MAX_TITLE])[:MAX_TOKENS]
    for find in (_territories().get, _closest):
        for before, name, behind in _parts(tokens):
            if not (fold(name[0]) and fold(name[-1])) or (find is _closest and not _may_be_misspelled(name)):
                continue
            if not all(map(_is_mark, before)) or not (code := find(_key(" ".join(name)))):
                continue
            if (marks := _marks(behind, code)) is not None:
                return code, _joined([*before, *marks])
    bare = title.strip()
    if bare.isupper() and len(bare) == 3 and bare in _iso():
        return _iso()[bare], ""
    key = _key(bare)
    return BY_DEFAULT.get(key), ""


def _joined(marks: Sequence[str]) -> str:
    return re.sub(r"(?<=[#*]) (?=\d|\*)", "", " ".join(marks)).strip(" -–—_/|,:;")


@lru_cache(maxsize=4096)
def by_code(code: str) -> str | None:
    """The territory of a provider's code: of ISO 3166, or its own, such as `usa_virtual`. Digits alone say nothing."""
    letters = code.strip().upper()
    if flagged := from_flag(letters):
        return flagged
    if letters in _iso():
        return _iso()[letters]
    first, *rest = re.split(r"[^A-Z]+", letters)
    if rest and first in _iso() and all(map(_is_mark, rest)):
        return _iso()[first]
    return _read(code)[0] if len(letters) > 3 and not letters.isdigit() else None


def from_flag(text: str) -> str | None:
    """The territory of a flag emoji."""
    letters = "".join(chr(ord(char) - ord("🇦") + ord("A")) for char in text if "🇦" <= char <= "🇿")
    return letters if len(letters) == 2 == len(text.strip()) and letters in SUPPORTED_REGIONS else None


def territory(title: str, code: str = "") -> str | None:
    """The ISO 3166 code (alpha-2) of a provider's title, or `None`. The provider's own `code` settles it."""
    return by_code(code) or _read(title)[0]


def flag(territory: str | None) -> str:
    """The flag as an emoji; a globe where the territory is not known."""
    return "".join(chr(ord(letter) - ord("A") + ord("🇦")) for letter in territory) if territory else "🌐"


@lru_cache(maxsize=4096)
def country_name(title: str, language: str, code: str = "") -> str:
    """CLDR's name in `language`, with the marks of the title ("USA v2"); the title itself where it is not known."""
    found = territory(title, code)
    if found is None:
        return title
    name, marks = _names(language)[found], _marks_beside(title, found)
    return f"{name} {marks}" if marks else name


def _marks_beside(title: str, found: str) -> str:
    """What the title says beside the name of the territory that the code has settled."""
    read, marks = _read(title)
    if read == found:
        return marks
    key = _key(title)
    own = [_key(name) for name in (_names("en")[found], *ALIASES.get(found, "").split("|"), *foreign_names()[found])]
    is_part = len(key) >= 4 and any(key in name for name in own)
    near = any(OSA.normalized_similarity(key, name) >= 0.7 for name in own)
    return "" if not key or is_part or near or key == found.lower() else f"({' '.join(title.split())})"


def settle(countries: Sequence[Country]) -> list[Country]:
    """The provider's list with what only the whole of it tells: which Congo is meant, and what sets namesakes apart."""
    listed = {territory(country.title, country.code) for country in countries}
    settled = []
    for country in countries:
        key = _key(country.title)
        if key in UNCLEAR and by_code(country.code) is None:
            rest = UNCLEAR[key] - listed if key not in BY_DEFAULT else UNCLEAR[key] - (listed & {"KP"})
            if len(rest) == 1:
                country = replace(country, code=min(rest))
        settled.append(country)
    seen = Counter(country_name(country.title, "en", country.code) for country in settled)
    titles = Counter(country.title for country in settled)
    return [
        replace(country, note=country.title if titles[country.title] == 1 else f"#{country.id}")
        if seen[name := country_name(country.title, "en", country.code)] > 1
        and (titles[country.title] > 1 or country.title != name)
        else country
        for country in settled
    ]


def spellings(title: str, languages: tuple[str, ...], code: str = "") -> set[str]:
    """Every way to write this country in one of `languages`, and as the trade and people write it."""
    names = {title, *(country_name(title, language, code) for language in languages)}
    found = territory(title, code)
    if found is None:
        return names
    unclear = {key for key, codes in UNCLEAR.items() if found in codes}
    own = {known for language in languages if (known := _names(language).get(found))}
    return names | own | unclear | set(ALIASES.get(found, title).split("|"))


def foreign_spellings(title: str, code: str = "") -> set[str]:
    """Its names in many other languages."""
    found = territory(title, code)
    return set(foreign_names()[found]) if found else set()


def short_codes(title: str, code: str = "") -> set[str]:
    """The ISO codes in small letters, the telephone prefix and the flag's word: {"vn", "vnm", "84", "flagvn"}."""
    found = territory(title, code)
    if found is None:
        return set()
    longer = {iso.lower() for iso, meant in _iso().items() if meant == found}
    return {found.lower(), *longer, str(country_code_for_region(found)), f"flag{found.lower()}"}


def shared_code(title: str, code: str = "") -> str | None:
    """The telephone prefix, where it is first of all another territory's: "1" of Jamaica."""
    found = territory(title, code)
    prefix = country_code_for_region(found) if found else 0
    return str(prefix) if found and region_code_for_country_code(prefix) != found else None
