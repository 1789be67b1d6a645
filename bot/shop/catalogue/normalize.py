"""One plain spelling for what users and providers write, and what people type around a name."""

import re
import unicodedata
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

MAX_CHARACTERS = 200
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
    apart = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char)).translate(LETTERS)
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())[:MAX_CHARACTERS]


FILLER_WORDS: Final = """
a an the i we me my to for in of on at from with by is it and or please pls plz want need buy get give rent order sell
number numbers num phone sms code codes otp verification verify verified account acc activation activate register reg
registration country service cheap cheapest one some new virtual temporary temp sim card hi hello hey can you do have
нужен нужна нужно надо хочу купить куплю дай дайте мне номер номера номерок номеров смс код кода коды для на в во из с
со от по и или под за аккаунт аккаунта аккаунтов активация активации регистрация регистрации пожалуйста плиз есть ли
страна страны сервис виртуальный виртуальные дешевый дешево какой привет здравствуйте
tôi mình cần muốn mua thuê lấy số sdt sđt điện thoại mã nhận tin nhắn cho của ở tại từ nước với và một sim đăng ký
tài khoản giá rẻ ạ nhé dịch vụ quốc gia xin hãy
"""
FILLERS: Final = frozenset(map(fold, FILLER_WORDS.split()))
"""Folded; said around a name, and left out where the whole is no name."""

COMMON_WORDS: Final = """
us go no so be as am are was this that what when where who how why not but if then there here your our his her all any
other line signal match wise bolt grab hinge uber x ok ya ws ms pp gg tt pay work works working help come came does did
still wait waiting long time money back love like good bad very thank thanks today now
как что где когда почему не нет да это там тут ок мета контакт палка алик снап болт тему сигнал граб вб дс тт
khong co la duoc di lam sao bao gio nhu the nao nay kia moi
"""
COMMON: Final = FILLERS | frozenset(map(fold, COMMON_WORDS.split()))
"""Folded; no name where they stand among words that are none."""

ENDINGS: Final = "а е и о у ы ю я ам ах ая ей ем ии ию ия ов ой ом ый ям ях ами ией иях ого ому ями иями"
"""Of Russian nouns, the shortest first: the longest stem says most."""

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)

_DIALLED: Final = re.compile(r"(?:\+|\b00)\s?(\d[\d\s().-]*)")


def dialled(text: str) -> str:
    """ "+84", "0084" and the whole of "+84 912 345 678" as the dialling code alone: " 84 "."""

    def code(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[1])
        known = [digits[:length] for length in (1, 2, 3) if int(digits[:length]) in COUNTRY_CODE_TO_REGION_CODE]
        return f" {known[0] if known else digits} "

    return _DIALLED.sub(code, text)


def stems(words: list[str]) -> list[str]:
    """Cyrillic words without their case endings, as the beginnings of names."""
    if not all(re.fullmatch("[а-яёіїєґ]+", word) for word in words) or len(words[-1]) < 4:
        return []
    last = words[-1]
    fitting = [ending for ending in ENDINGS.split() if last.endswith(ending) and len(last) - len(ending) >= 3]
    return [" ".join([*words[:-1], last.removesuffix(ending)]) for ending in fitting]


def other_layout(text: str) -> str:
    """The same keys on the other keyboard: "ntktuhfv" is "телеграм"."""
    small = text[:100].casefold()
    if re.search("[а-яё]", small):
        return small.translate(_TO_LATIN)
    return small.translate(_TO_CYRILLIC) if re.search("[a-z]", small) else ""
