"""Other names of countries and services, as this trade and people write them; the services most used come first."""

import re
from functools import cache, lru_cache
from typing import Final

from bot.domain.models import Service
from bot.shop.catalogue.normalize import fold

# What CLDR's English name is not, but SMS services and people write.
ALIASES = {
    "AE": "Объединенные Арабские Эмираты|UAE|U.A.E.|Emirates|Arab Emirates|ОАЭ|Эмираты",
    "BA": "Босния|Bosnia|Bosnia-Herzegovina",
    "BD": "Bangla|Bangla Desh",
    "BL": "Saint Barts",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia (Plurinational State of)|Plurinational State of Bolivia",
    "BQ": "Bonaire|Bonaire, Sint Eustatius and Saba",
    "BY": "Byelorussia|Белоруссия",
    "CC": "Cocos Islands|Keeling Islands",
    "CD": "ДРК|DR Congo|D.R. Congo|DRC|Congo DR|Congo DRC|Congo (Dem. Republic)|Congo (Dem. Rep.)|Dem. Rep. Congo|"
    "Democratic Congo|Democratic Republic of Congo|Congo, Democratic Republic of the|Congo Democratic Republic|"
    "Congo Kinshasa|Kinshasa|Zaire",
    "CF": "ЦАР|CAR|C.A.R.|Central African Rep.|Central Africa Republic",
    "CG": "Республика Конго|Congo (Rep.)|Congo Republic|Republic of Congo|"
    "Congo, Republic of the|Congo Brazzaville|Brazzaville",
    "CI": "Ivory Coast|Cote d Ivoire|Côte d Ivoire",
    "CK": "Cook",
    "CN": "КНР|PRC|People's Republic of China|Mainland China",
    "CV": "Cabo Verde|Cape Verde Islands",
    "CZ": "Чешская Республика|Czech|Czech Republic|Чехия",
    "DO": "Доминикана|Dominican Rep.|Dominicana",
    "FK": "Falklands",
    "FM": "Micronesia|Federated States of Micronesia|Micronesia, Federated States of",
    "FO": "Faroe|Faeroe Islands|Faroes",
    "GB": "Соединенное Королевство|Британия|UK|Great Britain|Britain|England|"
    "United Kingdom of Great Britain and Northern Ireland|Англия",
    "GF": "Guiana (French)",
    "GM": "Gambia, The",
    "GN": "Guinea Conakry|Guinea Republic",
    "HK": "Гонконг|Hong Kong|Hong Kong SAR|Hong Kong China|HongKong (China)",
    "IR": "Iran, Islamic Republic of|Islamic Republic of Iran",
    "KG": "Кыргызстан|Kirghizia|Kirgizia|Kyrgyz Republic|Kirgizstan|Киргизия",
    "KH": "Kampuchea",
    "KN": "Saint Kitts|Saint Kitts Nevis",
    "KP": "Северная Корея|N. Korea|N Korea|DPRK|Korea (North)|Democratic People's Republic of Korea|"
    "Korea, Democratic People's Republic of",
    "KR": "Южная Корея|Республика Корея|S. Korea|S Korea|Republic of Korea|"
    "Korea, Republic of|Korea (South)|Korea (Republic)",
    "KY": "Cayman",
    "LA": "Lao|Lao People's|Lao PDR|Lao People's Democratic Republic",
    "LY": "Libiya|Lybia|Libyan Arab Jamahiriya",
    "MD": "Moldavia|Republic of Moldova|Moldova, Republic of|Молдавия",
    "MF": "Saint Martin (French part)",
    "MH": "Marshall",
    "MK": "Macedonia|FYROM|Republic of North Macedonia|Macedonia (FYROM)|Македония",
    "MM": "Мьянма|Бирма|Myanmar|Mianmar|Burma|Burma (Myanmar)",
    "MO": "Макао|Macao|Macau|Macau SAR|Macao SAR",
    "MV": "Maldive Islands",
    "NL": "Holland|Голландия",
    "PG": "Papua-New Guinea|Papua",
    "PS": "Палестина|Palestine|State of Palestine|Palestinian Territory|Palestine, State of",
    "RU": "Russian Federation|РФ",
    "SA": "KSA|Saudi|Saudia",
    "SB": "Solomon",
    "SH": "Saint Helena, Ascension and Tristan da Cunha",
    "SK": "Slovak Republic",
    "ST": "Sao Tome",
    "SV": "Salvador",
    "SX": "Sint Maarten (Dutch part)|Saint Maarten",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TJ": "Tadjikistan|Tadzhikistan",
    "TM": "Turkmenia",
    "TC": "Turks Caicos",
    "TL": "Timor|East Timor|Timor Leste",
    "TR": "Turkey|Turkiye",
    "TT": "Trinidad",
    "TW": "Taiwan, Province of China|Taiwan (China)|Chinese Taipei",
    "TZ": "United Republic of Tanzania|Tanzania, United Republic of",
    "US": "USA|U.S.A.|U.S.|US|United States of America|America|the States|США|Америка|Штаты|Mỹ|Nước Mỹ|Amerika",
    "VA": "Vatican|Vatican City State|Holy See",
    "VC": "Saint Vincent",
    "VE": "Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela",
    "VG": "Virgin Islands (UK)|Virgin Islands UK|British Virgin|Virgin Islands (British)|Virgin Islands, British|BVI",
    "VI": "Virgin Islands (US)|Virgin Islands, U.S.|US Virgin Islands|United States Virgin Islands|USVI",
    "ZA": "ЮАР|RSA|South African Republic",
}

UNCLEAR: Final = {
    "congo": {"CD", "CG"},
    "kongo": {"CD", "CG"},
    "virginislands": {"VG", "VI"},
    "korea": {"KP", "KR"},
    "koreya": {"KP", "KR"},
}
"""Names that two territories share. Where a list names one of them clearly, the other is meant."""
BY_DEFAULT: Final = {"korea": "KR", "koreya": "KR"}
"""Nobody sells numbers of North Korea under this name."""

# Whose territories are often listed with their owner: "Guam (USA)", "Martinique (French)".
OWNERS: Final = {
    "US": ("GU PR VI AS MP", "usa us american unitedstates"),
    "FR": ("GP MQ GF RE YT PF NC PM BL MF WF", "france french fr"),
    "GB": ("BM KY VG AI MS TC GI FK IO SH AC TA GG JE IM", "uk gb british unitedkingdom"),
    "NL": ("AW BQ CW SX", "nl dutch netherlands"),
    "DK": ("GL FO", "dk danish denmark"),
    "CN": ("HK MO TW", "cn china"),
    "AU": ("CX CC NF", "au australia australian"),
    "NZ": ("CK NU TK", "nz newzealand"),
    "FI": ("AX", "finland finnish"),
    "NO": ("SJ", "norway norwegian"),
}
OWNED: Final = {one: set(words.split()) for owned, words in OWNERS.values() for one in owned.split()}

# Words beside a country's name that set one pool of numbers apart from another of the same country.
MARK_WORDS: Final = """
    virtual virt real physical mobile landline fixed premium new old sim sims esim nonvoip voip non cheap fast vip
    pool server test special bulk private prepaid postpaid plus pro lite extra exclusive operator any random number
    numbers gsm lte 4g 5g виртуальные виртуальный виртуальная физические новые новая
    tele2 beeline mts megafon yota lyca lycamobile lebara vodafone o2 ee three giffgaff orange tmobile verizon att mint
    claro telcel airtel jio viettel mobifone vinaphone
"""
MARKS: Final = frozenset(map(fold, MARK_WORDS.split()))
SMALL_WORDS: Final = frozenset(["new", "and", "the", "of", "st", "san", "el", "la", "da", "e", "i"])
UNSURE_LETTERS: Final = frozenset("nsewkb")
"""Alone they may stand for North, South, East, West, Kinshasa, Brazzaville."""

OTHER_LANGUAGES: Final = "ru uk vi de es fr pt it nl pl tr id cs ro sv az uz kk ar fa hi bn zh ja ko th"
"""Whose names a title, a setting or a search may use, beside the bot's own languages. The first ones come first."""


# One a line, most used first: its name, then other names, short forms and how it is written by ear. A service of the
# provider is one of these where its title, or a part of it ("VK/Mail.ru"), is one of the names; else by its code.
KNOWN: Final = """
telegram, tg, телеграм, телеграмм, телега, тг, телеграф, телеге, телегу, telega, tlg, tgram, fragment
whatsapp, wa, ватсап, вотсап, вацап, ватсапп, вотсапп, вацапп, уатсап,
    watsapp, whats app, wats app, whatsap, watsap, whatsup, wassap, wasap, wtsp, ws
google, go, гугл, гугол, гоогле, gmail, youtube, google mail, джимейл, гмейл, гмаил, ютуб, ютюб, ютьюб, yt,
    goggle
instagram, ig, insta, инста, инстаграм, инстаграмм, инст, insta gram
threads, тредс
facebook, fb, фейсбук, фб, мета, meta, messenger, facebook messenger, мессенджер, fbook, face book, phây búc
tiktok, tik tok, тикток, тик ток, tt, тт, tictok, douyin, tóp tóp
twitter, x, твиттер, твитер, икс, x.com, twiter, x twitter
openai, chatgpt, chat gpt, gpt, чатгпт, чат гпт, чатджпт, опенаи, open ai, chatgbt
discord, ds, дискорд, дс
microsoft, outlook, hotmail, azure, майкрософт, микрософт, аутлук, хотмейл, live.com, ms
amazon, amz, амазон, aws
apple, icloud, эпл, эппл, айклауд, appleid, apple id, itunes, app store
viber, вайбер, вибер
wechat, weixin, вичат, we chat, 微信
vkontakte, vk, вк, вконтакте, в контакте, vk.com, vkcom, контакт
snapchat, снапчат, снап, snap, snap chat
signal, сигнал
line, line messenger, лайн, line app
uber, убер, uber eats
tinder, тиндер
steam, стим, стеам
paypal, пейпал, пэйпал, палка, pay pal, pp
netflix, нетфликс, net flix
linkedin, линкедин, linked in
claude, anthropic, клод, claude ai
zalo, зало
kakaotalk, kakao, какао, kakao talk, какаоток, 카카오톡
yahoo, яху, yahoo mail
yandex, яндекс, ya, ya.ru
mail.ru, mailru, мейл, майл, маил, мейл ру, майл ру, mail ru
ok.ru, odnoklassniki, одноклассники, ок, ok
shopee, шопи
lazada, лазада
grab, граб
gojek, годжек
airbnb, air bnb, эйрбнб
bumble, бамбл
badoo, баду, бадо
binance, бинанс, бинанц
coinbase, коинбейс
bybit, байбит
okx, окх
temu, тему
aliexpress, алиэкспресс, алик, ali express, alibaba, алибаба, taobao
ebay, ебей, е бей, e bay
bolt, болт, taxify
wise, transferwise
revolut, револют
spotify, спотифай
skype, скайп
imo, имо
reddit, реддит
pinterest, пинтерест
twitch, твич
roblox, роблокс
blizzard, battle.net, battlenet, близзард, близард
playstation, psn, плейстейшен, sony
xbox, иксбокс
avito, авито
ozon, озон
wildberries, вайлдберриз, вб, wb
didi, диди
blablacar, блаблакар, bla bla car
hinge, хиндж
foodpanda, food panda
glovo, глово
wolt, волт
booking, booking.com, букинг
cash app, cashapp
nike, найк
olx, олх
qiwi, киви
momo, момо
tokopedia, токопедия
""".strip()

ANY_OTHER_TITLES: Final = (
    "any other, other, others, any, any service, any other service, not listed, other service, другой, другие, прочее, "
    "любой, любой другой, другой сервис, любой сервис, khác, dịch vụ khác"
)
ANY_OTHER: Final = frozenset(map(fold, ANY_OTHER_TITLES.split(", ")))
"""Folded titles of the entry for whatever has none of its own."""
OTHER_WORDS: Final = ("other", "any other", "другой", "другое", "другие", "любой", "прочее", "khác", "dịch vụ khác")

CODES: Final = frozenset(["tg", "wa", "go", "ig", "fb", "vk"])
"""Codes that all providers of this trade share, for titles that nobody knows."""

PARTS: Final = re.compile(r"[,/|+&();:\[\]]| - | or | and ")


@cache
def _names() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Each folded name -> the place of its service among the well-known, and all names of that."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for rank, line in enumerate(KNOWN.replace(",\n    ", ", ").splitlines()):
        names = tuple(line.split(", "))
        for name in names:
            found.setdefault(fold(name), (rank, names))
            found.setdefault(fold(name).replace(" ", ""), (rank, names))
    return found


def parts(service: Service) -> list[str]:
    """The title, and the names in it: "Google, Youtube, Gmail"."""
    return [service.title, *(part for part in PARTS.split(service.title) if part.strip())]


def _known(service: Service) -> list[tuple[int, tuple[str, ...]]]:
    names = _names()
    keys = [fold(part) for part in parts(service)]
    found = [known for key in keys if (known := names.get(key) or names.get(key.replace(" ", "")))]
    by_code = names.get(service.code) if service.code in CODES else None
    return found or ([by_code] if by_code else [])


def is_any_other(service: Service) -> bool:
    """It stands for whatever has no entry of its own."""
    return fold(service.title) in ANY_OTHER


def nicknames(service: Service) -> tuple[list[str], list[str]]:
    """How else people call it; and what they call a greater one of which its title is only a lesser name."""
    if is_any_other(service):
        return list(OTHER_WORDS), []
    keys = {fold(part).replace(" ", "") for part in parts(service)} | {service.code}
    own, sibling = list[str](), list[str]()
    for _rank, names in _known(service):
        (own if fold(names[0]).replace(" ", "") in keys or service.code in CODES else sibling).extend(names)
    return own, sibling


@lru_cache(4096)
def world_rank(service: Service) -> int | None:
    """Its place among what the world uses most, from 0; `None` for what is not well known."""
    return min((rank for rank, _names in _known(service)), default=None)
