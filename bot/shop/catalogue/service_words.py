"""Well-known services, those that the world uses most first, and how people call them in chats."""

import re
from functools import cache, lru_cache
from typing import Final

from bot.domain.models import Service
from bot.shop.catalogue.normalize import fold

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
