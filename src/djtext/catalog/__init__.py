"""Catalog: one measure however many documents state it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from djtext.catalog.likeness import Wording, candidates, likeness, same
from djtext.catalog.statements import Statement, statements
from djtext.types import Measure, Place, Structure


def measures(structures: Sequence[Structure]) -> tuple[Measure, ...]:
    """Return the countermeasures of all documents, equal ones merged, each with every place that states it.

    A statement is a countermeasure unit that is a leaf or carries text of its own; an umbrella heading is none. Two
    statements are one measure when their wordings are equal after folding (script, width, punctuation, spaces), when
    they are alike as wholes, or when their headlines are and the shorter body stands mostly in the other; a mere
    headline and a statement with a body are two. Different wordings of one list in one document never merge.
    A measure gathers what is like its canonical wording, so no chain of small steps joins two measures. That wording is
    the most common one, then the fullest, then the first by document id and place; ids, order and content do not
    depend on the order of `structures`.

    `problems` and `causes` are `document:unit` ids: what the records say that its places answer, or the nearest
    heading above them does. `topics` and `fields` are those of the first place with the canonical wording. `counts`
    holds `documents`, `places` and `wordings`. Statements without any word are left out.
    """
    found = [statement for structure in structures for statement in statements(structure) if statement.wording]
    families = _families(sorted(found, key=lambda statement: statement.place))
    result = [_measure(wordings) for wordings in _stars(families)]
    return tuple(sorted(result, key=lambda one: (-one.documents, -len(one.places), one.wording, one.id)))


def _families(found: Iterable[Statement]) -> tuple[Wording, ...]:
    """Return the statements by wording: the most common first, then the fullest, then the first in order."""
    equal: dict[str, list[Statement]] = defaultdict(list)
    for statement in found:
        equal[statement.wording].append(statement)
    wordings = [Wording(tuple(members)) for members in equal.values()]
    return tuple(sorted(wordings, key=lambda one: (-len(one.statements), -len(one.text), one.statements[0].place)))


def _stars(families: Sequence[Wording]) -> Iterator[tuple[Wording, ...]]:
    """Yield each measure as its canonical wording and those that it gathers; every wording in exactly one."""
    near = candidates(families)
    taken: set[int] = set()
    for here, centre in enumerate(families):
        if here in taken:
            continue
        free = [there for there in near.get(here, ()) if there not in taken and there > here]
        gathered = _gathered(centre, [(there, families[there]) for there in free])
        taken.update(gathered)
        yield (centre, *gathered.values())


def _gathered(centre: Wording, others: Sequence[tuple[int, Wording]]) -> Mapping[int, Wording]:
    """Return the wordings that are one measure with `centre`, the likest first, no two of one list."""
    alike = [(likeness(centre, other), there, other) for there, other in others if same(centre, other)]
    lists = {statement.group for statement in centre.statements}
    gathered: dict[int, Wording] = {}
    for _, there, other in sorted(alike, key=lambda one: (-one[0], one[1])):
        theirs = {statement.group for statement in other.statements}
        if not theirs & lists:
            gathered[there] = other
            lists |= theirs
    return gathered


def _measure(wordings: Sequence[Wording]) -> Measure:
    centre = wordings[0]
    first = _canonical(centre)
    rated = [(statement, round(likeness(centre, one), 3)) for one in wordings for statement in one.statements]
    rated.sort(key=lambda pair: pair[0].place)
    found = [statement for statement, _ in rated]
    documents = len({statement.place[:3] for statement in found})
    counts = {"documents": documents, "places": len(found), "wordings": len({one.text for one in found})}
    return Measure(
        "m" + sha256(centre.text.encode()).hexdigest()[:12],
        first.text,
        first.unit.topics,
        first.unit.fields,
        tuple(_place(statement, similarity) for statement, similarity in rated),
        tuple(dict.fromkeys(one for statement in found for one in statement.problems)),
        tuple(dict.fromkeys(one for statement in found for one in statement.causes)),
        documents,
        counts,
    )


def _canonical(wording: Wording) -> Statement:
    """Return the first statement with the spelling that most of a wording have, then the longest."""
    spelled = Counter(statement.text for statement in wording.statements)
    return max(wording.statements, key=lambda one: (spelled[one.text], len(one.text)))


def _place(statement: Statement, similarity: float) -> Place:
    return Place(statement.structure.document.id, statement.unit.id, statement.span, statement.text, similarity)
