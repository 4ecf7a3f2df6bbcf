"""PDFs written by hand for the tests of reading: Chinese text in a font that every reader knows and no file embeds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Page:
    """The drawing commands of a page of A4."""

    commands: list[str] = field(default_factory=list)
    rotate: int = 0

    def text(self, x: float, y: float, text: str, size: float = 12, *, mode: int = 0, turn: str = "1 0 0 1") -> Page:
        code = text.encode("utf-16-be").hex()
        self.commands.append(f"BT /F1 {size} Tf {mode} Tr {turn} {x} {y} Tm <{code}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        self.commands.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def lines(self, rows: Iterable[tuple[int, str]], x: float = 72, top: float = 760, size: float = 12) -> Page:
        """Set lines, each moved in by so many ems, at one and a half times their size."""
        for number, (indent, row) in enumerate(rows):
            self.text(x + indent * size, top - number * size * 1.5, row, size)
        return self


def set_in(paragraphs: Sequence[str], width: int, indent: int = 2) -> list[tuple[int, str]]:
    """Break paragraphs of full-width characters into lines of `width` ems, the first moved in."""
    result = []
    for paragraph in paragraphs:
        first, *rest = textwrap.wrap("口" * indent + paragraph, width) or [""]
        result += [(indent, first[indent:]), *((0, row) for row in rest)]
    return result


def pdf(*pages: Page, font: str = "UniGB-UCS2-H") -> bytes:
    """Return a PDF of these pages."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}]>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{font}/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000/W[1 95 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        "/Ascent 859/Descent -141/CapHeight 683/StemV 80>>",
    ]
    for number, page in enumerate(pages):
        content = "\n".join(page.commands)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {page.rotate}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    return file_of(objects)


def file_of(objects: Sequence[str]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    )
    return data + end.encode("latin-1")
