"""Bring what people and providers write to one plain spelling, so that two ways to write a name can meet."""

import unicodedata

LONGEST = 200
"""Characters that are looked at; nobody's country or service needs more, and a hostile text may have thousands."""

# Letters that Unicode does not take apart, and Cyrillic by ear. What has a mark (й, ё, ї) loses it before it gets here.
LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "'": "",
        "’": "",
        "ʻ": "",
        "`": "",
    }
    | dict(zip("абвгдезиклмнопрстуфхцыэіґє", "abvgdeziklmnoprstufhcyeige", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)


def fold(text: str) -> str:
    """Lower-case Latin words with single spaces between: "Côte d’Ivoire" -> "cote divoire", "Вьетнам" -> "vetnam"."""
    apart = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char)).translate(LETTERS)
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())[:LONGEST]
