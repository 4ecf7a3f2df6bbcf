"""The journeys: from paths to structures, reuse and catalog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from djtext import lexicon
from djtext.engine import mapped
from djtext.errors import SourceError
from djtext.outline import outline
from djtext.reading import Entry, entries, read
from djtext.records import cast, records
from djtext.repair import documents
from djtext.taxonomy import classified, version
from djtext.types import Document, Failed, Structure


def structured(document: Document) -> Structure:
    """Return the whole reading of one document."""
    units = classified(document, cast(document, outline(document)))
    return Structure(document, units, records(document, units))


def attempt(entry: Entry | Failed) -> tuple[Structure, ...] | Failed:
    """Return the structures of one source, or why it failed."""
    if isinstance(entry, Failed):
        return entry
    try:
        return tuple(structured(document) for document in documents(read(entry)))
    except SourceError as error:
        return Failed(entry.path, error.code, str(error))


def outcomes(arguments: Sequence[str], *, jobs: int = 1) -> Iterator[tuple[Structure, ...] | Failed]:
    """Yield one outcome per source, in the order of the arguments."""
    found = [entry for argument in arguments for entry in entries(argument)]
    return mapped(attempt, found, jobs=jobs)


def stamps() -> dict[str, str]:
    """Return what made a result: digest of the rules, taxonomy, model."""
    return {"rules": lexicon.digest(), "taxonomy": version(), "model": "none"}
