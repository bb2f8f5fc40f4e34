"""One id for one place and one body, however a release writes its name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from presstally.errors import ModelError
from presstally.resources import data_dir

_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset("the of and for".split())
# What stands beside the name of a place and is no part of it: "city of Tbilisi" and "Tbilisi" are one.
_CITY = frozenset(("city", "town", "municipality"))
_STATE_OF = re.compile(
    r"\s+of\s+(?:the\s+)?(?:republic|kingdom|state)\s+of\s+(?P<state>.+)$|\s+of\s+the\s+republic$", re.IGNORECASE
)
# Letters that no accent makes: their plain neighbours.
_PLAIN = str.maketrans({"ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "’": "'"})
_SHORTEST = 3  # letters of an abbreviation that is taken for the initials of a name


class Names:
    """Ids of names; `known`: the table of names.toml, `run`: all names of a run, for their abbreviations and states."""

    def __init__(self, known: Mapping[str, Iterable[str]], run: Iterable[str] = (), *, places: bool = False) -> None:
        self.places = places
        self.known = {_fold(name): key for key, names in known.items() for name in names}
        self.initials: dict[str, str] = {}
        self.states: dict[str, set[str]] = {}
        for name in sorted({name for name in run if name}):
            base, state = self._split(name)
            if state:
                self.states.setdefault(self._known(base), set()).add(state)
            letters = "".join(word[0] for word in _WORD.findall(base) if word[0].isupper())
            if len(letters) >= _SHORTEST:
                self.initials.setdefault(letters, base)

    def id_of(self, name: str | None) -> str:
        """Return the id of a name; an empty one where there is no name.

        The state of a body is left out where a run names no other: the ministry "of the Republic" is the ministry.
        """
        if not name:
            return ""
        base, state = self._split(name.strip())
        if base.isupper() and _fold(base) not in self.known and self.initials.get(base, base) != base:
            base = self.initials[base]
        found = self._known(base)
        several = len(self.states.get(found, ())) > 1
        return f"{found}_{state}" if state and several else found

    def _split(self, name: str) -> tuple[str, str]:
        """Return a body and the state it is of, folded; places have none."""
        if self.places:
            return name, ""
        if found := _STATE_OF.search(name):
            return name[: found.start()], "_".join(_fold(found["state"] or "").split())
        base, _, state = name.rpartition(" of ")
        if base and _fold(base) in self.known:
            return base, "_".join(_fold(state).split())
        return name, ""

    def _known(self, name: str) -> str:
        folded = _fold(name)
        if folded in self.known:
            return self.known[folded]
        words = folded.split()
        if self.places:
            words = [word for word in words if word not in _CITY] or words
            if " ".join(words) in self.known:
                return self.known[" ".join(words)]
        return "_".join(words)


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'s", "s")
    plain = re.sub(r"(?<=\b\w)\.", "", plain)  # M.I.A.
    return " ".join(word for word in _WORD.findall(plain) if word not in _LITTLE)


def read_names(configs: str | None = None) -> dict[str, dict[str, list[str]]]:
    """Read names.toml; a catalogue without one knows no other names."""
    path = (Path(configs) if configs else data_dir("configs")) / "catalogue" / "names.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"{path} cannot be read: {error}.", 'Each line reads: id = ["Name", "Other name"].') from error
