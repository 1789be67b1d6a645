"""`run` (the default) runs the bot, `check` tries each part of its settings, `audit` shows where money went.

`backup` and `restore` keep its data. Settings come from the environment and from `.env` in the working directory.
"""

import gc
import os
import signal
import sys


def main() -> int:
    _speak_utf8()
    # Until somebody listens for signals, Ctrl-C just ends the process: importing is no work that could be lost.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # what is loaded stays: nothing is to be found in it, again and again

    import argparse
    import asyncio
    from collections.abc import Coroutine
    from contextlib import suppress
    from pathlib import Path
    from typing import Any

    import structlog

    from bot.domain.errors import BotError
    from bot.environment import oddities
    from bot.logs import set_up_logs
    from bot.settings import KNOWN, load_settings

    called = Path(sys.argv[0]).name  # `sms-number-bot` where it is installed
    parser = argparse.ArgumentParser(prog="python -m bot" if called == "__main__.py" else called, description=__doc__)
    parser.add_argument("command", nargs="?", choices=["run", "check", "audit", "backup", "restore"], default="run")
    parser.add_argument("file", nargs="?", type=Path, help="of the backup; - for the standard output or input")
    parser.add_argument("--ledger", action="store_true", help="with audit: whether the wallets' books add up")
    parser.add_argument("--csv", action="store_true", help="with audit --ledger: the books themselves")
    arguments = parser.parse_args()
    command, file = arguments.command, arguments.file
    if (command in ("backup", "restore")) != (file is not None):
        parser.error("backup and restore take a file, the others do not")
    if (arguments.ledger and command != "audit") or (arguments.csv and not arguments.ledger):
        parser.error("--ledger goes with audit, and --csv with --ledger")
    try:
        settings = load_settings()
        set_up_logs(settings.log_format, settings.secrets)
        # Imported only now: aiogram takes seconds to load, and a wrong setting is told at once.
        work: Coroutine[Any, Any, int | None]
        if file:
            from bot.cli.backup import backup, restore

            work = (backup if command == "backup" else restore)(settings, file)
        elif command == "check":
            from bot.cli.check import check

            work = check(settings)
        elif command == "audit":
            from bot.cli.audit import audit, audit_ledger

            work = audit_ledger(settings, as_csv=arguments.csv) if arguments.ledger else audit(settings)
        else:
            for what in (*(found := oddities(KNOWN)).mend, *found.know):
                structlog.get_logger(__name__).warning("look at the settings", what=what)
            from bot.app import run

            work = run(settings)
        if command != "run":  # which listens itself; the others are cancelled, and close what they have opened
            signal.signal(signal.SIGINT, signal.default_int_handler)
            gc.enable()  # as the run does once it has opened everything
        return asyncio.run(work) or 0
    except BotError as error:
        with suppress(OSError):  # the terminal may be gone
            print(error, file=sys.stderr)  # noqa: T201 -- one line for the operator, before or after there are logs
        return 1
    except KeyboardInterrupt:
        return 130


def _speak_utf8() -> None:
    """Start anew in Python's UTF-8 mode where the locale is another one, which can't name all files."""
    if sys.flags.utf8_mode or sys.getfilesystemencoding() == "utf-8":
        return
    os.environ["PYTHONUTF8"] = "1"  # for the processes that this one starts
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 -- itself, without a shell


if __name__ == "__main__":
    sys.exit(main())
