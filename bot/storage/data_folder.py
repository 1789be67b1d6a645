"""The files beside the embedded database: where its socket fits, and the locks that say who is there."""

import fcntl
import hashlib
import os
import socket
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

LONGEST_SOCKET: Final = 103
"""Bytes in a Unix socket's path: 107 on Linux, 103 on macOS."""


def socket_of(folder: Path) -> Path:
    """In the folder, or a `private_socket` where the path would be too long or is no text that an address can hold."""
    usual = folder / "valkey.sock"
    name = os.fsencode(usual)
    try:
        name.decode()
    except UnicodeDecodeError:
        return private_socket(folder)
    return usual if len(name) <= LONGEST_SOCKET else private_socket(folder)


def private_socket(folder: Path) -> Path:
    """In a folder of its own beside the system's temporary files."""
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"sms-bot-{os.getuid()}-{digest}" / "valkey.sock"


def takes_sockets(folder: Path) -> bool:
    """Whether a Unix socket can be made in it: shares of Windows and Docker Desktop take none."""
    probe = folder / "valkey.try"
    with socket.socket(socket.AF_UNIX) as one:
        try:
            probe.unlink(missing_ok=True)
            one.bind(str(probe))
        except OSError:
            return False
        finally:
            with suppress(OSError):
                probe.unlink(missing_ok=True)
    return True


def make_private(folder: Path) -> None:
    """Make a folder that is only ours. Raises `PermissionError`: somebody else may have made it first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise PermissionError(f"its socket needs {folder} for itself, but others can use that: remove it")


def lock_file(file: Path) -> int | None:
    """An open file with the lock on it, or `None` where somebody else holds the lock."""
    handle = open_private(file, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return handle


def open_private(file: str | Path, flags: int) -> int:
    """Create it, where need be, for nobody else to read; an opener for `open`."""
    return os.open(file, flags, 0o600)
