"""Every row of every rule table keeps its own promises."""

import pytest
from djtext import lexicon
from djtext.rules import Rule

ROWS = [(name, rule) for name in lexicon.names() for rule in lexicon.table(name)]


@pytest.mark.parametrize(("name", "rule"), ROWS, ids=[f"{name}.{rule.name}" for name, rule in ROWS])
def test_a_row_matches_its_hits_and_not_its_misses(name: str, rule: Rule) -> None:
    assert rule.hits, f"{name}.{rule.name} shows no sentence that it matches"
    assert [hit for hit in rule.hits if not rule.pattern.search(hit)] == []
    assert [miss for miss in rule.misses if rule.pattern.search(miss)] == []


@pytest.mark.parametrize("name", lexicon.names())
def test_the_names_of_a_table_are_unique(name: str) -> None:
    rows = [rule.name for rule in lexicon.table(name)]
    assert len(rows) == len(set(rows))
