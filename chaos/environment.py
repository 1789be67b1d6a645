"""The settings with which each bot of a run is started."""

import os
from pathlib import Path
from typing import Final

from chaos.operator_bot import OPERATOR

BOT_ID: Final = 42
TOKEN: Final = f"{BOT_ID}:a-token-of-the-chaos-run"
PROVIDER_TOKEN: Final = "the-chaos-provider-token"
UNLIMITED: Final = (
    "MAX_ACTIVE",
    "MAX_PURCHASES_HOUR",
    "MAX_PURCHASES_DAY",
    "MAX_SPENDING_DAY",
    "MAX_PRICE",
    "MAX_UNUSED",
)
"""A few hundred people buy as much here as ten thousand would elsewhere."""


def environment(address: str, socket: Path, port: int, data: Path) -> dict[str, str]:
    """`address`: where the replica meets both outside worlds; `socket`: the database's; `port`: for updates."""
    return {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": TOKEN,
        "SMSMAN_TOKEN": PROVIDER_TOKEN,
        "TELEGRAM_API_URL": address,
        "WEBHOOK_URL": "http://127.0.0.1:9",  # it is the program itself that brings the updates
        "WEBHOOK_PORT": str(port),
        "SMSMAN_URL": f"{address}/control",
        "REDIS_URL": f"unix://{socket}",
        "DATA_DIR": str(data),
        "ACCESS": "public",
        "ADMIN_IDS": str(OPERATOR),
        "POLL_INTERVAL": "1",
        "ACTIVATION_LIFETIME": "60",
        "LOG_FORMAT": "json",
        "PROVIDER_RATE": "0",
        **dict.fromkeys(UNLIMITED, "0"),
        # never reached, but with a cap there are books, which have to add up in the end
        "MAX_ACTIVE_ALL": "1000000",
        "MAX_SPENDING_DAY_ALL": "1000000000",
    }
