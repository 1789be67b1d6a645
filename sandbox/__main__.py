"""`python -m sandbox [--port 8090] [--data DIR] [-- COMMAND ...]`: serves the sandbox, and runs COMMAND beside it."""

import signal
import sys


def main() -> int:
    # Until the loop listens for signals, Ctrl-C just ends the process: importing is no work that could be lost.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    from sandbox.command import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
