"""What a user is shown of their own, for tests that have nothing but the store."""

from bot.domain.models import Activation
from bot.storage.activations import ActivationStore


async def listed(store: ActivationStore, user_id: int, offset: int, limit: int) -> tuple[list[Activation], int]:
    """One page, and how many there are in all."""
    page = await store.history.page(user_id, offset, limit)
    return page.activations, page.total
