"""Every row of every rule table keeps its own promises."""

import pytest

from djtext import lexicon
from djtext.errors import RuleError, UsageError
from djtext.rules import Rule, overlaid, parsed

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


TABLE = """
[[rule]]
name = "number-is"
pattern = '<number>是'
gives = "shi"
hits = ["一是加强领导"]
misses = ["或者"]
weight = 2
"""


def test_a_row_reads_as_written() -> None:
    (rule,) = parsed(TABLE, "t.toml")
    assert (rule.name, rule.gives, rule.more) == ("number-is", "shi", {"weight": 2})
    assert rule.pattern.search("二十一是") is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]\n", ["t.toml", "TOML"]),
        ("[[rule]]\nname='a'\n", ["t.toml", "'a'", "pattern", "gives"]),
        ("[[rule]]\nname='a'\npattern='('\ngives='x'\n", ["t.toml", "'a'", "pattern"]),
    ],
)
def test_a_wrong_table_is_refused_with_its_place_and_row(text: str, words: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        parsed(text, "t.toml")
    assert [word for word in words if word not in str(caught.value)] == []


def row(name: str, more: str = "") -> Rule:
    return parsed(f"[[rule]]\nname='{name}'\npattern='a'\ngives='x'\n{more}", "t")[0]


def test_a_users_rows_replace_precede_drop_or_follow() -> None:
    base = [row("a"), row("b")]

    def names(*more: Rule) -> list[str]:
        return [rule.name for rule in overlaid(base, more)]

    assert names(row("c")) == ["a", "b", "c"]
    assert names(row("c", "before='b'")) == ["a", "c", "b"]
    assert names(row("c", "replaces='a'")) == ["c", "b"]
    assert names(row("b", "drops=true")) == ["a"]
    with pytest.raises(RuleError, match="there are a, b"):
        names(row("c", "before='z'"))


def test_an_unknown_table_lists_the_known() -> None:
    with pytest.raises(UsageError, match="markers"):
        lexicon.text("nothing")
    assert len(lexicon.digest()) == 12
