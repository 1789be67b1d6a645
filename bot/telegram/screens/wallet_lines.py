"""What other screens say of a user's wallet: the menu, an offer and a card."""

from bot.domain.models import Activation, Quote, State
from bot.domain.wallet import Balance, Hold, to_amount
from bot.telegram.callbacks import Buy, OpenOffer, OpenTopUp, OpenWallet
from bot.telegram.screens.names import Pick, pair_label
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


def voucher_row(texts: Texts, picked: Pick) -> Row:
    """Leads to the offer that the user has a voucher for."""
    tap = OpenOffer(country_id=picked.country.id, service_id=picked.service.id)
    return [button(f"🎟 {pair_label(picked.service, picked.country, texts)}", tap)]


def offer_lines(texts: Texts, quote: Quote, currency: str) -> Html:
    """Beside Buy: what pays, where that is not the operator."""
    lines = [texts("voucher-pays")] if quote.has_voucher else []
    if not quote.has_voucher and quote.voucher_reach is not None:
        lines.append(texts("voucher-offer-short", reach=texts.money(quote.voucher_reach, currency)))
    if not quote.has_voucher and not quote.may_pay:
        lines.append(texts("voucher-offer-guest"))
    elif not quote.has_voucher and quote.balance is not None:
        enough, have = quote.balance >= quote.shown_price, texts.money(quote.balance, currency)
        lines.append(texts("wallet-offer" if enough else "wallet-offer-short", have=have))
    return Html("".join(f"\n{line}" for line in lines))


def buy_row(texts: Texts, quote: Quote, currency: str) -> Row:
    """Says what it takes: the price, or a voucher; nothing for a guest whose voucher does not pay for it."""
    buy = Buy(nonce=quote.nonce, country_id=quote.country_id, service_id=quote.service_id)
    if quote.has_voucher:
        return [button(texts.plain("button-buy-voucher"), buy, "success")]
    price = texts.money(quote.shown_price, currency)
    return [button(texts.label("button-buy", price=price), buy, "success")] if quote.may_pay else []


def offer_top_up(texts: Texts, quote: Quote) -> Row:
    """Where the wallet has too little for it, and nothing else pays."""
    lacks = quote.balance is not None and quote.balance < quote.shown_price
    return top_up_row(texts) if lacks and quote.may_pay and not quote.has_voucher else []


def card_lines(texts: Texts, activation: Activation, currency: str) -> list[Html]:
    """What has become of the user's money, where the card's own words do not say it."""
    price = texts.money(activation.shown_price, currency)
    if activation.voucher:
        return voucher_card_lines(texts, activation)
    match activation:
        case Activation(hold=Hold.HELD, state=State.UNKNOWN | State.CANCEL_UNCONFIRMED):
            return [texts("wallet-card-held", price=price)]
        case Activation(hold=Hold.RELEASED, state=State.CANCEL_UNCONFIRMED | State.LOST | State.NOT_CHARGED):
            return [texts("wallet-card-back", price=price)]
        case Activation(hold=Hold.RELEASED, state=State.CODE | State.DONE):
            return [texts("wallet-card-free")]
    return []


def voucher_card_lines(texts: Texts, activation: Activation) -> list[Html]:
    """What has become of the voucher that pays; of a cancelled number the card's own words say it."""
    match activation:
        case Activation(state=State.CANCELLED):
            return []
        case Activation(hold=Hold.HELD, state=State.UNKNOWN | State.CANCEL_UNCONFIRMED):
            return [texts("voucher-card-held")]
        case Activation(hold=Hold.RELEASED, state=State.CODE | State.DONE):
            return [texts("voucher-card-free")]
        case Activation(hold=Hold.RELEASED):
            return [texts("voucher-card-back")]
    return [texts("voucher-pays")]
