"""A user with a wallet: what they see, what is held, what they pay, and what they get back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import QuoteGone, TooLittleMoney
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.domain.users import Limits
from bot.domain.wallet import Balance, Booking, EntryKind, Hold, Markup, to_amount
from bot.telegram.access import Access
from bot.telegram.export import own_rows
from bot.telegram.screens.names import pick
from tests.clock import Clock
from tests.stories.chat import ALICE, OLGA, Person, World, labels
from tests.texts import EN
from tests.world import Messages, Shop, open_shop

MARKUP = Markup(percent=Decimal(50), step=Decimal(1))


@pytest.fixture
def markup() -> Markup:
    return MARKUP


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({OLGA}))


async def give(world: World, amount: Decimal, user: int = ALICE) -> None:
    booking = Booking(f"adj:{user}:{amount}", EntryKind.ADJUSTMENT, user, int(amount * 1_000_000), OLGA, "a gift")
    assert (await world.shop.built.wallet_store.book(booking)).done


async def balance(world: World, user: int = ALICE) -> Balance:
    return await world.shop.built.wallet_store.balance(user)


async def sound(world: World) -> bool:
    return (await world.shop.built.wallet_store.verify()).sound


async def prices(shop: Shop) -> tuple[Decimal, Decimal]:
    """The provider's of the first offer, and what its user pays."""
    offer = await shop.some_offer()
    assert offer.cost is not None
    return offer.cost, offer.price


async def the_activation(shop: Shop) -> Activation:
    [activation] = (await shop.purchases.history(ALICE, 0, 10)).activations
    return activation


async def test_a_user_pays_the_shown_price_when_the_code_comes(world: World, alice: Person) -> None:
    cost, price = await prices(world.shop)
    assert price == MARKUP.price(cost) > cost
    await give(world, price + 1)
    await alice.say("/start")
    assert f"In your wallet: ₽{price + 1}" in alice.text
    await alice.start_buying()
    assert f"₽{price}" in alice.text
    assert f"₽{cost}" not in alice.text
    assert f"In your wallet: ₽{price + 1}" in alice.text
    await alice.tap(f"Buy for ₽{price}")
    millionths = int(price * 1_000_000)
    assert await balance(world) == Balance(1_000_000, millionths)
    await world.pass_time(25)
    assert await balance(world) == Balance(1_000_000)
    totals = await world.shop.built.wallet_store.totals()
    assert (totals["revenue"], totals["provider"]) == (millionths, int(cost * 1_000_000))
    assert await sound(world)
    assert not [one for one in alice.screens if f"₽{cost}" in one["text"] + "".join(labels(one))]


async def test_history_says_in_plain_words_what_became_of_the_money(world: World, alice: Person) -> None:
    _, price = await prices(world.shop)
    await give(world, price * 2)
    await alice.buy()
    await alice.tap("Cancel")
    await alice.tap("Yes")
    await alice.say("/wallet")
    lines = [line for line in alice.text.split("\n") if line]
    assert f"↩️ ₽{price} · back from" in lines[2]
    assert f"⏳ ₽{price} · held for" in lines[4]
    assert lines[6] == f"➕ ₽{price * 2} · by the operator: a gift"
    [receipt] = [label for label in labels(alice.screen) if label.startswith("🧾")]
    await alice.tap(receipt)
    assert "Cancelled." in alice.text


async def test_too_little_buys_nothing_and_says_what_is_missing(world: World, alice: Person) -> None:
    _, price = await prices(world.shop)
    await give(world, price - 1)
    await alice.start_buying()
    assert "too little for this one" in alice.text
    await alice.tap("Buy for")
    assert f"You have ₽{price - 1}, and it costs ₽{price}." in alice.text
    assert "Nothing was bought." in alice.text
    assert await balance(world) == Balance(int(price - 1) * 1_000_000)
    assert not (await world.shop.purchases.history(ALICE, 0, 10)).activations
    assert world.shop.calls("get-number") == 0
    await give(world, Decimal(1))
    await alice.tap("See the offer")
    await alice.tap("Buy for")
    assert "Cancel" in " ".join(labels(alice.screen))
    assert await balance(world) == Balance(0, int(price) * 1_000_000)


async def test_of_two_purchases_at_once_with_money_for_one_one_is_made(world: World) -> None:
    _, price = await prices(world.shop)
    await give(world, price)
    both = await asyncio.gather(world.shop.tap_buy(ALICE), world.shop.tap_buy(ALICE, 6), return_exceptions=True)
    assert [type(one) for one in both if isinstance(one, Exception)] == [TooLittleMoney]
    await world.shop.settle()
    assert world.shop.charged() == {"charge": 1}
    assert await balance(world) == Balance(0, int(price) * 1_000_000)


async def test_a_cancel_gives_the_money_back_before_the_card_says_so(world: World, alice: Person) -> None:
    _, price = await prices(world.shop)
    await give(world, price)
    await alice.buy()
    await alice.tap("Cancel")
    assert f"₽{price} goes back to your wallet" in alice.text
    await alice.tap("Yes")
    assert await balance(world) == Balance(int(price) * 1_000_000)
    assert f"The money is back: ₽{price}" in alice.text
    assert (await the_activation(world.shop)).hold is Hold.RELEASED
    totals = await world.shop.built.wallet_store.totals()
    assert totals == {"users": int(price) * 1_000_000, "held": 0, "adjustments": -int(price) * 1_000_000}


async def test_a_price_that_has_changed_costs_nothing_and_is_told_with_the_markup(world: World, alice: Person) -> None:
    cost, price = await prices(world.shop)
    await give(world, price)
    await alice.start_buying()
    offer = await world.shop.some_offer()
    world.shop.provider.orders.stock.reprice(offer.country_id, offer.service_id, cost + 10)
    await world.shop.clock.advance(10)
    await alice.tap("Buy for")
    assert f"it was ₽{price} and is ₽{MARKUP.price(cost + 10)} now" in alice.text
    assert await balance(world) == Balance(int(price) * 1_000_000)


async def lost_from_sight(shop: Shop) -> Activation:
    """A purchase of which nobody knows."""
    activation = await shop.tap_buy(ALICE)
    assert await shop.store.sending(activation, owner="me", timeout_s=75)
    await shop.store.unknown(activation, owner="me")
    await shop.settle()
    return activation


@pytest.mark.parametrize("charged", [True, False])
async def test_an_unknown_is_held_until_it_is_settled_and_costs_its_user_nothing(
    world: World, alice: Person, charged: bool
) -> None:
    cost, price = await prices(world.shop)
    await give(world, price)
    await world.person(OLGA).say("/start")
    await alice.say("/start")
    activation = await lost_from_sight(world.shop)
    assert await balance(world) == Balance(0, int(price) * 1_000_000)
    assert f"₽{price} stays held in your wallet" in alice.text
    assert f"The provider’s price: ₽{cost}" in world.person(OLGA).text
    await world.shop.purchases.resolve(activation.id, charged=charged, admin_id=OLGA)
    await world.shop.settle()
    assert await balance(world) == Balance(int(price) * 1_000_000)
    assert f"Your ₽{price} is already back in your wallet" in alice.text
    totals = await world.shop.built.wallet_store.totals()
    assert totals.get("provider", 0) == (int(cost * 1_000_000) if charged else 0), "the operator bears it"
    assert await sound(world)


async def unconfirmed(shop: Shop) -> Activation:
    """A number whose cancel nobody confirms."""
    activation = await shop.buy(ALICE)
    await shop.store.cancel(ALICE, activation.id, Reason.USER)
    await shop.store.unconfirmed(activation, pause=10)
    await shop.store.ask(activation)
    return activation


async def test_a_cancel_nobody_confirms_gives_the_money_back_in_the_end_and_a_late_code_is_free(
    world: World, alice: Person, clock: Clock
) -> None:
    _, price = await prices(world.shop)
    await give(world, price)
    await alice.say("/start")
    activation = await unconfirmed(world.shop)
    await world.shop.settle()
    held = Balance(0, int(price) * 1_000_000)
    await clock.advance(72 * 3600 - 60)
    await world.shop.built.ledger_check.round()
    assert await balance(world) == held
    await clock.advance(120)
    await world.shop.built.ledger_check.release_overdue()
    assert await balance(world) == Balance(int(price) * 1_000_000)
    await world.shop.settle()
    assert f"Your ₽{price} is already back in your wallet" in alice.text
    await world.shop.store.code(activation, "4321")
    await world.shop.settle()
    stands = await the_activation(world.shop)
    assert (stands.state, stands.code, stands.hold) == (State.DONE, "4321", Hold.RELEASED)
    assert await balance(world) == Balance(int(price) * 1_000_000)
    assert await sound(world)


async def test_the_operators_word_comes_before_the_time_is_over(world: World, clock: Clock) -> None:
    _, price = await prices(world.shop)
    await give(world, price)
    activation = await unconfirmed(world.shop)
    await world.shop.purchases.resolve(activation.id, charged=True, admin_id=OLGA)
    assert await balance(world) == Balance(int(price) * 1_000_000)
    await clock.advance(80 * 3600)
    await world.shop.built.ledger_check.release_overdue()
    assert await balance(world) == Balance(int(price) * 1_000_000)


async def test_the_operator_is_told_where_the_ledger_does_not_add_up(world: World, redis: Redis) -> None:
    olga = world.person(OLGA)
    await olga.say("/start")
    await give(world, Decimal(5))
    await world.shop.built.ledger_check.verify()
    assert len(olga.screens) == 1
    await redis.hincrby("{sb}:wallet:balances", f"user:{ALICE}", 2_000_000)
    await world.shop.built.ledger_check.verify()
    assert "All accounts together have ₽2 and should have 0" in olga.text
    assert f"user:{ALICE}" in olga.text


async def test_a_purchase_with_a_wallet_is_one_script(world: World, redis: Redis) -> None:
    """Its limits, its hold and its entry in the outbox are one round trip."""
    _, price = await prices(world.shop)
    await give(world, price)
    offer = await world.shop.some_offer()
    quote, _ = await world.shop.purchases.quote(ALICE, offer.country_id, offer.service_id)
    assert quote.balance == price
    before = await commands(redis)
    await world.shop.purchases.begin(quote.nonce, user_id=ALICE, chat_id=ALICE, card_id=5, language="en")
    assert await commands(redis) - before == 1


async def test_lists_and_files_of_the_user_have_the_price_they_paid(world: World, alice: Person) -> None:
    cost, price = await prices(world.shop)
    await give(world, price)
    await alice.buy()
    await alice.say("/numbers")
    assert f"₽{price}" in alice.text
    assert f"₽{cost}" not in alice.text
    activation = await the_activation(world.shop)
    found = own_rows(
        EN,
        _each(activation),
        lambda one: pick(world.shop.catalogue, one.country_id, one.service_id),
        "RUB",
    )
    [_, row] = [row async for row in found()]
    assert str(price) in row
    assert str(cost) not in row


def _each(activation: Activation) -> Callable[[], AsyncIterator[Activation]]:
    async def each() -> AsyncIterator[Activation]:
        yield activation

    return each


async def test_a_limit_on_prices_is_told_as_users_see_prices(world: World, alice: Person) -> None:
    cost, price = await prices(world.shop)
    await give(world, price)
    world.shop.purchase_limits._limits = Limits(price=cost - 1)
    await alice.start_buying()
    assert f"₽{MARKUP.price(cost - 1)}" in alice.text
    assert f"₽{cost - 1}" not in alice.text


async def commands(redis: Redis) -> int:
    stats = await redis.info("commandstats")
    return sum(int(stats[name]["calls"]) for name in ("cmdstat_evalsha", "cmdstat_eval") if name in stats)


async def test_a_quote_of_before_users_paid_buys_nothing(world: World) -> None:
    offer = await world.shop.some_offer()
    await world.shop.store.quote(Quote("old", ALICE, offer.country_id, offer.service_id, offer.provider_price), ttl=900)
    with pytest.raises(QuoteGone):
        await world.shop.purchases.begin("old", user_id=ALICE, chat_id=ALICE, card_id=5, language="en")


async def test_a_balance_of_exactly_the_price_buys_and_a_millionth_less_does_not(world: World) -> None:
    _, price = await prices(world.shop)
    await give(world, price - Decimal("0.000001"))
    with pytest.raises(TooLittleMoney):
        await world.shop.tap_buy(ALICE)
    assert not (await world.shop.purchases.history(ALICE, 0, 10)).activations
    await give(world, Decimal("0.000001"))
    await world.shop.tap_buy(ALICE)
    assert await balance(world) == Balance(0, int(price * 1_000_000))


async def test_a_markup_that_changes_after_the_offer_changes_no_price_that_was_shown(
    world: World, redis: Redis, clock: Clock
) -> None:
    """The operator changes it, and the bot is started again."""
    _, price = await prices(world.shop)
    millionths = int(price * 1_000_000)
    await give(world, price * 3)
    quote = await quoted(world.shop)
    dearer = Markup(percent=Decimal(90), step=Decimal(1))
    async with open_shop(redis, clock, world.shop.provider, Messages(), markup=dearer) as later:
        activation = await later.purchases.begin(quote, user_id=ALICE, chat_id=ALICE, card_id=5, language="en")
        assert (activation.user_price, await balance(world)) == (price, Balance(2 * millionths, millionths))
        await later.store.bought(activation, Bought("77", "84912345678"), owner="me", lifetime=1180, first_poll=3)
        await later.store.code(activation, "1234")
        assert await balance(world) == Balance(2 * millionths)
        next_one = await later.tap_buy(ALICE)
        assert next_one.user_price == dearer.price((await prices(world.shop))[0]) > price
        held = int(next_one.user_price * 1_000_000)
        assert await balance(world) == Balance(2 * millionths - held, held)


async def test_wallets_that_are_switched_off_keep_their_money_and_end_what_is_held(
    world: World, redis: Redis, clock: Clock
) -> None:
    """The bot is started again without them."""
    _, price = await prices(world.shop)
    millionths = int(price * 1_000_000)
    await give(world, price * 4)
    done, cancelled, in_vain = [await world.shop.buy(ALICE) for _ in range(3)]
    quote = await quoted(world.shop)
    async with open_shop(redis, clock, world.shop.provider, Messages()) as later:
        with pytest.raises(QuoteGone):
            await later.purchases.begin(quote, user_id=ALICE, chat_id=ALICE, card_id=5, language="en")
        await later.store.code(done, "1234")
        await later.store.cancel(ALICE, cancelled.id, Reason.USER)
        await later.store.cancelled(cancelled)
        await later.store.cancel(ALICE, in_vain.id, Reason.USER)
        await later.store.unconfirmed(in_vain, pause=10)
        await later.store.ask(in_vain)
        assert await balance(world) == Balance(2 * millionths, millionths)
        await clock.advance(72 * 3600 + 1)
        await later.built.ledger_check.round()
        assert await balance(world) == Balance(3 * millionths)
        at_the_operators_cost = await later.tap_buy(ALICE)
        assert at_the_operators_cost.user_price is None
        assert await balance(world) == Balance(3 * millionths)
    assert await sound(world)


async def quoted(shop: Shop) -> str:
    """The nonce of an offer that Alice has before her."""
    offer = await shop.some_offer()
    quote, _ = await shop.purchases.quote(ALICE, offer.country_id, offer.service_id)
    return quote.nonce


async def test_what_the_database_has_forgotten_of_a_purchase_is_held_again(world: World, redis: Redis) -> None:
    """A failover came between the intent and the number: the hold is gone with the intent."""
    _, price = await prices(world.shop)
    await give(world, price)
    activation = await world.shop.tap_buy(ALICE)
    for key in await redis.keys("{sb}:wallet:*"):
        await redis.delete(key)
    await redis.delete(f"{{sb}}:a:{activation.id}")
    await give(world, price)
    bought = Bought("77", "84912345678")
    for _ in range(2):
        await world.shop.store.bought(activation, bought, owner="me", lifetime=1180, first_poll=3)
    assert await balance(world) == Balance(0, int(price) * 1_000_000)
    await world.shop.store.code(activation, "1234")
    assert await balance(world) == Balance(0)
    assert (await world.shop.built.wallet_store.totals())["revenue"] == int(price) * 1_000_000
    assert await sound(world)


class TestWithoutWallets:
    @pytest.fixture
    def markup(self) -> None:
        return None

    async def test_nothing_is_there_of_them(self, world: World, alice: Person, redis: Redis) -> None:
        await alice.say("/start")
        assert "wallet" not in alice.text
        assert not [label for label in labels(alice.screen) if "Wallet" in label]
        await alice.buy()
        await world.pass_time(25)
        await alice.forge("w::0")
        assert "In your wallet" not in alice.text
        assert [key async for key in redis.scan_iter("*wallet*")] == []
        [activation] = (await world.shop.purchases.history(ALICE, 0, 10)).activations
        assert (activation.hold, activation.user_price) == (Hold.NONE, None)
        assert activation.shown_price == activation.price


def test_amounts_are_written_without_zeros() -> None:
    assert [str(to_amount(one)) for one in (12_500_000, 1_000_000_000, 1, -500_000)] == [
        "12.5",
        "1000",
        "0.000001",
        "-0.5",
    ]


@pytest.mark.parametrize(
    ("markup", "price", "paid"),
    [
        (Markup(), "12.34", "12.34"),
        (Markup(percent=Decimal(10)), "12.34", "13.574"),
        (Markup(percent=Decimal(10), step=Decimal("0.01")), "12.34", "13.58"),
        (Markup(percent=Decimal(10), least=Decimal(2)), "12.34", "14.34"),
        (Markup(percent=Decimal(10), least=Decimal(2), step=Decimal(5)), "12.34", "15"),
        (Markup(percent=Decimal("33.3333"), step=Decimal("0.1")), "3", "4"),
        (Markup(step=Decimal("0.01")), "10", "10"),
    ],
)
def test_the_markup_is_put_on_and_rounded_up(markup: Markup, price: str, paid: str) -> None:
    assert markup.price(Decimal(price)) == Decimal(paid)
