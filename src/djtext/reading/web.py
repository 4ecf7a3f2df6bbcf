"""Web pages, as saved (.html) or packed with their pictures into one file (.mht): the article without navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from djtext.errors import SourceError
from djtext.reading.charset import BIG5, MARKS, MIN_SCORE, Decoded, decoded, plausibility
from djtext.reading.mime import Part, parts
from djtext.reading.places import MIB, measured
from djtext.reading.sheet import Layout, Sheet
from djtext.reading.web_article import article
from djtext.reading.web_blocks import Block, Page, blocks, words

MAX_PAGE = 32 * MIB
"""Bytes of markup of one page. Word writes two thousand for a line of text, so a book has some ten million."""

MAX_DEPTH = 1_000
"""Elements within one another. Browsers stop at 512; the parser's time grows with the square of it."""

LOOKED = 4096
"""Bytes from the start in which a page names its encoding; browsers look at 1,024, scripts before it push it on."""

SAMPLE = 1 << 15
"""Characters that are weighed to believe the encoding that a page names."""

_LABEL = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([a-zA-Z0-9_-]+)")
_LABELS = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "gb_2312-80": ("gb18030",),
    "x-gbk": ("gb18030",),
    "big5": BIG5,
    "big5-hkscs": BIG5,
    "x-x-big5": BIG5,
    "utf-8": ("utf-8",),
    "utf8": ("utf-8",),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_MARKUP = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"</?span\b[^<>]*>", re.I)
_FLAT = words(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr p li dt dd td th tr "
    "tbody thead tfoot option optgroup colgroup a b big code em font i nobr s small strike strong tt u script style"
)
_BARRIERS = words("table button object marquee applet template select")


def read(data: bytes, name: str) -> Decoded:
    """Return the article of a web page: a line for each paragraph, heading, list item and row of a table.

    The numbers that a browser prints before list items are written out, cells are parted by tabs. A page of which
    hardly anything would be left (a list of links, a form) is given whole, flagged `whole-page`. Hints: `heading`,
    `item`, `cell`.

    Raises:
        SourceError: `too-large`, `bomb` for tags within tags without end, `empty` for a page that shows nothing
            unless its scripts run, and those of `decoded`.
    """
    result = _page(data, name)
    return _read(result.text, name, result)


def read_archive(data: bytes, name: str) -> Decoded:
    """Return the article of a page saved with all its parts as one MIME file; see `read`.

    Raises:
        SourceError: `damaged`, no such file or no page in it; and as `read`.
    """
    part = _first_page(data, name)
    result = _page(part.content, name, part.charset)
    return result if part.kind == "text/plain" else _read(result.text, name, result)


def _first_page(data: bytes, name: str) -> Part:
    """Return the first web page of a MIME file, else its first plain text."""
    found: dict[str, Part] = {}
    for part in parts(data):
        found.setdefault(part.kind, part)
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        if kind in found:
            return found[kind]
    raise _no_archive(name)


def _no_archive(name: str) -> SourceError:
    return SourceError("damaged", f"{name}: is no sound .mht file with a page in it; save the page anew as .html")


def _page(data: bytes, name: str, label: str = "") -> Decoded:
    """Return a page as text: by its mark, as UTF-8 where it is that, as it says where that reads well, else weighed."""
    if len(data) > MAX_PAGE:
        fact = f"has {measured(len(data))} of markup, more than {measured(MAX_PAGE)}"
        raise SourceError("too-large", f"{name}: {fact}; save its text as .txt in UTF-8")
    if any(data.startswith(mark) for mark, _ in MARKS):
        return decoded(data, name)
    for encoding in ("utf-8", *_labelled(data, label)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and (text.isascii() or "\0" in text):
            continue
        if plausibility(_MARKUP.sub("", text[:SAMPLE])) >= MIN_SCORE:
            return Decoded(text, encoding)
    return decoded(data, name)


def _labelled(data: bytes, label: str) -> tuple[str, ...]:
    found = _LABEL.search(data[:LOOKED]) or _XML.search(data[:LOOKED])
    said = label or (found[1].decode("ascii") if found else "")
    return _LABELS.get(said.lower(), ())


def _read(text: str, name: str, result: Decoded) -> Decoded:
    from selectolax.lexbor import LexborHTMLParser

    if _depth(text) > MAX_DEPTH:
        text = _SPAN.sub("", text)  # `<p><span>…</p>` a thousand times is a bad page, but the end of a `<p>` ends both
    if _depth(text) > MAX_DEPTH:
        fact = f"has tags within tags more than {MAX_DEPTH} deep"
        raise SourceError("bomb", f"{name}: {fact}; look into it yourself and save its text as .txt in UTF-8")
    root = LexborHTMLParser(text).root
    page = blocks(root, name) if root else Page()
    kept, found = article(page)
    if not kept:
        way = "open it in a browser, copy the text and save it as .txt in UTF-8"
        raise SourceError("empty", f"{name}: shows no text unless its scripts run; {way}")
    sheet = _written(page, kept)
    flags = result.flags if found else (*result.flags, "whole-page")
    return Decoded(sheet.text(), result.encoding, flags, tuple(sheet.hints))


def _depth(text: str) -> int:
    """Return how deep elements stand within one another at most, without trusting end tags that browsers ignore."""
    ahead: list[str] = []
    most = 0
    for match in _TAG.finditer(text):
        tag = match[2].lower()
        if tag in _FLAT:
            continue
        if not match[1]:
            ahead.append(tag)
            most = max(most, len(ahead))
            if most > MAX_DEPTH:
                return most
        elif tag in ahead[-8:]:
            _close(ahead, tag)
    return most


def _close(ahead: list[str], tag: str) -> None:
    """Take the innermost element of a name off, with what is open in it, unless a table or the like holds it back."""
    at = len(ahead) - 1 - ahead[::-1].index(tag)
    if not any(inner in _BARRIERS for inner in ahead[at + 1 :]):
        del ahead[at:]


def _written(page: Page, kept: Sequence[Block]) -> Sheet:
    """Return blocks as a text with hints: tables that hold data row by row, tables for layout block by block."""
    sheet = Sheet()
    tabular = _tabular(page, kept)
    for row, group in groupby(kept, key=lambda block: _row(page, block, tabular)):
        if row is None:
            for block in group:
                sheet.line(block.text, _layouts(block))
        else:
            sheet.row(_cells(page, row, list(group)))
    sheet.hints.sort(key=lambda hint: (hint.span.start, -hint.span.end, hint.kind))
    return sheet


def _row(page: Page, block: Block, tabular: frozenset[int]) -> int | None:
    cell = page.cells[block.cell] if block.cell >= 0 else None
    return cell.row if cell and cell.table in tabular else None


def _tabular(page: Page, kept: Sequence[Block]) -> frozenset[int]:
    """Return the tables that hold data: no table within, and two rows or more with text in several cells.

    Old pages lay out a heading, a column of links and the article with tables; those have one such row.
    """
    filled: dict[int, set[int]] = {}
    for block in kept:
        if block.cell >= 0:
            filled.setdefault(page.cells[block.cell].row, set()).add(block.cell)
    tables: dict[int, int] = {}
    for cells in filled.values():
        if len(cells) > 1:
            table = page.cells[min(cells)].table
            tables[table] = tables.get(table, 0) + 1
    return frozenset(table for table, rows in tables.items() if rows > 1 and not page.holds[table])


def _cells(page: Page, row: int, found: Sequence[Block]) -> Iterator[Sheet]:
    """Yield the cells of a row, empty ones before the last filled one included."""
    held: dict[int, list[Block]] = {}
    for block in found:
        held.setdefault(block.cell, []).append(block)
    first = min(held)
    while first and page.cells[first - 1].row == row:
        first -= 1
    for number in range(first, max(held) + 1):
        sheet = Sheet()
        for block in held.get(number, ()):
            sheet.line(block.text, _layouts(block))
        yield sheet


def _layouts(block: Block) -> list[Layout]:
    result: list[Layout] = [("heading", block.heading)] if block.heading else []
    return result + ([("item", block.item)] if block.item else [])
