"""The one who runs the shop: reads the alerts, compares the balance at the provider, and says what was found."""

import asyncio
import re
from collections.abc import Callable
from typing import Final

from chaos.history import History
from chaos.reading import Shown, read
from sandbox.smsman import SmsMan
from sandbox.telegram.core import Core
from sandbox.telegram.people import People

OPERATOR: Final = 1
_REACTION: Final = 4.0
"""Seconds that they take, and after which they tap again where nothing has changed."""
_BETWEEN_TAPS_S: Final = 0.5


class OperatorBot:
    def __init__(self, core: Core, people: People, provider: SmsMan, history: History) -> None:
        people.add_user(OPERATOR, "Operator", "en")
        people.send_text(OPERATOR, "/start")
        self._people = people
        self._provider = provider
        self._history = history
        self._watch = core.events.follow(OPERATOR)
        self._open: dict[int, tuple[str, Shown]] = {}
        """Alerts that ask them, by the message; each with the activation it is about."""
        self._latest = 0
        """Their last message, for taps that open a page below it."""
        self.on_text: list[Callable[[str], None]] = []
        """Who else reads what they are shown."""

    async def look_on(self) -> None:
        async for event in self._watch:
            if event["type"] in ("message", "edit") and event["message"]["from_bot"]:
                text = str(event["message"]["text"])
                shown = read(event["message"], new=event["type"] == "message")
                self._latest = shown.message_id
                self._open.pop(shown.message_id, None)
                self._history.alerts.append(text)
                for read_text in self.on_text:
                    read_text(text)
                if found := re.search(r"Activation: (\S+)", text):
                    self._history.alerted.add(found[1])
                    if shown.button("rv"):
                        self._open[shown.message_id] = found[1], shown

    async def answer(self) -> None:
        """For ever: whatever they are asked, by what the provider's ledger says."""
        while True:
            await asyncio.sleep(_REACTION)
            kept = self._kept() if self._open else set()
            for message_id, (nonce, shown) in list(self._open.items()):
                charged = nonce in kept
                taps = [data for data in shown.buttons if data.startswith("rv:") and data.endswith(f":{int(charged)}")]
                if taps:
                    self._people.tap(OPERATOR, message_id, data=taps[0])

    def write(self, text: str) -> None:
        self._people.send_text(OPERATOR, text)

    async def give_back(self, user_id: int, top_up_id: str) -> None:
        """A payment of a user's, whatever was spent of it."""
        for data in (f"tf:1:{user_id}", f"ta:1:{top_up_id}", f"tr:1:{top_up_id}"):
            self._people.tap(OPERATOR, self._latest, data=data)
            await asyncio.sleep(_BETWEEN_TAPS_S)

    def _kept(self) -> set[str]:
        """The activations for which the provider has money now."""
        back = {entry.request_id for entry in self._provider.ledger if entry.kind == "refund"}
        requests = [request for request in self._provider.orders.requests.values() if request.id not in back]
        buyers = [self._history.buyer((one.country_id, one.service_id), one.bought_at) for one in requests]
        return {attempt.nonce for attempt in buyers if attempt}
