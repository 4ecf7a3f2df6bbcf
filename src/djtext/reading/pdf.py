"""PDF: the text of a page as its reader sees it, put together from characters and their places by PDFium.

PDFium is a C++ library that browsers use on hostile files. Should one crash it, or keep it at work for ever, no `except`
can answer that: sources are read by `djtext.reading.apart`, which calls this module in a process that may be stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING

from djtext.errors import SourceError
from djtext.reading import pdf_fonts
from djtext.reading.charset import Decoded
from djtext.reading.pdf_columns import Block, Gutter, blocks, gutter, lines
from djtext.reading.pdf_glyphs import Upright, upright
from djtext.reading.pdf_lines import Piece, pieces
from djtext.reading.pdf_margins import without_running
from djtext.reading.pdf_paragraphs import Paragraph, Part, Rows, cell, columns, paragraphs
from djtext.reading.pdf_tables import Cell, Table, tables
from djtext.reading.places import said
from djtext.reading.sheet import Sheet
from djtext.types import Hint, Span

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 5_000
"""The yearbooks of a province have 1,200 pages."""

MAX_CHARACTERS = 8_000_000
"""Characters of one document; 5,000 full pages have fewer. Each takes some microseconds and 200 bytes on the way."""

_ONE_AT_A_TIME = Lock()  # PDFium must not be entered from two threads


@dataclass(frozen=True, slots=True)
class _Page:
    """A page before its running lines are known: its tables, pieces of lines, height, and text in other directions."""

    tables: tuple[Table, ...]
    pieces: tuple[Piece, ...]
    bottom: float
    top: float
    aside: tuple[Piece, ...]
    cut: int


def read(data: bytes, name: str) -> Decoded:
    """Return the text of a PDF, a paragraph a line, without running headers, footers and page numbers.

    A row of a table is a line, its cells parted by tabs; the further paragraphs of a cell are lines of their own. Flags: `pages-without-text:n` (scanned pages among others),
    `running-lines:n` (headers, footers and page numbers taken away), `sideways-text:n` (characters that run in another
    direction than most of their page; they stand at its end; slanted ones, watermarks, are left out),
    `cut-pages:n` (pages with more characters than are read). Hints: `page`, `cell` and `note`. Text in form
    fields and comments is not read.

    Raises:
        SourceError: `encrypted`, `damaged`, `no-text-layer` for scans without text, `too-large`.
    """
    with _ONE_AT_A_TIME:
        document = _opened(data, name)
        try:
            pages = list(_pages(document, name))
        finally:
            document.close()
    blank = sum(1 for page in pages if not (page.tables or page.pieces or page.aside))
    if blank == len(pages):
        fact = f"has no text layer: its {len(pages)} pages are images or empty"
        raise SourceError("no-text-layer", f"{name}: {fact}; run a text recognition (OCR) over it and give the result")
    kept, running = without_running([(page.pieces, page.bottom, page.top) for page in pages])
    found = paragraphs(_parts(pages, kept))
    sideways = sum(len(piece.glyphs) for page in pages for piece in page.aside)
    counts = {
        "pages-without-text": blank,
        "running-lines": running,
        "sideways-text": sideways,
        "cut-pages": sum(page.cut > 0 for page in pages),
    }
    flags = tuple(f"{flag}:{count}" for flag, count in counts.items() if count)
    sheet = _written(found)
    return Decoded(sheet.text(), None, flags, tuple(sorted(sheet.hints, key=lambda hint: (hint.span, hint.kind))))


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    import pypdfium2
    import pypdfium2.raw as pdfium

    pdf_fonts.settled()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as cause:
        if cause.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            way = "open it with its password and print or save it without one"
            raise SourceError("encrypted", f"{name}: is encrypted; {way}") from cause
        way = "get it anew, or print it to a new PDF"
        raise SourceError("damaged", f"{name}: is no sound PDF ({said(cause)}); {way}") from cause
    pages = len(document)
    if pages > MAX_PAGES:
        document.close()
        raise SourceError("too-large", f"{name}: has {pages} pages, more than {MAX_PAGES}; split it")
    return document


def _pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[_Page]:
    """Yield the pages of a document; one that cannot be opened is blank."""
    total = 0
    for number in range(len(document)):
        here = _upright(document, number)
        total += len(here.glyphs)
        if total > MAX_CHARACTERS:
            raise SourceError("too-large", f"{name}: has more than {MAX_CHARACTERS} characters; split it")
        drawn, free = tables(here.glyphs, here.strokes)
        yield _Page(tuple(drawn), tuple(pieces(free)), here.bottom, here.top, tuple(pieces(here.aside)), here.cut)


def _upright(document: pypdfium2.PdfDocument, number: int) -> Upright:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return Upright(())
    try:
        return upright(page)
    finally:
        page.close()


def _parts(pages: Sequence[_Page], kept: Sequence[Sequence[Piece]]) -> list[list[Part]]:
    """Return what each page consists of, in reading order: columns of lines, tables, text that runs sideways."""
    usual = _usual_gutter(kept)
    plans = [_plan(page, pieces, usual) for page, pieces in zip(pages, kept, strict=True)]
    ready = iter(columns([item for plan in plans for item in plan if not isinstance(item, Table)]))
    return [[_rows(item) if isinstance(item, Table) else next(ready) for item in plan] for plan in plans]


def _usual_gutter(kept: Sequence[Sequence[Piece]]) -> Gutter | None:
    """Return the gutter of a document that is in two columns on most pages."""
    found = [here for page in kept if (here := gutter(page))]
    if 2 * len(found) < len(kept) or not found:
        return None
    return median(left for left, _ in found), median(right for _, right in found)


def _plan(page: _Page, kept: Sequence[Piece], usual: Gutter | None) -> list[Block | Table]:
    result: list[Block | Table] = []
    rest = list(kept)
    for table in page.tables:
        result += blocks([piece for piece in rest if piece.y >= table.top], usual)
        result.append(table)
        rest = [piece for piece in rest if piece.y < table.top]
    result += blocks(rest, usual)
    return result + ([lines(page.aside)] if page.aside else [])


def _rows(table: Table) -> Rows:
    return Rows(tuple(tuple(_cell(field) for field in row) for row in table.rows))


def _cell(field: Cell) -> tuple[str, ...]:
    block = lines(pieces(field.glyphs))
    return cell(block, field.left, field.right) if block else ()


def _written(found: Sequence[Paragraph]) -> Sheet:
    """Return paragraphs as a text, with hints of where pages begin, and of cells and notes."""
    sheet, page = Sheet(), -1
    for paragraph in found:
        if paragraph.page > page:
            page = paragraph.page
            sheet.hints.append(Hint(Span(sheet.size, sheet.size), "page", page + 1))
        if paragraph.cells:
            sheet.row(_sheet(texts) for texts in paragraph.cells)
        else:
            sheet.line(paragraph.text, [("note", 1)] if paragraph.note else [])
    return sheet


def _sheet(texts: Sequence[str]) -> Sheet:
    sheet = Sheet()
    for text in texts:
        sheet.line(text)
    return sheet
