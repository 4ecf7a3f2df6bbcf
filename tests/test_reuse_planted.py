"""Recall and precision on planted reuse, and the fast algorithm against the slow obvious one."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from tagged import read

from djtext.reuse import Settings, reuse
from djtext.reuse.alignment import alignment, covers
from djtext.reuse.candidates import EVERY_PAIR, candidates
from djtext.reuse.letters import letters
from djtext.reuse.runs import EVERY_PLACE, Indexed, runs
from djtext.reuse.shingles import SHINGLE, WINDOW, fingerprints, shingles, terms
from reference import containment, held
from reuse_drafts import KINDS, document, paragraphs, planted, sentence, with_edits

DEMO = Path(__file__).parent.parent / "corpora" / "demo" / "tagged"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_pair_is_found_and_no_other(seed: int) -> None:
    documents, truth = planted(seed, 3)
    assert {(pair.a, pair.b) for pair in reuse(documents).pairs} == set(truth)


def test_the_borrowed_drafts_of_the_demo_are_found_and_nothing_else() -> None:
    tagged = [read(path) for path in sorted(DEMO.glob("*.txt"))]
    origin = {each.number: each.header.get("copied-from", each.number) for each in tagged}
    kin = {(a, b) for a in origin for b in origin if a < b and origin[a] == origin[b]}
    assert len(kin) >= 6
    assert {(pair.a, pair.b) for pair in reuse([document(t.number, t.text) for t in tagged]).pairs} == kin


def test_every_kind_of_planting_has_its_kind_of_pair() -> None:
    documents, truth = planted(4, 1)
    kinds = {truth[pair.a, pair.b]: pair.kind for pair in reuse(documents).pairs}
    assert kinds == {
        "exact": "exact",
        "light_edits": "near-duplicate",
        "one_run": "partial",
        "one_run_edited": "partial",
        "one_paragraph": "partial",
        "shuffled": "near-duplicate",
        "converted": "exact",
        "scattered": "partial",
        "reworded": "near-duplicate",
    }
    assert len(kinds) == len(KINDS)


def test_the_slow_reference_agrees_on_which_pairs_share_text() -> None:
    documents, _ = planted(5, 1)
    texts = {each.id: letters(each.folded).text for each in documents}
    names = sorted(texts)
    slow = {
        (a, b)
        for place, a in enumerate(names)
        for b in names[place + 1 :]
        if max(containment(texts[a], texts[b], 24), containment(texts[b], texts[a], 24)) > 0.05
    }
    assert {(pair.a, pair.b) for pair in reuse(documents).pairs} == slow


def test_containment_is_at_least_what_the_slow_reference_proves_and_not_much_more() -> None:
    documents, _ = planted(6, 1)
    texts = {each.id: letters(each.folded).text for each in documents}
    for pair in reuse(documents).pairs:
        assert pair.containment_a >= containment(texts[pair.a], texts[pair.b], 24) - 0.01
        assert pair.containment_a <= containment(texts[pair.a], texts[pair.b], 3) + 0.01


@pytest.mark.parametrize("seed", range(8))
def test_every_run_as_long_as_a_passage_is_covered_by_one(seed: int) -> None:
    random = Random(seed)
    pool = [sentence(random) for _ in range(12)]
    a, b = (Indexed(letters(document("d", "".join(random.sample(pool, 9))).folded)) for _ in range(2))
    covered, _ = covers(alignment(a, b, Settings()), len(a.letters.text), len(b.letters.text))
    wanted = np.array(held(a.letters.text, b.letters.text, Settings().minimum_passage))
    assert not (wanted & ~covered).any()


def test_a_shared_run_of_shingle_and_window_shares_a_fingerprint() -> None:
    random = Random(9)
    for _ in range(50):
        shared = (
            sentence(random)[: SHINGLE + WINDOW - 1 + 2].replace("，", "").replace("；", "")[: SHINGLE + WINDOW - 1]
        )
        one, other = (
            letters("".join(paragraphs(random, 1)) + shared + "".join(paragraphs(random, 1))) for _ in range(2)
        )
        if shared in one.text and shared in other.text:
            assert np.intersect1d(terms(one.codes), terms(other.codes)).size


def test_a_text_shorter_than_the_window_still_has_a_fingerprint() -> None:
    assert len(terms(letters("严格落实责任").codes)) == 1


def test_equal_shingles_have_equal_hashes_and_sizes_differ() -> None:
    codes = letters("巡河记录巡河记录").codes
    hashes = shingles(codes, 4)
    assert hashes[0] == hashes[4]
    assert len(np.unique(np.concatenate([hashes, shingles(codes[:6], 5)]))) == 4 + 2


def test_hashes_are_the_same_on_every_machine() -> None:
    assert shingles(letters("巡河记录表").codes, 5).tolist() == [8331519344431219515]


def test_fingerprints_are_the_smallest_of_their_windows() -> None:
    values = np.array([9, 4, 7, 8, 3, 6, 5, 2], dtype=np.uint64)
    assert fingerprints(values, 4).tolist() == [2, 3, 4]


def test_runs_are_what_the_texts_say_alike() -> None:
    random = Random(10)
    a, b = (Indexed(letters(with_edits(Random(n), "".join(paragraphs(random, 1)) * 2, 0.02))) for n in (1, 2))
    for run in runs(a, b):
        assert a.letters.text[run.a : run.a + run.length] == b.letters.text[run.b : run.b + run.length]


def test_shingles_that_repeat_often_meet_once_each() -> None:
    a, b = (Indexed(letters("哈" * count)) for count in (40, 60))
    assert EVERY_PLACE < 36 * 56
    assert [(run.a, run.b, run.length) for run in runs(a, b)] == [(0, 0, 40)]


def test_every_edited_repeat_of_a_paragraph_is_aligned() -> None:
    random = Random(11)
    paragraph = "".join(sentence(random) for _ in range(4))
    repeats = [with_edits(random, paragraph, 0.1) for _ in range(16)]
    a, b = Indexed(letters(paragraph)), Indexed(letters("".join(repeats)))
    _, covered = covers(alignment(a, b, Settings()), len(a.letters.text), len(b.letters.text))
    assert covered.mean() > 0.8


def test_a_fingerprint_of_very_many_documents_does_not_name_all_pairs() -> None:
    shared = np.arange(1, 9, dtype=np.uint64)
    few = candidates([shared] * EVERY_PAIR)
    many = candidates([shared] * (EVERY_PAIR + 1))
    assert len(few) == EVERY_PAIR * (EVERY_PAIR - 1) / 2
    assert len(many) < 5 * EVERY_PAIR


def test_one_rare_term_is_no_candidate_and_a_rare_sentence_is() -> None:
    own = [np.arange(start, start + 200, dtype=np.uint64) for start in (1000, 2000)]
    one, six = np.array([1], dtype=np.uint64), np.arange(1, 7, dtype=np.uint64)
    assert candidates([np.concatenate([one, each]) for each in own]) == []
    assert candidates([np.concatenate([six, each]) for each in own]) == [(0, 1)]
