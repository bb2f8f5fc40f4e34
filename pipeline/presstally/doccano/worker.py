"""Talks to a doccano server. Runs in the client's own environment, where there is no presstally.

Reads one call a line from stdin, `{"call": NAME, "args": {...}}`, and answers each with one line on stdout:
`{"ok": VALUE}` or `{"error": {"kind": KIND, "message": TEXT}}`. The password comes this way too, so that no process
list and no environment shows it.
"""

from __future__ import annotations

import functools
import json
import sys
from typing import Any

from doccano_client import DoccanoClient  # type: ignore[import-not-found, unused-ignore]
from doccano_client.exceptions import DoccanoAPIError  # type: ignore[import-not-found, unused-ignore]

CONNECT_SECONDS = 10
KINDS = {401: "login", 403: "forbidden", 404: "missing"}


class Worker:
    """Each method that does not begin with `_` is a call."""

    def __init__(self) -> None:
        self._client: Any = None

    def login(self, url: str, user: str, password: str, seconds: float) -> None:
        client = DoccanoClient(url)
        session = client._base_repository._session
        session.request = functools.partial(session.request, timeout=(CONNECT_SECONDS, seconds))
        try:
            client.login(username=user, password=password)
        except DoccanoAPIError as error:
            if error.response.status_code == 400:
                raise Refused("login", "") from error
            raise
        self._client = client

    def projects(self) -> list[dict[str, Any]]:
        return [_plain(project) for project in self._client.list_projects()]

    def create_project(self, **settings: Any) -> dict[str, Any]:
        return _plain(self._client.create_project(**settings))

    def update_project(self, project: int, **settings: Any) -> None:
        self._client.update_project(project, **settings)

    def label_types(self, project: int, kind: str) -> list[str]:
        return [str(found.text) for found in self._client.list_label_types(project, kind)]

    def create_label_type(self, project: int, kind: str, text: str, color: str, key: str | None) -> None:
        self._client.create_label_type(project, kind, text, suffix_key=key, color=color)

    def start_upload(self, project: int, path: str) -> str:
        uploads = self._client._data_import_repository
        return str(uploads.ingest(project, [uploads.upload(path)], "RelationExtraction", "JSONL", column_data="text"))

    def start_export(self, project: int, finished: bool) -> str:
        exports = self._client._data_export_repository
        option = exports.find_option_by_name(project, "JSONL")
        return str(exports.schedule_download(project, option, finished))

    def fetch_export(self, project: int, task: str, folder: str) -> str:
        return str(self._client._data_export_repository.download(project, task, folder))

    def task(self, task: str) -> dict[str, Any]:
        status = self._client._task_status_repository.get(task)
        return {"ready": status.ready, "result": status.result, "error": status.error}

    def progress(self, project: int) -> dict[str, int]:
        return dict(self._client.get_progress(project).dict())

    def member_progress(self, project: int) -> dict[str, int]:
        return {row.username: row.progress.completed for row in self._client.get_members_progress(project)}

    def delete_examples(self, project: int, examples: list[int]) -> None:
        self._client.bulk_delete_examples(project, examples)


class Refused(Exception):
    """What the server will not do; `kind` tells the main program which message to give."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def _plain(project: Any) -> dict[str, Any]:
    return dict(json.loads(project.json()))


def _explain(error: Exception) -> dict[str, str]:
    """Name the kind of an error by the classes of `requests`, which the client lets through."""
    import requests  # type: ignore[import-untyped, unused-ignore]

    kind = getattr(error, "kind", "other")
    response = getattr(error, "response", None)
    if isinstance(error, requests.Timeout):
        kind = "timeout"
    elif isinstance(
        error, (requests.ConnectionError, requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)
    ):
        kind = "connection"
    elif response is not None:
        kind = KINDS.get(response.status_code, "server" if response.status_code >= 500 else "other")
    return {"kind": kind, "message": f"{type(error).__name__}: {str(error)[:300]}"}


def main() -> None:
    """Answer calls until stdin ends; what the client prints goes to stderr."""
    answers, sys.stdout = sys.stdout, sys.stderr
    worker = Worker()
    for line in sys.stdin:
        call = json.loads(line)
        try:
            answer = {"ok": getattr(worker, call["call"])(**call["args"])}
        except Exception as error:
            answer = {"error": _explain(error)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
