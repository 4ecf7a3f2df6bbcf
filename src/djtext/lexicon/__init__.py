"""The rule tables and word lists that ship with djtext: one TOML file a table beside this module."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from djtext.errors import UsageError
from djtext.rules import Rule, parsed


def names() -> tuple[str, ...]:
    """Return the names of the tables that ship, sorted."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in files(__name__).iterdir() if p.name.endswith(".toml")))


def text(name: str) -> str:
    """Return a table as its TOML text.

    Raises:
        UsageError: there is no such table; the message lists those that are.
    """
    if name not in names():
        raise UsageError(f"no rule table {name!r}; there are {', '.join(names())}")
    return (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")


@cache
def table(name: str) -> tuple[Rule, ...]:
    """Return the rules of a table, in its order.

    Raises:
        UsageError: there is no such table.
    """
    return parsed(text(name), f"lexicon/{name}.toml")


@cache
def digest() -> str:
    """Return a digest of all tables, so that a result can name the rules that made it."""
    joined = "\0".join(f"{name}\0{text(name)}" for name in names())
    return sha256(joined.encode()).hexdigest()[:12]
