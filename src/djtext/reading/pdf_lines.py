"""Lines of a PDF page: glyphs that stand beside one another, with the white space that the reader sees."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import floor
from statistics import median

from djtext.hanzi import HAN
from djtext.reading.pdf_glyphs import Glyph
from djtext.reading.pdf_items import numbers, tidied

FAR = 1.2
"""Ems of white between glyphs drawn one after the other from which on they are two pieces."""

TYPED = 6.0
"""Ems of white behind a space that was drawn up to which it is typed spaces, as between 「甲方：」 and 「乙方：」."""

NEAR = 0.7
"""Ems of white up to which pieces drawn apart from one another are one; columns stand further apart."""

SAME_LINE = 0.45
"""Ems by which baselines may differ within a line; that of a raised note number does by a third."""

WORD_GAP = 0.16
"""Ems of white that part two Latin words; kerning takes and gives less."""

BOLD_SHIFT = 0.3
"""The share of its width by which a character drawn twice, to look bold, may be moved."""

HAN_GAP = 0.2
"""Ems by which white between Han characters exceeds that of the rest of the line where a space was left undrawn."""

SPACED_OUT = 0.6
"""The share of neighbouring Han characters with a space between from which on the spaces only set the line."""

_HAN = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·]")
_HAN_ALONE = re.compile(f"[{HAN}]")
_OPENING = frozenset("“‘（《〈【〔「『([{")
_INSEPARABLE = frozenset("—…“”‘’")  # Unicode binds curly quotation marks on both sides, as it must in English


@dataclass(frozen=True)
class Piece:
    """Glyphs on one baseline with no wide gap, from left to right; spaces at their ends are cut off."""

    glyphs: tuple[Glyph, ...]
    trailing: bool = False

    @cached_property
    def x0(self) -> float:
        """Return where the piece begins."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Return where the piece ends."""
        return self.glyphs[-1].x1

    @cached_property
    def y(self) -> float:
        """Return the baseline of its largest glyph."""
        return max(self.glyphs, key=lambda g: g.size).y

    @cached_property
    def size(self) -> float:
        """The size of most of the piece, in half points."""
        sizes = Counter(round(glyph.size * 2) / 2 for glyph in self.glyphs)
        return min(sizes, key=lambda size: (-sizes[size], -size))

    @cached_property
    def text(self) -> str:
        """Return its text."""
        return _text(self.glyphs)


def pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return the pieces of lines on a page, from top to bottom and left to right."""
    rows: list[list[list[Glyph]]] = []
    for run in sorted(_runs(once(glyphs)), key=lambda run: (-_baseline(run).y, run[0].x0)):
        reference = _baseline(rows[-1][0]) if rows else None
        here = _baseline(run)
        if reference and abs(reference.y - here.y) < SAME_LINE * max(reference.size, here.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [piece for row in rows for piece in _merged(row)]


def _baseline(run: Sequence[Glyph]) -> Glyph:
    return max(run, key=lambda glyph: glyph.size)


def once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return glyphs without those drawn a second time at nearly the same place, to look bold or shadowed."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    result = []
    for glyph in glyphs:
        step = max(1.0, glyph.size)
        column, row = floor(glyph.x0 / step), floor(glyph.y / step)
        near = ((glyph.char, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if glyph.char.isspace() or not any(_twice(glyph, other) for key in near for other in seen.get(key, ())):
            seen.setdefault((glyph.char, column, row), []).append(glyph)
            result.append(glyph)
    return result


def _twice(a: Glyph, b: Glyph) -> bool:
    shift = BOLD_SHIFT * (b.x1 - b.x0)
    return abs(a.x0 - b.x0) < shift and abs(a.y - b.y) < BOLD_SHIFT * b.size and abs(a.size - b.size) < 0.1 * b.size


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield glyphs as they were drawn one after the other on a line; a run begins and ends with no space."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield from _trimmed(run)
            run = []
        run.append(glyph)
    yield from _trimmed(run)


def _follows(a: Glyph, b: Glyph) -> bool:
    size = max(a.size, b.size)
    far = TYPED if a.char.isspace() else FAR
    return abs(a.y - b.y) < SAME_LINE * size and -0.6 * size < b.x0 - a.x1 < far * size


def _trimmed(run: list[Glyph]) -> Iterator[list[Glyph]]:
    start, end = 0, len(run)
    while start < end and run[start].char.isspace():
        start += 1
    while end > start and run[end - 1].char.isspace():
        end -= 1
    if start < end:
        yield run[start : min(end + 1, len(run))]  # one space at the end stays: it may part two runs


def _merged(row: list[list[Glyph]]) -> Iterator[Piece]:
    open_run: list[Glyph] = []
    for run in sorted(row, key=lambda run: run[0].x0):
        if open_run and run[0].x0 - open_run[-1].x1 > NEAR * max(run[0].size, open_run[-1].size):
            if numbers(open_run, run):
                _without_space(open_run)
            else:
                yield _piece(open_run)
                open_run = []
        open_run += run
    yield _piece(open_run)


def _piece(glyphs: list[Glyph]) -> Piece:
    trailing = glyphs[-1].char.isspace()
    _without_space(glyphs)
    return Piece(tuple(glyphs), trailing)


def _without_space(glyphs: list[Glyph]) -> None:
    while glyphs[-1].char.isspace():
        glyphs.pop()


def _text(glyphs: Sequence[Glyph]) -> str:
    spaced = _spaced_out(glyphs)
    usual = _usual_gap(glyphs)
    result = [glyphs[0].char]
    for a, b in pairwise(glyphs):
        if spaced and b.char == " ":
            continue
        result.append((_typed(a, b) if a.char == " " else _undrawn(a, b, usual)) + b.char)
    return tidied("".join(result))


def _typed(space: Glyph, after: Glyph) -> str:
    """Return the spaces between one that was drawn and what follows: PDFium gives several as one."""
    white = after.x0 - space.x0
    return " " * (round(white / (space.x1 - space.x0)) - 1) if white > FAR * space.size else ""


def _undrawn(a: Glyph, b: Glyph, usual: float) -> str:
    """Return the space that white between two glyphs stands for where none was drawn."""
    white = b.x0 - a.x1
    if a.char.isspace() or b.char.isspace():
        return ""
    if _HAN_ALONE.match(a.char) and _HAN_ALONE.match(b.char):
        more = white - usual
        return "" if more < HAN_GAP * a.size else "\u3000" if more > NEAR * a.size else " "
    words = not (_HAN.match(a.char) or _HAN.match(b.char))
    return " " if words and white > WORD_GAP * a.size else ""


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """Return the white between Han characters by which a line is stretched to the width of its column."""
    pairs = pairwise(glyphs)
    gaps = [b.x0 - a.x1 for a, b in pairs if _HAN_ALONE.match(a.char) and _HAN_ALONE.match(b.char)]
    return median(gaps) if gaps else 0.0


def _spaced_out(glyphs: Sequence[Glyph]) -> bool:
    """Return whether 「加 强 领 导」 is how this line was set, rather than how it was written."""
    text = "".join(glyph.char for glyph in glyphs)
    close = len(re.findall(f"[{HAN}](?=[{HAN}])", text))
    apart = len(re.findall(f"[{HAN}](?= [{HAN}])", text))
    return apart > 3 and apart > SPACED_OUT * (close + apart)


def head(glyphs: Sequence[Glyph]) -> float:
    """Return the width of what could not have been parted from the first character of a line."""
    end = 0
    while end < len(glyphs) - 1 and _bound(glyphs[end].char, glyphs[end + 1].char):
        end += 1
    return max(sum(g.x1 - g.x0 for g in glyphs[: end + 1]), glyphs[end].x1 - glyphs[0].x0)


def apart(a: str, b: str) -> float:
    """Return the ems that programs put between a Han character and a letter or digit beside it."""
    return 0.25 if bool(_HAN_ALONE.match(a)) != bool(_HAN_ALONE.match(b)) and (a + b).isalnum() else 0.0


def firm_end(glyphs: Sequence[Glyph]) -> float:
    """Return where a line ends, a comma or full stop left aside: programs let it hang over the edge of the column."""
    return glyphs[-2].x1 if len(glyphs) > 1 and closing(glyphs[-1].char) else glyphs[-1].x1


def _bound(a: str, b: str) -> bool:
    """Return whether no line may end between two characters."""
    if closing(a) and b.isdecimal():
        return True  # LibreOffice moves 「查，10月」 as a whole
    return (
        a in _OPENING
        or a in _INSEPARABLE
        or b in _INSEPARABLE
        or closing(b)
        or (not _wide(a) and not _wide(b) and not b.isspace())
    )


def _wide(char: str) -> bool:
    return bool(_HAN.match(char))


def closing(char: str) -> bool:
    """Return whether a character may not open a line: a closing bracket or a point of any kind."""
    return char not in _OPENING and unicodedata.category(char[0]) in ("Pe", "Pf", "Po") and char not in "#&*@•·§"


def between(before: str, after: str, *, trailing: bool) -> str:
    """Return what stands between two lines of a paragraph: nothing, or a space between words of letters."""
    a, b = before[-1], after[0]
    if _HAN_ALONE.match(a) or _HAN_ALONE.match(b) or a == "-":
        return ""
    words = a.isalpha() and b.isalpha()
    return " " if words or (trailing and not (_wide(a) or _wide(b))) else ""
