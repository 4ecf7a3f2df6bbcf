"""Quality floors: the whole pipeline on the demo corpus, scored against its gold and pinned to its digest."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from djtext.evaluation import scores
from djtext.export import structure_json
from djtext.pipeline import batch, compared, stamps

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
DEMO = CORPORA / "demo"
FLOORS = [
    (path.parent.name, name, floor)
    for path in sorted(CORPORA.glob("*/manifest.toml"))
    for name, floor in tomllib.loads(path.read_text(encoding="utf-8"))["floors"].items()
]


@cache
def figures(corpus: str) -> dict[str, float]:
    folder = CORPORA / corpus
    found = batch([str(folder / "files")], jobs=1)
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return scores(gold, structure_json(found.structures, found.errors, stamps()))


@pytest.mark.parametrize(("corpus", "name", "floor"), FLOORS)
def test_a_figure_stays_at_or_above_its_floor(corpus: str, name: str, floor: float) -> None:
    assert figures(corpus)[name] >= floor


def test_every_draft_is_paired_with_what_it_was_copied_from_and_nothing_else_is() -> None:
    gold = json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))
    numbers = {(d["file"], d["span"][0]): d["essay"][:2] for d in gold["documents"]}
    planted = {frozenset((d["essay"][:2], d["copied_from"])) for d in gold["documents"] if d["copied_from"]}
    planted.add(frozenset(("07", "08")))  # both take the same section of 01
    found = compared([str(DEMO / "files")], jobs=1)

    def number(ident: str) -> str:
        document = next(d for d in found.documents if d.id == ident)
        file = Path(document.source.path).name
        starts = [(abs(at - document.span.start), name) for (where, at), name in numbers.items() if where == file]
        return min(starts)[1]

    pairs = {frozenset((number(pair.a), number(pair.b))) for pair in found.reuse.pairs}
    assert pairs == planted
