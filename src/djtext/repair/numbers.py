"""Page numbers that copying left inside sentences, told apart from figures that count something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from math import inf

from djtext.repair.chains import Number, Pace, paced
from djtext.repair.joins import any_rule, is_finished, paragraph, weight
from djtext.repair.model import words
from djtext.repair.tears import TORN, flow, tear
from djtext.repair.wraps import Line
from djtext.types import Edit, Span

PACE = Pace(nearest=150, farthest=2500, ahead=6, linked=2.0, even=4.0, uneven=5.0, gap=-0.3, start=-4.5)
HOPELESS = -PACE.even - 1  # the weight of a number that no neighbours can make good
SPACES = 3  # around a number
AROUND = 100  # characters beside a number in which its line is looked at

# Natural logarithms.
BASE = -1.0
TEARS = 6.0
TEARS_BARE = 4.0  # without a space: 讲课420堂 has a unit that nobody listed
COUNTS = -6.0  # a unit follows: 完成3 项
WORDED = 1.0  # the unit is the head of a word: 3 期满
COUNTS_APART = -2.5  # the same where other figures of the text have no space before their unit: 两批2 村干部
LABEL = -7.0  # 图3, 附件2
COUNTED_BY = -2.0  # 达到5 , 共3 : no unit follows, or it would count
NUMERAL = 3.0  # a Han numeral stands before: 十五4 分钟 is no figure
ORDINAL = 5.0  # 第4 一: one figure is enough
DASHED, NAMED = 4.0, 2.0  # - 4 -, 第4页
BARE, PADDED = -1.5, -0.9  # no space; one on either side in a text that sets its figures so
APART = 1.0  # a space behind in a text that sets its figures without, none in a text that sets them apart
GOES_ON = 5.0  # a line alone, or at its start or end, where the sentence goes on
LISTED = -2.2  # a line that begins with it behind a full stop: 4 加强领导
BROKEN, ALONE = 8.0, 4.5  # what a page number at a line end, or on a line, adds to the evidence for one sentence
TABLED = -2.0  # a line alone between lines that do not end

_DIGITS = re.compile(r"[0-9]+")
_BEFORE = re.compile(r"([-—–]{1,2} ?|第 ?|)\Z")
_BEHIND = re.compile(r" ?[-—–]{1,2}| ?页|")
_FIGURE = re.compile(r"[0-9]( ?)(?=[个项名人家条次年月日元万亿户村])")
_LEFT, _RIGHT, _INNER = frozenset("\n,、。;:!?”’)》"), frozenset("\n“‘《("), frozenset(",、”’)》")
_BEHIND_A_FIGURE = frozenset(",.、。;:!?)”%~/+年月日元万亿")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千两几")


def page_numbers(folded: str) -> Iterator[Edit]:
    """Yield the edits that take page numbers out of sentences: `形4 成了`, and lines that are a number alone.

    A number that tears a word goes by itself; where numbers rise through the text at the distance of pages, those
    between two words go too, and never one that counts.

    >>> [edit.why for edit in page_numbers("加强党组10 织建设")]
    ['page-number']
    """
    spaced = cache(lambda: _are_figures_spaced(folded))
    found = (
        _number(folded, match, spaced) for match in _DIGITS.finditer(folded) if _may_be_page(folded, *match.span())
    )
    for chain in paced([number for number in found if number and number.weight > HOPELESS], PACE):
        for number in chain:
            yield Edit(number.span, "", "page-number")


def _may_be_page(folded: str, start: int, end: int) -> bool:
    """Return whether a run of digits is short and no part of a figure: nearly all of a clean text are."""
    return end - start <= 3 and folded[end : end + 1] not in _BEHIND_A_FIGURE


def _number(folded: str, match: re.Match[str], spaced: Callable[[], bool]) -> Number | None:
    """Return what a run of digits may be as a page number; None if it is a figure, a date, an item."""
    mark = _marked(folded, match.start(), match.end())
    if mark is None:
        return None
    start, end = _stripped(folded, mark)
    before, behind = folded[start - 1 : start] or "\n", folded[end : end + 1] or "\n"
    if (before not in _LEFT and before < "一") or (behind not in _RIGHT and behind < "一"):
        return None
    bare = start == match.start() and end == match.end()
    if before == "\n" or behind == "\n":
        if bare and behind != "\n":
            return None
        return _beside_line_end(folded, start, end, int(match[0]), dashed=mark != match.span())
    if bare and counts(folded, end):
        return None  # 投入12亿元: nearly all numbers of a clean text
    kind = _kind(folded, Span(start, end), Span(*match.span()), spaced)
    return Number(Span(start, end), int(match[0]), _inside(folded, Span(start, end), kind, spaced))


def _marked(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where digits end with their dashes, or with 第 and 页; None where they are half of something."""
    if folded[start] == "0" or folded[start - 1 : start] == "." or folded[end : end + 1] in tuple(".%:/~,+"):
        return None
    before, behind = _BEFORE.search(folded, max(0, start - 3), start), _BEHIND.match(folded, end)
    left, right = before[0] if before else "", behind[0] if behind else ""
    if left.startswith("第") and not right.endswith("页"):
        return start, end  # 第4 一 is torn
    if left.startswith("第") != right.endswith("页") or bool(left) != bool(right):
        return None
    return start - len(left), end + len(right)


def _stripped(folded: str, mark: tuple[int, int]) -> tuple[int, int]:
    start, end = mark
    while start > mark[0] - SPACES and folded[start - 1 : start] == " ":
        start -= 1
    while end < mark[1] + SPACES and folded[end : end + 1] == " ":
        end += 1
    return start, end


def counts(folded: str, at: int) -> bool:
    """Return whether a unit stands here, so that the number before it counts something.

    >>> counts("完成3项", 3), counts("形4成", 2)
    (True, False)
    """
    return any_rule("counts", folded[at : at + 4])


def _kind(folded: str, whole: Span, digits: Span, spaced: Callable[[], bool]) -> float:
    """Return what the marks and spaces around the digits say."""
    left, right = folded[whole.start : digits.start], folded[digits.end : whole.end]
    if left.strip():
        return NAMED if "第" in left else DASHED
    if right:
        return APART * (not spaced()) + PADDED * (spaced() and bool(left))
    return PADDED if left else BARE + APART * spaced()


def _inside(folded: str, whole: Span, kind: float, spaced: Callable[[], bool]) -> float:
    """Return what speaks for a page number between two characters of a line."""
    left = folded[max(0, whole.start - 8) : whole.start].rsplit("\n", 1)[-1]
    right = folded[whole.end : whole.end + 8].split("\n", 1)[0]
    total = BASE + kind + (_labelled(left, right) if kind != DASHED else 0)
    counted = counts(right, 0) and kind < NAMED
    if left[-1] not in _INNER and left[-1] < "一":
        return total + COUNTS * counted
    tears = (TEARS if kind > BARE else TEARS_BARE) * (tear(left, right) > TORN)
    if left[-1] in _NUMERALS:
        total += NUMERAL
    elif counted:
        return total + (COUNTS if kind <= BARE or spaced() else _apart(right)) + tears / 2
    if left[-1] >= "一" and right[0] >= "一":
        total += max(-1.0, min(1.5, flow(left[-1], right[0]) / 2))
    return total + tears


def _labelled(left: str, right: str) -> float:
    """Return what the word before a number says: 附件2 is none, 第4 一 is one surely."""
    if left.endswith("第") and right[0] in _NUMERALS:
        return ORDINAL
    if any_rule("labels", left):
        return LABEL
    return COUNTED_BY if any_rule("counted-by", left) else 0.0


def _apart(right: str) -> float:
    """Return what a unit behind a number and a space says: less where it is the head of a word, as in 3 期满."""
    return COUNTS_APART + WORDED * (right[:2] in words() or right[:3] in words())


def _beside_line_end(folded: str, start: int, end: int, value: int, *, dashed: bool) -> Number:
    """Return a number that is a line, opens one or ends one."""
    before, behind = folded[max(0, start - AROUND) : start], folded[end : end + AROUND]
    opens, ends = not before or before.endswith("\n"), not behind or behind.startswith("\n")
    head, tail = before.rstrip(), behind.lstrip()
    left, right = head.rsplit("\n", 1)[-1].strip(), tail.split("\n", 1)[0].strip()
    total = _between(left, right, opens, ends) + (DASHED if dashed else _labelled(left or " ", right or " "))
    broken = ALONE if opens and ends else BROKEN
    if left and right and not is_finished(left) and joint(left, right) + broken > 0:
        whole = Span(start - len(before) + len(head), end + len(behind) - len(tail))
    else:
        whole = _reach(folded, start, end, opens, ends)
    return Number(whole, value, total)


def joint(left: str, right: str) -> float:
    """Return what speaks for a sentence that goes on from one folded line to the next; above 0, it does."""
    if any_rule("opens", right) and not left.endswith("第"):
        return -inf
    return weight(paragraph(left), Line(0, 0, left), Line(0, 0, right))


def _between(left: str, right: str, opens: bool, ends: bool) -> float:
    """Return what two lines say for a page number between them."""
    last = LISTED if opens and not ends else BASE
    if is_finished(left):
        return last
    if not left or not right:
        return TABLED
    if counts(right, 0) and left[-1] not in _NUMERALS and not (opens and ends):
        return (_apart(right) if opens else COUNTS) + TEARS * (tear(left, right) > TORN)
    return GOES_ON if joint(left, right) > 0 else min(last, TABLED)


def _reach(folded: str, start: int, end: int, opens: bool, ends: bool) -> Span:
    """Return what goes with a number: a line alone with its line end."""
    if opens and ends and end < len(folded):
        return Span(start, end + 1)
    if opens and ends and start:
        return Span(start - 1, end)
    return Span(start, end)


def _are_figures_spaced(folded: str) -> bool:
    """Return whether the figures of a text stand apart from their units: 完成 3 项."""
    found = _FIGURE.findall(folded)
    return 4 * sum(map(bool, found)) > len(found)
