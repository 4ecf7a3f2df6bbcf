"""Characters that nobody sees: they tear words apart for every machine that reads the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from djtext.hanzi import HAN
from djtext.types import Edit, Span

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"

_ALWAYS = (
    "\x00-\x08\x0e-\x1b\x1f\x7f"  # controls that are neither space nor the end of anything
    "\u00ad\u034f\u115f\u1160\u180b-\u180f\u3164\uffa0"  # soft hyphen, joiners and fillers of other scripts
    "\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9\ufffb"  # no width, no sign, no byte order mark inside a text
)
# What means something elsewhere: joiners (U+200C, U+200D) in other scripts and in emoji, marks of direction beside
# Arabic and Hebrew, variation selectors behind signs (☀️, 1️⃣), tags behind the black flag (the flag of Wales).
_SOMETIMES = (
    rf"(?<=[{HAN}])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?=[{HAN}])"
    rf"|(?<![{_RTL}])[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+(?![{_RTL}])"
    rf"|(?:(?<=[{HAN}\u3000-\u303f\uff01-\uff60\sA-Za-z])|(?<![\s\S]))[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    r"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
_ANNOTATION = r"\ufffa[^\ufff9-\ufffb\n]{0,40}\ufffb|\ufffa"

_ANY = re.compile(rf"[{_ALWAYS}\ufffa\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\U000e0000-\U000e01ef]")
_INVISIBLE = re.compile(rf"[{_ALWAYS}]+|{_ANNOTATION}|{_SOMETIMES}")


def invisible(text: str) -> Iterator[Edit]:
    r"""Yield the edits that take out what nobody sees: zero-width characters, byte order marks inside the text, soft
    hyphens, controls, marks of direction, variation selectors, tags; an interlinear annotation goes with its reading.

    Line ends and tabs stay, and so does what other scripts and emoji need.

    >>> [edit.span.start for edit in invisible("抓\u200b落实\ufeff，\u202e改\ufe00进")]
    [1, 4, 6, 8]
    """
    first = _ANY.search(text)
    for match in _INVISIBLE.finditer(text, first.start()) if first else ():
        yield Edit(Span(*match.span()), "", "invisible")
