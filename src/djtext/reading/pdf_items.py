"""Numbers and bullets at the beginning of a line of a PDF: a list sets them apart from their text, which hangs beneath itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from djtext import lexicon
from djtext.hanzi import folded
from djtext.reading.numbering import BULLET
from djtext.reading.pdf_glyphs import Glyph
from djtext.rules import Rule

STOP = 3.0
"""Ems of white behind a number, at most: programs set the text of an item at a tab stop; cells stand further apart."""

HEADINGS = 10
"""The rank of ways of counting in the table of markers from which on they stand in running text: 「一是」, 「首先」."""

LONGEST = 16
"""Characters of a line that are looked at for its number."""

_BULLETS = frozenset(f"{BULLET}·‣⁃∙")


def marker(text: str) -> int:
    """Return how many characters at the beginning of a line are its number or bullet, with the white behind it.

    >>> marker("（一）学习不够深入"), marker("1. 学用脱节"), marker("● 学风"), marker("学习不够深入")
    (3, 3, 2, 0)
    """
    head = folded(text[:LONGEST])
    ends = (match.end() for rule in _numbers() if (match := rule.pattern.match(head)))
    end = max(ends, default=int(_is_bullet(head)))
    return end + len(head[end:]) - len(head[end:].lstrip()) if end else 0


def _is_bullet(text: str) -> bool:
    return text[:1] in _BULLETS or unicodedata.category(text[:1] or "a") in ("So", "Co")


@cache
def _numbers() -> tuple[Rule, ...]:
    rules = lexicon.table("markers")
    return tuple(rule for rule in rules if "line" in rule.more["places"] and rule.more["rank"] < HEADINGS)


def numbers(run: Sequence[Glyph], after: Sequence[Glyph]) -> bool:
    """Return whether glyphs at the beginning of a line are the number of what stands behind them, apart from it."""
    if len(run) > LONGEST or after[0].x0 - run[-1].x1 > STOP * after[0].size:
        return False
    label = "".join(glyph.char for glyph in run).rstrip()
    return marker(label + "".join(glyph.char for glyph in after[:LONGEST])) == len(label)


def tidied(line: str) -> str:
    r"""Return a line with its bullet as a character that every font has, and with one space behind its number where white
    looks like several.

    >>> tidied("\uf06c学习不够"), tidied("1.    2024年"), tidied("甲方：    乙方：")
    ('•学习不够', '1. 2024年', '甲方：    乙方：')
    """
    if unicodedata.category(line[0]) == "Co":  # only its symbol font knows what it looks like
        line = BULLET + line[1:]
    if "  " not in line[:LONGEST]:
        return line
    end = marker(line)
    label = line[:end].rstrip(" ")
    return f"{label} {line[end:]}" if end > len(label) + 1 else line
