"""The journeys: from paths to structures, from documents to reuse, and from both to the four files of the main job."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from djtext import lexicon
from djtext.catalog import measures
from djtext.engine import default_jobs, mapped
from djtext.errors import DjtextError, SourceError
from djtext.export import catalog_json, dumps, report_html, reuse_json, structure_json, written
from djtext.outline import outline
from djtext.reading import Entry, entries, read
from djtext.records import cast, records
from djtext.repair import documents
from djtext.reuse import Settings, reuse
from djtext.taxonomy import classified, concepts, version
from djtext.types import Document, Failed, Measure, Reuse, Structure

log = logging.getLogger("djtext")

Progress = Callable[[int, int, str], None]
"""Called with the number of sources done, the number of all, and the path of the one that was just done."""

FILES = ("structure.json", "reuse.json", "catalog.json", "report.html")


@dataclass(frozen=True, slots=True)
class Batch:
    """What a number of sources gave: structures in the order of the sources, and the sources that failed."""

    structures: tuple[Structure, ...]
    errors: tuple[Failed, ...]
    sources: int

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return the documents alone, in order."""
        return tuple(structure.document for structure in self.structures)


@dataclass(frozen=True, slots=True)
class Result:
    """All that the main job found."""

    batch: Batch
    reuse: Reuse
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found, the documents that it speaks of, and the sources that failed."""

    documents: tuple[Document, ...]
    reuse: Reuse
    errors: tuple[Failed, ...]


def structured(document: Document) -> Structure:
    """Return the whole reading of one document."""
    units = classified(document, cast(document, outline(document)))
    return Structure(document, units, records(document, units))


def bare(document: Document) -> Structure:
    """Return a document without a reading, for those who only compare."""
    return Structure(document, (), ())


def attempted(entry: Entry | Failed, reading: Callable[[Document], Structure]) -> tuple[Structure, ...] | Failed:
    """Return what `reading` gives for each document of one source, or why the source failed."""
    if isinstance(entry, Failed):
        return entry
    try:
        return tuple(reading(document) for document in documents(read(entry)))
    except SourceError as error:
        return Failed(entry.path, error.code, str(error))
    except DjtextError:
        raise  # a wrong rule table or setting is wrong for every source: say so once
    except Exception as error:  # one source must not stop a batch, whatever is wrong with it
        return broken(entry, error)


def read_whole(entry: Entry | Failed) -> tuple[Structure, ...] | Failed:
    """Return the structures of one source, or why it failed."""
    return attempted(entry, structured)


def read_bare(entry: Entry | Failed) -> tuple[Structure, ...] | Failed:
    """Return the documents of one source as bare structures, or why it failed."""
    return attempted(entry, bare)


def broken(entry: Entry | Failed, error: BaseException) -> Failed:
    """Return the failure of a source on which djtext itself broke down.

    Raises:
        DjtextError: the error is one that no other source would be spared.
    """
    if isinstance(error, DjtextError):
        raise error
    fact = f"{type(error).__name__}: {error}".strip(": ")
    way_out = "leave this source out for now and report it with this line"
    return Failed(entry.path, "internal", f"{entry.path}: djtext broke down on it ({fact}); {way_out}")


def batch(
    arguments: Sequence[str],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    attempt: Callable[[Entry | Failed], tuple[Structure, ...] | Failed] = read_whole,
) -> Batch:
    """Return one outcome per source that the arguments name, in their order, whatever the number of jobs."""
    found = tuple(_once(chain.from_iterable(map(entries, arguments))))
    structures: list[Structure] = []
    errors: list[Failed] = []
    outcomes = mapped(attempt, found, jobs=jobs or default_jobs(), onfailure=broken)
    for done, (entry, outcome) in enumerate(zip(found, outcomes, strict=True), 1):
        if isinstance(outcome, Failed):
            errors.append(outcome)
            log.info("%s: %s", entry.path, outcome.error)
        else:
            structures.extend(outcome)
            log.info("%s: %d documents", entry.path, len(outcome))
        if progress:
            progress(done, len(found), entry.path)
    return Batch(named(structures), tuple(errors), len(found))


def _once(found: Iterator[Entry | Failed]) -> Iterator[Entry | Failed]:
    """Yield each source once, though a folder and a file in it may both be named: no draft is a copy of itself."""
    seen: set[tuple[str, str]] = set()
    for entry in found:
        key = (os.path.realpath(entry.path), repr(entry))
        if isinstance(entry, Failed) or key not in seen:
            seen.add(key)
            yield entry


def named(structures: Sequence[Structure]) -> tuple[Structure, ...]:
    """Return the structures with unique ids: the second document of the same content gets `-2` and so on,
    counted in the order of path and place, so that ids do not depend on the order of the arguments.
    """
    order = sorted(range(len(structures)), key=lambda i: _place(structures[i].document))
    count: dict[str, int] = {}
    result = list(structures)
    for i in order:
        ident = structures[i].document.id.partition("-")[0]
        count[ident] = count.get(ident, 0) + 1
        unique = ident if count[ident] == 1 else f"{ident}-{count[ident]}"
        result[i] = replace(structures[i], document=replace(structures[i].document, id=unique))
    return tuple(result)


def _place(document: Document) -> tuple[str, str, int]:
    return document.source.path, document.source.id or "", document.span.start


def compared(
    arguments: Sequence[str],
    against: Sequence[str] = (),
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Return what the documents of the arguments share with one another; with `against`, each of them with those
    documents instead, while pairs within `against` are left out.
    """
    mine = batch(arguments, jobs=jobs, progress=progress, attempt=read_bare)
    if not against:
        return Comparison(mine.documents, reuse(mine.documents, settings or Settings()), mine.errors)
    theirs = batch(against, jobs=jobs, progress=progress, attempt=read_bare)
    places = {_place(document) for document in mine.documents}
    more = [s for s in theirs.structures if _place(s.document) not in places]
    together = [s.document for s in named([*mine.structures, *more])]
    drafts = {document.id for document in together[: len(mine.structures)]}
    found = reuse(together, settings or Settings())
    pairs = tuple(pair for pair in found.pairs if (pair.a in drafts) != (pair.b in drafts))
    clusters = tuple(c for c in found.clusters if 0 < len(drafts.intersection(c.members)) < len(c.members))
    return Comparison(tuple(together), Reuse(pairs, clusters), (*mine.errors, *theirs.errors))


def result(
    arguments: Sequence[str],
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Return the main job's findings: structure, reuse and catalog of all sources."""
    found = batch(arguments, jobs=jobs, progress=progress)
    return Result(found, reuse(found.documents, settings or Settings()), measures(found.structures))


def kept(found: Result, out: Path) -> tuple[Path, ...]:
    """Write the four files of the main job into the folder `out` and return their paths.

    Raises:
        OutputError: the folder or a file cannot be written.
    """
    whole, marks = found.batch, stamps()
    texts = (
        dumps(structure_json(whole.structures, whole.errors, marks)),
        dumps(reuse_json(whole.documents, found.reuse, whole.errors)),
        dumps(catalog_json(found.measures, whole.structures, marks)),
        report_html(whole.structures, found.reuse, found.measures, whole.errors, marks, concepts=labels()),
    )
    paths = tuple(out / name for name in FILES)
    for path, text in zip(paths, texts, strict=True):
        written(path, text)
    return paths


def labels() -> dict[str, str]:
    """Return the Chinese label of every concept by its notation."""
    return {concept.notation: concept.zh for concept in concepts()}


def stamps() -> dict[str, str]:
    """Return what made a result: the digest of the rules, the taxonomy, the model."""
    return {"rules": lexicon.digest(), "taxonomy": version(), "model": "none"}
