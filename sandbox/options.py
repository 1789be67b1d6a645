"""What `python -m sandbox` can be told."""

import argparse
from collections.abc import Sequence
from pathlib import Path


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """`host`, `port`, `data`, `admin`, the tokens and `command`. Ends the process where they are wrong."""
    own, command = list(arguments), list[str]()
    if "--" in own:
        split = own.index("--")
        own, command = own[:split], own[split + 1 :]
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        usage="%(prog)s [options] [-- COMMAND ...]",
        description="An SMS-Man and a Telegram with a chat page, on this machine. COMMAND (a bot) runs beside them.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--port", default=8090, type=_port, help="port to listen on (8090; 0: any that is free)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder to remember everything in (else nothing is)")
    parser.add_argument(
        "--admin", type=int, action="append", default=[], metavar="ID", help="the bot's admin, to be shown so"
    )
    parser.add_argument("--bot-token", default="42:sandbox-token", metavar="T", help="the bot's (42:sandbox-token)")
    parser.add_argument("--smsman-token", default="sandbox-token", metavar="T", help="SMS-Man's (sandbox-token)")
    return parser.parse_args(own, argparse.Namespace(command=command))


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is between 0 and 65535")
    return port
