"""The exception tree: every error the program raises on purpose, each with what the user can do about it."""

from __future__ import annotations


class PresstallyError(Exception):
    """Base of all errors raised on purpose. `hint` says what to do; `exit_code` is the command line's (see docs)."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(PresstallyError):
    """The call itself cannot be carried out as written."""

    exit_code = 2


class NoInputError(PresstallyError):
    """Nothing that could be read was found."""

    exit_code = 3


class ModelError(PresstallyError):
    """The model, its config or its lexicon cannot be used."""

    exit_code = 4


class OutputError(PresstallyError):
    """The output folder cannot be written."""

    exit_code = 5


class CheckError(PresstallyError):
    """A check or a quality gate failed."""

    exit_code = 6


class ServiceError(PresstallyError):
    """A server that the program talks to is down, refuses, or lacks something."""

    exit_code = 7


class ReleaseError(PresstallyError):
    """One release cannot be read; the others go on. `stage` names where it stopped."""

    def __init__(self, message: str, hint: str = "", stage: str = "read") -> None:
        super().__init__(message, hint)
        self.stage = stage


class NumberFormatError(PresstallyError, ValueError):
    """A string that no rule of the number grammar reads."""
