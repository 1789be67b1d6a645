"""`python -m bot` runs the bot, `check` tries each part of its settings, `backup` and `restore` keep its data."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.domain.errors import BotError
from bot.logs import set_up_logs
from bot.settings import load_settings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.add_argument("command", nargs="?", choices=["run", "check", "backup", "restore"], default="run")
    parser.add_argument("file", nargs="?", type=Path, help="of the backup; - for the standard output or input")
    arguments = parser.parse_args()
    command, file = arguments.command, arguments.file
    if (command in ("backup", "restore")) != (file is not None):
        parser.error("backup and restore take a file, the others do not")
    try:
        settings = load_settings()
        set_up_logs(settings.log_format, settings.secrets)
        # Imported only now: aiogram takes seconds to load, and a wrong setting is told at once.
        from bot.app import run
        from bot.backup import backup, restore
        from bot.check import check

        if command == "check":
            return asyncio.run(check(settings))
        asyncio.run({"backup": backup, "restore": restore}[command](settings, file) if file else run(settings))
    except BotError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- one line for the operator, before or after there are logs
        return 1
    except KeyboardInterrupt:  # before there was anything to stop
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
