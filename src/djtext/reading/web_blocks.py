"""Blocks of a web page: what a browser shows on lines of its own, with printed list numbers and the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from djtext.errors import SourceError
from djtext.hanzi import HAN
from djtext.reading.counting import written

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_NODES = 1_000_000
"""Elements and pieces of text of one page; the longest report as a page has some ten thousand, a book saved by Word a
hundred times as many."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


_INLINE = words(
    "a abbr acronym b basefont bdi bdo big cite code data dfn em font i img input ins kbd label mark nobr o:p output "
    "q ruby rb s samp small span strike strong sub sup time tt u var wbr st1:chsdate"
)
_UNSHOWN = words(
    "script style noscript template head title select option button textarea iframe object embed svg canvas audio "
    "video map del rt rp rtc datalist progress meter"
)
_BESIDE = words("nav footer aside")
_RUNNING = words("header footer")
"""What LibreOffice calls the elements in which it saves what stands atop and below every page."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.I)
_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
_WHITE = re.compile("[ \t\n\r\f]+")
_WIDE = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—]")
_ENDS_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef]$")

STYLES = {
    "1": "decimal",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "A": "upperLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "I": "upperRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "none": "none",
}
"""The ways of counting of CSS and of the `type` attribute, by the names that word processors give them."""


@dataclass(slots=True)
class Box:
    """An element with children of its own: its number is its place in `Page.boxes`, behind that of its parent."""

    parent: int
    name: str
    aside: bool = False


@dataclass(slots=True)
class Block:
    """A line of a page: its text, how many of its characters are links, the box around it, its cell of a table."""

    text: str
    links: int
    box: int
    cell: int = -1
    heading: int = 0
    item: int = 0


@dataclass(slots=True)
class Cell:
    """A cell: the numbers of its table and row."""

    table: int
    row: int


@dataclass(slots=True)
class Page:
    """A page as blocks in their order; `holds` says of each table whether another table stands in it."""

    title: str = ""
    boxes: list[Box] = field(default_factory=lambda: [Box(-1, "html")])
    blocks: list[Block] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    holds: list[bool] = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class _Listing:
    style: str
    next: int
    step: int
    depth: int


@dataclass(slots=True)
class _State:
    """What holds inside an element: the box, table, cell and list around it, link, preserved white space, heading."""

    box: int = 0
    table: int = -1
    cell: int = -1
    listing: _Listing | None = None
    link: bool = False
    preserved: bool = False
    heading: int = 0
    marker: int = -1

    def copied(self) -> _State:
        """Return the same once more; `copy.copy` took a third of the time of a page."""
        return _State(
            self.box, self.table, self.cell, self.listing, self.link, self.preserved, self.heading, self.marker
        )


class _Writer:
    """Collects the pieces of the line that is being written; `flush` ends it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.links = 0
        self.prefix = ""
        self.depth = 0

    def text(self, text: str, state: _State) -> None:
        if state.preserved:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.flush(state)
                self.parts.append(line.replace(" ", "\xa0"))
            return
        self.parts.append(text)
        if state.link:
            self.links += len("".join(text.split()))

    def flush(self, state: _State) -> None:
        """End the line; a list number waits for the first line that holds anything."""
        text = _collapsed("".join(self.parts))
        links, self.parts, self.links = self.links, [], 0
        if not text:
            return
        block = Block(self.prefix + text, links, state.box, state.cell, state.heading)
        if self.prefix:
            block.item, self.prefix = self.depth, ""
        self.page.blocks.append(block)

    def number(self, start: int) -> None:
        """Set off a printed number, the pieces from `start`, from what follows as `_parted` does."""
        marker = "".join(self.parts[start:]).strip("\xa0 \t\r\n")
        self.parts[start:] = [parted(marker)]


def parted(marker: str) -> str:
    """Return a printed number with the space that parts it from its text; wide characters need none.

    >>> parted("1."), parted("一、"), parted("")
    ('1. ', '一、', '')
    """
    return f"{marker} " if marker and not _ENDS_WIDE.search(marker) else marker


def _collapsed(text: str) -> str:
    text = _WHITE.sub(_white, text).replace("\xa0", " ")
    return text.strip(" \u3000\u200b\ufeff")


def _white(match: re.Match[str]) -> str:
    """Return one space for white space, or nothing where a program broke a line of source between Han characters."""
    text, start, end = match.string, match.start(), match.end()
    broken = "\n" in match[0] or "\r" in match[0]
    if broken and start > 0 and end < len(text) and _WIDE.match(text[start - 1]) and _WIDE.match(text[end]):
        return ""
    return " "


def blocks(root: LexborNode, name: str) -> Page:
    """Return the blocks of a page.

    Left out is what a browser does not show: scripts, hidden elements, choices of forms, readings of `<ruby>`,
    deleted text. The list numbers that it does show are written out; bullets, which style sheets elsewhere often
    take away, are not. `aria-hidden` text is kept: it is hidden from screen readers only.

    Raises:
        SourceError: `too-large`, the page has more than `MAX_NODES` nodes.
    """
    page = Page()
    writer = _Writer(page)
    ahead: list[tuple[LexborNode, _State, bool]] = [(root, _State(), False)]
    count = 0
    while ahead:
        node, state, leaving = ahead.pop()
        if leaving:
            _leave(node, state, writer)
            continue
        count += 1
        if count > MAX_NODES:
            raise SourceError("too-large", f"{name}: has more than {MAX_NODES} nodes; save its text as .txt in UTF-8")
        if node.tag == "-text":
            writer.text(node.text_content or "", state)
        elif inner := _enter(node, state, writer):
            ahead.append((node, inner, True))
            ahead += [(child, inner, False) for child in _children(node)][::-1]
    writer.flush(_State())
    return page


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _enter(node: LexborNode, state: _State, writer: _Writer) -> _State | None:
    """Return what holds inside an element, None if nothing of it is shown."""
    tag = node.tag or ""
    if tag == "title" or tag == "head":
        title = node.css_first("title") if tag == "head" else None
        writer.page.title = writer.page.title or (_collapsed(title.text()) if title else "")
        return None
    if tag in _UNSHOWN or tag.startswith("-"):
        return None
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or _HIDDEN.search(style) or attributes.get("title") in _RUNNING:
        return None
    if tag == "br":
        writer.flush(state)
        return None
    inner = state.copied()
    inner.preserved = state.preserved or tag in ("pre", "listing", "xmp") or bool(_PRESERVED.search(style))
    inner.marker = len(writer.parts) if _MARKER.search(style) else -1
    if tag == "a":
        inner.link = not (attributes.get("href") or "#").startswith("#")
    if tag not in _INLINE:
        writer.flush(state)
        _open_box(node, tag, inner, writer, {key: value or "" for key, value in attributes.items()})
    return inner


def _open_box(node: LexborNode, tag: str, inner: _State, writer: _Writer, attributes: dict[str, str]) -> None:
    page = writer.page
    page.boxes.append(Box(inner.box, tag, tag in _BESIDE))
    inner.box = len(page.boxes) - 1
    if tag == "table":
        if inner.table >= 0:
            page.holds[inner.table] = True
        page.holds.append(attributes.get("role") == "presentation")
        inner.table, inner.cell = len(page.holds) - 1, -1
    elif tag == "tr":
        page.rows += 1
    elif tag in ("td", "th") and inner.table >= 0:
        page.cells.append(Cell(inner.table, page.rows))
        inner.cell = len(page.cells) - 1
    elif tag in ("ol", "ul", "menu", "dir"):
        inner.listing = _listing(node, tag, attributes, inner.listing)
    elif tag == "li":
        _item(inner.listing, attributes, writer)
    elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        inner.heading = int(tag[1])


def _listing(node: LexborNode, tag: str, attributes: dict[str, str], outer: _Listing | None) -> _Listing:
    depth = outer.depth + 1 if outer else 1
    if tag != "ol":
        return _Listing(_style(attributes, "none"), 1, 1, depth)
    backwards = "reversed" in attributes
    items = sum(child.tag == "li" for child in _children(node)) if backwards else 1
    return _Listing(
        _style(attributes, "decimal"), _integer(attributes.get("start"), items), -1 if backwards else 1, depth
    )


def _style(attributes: dict[str, str], otherwise: str) -> str:
    match = _LIST_STYLE.search(attributes.get("style", ""))
    said = match[1].lower().split() if match else [attributes.get("type", "")]
    return next((STYLES[word] for word in said if word in STYLES), otherwise)


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return int((value or "")[:9])
    except ValueError:
        return otherwise


def _item(listing: _Listing | None, attributes: dict[str, str], writer: _Writer) -> None:
    """Set the number of a list item, as a browser prints it: Chinese ones end in 、, others in a full stop."""
    writer.prefix = ""
    if listing is None:
        return
    listing.next = _integer(attributes.get("value"), listing.next)
    number, listing.next = listing.next, listing.next + listing.step
    label = written(number, _style(attributes, listing.style))
    stop = "、" if label and "\u3000" < label[-1] < "\uff00" else "."
    writer.prefix = parted(label + stop) if label else ""
    writer.depth = listing.depth


def _leave(node: LexborNode, inner: _State, writer: _Writer) -> None:
    tag = node.tag or ""
    if inner.marker >= 0:
        writer.number(inner.marker)
    if tag not in _INLINE:
        writer.flush(inner)
    if tag == "li":
        writer.prefix = ""
