"""Text whose every line is broken at one width, as mails and converted pages are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

NARROWEST, WIDEST = 16, 60  # Han characters in a line that was wrapped
ENOUGH = 4  # lines that stop at the width without a mark
SHARE = 0.4  # of the lines that stop without a mark, how many stop at the width
HANGING = 2  # closing marks that may stand beyond the width

_MARKS = frozenset("。!?;:…~”’)》】")
_UNIT = re.compile(r"[“‘(《【]*(?:[!-~]+|.)[,。、;:?!”’)》】]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text: where it starts and ends without outer space, the width of its indent, and whether an
    empty line stands before it.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    blank: bool = False

    @property
    def width(self) -> float:
        """How wide the line is set, with its indent."""
        return self.indent + width(self.text)

    @property
    def apart(self) -> bool:
        """Whether the line shows as the first of a paragraph."""
        return self.indent > 0 or self.blank


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width, in Han characters, at which lines are broken."""

    width: int

    def full(self, left: Line, right: Line) -> bool:
        """Return whether a line ends because what follows found no place on it.

        >>> Wrap(4).full(Line(0, 4, "各级党委"), Line(5, 7, "要抓")), Wrap(6).full(Line(0, 3, "抓落实"), Line(4, 6, "要抓"))
        (True, False)
        """
        unit = _UNIT.match(right.text)
        room = self.width - left.width
        return -HANGING <= room < (width(unit[0]) if unit else 1) and right.width <= self.width + HANGING


def width(text: str) -> float:
    """Return how wide folded text is set: an ASCII character is half as wide as a Han character.

    >>> width("增长12%")
    3.5
    """
    return len(text) - sum(map(str.isascii, text)) / 2


def wrap(lines: Sequence[Line]) -> Wrap | None:
    """Return the width at which the lines of a text are broken, None if they are not.

    >>> wrap([Line(0, 20, "统" * 20)] * 5), wrap([Line(0, 20, "统" * 20)] * 3)
    (Wrap(width=20), None)
    """
    stopped = [left.width for left, right in pairwise(lines) if _stops(left) and right.width <= left.width + HANGING]
    widths = Counter(map(ceil, stopped))
    best = max(sorted(widths), key=lambda w: widths[w], default=0)
    return Wrap(best) if NARROWEST <= best <= WIDEST and widths[best] >= max(ENOUGH, SHARE * len(stopped)) else None


def _stops(line: Line) -> bool:
    return NARROWEST <= len(line.text) <= 2 * WIDEST and line.text[-1] not in _MARKS
