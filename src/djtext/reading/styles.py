"""Styles of a Word document (ECMA-376, 17.7): what a paragraph takes over from its style and those beneath it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{W}val"

T = TypeVar("T")

BODY_LEVEL = 9
"""The outline level that means running text."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style with all that it inherits. None means that neither it nor those beneath say anything."""

    name: str = ""
    hidden: bool | None = None
    number: str | None = None
    depth: int | None = None
    outline: int | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id; `usual` is that of paragraphs which name none; `hidden` whether text is by default."""

    known: Mapping[str, Style]
    usual: str | None = None
    hidden: bool = False


NOTHING = Style()


def child(element: _Element | None, *names: str) -> _Element | None:
    """Return the element that a path of child names leads to, if it is there."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value(element: _Element | None, *names: str) -> str | None:
    """Return the `w:val` at the end of a path of child names."""
    found = child(element, *names)
    return None if found is None else found.get(VALUE)


def number(text: str | None) -> int | None:
    """Return a whole number of a file, or None where there is none or nonsense.

    >>> number("3"), number("-1"), number("1e9"), number(None)
    (3, -1, None, None)
    """
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def switch(element: _Element | None, *names: str) -> bool | None:
    """Return a property that is on where it merely stands: `<w:vanish/>` is, `<w:vanish w:val="0"/>` is not.

    None where it does not stand.
    """
    found = child(element, *names)
    return None if found is None else found.get(VALUE, "true") not in ("0", "false", "off")


def styles(root: _Element | None) -> Styles:
    """Return the styles of a styles part; without one, none."""
    if root is None:
        return Styles({})
    raw = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    known = {name: _resolved(name, raw) for name in raw}
    usual = next((name for name, style in raw.items() if _is_usual(style)), None)
    return Styles(known, usual, bool(switch(root, "docDefaults", "rPrDefault", "rPr", "vanish")))


def _is_usual(style: _Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _resolved(name: str, raw: Mapping[str, _Element]) -> Style:
    chain = tuple(_chain(name, raw))
    own = [raw[link] for link in chain]
    return Style(
        name=(value(raw[name], "name") or "").lower(),
        hidden=_first(switch(s, "rPr", "vanish") for s in own),
        number=_first(value(s, "pPr", "numPr", "numId") for s in own),
        depth=_first(number(value(s, "pPr", "numPr", "ilvl")) for s in own),
        outline=_first(number(value(s, "pPr", "outlineLvl")) for s in own),
        chain=chain,
    )


MOST_BENEATH = 64
"""How many styles may stand beneath one another. Word allows eleven."""


def _chain(name: str, raw: Mapping[str, _Element]) -> Iterator[str]:
    """Yield a style and those beneath it; a ring of styles is gone round once."""
    seen: set[str] = set()
    while name in raw and name not in seen and len(seen) < MOST_BENEATH:
        seen.add(name)
        yield name
        name = value(raw[name], "basedOn") or ""


def _first(found: Iterator[T | None]) -> T | None:
    return next((item for item in found if item is not None), None)


_HEADING = re.compile("heading ([1-9])$")
_CONTENTS = re.compile("toc ([1-9])$")


def heading(style: Style, outline: int | None) -> int | None:
    """Return the depth of a heading from 1, 0 for a title, None for running text.

    Word keeps the names of its own styles in English whatever its language.
    """
    outline = style.outline if outline is None else outline
    if outline is not None:
        return outline + 1 if 0 <= outline < BODY_LEVEL else None
    match = _HEADING.match(style.name)
    return int(match[1]) if match else 0 if style.name == "title" else None


def contents(style: Style) -> int | None:
    """Return the depth of a line in a table of contents, None for other lines."""
    match = _CONTENTS.match(style.name)
    return int(match[1]) if match else None
