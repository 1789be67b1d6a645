"""The operator hears of the account once: when it is low or cannot pay, when its token is refused, and of each end."""

import asyncio
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import AccountEmpty, OutOfStock, ProviderDown, ProviderError, WrongToken
from bot.domain.models import Account, Reason
from bot.shop.admin.account import AccountMonitor
from bot.shop.admin.alerts import Alerts
from bot.shop.background import Tasks
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.shop.market import Market
from tests.world import Messages, Shop


class Bank(Market):
    """A provider with an account."""

    def __init__(self) -> None:
        super().__init__()
        self.has = Decimal(1000)

    async def balance(self) -> Account:
        await self._answer("balance")
        return Account(self.has, channels=7)


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def learnt() -> list[Account]:
    return []


@pytest.fixture
def watch(bank: Bank, redis: Redis, messages: Messages, learnt: list[Account]) -> AccountMonitor:
    return another(bank, redis, messages, learnt)


def another(bank: Bank, redis: Redis, messages: Messages, learnt: list[Account], low: int = 100) -> AccountMonitor:
    """As of another replica."""
    return AccountMonitor(bank, Alerts(messages, Leases(redis, Keys())), learnt.append, low=Decimal(low))


async def look(watch: AccountMonitor, bank: Bank, *balances: str) -> None:
    for balance in balances:
        bank.has = Decimal(balance)
        await watch.check()


async def test_a_low_balance_is_told_once_and_so_is_its_end(
    watch: AccountMonitor, bank: Bank, messages: Messages
) -> None:
    await look(watch, bank, "100", "99.99", "80", "60")
    assert messages.notices == [ShopAlert.ACCOUNT_LOW]
    await look(watch, bank, "110", "99", "110")
    assert messages.notices == [ShopAlert.ACCOUNT_LOW], "a refund more or less is no news"
    await look(watch, bank, "125", "5000")
    assert messages.notices == [ShopAlert.ACCOUNT_LOW, ShopAlert.ACCOUNT_FINE]


async def test_several_replicas_tell_it_once(bank: Bank, redis: Redis, messages: Messages) -> None:
    replicas = [another(bank, redis, messages, []) for _ in range(3)]
    for balance in ("50", "40", "500", "600"):
        for watch in replicas:
            await look(watch, bank, balance)
    assert messages.notices == [ShopAlert.ACCOUNT_LOW, ShopAlert.ACCOUNT_FINE]


async def test_without_a_mark_no_balance_is_low(bank: Bank, redis: Redis, messages: Messages) -> None:
    await look(another(bank, redis, messages, [], low=0), bank, "0", "-5", "1")
    assert messages.notices == []


@pytest.mark.parametrize("low", [0, 100])
async def test_a_refused_purchase_is_told_with_what_the_account_has_until_it_has_more(
    bank: Bank, redis: Redis, messages: Messages, low: int
) -> None:
    watch, other = (another(bank, redis, messages, [], low) for _ in range(2))
    watch.hear(AccountEmpty("balance"))
    await look(watch, bank, "200")
    watch.hear(AccountEmpty("balance"))
    for each in (watch, other):
        await look(each, bank, "200", "200")
    assert messages.notices == [ShopAlert.ACCOUNT_EMPTY]
    await look(watch, bank, "200", "1000", "1000")
    assert messages.notices == [ShopAlert.ACCOUNT_EMPTY, ShopAlert.ACCOUNT_FINE]


async def test_one_end_is_told_of_a_low_account_that_became_an_empty_one(
    watch: AccountMonitor, bank: Bank, messages: Messages
) -> None:
    await look(watch, bank, "50")
    watch.hear(AccountEmpty("balance"))
    await look(watch, bank, "3", "3", "900", "900")
    assert messages.notices == [ShopAlert.ACCOUNT_LOW, ShopAlert.ACCOUNT_EMPTY, ShopAlert.ACCOUNT_FINE]


async def test_a_wrong_token_is_told_once_and_so_is_its_end(
    watch: AccountMonitor, bank: Bank, messages: Messages
) -> None:
    bank.error = WrongToken("wrong_token")
    await look(watch, bank, "1000", "1000", "1000")
    assert messages.notices == [ShopAlert.WRONG_TOKEN]
    bank.error = None
    await look(watch, bank, "1000", "1000")
    assert messages.notices == [ShopAlert.WRONG_TOKEN, ShopAlert.TOKEN_WORKS]


async def test_a_provider_that_is_away_says_nothing_of_the_account(
    watch: AccountMonitor, bank: Bank, messages: Messages
) -> None:
    watch.hear(AccountEmpty("balance"))
    bank.error = ProviderDown("HTTP 500")
    await look(watch, bank, "1000")
    assert messages.notices == []
    bank.error = None
    await look(watch, bank, "3")
    assert messages.notices == [ShopAlert.ACCOUNT_EMPTY], "it is not forgotten"


async def test_each_look_is_learnt_from(watch: AccountMonitor, bank: Bank, learnt: list[Account]) -> None:
    await look(watch, bank, "1000", "7")
    assert [account.channels for account in learnt] == [7, 7]


@pytest.mark.parametrize("error", [AccountEmpty("balance"), WrongToken("wrong_token")])
async def test_a_refusal_that_is_about_the_account_is_looked_into_at_once(
    watch: AccountMonitor, bank: Bank, monkeypatch: pytest.MonkeyPatch, error: ProviderError
) -> None:
    monkeypatch.setattr("bot.shop.admin.account.REFUSED_CHECK_INTERVAL_S", 0.0)
    tasks, asked = Tasks(), bank.hold("balance")
    asked.released.set()
    tasks.start(watch.run(), name="account")
    async with asyncio.timeout(30):
        await asked.reached.wait()
        asked.reached.clear()
        watch.hear(error)
        await asked.reached.wait()
    assert bank.asked == ["balance", "balance"]
    await tasks.cancel()


async def test_another_refusal_is_not(watch: AccountMonitor, bank: Bank, messages: Messages) -> None:
    watch.hear(OutOfStock("no_numbers"))
    await look(watch, bank, "1000")
    assert messages.notices == []


async def test_an_empty_account_is_heard_of_through_the_purchase_that_it_refused(
    shop: Shop, redis: Redis, messages: Messages
) -> None:
    watch = AccountMonitor(
        shop.breaker, Alerts(messages, Leases(redis, Keys())), shop.purchase_limits.learn, low=Decimal(0)
    )
    shop.breaker.listeners.append(watch.hear)
    await watch.check()
    shop.provider.orders.account.set_balance(Decimal("0.01"))
    activation = await shop.buy()
    assert activation.reason is Reason.ACCOUNT_EMPTY
    await watch.check()
    assert messages.notices == [ShopAlert.ACCOUNT_EMPTY]
