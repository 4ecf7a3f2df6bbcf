"""Joins are what they say: their documents stand where the truth says, and chance alone makes them."""

from itertools import pairwise
from pathlib import Path

import pytest
from joining import KINDS, Essay, Part, essays, fresh, joined, near, scored

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
SHELF = [essay for name in ("demo", "structure") for essay in essays(CORPORA / name, 1)]
JOINS = list(fresh(SHELF, 7, 2))
WHOLE = ("alone", "planned", "paged")


def test_the_same_seed_gives_the_same_joins_and_another_seed_others() -> None:
    assert list(fresh(SHELF, 7, 2)) == JOINS
    assert list(fresh(SHELF, 8, 2)) != JOINS


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_joins_as_many_documents_as_it_says(kind: str) -> None:
    counts = [len(join.truths) for join in JOINS if join.kind == kind]
    assert len(counts) == 2
    assert [count for count in counts if (count == 1) != (kind in WHOLE) and kind != "glued"] == []


def test_documents_stand_in_order_with_their_furniture_before_them() -> None:
    for join in JOINS:
        assert join.truths[0].first == 0
        assert [x for x in join.truths if x.start < x.first] == []
        assert [(a, b) for a, b in pairwise(join.truths) if b.first <= a.start] == []


def test_a_title_stands_at_the_start_of_its_document() -> None:
    plain = [(j, t, "".join(j.text[t.start : t.start + 160].split())) for j in JOINS for t in j.truths if t.title]
    assert [(j.kind, t.title) for j, t, head in plain if "".join((t.title or "").split()) not in head] == []


def test_the_halves_of_a_corpus_share_no_document() -> None:
    odd, even, both = (essays(CORPORA / "structure", half) for half in (1, 0, None))
    assert {e.number for e in odd} & {e.number for e in even} == set()
    assert len(odd) + len(even) == len(both)


def test_an_excerpt_without_a_headline_has_no_title() -> None:
    untitled = {e.number for e in essays(CORPORA / "structure") if e.title is None}
    assert untitled == {"structure06", "structure29", "structure40"}
    assert Essay("x", None, ("正文。",)).title is None


def test_starts_count_as_found_near_a_document_or_in_the_furniture_before_it() -> None:
    join = joined("x", [Part(("正文。" * 40,), None), Part(("正文。" * 40,), None, before=("打印" * 60,))])
    second = join.truths[1]
    assert [near(second, at) for at in (second.first - 41, second.first, second.start, second.start + 41)] == [
        False,
        True,
        True,
        False,
    ]
    assert scored(join, [0, 60, second.start]) == (2, 3, 2)
