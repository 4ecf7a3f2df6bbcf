"""Furniture: what pages and sharing sites put around and into an essay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from djtext import lexicon
from djtext.rules import Rule
from djtext.types import Edit, Span

CUT = "……"
"""What stays where a site cut text out: the place is seen, and the halves are not run together."""

LONGEST = 120  # characters of a line that is furniture as a whole; a paragraph is no page button


def furniture(text: str, folded: str) -> Iterator[Edit]:
    """Yield the ordered edits that take page furniture out; a note that text was cut out leaves `CUT`.

    >>> [edit.new for edit in furniture("抓落实(省略9字)", "抓落实(省略9字)")]
    ['……']
    """
    at = 0
    for start, end, gives in sorted((*_notes(folded), *_lines(folded)), key=lambda f: (f[0], -f[1])):
        new = CUT if gives == "gap" else ""
        if start >= at and start < end and text[start:end] != new:
            yield Edit(Span(start, end), new, "furniture")
            at = end


def is_furniture(line: str) -> bool:
    """Return whether a whole folded line is page furniture.

    >>> is_furniture("第1页/共12页"), is_furniture("关于河道清淤的报告")
    (True, False)
    """
    if len(line) <= LONGEST and _line_rows().match(line.strip()):
        return True
    rows = (rule for rule in _sought() if rule.gives == "line" and _may_stand(rule, line))
    return any(match.start() == 0 for rule in rows if (match := rule.pattern.search(line)))


def _notes(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield what the rows find that are sought in the whole text: only beside the strings that they need."""
    standing = [need for need in _needs() if need in folded]
    for need in standing:
        rows = [rule for rule in _sought() if need in rule.more["needs"]]
        for first, last in _beside(folded, need):
            for rule in rows:
                for match in rule.pattern.finditer(folded, first, last):
                    whole = _line(folded, *match.span()) if rule.gives == "line" else match.span()
                    yield (*whole, rule.gives)


def _beside(folded: str, need: str) -> Iterator[tuple[int, int]]:
    """Yield the lines in which a string stands, each with a line before and behind: notes may run over a line end.

    A string of several lines is sought in the whole text.
    """
    if "\n" in need:
        yield 0, len(folded)
        return
    at = folded.find(need)
    while at >= 0:
        first = folded.rfind("\n", 0, max(folded.rfind("\n", 0, at), 0)) + 1
        ends = folded.find("\n", at + len(need))
        last = folded.find("\n", ends + 1) if ends >= 0 else -1
        yield first, last if last >= 0 else len(folded)
        at = folded.find(need, ends) if ends >= 0 else -1


def _lines(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield the short lines that are furniture."""
    row, at = _line_rows().match, 0
    for line in folded.split("\n"):
        if line and len(line) <= LONGEST and row(line.strip()):
            yield (*_line(folded, at, at + len(line)), "line")
        at += len(line) + 1


def _line(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return what goes with a line: its line end, with the last line the one before."""
    if folded.startswith("\n", end):
        return start, end + 1
    return (start - 1 if folded.startswith("\n", start - 1) else start), end


@cache
def _sought() -> tuple[Rule, ...]:
    return tuple(rule for rule in lexicon.table("furniture") if rule.more.get("needs"))


@cache
def _needs() -> tuple[str, ...]:
    return tuple(sorted({need for rule in _sought() for need in rule.more["needs"]}))


def _may_stand(rule: Rule, text: str) -> bool:
    return any(need in text for need in rule.more["needs"])


@cache
def _line_rows() -> re.Pattern[str]:
    """Return all rows that are lines as one pattern."""
    rows = (rule for rule in lexicon.table("furniture") if not rule.more.get("needs"))
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rows))
