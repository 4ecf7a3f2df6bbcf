"""What stands within a paragraph of a Word document: text, breaks, fields, notes, changes, formulas, boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from djtext.errors import SourceError
from djtext.reading import fields
from djtext.reading.counting import written
from djtext.reading.numbering import Counters
from djtext.reading.styles import NOTHING, Style, Styles, W, child, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORDART = "{urn:schemas-microsoft-com:vml}textpath"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MICROSOFT = "http://schemas.microsoft.com/office/"

MAX_DEPTH = 160
"""How deep elements may lie in one another. A table in a text box in a table comes to 40; each takes a call or two."""


@dataclass(slots=True)
class Field:
    """A field that has begun: the pieces of its code, and whether its result has begun as well."""

    code: list[str]
    result: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to a footnote or endnote: its kind, its id in the file, and the mark that stands in the text."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Story:
    """What runs along with the text of a document; `codes` counts the open fields whose result has not begun."""

    name: str
    styles: Styles
    counters: Counters
    note_styles: Mapping[str, str] = field(default_factory=dict)
    counters_of_boxes: Counters = field(default_factory=lambda: Counters({}))
    endless: set[_Element] = field(default_factory=set)
    fields: list[Field] = field(default_factory=list)
    codes: int = 0
    notes: list[Note] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Line:
    """A paragraph while it is read: its pieces of text, and the boxes that hang on it."""

    style: Style = NOTHING
    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element | str] = field(default_factory=list)


Action = Callable[["_Element", Story, Line, int], None]


def inline(element: _Element, story: Story, line: Line, depth: int) -> None:
    """Add to `line` what the children of an element show.

    Raises:
        SourceError: `damaged`, elements lie too deep in one another.
    """
    bounded(depth, story.name)
    for item in element:
        action = _ACTIONS.get(item.tag)
        if action:
            action(item, story, line, depth + 1)
        elif item.tag not in UNSEEN:
            inline(item, story, line, depth + 1)


def bounded(depth: int, name: str) -> None:
    """Refuse a document whose elements lie deeper in one another than any program puts them."""
    if depth > MAX_DEPTH:
        fact = f"its elements lie more than {MAX_DEPTH} deep in one another"
        raise SourceError("damaged", f"{name}: is a damaged document ({fact}); copy its text to a new document")


def endless(root: _Element) -> set[_Element]:
    """Return the marks that begin a field which never ends; its code would swallow the rest of the document."""
    begun: list[_Element] = []
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            begun.pop()
    return set(begun)


def chosen(element: _Element) -> _Element | None:
    """Return the branch of an `mc:AlternateContent` that Word shows: one it knows, else the fallback."""
    for choice in element.iterchildren(f"{MC}Choice"):
        spaces = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if all(space.startswith(_MICROSOFT) for space in spaces):
            return choice
    return element.find(f"{MC}Fallback")


def _choose(element: _Element, story: Story, line: Line, depth: int) -> None:
    branch = chosen(element)
    if branch is not None:
        inline(branch, story, line, depth)


def _run(element: _Element, story: Story, line: Line, depth: int) -> None:
    if not _hidden(child(element, "rPr"), story.styles, line.style):
        inline(element, story, line, depth)
        return
    for mark in element.iter(f"{W}fldChar"):  # hidden text may still open and close a field around plain text
        _field(mark, story, line, depth)


def _hidden(properties: _Element | None, styles: Styles, paragraph: Style) -> bool:
    """Return whether a run is hidden. Where paragraph and character style both hide, the text shows again."""
    own = switch(properties, "vanish")
    if own is not None:
        return own
    style = styles.known.get(value(properties, "rStyle") or "", NOTHING)
    if paragraph.hidden is None and style.hidden is None:
        return styles.hidden
    return bool(paragraph.hidden) != bool(style.hidden)


def _text(element: _Element, story: Story, line: Line, depth: int) -> None:
    """Add a text; blanks at its ends count only where it says so, a soft hyphen is never seen in a line of its own."""
    del depth
    text = element.text or ""
    if element.get(_SPACE) != "preserve" and element.tag != f"{M}t":
        text = text.strip(" \t\r\n")
    _say(text.replace("\r", "").replace("\n", " ").replace("\u00ad", ""), story, line)


def _say(text: str, story: Story, line: Line) -> None:
    if not story.codes:
        line.pieces.append(text)


def _saying(text: str) -> Action:
    def action(element: _Element, story: Story, line: Line, depth: int) -> None:
        del element, depth
        _say(text, story, line)

    return action


def _symbol(element: _Element, story: Story, line: Line, depth: int) -> None:
    del depth
    _say(fields.symbol(element.get(f"{W}char", ""), element.get(f"{W}font", "")), story, line)


def _field(element: _Element, story: Story, line: Line, depth: int) -> None:
    del depth
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        story.fields.append(Field([], result=element in story.endless))
        story.codes += not story.fields[-1].result
    elif kind == "separate" and story.fields:
        story.codes -= not story.fields[-1].result
        story.fields[-1].result = True
    elif kind == "end" and story.fields:
        ended = story.fields.pop()
        story.codes -= not ended.result
        _say("" if ended.result else fields.shown("".join(ended.code)), story, line)


def _code(element: _Element, story: Story, line: Line, depth: int) -> None:
    del line, depth
    if story.fields:
        story.fields[-1].code.append(element.text or "")


def _note(element: _Element, story: Story, line: Line, depth: int) -> None:
    del depth
    kind = element.tag.removeprefix(W).removesuffix("Reference")
    own = element.get(f"{W}customMarkFollows") in ("1", "true", "on")
    story.counts[kind] += not own
    mark = "" if own else f"[{written(story.counts[kind], story.note_styles[kind])}]"
    story.notes.append(Note(kind, element.get(f"{W}id", ""), mark))
    _say(mark, story, line)


def _box(element: _Element, story: Story, line: Line, depth: int) -> None:
    del depth
    if not story.codes:
        line.boxes.append(element)


def _wordart(element: _Element, story: Story, line: Line, depth: int) -> None:
    del depth
    if not story.codes:
        line.boxes.append(element.get("string", ""))


def _fraction(element: _Element, story: Story, line: Line, depth: int) -> None:
    for i, item in enumerate(element.iterchildren(f"{M}num", f"{M}den")):
        _say("/" if i else "", story, line)
        inline(item, story, line, depth)


def _tags(names: str) -> Iterable[str]:
    return (f"{W}{name}" for name in names.split())


UNSEEN = frozenset(_tags("pPr rPr del moveFrom delText delInstrText rt rubyPr sdtPr sdtEndPr tblPr tblGrid tcPr trPr"))
"""Elements whose text no reader sees: properties, what was deleted or moved away, readings above characters."""

_ACTIONS: Mapping[str, Action] = {
    f"{W}r": _run,
    f"{W}t": _text,
    f"{M}t": _text,
    f"{M}f": _fraction,
    f"{W}tab": _saying("\t"),
    f"{W}ptab": _saying("\t"),
    f"{W}br": _saying("\n"),
    f"{W}cr": _saying("\n"),
    f"{W}noBreakHyphen": _saying("-"),
    f"{W}sym": _symbol,
    f"{W}fldChar": _field,
    f"{W}instrText": _code,
    f"{W}footnoteReference": _note,
    f"{W}endnoteReference": _note,
    f"{W}txbxContent": _box,
    _WORDART: _wordart,
    f"{MC}AlternateContent": _choose,
}
