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
from djtext.repair.joins import any_rule, is_finished, is_running, paragraph, weight
from djtext.repair.tears import TORN, flow, tear
from djtext.repair.wraps import Line
from djtext.types import Edit, Span

ENOUGH = 3  # numbers that must stand in mid-sentence before a site's slicing is believed; two, if both tear a word
FIRST = 200  # characters from the start of a text in which its first slice begins
BEFORE = 300  # characters before a number in which its line begins

PACE = Pace(nearest=40, farthest=1500, ahead=3, linked=1.0, even=3.0, uneven=5.0, gap=-1.5, start=-4.0, late=-0.5)
# Natural logarithms.
TEARS = 4.0
DOUBLE = 3.0  # another number follows at once: the author's
FINISHED = -0.8  # a number behind a full stop may be anyone's
AUTHORS_FIRST = -3.0
STRONG = 1.5  # a weight that stands for mid-sentence
INSIDE, BEHIND_A_STOP = 0.7, -1.5  # what is added where a number stands in mid-sentence; what one behind a stop says
ALIKE = 0.75  # of the numbers in mid-sentence, how many may follow a comma
BELIEVED = 3.0  # together, for numbers none of which tears a word
BROKEN = 11.0  # a slice breaks its sentence more often than any other line end does

_SLICE = re.compile(r"[1-9][0-9]?、(?=[^0-9\s]| [^0-9\s]|[0-9]{1,2}(?:[、.]|月[0-9]{1,2}日)|[0-9]{3})")
_INSIDE = re.compile(f"[{HAN}0-9A-Za-z,、]$")
_GOES_ON = re.compile("[,、第〇一二三四五六七八九十百]$")  # even before 二是
_NUMBER = re.compile(r"[0-9]{1,2}[、.)]|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、")


@dataclass(frozen=True, slots=True)
class Place:
    """A number with what stands around it: the line before, if the number opens one, or what leads up to it on its
    own; what follows it. What these `say`, and whether the number stands `inside` a sentence.
    """

    number: Number
    left: Line
    right: Line
    opens: bool
    says: float
    inside: bool


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
    for numbers in paced([place.number for place in places.values()], PACE):
        chain = [places[number.span] for number in numbers]
        yield from map(_edit, chain) if _believed(chain) else ()


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
    apart = before.count("\n", at - start) > 1
    left, right = Line(at - len(text), at, text), Line(end, end + len(rest), rest, blank=apart)
    value = int(match[0][:-1])
    says, inside = _weight(left, right, value, opens), bool(_INSIDE.search(text)) and not is_finished(text)
    least = 0.0 if inside and value > 1 and is_running(text) else says  # authors number no half sentences
    return Place(Number(Span(start, end), value, max(says, least)), left, right, opens, says, inside)


def _weight(left: Line, right: Line, value: int, opens: bool) -> float:
    """Return what the words around a number say for a slice's."""
    total = DOUBLE if _NUMBER.match(right.text) else 0.0
    if value == 1:
        return total + (1.0 if left.start < FIRST and not left.text else AUTHORS_FIRST)
    end = left.text[-1:]
    if not end or not right.text or not _INSIDE.search(left.text) or is_finished(left.text):
        return total + FINISHED - (0.7 if not opens else 0)
    if tear(left.text[-8:], right.text[:8]) > TORN:
        return total + TEARS
    if end in ",、":
        return total + 0.5
    if end < "一" or right.text[0] < "一":
        return total
    return total + max(-2.0, min(3.0, flow(end, right.text[0]) - 0.5)) + (0 if opens else 0.5)


def _believed(chain: Sequence[Place]) -> bool:
    """Return whether numbers stand where no author puts them: enough in mid-sentence, or nearly all, and few behind a
    full stop.
    """
    weights = [place.says for place in chain]
    if sum(weight >= STRONG for weight in weights) >= ENOUGH or sum(weight >= TEARS for weight in weights) >= 2:
        return True
    later = [place for place in chain if place.number.value > 1]
    inside = [place for place in later if place.inside]
    commas = sum(place.left.text[-1] in ",、" for place in inside)
    if len(later) < ENOUGH or len(inside) < 2 or (commas > ALIKE * len(inside) and max(weights) < TEARS):
        return False  # an author may end every item of a list with a comma
    return sum(map(_belief, later)) >= BELIEVED


def _belief(place: Place) -> float:
    """Return what one number says for a site's slices, against a list of the author's."""
    return place.says + INSIDE if place.inside or place.says >= STRONG else BEHIND_A_STOP


def _edit(place: Place) -> Edit:
    """Return the edit that takes a number out, and the break with it where the sentence goes on."""
    span = place.number.span
    return Edit(Span(place.left.end, span.end) if _breaks(place) else span, "", "slice-number")


def _breaks(place: Place) -> bool:
    """Return whether the sentence goes on from the line before."""
    left, right = place.left, place.right
    if not (place.opens and left.text and right.text) or is_finished(left.text):
        return False
    if any_rule("alone", right.text) or (any_rule("opens", right.text) and not _GOES_ON.search(left.text)):
        return False
    return weight(paragraph(left.text), left, right) + (BROKEN / 2 if right.blank else BROKEN) > 0
