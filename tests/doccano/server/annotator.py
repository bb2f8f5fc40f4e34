"""What an annotator's browser does, over the server's REST interface."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.request
from typing import Any


class Annotator:
    """A user who is logged in."""

    def __init__(self, url: str, name: str, password: str) -> None:
        self._url = f"{url}/v1"
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._jar)
        )
        self.ask("POST", "auth/login/", {"username": name, "password": password})

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Make one request and return its JSON."""
        tokens = [cookie.value for cookie in self._jar if cookie.name == "csrftoken"]
        headers = {"Content-Type": "application/json", "Referer": self._url, "X-CSRFToken": (tokens or [""])[0]}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._url}/{path}", data, headers, method=method)
        with self._opener.open(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def invite(self, project: int, name: str, role: str = "annotator") -> None:
        """Make another user a member of the project."""
        user = next(user for user in self.ask("GET", f"users?q={name}") if user["username"] == name)
        roles = {row["name"]: row["id"] for row in self.ask("GET", "roles")}
        self.ask("POST", f"projects/{project}/members", {"user": user["id"], "role": roles[role]})

    def open(self, project: int, doc_id: str) -> Page:
        """Open the release of that name."""
        rows = self.ask("GET", f"projects/{project}/examples?limit=10000")["results"]
        return Page(self, project, next(row for row in rows if row["meta"]["doc_id"] == doc_id))


class Page:
    """A release as it is open in the editor."""

    def __init__(self, annotator: Annotator, project: int, example: dict[str, Any]) -> None:
        self._annotator, self._at = annotator, f"projects/{project}"
        self._page = f"{self._at}/examples/{example['id']}"
        self.text = str(example["text"])
        self._types = {
            kind: {row["text"]: row["id"] for row in annotator.ask("GET", f"{self._at}/{kind}-types")}
            for kind in ("span", "relation")
        }

    def spans(self) -> list[dict[str, Any]]:
        names = {number: name for name, number in self._types["span"].items()}
        return [{**row, "name": names[row["label"]]} for row in self._annotator.ask("GET", f"{self._page}/spans")]

    def find(self, label: str, words: str) -> dict[str, Any]:
        """Return the mark of that label on those words."""
        return next(
            row
            for row in self.spans()
            if row["name"] == label and self.text[row["start_offset"] : row["end_offset"]] == words
        )

    def mark(self, label: str, start: int, end: int) -> int:
        body = {"start_offset": start, "end_offset": end, "label": self._types["span"][label]}
        return int(self._annotator.ask("POST", f"{self._page}/spans", body)["id"])

    def move(self, span: dict[str, Any], start: int, end: int) -> None:
        self._annotator.ask("PATCH", f"{self._page}/spans/{span['id']}", {"start_offset": start, "end_offset": end})

    def erase(self, span: dict[str, Any]) -> None:
        self._annotator.ask("DELETE", f"{self._page}/spans/{span['id']}")

    def relations(self) -> list[dict[str, Any]]:
        names = {number: name for name, number in self._types["relation"].items()}
        return [{**row, "name": names[row["type"]]} for row in self._annotator.ask("GET", f"{self._page}/relations")]

    def link(self, kind: str, head: int, child: int) -> None:
        body = {"from_id": head, "to_id": child, "type": self._types["relation"][kind]}
        self._annotator.ask("POST", f"{self._page}/relations", body)

    def unlink(self, relation: dict[str, Any]) -> None:
        self._annotator.ask("DELETE", f"{self._page}/relations/{relation['id']}")

    def finish(self) -> None:
        """Press the tick."""
        self._annotator.ask("POST", f"{self._page}/states", {})
