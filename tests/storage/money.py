"""What a story of wallets stands on: calls played twice, what everybody has by the model, and the books beside it."""

import os
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Final, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from bot.domain.wallet import Booking, EntryKind, Outcome
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from tests.clock import LUA_CLOCK, START
from tests.storage.stored import World

T = TypeVar("T")

USER, OTHER = 1001, 1002
BASE: Final = Keys().base
EXAMPLES: Final = int(os.environ.get("MODEL_EXAMPLES", "25"))
MUTANT_EXAMPLES: Final = 500


class Money(RuleBasedStateMachine):
    """After each rule every account is as the model says, and all together are zero."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.money = Counter[int]()
        self.against = Counter[str]()
        """Where users' money came from, above zero."""
        self.debt = Counter[int]()
        """By how much each may be below zero."""
        self.wallets = WalletStore(self.world.redis, Keys(), clock=LUA_CLOCK)
        self.operations = 0
        self.world.run(self.world.redis.flushall())
        self.world.run(self.world.clock.set(START))
        self.after = self.world.poll()

    @property
    def now(self) -> int:
        """In milliseconds, as the scripts have it."""
        return round(self.world.clock() * 1000)

    def twice(self, call: Callable[[], Coroutine[Any, Any, T]], expected: Callable[[], object]) -> T:
        """As redis-py does when a reply is lost. The model is told twice as well; gives the first answer."""
        answer = self.played(call)
        assert answer == expected()
        assert self.again(call) == expected()
        return answer

    def played(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        answer = self.world.run(call())
        self.after = self.world.poll()
        return answer

    def again(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        answer = self.world.run(call())
        assert self.world.poll() == self.after, "a second call changes nothing"
        return answer

    def move(self, user: int, amount: int, against: str) -> None:
        """By the model."""
        self.money[user] += amount
        self.against[against] += amount

    def spend(self, user: int, amount: int) -> None:
        """What a user has goes elsewhere, never more than there is."""
        self.operations += 1
        booking = Booking(f"adj:spent-{self.operations}", EntryKind.ADJUSTMENT, user, -amount)
        is_short = self.money[user] < amount
        if not is_short:
            self.move(user, -amount, "adjustments")
        assert (self.world.run(self.wallets.book(booking)).outcome is Outcome.SHORT) == is_short
        self.after = self.world.poll()

    @invariant()
    def the_books_are_as_the_model_says(self) -> None:
        balances = self.after.balances(BASE)
        users = {f"user:{user}": amount for user, amount in self.money.items() if amount}
        assert balances == users | {account: -amount for account, amount in self.against.items() if amount}
        assert sum(balances.values()) == 0

    @invariant()
    def nobody_is_below_zero_by_their_own_doing(self) -> None:
        assert all(amount >= -self.debt[user] for user, amount in self.money.items())

    def teardown(self) -> None:
        assert self.world.run(self.wallets.verify()).sound


def tell(story: type[Money], examples: int = EXAMPLES) -> None:
    """Many stories."""
    _tell(story, max_examples=examples)


def tell_mutant(story: type[Money]) -> None:
    """The same stories each time, until the model is contradicted."""
    _tell(story, max_examples=MUTANT_EXAMPLES, derandomize=True, database=None, phases=[Phase.generate])


def _tell(story: type[Money], **how: Any) -> None:
    checks = list(HealthCheck)  # a busy computer makes everything slow
    run_state_machine_as_test(
        story, settings=settings(deadline=None, stateful_step_count=16, suppress_health_check=checks, **how)
    )
