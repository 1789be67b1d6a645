"""The bot as it is run, for a bench: its settings against the stand-ins, and nothing of a real `.env`."""

from pathlib import Path

from bench import smsman, telegram


def environment(telegram_port: int, smsman_port: int, folder: Path, **more: str) -> dict[str, str]:
    """The variables for `python -m bot`, to be added to `PATH` and the like; `folder` is for its database."""
    return {
        "BOT_TOKEN": telegram.TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram_port}",
        "SMSMAN_TOKEN": smsman.TOKEN,
        "SMSMAN_URL": f"http://127.0.0.1:{smsman_port}/control",
        "ACCESS": "public",
        "DATA_DIR": str(folder),
        **more,
    }
