"""Which names are taken for a misspelt setting, and which are let be."""

import pytest

from bot.environment import meant, strays
from bot.settings import KNOWN

OTHERS = """PATH HOME PWD OLDPWD SHELL TERM USER LOGNAME HOSTNAME LANG LC_ALL TZ _ EDITOR DISPLAY HTTP_PROXY HTTPS_PROXY
    NO_PROXY LOG_LEVEL XDG_DATA_DIRS XDG_DATA_HOME AWS_ACCESS_KEY_ID DISCORD_BOT_TOKEN GITHUB_TOKEN PG_DATA_DIR API_URL
    REDIS_HOST REDIS_PORT DATABASE_URL ACCESS_TOKEN PORT TOKEN ADMIN KUBERNETES_SERVICE_HOST
    SMS_NUMBER_BOT_SERVICE_PORT_HTTP SMS_NUMBER_BOT_PORT_8081_TCP_PORT PYTHONPATH VALKEY_PASSWORD COMPOSE_HTTP_TIMEOUT
    """


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("MAX_SPENDING_DAY_AL", "MAX_SPENDING_DAY_ALL"),
        ("ALOWED_IDS", "ALLOWED_IDS"),
        ("ALLOWEDIDS", "ALLOWED_IDS"),
        ("ALLOW_IDS", "ALLOWED_IDS"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("admin_id", "ADMIN_IDS"),
        ("ADMINS_ID", "ADMIN_IDS"),
        ("BOT_ADMIN_ID", "ADMIN_IDS"),
        ("ADMIN_IDS_2", "ADMIN_IDS"),
        ("IDS_ADMIN", "ADMIN_IDS"),
        ("max-price", "MAX_PRICE"),
        ("maxPrice", "MAX_PRICE"),
        ("MAX__PRICE", "MAX_PRICE"),
        ("MAX_PRICE_RUB", "MAX_PRICE"),
        ("SHOP_MAX_PRICE", "MAX_PRICE"),
        ("MAX_DAY_SPENDING", "MAX_SPENDING_DAY"),
        ("MAX_SPEND_DAY", "MAX_SPENDING_DAY"),
        ("HIDDEN_COUNTRY", "HIDDEN_COUNTRIES"),
        ("HIDDEN_SERVICE", "HIDDEN_SERVICES"),
        ("SMS_MAN_TOKEN", "SMSMAN_TOKEN"),
        ("SMSMAN_API_TOKEN", "SMSMAN_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "BOT_TOKEN"),
        ("ACESS", "ACCESS"),
    ],
)
def test_a_misspelt_name_is_known_wherever_it_is_set(name: str, setting: str) -> None:
    (found,) = strays(KNOWN, [name], {})
    assert (found.source, found.meant) == (".env", setting)
    (found,) = strays(KNOWN, [], {name: "1"})
    assert (found.source, found.meant) == ("the environment", setting)


@pytest.mark.parametrize(
    "name",
    OTHERS.split(),
)
def test_names_of_other_programs_are_let_be(name: str) -> None:
    assert list(strays(KNOWN, [], {name: "1"})) == []


def test_what_an_engine_sets_for_a_service_is_let_be() -> None:
    assert list(strays(KNOWN, [], {"BOT_HTTP_PORT": "tcp://10.0.0.1:80"})) == []


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("ADMIN", "ADMIN_IDS"),
        ("ACCESS_MODE", "ACCESS"),
        ("MAX_SPENDING", "MAX_SPENDING_DAY"),
        ("DISCORD_BOT_TOKEN", "BOT_TOKEN"),
        ("OTHER_TOOLS", None),
    ],
)
def test_in_the_env_file_more_is_taken_for_a_setting(name: str, setting: str | None) -> None:
    (found,) = strays(KNOWN, [name], {})
    assert found.meant == setting


def test_no_setting_is_taken_for_another() -> None:
    assert list(strays(KNOWN, KNOWN, dict.fromkeys(KNOWN, "1"))) == []
    assert meant("MAX_SPENDING_DAY_ALL", KNOWN) == "MAX_SPENDING_DAY_ALL"
