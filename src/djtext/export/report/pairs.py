"""What the page shows of a comparison: each pair side by side, its differences marked, and the clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from djtext.export.report.differences import Block, differences
from djtext.export.report.labels import Label, label, shown
from djtext.export.report.readings import Reading
from djtext.types import Cluster, Document, Pair, Passage, Reuse, Span

ROOM = 400_000
"""Characters of passages drawn on one page, under 2 MB; pairs are drawn in order until they are used up."""

COUPLES = 300
"""Pairs drawn on one page: each takes some 2,500 bytes besides its passages."""

CHANGED = 600
"""Characters of one difference that are drawn; longer ones are a rewriting that is read in the text itself."""

KEPT = 22
"""Characters of an equal stretch kept on each side of the gap that stands for its middle."""

COLOURS = 6
"""Passage colours; the number beside them tells passages apart."""


@dataclass(frozen=True, slots=True)
class Side:
    """One passage in one document: its place, and its text with differences marked."""

    number: int
    start: int
    end: int
    left: str
    width: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two passages side by side; `overlaps` is the number of a passage that shows some of the same text, or 0."""

    number: int
    colour: int
    a: Side
    b: Side
    similarity: int
    common: bool
    overlaps: int


@dataclass(frozen=True, slots=True)
class Couple:
    """A pair of documents; shares are in hundredths. `left_out` counts passages that the page has no room for."""

    number: int
    kind: Label
    a: Reading
    b: Reading
    share_a: int
    share_b: int
    rare_a: int
    rare_b: int
    passages: tuple[Aligned, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Family:
    """A cluster of documents."""

    id: str
    members: tuple[Reading, ...]
    representative: Reading | None
    lowest: int
    left_out: int


def families(clusters: Sequence[Cluster], readings: Mapping[str, Sequence[Reading]]) -> tuple[Family, ...]:
    """Return the clusters as the page shows them: those with members on the page."""
    made = tuple(_family(cluster, readings) for cluster in clusters)
    return tuple(family for family in made if family.members)


def _family(cluster: Cluster, readings: Mapping[str, Sequence[Reading]]) -> Family:
    members = tuple(one for member in dict.fromkeys(cluster.members) for one in readings.get(member, ()))
    first = next(iter(readings.get(cluster.representative, ())), None)
    left_out = sum(1 for member in cluster.members if member not in readings)
    return Family(cluster.id, members, first, round(cluster.lowest * 100), left_out)


def couples(
    pairs: Sequence[Pair], readings: Mapping[str, Sequence[Reading]], documents: Mapping[str, Document]
) -> Iterator[Couple]:
    """Yield the first `COUPLES` pairs whose documents are both on the page, as it shows them."""
    room = ROOM
    here = [pair for pair in pairs if pair.a in readings and len(readings.get(pair.b, ())) > (pair.a == pair.b)]
    for number, pair in enumerate(here[:COUPLES], 1):
        a = readings[pair.a][0]
        # Two sources with the same text have the same document id: the pair joins the first with the last of them.
        b = readings[pair.b][-1] if pair.a == pair.b else readings[pair.b][0]
        drawn = tuple(_drawn(pair.passages, (documents[pair.a], documents[pair.b]), (a.number, b.number), room))
        room -= sum(len(passage.a.text) + len(passage.b.text) for passage in drawn)
        yield Couple(
            number,
            label("pair", pair.kind),
            a,
            b,
            _percent(pair.containment_a),
            _percent(pair.containment_b),
            _percent(pair.containment_a_rare),
            _percent(pair.containment_b_rare),
            drawn,
            len(pair.passages) - len(drawn),
        )


def _drawn(
    passages: Sequence[Passage], documents: tuple[Document, Document], numbers: tuple[int, int], room: int
) -> Iterator[Aligned]:
    """Yield passages side by side while there is room left for them; not those beyond the text that the page has."""
    again = overlaps(passages)
    a, b = documents
    for number, passage in enumerate(passages, 1):
        if room <= 0:
            return
        if passage.a.end > len(a.text) or passage.b.end > len(b.text):
            continue
        aligned = _aligned(number, passage, documents, numbers, again.get(number, 0))
        room -= len(aligned.a.text) + len(aligned.b.text)
        yield aligned


def overlaps(passages: Sequence[Passage]) -> dict[int, int]:
    """Return, by number, the passages that begin inside another one, in either document, with that one's number."""
    spans = list(enumerate(passages, 1))
    return _covered([(n, p.b) for n, p in spans]) | _covered([(n, p.a) for n, p in spans])


def _covered(spans: Sequence[tuple[int, Span]]) -> dict[int, int]:
    found: dict[int, int] = {}
    end = last = 0
    for number, span in sorted(spans, key=lambda row: (row[1].start, -row[1].end)):
        if span.start < end:
            found[number] = last
        if span.end > end:
            end, last = span.end, number
    return found


def _percent(share: float) -> int:
    """Return hundredths, never rounded up to all or down to nothing: 0.996 is not the whole."""
    return 99 if 0.99 < share < 1 else 1 if 0 < share < 0.01 else round(share * 100)


def _aligned(
    number: int, passage: Passage, documents: tuple[Document, Document], numbers: tuple[int, int], again: int
) -> Aligned:
    a, b = documents
    blocks = differences(passage.a.of(a.folded), passage.b.of(b.folded))
    return Aligned(
        number,
        number % COLOURS,
        _side(a, numbers[0], passage.a, [(block, block.a) for block in blocks]),
        _side(b, numbers[1], passage.b, [(block, block.b) for block in blocks]),
        _percent(passage.similarity),
        passage.common,
        again,
    )


def _side(document: Document, number: int, span: Span, blocks: Sequence[tuple[Block, Span]]) -> Side:
    whole = max(len(document.text), 1)
    parts = [_part(document, number, part.shifted(span.start), same=block.same) for block, part in blocks]
    return Side(
        number,
        span.start,
        span.end,
        f"{100 * span.start / whole:.2f}",
        f"{max(100 * (span.end - span.start) / whole, 0.6):.2f}",
        Markup("").join(parts),
    )


def _part(document: Document, number: int, span: Span, *, same: bool) -> Markup:
    """Return an equal stretch, its middle folded away, or a marked difference; page text is embedded only once."""
    length, kept = span.end - span.start, KEPT if same else CHANGED // 2
    if length <= kept * 2 + KEPT:
        text = escape(shown(span.of(document.text)))
    else:
        inner = Span(span.start + kept, span.end - kept)
        text = Markup("{}{}{}").format(
            shown(Span(span.start, inner.start).of(document.text)),
            _gap(number, inner, same=same),
            shown(Span(inner.end, span.end).of(document.text)),
        )
    return text if same else Markup("<mark>") + text + Markup("</mark>")


def _gap(number: int, span: Span, *, same: bool) -> Markup:
    kind = label("gap", "same" if same else "changed")
    return Markup(
        '<a class="gap" href="#t{0}" data-t="{0}" data-s="{1}" data-e="{2}" title="{5}">{3} {4} 字</a>'
    ).format(number, span.start, span.end, kind.zh, span.end - span.start, kind.en)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All pairs and clusters of a page."""

    couples: tuple[Couple, ...]
    families: tuple[Family, ...]


def comparison(reuse: Reuse, readings: Sequence[Reading], documents: Mapping[str, Document]) -> Comparison:
    """Return a comparison as the page shows it; `documents` are looked up by id."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.id, []).append(reading)
    return Comparison(tuple(couples(reuse.pairs, found, documents)), families(reuse.clusters, found))
