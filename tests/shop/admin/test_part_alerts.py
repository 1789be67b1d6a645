"""The operator hears in the chat of a part that can't do its work, once, and of its end."""

from bot.domain.alerts import ShopAlert
from bot.domain.errors import Undelivered
from bot.shop.admin.alerts import Part, PartAlerts
from tests.world import Messages


class Ward:
    """A part whose health the test sets, and the time."""

    def __init__(self) -> None:
        self.reason: str | None = None
        self.now = 0.0
        self.messages = Messages()
        part = Part(self.problem, ShopAlert.DATABASE_DOWN, ShopAlert.DATABASE_UP)
        self.alerts = PartAlerts({"database": part}, self.messages, now=lambda: self.now)

    async def problem(self) -> str | None:
        return self.reason

    async def pass_time(self, seconds: int) -> None:
        for _ in range(0, seconds, 10):
            self.now += 10
            await self.alerts.check()


async def test_a_part_that_is_unwell_for_a_while_is_told_once_and_so_is_its_end() -> None:
    ward = Ward()
    await ward.pass_time(600)
    ward.reason = "takes no writes"
    await ward.pass_time(50)
    assert ward.messages.notices == []
    await ward.pass_time(600)
    assert ward.messages.notices == [ShopAlert.DATABASE_DOWN]
    assert ward.messages.values == [{"reason": "takes no writes"}]
    ward.reason = None
    await ward.pass_time(600)
    assert ward.messages.notices == [ShopAlert.DATABASE_DOWN, ShopAlert.DATABASE_UP]


async def test_a_restart_is_no_news() -> None:
    ward = Ward()
    for _ in range(5):
        ward.reason = "does not answer"
        await ward.pass_time(40)
        ward.reason = None
        await ward.pass_time(40)
    assert ward.messages.notices == []


async def test_what_could_not_be_told_is_told_later() -> None:
    ward = Ward()
    ward.messages.failing = [Undelivered("away"), Undelivered("away")]
    ward.reason = "does not answer"
    await ward.pass_time(120)
    assert ward.messages.notices == [ShopAlert.DATABASE_DOWN]
