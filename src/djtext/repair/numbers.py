"""Numbers that pages and sharing sites left inside sentences, told apart from the author's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from djtext.hanzi import HAN
from djtext.repair.joins import any_rule
from djtext.repair.joins import paragraph
from djtext.repair.tears import TORN, tear
from djtext.types import Edit, Span



def is_running(line: str) -> bool:
    return bool(line) and paragraph(line).running


def is_torn(tail: str, head: str) -> bool:
    return tear(tail, head) > TORN


STEP = 3  # pages that a number may be ahead of the one before: some pages break between sentences
ENOUGH = 3  # numbers that must run on in mid-sentence before a site's slicing is believed
FIRST = 200  # characters from the start of a text in which its first slice begins

_PAGE = re.compile(rf"(?<=[{HAN},、“”])[ \u3000]?([1-9][0-9]{{0,2}})[ \u3000]{{1,3}}(?=[{HAN}])")
_PAGE_LINE = re.compile(r"(?<=\n)[ \u3000]{0,8}([1-9][0-9]{0,2})[ \u3000]{0,8}(?:\n|\Z)")
_SLICE = re.compile(rf"(?:^|(?<=\n)|(?<=[{HAN},、]))[ \u3000]{{0,4}}([1-9][0-9]?)、(?=[ \u3000]?[{HAN}“《,、。])")
_OPEN_END = re.compile(f"[{HAN},、]$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be a page's or a slice's: what goes with it, its value, whether it tears a sentence."""

    span: Span
    value: int
    tears: bool


def page_numbers(folded: str) -> Iterator[Edit]:
    """Yield the edits that take page numbers out of sentences: `形4 成了`, and lines that are a number alone.

    A number goes when it tears a word, when another does and nothing is counted by it, or when it runs on from page to
    page.

    >>> [edit.why for edit in page_numbers("加强党组10 织建设")]
    ['page-number']
    """
    inside = [_inside(folded, match) for match in _PAGE.finditer(folded) if _uncounted(folded, match)]
    lines = [_alone(folded, match) for match in _PAGE_LINE.finditer(folded)]
    for numbers in (inside, lines):
        torn = numbers is inside and any(number.tears for number in inside)
        for at, number in enumerate(numbers):
            if torn or number.tears or _runs_on(numbers, at):
                yield Edit(number.span, "", "page-number")


def _uncounted(folded: str, match: re.Match[str]) -> bool:
    """Return whether no unit follows and no 第 or 共 leads: 「完成3 项」 counts, it is no page."""
    before, behind = folded[max(0, match.start() - 2) : match.start()], folded[match.end() : match.end() + 4]
    return not any_rule("counts", behind) and not any_rule("counted-by", before)


def _inside(folded: str, match: re.Match[str]) -> Number:
    tail, head = _around(folded, match.start(), match.end())
    return Number(Span(*match.span()), int(match[1]), is_torn(tail, head))


def _around(folded: str, start: int, end: int) -> tuple[str, str]:
    return folded[max(0, start - 8) : start].rsplit("\n", 1)[-1], folded[end : end + 8].split("\n", 1)[0]


def _alone(folded: str, match: re.Match[str]) -> Number:
    """Return a number that is a line; it tears where the lines around it are one sentence."""
    before = folded[max(0, match.start() - 100) : match.start()].rstrip().rsplit("\n", 1)[-1]
    tears = bool(_OPEN_END.search(before)) and is_running(before) and match.end() < len(folded)
    return Number(Span(*match.span()), int(match[1]), tears and not any_rule("counts", folded[match.end() :][:4]))


def _runs_on(numbers: Sequence[Number], at: int) -> bool:
    """Return whether the numbers beside one go up to it and on from it, page by page."""
    here = numbers[at]
    before = numbers[at - 1] if at else None
    behind = numbers[at + 1] if at + 1 < len(numbers) else None
    up = before is not None and 0 < here.value - before.value <= STEP
    on = behind is not None and 0 < behind.value - here.value <= STEP
    return (up and on) or bool(up and before and before.tears) or bool(on and behind and behind.tears)


def slice_numbers(folded: str) -> Iterator[Edit]:
    r"""Yield the edits that take out the numbers of a sharing site's slices: `2、` before a slice.

    They are believed when `ENOUGH` of them rise through the text in mid-sentence (two, if both tear a word); then
    those between them go as well, unless the author's own list explains them.

    >>> text = "1、抓实基层基\n2、础工作，健全完\n3、善制度，明确责\n4、任分工。".replace("，", ",")
    >>> [edit.span.of(text) for edit in slice_numbers(text)]
    ['1、', '2、', '3、', '4、']
    """
    numbers = tuple(_slice(folded, match) for match in _SLICE.finditer(folded))
    chain = _rising([number for number in numbers if number.tears and number.value > 1])
    if len(chain) < 2 or (len(chain) < ENOUGH and not all(_tears_word(folded, n) for n in chain)):
        return
    for number in _filled(numbers, chain):
        yield Edit(number.span, "", "slice-number")


def _slice(folded: str, match: re.Match[str]) -> Number:
    before = folded[max(0, match.start() - 200) : match.start()].rstrip().rsplit("\n", 1)[-1]
    at_line = match.start() == 0 or folded[match.start() - 1] == "\n"
    open_end = bool(_OPEN_END.search(before)) and at_line and is_running(before)
    return Number(Span(*match.span()), int(match[1]), open_end or is_torn(before[-8:], folded[match.end() :][:8]))


def _tears_word(folded: str, number: Number) -> bool:
    before = folded[max(0, number.span.start - 20) : number.span.start].rstrip()
    return is_torn(before[-8:], folded[number.span.end :][:8])


def _rising(numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Return the longest part of the numbers that rises, in order; of equal ones the first.

    Values are below one hundred, so that the work stays in proportion to the numbers.
    """
    best: dict[int, tuple[Number, ...]] = {}
    for number in numbers:
        below = max((best[v] for v in sorted(best) if v < number.value), key=len, default=())
        if len(below) + 1 > len(best.get(number.value, ())):
            best[number.value] = (*below, number)
    return max((best[v] for v in sorted(best)), key=len, default=())


def _filled(numbers: Sequence[Number], chain: Sequence[Number]) -> Iterator[Number]:
    """Yield the chain and, in the order of the text, the numbers that fill its gaps and are no author's."""
    wanted = {number.value for number in chain}
    at, last = 0, 0
    for member in chain:
        between = [n for n in numbers if at <= n.span.start < member.span.start]
        for value in range(last + 1, member.value):
            found = _unexplained(between, value)
            if found and value not in wanted and found.span.start >= at:
                yield found
                at = found.span.end
        yield member
        at, last = member.span.end, member.value
    following = [n for n in numbers if n.span.start >= at]
    while found := _unexplained(following, last + 1):
        yield found
        following = [n for n in following if n.span.start >= found.span.end]
        last += 1


def _unexplained(numbers: Sequence[Number], value: int) -> Number | None:
    """Return the first number of a value before which no list of the author's has got to the value below it."""
    for number in numbers:
        if number.value == value and (value > 1 or number.span.start < FIRST):
            return number
        if number.value == value - 1 or number.value == 1:
            return None
    return None
