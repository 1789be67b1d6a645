"""Reminders: a user says of what they want to be told, and takes it back."""

from aiogram import Router
from aiogram.types import TelegramObject

from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.reminders import PRICE_MAX_AGE_S, Reminders
from bot.telegram.callbacks import DropReminder, OpenReminder, OpenReminders, SetReminder
from bot.telegram.screens.names import pick
from bot.telegram.screens.reminders import reminder_added, reminder_list, reminder_question
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_reminder(_: TelegramObject, callback_data: OpenReminder, catalogue: Catalogue, ui: Ui) -> None:
    offer = await catalogue.offer(callback_data.country_id, callback_data.service_id, max_age=PRICE_MAX_AGE_S)
    picked = pick(catalogue, offer.country_id, offer.service_id)
    await ui.show(reminder_question(ui.texts, offer, picked, ui.currency))


async def set_reminder(_: TelegramObject, callback_data: SetReminder, reminders: Reminders, ui: Ui) -> None:
    country_id, service_id = callback_data.country_id, callback_data.service_id
    added, limit = await reminders.set(ui.user_id, country_id, service_id, callback_data.share, ui.texts.language)
    price = "" if limit is None else ui.texts.money(limit, ui.currency)
    await ui.show(reminder_added(ui.texts, added, price, pick(ui.catalogue, country_id, service_id)))


async def open_reminders(_: TelegramObject, reminders: Reminders, ui: Ui) -> None:
    found = await reminders.of_user(ui.user_id)
    named = [(one, pick(ui.catalogue, one.country_id, one.service_id)) for one in found]
    await ui.show(reminder_list(ui.texts, named, ui.currency))


async def drop_reminder(event: TelegramObject, callback_data: DropReminder, reminders: Reminders, ui: Ui) -> None:
    await reminders.remove(ui.user_id, callback_data.country_id, callback_data.service_id)
    await open_reminders(event, reminders, ui)


def register(router: Router) -> None:
    router.callback_query.register(open_reminder, Tapped(OpenReminder))
    router.callback_query.register(set_reminder, Tapped(SetReminder))
    router.callback_query.register(open_reminders, Tapped(OpenReminders))
    router.callback_query.register(drop_reminder, Tapped(DropReminder))
