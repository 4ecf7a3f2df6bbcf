"""Records: the role of each unit, the fields of a countermeasure, and problems with their causes and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace

from djtext.records.fields import fields
from djtext.records.links import links
from djtext.records.roles import decided
from djtext.records.tree import Tree, tree
from djtext.types import Document, Link, Record, Unit


def cast(document: Document, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return the units, each with its role, its fields, and in `because` the rule that gave the role."""
    found = tree(document, decided(tree(document, units)))
    return tuple(
        replace(unit, fields=fields(document, found.stretches(unit))) if unit.role == "countermeasure" else unit
        for unit in found.units
    )


def records(document: Document, units: tuple[Unit, ...]) -> tuple[Record, ...]:
    """Return the records of a document: problems with causes and countermeasures, linked where the text ties them.

    A record stands for what is answered: a problem, a heading over problems, or a cause that stands under no problem
    and is answered by itself. What inherits a heading's link stands in no record of its own. A problem that nothing
    answers has a record without countermeasures, a countermeasure that answers nothing one without a problem.
    """
    whole = tree(document, units)
    answered: dict[str, list[Link]] = defaultdict(list)
    for link in links(whole):
        answered[_holder(whole, link)].append(link)
    linked = {link.origin for found in answered.values() for link in found} | set(answered)
    alone = _unlinked(whole, linked)
    shown = [unit for unit in units if unit.id in answered or unit.id in alone]
    return tuple(_record(f"r{n}", unit, answered.get(unit.id, ())) for n, unit in enumerate(shown, 1))


def _holder(tree: Tree, link: Link) -> str:
    """Return the unit whose record a link belongs to: its target, or the problem over a target that is a cause."""
    unit: Unit | None = tree.by_id[link.target]
    while unit and unit.role == "cause":
        unit = tree.above(unit)
    return unit.id if unit and unit.role == "problem" else link.target


def _unlinked(tree: Tree, linked: Set[str]) -> frozenset[str]:
    """Return the highest problems and countermeasures that neither have nor inherit a link."""
    covered, alone = set(linked), set()
    for unit in tree.units:
        above = tree.above(unit)
        heading = {unit.role, "mixed"} if unit.role == "problem" else {unit.role}
        if above and above.id in covered and above.role in heading:
            covered.add(unit.id)
        elif unit.id not in covered and unit.role in ("problem", "countermeasure"):
            covered.add(unit.id)
            alone.add(unit.id)
    return frozenset(alone)


def _record(name: str, unit: Unit, found: Sequence[Link]) -> Record:
    if not found and unit.role == "countermeasure":
        return Record(name, None, (), (unit.id,))
    sides = {
        relation: tuple(dict.fromkeys(link.origin for link in found if link.relation == relation))
        for relation in ("explains", "addresses")
    }
    return Record(name, unit.id, sides["explains"], sides["addresses"], tuple(found))
