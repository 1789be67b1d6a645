"""The sandbox as a command: reads its options, serves, runs the command beside it, stops both."""

import argparse
import asyncio
import errno
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from sandbox import child
from sandbox.app import Sandbox, say


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


def start(arguments: Sequence[str]) -> int:
    """Gives the exit status: the command's, else 0; 1 where the sandbox cannot start."""
    options = read_options(arguments)
    try:
        sandbox = Sandbox(
            bot_token=options.bot_token, smsman_token=options.smsman_token, data=options.data, admins=options.admin
        )
    except OSError as error:
        return _fail(f"Cannot read the state in {options.data}: {error.strerror}.")
    return asyncio.run(_serve(sandbox, options))


async def _serve(sandbox: Sandbox, options: argparse.Namespace) -> int:
    stop = child.Stop()
    stop.listen()
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(sandbox.serve(options.host, options.port))
        except OSError as error:
            return _fail(_why_not(error, options.host, options.port))
        say(f"Chat page: {address}/")
        if admins := sandbox.admins():
            say(f"The bot's admin there: {', '.join(admins)} (/admin in that chat).")
        say(f"Bot API at {address}, SMS-Man at {address}/control. Ctrl-C stops everything.")
        if options.command:
            # The bot finishes its work against the sandbox, so that one goes on until the bot has ended.
            return await child.run(options.command, stop)
        await stop.wait()
    return 0


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Choose another with --port, such as --port {port + 1}."
    return f"Cannot listen on {host}, port {port}: {error.strerror}."


def _fail(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 1
