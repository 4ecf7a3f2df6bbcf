"""Read the tagged form of a document: its text, and the gold marked inside it. See README.md for the marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from djtext.hanzi import folded, ordinal

ROLES = ("problem", "cause", "countermeasure", "goal", "significance", "outcome", "other", "mixed")
_MARK = re.compile(r"⟦(/?)(u\d+|x)([^⟧]*)⟧([^⟦¦\n]*¦)?")
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百]+|[0-9]+|[①-⑳]")
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "一方面": 1, "另一方面": 2}


class TaggedError(Exception):
    """A mark is wrong; the message names the file and the mark."""


@dataclass(frozen=True)
class Gold:
    """A unit as its author marked it; `span` counts the text without marks."""

    id: str
    parent: str | None
    marker: str
    ordinal: int | None
    role: str
    title: str
    span: tuple[int, int]
    links: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Tagged:
    """A document without its marks, its gold units in order, and the starts of look-alikes."""

    number: str
    header: dict[str, str]
    text: str
    units: tuple[Gold, ...]
    rejects: tuple[int, ...] = field(default=())


def read(path: Path) -> Tagged:
    """Return the document of a tagged file.

    Raises:
        TaggedError: marks do not balance, or name a role or unit that is not there.
    """
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    header = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    text, units, rejects = _unmarked(body.strip("\n") + "\n", path.name)
    known = {unit.id for unit in units}
    for unit in units:
        if not known.issuperset(unit.links):
            raise TaggedError(f"{path.name}: {unit.id} links to {set(unit.links) - known}")
    return Tagged(path.name[:2], header, text, _ordinals(units), rejects)


def _unmarked(body: str, name: str) -> tuple[str, tuple[Gold, ...], tuple[int, ...]]:
    parts: list[str] = []
    length = at = 0
    units: dict[str, Gold] = {}
    stack: list[str] = []
    titles: dict[str, tuple[str | None, int]] = {}
    rejects = []
    for mark in _MARK.finditer(body):
        parts.append(body[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        close, ident, rest, marker = mark[1], mark[2], mark[3], (mark[4] or "").rstrip("¦")
        if ident == "x":
            rejects.append(length)
            at -= len(mark[4] or "")
        elif close:
            if not stack or stack.pop() != ident:
                raise TaggedError(f"{name}: {mark[0]} closes no open unit")
            units[ident] = replace(units[ident], span=(units[ident].span[0], length))
        else:
            unit, title = _opened(ident, rest, marker, stack[-1] if stack else None, length, name)
            titles[ident] = (title, length + len(marker))
            units[ident] = unit
            stack.append(ident)
            parts.append(marker)
            length += len(marker)
    if "⟦" in body[at:] or stack:
        raise TaggedError(f"{name}: {stack} not closed")
    text = "".join([*parts, body[at:]])
    named = [replace(u, title=titles[u.id][0] or headline(text[titles[u.id][1] : u.span[1]])) for u in units.values()]
    return text, tuple(named), tuple(rejects)


def _opened(ident: str, rest: str, marker: str, parent: str | None, start: int, name: str) -> tuple[Gold, str | None]:
    quoted = re.search(r'title="([^"]*)"', rest)
    words = re.sub(r'title="[^"]*"', "", rest).split()
    role = next((w for w in words if w in ROLES), None)
    if role is None:
        raise TaggedError(f"{name}: {ident} has no role")
    topic = next((w[1:] for w in words if w.startswith("#")), "")
    primary, _, more = topic.partition("~")
    first = tuple(filter(None, primary.split(",")))
    links = next((tuple(w[1:].split(",")) for w in words if w.startswith("→")), ())
    given = next((int(w[1:]) for w in words if w.startswith("=")), None)
    accept = tuple(dict.fromkeys([*first, *filter(None, more.split(","))]))
    unit = Gold(ident, parent, marker, given, role, "", (start, start), links, first, accept, "?" in words)
    return unit, quoted[1] if quoted else None


def headline(text: str) -> str:
    """Return the headline of a unit's text behind its marker: up to the first 。 ： or line end, or to the first ，
    where it is a run of clauses whose first sentence is all there is.
    """
    line = text.split("\n", 1)[0]
    plain = folded(line)
    stop = re.search("[。:]", plain)
    head = line[: stop.start()] if stop else line
    whole = stop is None or stop.end() >= len(plain.rstrip("”’)"))
    comma = folded(head).find(",")
    alone = whole and "\n" not in text.strip("\n")
    return (head[:comma] if comma > 0 and alone else head).rstrip(";；")


def _ordinals(units: tuple[Gold, ...]) -> tuple[Gold, ...]:
    counts: dict[tuple[str | None, bool], int] = {}
    result = []
    for unit in units:
        key = (unit.parent, bool(unit.marker))
        counts[key] = counts.get(key, 0) + 1
        plain = folded(unit.marker).rstrip(",、是:")
        numeral = _NUMERAL.search(plain)
        printed = _ORDER.get(plain) or (ordinal(numeral[0]) if numeral else counts[key])
        result.append(replace(unit, ordinal=unit.ordinal or printed))
    return tuple(result)
