"""Glyphs of a PDF page: what PDFium says of each character, turned so that the text runs from left to right."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from djtext import lexicon

if TYPE_CHECKING:
    import pypdfium2

MAX_GLYPHS = 200_000
"""Characters of one page that are read; a page of newsprint has 15,000, a drawing of hatched letters more."""

MAX_SEGMENTS = 20_000
"""Pieces of drawn lines that are looked at on one page, to find the borders of tables."""

INVISIBLE = 3
"""The text render mode that paints nothing, in which the text of a scan lies behind its image."""

SMALLEST = 0.5
"""Points below which text cannot be read on paper and was not meant to be."""


class Glyph(NamedTuple):
    """A character with the start and end of its advance, its baseline and its size, in points; y grows upwards."""

    char: str
    x0: float
    x1: float
    y: float
    size: float


class Stroke(NamedTuple):
    """A straight piece of a drawn line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Upright:
    """What stands on a page, upright: glyphs in the order in which they were drawn, strokes, lowest and highest y.

    `aside` holds the glyphs of text that runs in another direction, turned on their own; `cut` counts those beyond
    `MAX_GLYPHS`.
    """

    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...] = ()
    bottom: float = 0.0
    top: float = 842.0
    aside: tuple[Glyph, ...] = ()
    cut: int = 0


class _Drawn(NamedTuple):
    """A character as PDFium gives it: origin, end of its box, size, direction in quarter turns (None: slanted), and
    the text object that paints it.
    """

    char: str
    x: float
    y: float
    reach: float
    size: float
    turn: int | None
    visible: bool
    painting: int


@cache
def _radicals() -> dict[int, str]:
    """Return what stands for a character that is a radical or a doubly encoded ideograph.

    Fonts that were cut down for a PDF map 「长」 to the radical that looks like it. NFKC folds the Kangxi radicals and
    the compatibility ideographs, each to one character, but of the radicals supplement only two.
    """
    blocks = (range(0x2F00, 0x2FD6), range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E))
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for block in blocks for code in block}
    pairs: str = lexicon.table("radicals")[0].more["pairs"]
    supplement = dict(zip(map(ord, pairs[::2]), pairs[1::2], strict=True))
    ligatures = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
    return folded | supplement | ligatures


def unified(text: str) -> str:
    """Return a text with the radicals, compatibility ideographs and ligatures in it as the characters they stand for.

    >>> unified("⻔⻓的⼯作，ﬁle")
    '门长的工作，file'
    """
    return text.translate(_radicals())


def upright(page: pypdfium2.PdfPage) -> Upright:
    """Return what stands on a page. Characters that paint nothing count only where hardly any other text is."""
    drawn, cut = _drawn(page)
    drawn = _seen(drawn, page.get_cropbox())
    turns = Counter(glyph.turn for glyph in drawn if glyph.turn is not None and not glyph.char.isspace())
    turn = min(turns, key=lambda t: (-turns[t], t), default=0)
    glyphs = _glyphs(drawn, turn)
    aside = [glyph for other in sorted(set(turns) - {turn}) for glyph in _glyphs(drawn, other)]
    strokes = [_turned_stroke(stroke, turn) for stroke in _strokes(page)]
    left, bottom, right, top = page.get_cropbox()
    _, low = _turned(left, bottom, turn)
    _, high = _turned(right, top, turn)
    here = Upright(tuple(glyphs), tuple(strokes), min(low, high), max(low, high), tuple(aside), cut)
    return _from_columns(here) if _vertical(glyphs) else here


def _drawn(page: pypdfium2.PdfPage) -> tuple[list[_Drawn], int]:
    text = page.get_textpage()
    try:
        count = max(0, text.count_chars())
        return list(_characters(text, min(count, MAX_GLYPHS))), max(0, count - MAX_GLYPHS)
    finally:
        text.close()


def _characters(text: pypdfium2.PdfTextPage, count: int) -> Iterator[_Drawn]:
    import pypdfium2.raw as pdfium

    handle = text.raw
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        char = _char(pdfium.FPDFText_GetUnicode(handle, index))
        if not char or pdfium.FPDFText_IsGenerated(handle, index) == 1:
            continue
        pdfium.FPDFText_GetMatrix(handle, index, matrix)
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        painted = pdfium.FPDFText_GetTextObject(handle, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(painted) if painted else 0
        size = pdfium.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        turn = _quarter(matrix.a, matrix.b)
        reach = _reach(box, x.value, y.value, turn)
        number = ctypes.cast(painted, ctypes.c_void_p).value or 0
        yield _Drawn(char, x.value, y.value, reach, size, turn, mode != INVISIBLE, number)


def _char(code: int) -> str:
    """Return the text of a code that PDFium gives: nothing for controls, its own marks and halves of characters."""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE or code > 0x10FFFF:
        return "-" if code == 2 else ""  # PDFium's mark of a hyphen at the end of a line
    char = chr(code)
    return " " if code == 0xA0 else unified(char)


def _quarter(a: float, b: float) -> int | None:
    """Return a direction of writing in quarter turns against the clock, None if it is slanted."""
    turns = math.atan2(b, a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.06 else None


def _reach(box: object, x: float, y: float, turn: int | None) -> float:
    """Return how far the box of a glyph reaches from its origin in the direction of writing."""
    left, top, right, bottom = (float(getattr(box, side)) for side in ("left", "top", "right", "bottom"))
    return (right - x, top - y, x - left, y - bottom)[turn or 0]


def _seen(drawn: Sequence[_Drawn], crop: tuple[float, float, float, float]) -> list[_Drawn]:
    """Return the characters that a reader of the page sees, or that stand for a scanned image of it."""
    left, bottom, right, top = crop
    inside = [
        g
        for g in drawn
        if g.size > SMALLEST and left - g.size <= g.x <= right + g.size and bottom - g.size <= g.y <= top + g.size
    ]
    visible = [g for g in inside if g.visible]
    # A scan with its text behind it may show a stamp or a page number; two thirds and more is no stamp.
    return visible if 3 * len(visible) >= len(inside) else inside


def _glyphs(drawn: Iterable[_Drawn], turn: int) -> list[Glyph]:
    result: list[Glyph] = []
    for _, group in groupby((g for g in drawn if g.turn == turn), key=lambda g: (g.painting, g.x, g.y)):
        result += _parts(list(group), turn)
    return result


def _parts(drawn: Sequence[_Drawn], turn: int) -> Iterator[Glyph]:
    """Yield characters painted at one place beside one another: a font may draw 「——」 or 「fi」 as one glyph."""
    first = drawn[0]
    x, y = _turned(first.x, first.y, turn)
    wide = unicodedata.east_asian_width(first.char[0]) in "WF"
    # The box of a glyph in a font of drawings (Type 3) is the drawing; a Han character is as wide as high.
    width = first.size if wide else min(max(first.reach, 0.2 * first.size), 2 * first.size) / len(drawn)
    for number, glyph in enumerate(drawn):
        yield Glyph(glyph.char, x + number * width, x + (number + 1) * width, y, glyph.size)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return a point of a page that is turned so that text in direction `turn` runs to the right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _turned_stroke(stroke: Stroke, turn: int) -> Stroke:
    ends = [_turned(stroke.x0, stroke.y0, turn), _turned(stroke.x1, stroke.y1, turn)]
    (x0, y0), (x1, y1) = sorted(ends)
    return Stroke(x0, min(y0, y1), x1, max(y0, y1))


def _strokes(page: pypdfium2.PdfPage) -> Iterator[Stroke]:
    """Yield the level and upright pieces of drawn lines, at most `MAX_SEGMENTS`."""
    import pypdfium2.raw as pdfium

    budget = MAX_SEGMENTS
    for drawing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = drawing.get_matrix()
        count = min(budget, pdfium.FPDFPath_CountSegments(drawing.raw))
        points = [_point(pdfium.FPDFPath_GetPathSegment(drawing.raw, index), matrix) for index in range(count)]
        budget -= max(1, len(points))
        yield from _joined(points)
        if budget <= 0:
            return


def _point(segment: object, matrix: pypdfium2.PdfMatrix) -> tuple[float, float, bool, bool]:
    """Return where a segment of a path ends, whether it draws a line there, and whether it closes the path."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    px, py = matrix.on_point(x.value, y.value)
    draws = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO
    return px, py, draws, bool(pdfium.FPDFPathSegment_GetClose(segment))


def _joined(points: Sequence[tuple[float, float, bool, bool]]) -> Iterator[Stroke]:
    start = last = (0.0, 0.0)
    for x, y, draws, closes in points:
        if draws:
            yield from _straight(*last, x, y)
        else:
            start = (x, y)
        last = (x, y)
        if closes:
            yield from _straight(x, y, *start)


LEVEL = 1.0
"""Points by which a level or upright stroke may lean."""


def _straight(x0: float, y0: float, x1: float, y1: float) -> Iterator[Stroke]:
    level, upright = abs(y0 - y1) <= LEVEL, abs(x0 - x1) <= LEVEL
    if level != upright:
        yield Stroke(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _vertical(glyphs: Sequence[Glyph]) -> bool:
    """Return whether most neighbours in the stream of a page stand below one another, as in vertical writing."""
    down = across = 0
    for a, b in pairwise(glyphs):
        near = 0.3 * a.size
        below = 0.5 * a.size < a.y - b.y < 2 * a.size
        down += abs(a.x0 - b.x0) < near and below
        across += abs(a.y - b.y) < near and b.x0 > a.x0
    return down > 2 * across and down > 4


def _from_columns(here: Upright) -> Upright:
    """Return a page of vertical writing turned so that its columns, from right to left, become lines."""
    glyphs = [Glyph(g.char, -g.y, -g.y + g.size, g.x0, g.size) for g in here.glyphs]
    ys = [glyph.y for glyph in glyphs]
    return replace(here, glyphs=tuple(glyphs), strokes=(), bottom=min(ys) - 50, top=max(ys) + 50)
