"""What other screens say of a user's wallet: the menu, an offer and a card."""

from bot.domain.models import Activation, Quote, State
from bot.domain.wallet import Balance, Hold, to_amount
from bot.telegram.callbacks import OpenTopUp, OpenWallet
from bot.telegram.screens.screen import Row, button
from bot.texts import Html, Texts


def wallet_button(texts: Texts) -> Row:
    return [button(texts.plain("button-wallet"), OpenWallet())]


def top_up_row(texts: Texts) -> Row:
    """How money comes in."""
    return [button(texts.plain("button-topup"), OpenTopUp())]


def balance_line(texts: Texts, balance: Balance, currency: str) -> Html:
    free = texts.money(to_amount(balance.free), currency)
    if not balance.held:
        return texts("wallet-balance", free=free)
    return texts("wallet-balance-held", free=free, held=texts.money(to_amount(balance.held), currency))


def offer_line(texts: Texts, quote: Quote, currency: str) -> Html:
    """Beside Buy, where the user pays; else nothing."""
    if quote.balance is None:
        return Html("")
    enough = quote.balance >= quote.shown_price
    have = texts.money(quote.balance, currency)
    return Html(f"\n{texts('wallet-offer' if enough else 'wallet-offer-short', have=have)}")


def offer_top_up(texts: Texts, quote: Quote) -> Row:
    """Where the wallet has too little for it."""
    return top_up_row(texts) if quote.balance is not None and quote.balance < quote.shown_price else []


def card_lines(texts: Texts, activation: Activation, currency: str) -> list[Html]:
    """What has become of the user's money, where the card's own words do not say it."""
    price = texts.money(activation.shown_price, currency)
    match activation:
        case Activation(hold=Hold.HELD, state=State.UNKNOWN | State.CANCEL_UNCONFIRMED):
            return [texts("wallet-card-held", price=price)]
        case Activation(hold=Hold.RELEASED, state=State.CANCEL_UNCONFIRMED | State.LOST | State.NOT_CHARGED):
            return [texts("wallet-card-back", price=price)]
        case Activation(hold=Hold.RELEASED, state=State.CODE | State.DONE):
            return [texts("wallet-card-free")]
    return []
