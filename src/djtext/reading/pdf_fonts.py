"""One font in place of all that a PDF names and does not hold, whatever fonts the machine has.

PDFium looks for such a font on the machine, and leaves out a character that stands alone in its text object where the
font that it finds draws nothing for it: 「领」 of a justified line was read on a server with one Latin font, and was gone
when a second was installed. Ours draws a box for every character. It is a font of the whole process; whoever also
paints pages with PDFium there sees these boxes for Chinese fonts that a file does not hold.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from struct import pack
from typing import Any

UNITS, WIDTH = 1000, 50
"""Units of the em and of the box. It must have an area, and be no wider than a letter: the advance is in the PDF."""

CHINESE = frozenset((128, 129, 134, 136))
"""The character sets, as Windows numbers them, of Japan, Korea, the mainland and Taiwan. PDFium brings its own font for
the others."""

_HANDLE, _CHARSET = 1, 3


def box() -> bytes:
    """Return a TrueType font that draws the same thin box for every character.

    The table that says so (format 13 of `cmap`) is the one that was made for such fonts.
    """
    low, high = -UNITS // 8, UNITS - UNITS // 8
    outline = pack(">5hH", 1, 0, low, WIDTH, high, 3) + pack(">H4B", 0, 1, 1, 1, 1)
    outline += pack(">8h", 0, 0, WIDTH, 0, low, high - low, 0, low - high)
    head = pack(">4IHHQQ4hHHhhh", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, low, WIDTH, high, 0, 8, 2, 0, 0)
    tables = {
        b"cmap": pack(">4HI", 0, 1, 3, 10, 12) + pack(">2H6I", 13, 0, 28, 0, 1, 1, 0x10FFFF, 1),
        b"glyf": outline,
        b"head": head,
        b"hhea": pack(">I3hH11hH", 1 << 16, high, low, 0, UNITS, *[0] * 11, 2),
        b"hmtx": pack(">HhHh", UNITS, 0, UNITS, 0),
        b"loca": pack(">3H", 0, 0, len(outline) // 2),
        b"maxp": pack(">I14H", 1 << 16, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    return _font(tables)


def _font(tables: dict[bytes, bytes]) -> bytes:
    start, directory, bodies = 12 + 16 * len(tables), b"", b""
    for tag, body in tables.items():
        directory += tag + pack(">3I", 0, start + len(bodies), len(body))
        bodies += body + b"\0" * (-len(body) % 4)
    return pack(">I4H", 1 << 16, len(tables), 64, 2, 48) + directory + bodies


def _answers(font: bytes) -> dict[str, Callable[..., int | None]]:
    """Return what PDFium asks about the fonts of a machine, and our answers."""

    def mapped(*asked: Any) -> int | None:
        return _HANDLE if asked[_CHARSET] in CHINESE else None

    def data(*asked: Any) -> int:
        table, buffer, size = asked[2:]
        if table:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    return {
        "Release": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "MapFont": mapped,
        "GetFont": lambda *_: None,
        "GetFontData": data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
        "DeleteFont": lambda *_: None,
    }


@cache
def settled() -> object:
    """Make PDFium use our font from now on, and return what must stay in memory as long as it may ask for it."""
    import pypdfium2.raw as pdfium

    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    calls = {name: kinds[name](answer) for name, answer in _answers(box()).items()}
    info = pdfium.FPDF_SYSFONTINFO(version=1, **calls)
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info
