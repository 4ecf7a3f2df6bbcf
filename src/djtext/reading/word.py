"""Word documents (.docx, .docm, .dotx): the text as its reader sees it, one paragraph a line.

Automatic numbers stand written out. Tables have a row a line and a tab between cells; a cell's further paragraphs are
lines of their own, because that is where a list in it begins. Text boxes follow the paragraph that holds them, once;
notes stand at the end, marked `[1]`. Changes are read as accepted. Left out: hidden text, comments, field codes,
headers and footers, and the readings above characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from djtext.reading.charset import Decoded
from djtext.reading.numbering import Counters, lists, place
from djtext.reading.package import Package, damaged, package, part, related
from djtext.reading.runs import MC, UNSEEN, Line, M, Story, bounded, chosen, endless, inline
from djtext.reading.sheet import Layout, Sheet
from djtext.reading.styles import NOTHING, W, child, contents, heading, number, styles, switch, value
from djtext.types import HintKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = {"footnote": "decimal", "endnote": "lowerRoman"}
"""The kinds of notes, and how Word counts each unless told otherwise."""


def read(data: bytes, name: str) -> Decoded:
    """Return the text of a Word document, with its layout as hints.

    Raises:
        SourceError: `damaged`, `bomb`, `unsafe`, `encrypted` or `too-large`; the message says what to do.
    """
    found = package(data, name)
    path = related(found, "").get("officeDocument", "word/document.xml")
    root = part(found, path)
    body = child(root, "body")
    if root is None or body is None:
        raise damaged(name, "it has no text part")
    near = related(found, path)
    story = _story(found, near, body)
    sheet = Sheet()
    _container(body, story, sheet, 0)
    _notes(found, near, story, sheet)
    hints = sorted(sheet.hints, key=lambda hint: (hint.span.start, -hint.span.end, hint.kind))
    return Decoded(sheet.text(), None, tuple(sorted(story.flags)), tuple(hints))


def _story(found: Package, near: Mapping[str, str], body: _Element) -> Story:
    known = styles(part(found, near.get("styles", "")))
    numbers = lists(part(found, near.get("numbering", "")), known)
    settings = part(found, near.get("settings", ""))
    ways = {
        kind: value(body, "sectPr", f"{kind}Pr", "numFmt") or value(settings, f"{kind}Pr", "numFmt") or usual
        for kind, usual in _NOTES.items()
    }
    return Story(found.name, known, Counters(numbers), ways, Counters(numbers), endless(body))


@dataclass(slots=True)
class _Held:
    """Paragraphs whose end was deleted or hidden: they go on in the next one, as Word shows them."""

    text: str = ""
    boxes: list[_Element | str] = field(default_factory=list)
    layouts: list[Layout] | None = None


def _container(element: _Element, story: Story, sheet: Sheet, depth: int) -> None:
    """Write all paragraphs and tables of a body, a cell, a text box or a note."""
    held = _Held()
    for item in _blocks(element, story, depth):
        if item.tag == f"{W}tbl":
            _flush(held, story, sheet, depth)
            _table(item, story, sheet, depth + 1)
        else:
            _paragraph(item, held, story, sheet, depth + 1)
    _flush(held, story, sheet, depth)


_BLOCKS = frozenset((f"{W}p", f"{W}tbl", f"{M}oMathPara"))


def _blocks(element: _Element, story: Story, depth: int, wanted: frozenset[str] = _BLOCKS) -> Iterator[_Element]:
    """Yield the wanted elements in an element and in what merely wraps them, such as content controls."""
    bounded(depth, story.name)
    for item in element:
        if item.tag in wanted:
            yield item
        elif item.tag == f"{MC}AlternateContent":
            branch = chosen(item)
            if branch is not None:
                yield from _blocks(branch, story, depth + 1, wanted)
        elif item.tag == f"{W}altChunk":
            story.flags.add("embedded-not-read")
        elif item.tag not in UNSEEN:
            yield from _blocks(item, story, depth + 1, wanted)


def _paragraph(element: _Element, held: _Held, story: Story, sheet: Sheet, depth: int) -> None:
    properties = child(element, "pPr")
    name = value(properties, "pStyle")
    style = story.styles.known.get((name if name in story.styles.known else story.styles.usual) or "", NOTHING)
    line = Line(style)
    inline(element, story, line, depth)
    text = "".join(line.pieces).strip("\n")  # a page break has a line of its own
    held.boxes += line.boxes
    mark = child(properties, "rPr")
    if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
        held.text += text
        return
    if switch(mark, "vanish") and not text:
        return
    if held.layouts is None:
        label, held.layouts = _labelled(properties, line, story)
        held.text = label + held.text
    held.text += text
    if not switch(mark, "vanish"):
        _flush(held, story, sheet, depth, blank=True)


def _labelled(properties: _Element | None, line: Line, story: Story) -> tuple[str, list[Layout]]:
    """Return the automatic number of a paragraph, and what its style says of its place."""
    at = place(child(properties, "numPr"), line.style, story.counters.lists)
    outline = number(value(properties, "outlineLvl"))
    found: tuple[Layout | None, ...] = (
        _layout("heading", heading(line.style, outline)),
        _layout("contents", contents(line.style)),
        _layout("item", at.depth + 1 if at else None),
    )
    return story.counters.next(at) if at else "", [layout for layout in found if layout]


def _layout(kind: HintKind, level: int | None) -> Layout | None:
    return None if level is None else (kind, level)


def _flush(held: _Held, story: Story, sheet: Sheet, depth: int, *, blank: bool = False) -> None:
    """Write what was held back, then the boxes that hang on it; a `blank` line only where one was meant."""
    text, boxes, layouts = held.text, held.boxes, held.layouts or []
    held.text, held.boxes, held.layouts = "", [], None
    if text or blank:
        sheet.line(text, layouts)
    for box in boxes:
        _box(box, story, sheet, depth)


def _box(box: _Element | str, story: Story, sheet: Sheet, depth: int) -> None:
    """Write a text box. Word counts the lists of all boxes together, and apart from those of the text."""
    if isinstance(box, str):
        sheet.line(box)
        return
    outer = story.fields, story.codes, story.counters
    story.fields, story.codes, story.counters = [], 0, story.counters_of_boxes
    _container(box, story, sheet, depth + 1)
    story.fields, story.codes, story.counters = outer


_ROWS = frozenset((f"{W}tr",))
_CELLS = frozenset((f"{W}tc",))


def _table(element: _Element, story: Story, sheet: Sheet, depth: int) -> None:
    for row in _blocks(element, story, depth, _ROWS):
        if child(row, "trPr", "del") is None:
            sheet.row([_cell(cell, story, sheet, depth + 2) for cell in _cells(row, story, depth + 1)])


def _cells(row: _Element, story: Story, depth: int) -> Iterator[_Element]:
    return (cell for cell in _blocks(row, story, depth, _CELLS) if child(cell, "tcPr", "cellDel") is None)


def _cell(element: _Element, story: Story, sheet: Sheet, depth: int) -> Sheet:
    inner = Sheet(sheet.depth + 1)
    _container(element, story, inner, depth)
    return inner


def _notes(found: Package, near: Mapping[str, str], story: Story, sheet: Sheet) -> None:
    texts = {kind: _note_texts(found, near.get(f"{kind}s", ""), kind, story) for kind in _NOTES if story.notes}
    counters = {kind: Counters(story.counters.lists) for kind in _NOTES}
    for note in tuple(story.notes):
        element = texts[note.kind].get(note.id)
        if element is None:
            continue
        inner = Sheet()
        story.counters = counters[note.kind]
        _container(element, story, inner, 0)
        sheet.note(f"{note.mark} " if note.mark else "", inner)


def _note_texts(found: Package, path: str, kind: str, story: Story) -> Mapping[str, _Element]:
    root = part(found, path)
    if root is None:
        return {}
    story.fields, story.codes, story.endless = [], 0, story.endless | endless(root)
    return {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{kind}")}
