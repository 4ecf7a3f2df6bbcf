"""A document's text, once, as HTML: units as anchors that a link can light up, repairs as struck and written text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from djtext.export.report.labels import joined, shown
from djtext.types import Document, Span, Unit

HEAD = 24
"""Characters of a unit that are set off as its head: a member without a headline would be bold from end to end."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One edit as a reader sees it: where in the document text, what stood there, what stands there now."""

    span: Span
    old: str
    new: str
    why: str


@dataclass(slots=True)
class _Cuts:
    """What happens at a place of the text. Deltas count how many heads or insertions begin less how many end."""

    opens: defaultdict[int, list[Markup]] = field(default_factory=lambda: defaultdict(list))
    closes: Counter[int] = field(default_factory=Counter)
    gone: defaultdict[int, list[Markup]] = field(default_factory=lambda: defaultdict(list))
    head: Counter[int] = field(default_factory=Counter)
    put: Counter[int] = field(default_factory=Counter)

    def places(self, length: int) -> list[int]:
        return sorted({0, length, *self.opens, *self.closes, *self.gone, *self.head, *self.put})


def repaired(document: Document) -> tuple[Repair, ...]:
    """Return the repairs of a document in order."""
    return tuple(_repaired(document))


def _repaired(document: Document) -> Iterator[Repair]:
    here, there = 0, document.span.start
    for edit in document.edits:
        here += edit.span.start - there
        yield Repair(Span(here, here + len(edit.new)), edit.span.of(document.source.text), edit.new, edit.why)
        here, there = here + len(edit.new), edit.span.end


def nested(units: Sequence[Unit], length: int) -> tuple[tuple[Unit, Span], ...]:
    """Return the units by start with spans that nest: one that crosses its neighbour's end is cut off there."""
    result: list[tuple[Unit, Span]] = []
    around: list[int] = [length]
    for unit in sorted(units, key=lambda u: (u.span.start, -u.span.end)):
        start = min(unit.span.start, length)
        while len(around) > 1 and around[-1] <= start:
            around.pop()
        end = max(start, min(unit.span.end, around[-1]))
        around.append(end)
        result.append((unit, Span(start, end)))
    return tuple(result)


def anchor(number: int, unit: str) -> str:
    """Return the HTML id of a unit in the text of document `number`."""
    return f"t{number}-{unit}"


def marked(number: int, document: Document, units: Sequence[Unit], repairs: Sequence[Repair]) -> Markup:
    """Return the text as HTML whose text content, `<del>` apart, is the document text character by character."""
    cuts = _cuts(number, nested(units, len(document.text)), repairs)
    return Markup("").join(_pieces(shown(document.text), cuts))


def _cuts(number: int, spans: Sequence[tuple[Unit, Span]], repairs: Sequence[Repair]) -> _Cuts:
    cuts = _Cuts()
    for unit, span in spans:
        tag = Markup('<span class="u r-{}" id="{}">').format(unit.role or "none", anchor(number, unit.id))
        if span.start == span.end:
            cuts.opens[span.start].append(tag + Markup("</span>"))
            continue
        cuts.opens[span.start].append(tag)
        cuts.closes[span.end] += 1
        cuts.head[span.start] += 1
        cuts.head[max(span.start, min(span.end, unit.title_span.end, span.start + HEAD))] -= 1
    for repair in repairs:
        why = joined("repair", repair.why).zh
        if repair.old:
            old = shown(repair.old).replace("\n", "⏎")
            cuts.gone[repair.span.start].append(Markup('<del title="{}">{}</del>').format(why, old))
        cuts.put[repair.span.start] += 1
        cuts.put[repair.span.end] -= 1
    return cuts


def _pieces(text: str, cuts: _Cuts) -> Iterator[Markup]:
    head = put = 0
    places = cuts.places(len(text))
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        yield Markup("</span>") * cuts.closes[start]
        yield from cuts.gone.get(start, ())
        yield from cuts.opens.get(start, ())
        head, put = head + cuts.head[start], put + cuts.put[start]
        if start < end:
            yield _piece(escape(text[start:end]), head=head > 0, put=put > 0)


def _piece(piece: Markup, *, head: bool, put: bool) -> Markup:
    if put:
        piece = Markup("<ins>") + piece + Markup("</ins>")
    return Markup("<b>") + piece + Markup("</b>") if head else piece
