"""People with phones: they open an offer, tap on Buy (once, twice), wait, change their minds, go away and come back."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from chaos.history import Attempt, History
from chaos.reading import ENDS, Pair, Shown
from sandbox.smsman import SmsMan
from sandbox.telegram.core import Core
from sandbox.telegram.people import People


class Pairs:
    """Who buys what: each pair is one user's at a time, so that a charge tells whose it is."""

    def __init__(self, provider: SmsMan, random: Random, *, without: Collection[Pair] = ()) -> None:
        """`without`: what nobody buys."""
        offers = [offer.key for offer in provider.orders.stock.offers() if offer.stock > 3 and offer.key not in without]
        random.shuffle(offers)
        self._free = deque(offers)

    def take(self) -> Pair:
        return self._free.popleft()

    def give_back(self, pair: Pair) -> None:
        """To the end of the line: with 20,000 of them none is used twice within a run, or only long after."""
        self._free.append(pair)


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of purchases at which a person does it."""

    double_tap: float = 0.12
    late_tap: float = 0.05
    """Taps on Buy again while they wait: an old client still shows the button."""
    cancel: float = 0.15
    replace: float = 0.0
    """Takes another number in place of one that waits, and at times taps twice."""
    done: float = 0.5
    block: float = 0.02
    delete_card: float = 0.01
    start: float = 0.1
    browse: float = 0.1
    forget_reminder: float = 0.1
    """Reminders that they take back."""
    voucher: float = 0.3
    """Has a voucher for a number, if there is one left, where they pay at all."""
    shared_voucher: float = 0.25
    """Of these the codes that somebody else has, too, and sends at the same time."""
    answer_timeout_s: float = 12.0
    """Seconds after which they tap once more, where nothing happened."""
    follow: float = 25.0
    """Seconds for which they go on looking at one number before they think of the next."""


class User:
    def __init__(
        self,
        user_id: int,
        *,
        core: Core,
        people: People,
        history: History,
        pairs: Pairs,
        random: Random,
        habits: Habits,
    ) -> None:
        self.id = user_id
        self.random = random
        self._core = core
        self._people = people
        self._history = history
        self._pairs = pairs
        self._habits = habits
        self._news = asyncio.Event()
        self._watch = core.events.follow(user_id)
        self._seen: list[Shown] = []
        self._stands: dict[int, Shown] = {}
        """Each message as it stands now, the latest last."""
        people.add_user(user_id, f"Person {user_id}", "en")

    async def look_on(self) -> None:
        """Reads the chat, for ever."""
        async for event in self._watch:
            self._noticed(event)
            seen = self._history.saw(self.id, event)
            if seen is not None:
                shown = seen[0]
                self._seen.append(shown)
                self._stands.pop(shown.message_id, None)
                self._stands[shown.message_id] = shown
                self._news.set()

    def _noticed(self, event: dict[str, Any]) -> None:
        """Something has happened in their Telegram, a message or other things."""

    async def buy_one(self) -> None:
        pair = self._pairs.take()
        try:
            offer = await self._open(pair, lambda shown: shown.offered == pair)
            if offer is None:
                return
            attempt = await self._buy(offer, pair)
            if attempt is not None:
                await self._follow(attempt)
        finally:
            self._pairs.give_back(pair)

    async def flood(self, seconds: float) -> None:
        """Taps twenty times a second."""
        self._people.send_text(self.id, "/start")
        await self._until(0, lambda shown: shown.new, self._habits.answer_timeout_s)
        began = time.time()
        while self._stands and time.time() < began + seconds:
            self._tap(self._latest().message_id, "m:0")
            await asyncio.sleep(0.05)
        self._history.floods.append((began, time.time()))

    async def come_back(self) -> None:
        """Looks at what they have, after having been away."""
        self._people.send_text(self.id, "/start")
        await self._pause(0.5, 1.5)
        mark = len(self._seen)
        self._people.send_text(self.id, "/numbers")
        page = await self._until(mark, lambda shown: not shown.says and shown.button("a") is not None, 5.0)
        card = page.button("a") if page else None
        if page and card:
            self._tap(page.message_id, card)
            await self._pause(1.0, 3.0)

    async def ask_to_be_told(self, pairs: Sequence[Pair]) -> None:
        """Of one of these: as soon as it is there, or at a lower price; each is asked for once."""
        reminders = self._history.reminders
        pair = self.random.choice(pairs)
        if (self.id, pair) in reminders.asked:
            return
        page = await self._open(pair, lambda shown: shown.remindable == pair)
        button = page and (page.button("rs") or page.button("re"))
        if page and button and button.startswith("re:"):
            mark = len(self._seen)
            self._tap(page.message_id, button)
            page = await self._until(
                mark, lambda shown: shown.remindable == pair and bool(shown.button("rs")), self._habits.answer_timeout_s
            )
            button = page and self.random.choice([data for data in page.buttons if data.startswith("rs:")])
        if not page or not button:
            return
        asked, mark = reminders.of(self.id, pair), len(self._seen)
        for _ in range(2 if self.random.random() < self._habits.double_tap else 1):
            self._tap(page.message_id, button)
        asked.confirmed = bool(
            await self._until(mark, lambda shown: shown.reminds == "set", self._habits.answer_timeout_s)
        )
        if self.random.random() < self._habits.forget_reminder:
            asked.removed = True
            await self._pause(0.5, 5.0)
            self._tap(self._latest().message_id, f"rd:0:{pair[0]}:{pair[1]}")

    async def _open(self, pair: Pair, fits: Callable[[Shown], bool]) -> Shown | None:
        """As far as an offer, with a button to buy it or to be told of it."""
        for turn in range(5):
            mark = len(self._seen)
            if turn or not self._stands or self.random.random() < self._habits.start:
                self._people.send_text(self.id, "/start")
                await self._until(
                    mark, lambda shown: shown.new and not shown.says and not shown.code, self._habits.answer_timeout_s
                )
            if not self._stands:
                continue
            if self.random.random() < self._habits.browse:
                await self._browse()
            page, mark = self._latest(), len(self._seen)
            fresh = int(bool(page.says) or bool(page.code) or page.is_paid_in)
            self._tap(page.message_id, f"o:{fresh}:{pair[0]}:{pair[1]}")
            offer = await self._until(mark, fits, self._habits.answer_timeout_s)
            if offer is not None:
                return offer
        return None

    async def _browse(self) -> None:
        page, mark = self._latest(), len(self._seen)
        pages = [data for data in page.buttons if data.split(":")[0] in ("s", "c", "n", "h")]
        if pages:
            self._tap(page.message_id, self.random.choice(pages))
            await self._until(mark, lambda shown: not shown.says, 5.0)

    def _latest(self) -> Shown:
        """Whose buttons they tap; an invoice has none."""
        pages = [shown for shown in self._stands.values() if not shown.is_invoice]
        return pages[-1] if pages else next(reversed(self._stands.values()))

    async def _buy(self, offer: Shown, pair: Pair) -> Attempt | None:
        """Until something stands in the offer's place."""
        data, mark = f"b:{offer.offer}:{pair[0]}:{pair[1]}", len(self._seen)
        await self._pause(0.2, 1.0)
        for turn in range(6):
            attempt = self._history.tapped(self.id, offer, pair)
            self._tap(offer.message_id, data)
            if turn == 0 and self.random.random() < self._habits.double_tap:
                for _ in range(self.random.choice((1, 1, 2))):
                    await self._pause(0.0, 1.5)
                    self._history.tapped(self.id, offer, pair)
                    self._tap(offer.message_id, data)
            await self._until(
                mark, lambda shown: bool(shown.says or shown.offer or shown.is_short), self._habits.answer_timeout_s
            )
            if attempt.says:
                if self.random.random() < self._habits.late_tap:
                    await self._pause(0.0, 3.0)
                    self._history.tapped(self.id, offer, pair)
                    self._tap(offer.message_id, data)
                return attempt
            if any(shown.offer or shown.is_short for shown in self._seen[mark:]):
                return None  # it was too old, and is offered anew, or they have too little: another time
        return None

    async def _follow(self, attempt: Attempt) -> None:
        habits, draw = self._habits, self.random.random
        wants_out, blocks = draw() < habits.cancel, draw() < habits.block
        if draw() < habits.replace:
            attempt = await self._replace(attempt)
        if blocks:
            self._history.blocked.add(self.id)
            self._people.block(self.id)
            await self._pause(3.0, 25.0)
            await self.come_back()
        elif draw() < habits.delete_card:
            self._delete(attempt)
        if wants_out:
            await self._change(lambda: attempt.says in ENDS | {"waiting"}, habits.follow)
            await self._pause(0.2, 5.0)
            await self._cancel(attempt)
        await self._change(lambda: attempt.says in ENDS, habits.follow)
        if attempt.says == "waiting" and draw() < 0.5:
            await self._cancel(attempt)
            await self._change(lambda: attempt.says in ENDS, habits.follow)
        if attempt.says == "code" and draw() < habits.done:
            await self._pause(0.2, 1.0)
            done = [(shown.message_id, data) for _, shown in attempt.shown if (data := _done(shown))]
            if done:
                self._tap(*self.random.choice(done))

    async def _replace(self, attempt: Attempt) -> Attempt:
        """Gives what to look at from now on: the next number, where there is one."""
        habits = self._habits
        await self._change(lambda: attempt.says in ENDS | {"waiting"}, habits.follow)
        await self._pause(0.2, 5.0)
        card = self._card(attempt)
        if attempt.says != "waiting" or card is None:
            return attempt
        next_one = self._history.replaced(attempt)
        for _ in range(2 if self.random.random() < habits.double_tap else 1):
            self._tap(card.message_id, f"r:{attempt.nonce}")
        await self._change(lambda: attempt.says in ENDS, habits.follow)
        if attempt.says == "refunded":
            await self._change(lambda: next_one.says, habits.answer_timeout_s)
        return next_one if next_one.says else attempt

    async def _cancel(self, attempt: Attempt) -> None:
        for _ in range(3):
            card = self._card(attempt)
            if attempt.says != "waiting" or card is None:
                return
            self._tap(card.message_id, f"x:{attempt.nonce}")
            await self._change(
                lambda: "asked" in attempt.said or attempt.says != "waiting", self._habits.answer_timeout_s
            )
            self._tap(card.message_id, f"{'a' if self.random.random() < 0.1 else 'xx'}:{attempt.nonce}")
            if await self._change(lambda: attempt.says not in ("waiting", ""), self._habits.answer_timeout_s):
                return

    def _delete(self, attempt: Attempt) -> None:
        card = self._card(attempt)
        if card and card.message_id in self._core.world.chats[self.id].messages:
            self._people.delete_message(self.id, card.message_id)

    def _card(self, attempt: Attempt) -> Shown | None:
        return next((shown for _, shown in reversed(attempt.shown) if shown.says), None)

    def _tap(self, message_id: int, data: str) -> None:
        self._people.tap(self.id, message_id, data=data)

    async def _until(self, mark: int, fits: Callable[[Shown], bool], seconds: float) -> Shown | None:
        """The first thing shown since that mark which fits."""

        def found() -> Shown | None:
            return next((shown for shown in self._seen[mark:] if fits(shown)), None)

        await self._change(found, seconds)
        return found()

    async def _change(self, happened: Callable[[], object], seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                while not happened():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    async def _pause(self, least: float, most: float) -> None:
        await asyncio.sleep(self.random.uniform(least, most))


def _done(shown: Shown) -> str | None:
    return shown.button("d") or shown.button("dc")
