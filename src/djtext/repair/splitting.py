"""Where one essay of a source ends and the next begins, and what each is called."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from djtext.repair.essay_lines import Lines, matched, read
from djtext.repair.evidence import WEIGHTS
from djtext.repair.headline import headline
from djtext.repair.relations import weighed
from djtext.repair.starts import Candidate, candidates
from djtext.types import Edit, Hint

BODY = 80
"""Characters of running text that make an essay; a table of contents or a preface has fewer."""

PREFACE = 400
"""Characters of running text that may stand before the first essay of a collection is announced."""

ENOUGH = 3.0
"""Two starts with some evidence outweigh one with much: evidence beyond this counts less and less."""

PATHS = 3
"""Ways to split what was read so far that are kept; two have settled every text seen."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One essay: where it starts in the text, its title as printed (None if it has none), what spoke for the start."""

    start: int
    title: str | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A way to split: its last start, what spoke for it, the path before it, and the sum of all evidence."""

    line: int
    because: tuple[str, ...] = ()
    before: Path | None = None
    score: float = 0.0


def told(hints: Iterable[Hint], edits: Sequence[Edit]) -> Iterator[tuple[int, str]]:
    """Yield where the layout of the source spoke of a start, counted in the text that the edits give, and what it said.

    >>> from djtext.types import Span
    >>> list(told([Hint(Span(20, 26), "heading", 0)], [Edit(Span(2, 12), "", "pinyin")]))
    [(10, 'heading-0')]
    """
    at = grown = 0
    for hint in hints:
        name = "page" if hint.kind == "page" else f"heading-{hint.level}" if hint.kind == "heading" else ""
        while at < len(edits) and edits[at].span.end <= hint.span.start:
            grown += len(edits[at].new) - (edits[at].span.end - edits[at].span.start)
            at += 1
        if name in WEIGHTS:
            yield hint.span.start + grown, name


def _lines_told(lines: Lines, hints: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return which lines the hints are about; a heading speaks louder than a page."""
    result: dict[int, str] = {}
    places = sorted(hints, key=lambda hint: WEIGHTS[hint[1]])
    starts = [line.start for line in lines.lines] if places else []
    for place, name in places:
        at = bisect_left(starts, place)
        if at < len(starts) and not lines.folded[place : starts[at]].strip():
            result[at] = name
    return result


def pieces(text: str, folded: str, hints: Iterable[tuple[int, str]] = ()) -> tuple[Piece, ...]:
    r"""Return the essays of a repaired text, in order; the first starts at 0.

    Each line is weighed: is it announced (第二篇：…), a title, signed, does its numbering start anew, does the text
    return or change there. Of all ways to split, that with the most evidence is taken. `hints` are places where the
    layout spoke, with the name of that evidence. An excerpt from the middle of an essay on the same subject as the one
    before it is not told apart.

    >>> body = "一是认真学习,二是抓好落实,三是加强督查。" * 5
    >>> text = f"第一篇:关于作风\n{body}\n第二篇:关于学习\n{body}"
    >>> [piece.title for piece in pieces(text, text)]
    ['关于作风', '关于学习']
    """
    lines = read(folded)
    if not lines.lines:
        return (Piece(0, None),)
    path = list(_best(lines, text, _lines_told(lines, hints)))
    ends = [*(step.line for step in path[1:]), len(lines.lines)]
    return tuple(
        Piece(
            lines.lines[step.line].start if step.line else 0, headline(text, lines.lines[step.line : end]), step.because
        )
        for step, end in zip(path, ends, strict=True)
    )


def _best(lines: Lines, text: str, hints: dict[int, str]) -> Iterator[Path]:
    """Yield the starts of the best way to split, in order."""
    paths = [Path(0)]
    for candidate in candidates(lines, text, hints):
        if lines.body - lines.lines[candidate.line].body < BODY // 4:
            break
        steps = [step for path in paths if (step := _step(lines, text, candidate, path))]
        if steps:
            paths = sorted([*paths, max(steps, key=_score)], key=_score, reverse=True)[:PATHS]
    yield from reversed(list(_back(paths[0])))


def _score(path: Path) -> float:
    return path.score


def _back(path: Path | None) -> Iterator[Path]:
    while path:
        yield path
        path = path.before


def _step(lines: Lines, text: str, candidate: Candidate, path: Path) -> Path | None:
    """Return the path that goes on to a candidate; None where the essay before would have no body."""
    body = lines.lines[candidate.line].body - lines.lines[path.line].body
    if body < BODY or (body < PREFACE and _preface(lines, candidate, path.line)):
        return None
    worth, because = weighed(lines, text, candidate, path.line)
    if worth <= 0:
        return None  # a start that nothing speaks for is none, though it would spare the next one a contradiction
    return Path(candidate.line, because, path, path.score + worth / (worth + ENOUGH))


def _preface(lines: Lines, candidate: Candidate, since: int) -> bool:
    """Return whether what stands before a candidate is no essay: the first of a collection is announced, or a table of
    contents begins behind an abstract.
    """
    if "contents" in candidate.because:
        return True
    call = matched("announce", lines.text(candidate.line)) if since == 0 else None
    return call is not None and any(one in call[0] for one in "一1")
