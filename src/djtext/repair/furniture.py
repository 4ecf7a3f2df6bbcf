"""Furniture: what pages and sharing sites put around and into an essay."""

from __future__ import annotations

from collections.abc import Iterator

from djtext import lexicon
from djtext.types import Edit, Span

CUT = "……"
"""What stays where a site cut text out: the place is seen, and the halves are not run together."""


def furniture(text: str, folded: str) -> Iterator[Edit]:
    """Yield the ordered edits that take page furniture out; a note that text was cut out leaves `CUT`.

    >>> [edit.new for edit in furniture("抓落实(省略9字)", "抓落实(省略9字)")]
    ['……']
    """
    found = [
        (*_reach(rule.gives, folded, *match.span()), rule.gives)
        for rule in lexicon.table("furniture")
        for match in rule.pattern.finditer(folded)
    ]
    at = 0
    for start, end, gives in sorted(found, key=lambda f: (f[0], -f[1])):
        new = CUT if gives == "gap" else ""
        if start >= at and start < end and text[start:end] != new:
            yield Edit(Span(start, end), new, "furniture")
            at = end


def is_furniture(line: str) -> bool:
    """Return whether a whole folded line is page furniture.

    >>> is_furniture("第1页/共12页"), is_furniture("关于河道清淤的报告")
    (True, False)
    """
    rows = (rule for rule in lexicon.table("furniture") if rule.gives == "line")
    return any(match.start() == 0 for rule in rows if (match := rule.pattern.search(line)))


def _reach(gives: str, folded: str, start: int, end: int) -> tuple[int, int]:
    """Return what goes: a line goes with its line end, the last line with the one before."""
    if gives != "line":
        return start, end
    if folded[end : end + 1] == "\n":
        return start, end + 1
    return (start - 1 if start and folded[start - 1] == "\n" else start), end
