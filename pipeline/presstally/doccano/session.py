"""A session with a doccano server, through the worker in the client's environment."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from presstally.doccano.environment import find_python
from presstally.errors import ServiceError

REQUEST_SECONDS = 120.0  # one answer of the server
TASK_SECONDS = 600.0  # one import or export of its task worker
_AGAIN = "Run the same command again: what is done stays done, and nothing is sent twice."
_TOLD = {
    "login": ("The server does not know this user and password.", "Check PRESSTALLY_DOCCANO_USER and _PASSWORD."),
    "forbidden": (
        "The user may not do this, or the project was deleted meanwhile.",
        "Its administrator must give the role project_admin; `presstally doccano push` makes a deleted one anew.",
    ),
    "missing": (
        "The project is not there any more.",
        "It was deleted meanwhile; `presstally doccano push` makes it anew.",
    ),
    "connection": ("The server does not answer.", f"Check the URL and that it is running. {_AGAIN}"),
    "timeout": ("The server took too long to answer.", _AGAIN),
    "server": ("The server failed.", f"Its log says why. {_AGAIN}"),
}


@dataclass(frozen=True)
class Access:
    """Where the server is and who asks. The password shows in no representation."""

    url: str
    user: str
    password: str = field(repr=False)
    request_seconds: float = REQUEST_SECONDS
    task_seconds: float = TASK_SECONDS


class Session:
    """Calls of the worker; a context manager that ends its process."""

    def __init__(self, access: Access, python: Path | None = None) -> None:
        self._access = access
        self._process = subprocess.Popen(
            [str(python or find_python()), "-I", str(Path(__file__).with_name("worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        try:
            login = {"url": access.url, "user": access.user, "password": access.password}
            self.call("login", **login, seconds=access.request_seconds)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def call(self, name: str, /, **arguments: Any) -> Any:
        """Make one call; raise ServiceError with what to do where it fails."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps({"call": name, "args": arguments}) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
        except (OSError, ValueError) as error:
            raise ServiceError(
                "The doccano client ended unexpectedly.", "Install it anew: presstally doccano setup --force"
            ) from error
        if "error" in answer:
            raise explain(self._access.url, answer["error"])
        return answer["ok"]

    def wait(self, task: str, what: str, beat: Callable[[], None] = lambda: None) -> Any:
        """Wait for a task of the server's worker and return its result; raise ServiceError where it fails."""
        until, pause = time.monotonic() + self._access.task_seconds, 0.2
        while time.monotonic() < until:
            status = self.call("task", task=task)
            if status["ready"]:
                if status["error"]:
                    raise ServiceError(f"The server refused the {what}: {_first(status['error'])}", _AGAIN)
                return status["result"]
            beat()
            time.sleep(pause)
            pause = min(2.0, pause * 1.3)
        raise ServiceError(
            f"The server did not finish the {what} within {self._access.task_seconds:.0f} seconds.",
            f"Is its task worker running (`doccano task`)? {_AGAIN}",
        )


def explain(url: str, error: dict[str, str]) -> ServiceError:
    """Turn an error of the worker into one with a message and a hint."""
    told, hint = _TOLD.get(error["kind"], ("The server gave an answer that was not expected.", _AGAIN))
    detail = f" ({error['message']})" if error["kind"] in ("server", "other") else ""
    return ServiceError(f"{url}: {told}{detail}", hint)


def _first(error: Any) -> str:
    return str(error[0] if isinstance(error, list) and error else error)[:300]
