"""What the buttons of admins carry: ids only, as in callbacks.py, and each tap is an admin's, or nothing."""

from typing import Annotated

from pydantic import Field

from bot.telegram.callbacks import Nonce, OfUser, Page, PageNumber


class OpenBroadcast(Page, prefix="an"):
    """The broadcast that is under way, or how to write one."""


class StartBroadcast(Page, prefix="as"):
    nonce: Nonce


class DropBroadcast(Page, prefix="ax"):
    nonce: Nonce


class RunBroadcast(Page, prefix="at"):
    """Stop it, or let it go on from where it was."""

    nonce: Nonce
    on: bool


class OpenGrants(OfUser, prefix="pg"):
    """How money is given to them or taken."""


class OpenAllowances(Page, prefix="pw"):
    """Who gets how much each month."""


class OpenBatches(Page, prefix="vb"):
    """The batches of vouchers."""

    page: PageNumber = 0


class OpenBatch(Page, prefix="vo"):
    """One of them, by its id."""

    nonce: Nonce


class RevokeBatch(Page, prefix="vr"):
    nonce: Nonce


class OpenEarnings(Page, prefix="ea"):
    """What was sold and what is owed, of so many days."""

    days: Annotated[int, Field(ge=1, le=31)] = 1


class OpenEarningsPicture(Page, prefix="ep"):
    """The same by days as a picture, or by the hours of one."""

    days: Annotated[int, Field(ge=1, le=31)] = 1


class SendLedger(Page, prefix="el"):
    """The ledger as a file."""
