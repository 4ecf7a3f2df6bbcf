"""Letters: what is left of a text when only what an author wrote counts, with the way back to its places."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from djtext.lexicon import table
from djtext.types import Span

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]

_HAN_PLANES = slice(0x20000, 0x40000)
_BASIC_PLANE = 0x10000


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The letters of a text: Han characters, other letters in lower case, digits; `places[i]` is where letter i stands."""

    text: str
    codes: Codes
    places: Places

    def span(self, letters: Span) -> Span:
        """Return the span of the text that a non-empty span of letters comes from."""
        return Span(int(self.places[letters.start]), int(self.places[letters.end - 1]) + 1)


def letters(folded: str) -> Letters:
    """Return the letters of a folded text; spaces, line breaks, punctuation and bullets are gone.

    >>> letters("(一) 着力、創新ABC").text
    '一着力創新abc'
    """
    every = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    became = _table()[every]
    places = np.flatnonzero(became)
    codes = became[places]
    return Letters(codes.tobytes().decode("utf-32-le"), codes, places)


@cache
def _table() -> Codes:
    """Return for every character what it counts as: itself, its other spelling, or 0 where it is no letter."""
    result = np.zeros(0x110000, dtype=np.uint32)
    result[_HAN_PLANES] = np.arange(_HAN_PLANES.start, _HAN_PLANES.stop)
    result[:_BASIC_PLANE] = [_counts_as(chr(code)) for code in range(_BASIC_PLANE)]
    for rule in table("variants"):
        result[ord(rule.pattern.pattern)] = ord(rule.gives)
    return result


def _counts_as(char: str) -> int:
    category = unicodedata.category(char)
    return ord(char.lower()[0]) if category[0] == "L" or category in ("Nd", "Nl") else 0
