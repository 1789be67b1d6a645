"""What is done and looked at in the stories of Stars."""

from bot.domain.stars import StarTerms
from bot.domain.wallet import Booking, EntryKind
from bot.storage.wallet import WalletStore
from tests.stories.chat import MINH, Person, World

RUB = 1_000_000
DAY_S = 86_400.0
TERMS = StarTerms(rate=1_200_000, packs=(50, 100), refund_s=14 * DAY_S, support="@the_operator")
"""A Star is worth 1.20 ₽."""


async def free(wallets: WalletStore, user: int = MINH) -> int:
    return (await wallets.balance(user)).free


def stars(world: World, user: int = MINH) -> int:
    return next(int(one["stars"]) for one in world.telegram.users() if one["id"] == user)


async def reconcile(world: World) -> None:
    await world.shop.built.star_reconciliation.round(world.cashier)
    await world.pump()
    await world.shop.built.top_ups.run_once(world.cashier)


async def top_up(minh: Person, pack: str = "50 ⭐") -> None:
    await minh.say("/topup")
    await minh.tap(pack)
    assert await minh.pay() == ""


async def spend(wallets: WalletStore, amount: int, operation: str = "adj:1") -> None:
    assert (await wallets.book(Booking(operation, EntryKind.ADJUSTMENT, MINH, -amount))).done


def told(person: Person) -> list[str]:
    return [str(message["text"]) for message in person.screens]


def callbacks(person: Person) -> list[str]:
    return [str(one["callback_data"]) for row in person.screen["keyboard"] for one in row if "callback_data" in one]


async def alerts(alice: Person, words: str) -> int:
    return sum(words in text for text in told(alice))


async def take_back(minh: Person) -> None:
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    await minh.tap("Give back 50 ⭐")
