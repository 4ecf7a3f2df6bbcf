"""One look over a text for all that must be looked at closely; on clean text next to nothing is left to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from djtext.repair.confusions import never, suspicious
from djtext.types import Span

if TYPE_CHECKING:
    from numpy import bool_, uint8
    from numpy.typing import NDArray

SLOTS = 1 << 21  # of the table of pairs: two pairs that share one cost a look-up, no mistake
BLOCK = 1 << 20  # characters looked at together: memory stays bounded on a text of any length
LAST = 0xFFFF  # characters beyond the basic plane count as this one
STRANGE, UNCOMMON = 1, 2
REACH = 40  # letters and digits beside an odd character that belong to it

# Han, digits, white space and the marks of ordinary text; dashes and signs such as $ are odd.
_ORDINARY = "\u3400-\u9fff0-9\\s!\"%'-/:-?\\[\\]_`{}，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕…·％．〇①-⑳"
_ODD = re.compile(f"[^{_ORDINARY}]+")
_LETTER = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_LETTERS = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+")


@dataclass(frozen=True, slots=True)
class Scan:
    """Places of a folded text: pairs of characters that only a mistake makes, characters that ordinary text does not
    hold, and Han characters beyond the 3,755 of every day.
    """

    pairs: tuple[int, ...]
    strange: tuple[int, ...]
    uncommon: tuple[int, ...]


def scanned(folded: str) -> Scan:
    """Return what must be looked at in a folded text.

    >>> scanned("工作己经完成").pairs, scanned("饕餮").uncommon
    ((2,), (0, 1))
    """
    import numpy

    pairs: list[int] = []
    kinds: dict[int, list[int]] = {STRANGE: [], UNCOMMON: []}
    for start in range(0, len(folded), BLOCK):
        part = folded[start : start + BLOCK + 1].encode("utf-32-le", "surrogatepass")
        codes = numpy.frombuffer(part, dtype=numpy.uint32)
        hits = numpy.flatnonzero(_slots().take(_slot(codes[:-1], codes[1:])))
        pairs += (start + at for at in hits.tolist() if folded[start + at : start + at + 2] in suspicious())
        found = _kinds().take(codes[:BLOCK], mode="clip")
        for at in numpy.flatnonzero(found.view(bool)).tolist():
            kinds[int(found[at])].append(start + at)
    return Scan(tuple(pairs), tuple(kinds[STRANGE]), tuple(kinds[UNCOMMON]))


def odd(text: str) -> Iterator[Span]:
    """Yield, in order, the runs of characters that are no ordinary Chinese text, with the digits that touch them.

    Words of letters with no Han character beside them, as in English text, are left out.

    >>> [span.of("2O19年GDР增长5%") for span in odd("2O19年GDР增长5%")]
    ['2O19', 'GDР']
    """
    done = 0
    for match in _ODD.finditer(text):
        if match.start() < done:
            continue
        near = max(done, match.start() - REACH)
        start = near + _start(text[near : match.start()])
        done = match.end() + _end(text[match.end() : match.end() + REACH])
        if (
            not (match[0].isascii() and match[0].isalpha())
            or done - start > len(match[0])
            or _beside(text, start, done)
        ):
            yield Span(start, done)


def _beside(text: str, start: int, end: int) -> bool:
    """Return whether a Han character stands on either side."""
    return text[start - 1 : start] > "\u3400" or text[end : end + 1] > "\u3400"


def _start(before: str) -> int:
    """Return where the letters and digits begin that end a short text."""
    at = len(before)
    while at and _LETTER.match(before[at - 1]):
        at -= 1
    return at


def _end(behind: str) -> int:
    """Return where the letters and digits end that begin a short text."""
    match = _LETTERS.match(behind)
    return match.end() if match else 0


@cache
def _slots() -> NDArray[bool_]:
    """Return a table that is true at the slot of every suspicious pair."""
    import numpy

    table = numpy.zeros(SLOTS, dtype=numpy.bool_)
    codes = numpy.frombuffer("".join(suspicious()).encode("utf-32-le"), dtype=numpy.uint32)
    table[_slot(codes[::2], codes[1::2])] = True
    return table


def _slot(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    """Return the slot of each pair of code points; the products wrap, as wanted."""
    slots: NDArray[Any] = (left * 40503 ^ right * 2741) & (SLOTS - 1)
    return slots


@cache
def _kinds() -> NDArray[uint8]:
    """Return the kind of every character of the basic plane."""
    import numpy

    table = numpy.zeros(LAST + 1, dtype=numpy.uint8)
    table[0x3400:0xA000] = UNCOMMON
    table[0xF900:0xFB00] = UNCOMMON
    for first in range(0xB0, 0xD8):
        row = bytes(b for second in range(0xA1, 0xFF) for b in (first, second)).decode("gb2312", "ignore")
        table[[ord(char) for char in row]] = 0
    table[[ord(wrong) for wrong, _ in never()]] = STRANGE
    return table
