"""A message of an admin's to all users, and how far it has come."""

from dataclasses import dataclass
from enum import StrEnum


class Progress(StrEnum):
    """How far it has come."""

    RUNNING = "running"
    STOPPED = "stopped"
    """By an admin; or by itself, where nobody went on with it for an hour. It goes on when an admin says so."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast; there is at most one that runs."""

    id: str
    html: str
    """What users read, as Telegram's HTML."""
    by: int
    """The admin's id."""
    chat_id: int
    card_id: int
    """The message that shows how far it has come."""
    progress: Progress
    total: int
    """Users who were to be told when it began; some may come and go meanwhile."""
    sent: int = 0
    left_users: int = 0
    """Users who have blocked the bot or left."""
    failed: int = 0
    after: int = 0
    """The users up to this id have been told."""

    @property
    def left(self) -> int:
        """Users who are still to be told."""
        return max(0, self.total - self.sent - self.left_users - self.failed)
