"""What is done and looked at in the stories of vouchers for one number."""

from decimal import Decimal

from bot.domain.models import Activation
from bot.domain.pairs import Pair
from bot.domain.vouchers import Batch
from bot.domain.wallet import Balance, Booking, EntryKind
from bot.shop.wallet.vouchers import BatchOrder, NewBatch
from tests.stories.chat import ALICE, Person, World

MILLION = 1_000_000
DAY_S = 86_400.0
MOST = Decimal(1000)
WITH_VOUCHER = "Buy with your voucher"


async def make(world: World, most: Decimal = MOST, count: int = 1, days: int = 30) -> NewBatch:
    offer = await world.shop.some_offer()
    order = BatchOrder(int(most * MILLION), count, days, "as typed")
    pair = Pair(offer.country_id, offer.service_id)
    new = await world.shop.built.vouchers.make(order, f"{most}:{count}:{days}", admin_id=ALICE, pair=pair)
    assert new is not None
    return new


async def has(world: World, user: int) -> int:
    """Vouchers that the user may use now."""
    return len(await world.shop.built.wallets.number_vouchers(user))


async def batch(world: World) -> Batch:
    return (await world.shop.built.vouchers.batches(0, 1))[0][0]


async def counts(world: World) -> tuple[int, int]:
    """How many were redeemed, and how many used."""
    one = await batch(world)
    return one.redeemed, one.used


async def give(world: World, user: int, amount: Decimal) -> None:
    booking = Booking(f"adj:{user}:{amount}", EntryKind.ADJUSTMENT, user, int(amount * MILLION))
    assert (await world.shop.built.wallet_store.book(booking)).done


async def balance(world: World, user: int) -> Balance:
    return await world.shop.built.wallet_store.balance(user)


async def sound(world: World) -> bool:
    return (await world.shop.built.wallet_store.verify()).sound


async def redeem(person: Person, new: NewBatch) -> None:
    await person.say(new.codes[0])
    assert "This voucher is for one number" in person.text


async def tap_buy(world: World, user: int) -> Activation:
    """As far as the intent; nothing is sent yet."""
    activation = await world.shop.tap_buy(user)
    assert activation.voucher
    return activation


async def the_number(world: World, user: int) -> Activation:
    return (await world.shop.purchases.history(user, 0, 10)).activations[0]
