"""What the essay before says of a start: whether its numbering goes on, whether the text has changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from djtext.hanzi import numeral, ordinal
from djtext.repair import passages
from djtext.repair.essay_lines import HEAD, SHORT, Lines, Number, is_own_title, matched, numbered
from djtext.repair.evidence import WEIGHTS, total
from djtext.repair.starts import SOON, Candidate

AHEAD = 12  # lines in which a new essay's first number is looked for
ARTICLES = 2  # articles after which their end is worth noting
SETTLED = 5.5  # what a look at the passages may make of a start at most: less than an announcement
TOP = "、章条"  # styles of main headings

FAR, AWAY, NEAR = 0.013, 0.022, 0.08
"""Shares of telling pairs that two passages have in common: between essays on two subjects, in doubt, inside one.

Measured on 600 characters either side of 5,200 lines of prose: below .013 are 56 % of joins and 7 % of the lines inside
essays, below .022 83 % and 22 %, above .05 1 % and 38 %.
"""

INLINE = 3000  # characters above a number in which the one before it may have run on in a line

FORMS = {"()": "({0})", "digits": "{2}"}
"""How a number is printed, by style: its numeral, its style, its digits."""

MIDDLE = {"()": "mid-item"}

UNSURE = -WEIGHTS["same-words"]
"""A sum above this cannot be turned by a look at the passages on both sides."""


SURE = frozenset(
    [
        *("announced", "counted-on", "title-words", "title-twice", "title-returns", "headline-returns"),
        *("glued", "signed-line", "signed-below", "issue", "text-returns"),
    ]
)
"""What says outright that an essay begins."""


def related(lines: Lines, candidate: Candidate, since: int) -> list[str]:
    """Return what speaks for or against a candidate, given the line where the essay before it began."""
    found = [*_by_numbers(lines, candidate, since)]
    body = lines.lines[candidate.line].body - lines.lines[since].body
    if body < SOON and not SURE & {*candidate.because} and "chapters-restart" not in found:
        found.append("soon")
    return found


def _by_numbers(lines: Lines, candidate: Candidate, since: int) -> Iterator[str]:
    """Yield what the numbers before and behind a candidate say."""
    following = _next(lines, candidate.line)
    strong = "title" in candidate.because
    last = {style: n for style, n in candidate.last.items() if n.line >= since}
    if _articles_end(lines, candidate, last):
        yield "articles-end"
    if _mid_member(lines, candidate.line, since):
        yield "mid-item"
    if following is None:
        return
    before = last.get(following.style)
    own = following.line == candidate.line
    if not own and not candidate.because:
        return  # 第六, is looked at for its own sake: the 一、 behind it belongs to the next essay
    if before is not None and following.value == before.value + 1:
        new = "title-words" in candidate.because and "title-returns" not in candidate.because
        yield "chapters-go-on" if following.style == "章" else "title-before-next" if new else "goes-on"
    elif following.value == 1 and not _other_title(lines, candidate, following.line):
        yield from _first(lines, candidate, following, since, before)
    elif (own or strong) and not _ran_on(lines, following, since if before is None else before.line):
        if following.style in TOP or strong:
            yield "mid-list" if before or strong else "mid-first"
        else:
            yield MIDDLE.get(following.style, "mid-digit")


def _ran_on(lines: Lines, number: Number, since: int) -> bool:
    """Return whether the number before this one stands inside a line of the essay, at most `INLINE` characters above."""
    value = number.value - 1
    form = FORMS.get(number.style, "第{0}{1}" if number.style in "章条" else "{0}{1}")
    mark = form.format(numeral(value) if 0 < value < 100 else value, number.style, value)
    return _stands_above(lines, mark, number.line, since)


def _stands_above(lines: Lines, mark: str, at: int, since: int) -> bool:
    """Return whether a mark stands in the text between two lines, at most `INLINE` characters above the second."""
    start = lines.lines[at].start
    return lines.folded.find(mark, max(lines.lines[since].start, start - INLINE), start) >= 0


def _mid_member(lines: Lines, at: int, since: int) -> bool:
    """Return whether a line opens with 三是 or 第三个 and no 二是 or 第二 stands above."""
    member = matched("member", lines.text(at))
    if not member or numbered(lines.text(at)):
        return False
    before, value, after = member.groups()
    mark = before + numeral(ordinal(value) - 1) + ("" if before else after)
    return not _stands_above(lines, mark, at, since)


def _other_title(lines: Lines, candidate: Candidate, until: int) -> bool:
    """Return whether between a paragraph and a number another line calls itself an essay: the number is of that one."""
    if {"title", "announced"} & {*candidate.because}:
        return False
    return any(
        matched("announce", text) or (is_own_title(text) and (matched("title", text) or matched("about", text)))
        for text in (lines.text(at) for at in range(candidate.line + 1, until))
        if len(text) <= SHORT
    )


def _first(lines: Lines, candidate: Candidate, following: Number, since: int, before: Number | None) -> Iterator[str]:
    """Yield what a numbering that begins at 1 says."""
    if matched("nested", lines.text(candidate.line - 1)[-HEAD:]):
        yield "nested-title" if "title-words" in candidate.because else "nested"
    elif following.style == "章" and before is not None:
        yield "chapters-restart"
    elif before is not None and before.value > 1 and before.style == _top(lines, since):
        yield "restarts" if candidate.because else "restarts-bare"
    elif following.style in TOP and following.line > candidate.line and before is None:
        yield "first-number"


def _top(lines: Lines, since: int) -> str:
    """Return the style of the first number of the essay that began at a line."""
    at = bisect_left(lines.numbered, since)
    return lines.numbers[at].style if at < len(lines.numbers) else ""


def _next(lines: Lines, at: int) -> Number | None:
    """Return the first number that a line from `at` on opens with."""
    found = bisect_left(lines.numbered, at)
    if found < len(lines.numbers) and lines.numbers[found].line < at + AHEAD:
        return lines.numbers[found]
    return None


def _articles_end(lines: Lines, candidate: Candidate, last: dict[str, Number]) -> bool:
    """Return whether the articles of a regulation stop for good before a paragraph that opens something."""
    article = last.get("条")
    if article is None or article.value < ARTICLES or "opening" not in candidate.because:
        return False
    at = bisect_left(lines.numbered, candidate.line)
    near = lines.numbers[at : at + AHEAD]
    return not any(n.style in "条章" and n.line < candidate.line + AHEAD for n in near)


def weighed(lines: Lines, text: str, candidate: Candidate, since: int) -> tuple[float, tuple[str, ...]]:
    """Return what an essay's start at a candidate is worth, and why; the essay before began at the line `since`.

    The passages on both sides are looked at only where that may settle it; it makes no start as sure as what says so.
    """
    because = ["rare", *candidate.because, *related(lines, candidate, since)]
    worth = total(because)
    if -WEIGHTS["other-script"] - WEIGHTS["other-words"] < worth <= UNSURE:
        because += changes(lines, text, candidate.line, since, worth)
        worth = min(total(because), SETTLED)
    return worth, tuple(because)


def changes(lines: Lines, text: str, at: int, since: int, worth: float) -> Iterator[str]:
    """Yield what has changed between the passages before and behind a line."""
    start, first = lines.lines[at].start, lines.lines[since].start
    if start - first >= passages.LEAST and passages.other_script(text, start):
        worth += WEIGHTS["other-script"]
        yield "other-script"
    if -WEIGHTS["other-words"] < worth <= UNSURE:
        place = start, max(start - passages.REACH, first)
        if place not in lines.shares:
            lines.shares[place] = passages.likeness(lines.folded, *place)
        share = lines.shares[place]
        yield from _words(share) if share is not None else []
        yield from passages.selves(lines.folded, start, first)


def _words(share: float) -> Iterator[str]:
    if share < AWAY:
        yield "other-words" if share < FAR else "fewer-words"
    elif share > NEAR:
        yield "same-words"
