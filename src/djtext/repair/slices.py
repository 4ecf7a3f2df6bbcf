"""The numbers that sharing sites put before the slices of a text: `2、` in mid-sentence, from 1、 to the last slice.

They stand among the author's own 1、 2、 3、, at times with the same value close by. What tells them apart is one decision
over the whole text: the chain of numbers, each one higher, that lie evenly, and of which many tear a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from djtext.hanzi import HAN
from djtext.repair.chains import Number, Pace, paced
from djtext.repair.joins import any_rule, is_finished, paragraph, weight
from djtext.repair.tears import TORN, flow, tear
from djtext.repair.wraps import Line
from djtext.types import Edit, Span

ENOUGH = 3  # numbers that must stand in mid-sentence before a site's slicing is believed; two, if both tear a word
FIRST = 200  # characters from the start of a text in which its first slice begins
BEFORE = 300  # characters before a number in which its line begins

PACE = Pace(nearest=40, farthest=1500, ahead=3, linked=1.0, even=2.0, uneven=4.0, gap=-1.5, start=-4.0, late=-0.5)
# Natural logarithms.
TEARS = 4.0
DOUBLE = 3.0  # another number follows at once: the author's
FINISHED = -0.8  # a number behind a full stop may be anyone's
AUTHORS_FIRST = -3.0
STRONG = 1.5  # a weight that stands for mid-sentence
BROKEN = 6.0  # a slice breaks its sentence more often than any other line end does

_SLICE = re.compile(r"[1-9][0-9]?、(?=[^0-9\s]| [^0-9\s]|[0-9]{1,2}(?:[、.]|月[0-9]{1,2}日)|[0-9]{3})")
_UNFINISHED = re.compile(f"[{HAN}0-9A-Za-z,、”》)%]")
_NUMBER = re.compile(r"[0-9]{1,2}[、.)]|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、")


@dataclass(frozen=True, slots=True)
class Place:
    """A number with what stands around it: the line before, if the number opens one, or what leads up to it on its
    own; what follows it.
    """

    number: Number
    left: Line
    right: Line
    opens: bool


def slice_numbers(folded: str) -> Iterator[Edit]:
    r"""Yield the edits that take out the numbers of a sharing site's slices: `2、` before a slice.

    Where the slice broke a sentence, the break goes as well.

    >>> text = "1、抓实基层基\n2、础工作，健全完\n3、善制度，明确责\n4、任分工。".replace("，", ",")
    >>> [edit.span.of(text) for edit in slice_numbers(text * 1)]
    []
    """
    found = [match for match in _SLICE.finditer(folded) if _may_be_counter(folded, match.start())]
    if sum(_in_sentence(folded, match.start()) for match in found if match[0] != "1、") < 2:
        return
    places = {place.number.span: place for place in (_place(folded, match) for match in found)}
    for chain in paced([place.number for place in places.values()], PACE):
        for number in chain if _believed(chain) else ():
            yield _edit(places[number.span])


def _may_be_counter(folded: str, at: int) -> bool:
    return at == 0 or not ("0" <= folded[at - 1] <= "9" or folded[at - 1] in ".-—~第")


def _in_sentence(folded: str, at: int) -> bool:
    """Return whether what stands before a number has no end."""
    while at and folded[at - 1] in " \n":
        at -= 1
    return at > 0 and (folded[at - 1] in ",、" or (folded[at - 1] >= "一" and folded[at - 1] < "\uff00"))


def _place(folded: str, match: re.Match[str]) -> Place:
    start, end = match.start(), match.end()
    before = folded[max(0, start - BEFORE) : start]
    opens = not before.strip(" ") or before.rstrip(" ").endswith("\n")
    text = before.rstrip().rsplit("\n", 1)[-1].lstrip()
    at = start - len(before) + len(before.rstrip())
    end += folded.startswith(" ", end)
    rest = folded[end : end + BEFORE].split("\n", 1)[0].rstrip()
    left, right = Line(at - len(text), at, text), Line(end, end + len(rest), rest)
    value = int(match[0][:-1])
    return Place(Number(Span(start, end), value, _weight(left, right, value, opens)), left, right, opens)


def _weight(left: Line, right: Line, value: int, opens: bool) -> float:
    """Return what the words around a number say for a slice's."""
    total = DOUBLE if _NUMBER.match(right.text) else 0.0
    if value == 1:
        return total + (1.0 if left.start < FIRST and not left.text else AUTHORS_FIRST)
    end = left.text[-1:]
    if not end or not right.text or not _UNFINISHED.match(end):
        return total + FINISHED - (0.7 if not opens else 0)
    if tear(left.text[-8:], right.text[:8]) > TORN:
        return total + TEARS
    if end in ",、":
        return total + 0.5
    if end < "一" or right.text[0] < "一":
        return total
    return total + max(-2.0, min(3.0, flow(end, right.text[0]) - 0.5)) + (0 if opens else 0.5)


def _believed(chain: Sequence[Number]) -> bool:
    strong = sum(number.weight >= STRONG for number in chain)
    return strong >= ENOUGH or sum(number.weight >= TEARS for number in chain) >= 2


def _edit(place: Place) -> Edit:
    """Return the edit that takes a number out, and the break with it where the sentence goes on."""
    span = place.number.span
    return Edit(Span(place.left.end, span.end) if _breaks(place) else span, "", "slice-number")


def _breaks(place: Place) -> bool:
    """Return whether the sentence goes on from the line before."""
    left, right = place.left, place.right
    if not (place.opens and left.text and right.text) or is_finished(left.text) or any_rule("opens", right.text):
        return False
    return weight(paragraph(left.text), left, right) + BROKEN > 0
