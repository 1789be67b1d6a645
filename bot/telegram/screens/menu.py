"""The places without data of their own: the menu, help, the languages, and the words for those who may not come in."""

from collections.abc import Mapping, Sequence

from bot.telegram.admin_callbacks import OpenStatistics
from bot.telegram.callbacks import OpenHelp, OpenLanguages, OpenNumbers, OpenServices, PickLanguage
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.wallet_lines import wallet_button
from bot.texts import Html, Texts


def menu(texts: Texts, pairs: Sequence[Row] = (), *, admin: bool, wallet: Html | None = None) -> Screen:
    """`pairs`: the user's own, each one tap from its offer. `wallet`: what is in theirs, where there are wallets."""
    return Screen(
        Html(f"{texts('menu')}\n\n{wallet}") if wallet else texts("menu"),
        keyboard(
            *pairs,
            [button(texts.plain("button-buy-number"), OpenServices(), "primary")],
            [button(texts.plain("button-numbers"), OpenNumbers())],
            wallet_button(texts) if wallet else [],
            [button(texts.plain("button-overview"), OpenStatistics())] if admin else [],
            [
                button(texts.plain("button-language"), OpenLanguages()),
                button(texts.plain("button-help"), OpenHelp()),
            ],
        ),
    )


def guest(texts: Texts, vouchers: Sequence[Row] = ()) -> Screen:
    """For those whom only a voucher for a number lets in: their menu, and the answer to all that is not for them."""
    return Screen(
        texts("guest"),
        keyboard(
            *vouchers,
            [button(texts.plain("button-numbers"), OpenNumbers())],
            [
                button(texts.plain("button-language"), OpenLanguages()),
                button(texts.plain("button-help"), OpenHelp()),
            ],
        ),
    )


def help_page(texts: Texts) -> Screen:
    return Screen(
        texts("help"),
        keyboard(
            [button(texts.plain("button-buy-number"), OpenServices(), "primary")],
            [menu_button(texts)],
        ),
    )


def languages(texts: Texts, all_texts: Mapping[str, Texts]) -> Screen:
    """Each language under its own name, the present one marked."""
    buttons = [
        button(_language_label(own, chosen=own.language == texts.language), PickLanguage(language=own.language))
        for own in all_texts.values()
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    return Screen(texts("language"), keyboard(*rows, [menu_button(texts)]))


def _language_label(own: Texts, *, chosen: bool) -> str:
    return own.plain("language-chosen" if chosen else "language-name")


def hint(texts: Texts) -> Screen:
    """For a picture, a sticker, a voice: what can be done here."""
    return Screen(
        texts("hint"),
        keyboard(
            [button(texts.plain("button-buy-number"), OpenServices(), "primary")],
            [menu_button(texts)],
        ),
    )


def refusal(texts: Texts, user_id: int) -> Screen:
    return Screen(texts("stranger", id=str(user_id)))


def shut_out(texts: Texts) -> Screen:
    return Screen(texts("shut-out"))


def private_only(texts: Texts) -> Screen:
    return Screen(texts("private-only"))
