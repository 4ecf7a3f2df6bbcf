"""The decoder: which candidates open units, how they form lists, and which list stands inside which unit.

It reads the candidates once with a stack of open lists. A candidate goes on with an open list (closing those inside),
opens a new one under the innermost unit that may hold it, or is passed over. Lists that turn out too weak to be
believed (a lone 一是 inside a sentence) are taken out and the rest is read again, since they may have hidden others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from djtext.outline.markers import NEXT, RUN_IN, Marker, context

ROUNDS = 4
"""Readings of one document; each takes out the lists that the last one left too weak."""

WIDEST_GAP = 8
"""A heading may skip so many numbers (pages are missing); more is another list."""

BARE = 11
"""From this rank on (——, members without a marker, 一是) a list may stand below a list as well as inside its last member."""

TAIL = 400
"""A lone 一是 so close to the end of a document opens a list that was cut off."""

HEADED = ("stage", "thing")
"""Families of run-in style whose members are headings where they stand alone in a line (第二个问题，账目怎么乱的？)."""

ARTICLE = 3
"""Up to this rank (编, 章, 节, 条) no list stands inside a member of its own style."""

LEAD = 60
"""So many characters before a marker may announce its list."""


@dataclass(slots=True)
class Run:
    """A list as it is read: its members (indices of candidates) and the unit that holds it.

    `continued` lists go on with the numbers of an earlier list under another parent; in a `single` one every member
    keeps to one paragraph, in a `spread` one none does (both true while there is one member).
    """

    family: str
    rank: int
    parent: int | None
    members: list[int] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    group: int | None = None
    continued: bool = False
    single: bool = True
    spread: bool = True

    @property
    def last(self) -> int:
        """The ordinal of the newest member."""
        return self.ordinals[-1]


def decode(text: str, candidates: Sequence[Marker]) -> tuple[tuple[Marker, ...], tuple[Run, ...]]:
    """Return the candidates that open units and the lists that they form; members and parents index the former.

    `text` is folded text.
    """
    kept = tuple(candidates)
    runs = _Reading(text, kept).runs()
    for _ in range(ROUNDS):
        firm = {i for run in runs if _believed(text, kept, run) for i in run.members}
        if len(firm) == len(kept):
            break
        kept = tuple(m for i, m in enumerate(kept) if i in firm)
        runs = _Reading(text, kept).runs()
    return kept, tuple(runs)


class _Reading:
    """One pass over the candidates; holds the stack of open lists."""

    def __init__(self, text: str, markers: Sequence[Marker]) -> None:
        self.text, self.markers = text, markers
        self.stack: list[Run] = []
        self.done: list[Run] = []
        self.closed: dict[str, int] = {}
        self.places: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.headings: list[list[int]] = [[] for _ in range(RUN_IN + 1)]
        for i, m in enumerate(markers):
            for name in {m.family, m.style}:
                self.places[name, m.ordinal].append(i)
            if m.place == "line" and m.rank < RUN_IN:
                self.headings[m.rank].append(i)

    def runs(self) -> list[Run]:
        for i, marker in enumerate(self.markers):
            if marker.ordinal == 1 or not self._goes_on(i, marker):
                self._opens(i, marker)
        return self.done

    def _goes_on(self, i: int, marker: Marker) -> bool:
        """Let an open list take the marker; the innermost whose turn it is, else one that skips or repeats.

        A list whose newest member has the marker's style comes before one that would have to mix (第一,…一要…二要…第三).
        """
        for fits in (_next, _near):
            fitting = [d for d, run in enumerate(self.stack) if self._same(run, marker) and fits(run, marker)]
            if fitting:
                styled = [d for d in fitting if self._newest(self.stack[d]).style == marker.style]
                depth = (styled or fitting)[-1]
                self._close(depth + 1)
                self._joins(self.stack[depth], i, marker)
                return True
        return False

    def _newest(self, run: Run) -> Marker:
        return self.markers[run.members[-1]]

    def _joins(self, run: Run, i: int, marker: Marker) -> None:
        step = marker.paragraph - self.markers[run.members[-1]].paragraph
        run.single, run.spread = run.single and step == 1, run.spread and step > 1
        run.members.append(i)
        run.ordinals.append(marker.ordinal or run.last + 1)

    def _same(self, run: Run, marker: Marker) -> bool:
        if run.family != marker.family or run.group != marker.group:
            return False
        return marker.place != "comma" or self.markers[run.members[-1]].paragraph == marker.paragraph

    def _close(self, depth: int) -> None:
        for run in self.stack[depth:]:
            self.closed[run.family] = run.last
        del self.stack[depth:]

    def _opens(self, i: int, marker: Marker) -> None:
        if marker.group is not None and marker.ordinal > 1:
            return
        continued = self.closed.get(marker.family) == marker.ordinal - 1 > 0 and marker.rank < RUN_IN
        if marker.ordinal == NEXT and marker.family != "dash":
            if not self._follows(marker.family, NEXT, i):
                return
        elif marker.ordinal > 1 and not continued and not self._late(i, marker):
            return
        while self.stack and not self._holds(self.stack[-1], i, marker):
            self._close(len(self.stack) - 1)
        parent = self.stack[-1].members[-1] if self.stack else None
        first = marker.ordinal or (1 if marker.family == "dash" else 2)
        run = Run(marker.family, marker.rank, parent, [i], [first], marker.group, continued)
        self.stack.append(run)
        self.done.append(run)

    def _late(self, i: int, marker: Marker) -> bool:
        """Return whether a list may open at a later number: an excerpt, or its first members were lost."""
        if marker.alone:
            return True
        return marker.place in ("line", "stop", "colon") and self._follows(marker.family, marker.ordinal + 1, i)

    def _follows(self, family: str, value: int, after: int, rank: int = RUN_IN) -> bool:
        """Return whether a number comes after a candidate and before the next heading of a lower rank."""
        found = _first_after(self.places.get((family, value), ()), after)
        if found is None:
            return False
        own = self.markers[after].rank
        bars = (_first_after(self.headings[r], after) for r in range(min(rank, own)))
        return all(bar is None or found <= bar for bar in bars)

    def _holds(self, run: Run, i: int, marker: Marker) -> bool:
        """Return whether the newest member of an open list may hold a new list that begins here."""
        item = self.markers[run.members[-1]]
        near = item.paragraph == marker.paragraph
        if item.until and item.until <= marker.start:
            return False
        if not near and self._settled(run, marker) and not self._follows(run.family, run.last + 1, i):
            return False
        if marker.rank > RUN_IN:
            return near or (item.place == "line" and self._open_below(item))
        announced = marker.place == "colon" or self._announced(marker, item)
        if run.family == marker.family and run.group == marker.group:
            if run.rank >= RUN_IN:
                return self._apart(item, marker, i) or (marker.place == "colon" and near and self._twice(run, i))
            below = run.single and len(run.members) > 1 and marker.paragraph > item.paragraph + 1
            return (
                announced
                and run.rank > ARTICLE
                and not below
                and self._announced(marker, item)
                and len(self.stack) < 60
            )
        if run.rank >= RUN_IN:
            resumed = self._follows(run.family, run.last + 1, i)
            below = self._open_below(item) and (marker.group is not None or item.family in HEADED)
            return (near or item.place == "line") and (resumed or below or (marker.place == "colon" and near))
        if marker.rank >= RUN_IN or marker.group is not None or marker.family == "dash":
            goes_on = marker.rank >= RUN_IN or self._open_below(item) or self._runs_on(run, i)
            return near or (item.place == "line" and goes_on) or (item.place in ("stop", "glued") and item.rank <= 5)
        led = run.group is not None and (
            self._labels(item) or (near and item.place == "line" and marker.place != "line")
        )
        return led or run.rank < marker.rank or (near and marker.place == "colon")

    def _settled(self, run: Run, marker: Marker) -> bool:
        """Return whether a list's members keep to one paragraph each, so that what comes below is not the last one's."""
        return marker.rank >= BARE and len(run.members) > 1 and run.rank >= 4 and run.single

    def _runs_on(self, run: Run, i: int) -> bool:
        """Return whether a list goes on behind a candidate, or its members so far ran over several paragraphs."""
        return (run.spread and len(run.members) > 1) or self._follows(run.family, run.last + 1, i)

    def _open_below(self, item: Marker) -> bool:
        """Return whether a unit's text goes on in the paragraphs below its own line."""
        line, stop, _ = self.text[item.end : item.end + LEAD + 1].partition("\n")
        return item.rank <= 5 or (bool(stop) and "。" not in line.rstrip()[:-1])

    def _labels(self, item: Marker) -> bool:
        """Return whether a member without a marker is a label alone in its line (整改措施：)."""
        line, stop, _ = self.text[item.end : item.end + LEAD + 1].partition("\n")
        return bool(stop) and line.rstrip().endswith(":")

    def _announced(self, marker: Marker, item: Marker) -> bool:
        """Return whether the sentence before a marker says that a list follows."""
        left = self.text[max(item.end, marker.start - LEAD) : marker.start].rstrip()
        sentence = max(left.rfind("。", 0, -1), left.rfind("\n", 0, -1)) + 1
        return context("announce", left[sentence:].rstrip("。")) is not None

    def _apart(self, item: Marker, marker: Marker, i: int) -> bool:
        """Return whether a list of one family stands inside a member of another style: 第一,…一要…二要…第二,…"""
        if item.style == marker.style:
            return False
        owns = item.place == "line" and item.paragraph == marker.paragraph
        return owns or any(self._follows(item.style, value, i) for value in (item.ordinal + 1, NEXT))

    def _twice(self, run: Run, i: int) -> bool:
        """Return whether the outer list's next number comes a second time, after the inner list has used it."""
        places = self.places.get((run.family, run.last + 1), ())
        at = bisect_right(places, i)
        bar = min((b for r in range(RUN_IN) if (b := _first_after(self.headings[r], i)) is not None), default=None)
        return len(places) > at + 1 and (bar is None or places[at + 1] < bar)


def _first_after(places: Sequence[int], after: int) -> int | None:
    at = bisect_right(places, after)
    return places[at] if at < len(places) else None


def _next(run: Run, marker: Marker) -> bool:
    return marker.ordinal in (NEXT, run.last + 1)


def _near(run: Run, marker: Marker) -> bool:
    """Return whether a marker may go on with a list although numbers are missing or repeated."""
    if marker.place not in ("line", "stop"):
        return False
    step = marker.ordinal - run.last
    if run.rank < RUN_IN:
        return step == 0 or (marker.place == "line" and 1 < step <= WIDEST_GAP)
    return step in (0, 2)


def _believed(text: str, markers: Sequence[Marker], run: Run) -> bool:
    """Return whether a list has enough to show for itself."""
    members = [markers[i] for i in run.members]
    first = members[0]
    if first.group is not None:
        return len(members) > 1 or (first.until > 0 and run.parent is not None)
    if first.family == "side":
        return len(members) > 1 and any(c in text[first.end : members[1].start] for c in "。;")
    if first.style == "cjk-comma" and first.place == "glued":
        return _supported(text, first)
    if len(members) > 1:
        return not (first.place == "glued" and first.rank >= RUN_IN) or members[1].paragraph == first.paragraph
    if first.rank < RUN_IN:
        return first.alone or run.continued
    run_in = first.place in ("line", "stop", "colon") and first.style in ("shi", "yao")
    return run_in and len(text) - first.start < TAIL and "\n" not in text[first.start :].rstrip()


def _supported(text: str, marker: Marker) -> bool:
    """Return whether a heading that lost its line start is confirmed: by a line end or a sub-heading behind its title."""
    title = text[marker.end : marker.end + 45]
    stop = min((at for c in "。;:,、\n" if (at := title.find(c)) >= 0), default=len(title))
    return "(一)" in title[:stop] or title[stop : stop + 1] == "\n"
