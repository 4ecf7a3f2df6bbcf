"""The report page: one file, opened from disk, that shows what was found and the text that proves it."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from djtext import __version__
from djtext.export.report.catalog import Entry, entries
from djtext.export.report.labels import Label, Tag, advice, codes, label, shown, spellings, tag
from djtext.export.report.pairs import Comparison, comparison
from djtext.export.report.readings import Reading, reading
from djtext.export.report.room import ERRORS, Left, drawn
from djtext.types import Failed, Measure, Reuse, Structure

COUNTED = ("problem", "cause", "countermeasure")
"""The roles that the table of topics counts."""


@dataclass(frozen=True, slots=True)
class Subject:
    """How often a topic is the first one of a problem, a cause, a countermeasure."""

    topic: Tag
    counts: tuple[tuple[Label, int], ...]
    total: int


def report_html(
    structures: Sequence[Structure],
    reuse: Reuse,
    measures: Sequence[Measure],
    errors: Sequence[Failed],
    stamps: Mapping[str, str],
    *,
    concepts: Mapping[str, str] | None = None,
) -> str:
    """Return the whole report as one HTML page that needs no other file and no network.

    `concepts` name the concepts of the taxonomy by notation; without a name the notation is shown. Every text stands
    in the page once, escaped. The page is readable without its script, and the same for the same input.
    """
    names = concepts or {}
    begun = drawn(structures)
    readings = [
        reading(number, part, names, whole=whole)
        for number, (part, whole) in enumerate(zip(begun, structures, strict=False), 1)
    ]
    compared = comparison(reuse, readings, {s.document.id: s.document for s in reversed(begun)})
    listed = entries(measures, begun, readings, names)
    counts = _counts(structures, reuse, measures, errors)
    script = _text("report.js")
    return str(
        _environment()
        .get_template("report.html")
        .render(
            readings=readings,
            comparison=compared,
            entries=listed,
            errors=[
                (shown(e.path), label("error", e.error), advice(e.error), shown(e.message)) for e in errors[:ERRORS]
            ],
            subjects=_subjects(structures, names),
            roles=[label("role", code) for code in codes("role")],
            counts=counts,
            left=list(_left(counts, readings, compared, listed)),
            spellings=spellings("".join(sorted(_characters(begun, readings, measures, names)))),
            heads=_heads(structures),
            stamps=[("djtext", __version__), *stamps.items()],
            script=script,
            script_digest=b64encode(sha256(script.encode()).digest()).decode(),
            style=_text("report.css"),
        )
    )


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("djtext.export.report", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _text(name: str) -> Any:
    """Return a file that goes into the page as it is."""
    from importlib.resources import files

    from markupsafe import Markup

    return Markup((files(__package__) / "templates" / name).read_text(encoding="utf-8"))  # noqa: S704  # our own file


def _counts(
    structures: Sequence[Structure], reuse: Reuse, measures: Sequence[Measure], errors: Sequence[Failed]
) -> dict[str, int]:
    return {
        "sources": len({(s.document.source.path, s.document.source.id) for s in structures}) + len(errors),
        "documents": len(structures),
        "characters": sum(len(s.document.text) for s in structures),
        "units": sum(len(s.units) for s in structures),
        "records": sum(len(s.records) for s in structures),
        "pairs": len(reuse.pairs),
        "measures": len(measures),
        "repairs": sum(len(s.document.edits) for s in structures),
        "errors": len(errors),
    }


def _left(
    counts: Mapping[str, int], readings: Sequence[Reading], compared: Comparison, listed: Sequence[Entry]
) -> Iterator[Left]:
    """Yield what the page leaves out for want of room."""
    shown_of = {
        "documents": (len(readings), "structure.json"),
        "characters": (sum(r.drawn for r in readings), ""),
        "units": (sum(len(r.rows) for r in readings), "structure.json"),
        "records": (sum(len(r.cards) for r in readings), "structure.json"),
        "pairs": (len(compared.couples), "reuse.json"),
        "measures": (len(listed), "catalog.json"),
        "errors": (min(counts["errors"], ERRORS), "structure.json"),
    }
    for what, (drawn_of, file) in shown_of.items():
        if drawn_of < counts[what]:
            yield Left(label("left", what), drawn_of, counts[what], file)


def _characters(
    structures: Sequence[Structure], readings: Sequence[Reading], measures: Sequence[Measure], names: Mapping[str, str]
) -> set[str]:
    """Return the characters that a search of the page may meet."""
    texts = (s.document.text for s in structures)
    return set().union(*texts, *(r.path for r in readings), *(m.wording for m in measures), *names.values())


def _heads(structures: Sequence[Structure]) -> list[tuple[Label, int]]:
    """Return how many records are headed by a unit of each role, problems first; `none` counts those without a head."""
    found = Counter(role for structure in structures for role in _headed(structure))
    return [(label("head", code), found[code]) for code in codes("head") if found[code] or code == "problem"]


def _headed(structure: Structure) -> Iterator[str]:
    roles = {unit.id: str(unit.role or "other") for unit in structure.units}
    return (roles[record.problem] if record.problem else "none" for record in structure.records)


def _subjects(structures: Sequence[Structure], names: Mapping[str, str]) -> list[Subject]:
    """Return the top classes with their counts, most frequent first."""
    found = Counter(
        (unit.topics[0].concept.split(".")[0], str(unit.role))
        for structure in structures
        for unit in structure.units
        if unit.topics and unit.role in COUNTED
    )
    totals: Counter[str] = Counter()
    for (concept, _), count in found.items():
        totals[concept] += count
    return [
        Subject(tag(concept, names), tuple((label("role", role), found[(concept, role)]) for role in COUNTED), total)
        for concept, total in sorted(totals.items(), key=lambda row: (-row[1], row[0]))
    ]
