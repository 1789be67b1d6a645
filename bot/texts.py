"""Every text the user reads: one Fluent file a language, values escaped for Telegram's HTML, money by CLDR's rules."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from html import escape
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, get_currency_symbol
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

_PACKED = Path(__file__).parent / "locales"
FOLDER = _PACKED if _PACKED.is_dir() else _PACKED.parents[1] / "locales"
"""Within the package where it is installed from a wheel, beside it in a checkout."""

LANGUAGES: tuple[str, ...] = tuple(
    sorted((path.stem for path in FOLDER.glob("*.ftl")), key=lambda name: (name != "en", name))
)
"""English first, then by name."""

SHORT_SYMBOLS = {"RUB": "₽"}
"""CLDR's narrow symbols, which Babel does not carry, for currencies whose wide one is not understood everywhere."""

REMEMBERED = 4096
"""Amounts, counts and labels, as many of each, of each language."""

THOUSAND, MILLION = 1_000, 1_000_000


class Html(str):
    """Markup that is safe to send: written by us, or escaped already."""

    __slots__ = ()


class TextError(LookupError):
    """A text that is not there, or that asks for a value the code does not give: a mistake of ours."""


class Texts:
    """The texts of one language, and those of another where it has none yet."""

    def __init__(self, language: str, source: str, fallback: "Texts | None" = None) -> None:
        self.language = language
        self._fallback = fallback
        self._locale = Locale.parse(language)
        self._bundle = FluentBundle([language], use_isolating=False)
        resource = FluentResource(source)
        if junk := [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]:
            raise TextError(f"{language}: not Fluent: {junk[0]!r}")
        self._bundle.add_resource(resource)
        # A page has eight prices and eight stocks, of which there are few: written once, they cost nothing.
        self._prices = lru_cache(REMEMBERED)(self._write_money)
        self._counts = lru_cache(REMEMBERED)(self._write_count)
        self._labels = lru_cache(REMEMBERED)(self.plain)
        self._constants = cache(partial(self._format, values={}))

    def __call__(self, key: str, /, **values: str | int | Decimal) -> Html:
        """The text as HTML. Strings among the values are escaped unless they are `Html`. Raises `TextError`."""
        if not values:
            return Html(self._constants(key))
        return Html(self._format(key, {name: _escaped(value) for name, value in values.items()}))

    def plain(self, key: str, /, **values: str | int | Decimal) -> str:
        """The text as it stands, for buttons, toasts and commands, where nothing is parsed. Raises `TextError`."""
        return self._format(key, values) if values else self._constants(key)

    def label(self, key: str, /, **values: str | int | Decimal) -> str:
        """As `plain`, and remembered: for what everybody sees, and never for what is one user's own."""
        return self._labels(key, **values)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount as this language writes it; whole amounts without a fraction, and never rounded."""
        return self._prices(amount, currency)

    def time(self, at: float, style: Literal["r", "d", "t", "dt"]) -> Html:
        """A time as the client itself writes it, in its own zone: relative, a day, a time of day, or both of these.

        One that can't is shown what stands inside, in UTC.
        """
        moment = datetime.fromtimestamp(at, UTC)
        inside = format_date(moment, "medium", self._locale)
        if style != "d":
            inside = f"{inside}, {moment:%H:%M} UTC"
        return Html(f'<tg-time unix="{int(at)}" format="{style}">{inside}</tg-time>')

    def day(self, at: float) -> str:
        """The day and the month of a time, in UTC, for a narrow place: `11/28`, `28.11.`"""
        return format_skeleton("Md", datetime.fromtimestamp(at, UTC), locale=self._locale)

    def count(self, number: int) -> str:
        """A number for a narrow place: `999`, `3.4K`, `12K`, `2.5M`."""
        return self._counts(number)

    def _write_money(self, amount: Decimal, currency: str) -> str:
        standard = self._locale.currency_formats["standard"].pattern
        whole = amount == amount.to_integral_value()
        text = format_currency(
            amount,
            currency,
            format=standard.replace(".00", "") if whole else standard,
            locale=self._locale,
            currency_digits=False,
            decimal_quantization=whole,
        )
        symbol = get_currency_symbol(currency, locale=self._locale)
        text = text.replace(symbol, SHORT_SYMBOLS.get(currency, symbol))
        return re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", text)

    def _write_count(self, number: int) -> str:
        if number < THOUSAND:
            return str(number)
        if number < MILLION:
            return self.plain("count-thousands", number=_short(number, THOUSAND))
        return self.plain("count-millions", number=_short(number, MILLION))

    def _format(self, key: str, values: Mapping[str, str | int | Decimal]) -> str:
        if not self._bundle.has_message(key):
            if self._fallback is not None:
                return self._fallback._format(key, values)
            raise TextError(f"{self.language}: no text {key!r}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise TextError(f"{self.language}: {key!r} has no value")
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise TextError(f"{self.language}: {key!r}: {type(errors[0]).__name__}") from errors[0]
        return str(text)


def load_texts(folder: Path = FOLDER) -> dict[str, Texts]:
    """Read every language; English stands in where one lacks a text. Raises `TextError` where a file is not whole."""
    sources = {language: (folder / f"{language}.ftl").read_text("utf-8") for language in LANGUAGES}
    english = Texts("en", sources.pop("en"))
    return {"en": english} | {language: Texts(language, source, english) for language, source in sources.items()}


def _escaped(value: str | int | Decimal) -> str | int | Decimal:
    return escape(value, quote=False) if isinstance(value, str) and not isinstance(value, Html) else value


def _short(number: int, unit: int) -> Decimal:
    """In units, never rounded up, so that no more is promised than there is; below ten with a digit after the point."""
    tenths = number * 10 // unit
    return Decimal(tenths) / 10 if tenths < 100 else Decimal(number // unit)
