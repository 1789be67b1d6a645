"""Alerts to the operator, of one activation or of the shop. They never hold the user's number."""

from collections.abc import Mapping
from decimal import Decimal

from bot.domain.alerts import ShopAlert
from bot.domain.models import NO_EVIDENCE, Activation, Evidence, State
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.admin_callbacks import OpenUser, Resolve, SetOffered
from bot.telegram.screens.activation import title
from bot.telegram.screens.names import Pick, country_label, pick, service_label
from bot.telegram.screens.screen import Row, Screen, button, keyboard
from bot.texts import Html, Texts

SHOP_ALERT_TEXTS = {
    ShopAlert.QUEUE_REPAIR: "alert-auditor",
    ShopAlert.OTHER_NUMBER: "alert-other-number",
    ShopAlert.LATE_PURCHASE: "alert-late-purchase",
    ShopAlert.CLOCK_STEP: "alert-clock-step",
    ShopAlert.UNREADABLE: "alert-unreadable",
    ShopAlert.UNREADABLE_ANSWER: "alert-unreadable-answer",
    ShopAlert.DATABASE_DOWN: "alert-database-down",
    ShopAlert.DATABASE_UP: "alert-database-up",
    ShopAlert.WORKER_DOWN: "alert-worker-down",
    ShopAlert.WORKER_UP: "alert-worker-up",
    ShopAlert.PROVIDER_DOWN: "alert-provider-down",
    ShopAlert.PROVIDER_UP: "alert-provider-up",
    ShopAlert.ACCOUNT_EMPTY: "alert-account-empty",
    ShopAlert.ACCOUNT_LOW: "alert-account-low",
    ShopAlert.ACCOUNT_FINE: "alert-account-fine",
    ShopAlert.RATING_40: "alert-rating-low",
    ShopAlert.RATING_20: "alert-rating-low",
    ShopAlert.RATING_10: "alert-rating-low",
    ShopAlert.RATING_FINE: "alert-rating-fine",
    ShopAlert.RATING_FALLS: "alert-rating-falls",
    ShopAlert.BALANCE_SHORT: "alert-balance-short",
    ShopAlert.LEDGER_WRONG: "alert-ledger-wrong",
    ShopAlert.COVER_SHORT: "alert-cover-short",
    ShopAlert.WRONG_TOKEN: "alert-wrong-token",
    ShopAlert.TOKEN_WORKS: "alert-token-works",
    ShopAlert.UPDATES_STOPPED: "alert-updates-stopped",
    ShopAlert.UPDATES_COME: "alert-updates-come",
    ShopAlert.PAYMENT_WITHOUT_INVOICE: "alert-payment-without-invoice",
    ShopAlert.REFUNDED_ELSEWHERE: "alert-refunded-elsewhere",
    ShopAlert.REFUND_REFUSED: "alert-refund-refused",
    ShopAlert.REFUND_STUCK: "alert-refund-stuck",
    ShopAlert.STRANGE_STARS: "alert-strange-stars",
    ShopAlert.STARS_UNREADABLE: "alert-stars-unreadable",
}


ALERT_TEXTS = {
    State.UNKNOWN: "alert-unknown",
    State.NOT_CHARGED: "alert-not-charged",
    State.LOST: "alert-lost",
    State.CANCELLED: "alert-returned",
    State.CANCEL_UNCONFIRMED: "alert-cancel-unconfirmed",
}


def alert(
    texts: Texts, activation: Activation, picked: Pick, currency: str, evidence: Evidence = NO_EVIDENCE
) -> Screen:
    """Of one activation, with a question while only the operator can answer it."""
    key = ALERT_TEXTS.get(activation.state)
    parts = [
        texts(key) if key else texts("alert-settled"),
        title(texts, activation, picked, currency),
        texts(
            "alert-ids",
            user=str(activation.user_id),
            name=evidence.user_name or "–",
            activation=activation.id,
            request=activation.request_id or "–",
        ),
    ]
    if activation.user_price is not None:
        parts.append(texts("alert-provider-price", price=texts.money(activation.price, currency)))
    if activation.state is State.UNKNOWN:
        parts.append(_evidence(texts, evidence, currency))
    free = Resolve(activation_id=activation.id, charged=False)
    charged = Resolve(activation_id=activation.id, charged=True)
    verdicts: Row = []
    if activation.state is State.UNKNOWN:
        verdicts = [button(texts.plain("button-not-charged"), free), button(texts.plain("button-charged"), charged)]
    elif activation.state is State.CANCEL_UNCONFIRMED:
        verdicts = [button(texts.plain("button-returned"), free), button(texts.plain("button-kept"), charged)]
    known_user = button(texts.plain("button-person"), OpenUser(user_id=activation.user_id, fresh=True))
    rows = keyboard(verdicts, [known_user])
    return Screen(Html("\n\n".join(parts)), rows)


def _evidence(texts: Texts, evidence: Evidence, currency: str) -> Html:
    """Amounts to compare; says so where one is not known."""
    nothing = texts.plain("evidence-not-known")

    def money(amount: Decimal | None) -> str:
        return nothing if amount is None else texts.money(amount, currency)

    lines = [texts("evidence-now", now=money(evidence.now))]
    if evidence.before is None:
        lines.insert(0, texts("evidence-none"))
    else:
        lines.insert(0, texts("evidence-before", before=money(evidence.before), seconds=round(evidence.age)))
        lines.append(texts("evidence-expected", free=money(evidence.free), charged=money(evidence.charged)))
    return Html("\n".join(lines))


def failing_offer(texts: Texts, catalogue: Catalogue, values: Mapping[str, str | int | Decimal]) -> Screen:
    """An offer that fails for all users, with a button that hides it."""
    hide = SetOffered.model_validate({"on": False, **values})
    name, numbers, percent = _offer_name(texts, catalogue, hide), values["numbers"], values["percent"]
    text = texts("alert-offer-fails", offer=name, numbers=numbers, percent=percent)
    return Screen(text, keyboard([button(texts.plain("button-hide-offer"), hide, "danger")]))


def offer_hidden(texts: Texts, catalogue: Catalogue, tap: SetOffered) -> Screen:
    """In the place of the alert, after a tap on its button: hidden, or offered again, and the way back."""
    turned = SetOffered(on=not tap.on, country_id=tap.country_id, service_id=tap.service_id)
    label = texts.plain("button-hide-offer" if tap.on else "button-offer-again")
    text = texts("offer-shown" if tap.on else "offer-hidden", offer=_offer_name(texts, catalogue, tap))
    return Screen(text, keyboard([button(label, turned)]))


def _offer_name(texts: Texts, catalogue: Catalogue, tap: SetOffered) -> str:
    picked = pick(catalogue, tap.country_id, tap.service_id or 0)
    country = country_label(picked.country, texts.language)
    return country if tap.service_id is None else f"{service_label(picked.service, texts)} · {country}"


def shop_alert_text(texts: Texts, shop_alert: ShopAlert, currency: str, **values: str | int | Decimal) -> Screen:
    """Of the shop as a whole. `values` are what the alert's text asks for; a `Decimal` is an amount of money."""
    shown = {name: texts.money(one, currency) if isinstance(one, Decimal) else one for name, one in values.items()}
    return Screen(texts(SHOP_ALERT_TEXTS[shop_alert], **shown))
