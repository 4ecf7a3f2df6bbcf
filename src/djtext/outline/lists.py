"""What a list says of itself: whether it is whole, and how many members the text promised."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from djtext.hanzi import ordinal
from djtext.outline.decoder import LEAD, Run
from djtext.outline.markers import Marker, context
from djtext.types import Listing, ListStatus


def listing(text: str, kept: Sequence[Marker], run: Run, name: str) -> Listing:
    """Return what is known of a list in folded text; `kept` are the candidates that `run` indexes."""
    first = kept[run.members[0]]
    floor = 0 if run.parent is None else kept[run.parent].start
    count = declared(text[max(floor, first.start - LEAD) : first.start])
    whole = count is None or count <= len(run.members)
    last = kept[run.members[-1]]
    return Listing(name, _status(kept, run, cut=not whole and "\n" not in text[last.start :].rstrip()), count)


def declared(lead: str) -> int | None:
    """Return the number of members that the sentence before a list announces, or None.

    >>> declared("要做到以下三个方面:")
    3
    """
    sentence = lead.rstrip().rstrip("。:").rpartition("。")[2].rpartition("\n")[2]
    rule = context("count", sentence)
    match = rule.pattern.search(sentence) if rule else None
    return ordinal(match["n"]) if match else None


def _status(kept: Sequence[Marker], run: Run, *, cut: bool) -> ListStatus:
    steps = [b - a for a, b in pairwise(run.ordinals)]
    if 0 in steps:
        return "duplicate"
    if any(step > 1 for step in steps):
        return "gap"
    if run.ordinals[0] > 1 and not run.continued:
        return "missing-first"
    if cut:
        return "truncated"
    if len({kept[i].style for i in run.members}) > 1:
        return "mixed-style"
    return "complete"
