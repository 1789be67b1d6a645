"""Reads a chat as a person does: from the words and buttons of a message to what it says of which purchase."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

Pair = tuple[int, int]
"""Country id, service id."""

Says = Literal[
    "",
    "buying",
    "waiting",
    "asked",
    "cancelling",
    "code",
    "done",
    "refunded",
    "unconfirmed",
    "returned",
    "kept",
    "failed",
    "unknown",
    "lost",
]

PHRASES: Final[Sequence[tuple[str, Says]]] = (
    ("Buying a number…", "buying"),
    ("Cancel this number?", "asked"),
    ("Waiting for the SMS.", "waiting"),
    ("Still waiting for the SMS.", "waiting"),
    ("Replacing…", "cancelling"),
    ("Cancelling…", "cancelling"),
    ("Time is over.", "cancelling"),
    ("The code is here.", "code"),
    ("The money is back: ", "refunded"),
    ("Cancelled. Your voucher is not used up.", "refunded"),
    ("No SMS came in time. Your voucher is not used up.", "refunded"),
    ("The money is back with it.", "refunded"),
    ("The provider has not confirmed the cancel.", "unconfirmed"),
    ("The provider says that this number is over.", "unconfirmed"),
    ("has checked it: the money is back, ", "returned"),
    ("the provider kept the money.", "kept"),
    ("It is not known whether a number was bought.", "unknown"),
    ("othing was charged.", "failed"),
    ("The number got lost on its way.", "lost"),
    ("✅ Done.", "done"),
)
"""What stands on a card in English, and what it means. A test holds them to the bot's own texts."""

Reminds: TypeAlias = 'Literal["", "set", "told"]'

REMINDERS: Final[Sequence[tuple[str, Reminds]]] = (("🔔 You will be told ", "set"), ("🔔 It is in stock: ", "told"))
"""What messages on reminders begin with; a test holds them to the bot's own texts, too."""

OfVoucher: TypeAlias = 'Literal["", "usable", "taken", "refused", "pays", "held", "back", "free"]'

VOUCHERS: Final[Sequence[tuple[str, OfVoucher]]] = (
    ("🎟 This voucher is for one number: ", "usable"),
    ("🎟 You have used this voucher: ", "taken"),
    ("🎟 Somebody has redeemed this voucher before.", "refused"),
    ("🎟 There is no such voucher.", "refused"),
    ("🎟 Too many wrong codes.", "refused"),
    ("🎟 Your voucher pays for it.", "pays"),
    ("🎟 Until that is known, your voucher stays taken.", "held"),
    ("Your voucher is not used up.", "back"),
    ("🎟 Your voucher was given back before, so this code is free.", "free"),
)
"""What answers to a code say, and offers and cards that a voucher pays for; a test holds them to the bot's texts."""

ENDS: Final = frozenset({"code", "done", "refunded", "unconfirmed", "returned", "kept", "failed", "unknown", "lost"})
"""After these nothing more is promised."""

_NUMBER: Final = re.compile(r"📞 \+(\d+)")
_PRICE: Final = re.compile(r"^Price: (.+)$", re.MULTILINE)
_AMOUNT: Final = re.compile(r"\d[\d,]*(\.\d+)?")
_CODE: Final = re.compile(r"🔑 Code: (\S+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """One revision of one message, read."""

    message_id: int
    new: bool
    """Sent anew, which rings the phone; else an edit."""
    says: Says
    nonce: str
    """Of the activation that its buttons act on; empty where they name none or several."""
    pair: Pair | None
    """What its button for the same again buys."""
    number: str = field(repr=False)
    code: str = field(repr=False)
    offer: str
    """The nonce of a Buy button; empty where there is none."""
    offered: Pair | None
    buttons: tuple[str, ...]
    price: Decimal | None
    """In the title of an offer or a card."""
    title: str
    """What it is about, alike on the offer and on the card: service, country and price."""
    reminds: Reminds = ""
    """That the user will be told of an offer, or is told."""
    opens: Pair | None = None
    """The offer that its button opens, in the same message."""
    remindable: Pair | None = None
    """The offer of which a button of it lets the user be told."""
    is_invoice: bool = False
    is_paid_in: bool = False
    """Money came into the wallet."""
    is_short: bool = False
    """Nothing was bought, as the wallet has too little."""
    voucher: OfVoucher = ""
    """Of the voucher that it is about, or that pays."""

    @property
    def is_code(self) -> bool:
        """The code as a message of its own."""
        return bool(self.code) and not self.says

    def button(self, prefix: str) -> str | None:
        """What the first button with this prefix carries."""
        return next((data for data in self.buttons if data.split(":")[0] == prefix), None)


def read(message: Mapping[str, Any], *, new: bool) -> Shown:
    text = str(message["text"])
    buttons = tuple(button["callback_data"] for row in message["keyboard"] or () for button in row if _acts(button))
    nonces = {data.split(":")[1] for data in buttons if data.split(":")[0] in ("a", "x", "xx", "d", "dc", "r", "wr")}
    offer = next((data.split(":") for data in buttons if data.startswith("b:")), None)
    same = [data.split(":") for data in buttons if data.startswith("o:1:")]
    opens = next((data.split(":") for data in buttons if data.startswith("o:0:")), None)
    remindable = next((data.split(":") for data in buttons if data.split(":")[0] in ("rs", "re")), None)
    reminds: Reminds = next((what for phrase, what in REMINDERS if phrase in text), "")
    number, code = _NUMBER.search(text), _CODE.search(text)
    says: Says = next((says for phrase, says in PHRASES if phrase in text), "") if offer is None else ""
    title = _offer_title(text) if offer else text.partition("\n")[0]
    return Shown(
        message_id=message["id"],
        new=new,
        says=says,
        nonce=nonces.pop() if len(nonces) == 1 else "",
        pair=(int(same[0][2]), int(same[0][3])) if len(same) == 1 else None,
        number=number[1] if number else "",
        code=code[1] if code else "",
        offer=offer[1] if offer else "",
        offered=(int(offer[2]), int(offer[3])) if offer else None,
        buttons=buttons,
        price=_price(title) if says or offer else amount_in(title) if reminds == "told" else None,
        title=title,
        reminds=reminds,
        opens=(int(opens[2]), int(opens[3])) if opens else None,
        remindable=(int(remindable[2]), int(remindable[3])) if remindable else None,
        is_invoice=bool(message.get("invoice")),
        is_paid_in=text.startswith("✅ ") and " came in for " in text,
        is_short=text.startswith("👛 You have ") and "Nothing was bought." in text,
        voucher=next((what for phrase, what in VOUCHERS if phrase in text), ""),
    )


def _offer_title(text: str) -> str:
    price = _PRICE.search(text)
    before = text[: price.start()].split("\n") if price else []
    return " · ".join([*[line for line in before if line][-2:], price[1]]) if price else ""


def _price(title: str) -> Decimal | None:
    return amount_in(title.rpartition(" · ")[2])


def amount_in(text: str) -> Decimal | None:
    amount = _AMOUNT.search(text)
    return Decimal(amount[0].replace(",", "")) if amount else None


def _acts(button: Mapping[str, Any]) -> bool:
    return "callback_data" in button
