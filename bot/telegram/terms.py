"""Whether a user has agreed to the operator's terms."""

from collections.abc import Mapping
from hashlib import sha256

from bot.domain.errors import TermsNotAgreed
from bot.telegram.access import UserMemory


class Terms:
    """Not true where the operator sets none; then everybody may buy, and nobody is asked.

    What a user agreed to is remembered by its digest, so that they are asked again as soon as no language has that text
    any more, and not when he only changes their language.
    """

    def __init__(self, all_terms: Mapping[str, str], users: UserMemory) -> None:
        """`all_terms`: the text for every language, or nothing at all."""
        self._all = all_terms
        self._digests = {language: sha256(text.encode()).hexdigest()[:16] for language, text in all_terms.items()}
        self._users = users

    def __bool__(self) -> bool:
        return bool(self._all)

    def text(self, language: str) -> str:
        return self._all[language]

    def digest(self, language: str) -> str:
        return self._digests[language]

    async def check(self, user_id: int) -> None:
        """Raises `TermsNotAgreed`."""
        if self._all and await self._users.accepted(user_id) not in self._digests.values():
            raise TermsNotAgreed("not asked yet, or the text has changed since")

    async def agree(self, user_id: int, digest: str) -> None:
        """Raises `TermsNotAgreed` where the text that was agreed to is not the present one."""
        if digest not in self._digests.values():
            raise TermsNotAgreed("another text")
        await self._users.accept(user_id, digest)
