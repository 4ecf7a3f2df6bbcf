"""The errors of djtext, sorted by what a caller can do about them."""

from __future__ import annotations


class DjtextError(Exception):
    """Any error that djtext raises on purpose; the message names the source, the fact and a way out."""

    code = "error"


class SourceError(DjtextError):
    """One source cannot be read; the rest of a batch goes on. `code` says why in one stable word."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        """Return how to make it anew, so that it can come from another process."""
        return type(self), (self.code, str(self))


class RuleError(DjtextError):
    """A rule table is wrong: mend the row that the message names."""

    code = "rule"


class UsageError(DjtextError):
    """The call itself is wrong: an unknown name, a setting out of range."""

    code = "usage"


class OutputError(DjtextError):
    """A result cannot be written: no place, no right, no such folder."""

    code = "output"
