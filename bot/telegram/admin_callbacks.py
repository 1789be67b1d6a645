"""What the buttons of admins carry: ids only, as in callbacks.py, and each tap is an admin's, or nothing."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.domain.users import LimitKind
from bot.telegram.callbacks import Act, Id, Nonce, Page, PageNumber


class OpenSalesSwitch(Page, prefix="sw"):
    """Where an admin stops purchases and lets them go on."""


class SetSales(Page, prefix="st"):
    on: bool


class SetOffered(CallbackData, prefix="of"):
    """Hide an offer, or without a service all of a country, and offer it again."""

    on: bool
    country_id: Id
    service_id: Id | None = None


class OpenStatistics(Page, prefix="ad"):
    """The shop at a glance, for admins."""


class OpenPicture(Page, prefix="bw"):
    """The best and the worst services of so many days."""

    days: Annotated[int, Field(ge=1, le=7)] = 1


class SendAllNumbers(Page, prefix="px"):
    """All purchases of all users as a file."""


class OpenCosts(Page, prefix="co"):
    """Who cost how much: in the month or on the day so many before this one."""

    monthly: bool = True
    ago: Annotated[int, Field(ge=0, le=99)] = 0


class AdmitSelected(Page, prefix="pm"):
    """Let several users in, shut them out, or leave them to the settings."""

    nonce: Nonce
    admitted: bool | None = None


class OpenUsers(Page, prefix="pp"):
    """How an admin finds a user."""


class OfUser(Page, prefix="person"):
    """What an admin does about one user. Naming them gives nobody a right: each tap is an admin's, or nothing."""

    user_id: Annotated[int, Field(ge=1, lt=2**52)]


class OpenUser(OfUser, prefix="pr"):
    pass


class Admit(OfUser, prefix="pa"):
    """Let them in, shut them out, or leave it to the settings."""

    admitted: bool | None = None


class OpenLimit(OfUser, prefix="pc"):
    kind: LimitKind


class RaiseLimit(OfUser, prefix="ps"):
    """So many times what the settings have; 0 for no limit, and nothing for what the settings have."""

    kind: LimitKind
    times: Annotated[int, Field(ge=0, le=10)] | None = None


class OpenTopUpsOf(OfUser, prefix="tf"):
    """The same of any user, for admins."""


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


class AnswerReport(Act, prefix="wa"):
    """Under a report, for the operator; an answer to that message is a sentence for the user."""

    accepted: bool


class Resolve(Act, prefix="rv"):
    """Under the alert of an unknown purchase: what the operator found out."""

    charged: bool
