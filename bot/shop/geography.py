"""Which territory a provider's country title means, and that territory's flag and name in the user's language.

Names are Unicode's (CLDR, by Babel), for the territories that have telephone numbers.
"""

from functools import cache, lru_cache

from babel import Locale
from phonenumbers import SUPPORTED_REGIONS, country_code_for_region

from bot.shop.folding import fold

# What CLDR's English name is not, but SMS services and people write. Bare "Congo", "Korea" and "Virgin Islands" could
# be either of two, so they stay unknown.
ALIASES = {
    "AE": "UAE|Emirates|Arab Emirates|ОАЭ|Эмираты",
    "BA": "Bosnia|Bosnia-Herzegovina",
    "BL": "Saint Barts",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia (Plurinational State of)|Plurinational State of Bolivia",
    "BQ": "Bonaire|Bonaire, Sint Eustatius and Saba",
    "BY": "Byelorussia|Белоруссия",
    "CC": "Cocos Islands|Keeling Islands",
    "CD": "DR Congo|D.R. Congo|DRC|Congo DR|Congo DRC|Congo (Dem. Republic)|Congo (Dem. Rep.)|Dem. Rep. Congo|"
    "Democratic Congo|Democratic Republic of Congo|Congo, Democratic Republic of the|Congo Democratic Republic|"
    "Congo Kinshasa|Zaire",
    "CF": "CAR|Central African Rep.|Central Africa Republic",
    "CG": "Congo (Rep.)|Congo Republic|Republic of Congo|Congo, Republic of the|Congo Brazzaville",
    "CI": "Ivory Coast|Cote d Ivoire",
    "CN": "PRC|People's Republic of China|Mainland China",
    "CV": "Cabo Verde|Cape Verde Islands",
    "CZ": "Czech|Czech Republic|Чехия",
    "DO": "Dominican Rep.|Dominicana",
    "FK": "Falklands",
    "FM": "Federated States of Micronesia|Micronesia, Federated States of",
    "FO": "Faeroe Islands|Faroes",
    "GB": "UK|Great Britain|Britain|England|United Kingdom of Great Britain and Northern Ireland|Англия",
    "GF": "Guiana (French)",
    "GM": "Gambia, The",
    "HK": "Hong Kong|Hong Kong SAR|Hong Kong China|HongKong (China)",
    "IR": "Iran, Islamic Republic of|Islamic Republic of Iran",
    "KG": "Kirghizia|Kirgizia|Kyrgyz Republic|Kirgizstan|Киргизия",
    "KN": "Saint Kitts|Saint Kitts Nevis",
    "KP": "DPRK|Korea (North)|Democratic People's Republic of Korea|Korea, Democratic People's Republic of",
    "KR": "Republic of Korea|Korea, Republic of|Korea (South)|Korea (Republic)",
    "LA": "Lao|Lao People's|Lao PDR|Lao People's Democratic Republic",
    "LY": "Libyan Arab Jamahiriya",
    "MD": "Moldavia|Republic of Moldova|Moldova, Republic of|Молдавия",
    "MF": "Saint Martin (French part)",
    "MK": "Macedonia|FYROM|Republic of North Macedonia|Macedonia (FYROM)|Македония",
    "MM": "Myanmar|Burma|Burma (Myanmar)",
    "MO": "Macao|Macau|Macau SAR|Macao SAR",
    "MV": "Maldive Islands",
    "NL": "Holland|Голландия",
    "PG": "Papua-New Guinea",
    "PS": "Palestine|State of Palestine|Palestinian Territory|Palestine, State of",
    "RU": "Russian Federation|РФ",
    "SA": "KSA|Saudi",
    "SH": "Saint Helena, Ascension and Tristan da Cunha",
    "SK": "Slovak Republic",
    "ST": "Sao Tome",
    "SV": "Salvador",
    "SX": "Sint Maarten (Dutch part)|Saint Maarten",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TC": "Turks Caicos",
    "TL": "East Timor|Timor Leste",
    "TR": "Turkey|Turkiye",
    "TT": "Trinidad",
    "TW": "Taiwan, Province of China|Taiwan (China)|Chinese Taipei",
    "TZ": "United Republic of Tanzania|Tanzania, United Republic of",
    "US": "USA|U.S.A.|U.S.|US|United States of America|America|США|Америка|Nước Mỹ",
    "VA": "Vatican|Holy See",
    "VC": "Saint Vincent",
    "VE": "Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela",
    "VG": "Virgin Islands (British)|Virgin Islands, British|BVI",
    "VI": "Virgin Islands (US)|Virgin Islands, U.S.|US Virgin Islands|United States Virgin Islands|USVI",
}

# Words behind a country's name that set one pool of numbers apart from another of the same country.
MARKS = frozenset(
    [
        "virtual",
        "real",
        "physical",
        "mobile",
        "landline",
        "premium",
        "new",
        "old",
        "v1",
        "v2",
        "v3",
        "v4",
        "1",
        "2",
        "3",
        "4",
        "5",
    ]
)


def _key(name: str) -> str:
    """Equal for all ways to space, join, point and accent one name."""
    words = (word for word in fold(name).split() if word not in ("and", "the"))
    return "".join("saint" if word == "st" else word for word in words)


@cache
def _names(language: str) -> dict[str, str]:
    known = Locale.parse(language).territories
    return {code: known[code] for code in SUPPORTED_REGIONS if code in known}


@cache
def _territories() -> dict[str, str]:
    meant = {_key(name): code for code, name in _names("en").items()}
    return meant | {_key(name): code for code, names in ALIASES.items() for name in names.split("|")}


def prepare(languages: tuple[str, ...]) -> None:
    """Read the names from disk, some 30 ms, before there is anybody to keep waiting."""
    _territories()
    for language in languages:
        _names(language)


@lru_cache(maxsize=4096)
def _read(title: str) -> tuple[str | None, str]:
    """The territory, and the words behind its name that tell this pool of numbers from another."""
    words, marks = title[:100].split(), list[str]()
    while words:
        if found := _territories().get(_key(" ".join(words))):
            return found, " ".join(reversed(marks))
        if fold(words[-1]) not in MARKS:
            break
        marks.append(words.pop())
    return None, ""


def territory(title: str) -> str | None:
    """The ISO 3166 code (alpha-2) of a provider's title, or `None`. It compares spellings and never guesses."""
    return _read(title)[0]


def flag(territory: str | None) -> str:
    """The flag as an emoji; a globe where the territory is not known."""
    return "".join(chr(ord(letter) - ord("A") + ord("🇦")) for letter in territory) if territory else "🌐"


@lru_cache(maxsize=4096)
def country_name(title: str, language: str) -> str:
    """CLDR's name in `language`, with the marks of the title ("USA v2"); the title itself where it is not known."""
    found, marks = _read(title)
    if found is None:
        return title
    name = _names(language)[found]
    return f"{name} {marks}" if marks else name


def spellings(title: str, languages: tuple[str, ...]) -> set[str]:
    """Every way to write this country that a search should know."""
    names = {title, *(country_name(title, language) for language in languages)}
    return names | set(ALIASES.get(territory(title) or "", title).split("|"))


def short_codes(title: str) -> set[str]:
    """The ISO code in small letters and the telephone prefix, such as {"vn", "84"}."""
    found = territory(title)
    return {found.lower(), str(country_code_for_region(found))} if found else set()
