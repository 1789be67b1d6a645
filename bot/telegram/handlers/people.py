"""One user: found, let in, shut out, his caps raised. For admins, and to all others as if it did not exist."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, TelegramObject, User

from bot.domain.people import OWN_CAPS
from bot.shop.people import People
from bot.telegram.access import Access
from bot.telegram.admin import Admin
from bot.telegram.callbacks import Admit, OpenCap, OpenPeople, OpenPerson, RaiseCap, Tapped
from bot.telegram.render import Window
from bot.telegram.screens import people as screens
from bot.texts import Texts


async def open_people(_: TelegramObject, people: People, texts: Texts, window: Window) -> None:
    await window.show(screens.people(texts, await people.count()))


async def find(
    _: Message, command: CommandObject, people: People, access: Access, texts: Texts, currency: str, window: Window
) -> None:
    wanted = (command.args or "").strip()
    one = await people.find(wanted)
    if one is None:
        await window.show(screens.nobody(texts, wanted))
    else:
        await window.show(screens.person(texts, one, access, people.limits, currency))


async def open_person(
    _: TelegramObject,
    callback_data: OpenPerson,
    people: People,
    access: Access,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    one = await people.person(callback_data.user_id)
    await window.show(screens.person(texts, one, access, people.limits, currency))


async def admit(
    _: TelegramObject,
    callback_data: Admit,
    user: User,
    people: People,
    access: Access,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    await people.admit(callback_data.user_id, callback_data.admitted, admin_id=user.id)
    one = await people.person(callback_data.user_id)
    await window.show(screens.person(texts, one, access, people.limits, currency))


async def open_cap(
    _: TelegramObject, callback_data: OpenCap, people: People, texts: Texts, currency: str, window: Window
) -> None:
    one = await people.person(callback_data.user_id)
    await window.show(screens.cap_question(texts, one, callback_data.cap, people.limits, currency))


async def raise_cap(
    _: TelegramObject,
    callback_data: RaiseCap,
    user: User,
    people: People,
    access: Access,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    await people.raise_cap(callback_data.user_id, callback_data.cap, callback_data.times, admin_id=user.id)
    one = await people.person(callback_data.user_id)
    await window.show(screens.person(texts, one, access, people.limits, currency))


def register(router: Router) -> None:
    router.message.register(find, Command("user", magic=F.args), Admin())
    router.message.register(open_people, Command("user"), Admin())
    router.callback_query.register(open_people, Tapped(OpenPeople), Admin())
    router.callback_query.register(open_person, Tapped(OpenPerson), Admin())
    router.callback_query.register(admit, Tapped(Admit), Admin())
    router.callback_query.register(open_cap, Tapped(OpenCap, F.cap.in_(OWN_CAPS)), Admin())
    router.callback_query.register(raise_cap, Tapped(RaiseCap, F.cap.in_(OWN_CAPS)), Admin())
