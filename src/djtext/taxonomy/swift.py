"""Swift patterns: the same regular expression, written so that the engine can skip to where it may begin.

Python's `re` skips ahead by the first characters of an alternation only where every alternative begins with a plain
character; 「(?:加强|抓好)监督」 among them makes it try all at every place. Opening the leading group gives the same matches
in the same order about three times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

REPEATS = ("*", "+", "{", "??")
BEFORE = re.compile(r"((?:\(\?<![^()|]+\))+)(\w)(?![?*+{])")
"""One or more look-behinds for plain words in front of a plain character."""

ONE_OF = re.compile(r"\[(\w+)\](?![?*+{])")
"""A class of plain characters."""


@cache
def swift(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern with the same matches whose alternatives begin with plain characters, as far as they can."""
    return re.compile("|".join(opened for one in _alternatives(pattern.pattern) for opened in _opened(one)))


def _opened(one: str) -> Iterator[str]:
    """Yield an alternative with its leading group, class or look-behind opened."""
    if one.startswith("(?:"):
        yield from _ungrouped(one)
    elif match := ONE_OF.match(one):
        yield from (character + one[match.end() :] for character in match[1])
    elif match := BEFORE.match(one):
        yield match[2] + match[1].replace(")", match[2] + ")") + one[match.end() :]
    else:
        yield one


def _ungrouped(one: str) -> Iterator[str]:
    end = _closing(one)
    inner, rest = one[3:end], one[end + 1 :]
    if rest.startswith(REPEATS):
        yield one
        return
    tail = rest.removeprefix("?")
    for alternative in _alternatives(inner):
        yield from _opened(alternative + tail)
    if tail != rest:
        yield from _opened(tail)


def _depths(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yield each place of a pattern with its character and how many groups and classes are open behind it."""
    depth, escaped = 0, False
    for at, character in enumerate(pattern):
        if not escaped:
            depth += (character in "([") - (character in ")]")
        yield at, "" if escaped else character, depth
        escaped = character == "\\" and not escaped


def _alternatives(pattern: str) -> Iterator[str]:
    """Yield the alternatives of a pattern outside of any group."""
    start = 0
    for at, character, depth in _depths(pattern):
        if character == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _closing(one: str) -> int:
    """Return where the group ends with which an alternative begins."""
    return next(at for at, _, depth in _depths(one) if depth == 0)
