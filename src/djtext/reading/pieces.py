"""The piece table of an old Word document ([MS-DOC] 2.4.1): which bytes are its text, and what is said of them.

Positions in the text are counted in UTF-16 units, as the file counts them, until the text is cut to its parts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from struct import error as struct_error
from struct import unpack_from

from djtext.reading import oldlists
from djtext.reading.numbering import Counters, placed
from djtext.reading.oldlists import changes, named
from djtext.reading.styles import NOTHING

FOOTNOTE, ENDNOTE, ROW = "\x1c", "\x1b", "\x1d"
"""What stands here for the mark of a footnote, of an endnote, and of the end of a table row. Word uses none of them."""

_PAGE = 512
_STYLES, _FOOTNOTES, _CHARACTERS, _PARAGRAPHS, _PIECES, _ENDNOTES, _LISTS, _USES = 1, 2, 12, 13, 33, 46, 73, 74
_DELETED, _HIDDEN, _ROW_END = 0x0800, 0x083C, 0x2417
_CELL = 0x07
_ENDS = (_CELL, 0x0C, 0x0D, ord(ROW))
"""The characters that end a paragraph: of a cell, of a section or page, any other, and of a row, as marked here."""

Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a document with the characters that Word keeps in them, its automatic numbers written out.

    `unnumbered` says that there are numbers and that they could not be read.
    """

    main: str
    footnotes: str
    endnotes: str
    boxes: str
    unnumbered: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of the text and where its bytes begin; `wide` ones take two bytes a character, others one."""

    start: int
    end: int
    at: int
    wide: bool

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return (self.end - self.start) * (2 if self.wide else 1)


def document(word: bytes, table: bytes) -> Document:
    """Return the text of a document from its main stream and its table stream.

    Raises:
        ValueError, IndexError, struct.error: the streams are damaged.
    """
    pieces = _pieces(_entry(word, table, _PIECES))
    if pieces[-1].end > len(word):
        raise ValueError("more characters than bytes")
    units = bytearray().join(_units(piece, word) for piece in pieces)
    paragraphs = _paragraphs(word, table, pieces)
    _mark_rows(units, paragraphs)
    _mark(units, _entry(word, table, _FOOTNOTES), FOOTNOTE)
    _mark(units, _entry(word, table, _ENDNOTES), ENDNOTE)
    parts = _cuts(unpack_from("<7I", word, 0x4C))
    main, notes, _headers, _macros, _comments, ends, boxes = parts
    dropped = _merged([place for place, _ in _placed(_gone(word, table), pieces)])
    try:
        begins = {start for start, _ in parts}
        labels, unnumbered = _labels(word, table, units, paragraphs, dropped, begins), False
    except (struct_error, IndexError):
        labels, unnumbered = [], True
    shown = [_text(units, dropped, labels, *cut) for cut in (main, notes, ends, boxes)]
    return Document(shown[0], shown[1], shown[2], shown[3], unnumbered)


def _entry(word: bytes, table: bytes, index: int) -> bytes:
    """Return what an entry of the file's directory points to in the table stream."""
    at, size = unpack_from("<2I", word, 0x9A + 8 * index)
    return table[at : at + size]


def _pieces(table: bytes) -> list[Piece]:
    at = 0
    while table[at] == 1:  # settings of fast-saved documents, before the table itself
        at += 3 + unpack_from("<H", table, at + 1)[0]
    (size,) = unpack_from("<I", table, at + 1)
    count = (min(size, len(table) - at - 5) - 4) // 12
    if table[at] != 2 or count < 1:
        raise ValueError("no piece table")
    bounds = unpack_from(f"<{count + 1}I", table, at + 5)
    if bounds[0] or any(a > b for a, b in pairwise(bounds)):
        raise ValueError("pieces out of order")
    places = [unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * i + 2)[0] for i in range(count)]
    spans = zip(pairwise(bounds), places, strict=True)
    return [Piece(*span, *_found(place)) for span, place in spans]


def _found(place: int) -> tuple[int, bool]:
    """Return where a piece begins and whether it is wide; a bit says that it is not, and that the place is doubled."""
    narrow = place & 1 << 30
    place &= (1 << 30) - 1
    return (place // 2, False) if narrow else (place, True)


def _units(piece: Piece, word: bytes) -> bytes:
    raw = word[piece.at : piece.at + piece.size]
    if len(raw) < piece.size:
        raise ValueError("a piece lies beyond the end")
    return raw if piece.wide else raw.decode("cp1252", "replace").encode("utf-16-le")


def _gone(word: bytes, table: bytes) -> Ranges:
    """Return the ranges of bytes that are deleted or hidden."""
    runs = _runs(word, _entry(word, table, _CHARACTERS), 1)
    gone = ((place, dict(changes(said))) for place, said in runs)
    return _merged([p for p, said in gone if any(said.get(kind, b"\0")[0] & 1 for kind in (_DELETED, _HIDDEN))])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A range of the text with its style, the list and depth that it names, and whether it ends a row of a table."""

    start: int
    end: int
    style: int
    list: str | None
    depth: int | None
    ends_row: bool


def _paragraphs(word: bytes, table: bytes, pieces: Sequence[Piece]) -> list[Paragraph]:
    """Return what is said of paragraphs, in the order of the text."""
    runs = dict(_runs(word, _entry(word, table, _PARAGRAPHS), 13))
    result = []
    for (start, end), place in _placed(sorted(runs), pieces):
        style, said = int.from_bytes(runs[place][:2], "little"), dict(changes(runs[place][2:]))
        result.append(Paragraph(start, end, style, *named(said), ends_row=bool(said.get(_ROW_END, b"\0")[0])))
    return sorted(result, key=lambda paragraph: (paragraph.start, paragraph.end))


def _labels(
    word: bytes,
    table: bytes,
    units: bytearray,
    paragraphs: Sequence[Paragraph],
    dropped: Ranges,
    begins: AbstractSet[int],
) -> list[tuple[int, str]]:
    """Return the automatic numbers with the places in the text where they belong; each part counts for itself.

    Raises:
        IndexError, struct.error: the lists are damaged.
    """
    styles = oldlists.styles(_entry(word, table, _STYLES))
    uses, definitions = (unpack_from("<2I", word, 0x9A + 8 * index) for index in (_USES, _LISTS))
    known = oldlists.lists(table, definitions, uses)
    starts, result = [p.start for p in paragraphs], []
    for begin, end in _lines(units, dropped) if known else ():
        if begin in begins:
            counters = Counters(known)
        i = bisect_right(starts, end) - 1
        if i >= 0 and end < paragraphs[i].end and not paragraphs[i].ends_row:
            found = paragraphs[i]
            place = placed(found.list, found.depth, styles.get(found.style, NOTHING), known)
            if place:
                result.append((begin, counters.next(place)))
    return result


def _lines(units: bytearray, dropped: Ranges) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and the place of its end; one whose end was dropped goes on in the next."""
    begin, lows = 0, [low for low, _ in dropped]
    for at, unit in enumerate(array("H", bytes(units))):
        if unit in _ENDS:
            i = bisect_right(lows, at) - 1
            if i < 0 or at >= dropped[i][1]:
                yield begin, at
                begin = at + 1


def _runs(word: bytes, table: bytes, width: int) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield ranges of bytes with what is said of them, from pages of 512 bytes; a page named twice is read once."""
    count = max(0, (len(table) - 4) // 8)
    pages = {page & 0x3FFFFF for page in unpack_from(f"<{count}I", table, 4 * (count + 1))} if count else set()
    for number in sorted(pages):
        page = word[number * _PAGE : (number + 1) * _PAGE]
        runs = page[-1] if len(page) == _PAGE else 0
        bounds = unpack_from(f"<{runs + 1}I", page) if runs and 4 * (runs + 1) + width * runs < _PAGE else ()
        for i, place in enumerate(pairwise(bounds)):
            start = 2 * page[4 * (runs + 1) + width * i]
            if start:
                yield place, _of_paragraph(page, start) if width > 1 else _of_run(page, start)


def _of_run(page: bytes, start: int) -> bytes:
    return page[start + 1 : start + 1 + page[start]]


def _of_paragraph(page: bytes, start: int) -> bytes:
    """Return what is said of a paragraph: after a count of words, or of half words where that is zero; style first."""
    if page[start]:
        return page[start + 1 : start + 2 * page[start]]
    return page[start + 2 : start + 2 + 2 * page[start + 1]] if start + 1 < _PAGE else b""


def _merged(ranges: Sequence[tuple[int, int]]) -> Ranges:
    result: Ranges = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _placed(ranges: Ranges, pieces: Sequence[Piece]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return ranges of the text for sorted ranges of bytes, each with the range that it comes from."""
    starts = [start for start, _ in ranges]
    result = []
    for piece in pieces:
        width = 2 if piece.wide else 1
        last = piece.at + piece.size
        for start, end in ranges[max(0, bisect_right(starts, piece.at) - 1) : bisect_right(starts, last)]:
            low, high = max(start, piece.at), min(end, last)
            if low < high:
                bounds = [piece.start + (at - piece.at) // width for at in (low, high)]
                result.append(((bounds[0], bounds[1]), (start, end)))
    return result


def _mark_rows(units: bytearray, paragraphs: Sequence[Paragraph]) -> None:
    """Tell the ends of rows from the ends of cells: Word has the same character for both."""
    for found in paragraphs:
        if found.ends_row and units[2 * found.end - 2] == _CELL:
            units[2 * found.end - 2 : 2 * found.end] = ROW.encode("utf-16-le")


def _mark(units: bytearray, table: bytes, mark: str) -> None:
    """Tell the references of one kind of notes from those of the other: Word has the same character for both."""
    count = max(0, (len(table) - 4) // 6)
    for place in unpack_from(f"<{count}I", table) if count else ():
        if units[2 * place : 2 * place + 2] == b"\2\0":
            units[2 * place : 2 * place + 2] = mark.encode("utf-16-le")


def _cuts(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ranges of the parts, which follow one another."""
    result, at = [], 0
    for size in sizes:
        result.append((at, at + size))
        at += size
    return result


def _text(units: bytearray, dropped: Ranges, labels: Sequence[tuple[int, str]], start: int, end: int) -> str:
    """Return a range of the text without what was dropped and with the numbers that belong in it."""
    end = min(end, len(units) // 2)
    first = bisect_right(dropped, (start, start)) - 1
    changed = [(low, high, "") for low, high in dropped[max(first, 0) : bisect_right(dropped, (end, end))]]
    changed += [(at, at, label) for at, label in labels if start <= at < end]
    kept, at = bytearray(), start
    for low, high, label in sorted(changed):
        kept += units[2 * at : 2 * max(at, min(low, end))] + label.encode("utf-16-le")
        at = max(at, min(high, end))
    kept += units[2 * at : 2 * end]
    return kept.decode("utf-16-le", "replace")
