"""The piece table of an old Word document ([MS-DOC] 2.4.1): which bytes are its text, and what is said of them.

Positions in the text are counted in UTF-16 units, as the file counts them, until the text is cut to its parts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

FOOTNOTE, ENDNOTE, ROW = "\x1c", "\x1b", "\x1d"
"""What stands here for the mark of a footnote, of an endnote, and of the end of a table row. Word uses none of them."""

_PAGE = 512
_STYLES, _FOOTNOTES, _CHARACTERS, _PARAGRAPHS, _PIECES, _ENDNOTES, _LISTS = 1, 2, 12, 13, 33, 46, 74
_DELETED, _HIDDEN, _ROW_END, _LIST = 0x0800, 0x083C, 0x2417, 0x460B

Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a document with the characters that Word keeps in them, and whether it numbers paragraphs itself."""

    main: str
    footnotes: str
    endnotes: str
    boxes: str
    numbered: bool


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
    gone, rows, listed = _said(word, table)
    for place in _placed(rows, pieces, ends=True):
        units[2 * place[1] - 2 : 2 * place[1]] = ROW.encode("utf-16-le")
    _mark(units, _entry(word, table, _FOOTNOTES), FOOTNOTE)
    _mark(units, _entry(word, table, _ENDNOTES), ENDNOTE)
    main, notes, _headers, _macros, _comments, ends, boxes = _cuts(unpack_from("<7I", word, 0x4C))
    dropped = _merged(_placed(gone, pieces))
    lists = _entry(word, table, _LISTS)
    styled = _LIST.to_bytes(2, "little") in _entry(word, table, _STYLES)
    numbered = len(lists) > 4 and lists[:4] != bytes(4) and (listed or styled)
    shown = [_text(units, dropped, *cut) for cut in (main, notes, ends, boxes)]
    return Document(shown[0], shown[1], shown[2], shown[3], numbered)


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


def _said(word: bytes, table: bytes) -> tuple[Ranges, Ranges, bool]:
    """Return the bytes that are deleted or hidden, those of paragraphs that end a row, and whether any has a number."""
    gone, rows, listed = [], [], False
    for place, changes in _runs(word, _entry(word, table, _CHARACTERS), 1):
        if any(changes.get(kind, b"\0")[0] & 1 for kind in (_DELETED, _HIDDEN)):
            gone.append(place)
    for place, changes in _runs(word, _entry(word, table, _PARAGRAPHS), 13):
        if changes.get(_ROW_END, b"\0")[0]:
            rows.append(place)
        listed = listed or any(changes.get(_LIST, b"\0"))
    return _merged(gone), sorted(set(rows)), listed


def _runs(word: bytes, table: bytes, width: int) -> Iterator[tuple[tuple[int, int], dict[int, bytes]]]:
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
                yield place, dict(_changes(_of_paragraph(page, start) if width > 1 else _of_run(page, start)))


def _of_run(page: bytes, start: int) -> bytes:
    return page[start + 1 : start + 1 + page[start]]


def _of_paragraph(page: bytes, start: int) -> bytes:
    """Return what is said of a paragraph: after a count of words, or of half words where that is zero; style first."""
    if page[start]:
        return page[start + 3 : start + 2 * page[start]]
    return page[start + 4 : start + 2 + 2 * page[start + 1]] if start + 1 < _PAGE else b""


_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_LONG = 0xD608


def _changes(said: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each property that is said, with its operand; the top three bits of its number give the size."""
    at = 0
    while at + 3 <= len(said):
        (kind,) = unpack_from("<H", said, at)
        size, head = _SIZES[kind >> 13], 2
        if not size:
            size, head = said[at + 2], 3
        if kind == _LONG and at + 4 <= len(said):
            size, head = unpack_from("<H", said, at + 2)[0] - 1, 4
        operand = said[at + head : at + head + size]
        if operand:
            yield kind, operand
        at += head + max(size, 0)


def _merged(ranges: Sequence[tuple[int, int]]) -> Ranges:
    result: Ranges = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _placed(ranges: Ranges, pieces: Sequence[Piece], *, ends: bool = False) -> Ranges:
    """Return ranges of bytes as ranges of the text; with `ends` only those whose end lies in a piece."""
    starts = [start for start, _ in ranges]
    result: Ranges = []
    for piece in pieces:
        width = 2 if piece.wide else 1
        last = piece.at + piece.size
        for start, end in ranges[max(0, bisect_right(starts, piece.at) - 1) : bisect_right(starts, last)]:
            low, high = max(start, piece.at), min(end, last)
            if low < high and (not ends or high == end):
                result.append((piece.start + (low - piece.at) // width, piece.start + (high - piece.at) // width))
    return result


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


def _text(units: bytearray, dropped: Ranges, start: int, end: int) -> str:
    """Return a range of the text without what was dropped."""
    kept, at = bytearray(), start
    end = min(end, len(units) // 2)
    for low, high in dropped:
        kept += units[2 * at : 2 * max(at, min(low, end))]
        at = max(at, min(high, end))
    kept += units[2 * at : 2 * end]
    return kept.decode("utf-16-le", "replace")
