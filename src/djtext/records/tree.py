"""The units of a document as a tree of lists, with the texts of a unit that the tables read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from djtext.hanzi import SENTENCE_END
from djtext.types import Document, Span, Unit

BODY = 160
"""So much of a unit behind its title is read for its wording; what follows tells details, not the role."""

ANNOUNCES = (":", ",")
"""A sentence that stops so right before a member runs on into the list: «究其原因,一方面…;另一方面…»."""

LEAD = 160
"""A lead is a sentence; more than this before a list is the text of something else."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The units of one document: `children` and `lists` by parent, each list with the unit right before it."""

    document: Document
    units: tuple[Unit, ...]
    by_id: Mapping[str, Unit]
    children: Mapping[str | None, tuple[Unit, ...]]
    lists: tuple[tuple[Unit, ...], ...]
    before: Mapping[str, Unit]

    def title(self, unit: Unit) -> str:
        """Return the folded title; of one that is no headline but an endless line, the beginning."""
        start = unit.title_span.start
        return self.document.folded[start : min(unit.title_span.end, start + 2 * BODY)]

    def own(self, unit: Unit) -> Span:
        """Return what the unit says before its first member, from its title on."""
        members = self.children.get(unit.id)
        end = members[0].span.start if members else unit.span.end
        return Span(unit.title_span.start, max(end, unit.title_span.end))

    def stretches(self, unit: Unit) -> tuple[Span, ...]:
        """Return all that the unit says outside its members: before, between and behind them."""
        start, found = unit.title_span.start, []
        for member in self.children.get(unit.id, ()):
            found.append(Span(start, max(start, member.span.start)))
            start = max(start, member.span.end)
        found.append(Span(start, max(start, unit.span.end)))
        return tuple(span for span in found if span.end > span.start)

    def body(self, unit: Unit) -> str:
        """Return the folded text behind the title, as far as it tells how the unit is worded."""
        end = min(self.own(unit).end, unit.title_span.end + BODY)
        return self.document.folded[unit.title_span.end : end].lstrip("。:,; \n")

    def opening(self, unit: Unit) -> str:
        """Return the beginning of the folded unit, behind its marker."""
        own = self.own(unit)
        return self.document.folded[own.start : min(own.end, own.start + 2 * BODY)]

    def above(self, unit: Unit) -> Unit | None:
        """Return the unit that contains this one."""
        return self.by_id.get(unit.parent) if unit.parent else None

    def lead(self, members: Sequence[Unit]) -> Span:
        """Return the sentence that introduces a list; an empty span where none does.

        A bare title introduces nothing: «存在问题及原因分析» says no more of its members than the heading's role does.
        """
        start = members[0].span.start
        earlier = self.before.get(members[0].id)
        if earlier is None:
            return self._last_sentence(max(0, start - LEAD), start)
        if earlier.id == members[0].parent:
            found = self._last_sentence(max(earlier.title_span.start, start - LEAD), start)
            named = found.start < earlier.title_span.end and not found.of(self.document.folded).endswith(":")
            return Span(start, start) if named else found
        loose = max(earlier.title_span.end, start - LEAD)
        found = self._last_sentence(loose, start)
        announced = found.of(self.document.folded).endswith(ANNOUNCES)
        return found if announced or found.start >= earlier.span.end else Span(start, start)

    def _last_sentence(self, start: int, end: int) -> Span:
        """Return the last sentence of a stretch, without the white space around it."""
        text = self.document.folded[start:end].rstrip()
        cut = max(text.rfind(mark, 0, max(len(text) - 1, 0)) for mark in SENTENCE_END + "\n") + 1
        return Span(start + cut, start + len(text))


def tree(document: Document, units: tuple[Unit, ...]) -> Tree:
    """Return the units as a tree. Members of one list share a parent and a listing, or without one their style."""
    children: dict[str | None, list[Unit]] = defaultdict(list)
    lists: dict[tuple[str | None, str], list[Unit]] = defaultdict(list)
    before: dict[str, Unit] = {}
    for at, unit in enumerate(units):
        children[unit.parent].append(unit)
        lists[unit.parent, unit.listing.id if unit.listing else unit.style].append(unit)
        if at:
            before[unit.id] = units[at - 1]
    return Tree(
        document,
        units,
        {unit.id: unit for unit in units},
        {parent: tuple(members) for parent, members in children.items()},
        tuple(tuple(members) for members in lists.values()),
        before,
    )
