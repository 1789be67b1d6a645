"""The operator's own terms: agreed to once, before the first purchase, and again when they change."""

from collections.abc import Mapping

import pytest
from redis.asyncio import Redis

from bot.storage.keys import Keys
from bot.storage.users import UserStore
from bot.telegram.access import Terms
from bot.telegram.callbacks import Agree
from tests.stories.chat import MINH, NO_TERMS, Person, World, labels

TERMS = {"en": "No <b>spam</b> & no fraud.", "vi": "Không spam.", "ru": "Без спама."}


@pytest.fixture
def terms() -> Mapping[str, str]:
    return TERMS


async def set_terms(world: World, redis: Redis, terms: Mapping[str, str]) -> None:
    """The operator starts the bot again with these."""
    world.dispatcher.workflow_data["terms"] = Terms(terms, UserStore(redis, Keys()))


async def test_a_first_purchase_leads_through_the_terms_and_back_to_its_offer(world: World, alice: Person) -> None:
    await alice.start_buying()
    assert "No <b>spam</b> & no fraud." in alice.text, "as the operator wrote it, and not as markup"
    assert labels(alice.screen) == ["✅ I agree", "☰ Menu"]
    assert world.shop.calls("get-number") == 0
    await alice.tap("I agree")
    await alice.tap("Buy for")
    assert world.shop.charged() == {"charge": 1}
    await world.pass_time(25)
    await alice.tap("Buy the same again")
    await alice.tap("Buy for")
    assert world.shop.charged() == {"charge": 2}


async def test_each_reads_them_in_his_language_and_agrees_for_himself(world: World, alice: Person) -> None:
    await alice.start_buying()
    await alice.tap("I agree")
    minh = world.person(MINH)
    await minh.say("/start")
    for label in ("Mua", None, None):
        await minh.tap(label or labels(minh.screen)[0])
    assert "Không spam." in minh.text


async def test_a_changed_text_is_asked_again_of_an_old_buy_button_too(
    world: World, alice: Person, redis: Redis
) -> None:
    await alice.start_buying()
    await alice.tap("I agree")
    await set_terms(world, redis, TERMS | {"en": "Something new."})
    await alice.tap("Buy for")
    assert "Something new." in alice.text
    assert world.shop.calls("get-number") == 0
    await alice.tap("I agree")
    await alice.tap("Buy for")
    assert world.shop.charged() == {"charge": 1}


async def test_agreeing_to_an_old_text_is_not_agreeing_to_the_new_one(
    world: World, alice: Person, redis: Redis
) -> None:
    await alice.start_buying()
    await set_terms(world, redis, TERMS | {"en": "Something new."})
    await alice.tap("I agree")
    assert "Something new." in alice.text
    await alice.tap("I agree")
    assert any("Buy for" in label for label in labels(alice.screen))


async def test_another_language_is_not_asked_again(world: World, alice: Person, redis: Redis) -> None:
    await alice.start_buying()
    await alice.tap("I agree")
    await set_terms(world, redis, TERMS | {"vi": "Mới."})
    await alice.say("/language")
    await alice.tap("Русский")
    await alice.say("/buy")
    for _ in range(2):
        await alice.tap(labels(alice.screen)[0])
    assert any("Купить за" in label for label in labels(alice.screen))


async def test_they_can_be_read_at_any_time(alice: Person) -> None:
    await alice.say("/terms")
    assert "no fraud" in alice.text
    assert labels(alice.screen) == ["☰ Menu"]


class TestNone:
    @pytest.fixture
    def terms(self) -> Mapping[str, str]:
        return NO_TERMS

    async def test_without_terms_nobody_is_asked_and_there_is_no_such_command(
        self, world: World, alice: Person
    ) -> None:
        await alice.say("/terms")
        assert "I understand buttons and names" in alice.text
        await alice.buy()
        assert world.shop.charged() == {"charge": 1}

    async def test_a_button_of_terms_that_are_gone_leads_to_the_menu(self, world: World, alice: Person) -> None:
        await alice.say("/start")
        await alice.forge(Agree(digest="0123456789abcdef", country_id=1, service_id=1).pack())
        assert any("Buy a number" in label for label in labels(alice.screen))
