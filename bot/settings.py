"""Every setting of the bot: from the environment, from `.env`, or from a file under `/run/secrets`."""

import hmac
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSource

from bot.domain.errors import BotError
from bot.domain.stars import MAX_STARS, StarTerms
from bot.domain.users import Limits
from bot.domain.wallet import MILLION, Markup
from bot.environment import ENV_FILE, SECRETS, EnvFile, meant, read_env_file
from bot.texts import LANGUAGES


class SettingsError(BotError):
    """The bot can't start with these settings. The text is one line a problem, for the operator, without any value."""


def _web_address(value: str) -> str:
    """An https address; http only on this very machine, since every request carries a token."""
    parts = urlsplit(value)
    if not parts.hostname or parts.port == 0 or re.search(r"[\s@?#]", value):
        raise ValueError
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError
    return value.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_HOST = r"(?:\[[0-9a-fA-F:.]+\]|[^\s\[\]:@/?#,]+)(?::[1-9][0-9]{0,4})?"
_LOGIN = r"(?:[^\s@/?#]*@)?"
SEVERAL_SERVERS = re.compile(
    rf"rediss?\+(?:sentinel://{_LOGIN}{_HOST}(?:,{_HOST})*/[^\s/?#]+(?:/[0-9]+)?|cluster://{_LOGIN}{_HOST}(?:,{_HOST})*/?)"
    r"(?:\?[^\s#]*)?"
)
"""The addresses that only `bot.storage.address` reads; a Sentinel's names its service, a Cluster has one database."""


def _database_address(value: SecretStr) -> SecretStr:
    if SEVERAL_SERVERS.fullmatch(value.get_secret_value()):
        return value
    parts = urlsplit(value.get_secret_value())
    path = parts.path if parts.scheme == "unix" else parts.hostname
    if parts.scheme not in ("redis", "rediss", "unix") or not path or parts.port == 0:
        raise ValueError
    # redis-py takes anything else than a number for database 0, without a word
    numbers = parse_qs(parts.query).get("db", [])
    if not all(map(str.isdecimal, numbers)) or (parts.scheme != "unix" and not re.fullmatch(r"/?|/[0-9]+", parts.path)):
        raise ValueError
    return value


def _ids(value: object) -> object:
    return re.split(r"[\s,]+", value.strip(", \t\n")) if isinstance(value, str) else value


def _names(value: object) -> object:
    return [name for one in value.split(",") if (name := one.strip())] if isinstance(value, str) else value


def _token(form: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not re.fullmatch(form, value.get_secret_value()):
            raise ValueError
        return value

    return AfterValidator(check)


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_names)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000_000, decimal_places=6)]
Ids = Annotated[frozenset[Annotated[int, Field(gt=0, lt=2**52)]], NoDecode, BeforeValidator(_ids)]
StarCount = Annotated[int, Field(ge=1, le=MAX_STARS)]
Packs = Annotated[tuple[StarCount, ...], NoDecode, BeforeValidator(_ids), Field(max_length=20)]
StarRate = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=6)]
AnyCase = BeforeValidator(_lower)
COUNT: Final = "a whole number, 0 for no limit"
AMOUNT: Final = "an amount in the account's currency, 0 for no limit"


class Settings(BaseSettings):
    """What the operator may set. A field's description says what its variable has to be, in the words of an error."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    bot_token: Annotated[SecretStr, _token(r"[0-9]+:[A-Za-z0-9_-]+")] = Field(
        description="the bot's token, such as 123456789:AA…, which @BotFather gives"
    )
    telegram_api_url: WebAddress = Field(
        "https://api.telegram.org", description="an https address (http only on this machine)"
    )
    webhook_url: WebAddress | None = Field(
        None, description="an https address (http only on this machine), or empty for long polling"
    )
    webhook_port: int = Field(8081, ge=1, le=65_535, description="a port from 1 to 65535")
    smsman_token: Annotated[SecretStr, _token(r"[!-~]+")] = Field(
        description="the API token from your profile at sms-man.com, in one piece"
    )
    smsman_url: WebAddress = Field(
        "https://api.sms-man.com/control", description="an https address (http only on this machine)"
    )
    smsman_currency: str = Field(
        "RUB", pattern="^[A-Z]{3}$", description="the account's currency, three capital letters such as RUB or USD"
    )
    further_sms: Annotated[Literal["off", "ready", "retrysms"], AnyCase] = Field(
        "off", description="off, ready or retrysms"
    )
    smsman_max_price: Annotated[Literal["on", "off"], AnyCase] = Field("on", description="on or off")
    smsman_price_currency: Annotated[Literal["", "RUB", "USD", "EUR"], BeforeValidator(_upper)] = Field(
        "", description="RUB, USD or EUR, or empty to leave it to the account"
    )
    smsman_method: Annotated[Literal["post", "get"], AnyCase] = Field("post", description="post or get")
    redis_url: Annotated[SecretStr, AfterValidator(_database_address)] | None = Field(
        None,
        description="an address that begins with redis://, rediss:// or unix:// (or names several servers: see "
        ".env.example), with a number where it names a database, or empty for the built-in database",
    )
    redis_connections: int = Field(16, ge=2, le=1000, description="a number of connections from 2 to 1000")
    redis_prefix: str = Field(
        "sb",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$",
        description="1 to 32 of letters, digits, dots, dashes and underscores, a letter or digit first",
    )
    data_dir: Path = Field(Path("data"), description="the path of a folder")
    access: Annotated[Literal["private", "public"], AnyCase] = Field("private", description="private or public")
    allowed_ids: Ids = Field(frozenset(), description="Telegram ids of people: whole numbers with commas between them")
    admin_ids: Ids = Field(frozenset(), description="Telegram ids of people: whole numbers with commas between them")
    activation_lifetime: int = Field(1200, ge=60, le=86_400, description="a whole number of seconds from 60 to 86400")
    cancel_from: int = Field(0, ge=0, le=3600, description="a whole number of seconds up to 3600, or 0 for not known")
    provider_rate: float = Field(100, ge=0, le=10_000, description="a number of requests a second, or 0 for no limit")
    provider_buy_rate: float = Field(
        20, ge=0, le=10_000, description="a number of purchases a second, or 0 for no limit"
    )
    poll_interval: float = Field(2, ge=1, le=60, description="a number of seconds from 1 to 60")
    purchases: Annotated[Literal["on", "off"], AnyCase] = Field("on", description="on or off")
    hidden_services: Names = Field(frozenset(), description="ids, codes or titles, with commas between them")
    hidden_countries: Names = Field(frozenset(), description="ids, codes or titles, with commas between them")
    max_price: Amount = Field(Decimal(500), description=AMOUNT)
    max_active: Count = Field(5, description=COUNT)
    max_purchases_hour: Count = Field(20, description=COUNT)
    max_purchases_day: Count = Field(60, description=COUNT)
    max_spending_day: Amount = Field(Decimal(1000), description=AMOUNT)
    max_unused: Count = Field(10, description=COUNT)
    unused_hours: float = Field(6, gt=0, le=24, description="a number of hours above 0, up to 24")
    max_active_all: Count = Field(0, description=COUNT)
    max_spending_day_all: Amount = Field(Decimal(10_000), description=AMOUNT)
    wallet: Annotated[Literal["on", "off"], AnyCase] = Field("off", description="on or off")
    markup_percent: Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=4)] = Field(
        Decimal(0), description="a number of percent from 0 to 10000"
    )
    markup_min: Amount = Field(Decimal(0), description="an amount in the account's currency")
    markup_round: Amount = Field(Decimal("0.01"), description="an amount, 0 to leave prices as they come out")
    unconfirmed_hours: float = Field(72, gt=0, le=8760, description="a number of hours above 0, up to 8760")
    cover_alert: Annotated[Literal["on", "off"], AnyCase] = Field("off", description="on or off")
    star_rate: StarRate = Field(Decimal(0), description="an amount up to 10000, 0 to take no Stars")
    star_packs: Packs = Field((50, 100, 250, 500), description="up to 20 whole numbers from 1 to 10000, with commas")
    star_refund_days: int = Field(14, ge=0, le=365, description="a whole number of days from 0 to 365")
    support_contact: str = Field("", max_length=200, description="a name or an address of up to 200 characters")
    low_balance: Amount = Field(Decimal(100), description="an amount in the account's currency, 0 for no alert")
    rating_floor: Annotated[Decimal, Field(ge=0, le=1000)] = Field(
        Decimal(20), description="a rating of the account, or 0 for no brake"
    )
    retention_days: int = Field(7, ge=1, le=3650, description="a whole number of days from 1 to 3650")
    terms_dir: Path | None = Field(None, description="the path of a folder, or empty for none")
    http_port: int | None = Field(None, ge=1, le=65_535, description="a port from 1 to 65535, or empty for none")
    default_language: Annotated[str, AnyCase] = Field("en", description=f"one of {', '.join(LANGUAGES)}")
    log_format: Annotated[Literal["console", "json"], AnyCase] = Field("console", description="console or json")

    @model_validator(mode="before")
    @classmethod
    def _blank_is_unset(cls, values: dict[str, Any]) -> dict[str, Any]:
        stripped = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        return {name: value for name, value in stripped.items() if value != ""}

    @field_validator("default_language")
    @classmethod
    def _has_texts(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError
        return value

    @property
    def limits(self) -> Limits:
        return Limits(
            active=self.max_active,
            hour=self.max_purchases_hour,
            day=self.max_purchases_day,
            spending=self.max_spending_day,
            price=self.max_price,
            unused=self.max_unused,
            unused_wait=self.unused_hours * 3600,
            all_active=self.max_active_all,
            all_spending=self.max_spending_day_all,
        )

    @property
    def markup(self) -> Markup | None:
        """What users pay above the provider's price; `None` where they pay nothing."""
        wallet = self.wallet == "on"
        return Markup(self.markup_percent, self.markup_min, self.markup_round) if wallet else None

    @property
    def stars(self) -> StarTerms:
        rate = int(self.star_rate * MILLION) if self.wallet == "on" else 0
        return StarTerms(rate, self.star_packs, self.star_refund_days * 86_400.0, self.support_contact)

    @property
    def bot_id(self) -> int:
        """What stands before the colon of its token, and stays when that is replaced."""
        return int(self.bot_token.get_secret_value().partition(":")[0])

    @property
    def webhook_path(self) -> SecretStr:
        """The end of the address that Telegram is given, which nobody can guess."""
        return self._derived("webhook path")

    @property
    def webhook_secret(self) -> SecretStr:
        """What Telegram sends along, so that nobody else is believed."""
        return self._derived("webhook secret")

    def _derived(self, purpose: str) -> SecretStr:
        """Made from the bot's token, which it does not give away: all replicas have the same without being told."""
        token = self.bot_token.get_secret_value()
        return SecretStr(hmac.new(token.encode(), purpose.encode(), "sha256").hexdigest())

    @property
    def secrets(self) -> tuple[SecretStr, ...]:
        """All that must never be seen in a log, the password inside `REDIS_URL` included."""
        return tuple(self._secrets())

    def _secrets(self) -> Iterator[SecretStr]:
        yield self.bot_token
        yield self.smsman_token
        if self.webhook_url:
            yield self.webhook_path
            yield self.webhook_secret
        if self.redis_url:
            yield self.redis_url
            url = self.redis_url.get_secret_value()
            if login := re.match(r"[\w+]+://[^:/?#]*:([^/?#]+)@", url):
                yield SecretStr(login[1])
                yield SecretStr(unquote(login[1]))
            options = parse_qs(url.partition("?")[2])
            yield from map(SecretStr, [*options.get("password", []), *options.get("sentinel_password", [])])


KNOWN: Final = frozenset(name.upper() for name in Settings.model_fields)
"""The names of all settings."""


def load_settings(env_file: Path = ENV_FILE, secrets_dir: Path = SECRETS) -> Settings:
    """Read them all: the environment goes before `.env`, `.env` before the secrets. Raises `SettingsError`."""
    in_file = EnvFile()
    try:
        in_file = read_env_file(env_file)
        given = {name.upper() for name, value in os.environ.items() if value.strip()}
        values: dict[str, Any] = {
            name.lower(): value for name, value in in_file.values.items() if value and name.upper() not in given
        }
        # pydantic's own names are not known to mypy
        return Settings(_secrets_dir=secrets_dir if secrets_dir.is_dir() else None, **values)  # type: ignore[call-arg]
    except ValidationError as error:
        # from None: the original would show what was set
        raise SettingsError("\n".join(_problems(error, in_file, env_file))) from None
    except (OSError, UnicodeDecodeError, UnreadableSource) as error:
        raise SettingsError(f"{env_file} or {secrets_dir} can't be read: {type(error).__name__}") from None


def _problems(error: ValidationError, in_file: EnvFile, env_file: Path) -> Iterator[str]:
    """One line for each variable that is missing or wrong."""
    kinds = {str(problem["loc"][0]): problem["type"] for problem in error.errors(include_input=False)}
    similar = {meant(name, KNOWN): name for name in in_file.values if name.upper() not in KNOWN}
    for name, kind in kinds.items():
        variable = name.upper()
        state = "is not set" if kind == "missing" else "is wrong"
        line = f"{variable} {state}: it has to be {Settings.model_fields[name].description}"
        hint = kind == "missing" and variable in similar
        yield f"{line} (is {similar[variable]} in {env_file} meant to be it?)" if hint else line
