"""What a process that reads foreign texts never does: reach the network, start a program, unpickle."""

from __future__ import annotations

import sys

# Events of sys.addaudithook; see the table of audit events in Python's documentation.
FORBIDDEN = frozenset(
    "socket.connect socket.getaddrinfo socket.gethostbyname socket.sendto subprocess.Popen os.system "
    "os.exec os.posix_spawn os.spawn os.fork pickle.find_class urllib.Request webbrowser.open".split()
)


class ForbiddenError(RuntimeError):
    """Something tried what reading a release never needs."""


def forbid_side_effects() -> None:
    """Refuse the events of FORBIDDEN in this process from now on; it cannot be undone."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        raise ForbiddenError(f"Reading a release must not do this: {event}.")
