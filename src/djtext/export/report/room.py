"""What a page has room for. A browser opens some 12 MB well; of a larger result the page draws the beginning and says so.

The rooms count characters of text and of the markup around it; a Chinese character is three bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from djtext.export.report.labels import Label
from djtext.export.report.texts import repaired
from djtext.types import Document, Record, Structure, Unit

TEXTS = 1_300_000
"""Room for texts and their repairs, about 3 MB."""

UNITS = 3_000_000
"""Room for outline rows, about 3 MB."""

RECORDS = 2_400_000
"""Room for records with their quotations, about 2 MB."""

DOCUMENTS = 1_000
"""Documents on a page: each takes a line of the overview, a group and a sheet, some 1,500 bytes without its text."""

ERRORS = 1_000
"""Failures listed on a page."""

REST = 2_000
"""Room below which no further document is begun."""

EDIT, ROW, ITEM, TAG, TITLE = 40, 400, 500, 130, 100
"""Markup of a repair, an outline row, a unit in a record, a topic or field; the longest title of a list."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many of something the page draws, of how many, and the JSON file that has all; none has the texts."""

    what: Label
    drawn: int
    total: int
    file: str


def drawn(structures: Sequence[Structure]) -> list[Structure]:
    """Return the structures that a page draws, in order; long ones are cut to their beginning.

    A document but the last takes at most half of the room that is left, so that one long text does not shut out all
    others. Its units are those whose title stands in the text drawn, its records those of such units.
    """
    return list(_drawn(structures))


def _drawn(structures: Sequence[Structure]) -> Iterator[Structure]:
    texts, units, records = TEXTS, UNITS, RECORDS
    listed = structures[:DOCUMENTS]
    for at, whole in enumerate(listed, 1):
        if texts < REST:
            return
        share = 1 if at == len(listed) else 2
        document, text = _begun(whole.document, texts // share)
        rows, outline = _rows(whole.units, len(document.text), units // share)
        cards, quoted = _cards(whole.records, rows, records // share)
        texts, units, records = texts - text, units - outline, records - quoted
        yield Structure(document, rows, cards)


def _begun(document: Document, room: int) -> tuple[Document, int]:
    """Return the beginning of a document for which there is room, with its repairs, and the room that it takes."""
    spent, kept, end = 0, 0, len(document.text)
    for repair in repaired(document):
        more = EDIT + len(repair.old)
        if repair.span.end + spent + more > room:
            end = repair.span.start
            break
        spent, kept = spent + more, kept + 1
    end = max(0, min(end, room - spent))
    edits, text, folded = document.edits[:kept], document.text[:end], document.folded[:end]
    return replace(document, edits=edits, text=text, folded=folded), end + spent


def _rows(units: Sequence[Unit], end: int, room: int) -> tuple[tuple[Unit, ...], int]:
    """Return the units whose title ends before `end`, as many as there is room for, and the room that they take."""
    spent, kept = 0, []
    for unit in units:
        if unit.title_span.end <= end:
            spent += ROW + min(len(unit.title), TITLE) + TAG * len(unit.topics)
            if spent > room:
                break
            kept.append(unit)
    return tuple(kept), min(spent, room)


def _cards(records: Sequence[Record], units: Sequence[Unit], room: int) -> tuple[tuple[Record, ...], int]:
    """Return the records of these units, as many as there is room for, and the room that they take."""
    known = {unit.id: ITEM + min(len(unit.title), TITLE) + TAG * len(unit.topics) for unit in units}
    spent, kept = 0, []
    for record in records:
        if record.problem is not None and record.problem not in known:
            continue
        causes = tuple(cause for cause in record.causes if cause in known)
        answers = tuple(answer for answer in record.countermeasures if answer in known)
        named = [*([record.problem] if record.problem else []), *causes, *answers]
        spent += sum(known[unit] for unit in named)
        if spent > room:
            break
        kept += [replace(record, causes=causes, countermeasures=answers)] if named else []
    return tuple(kept), min(spent, room)
