"""Statements: the units that state a measure, with the text of their own that states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from djtext import lexicon
from djtext.hanzi import HAN, sentences
from djtext.types import Record, Span, Structure, Unit

OWN = 12
"""A heading states a measure itself when its own text, announcements apart, has so many characters."""

READ = 2000
"""Statements are compared by so many characters: without markers a damaged text is one statement."""

_SILENT = re.compile(rf"[^{HAN}0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A unit that states a measure.

    `headline` and `wording` are folded to what counts in a comparison: Han characters, letters and digits. `place`
    orders statements alike whatever the order of documents; `group` names the list of one document that holds it.
    """

    structure: Structure
    unit: Unit
    span: Span
    headline: str
    wording: str
    place: tuple[str, str, int, int]
    group: tuple[str, str, int, str]
    problems: tuple[str, ...]
    causes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The statement as the document words it."""
        return self.span.of(self.structure.document.text)


def skeleton(folded: str) -> str:
    """Return what counts of a folded text in a comparison: Han characters, letters and digits.

    >>> skeleton("一、建立 AB 角制度。")
    '一建立ab角制度'
    """
    return _SILENT.sub("", folded.lower())


def statements(structure: Structure) -> Iterator[Statement]:
    """Yield the countermeasures of a document that are leaves or carry text of their own, in its order."""
    members: dict[str, list[Unit]] = {}
    for unit in structure.units:
        members.setdefault(unit.parent or "", []).append(unit)
    answers = _answers(structure)
    causes = frozenset(unit.id for unit in structure.units if unit.role == "cause")
    for unit in structure.units:
        inside = members.get(unit.id, ())
        span = _own(structure, unit, inside)
        if unit.role == "countermeasure" and (not inside or _states(structure, unit, span)):
            yield _statement(structure, unit, span, answers[unit.id], causes)


def _statement(
    structure: Structure, unit: Unit, span: Span, answers: Sequence[str], causes: frozenset[str]
) -> Statement:
    document = structure.document
    here = (document.id, document.source.path, document.span.start)
    return Statement(
        structure,
        unit,
        span,
        skeleton(unit.title_span.of(document.folded)[:READ]),
        skeleton(span.of(document.folded)[:READ]),
        (*here, unit.span.start),
        (*here, unit.parent or ""),
        tuple(f"{document.id}:{one}" for one in answers if one not in causes),
        tuple(f"{document.id}:{one}" for one in answers if one in causes),
    )


def _own(structure: Structure, unit: Unit, members: Sequence[Unit]) -> Span:
    """Return a unit's text from its headline to its first member, without space at either end."""
    end = min([unit.span.end, *(member.span.start for member in members)])
    text = Span(unit.title_span.start, max(end, unit.title_span.start)).of(structure.document.text)
    start = unit.title_span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _states(structure: Structure, unit: Unit, own: Span) -> bool:
    """Return whether a heading says more than its headline and 「为此，要做好以下三项工作：」."""
    folded = structure.document.folded
    behind = Span(min(unit.title_span.end, own.end), own.end)
    said = [span.of(folded).strip() for span in sentences(folded, behind)]
    return sum(len(skeleton(one)) for one in said if not _announces(one)) >= OWN


def _announces(sentence: str) -> bool:
    said = sentence.rstrip("。;,")
    rules = (rule for rule in lexicon.table("contexts") if rule.gives == "announce")
    return said.endswith(":") or any(rule.pattern.search(said) for rule in rules)


def _answers(structure: Structure) -> Mapping[str, tuple[str, ...]]:
    """Return for each unit the problems and causes that it, or the nearest heading above it, answers."""
    direct: dict[str, list[str]] = {}
    for record in structure.records:
        for origin, target in _pairs(record):
            direct.setdefault(origin, []).append(target)
    found: dict[str, tuple[str, ...]] = {}
    for unit in structure.units:
        found[unit.id] = tuple(dict.fromkeys(direct.get(unit.id, ()))) or found.get(unit.parent or "", ())
    return found


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    linked = [(link.origin, link.target) for link in record.links if link.relation == "addresses"]
    yield from linked
    stated = {origin for origin, _ in linked}
    if record.problem is not None:
        yield from ((one, record.problem) for one in record.countermeasures if one not in stated)
