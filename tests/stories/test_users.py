"""An admin finds a user, lets them in or shuts them out, and raises a limit for them."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.users import Limits
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from bot.telegram.access import Access
from bot.telegram.admin_callbacks import Admit, AdmitSelected
from tests.stories.chat import ALICE, MINH, OLGA, STRANGER, Person, World, labels


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({ALICE}))


@pytest.fixture
def limits() -> Limits:
    return Limits(active=1, hour=20, day=60, spending=Decimal(1000), unused=10)


@pytest.fixture
def sam(world: World) -> Person:
    return world.person(STRANGER)


async def test_a_user_is_found_by_his_id_with_what_he_has_done_today(world: World, alice: Person, sam: Person) -> None:
    await sam.buy()
    await alice.say(f"/user {STRANGER}")
    shown = alice.text.splitlines()
    assert shown[0] == f"👤 {STRANGER} · Sam"
    assert "✅ May use the bot: it is public." in shown
    assert "Waiting at once: 1 of 1" in shown
    assert "In an hour: 1 of 20" in shown
    assert any(line.startswith("Spent in 24 hours: ₽") and line.endswith("of ₽1,000") for line in shown)


async def test_a_user_is_found_by_his_name_as_it_was_last_seen(world: World, alice: Person) -> None:
    for user, day in ((MINH, 20_000), (STRANGER, 20_001)):
        await world.users.record_visit(user, day=day, name="Sam_99")
    await alice.say("/user @sam_99")
    assert f"👤 {STRANGER} · @Sam_99" in alice.text, "who had the name last"
    await alice.say("/user sam_98")
    assert "Nobody called sam_98" in alice.text


@pytest.mark.parametrize("wanted", ["0", "9" * 30, "@", "²", "<b>"])
async def test_what_is_no_user_is_nobody(alice: Person, wanted: str) -> None:
    await alice.say(f"/user {wanted}")
    assert f"Nobody called {wanted}" in alice.text


async def test_without_a_name_it_says_how_to_find_one(alice: Person) -> None:
    await alice.say("/user")
    assert "Users: 0" in alice.text
    assert "with an id, an @name or a name" in alice.text


async def test_who_is_shut_out_still_gets_his_code(world: World, alice: Person, sam: Person) -> None:
    await sam.buy()
    await alice.say(f"/user {STRANGER}")
    await alice.tap("Shut out")
    assert "⛔ May not use the bot" in alice.text
    await sam.say("/start")
    assert "You can't use this bot any more" in sam.text
    await world.pass_time(25)
    assert "Code" in sam.text
    assert world.shop.charged() == {"charge": 1}


async def test_who_is_shut_out_buys_nothing_with_an_old_button(world: World, alice: Person, sam: Person) -> None:
    await sam.start_buying()
    await alice.say(f"/user {STRANGER}")
    await alice.tap("Shut out")
    await sam.tap("Buy")
    assert world.telegram.answers[-1].text == "You can't use this bot any more."
    assert world.shop.charged() == {}
    await alice.tap("As the settings have it")
    await sam.tap("Buy")
    assert world.shop.charged() == {"charge": 1}


async def test_a_number_too_many_is_his_once_his_cap_is_raised(world: World, alice: Person, sam: Person) -> None:
    await sam.buy()
    await sam.start_buying()
    await sam.tap("Buy")
    assert "as many numbers as you may at once: 1" in sam.text
    await alice.say(f"/user {STRANGER}")
    await alice.tap("Waiting at once")
    assert labels(alice.screen)[:4] == ["2", "5", "10", "No limit"]
    await alice.tap("2")
    assert "Waiting at once: 1 of 2 ✏️" in alice.text
    for _ in range(2):
        await sam.start_buying()
        await sam.tap("Buy")
    assert "as many numbers as you may at once: 2" in sam.text
    await alice.tap("Waiting at once")
    await alice.tap("By the settings: 1")
    assert "Waiting at once: 2 of 1" in alice.text


async def test_all_that_an_admin_decides_stands_in_the_audit_log(alice: Person, redis: Redis) -> None:
    await alice.say(f"/user {STRANGER}")
    await alice.tap("Shut out")
    await alice.tap("Spent in 24 hours")
    await alice.tap("No limit")
    told = [(e["field"], e["to"], e["by"]) for e in await read_audit(redis, Keys()) if e["event"] == "decided"]
    assert told == [("door", "out", str(ALICE)), ("cap:spending", "0", str(ALICE))]


async def test_an_admin_is_not_to_be_shut_out(alice: Person) -> None:
    await alice.say(f"/user {ALICE}")
    assert "✅ An admin." in alice.text
    assert not [label for label in labels(alice.screen) if "Shut out" in label]
    await alice.forge(Admit(user_id=ALICE, admitted=False).pack())
    await alice.say("/start")
    assert "A phone number for one SMS" in alice.text


async def test_the_tap_of_anybody_else_comes_to_nothing(world: World, sam: Person, redis: Redis) -> None:
    await sam.say(f"/user {MINH}")
    assert "👤" not in sam.text
    await sam.forge(Admit(user_id=MINH, admitted=False).pack())
    assert (await world.users.known(MINH)).admitted is None
    assert await read_audit(redis, Keys()) == []


class TestPrivate:
    @pytest.fixture
    def access(self) -> Access:
        return Access(public=False, admins=frozenset({ALICE}))

    async def test_a_stranger_is_let_in_by_his_id(self, alice: Person, sam: Person) -> None:
        await sam.say("/start")
        assert str(STRANGER) in sam.text
        await alice.say(f"/user {STRANGER}")
        assert "it is private" in alice.text
        assert "Was never here." in alice.text
        await alice.tap("Let in")
        await sam.buy()
        assert "Waiting for the SMS" in sam.text


async def test_a_user_is_found_by_the_name_that_telegram_shows(world: World, alice: Person, sam: Person) -> None:
    await sam.say("/start")
    await alice.say("/user sam")
    assert f"👤 {STRANGER} · Sam" in alice.text
    await world.users.record_visit(MINH, day=20_001, name="m", shown_name="Samuel Minh")
    await alice.say("/user sam")
    assert "Several are called sam" in alice.text
    assert labels(alice.screen)[:2] == [f"Sam · {STRANGER}", f"Samuel Minh · @m · {MINH}"]
    await alice.tap("Samuel Minh")
    assert f"👤 {MINH} · Samuel Minh · @m" in alice.text
    await alice.say("/user minh samuel")
    assert f"👤 {MINH} · Samuel Minh · @m" in alice.text
    assert [one["type"] for one in alice.screen["entities"] if one["type"] == "date_time"] == ["date_time"] * 2


class TestSeveral:
    """Several ids at once: all or none."""

    @pytest.fixture
    def access(self) -> Access:
        return Access(public=False, admins=frozenset({ALICE}))

    async def test_all_are_let_in_with_one_tap_and_a_line_each(
        self, world: World, alice: Person, sam: Person, redis: Redis
    ) -> None:
        await alice.say(f"/user {STRANGER}, {MINH} {STRANGER}\n{OLGA}")
        assert "3 users" in alice.text
        assert alice.text.count("⛔") == 3
        await alice.tap("Let all in")
        assert alice.text.count("✅") == 3
        for _ in range(2):
            await alice.tap("Let all in")
        told = [(e["user"], e["to"], e["by"]) for e in await read_audit(redis, Keys()) if e["event"] == "decided"]
        assert told == [(str(one), "in", str(ALICE)) for one in (STRANGER, MINH, OLGA)]
        await sam.buy()
        assert "Waiting for the SMS" in sam.text
        await alice.tap("Shut all out")
        await sam.say("/start")
        assert "You can't use this bot any more" in sam.text

    @pytest.mark.parametrize("wrong", ["0", str(ALICE), "9" * 30])
    async def test_with_one_that_is_wrong_nobody_is_let_in(
        self, world: World, alice: Person, redis: Redis, wrong: str
    ) -> None:
        await alice.say(f"/user {STRANGER} {wrong} {MINH}")
        assert "Nobody was changed" in alice.text
        assert wrong in alice.text
        assert "👥 Users" in labels(alice.screen)
        assert await read_audit(redis, Keys()) == []

    async def test_a_selection_that_is_too_old_changes_nobody(self, world: World, alice: Person, redis: Redis) -> None:
        await alice.say(f"/user {STRANGER} {MINH}")
        for key in [key async for key in redis.scan_iter("{sb}:selection:*")]:
            assert 0 < await redis.ttl(key) <= 3600
            await redis.delete(key)
        await alice.tap("Let all in")
        assert "This selection is too old" in alice.text
        assert await read_audit(redis, Keys()) == []

    async def test_the_tap_of_anybody_else_comes_to_nothing(self, world: World, alice: Person, sam: Person) -> None:
        await alice.say(f"/user {STRANGER} {MINH}")
        nonce = next(
            button["callback_data"].split(":")[2]
            for row in alice.screen["keyboard"]
            for button in row
            if button["callback_data"].startswith("pm:")
        )
        await sam.say("/start")
        await sam.forge(AdmitSelected(nonce=nonce, admitted=True).pack())
        assert (await world.users.known(STRANGER)).admitted is None


async def test_costs_name_who_cost_how_much_by_month_and_day(world: World, alice: Person, sam: Person) -> None:
    await alice.buy()
    await alice.tap("Cancel")
    await alice.tap("Yes")
    for _ in range(2):
        await sam.buy()
        await world.pass_time(30)
        await world.shop.clock.advance(86_400)
    await alice.say("/admin")
    await alice.tap("Costs by user")
    lines = alice.text.splitlines()
    assert lines[0] == "💸 May 2026 (days by UTC)"
    assert "Numbers: 3, users: 2" in lines
    assert [line.partition(":")[0] for line in lines[-2:]] == [f"👤 {STRANGER} · Sam", f"👤 {ALICE} · Alice"]
    assert lines[-1].endswith(": ₽0 · 1"), "its money is back"
    assert lines[-2].endswith(": ₽42 · 2")
    await alice.tap("By day")
    assert "Nobody bought anything" in alice.text
    await alice.tap("‹")
    assert alice.text.startswith("💸 May 29, 2026 (days by UTC)")
    assert alice.text.endswith("Sam: ₽21 · 1")


async def test_the_account_is_found_in_one_place(alice: Person) -> None:
    await alice.say("/admin")
    await alice.tap("Balance")
    assert "Balance: ₽" in alice.text
    await alice.tap("At a glance")
    assert "The shop at a glance" in alice.text


async def test_an_operator_works_in_russian(world: World, alice: Person) -> None:
    """An operator who has chosen another language than the one of Telegram."""
    await world.person(MINH).buy("Mua số", "Mua")
    await alice.say("/language")
    await alice.tap("Русский")
    await alice.say("/user minh")
    assert f"👤 {MINH} · Minh" in alice.text
    assert "Впервые" in alice.text
    await alice.say(f"/user {MINH} {OLGA}")
    assert "2 пользователя" in alice.text
    await alice.tap("Закрыть всем")
    assert alice.text.count("⛔") == 2
    await alice.say("/admin")
    await alice.tap("Расходы по людям")
    assert alice.text.startswith("💸 май 2026")
    assert f"👤 {MINH} · Minh: 21\N{NO-BREAK SPACE}₽ · 1" in alice.text
    await alice.tap("Файл по всем")
    assert alice.screen["document"]["name"] == "purchases.csv"
