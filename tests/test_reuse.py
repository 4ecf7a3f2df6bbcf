"""What a comparison says of documents, case by case and for any that can be generated."""

from __future__ import annotations

import doctest
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.reuse import Settings, reuse
from djtext.types import Cluster, Document, Pair, Reuse
from reference import letters as letters_of
from reference import similarity
from reuse_drafts import document, paragraphs, planted, sentence, with_edits

PREAMBLE = (
    "本细则依照上级渔港管理规章，结合本港泊位紧张、渔船老旧、船员流动频繁的实际拟订，凡在本港停靠、补给、卸货、修造的船舶及其所有人，"
    "均应遵守本细则，并接受港务值班人员的查验和调度；对拒不服从调度造成拥堵或者险情的，由港务站会同边防派出所劝离，情节严重的通报船籍港。"
)


def drafts(seed: int, count: int, size: int = 5) -> list[str]:
    random = Random(seed)
    return ["\n".join(paragraphs(random, size)) for _ in range(count)]


def compared(*texts: str) -> Reuse:
    return reuse([document(f"d{number}", text) for number, text in enumerate(texts)])


def only_pair(*texts: str) -> Pair:
    (pair,) = compared(*texts).pairs
    return pair


def test_the_same_text_on_other_lines_in_other_script_and_width_is_exact() -> None:
    text = drafts(1, 1)[0] + "\n河长办着力创新（ABC）机制。"
    other = text.replace("。", "。\n\n").replace("创新", "創新").replace("着力", "著力").replace("（ABC）", "(abc)")
    pair = only_pair(text, other)
    assert (pair.kind, pair.resemblance, pair.containment_a, pair.containment_b) == ("exact", 1.0, 1.0, 1.0)
    assert pair.passages[0].a.of(text) == text.removesuffix("。")


def test_a_lightly_edited_copy_is_a_near_duplicate() -> None:
    text = drafts(2, 1)[0]
    pair = only_pair(text, with_edits(Random(2), text, 0.03))
    assert pair.kind == "near-duplicate"
    assert 0.85 < pair.resemblance < 1


def test_a_report_that_takes_in_a_whole_draft_contains_it() -> None:
    short, long = drafts(3, 1, 3)[0], drafts(4, 1, 12)[0]
    pair = only_pair(short, long + "\n" + short)
    assert pair.kind == "contains"
    assert pair.containment_a == 1.0
    assert pair.containment_b < 0.5


def test_a_copied_paragraph_is_a_partial_pair_whose_passage_quotes_it() -> None:
    one, other = drafts(5, 2)
    taken = "。".join(one.split("\n")[2].split("。")[:3]) + "。"
    mixed = other[:400] + taken + other[400:]
    pair = only_pair(one, mixed)
    (passage,) = pair.passages
    assert pair.kind == "partial"
    assert passage.a.of(one) in taken
    assert len(passage.a.of(one)) > len(taken) - 4
    assert passage.a.of(one) == passage.b.of(mixed)


def test_measures_are_shares_of_letters() -> None:
    shared, one, other = ("".join(sentence(Random(n)) for n in range(start, start + 4)) for start in (10, 20, 30))
    pair = only_pair(shared + one, shared + other)
    of_shared, of_one, of_other = (len(letters_of(text)) for text in (shared, one, other))
    assert pair.containment_a == pytest.approx(of_shared / (of_shared + of_one), abs=0.02)
    assert pair.containment_b == pytest.approx(of_shared / (of_shared + of_other), abs=0.02)
    assert pair.resemblance == pytest.approx(of_shared / (of_shared + of_one + of_other), abs=0.02)


def test_paragraphs_in_another_order_are_still_aligned() -> None:
    source = paragraphs(Random(6), 6)
    pair = only_pair("\n".join(source), "\n".join(reversed(source)))
    assert pair.containment_a > 0.97
    assert len(pair.passages) >= 6


def test_a_passage_that_one_text_repeats_is_shown_at_every_place() -> None:
    one, other = drafts(7, 2, 3)
    paragraph = one.split("\n")[1]
    pair = only_pair(one, paragraph + other + paragraph)
    assert [passage.b.start > len(paragraph) for passage in pair.passages] in ([False, True], [True, False])


def test_unrelated_drafts_of_one_genre_make_no_pair() -> None:
    assert compared(*drafts(8, 12)) == Reuse((), ())


def test_a_preamble_shared_by_all_makes_no_pair() -> None:
    assert compared(*(PREAMBLE + "\n" + text for text in drafts(9, 8))) == Reuse((), ())


def test_a_shared_preamble_is_marked_common_where_a_pair_shares_more() -> None:
    texts = [PREAMBLE + "\n" + text for text in drafts(10, 8)]
    texts[1] = texts[1] + drafts(11, 1, 2)[0]
    texts[2] = drafts(11, 1, 2)[0] + texts[2]
    pair = only_pair(*texts)
    common = [passage for passage in pair.passages if passage.common]
    assert [passage.a.of(texts[1])[:10] for passage in common] == [PREAMBLE[:10]]
    assert pair.containment_a_rare < pair.containment_a


def test_a_paragraph_that_three_of_many_borrow_is_not_common() -> None:
    texts = drafts(12, 12)
    paragraph = drafts(13, 1, 1)[0]
    found = compared(*(text + paragraph if number < 3 else text for number, text in enumerate(texts)))
    assert [(pair.a, pair.b) for pair in found.pairs] == [("d0", "d1"), ("d0", "d2"), ("d1", "d2")]
    assert not any(passage.common for pair in found.pairs for passage in pair.passages)


def test_quotations_and_party_formulas_do_not_count_as_rare() -> None:
    quoted = "认真学习《渔港水域交通秩序管理若干规定（试行）》和《渔业船员值班交接登记管理若干规定（试行）》"
    one, other = (
        text + "\n坚持以习近平新时代中国特色社会主义思想为指导，" + quoted + "。" for text in drafts(14, 2, 2)
    )
    assert compared(one, other).pairs == ()


def test_copies_of_one_draft_are_one_cluster_and_an_abridged_rewrite_is_only_linked() -> None:
    random = Random(15)
    source = paragraphs(random, 6)
    copies = [with_edits(random, "\n".join(source), 0.01) for _ in range(4)]
    rewrite = with_edits(random, "\n".join(source[2:]), 0.12)
    found = compared(*copies, rewrite)
    (cluster,) = found.clusters
    assert cluster.members == ("d0", "d1", "d2", "d3")
    assert {pair.a for pair in found.pairs if pair.b == "d4"} == {"d0", "d1", "d2", "d3"}


def test_a_compilation_does_not_join_the_essays_that_it_holds() -> None:
    first, second = drafts(16, 2)
    found = compared(first, second, first + "\n" + second)
    assert {(pair.a, pair.b, pair.kind) for pair in found.pairs} == {("d0", "d2", "contains"), ("d1", "d2", "contains")}
    assert found.clusters == ()


def test_a_draft_with_a_note_added_joins_its_original() -> None:
    text, note = drafts(17, 1, 8)[0], drafts(18, 1, 2)[0]
    found = compared(text, text + note)
    assert [pair.kind for pair in found.pairs] == ["near-duplicate"]
    assert [cluster.members for cluster in found.clusters] == [("d0", "d1")]


def test_a_cluster_names_its_most_central_member_and_its_weakest_link() -> None:
    random = Random(19)
    text = drafts(19, 1)[0]
    found = compared(with_edits(random, text, 0.04), text, with_edits(random, text, 0.04))
    by_pair = {(pair.a, pair.b): pair.resemblance for pair in found.pairs}
    assert found.clusters == (Cluster("c1", ("d0", "d1", "d2"), "d1", min(by_pair["d0", "d1"], by_pair["d1", "d2"])),)


def test_documents_without_letters_make_no_pair() -> None:
    assert compared("", "", "——\n\n……", "——\n\n……") == Reuse((), ())


def test_documents_shorter_than_a_shingle_pair_only_when_equal() -> None:
    assert [(pair.a, pair.b) for pair in compared("同意。", "同 意", "同一").pairs] == [("d0", "d1")]


def test_no_documents_give_nothing() -> None:
    assert reuse([]) == Reuse((), ())


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'d'"):
        reuse([document("d", "甲"), document("d", "乙")])


def test_equal_documents_are_told_pair_by_pair_up_to_a_limit_and_then_as_a_star() -> None:
    text = drafts(20, 1)[0]
    few, many = compared(*[text] * 5), compared(*[text] * 2000)
    assert len(few.pairs) == 10
    assert len(many.pairs) == 1999
    assert [len(cluster.members) for cluster in many.clusters] == [2000]


def test_of_two_large_groups_of_equal_documents_one_pair_speaks() -> None:
    text = drafts(21, 1)[0]
    found = compared(*[text] * 10, *[text + "另有一处闸门待查。"] * 10)
    assert sum(pair.kind == "near-duplicate" for pair in found.pairs) == 1
    assert [len(cluster.members) for cluster in found.clusters] == [20]


def test_a_family_of_near_copies_grows_by_neighbours_not_by_all_pairs() -> None:
    random = Random(22)
    text = "\n".join(paragraphs(random, 2))
    found = compared(*(with_edits(random, text, 0.03) for _ in range(120)))
    assert len(found.pairs) < 120 * 119 / 4
    assert [len(cluster.members) for cluster in found.clusters] == [120]


@pytest.mark.parametrize(
    ("one", "other"),
    [("哈" * 60_000, "哈" * 50_000), ("一是" * 30_000, "是一" * 25_000), ("（" * 50_000, "）" * 50_000)],
)
def test_texts_of_one_repeated_mark_do_not_meet_in_every_place(one: str, other: str) -> None:
    assert sum(len(pair.passages) for pair in compared(one, other).pairs) <= 1


def test_a_long_document_is_compared_with_its_edited_copy() -> None:
    random = Random(23)
    text = "".join(sentence(random) for _ in range(2000))
    assert only_pair(text, with_edits(random, text, 0.01)).kind == "near-duplicate"


def test_twenty_drafts_name_each_document_once() -> None:
    documents = planted(24, 2)[0][:20]
    members = [member for cluster in reuse(documents).clusters for member in cluster.members]
    assert len(members) == len(set(members)) > 0


def test_a_longer_minimum_leaves_shorter_passages_out() -> None:
    one, other = drafts(25, 2, 3)
    shared = drafts(26, 1, 1)[0]
    documents = [document("a", one + shared), document("b", shared + other)]
    assert len(reuse(documents).pairs) == 1
    assert reuse(documents, Settings(minimum_passage=400)).pairs == ()


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = "import sys, djtext.reuse; print([m for m in ('numpy', 'rapidfuzz', 'opencc') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


SENTENCES = st.sampled_from([sentence(Random(number)) for number in range(40)])
TEXTS = st.lists(st.lists(SENTENCES, max_size=12).map("".join), min_size=2, max_size=6)


def turned(pair: Pair) -> Pair:
    """Return the pair as the other side sees it."""
    passages = sorted((replace(p, a=p.b, b=p.a) for p in pair.passages), key=lambda p: (p.a, p.b))
    return Pair(
        pair.b,
        pair.a,
        pair.kind,
        pair.resemblance,
        pair.containment_b,
        pair.containment_a,
        pair.containment_b_rare,
        pair.containment_a_rare,
        tuple(passages),
    )


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_documents_changes_nothing(texts: list[str], random: Random) -> None:
    documents = [document(f"d{number}", text) for number, text in enumerate(texts)]
    assert reuse(random.sample(documents, len(documents))) == reuse(documents)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_ids_in_reverse_give_the_same_pairs_seen_from_the_other_side(texts: list[str]) -> None:
    forward = reuse([document(f"d{number}", text) for number, text in enumerate(texts)])
    names = {f"d{number}": f"d{len(texts) - 1 - number}" for number in range(len(texts))}
    backward = reuse([document(names[f"d{number}"], text) for number, text in enumerate(texts)])
    seen = {turned(replace(pair, a=names[pair.a], b=names[pair.b])) for pair in forward.pairs}
    assert set(backward.pairs) == seen


def check_quotes(pair: Pair, documents: dict[str, Document]) -> None:
    a, b = documents[pair.a], documents[pair.b]
    for passage in pair.passages:
        ours, theirs = letters_of(passage.a.of(a.folded)), letters_of(passage.b.of(b.folded))
        assert min(len(ours), len(theirs)) >= Settings().minimum_passage or pair.kind == "exact"
        assert 0.6 <= passage.similarity <= similarity(ours, theirs) + 1e-6


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_passage_quotes_two_similar_texts(texts: list[str]) -> None:
    documents = {f"d{number}": document(f"d{number}", text) for number, text in enumerate(texts)}
    found = reuse(list(documents.values()))
    for pair in found.pairs:
        assert pair.a < pair.b
        check_quotes(pair, documents)
        for share in (pair.resemblance, pair.containment_a, pair.containment_b, pair.containment_a_rare):
            assert 0 <= share <= 1


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_clusters_are_disjoint_and_held_together_by_their_pairs(texts: list[str]) -> None:
    found = compared(*texts)
    told = {(pair.a, pair.b): pair for pair in found.pairs}
    members = [name for cluster in found.clusters for name in cluster.members]
    assert len(members) == len(set(members))
    for cluster in found.clusters:
        inside = [p for (a, b), p in told.items() if a in cluster.members and b in cluster.members]
        assert cluster.representative in cluster.members
        assert cluster.lowest in {pair.resemblance for pair in inside}
        assert all(any(name in (pair.a, pair.b) for pair in inside) for name in cluster.members)


def test_the_worked_example_of_the_documentation_runs() -> None:
    page = Path(__file__).parent.parent / "docs" / "reuse.md"
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (failed, tried > 8) == (0, True)
