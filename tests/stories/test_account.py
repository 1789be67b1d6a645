"""The operator's chat when the account runs dry, as it reads there."""

from decimal import Decimal

from redis.asyncio import Redis

from bot.shop.admin.account import AccountMonitor
from bot.shop.admin.alerts import Alerts
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.stories.chat import ALICE, MINH, World, labels


async def test_the_admin_hears_that_the_account_is_empty_and_that_it_works_again(world: World, redis: Redis) -> None:
    alerts = Alerts(world.messenger, Leases(redis, Keys()))
    watch = AccountMonitor(world.shop.breaker, alerts, world.shop.purchase_limits.learn, low=Decimal(100))
    world.shop.breaker.listeners.append(watch.hear)
    admin, minh = world.person(ALICE), world.person(MINH)
    await admin.say("/start")
    account = world.shop.provider.orders.account

    account.set_balance(Decimal("0.50"))
    await minh.say("/start")
    for label in ("Mua", None, None, "Mua"):
        await minh.tap(label or labels(minh.screen)[0])
    assert "0.50" not in minh.text, "the balance is the operator's"
    for _ in range(3):
        await watch.check()
    assert [screen["text"] for screen in admin.screens[1:2]] == [
        "🔴 The account cannot pay. A purchase was refused because of it. Balance: ₽0.50."
    ]

    account.set_balance(Decimal(2000))
    for _ in range(3):
        await watch.check()
    assert admin.text == "🟢 The account has money again. Balance: ₽2,000."
