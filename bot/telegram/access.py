"""Who may use the bot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    public: bool
    allowed: frozenset[int] = frozenset()
    """Telegram ids; with `public` they mean nothing."""
    admins: frozenset[int] = frozenset()
    """Those who may see the account's balance. They may always use the bot."""

    def lets_in(self, user_id: int, admitted: bool | None = None) -> bool:
        """`admitted`: what an admin decided in the chat, which counts for more than all settings but `admins`."""
        if user_id in self.admins:
            return True
        return self.public or user_id in self.allowed if admitted is None else admitted
