"""The settings: where they come from, what is taken, and what the operator is told."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from bot.environment import oddities
from bot.settings import KNOWN, Settings, SettingsError, load_settings
from bot.texts import LANGUAGES

TOKENS = {"BOT_TOKEN": "123456789:AAexampleexampleexampleexampleexamp", "SMSMAN_TOKEN": "smsman-example-token"}


@pytest.fixture(autouse=True)
def empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without `.env`, an environment without settings."""
    for name in list(os.environ):
        if name.lower() in Settings.model_fields:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in (TOKENS | variables).items():
        monkeypatch.setenv(name, value)
    return load_settings()


def complaint(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **variables)
    return str(caught.value)


def test_two_tokens_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert settings.bot_token.get_secret_value() == TOKENS["BOT_TOKEN"]
    assert settings.smsman_url == "https://api.sms-man.com/control"
    assert settings.redis_url is None
    assert settings.access == "private"
    assert settings.poll_interval == 2


def test_every_missing_variable_has_a_line_of_its_own() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    first, second = str(caught.value).splitlines()
    assert first.startswith("BOT_TOKEN is not set: it has to be the bot's token")
    assert second.startswith("SMSMAN_TOKEN is not set: it has to be")


def test_several_wrong_variables_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = complaint(monkeypatch, POLL_INTERVAL="99", ACCESS="secret", ADMIN_IDS="1,x,y")
    assert text.splitlines() == [
        "ACCESS is wrong: it has to be private or public",
        "ADMIN_IDS is wrong: it has to be Telegram ids of people: whole numbers with commas between them",
        "POLL_INTERVAL is wrong: it has to be a number of seconds from 1 to 60",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not a token"),
        ("BOT_TOKEN", "123456789:"),
        ("BOT_TOKEN", "name:AAexample"),
        ("BOT_TOKEN", "123456789:AA example"),
        ("BOT_TOKEN", "123456789:../getMe"),
        ("SMSMAN_TOKEN", "two words"),
        ("SMSMAN_URL", "http://api.sms-man.com/control"),
        ("SMSMAN_URL", "https://user:password@api.sms-man.com"),
        ("SMSMAN_URL", "https://api.sms-man.com/control?token=1"),
        ("SMSMAN_URL", "https://api.sms-man.com:port"),
        ("SMSMAN_URL", "https://api.sms-man .com"),
        ("SMSMAN_URL", "https://[::1"),
        ("SMSMAN_URL", "api.sms-man.com"),
        ("TELEGRAM_API_URL", "http://127.0.0.1.example.com"),
        ("TELEGRAM_API_URL", "ftp://127.0.0.1"),
        ("SMSMAN_CURRENCY", "rubles"),
        ("SMSMAN_METHOD", "put"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "http://localhost:6379"),
        ("REDIS_URL", "redis://:password@"),
        ("REDIS_URL", "redis://localhost:password"),
        ("REDIS_URL", "unix://"),
        ("REDIS_URL", "redis://localhost/main"),
        ("REDIS_URL", "rediss://:p@localhost:6380/1/2"),
        ("REDIS_URL", "redis://localhost?db=main"),
        ("REDIS_URL", "redis+sentinel://localhost:26379"),
        ("REDIS_URL", "redis+cluster://localhost:7000,"),
        ("REDIS_PREFIX", "a:b"),
        ("REDIS_PREFIX", "{a}"),
        ("REDIS_PREFIX", "a*"),
        ("REDIS_PREFIX", "-a"),
        ("REDIS_PREFIX", "a" * 33),
        ("ACCESS", "everybody"),
        ("ALLOWED_IDS", "-100123"),
        ("ALLOWED_IDS", "0"),
        ("ADMIN_IDS", "@operator"),
        ("ADMIN_IDS", str(2**60)),
        ("ACTIVATION_LIFETIME", "59"),
        ("ACTIVATION_LIFETIME", "86401"),
        ("ACTIVATION_LIFETIME", "20m"),
        ("CANCEL_FROM", "-1"),
        ("CANCEL_FROM", "3601"),
        ("POLL_INTERVAL", "0.5"),
        ("POLL_INTERVAL", "nan"),
        ("POLL_INTERVAL", "inf"),
        ("HTTP_PORT", "0"),
        ("HTTP_PORT", "65536"),
        ("DEFAULT_LANGUAGE", "xx"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **{name: value})
    description = Settings.model_fields[name.lower()].description
    assert str(caught.value) == f"{name} is wrong: it has to be {description}"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SMSMAN_URL", "http://localhost:8090/control/", "http://localhost:8090/control"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8090", "http://127.0.0.1:8090"),
        ("TELEGRAM_API_URL", "http://[::1]:8090", "http://[::1]:8090"),
        ("SMSMAN_METHOD", "GET", "get"),
        ("SMSMAN_CURRENCY", "USD", "USD"),
        ("DATA_DIR", "/var/lib/my bot", Path("/var/lib/my bot")),
        ("REDIS_PREFIX", "bot-2.test_A", "bot-2.test_A"),
        ("ACCESS", "Public", "public"),
        ("ALLOWED_IDS", "1,2, 3 4,", frozenset({1, 2, 3, 4})),
        ("ADMIN_IDS", "6000000000", frozenset({6_000_000_000})),
        ("POLL_INTERVAL", "2.5", 2.5),
        ("HTTP_PORT", "8080", 8080),
        ("LOG_FORMAT", "JSON", "json"),
    ],
)
def test_a_good_value_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object) -> None:
    assert getattr(load(monkeypatch, **{name: value}), name.lower()) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_with_texts_can_be_the_default(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    assert load(monkeypatch, DEFAULT_LANGUAGE=language).default_language == language


@pytest.mark.parametrize(
    "address",
    [
        "redis://localhost",
        "rediss://:p@db:6380/1",
        "unix:///run/valkey.sock",
        "redis+sentinel://user:p@s1,s2:26380/numbers/1?sentinel_password=q",
        "rediss+cluster://:p@[::1]:7000,[::2]:7001",
    ],
)
def test_each_kind_of_database_address_is_taken(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    redis_url = load(monkeypatch, REDIS_URL=address).redis_url
    assert redis_url is not None
    assert redis_url.get_secret_value() == address


@pytest.mark.parametrize("nothing", ["", "  "])
@pytest.mark.parametrize(
    "name", sorted({name.upper() for name in Settings.model_fields} - {"BOT_TOKEN", "SMSMAN_TOKEN"})
)
def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch, name: str, nothing: str) -> None:
    assert load(monkeypatch, **{name: nothing}) == load(monkeypatch)


def test_an_empty_token_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    assert complaint(monkeypatch, BOT_TOKEN="").startswith("BOT_TOKEN is not set")


def test_the_stand_ins_short_token_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, BOT_TOKEN="1:demo").bot_token.get_secret_value() == "1:demo"


def test_the_env_file_is_read_and_the_environment_wins(empty_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_place / ".env").write_text("POLL_INTERVAL=7 # seconds\nHTTP_PORT=8000\nOTHER_TOOLS=1\n")
    settings = load(monkeypatch, HTTP_PORT="9000")
    assert settings.poll_interval == 7
    assert settings.http_port == 9000


def test_an_empty_variable_does_not_hide_the_env_file(empty_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_place / ".env").write_text("HTTP_PORT=8000\n")
    assert load(monkeypatch, HTTP_PORT="").http_port == 8000


def test_a_misspelt_variable_in_the_env_file_is_pointed_out(empty_place: Path) -> None:
    (empty_place / ".env").write_text("BOT_TOKN=123:abc\nSMSMAN_TOKEN=token\n")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN is not set: .*\(is BOT_TOKN in \.env meant to be it\?\)$"):
        load_settings()


def test_an_env_file_that_cannot_be_read_is_said(empty_place: Path) -> None:
    (empty_place / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"^\.env or /run/secrets can't be read: UnicodeDecodeError$"):
        load_settings()


def test_secrets_are_read_from_files_too(empty_place: Path) -> None:
    (empty_place / "secrets").mkdir()
    for name, value in TOKENS.items():
        (empty_place / "secrets" / name.lower()).write_text(value + "\n")
    settings = load_settings(secrets_dir=empty_place / "secrets")
    assert settings.bot_token.get_secret_value() == TOKENS["BOT_TOKEN"]
    assert settings.smsman_token.get_secret_value() == TOKENS["SMSMAN_TOKEN"]


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, REDIS_URL="redis://:pass%20word@localhost")
    for shown in (repr(settings), str(settings), repr(settings.model_dump())):
        assert not any(secret.get_secret_value() in shown for secret in settings.secrets)


def test_the_password_inside_the_database_address_is_a_secret_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (
        "redis://:pass%20word@localhost?password=other",
        "redis+sentinel://me:pass%20word@[::1]:1,[::2]:2/numbers?sentinel_password=other",
    ):
        values = {secret.get_secret_value() for secret in load(monkeypatch, REDIS_URL=address).secrets}
        assert values == {*TOKENS.values(), address, "pass%20word", "pass word", "other"}


def test_the_caps_become_limits_with_0_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, MAX_ACTIVE="0", MAX_PRICE="12.50", UNUSED_HOURS="0.5", MAX_SPENDING_DAY_ALL="0")
    assert (settings.limits.active, settings.limits.price) == (0, Decimal("12.50"))
    assert (settings.limits.unused_wait, settings.limits.all_spending) == (1800.0, Decimal(0))
    assert settings.limits.day == 60


def test_what_is_hidden_is_a_list_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, HIDDEN_SERVICES=" tg, Any other ,,7", HIDDEN_COUNTRIES="VN")
    assert settings.hidden_services == {"tg", "Any other", "7"}
    assert settings.hidden_countries == {"VN"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_ACTIVE", "-1"),
        ("MAX_PRICE", "NaN"),
        ("MAX_SPENDING_DAY", "ten"),
        ("PURCHASES", "maybe"),
        ("RETENTION_DAYS", "0"),
        ("UNUSED_HOURS", "25"),
    ],
)
def test_a_wrong_cap_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert complaint(monkeypatch, **{name: value}).startswith(f"{name} is wrong: it has to be ")


@pytest.mark.parametrize("written", ["ab$cd${HOME}", "'ab$cd${HOME}'", '"ab$cd${HOME}"', "  ab$cd${HOME} # mine"])
def test_a_value_in_the_env_file_is_taken_as_it_is_written(
    empty_place: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    (empty_place / ".env").write_text(f"BOT_TOKEN=1:demo\nSMSMAN_TOKEN={written}\n")
    monkeypatch.setenv("HOME", "/root")
    assert load_settings().smsman_token.get_secret_value() == "ab$cd${HOME}"
    said = [line for line in oddities(KNOWN).know if "SMSMAN_TOKEN" in line]
    assert bool(said) == ("'" not in written), "in single quotes docker compose reads the same"
    assert "ab$cd" not in str(said)


def test_a_mark_before_the_first_line_is_no_part_of_the_name(empty_place: Path) -> None:
    (empty_place / ".env").write_text("BOT_TOKEN=1:demo\nSMSMAN_TOKEN=token\n", encoding="utf-8-sig")
    assert load_settings().bot_token.get_secret_value() == "1:demo"


def test_names_without_effect_are_pointed_out(empty_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_place / ".env").write_text(
        "# mine\nVALKEY_PASSWORD=x\nADMIN_IDS=1\nmax_price=3\nALOWED_IDS=5\n\nMAX_ACTIVE: 7\nADMIN_IDS\nOTHER_TOOLS=1\n"
        "123456:AAsecret=\n"
    )
    monkeypatch.setenv("MAX_SPENDING_DAY_AL", "100")
    found = oddities(KNOWN)
    assert found.mend == (
        "ALOWED_IDS in .env has no effect: did you mean ALLOWED_IDS?",
        "MAX_SPENDING_DAY_AL in the environment has no effect: did you mean MAX_SPENDING_DAY_ALL?",
        "line 7 of .env has no effect: it is no NAME=value",
        "line 8 of .env has no effect: it is no NAME=value",
    )
    assert found.know == ("OTHER_TOOLS in .env has no effect: no setting has this name",)


def test_a_stray_file_among_the_secrets_is_pointed_out(empty_place: Path) -> None:
    (folder := empty_place / "secrets").mkdir()
    for name in ("smsman-token", "bot_token", "tls.key"):
        (folder / name).touch()
    (said,) = oddities(KNOWN, secrets_dir=folder).mend
    assert said == f"smsman-token in {folder} has no effect: did you mean SMSMAN_TOKEN?"
