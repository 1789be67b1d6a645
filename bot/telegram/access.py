"""Who may use the bot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    public: bool
    allowed: frozenset[int] = frozenset()
    """Telegram ids; with `public` they mean nothing."""
    admins: frozenset[int] = frozenset()
    """Those who may see the account's balance. They may always use the bot."""

    def lets_in(self, user_id: int) -> bool:
        return self.public or user_id in self.allowed or user_id in self.admins
