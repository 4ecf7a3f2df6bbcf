"""Running headers, footers and page numbers: pieces at the edge of pages that return from page to page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from djtext import lexicon
from djtext.reading.pdf_lines import Piece
from djtext.rules import Rule

EDGE = 0.15
"""The share of a page's height, at either end, in which running lines stand."""

DEEPEST = 4
"""Lines from the edge inwards that may be running lines."""

HEIGHT = 6.0
"""Points by which a running line may stand higher or lower on another page."""

FEWEST = 3
"""Pages on which a line must return to be a running one; a document of two pages has it on both."""

AWAY = 1.2
"""The white between a running line and the text, in distances of lines: 「目标责任书」 atop thirty copies of one contract,
a line above its first article, is no header.
"""

Page = tuple[Sequence[Piece], float, float]
"""The pieces of a page from top to bottom, its lowest and its highest y."""

_NUMBER = re.compile("[0-9]+")


def without_running(pages: Sequence[Page]) -> tuple[list[list[Piece]], int]:
    """Return the pieces of each page without running lines, and how many lines were taken away."""
    edges = [[_edge(page, top=True), _edge(page, top=False)] for page in pages]
    running = _running(edges)
    least = min(FEWEST, max(2, len(pages)))
    levels = [sorted({round(piece.y) for piece in pieces}) for pieces, _, _ in pages]
    steps = [b - a for page in levels for a, b in pairwise(page) if b - a > HEIGHT]
    step = median(steps) if steps else 0.0
    result, count = [], 0
    for number, (pieces, _, _) in enumerate(pages):
        rows = [
            row for edge in edges[number] for row in _apart(_peeled(edge, number, running, least), levels[number], step)
        ]
        gone = {id(piece) for row in rows for piece in row}
        count += len(gone)
        result.append([piece for piece in pieces if id(piece) not in gone])
    return result, count


Edge = list[list[Piece]]
"""Lines, from the edge of the page inwards."""


def _edge(page: Page, *, top: bool) -> Edge:
    pieces, low, high = page
    reach = EDGE * (high - low)
    near = [p for p in pieces if (high - p.y if top else p.y - low) < reach]
    rows: Edge = []
    for piece in sorted(near, key=lambda p: (-p.y if top else p.y, p.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < HEIGHT / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows[:DEEPEST]


Key = tuple[str, int, int | None]
"""A line's text with numbers folded, its place in steps of `HEIGHT`, and its number less that of its page."""


def _running(edges: Sequence[Sequence[Edge]]) -> Mapping[Key, int]:
    """Return on how many pages each key stands."""
    pages: dict[Key, set[int]] = defaultdict(set)
    for number, both in enumerate(edges):
        for edge in both:
            for piece in (piece for row in edge for piece in row):
                for key in _keys(piece, number):
                    pages[key].add(number)
    return Counter({key: len(numbers) for key, numbers in pages.items()})


def _keys(piece: Piece, page: int) -> Iterator[Key]:
    """Yield what a piece has in common with the same running line on other pages: its wording, and how it counts."""
    text = _bare(piece)
    step = round(piece.y / HEIGHT)
    counts = {int(number[:9]) - page for number in _NUMBER.findall(text)}
    for place in (step - 1, step, step + 1):
        yield text, place, None
        for offset in counts:
            yield _NUMBER.sub("0", text), place, offset


def _peeled(edge: Edge, number: int, running: Mapping[Key, int], least: int) -> Iterator[list[Piece]]:
    """Yield the running lines of an edge, from outside inwards up to the first line that holds anything else."""
    for row in edge:
        if not all(_runs(piece, number, running, least) for piece in row):
            return
        yield row


def _apart(rows: Iterable[list[Piece]], levels: Sequence[int], step: float) -> Edge:
    """Return running lines up to the last that stands away from the text; a page number may stand close."""
    result = list(rows)
    while result and not all(_matches("page-number", _bare(piece)) for piece in result[-1]):
        outer, inner = result[-1][0].y, _inward(result, levels)
        if inner is None or abs(inner - outer) >= AWAY * step:
            break
        result.pop()
    return result


def _inward(rows: Edge, levels: Sequence[int]) -> int | None:
    """Return the next baseline behind the last of the rows, seen from the edge of the page."""
    here = rows[-1][0].y
    upper = here > (levels[0] + levels[-1]) / 2
    beyond = [y for y in levels if (here - y if upper else y - here) > HEIGHT / 2]
    return (max(beyond) if upper else min(beyond)) if beyond else None


def _bare(piece: Piece) -> str:
    return "".join(piece.text.split())


def _runs(piece: Piece, page: int, running: Mapping[Key, int], least: int) -> bool:
    text = _bare(piece)
    if _matches("page-number", text):
        return True
    counted = _matches("counted", text)
    for key in _keys(piece, page):
        enough = FEWEST if key[2] is not None else least
        if running[key] >= enough and not (counted and key[2] is not None):
            return True
    return False


def _matches(gives: str, text: str) -> bool:
    return any(rule.pattern.search(text) for rule in _rules() if rule.gives == gives)


@cache
def _rules() -> tuple[Rule, ...]:
    return lexicon.table("pages")
