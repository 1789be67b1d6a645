"""The sandbox as a command: serves, says where, runs the command beside it, and stops both in the right order."""

import argparse
import asyncio
import errno
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack

from sandbox import child
from sandbox.app import Sandbox, say
from sandbox.options import read_options


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
