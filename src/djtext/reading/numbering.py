"""Automatic numbers of a Word document (ECMA-376, 17.9): what Word shows before a paragraph and never writes down.

A paragraph, or its style, names a list (`w:num`) and a depth. Lists that stand on one definition (`w:abstractNum`)
count on together, unless one of them starts anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from djtext.reading.counting import written
from djtext.reading.styles import VALUE, Style, Styles, W, child, number, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LABEL = 64
"""How many characters of a label count. Word takes 31; a hostile label of a megabyte stood before every paragraph."""

DEPTHS = 9
"""How deep a list can be in Word."""

BULLET = "\N{BULLET}"
_SYMBOLS = re.compile("symbol|wingdings|webdings|marlett", re.IGNORECASE)
_LINKS = 8
"""How often a definition may point to a style that points to another definition. Once is what Word writes."""


@dataclass(frozen=True, slots=True)
class Level:
    """One depth of a list: where it starts, how it counts, and its label, where `%1` stands for the first depth."""

    start: int = 1
    style: str = "decimal"
    label: str = ""
    follow: str = "tab"
    restart: int | None = None
    legal: bool = False
    paragraphs: str | None = None
    symbols: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """A list: the definition that it stands on, its levels by depth, and the depths that it starts anew."""

    definition: str
    levels: Mapping[int, Level]
    anew: frozenset[int] = frozenset()


def lists(root: _Element | None, styles: Styles) -> Mapping[str, Numbers]:
    """Return the lists of a numbering part by id; without one, none."""
    if root is None:
        return {}
    definitions = {d.get(f"{W}abstractNumId", ""): d for d in root.iterchildren(f"{W}abstractNum")}
    uses = {u.get(f"{W}numId", ""): u for u in root.iterchildren(f"{W}num")}
    levels = {name: _levels(definition) for name, definition in definitions.items()}
    found = {name: (use, _definition(use, definitions, uses, styles)) for name, use in uses.items()}
    return {name: _numbers(use, to, levels[to]) for name, (use, to) in found.items() if to is not None}


def _definition(
    use: _Element, definitions: Mapping[str, _Element], uses: Mapping[str, _Element], styles: Styles
) -> str | None:
    """Return the definition of a list; one that a list style made points to that style, which points to another."""
    for _ in range(_LINKS):
        name = value(use, "abstractNumId")
        if name is None or name not in definitions:
            return None
        link = value(definitions[name], "numStyleLink")
        style = styles.known.get(link) if link else None
        if style is None or style.number is None or style.number not in uses:
            return name
        use = uses[style.number]
    return None


def _levels(parent: _Element) -> dict[int, Level]:
    result = {}
    for element in parent.iterchildren(f"{W}lvl"):
        depth = number(element.get(f"{W}ilvl"))
        if depth is not None and 0 <= depth < DEPTHS:
            result[depth] = _level(element)
    return result


def _level(element: _Element) -> Level:
    fonts = child(element, "rPr", "rFonts")
    names = "" if fonts is None else " ".join(str(name) for name in fonts.attrib.values())
    start = number(value(element, "start"))
    picture = child(element, "lvlPicBulletId") is not None
    return Level(
        start=0 if start is None else start,  # as ECMA-376, 17.9.25 has it
        style=_way(element),
        label=BULLET if picture else (value(element, "lvlText") or "")[:MAX_LABEL],
        follow=value(element, "suff") or "tab",
        restart=number(value(element, "lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        paragraphs=value(element, "pStyle"),
        symbols=bool(_SYMBOLS.search(names)),
    )


def _way(element: _Element) -> str:
    """Return the way of counting; newer ones (「001」) stand beside an older one that says decimal."""
    ways = [(way.get(VALUE) or "decimal", way.get(f"{W}format") or "") for way in element.iter(f"{W}numFmt")]
    padded = (_PADDED.match(pattern) for name, pattern in ways if name == "custom")
    found = next((match[0] for match in padded if match), None)
    return found or next((name for name, _ in ways if name != "custom"), "decimal")


_PADDED = re.compile("0{1,9}1")


def _numbers(use: _Element, definition: str, levels: dict[int, Level]) -> Numbers:
    levels = dict(levels)
    anew = set()
    for override in use.iterchildren(f"{W}lvlOverride"):
        depth = number(override.get(f"{W}ilvl"))
        levels |= _levels(override)
        start = number(value(override, "startOverride"))
        if start is not None and depth in levels:
            levels[depth] = replace(levels[depth], start=start)
            anew.add(depth)
    return Numbers(definition, levels, frozenset(anew))


@dataclass(frozen=True, slots=True)
class Place:
    """The list and depth of a paragraph."""

    list: str
    depth: int


def place(own: _Element | None, style: Style, known: Mapping[str, Numbers]) -> Place | None:
    """Return where a paragraph stands, from its own `w:numPr` and its style; None where it has no number.

    A list named by the style is entered at the depth that names the style; list 0 means none.
    """
    return placed(value(own, "numId"), number(value(own, "ilvl")), style, known)


def placed(name: str | None, depth: int | None, style: Style, known: Mapping[str, Numbers]) -> Place | None:
    """Return where a paragraph stands, from the list and the depth that it names itself, if any; see `place`."""
    by_style = name is None
    name = style.number if by_style else name
    if name is None or name not in known:
        return None
    if depth is None:
        depth = _depth(style, known[name]) if by_style else style.depth or 0
    return Place(name, depth) if depth in known[name].levels else None


def _depth(style: Style, numbers: Numbers) -> int:
    """Return the depth that names a style, else the one that the style names, else that of a style beneath it."""
    depths = {level.paragraphs: depth for depth, level in numbers.levels.items()}
    if style.depth is not None:
        return depths.get(style.chain[0], style.depth)
    return next((depths[name] for name in style.chain if name in depths), 0)


@dataclass(slots=True)
class Counters:
    """How far each list has counted; it runs along with the paragraphs of a document."""

    lists: Mapping[str, Numbers]
    reached: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, at: Place) -> str:
        """Count one paragraph and return what Word shows before it, with what parts it from the text."""
        numbers = self.lists[at.list]
        reached = self.reached.setdefault(numbers.definition, {})
        level = numbers.levels[at.depth]
        if at.depth not in reached or (at.depth in numbers.anew and (at.list, at.depth) not in self.begun):
            reached[at.depth] = level.start
        else:
            reached[at.depth] += 1
        self.begun.add((at.list, at.depth))
        for higher in (depth for depth in numbers.levels if depth < at.depth):
            # （一）before any 一、 is that of a first chapter which nobody wrote; the next one is 二、
            reached.setdefault(higher, numbers.levels[higher].start)
        for deeper in [depth for depth in reached if _ends(numbers.levels.get(depth), depth, at.depth)]:
            del reached[deeper]
        label = _label(level, numbers, reached)
        return label + _gap(label, level)


def _ends(level: Level | None, depth: int, by: int) -> bool:
    """Return whether a list at `depth` begins again after a paragraph at the depth `by`."""
    if depth <= by:
        return False
    restart = level.restart if level else None
    return True if restart is None else by < restart


_PART = re.compile("%([1-9])")


def _label(level: Level, numbers: Numbers, reached: Mapping[int, int]) -> str:
    if level.style == "bullet":
        return _bullet(level)

    def part(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        named = numbers.levels.get(depth)
        if named is None:
            return ""
        return _shown(reached.get(depth, named.start), "decimal" if level.legal else named.style)

    return _PART.sub(part, level.label)


def _shown(count: int, style: str) -> str:
    return f"{count:0{len(style)}d}" if style.startswith("0") else written(count, style)


def _bullet(level: Level) -> str:
    r"""Return the bullet; one that only a symbol font shows, as \uf0d8 or the 「o」 of Courier, as a plain one."""
    label = level.label.strip()
    odd = level.symbols or (label.isascii() and label.isalnum()) or any("\ue000" <= c <= "\uf8ff" for c in label)
    return BULLET if label and odd else label


_WIDE = re.compile("[\u3000-\u303f\uff00-\uff60]$")


def _gap(label: str, level: Level) -> str:
    """Return what parts a number from its text: nothing after 「一、」 or 「（一）」, which need no gap, else a space."""
    return "" if not label or level.follow == "nothing" or _WIDE.search(label) else " "
