"""`python -m sandbox [--port 8090] [--data DIR] [-- COMMAND ...]`: serves the sandbox, and runs COMMAND beside it."""

import argparse
import signal
import sys
from pathlib import Path


def main() -> int:
    # Until the loop listens for signals, Ctrl-C just ends the process: importing is no work that could be lost.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    options = _options(sys.argv[1:])

    from sandbox.command import start

    return start(options)


def _options(arguments: list[str]) -> argparse.Namespace:
    own, command = arguments, list[str]()
    if "--" in arguments:
        split = arguments.index("--")
        own, command = arguments[:split], arguments[split + 1 :]
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        usage="%(prog)s [options] [-- COMMAND ...]",
        description="An SMS-Man and a Telegram with a chat page, on this machine. COMMAND (a bot) runs beside them.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--port", default=8090, type=_port, help="port to listen on (8090; 0: any that is free)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder to remember everything in (else nothing is)")
    parser.add_argument(
        "--bot-token", default="42:sandbox-token", metavar="T", help="the bot's token (42:sandbox-token)"
    )
    parser.add_argument("--smsman-token", default="sandbox-token", metavar="T", help="SMS-Man's token (sandbox-token)")
    return parser.parse_args(own, argparse.Namespace(command=command))


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is between 0 and 65535")
    return port


if __name__ == "__main__":
    sys.exit(main())
