"""What buttons carry: ids only, in at most 64 bytes, no price and no name. Those of admins are in admin_callbacks.py.

There are two kinds. A `Page` is somewhere to go; `fresh` says that the message with the button is to be kept, so that
the page opens as a new one. An `Act` does something to an activation, and stands on its card or under its code.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from bot.domain.reports import Wrong

Id = Annotated[int, Field(ge=0, le=9_999_999_999)]
PageNumber = Annotated[int, Field(ge=0, le=9_999)]
"""From 0."""
Nonce = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]


class Page(CallbackData, prefix="page"):
    fresh: bool = False


class OpenMenu(Page, prefix="m"):
    pass


class OpenServices(Page, prefix="s"):
    """All services, or those of one country; `back` is the page of the list of countries that it was picked from."""

    country_id: Id | None = None
    page: PageNumber = 0
    back: PageNumber | None = None


class OpenCountries(Page, prefix="c"):
    """All countries, or those of one service; `back` is the page of the list of services that it was picked from."""

    service_id: Id | None = None
    page: PageNumber = 0
    back: PageNumber | None = None


class OpenOffer(Page, prefix="o"):
    """It remembers the page of the list it was picked from, and the page of the list before that."""

    country_id: Id
    service_id: Id
    countries: PageNumber | None = None
    """The page of the countries that sell this service."""
    services: PageNumber | None = None
    """The page of the services of this country."""
    back: PageNumber | None = None


class Pin(OpenOffer, prefix="pin"):
    """Put the offer's pair first in the menu, or take it away; the offer stays."""

    on: bool


class Agree(Page, prefix="ok"):
    """To the terms with this digest, on the way to an offer."""

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    country_id: Id
    service_id: Id


class OpenNumbers(Page, prefix="n"):
    """Of one service, or of all."""

    page: PageNumber = 0
    service_id: Id | None = None


class OpenNumberServices(Page, prefix="ns"):
    """The services among My numbers."""


class SendNumbers(Page, prefix="nx"):
    """My numbers as a file."""


class Forget(Page, prefix="fy"):
    """All that is kept of the user who taps it."""


class OfReminder(Page, prefix="reminder"):
    """What a user does about being told of an offer."""

    country_id: Id
    service_id: Id


class OpenReminder(OfReminder, prefix="re"):
    """At which price they want to be told."""


class SetReminder(OfReminder, prefix="rs"):
    """At so many percent of the price of now or less; without it as soon as it is there."""

    share: Annotated[int, Field(ge=1, le=100)] | None = None


class DropReminder(OfReminder, prefix="rd"):
    pass


class OpenReminders(Page, prefix="rl"):
    pass


class OpenWallet(Page, prefix="w"):
    """What the user has with this bot, and a page of what became of it."""

    page: PageNumber = 0


class OpenBalance(Page, prefix="bal"):
    pass


class OpenLanguages(Page, prefix="l"):
    pass


class OpenHelp(Page, prefix="h"):
    pass


class PickLanguage(Page, prefix="pl"):
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class OpenTopUp(Page, prefix="tu"):
    """How much to pay in."""


class PayPack(Page, prefix="tp"):
    """By its place among the operator's packs."""

    choice: Annotated[int, Field(ge=0, le=99)]


class OpenTopUps(Page, prefix="tl"):
    """What the user has paid in."""


class AskRefund(Page, prefix="ta"):
    nonce: Nonce


class Refund(Page, prefix="tr"):
    nonce: Nonce


class Stay(Page, prefix="."):
    """The page count between the arrows: a tap on it leads nowhere."""


class Buy(CallbackData, prefix="b"):
    """The country and the service let an old button lead to a fresh offer."""

    nonce: Nonce
    country_id: Id
    service_id: Id


class Act(CallbackData, prefix="act"):
    activation_id: Nonce


class OpenCard(Act, prefix="a"):
    """From My numbers, and back from the question whether to cancel: the message becomes the activation's card."""


class CheckNow(Act, prefix="ck"):
    """Look for the code at once."""


class AskCancel(Act, prefix="x"):
    pass


class Cancel(Act, prefix="xx"):
    pass


class OpenWaitingHelp(Act, prefix="hw"):
    """No code: what to check, shown on the card."""


class Replace(Act, prefix="r"):
    """Cancel it, and buy the same again once that is confirmed; `nonce`: for the higher price of a quote."""

    nonce: Nonce | None = None


class Finish(Act, prefix="d"):
    """Done, on the card."""


class FinishCode(Act, prefix="dc"):
    """Done, under the code: the code's message stays what it is."""


class Further(Act, prefix="f"):
    """One more SMS, on the card."""


class FurtherCode(Act, prefix="fc"):
    """One more SMS, under the code: the code's message stays what it is, and a new card comes below it."""


class OpenReport(Act, prefix="wr"):
    """Something is wrong: what it is, on the card or below the code."""


class SendReport(Act, prefix="ws"):
    """What is wrong; the number is given back where no code has come."""

    wrong: Wrong


class SendWithoutWords(Act, prefix="ww"):
    """Under the question for the user's own words, which an answer to that message brings."""
