"""The catalog: which units state a measure, and which statements are one."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext import repair
from djtext.catalog import measures
from djtext.catalog.likeness import CROWD, Wording, candidates, same
from djtext.catalog.statements import statements
from djtext.types import Link, Measure, Record, Source, Span, Structure, Topic, Unit

TRAIN = "加强业务培训。每季度举办一期窗口人员培训班，邀请业务骨干讲解办事流程，考试合格后上岗。"
TRAIN_REWORDED = "加强业务培训。每季度组织一期窗口人员培训班，邀请业务骨干讲解办事流程，考试合格方可上岗。"
TRAIN_OTHER = "加强业务培训。选派青年教师到城区学校跟岗学习，带回三堂示范课，由教研室逐堂点评。"
PATROL = "严格巡查。护林员每周巡山两次，发现火情十分钟内上报，瞒报的扣发当月补贴。"


def structure(lines: list[str], *, name: str = "a.txt", role: str = "countermeasure") -> Structure:
    """Return a document whose lines are each a unit with a headline up to its first full stop."""
    text = "\n".join(lines)
    source = Source(name, text, "0" * 64, "txt")
    document = repair.document(source, Span(0, len(text)), (), None)
    units, at = [], 0
    for number, line in enumerate(lines, 1):
        title = line.partition("。")[0]
        spans = Span(at, at + len(line)), Span(at, at + len(title))
        units.append(Unit(f"u{number}", None, "", "bare", number, 1, spans[0], title, spans[1], role=role))
        at += len(line) + 1
    return Structure(document, tuple(units), ())


def nested(lead: str, child: str = "一是加强培训。") -> Structure:
    """Return a document with one heading, its lead text, and one member."""
    text = f"二、改进措施\n{lead}{child}"
    document = repair.document(Source("n.txt", text, "0" * 64, "txt"), Span(0, len(text)), (), None)
    at = len(text) - len(child)
    heading = Unit(
        "u1", None, "二、", "cjk-comma", 2, 1, Span(0, len(text)), "改进措施", Span(2, 6), role="countermeasure"
    )
    member = Unit(
        "u2", "u1", "一是", "shi", 1, 2, Span(at, len(text)), "加强培训", Span(at + 2, at + 6), role="countermeasure"
    )
    return Structure(document, (heading, member), ())


def merged(*wordings: str) -> list[int]:
    """Return how many places each measure has when every wording stands in a document of its own."""
    found = measures([structure([line], name=f"{n}.txt") for n, line in enumerate(wordings)])
    return [len(one.places) for one in found]


def test_script_width_and_punctuation_make_no_new_measure() -> None:
    traditional = "加強業務培訓﹒每季度舉辦一期窗口人員培訓班,邀請業務骨幹講解辦事流程,考試合格後上崗"
    assert merged(TRAIN, traditional) == [2]


def test_a_rewording_is_the_same_measure() -> None:
    assert merged(TRAIN, TRAIN_REWORDED) == [2]


def test_a_shortened_copy_under_the_same_headline_is_the_same_measure() -> None:
    assert merged(TRAIN, "加强业务培训。每季度举办一期窗口人员培训班。") == [2]


def test_the_same_headline_over_another_body_is_another_measure() -> None:
    assert merged(TRAIN, TRAIN_OTHER) == [1, 1]


def test_a_mere_headline_is_not_one_with_a_statement_that_has_a_body() -> None:
    assert merged(TRAIN, "加强业务培训。") == [1, 1]


def test_two_mere_headlines_merge_when_they_agree() -> None:
    assert merged("加强业务培训。", "加強業務培訓") == [2]


def test_two_mere_headlines_that_differ_in_one_word_stay_two() -> None:
    assert merged("加强教师队伍建设。", "加强干部队伍建设。") == [1, 1]


def test_different_wordings_of_one_list_stay_two() -> None:
    assert [len(m.places) for m in measures([structure([TRAIN, TRAIN_REWORDED])])] == [1, 1]


def test_a_list_that_repeats_itself_states_one_measure_twice() -> None:
    found = measures([structure([PATROL, PATROL])])
    assert [(m.documents, len(m.places)) for m in found] == [(1, 2)]


def test_of_two_alike_wordings_in_one_list_only_the_likest_is_gathered() -> None:
    found = measures(
        [structure([TRAIN]), structure([TRAIN], name="b"), structure([TRAIN_REWORDED, TRAIN + "再考一次。"])]
    )
    assert sorted(len(m.places) for m in found) == [1, 3]


def test_the_canonical_wording_is_the_most_common_one() -> None:
    found = measures(
        [structure([TRAIN_REWORDED + "不合格的补考。"]), structure([TRAIN], name="b"), structure([TRAIN], name="c")]
    )
    assert [m.wording for m in found] == [TRAIN]


def test_among_equally_common_wordings_the_fullest_is_canonical() -> None:
    longer = TRAIN_REWORDED + "不合格的补考。"
    assert [m.wording for m in measures([structure([TRAIN]), structure([longer], name="b")])] == [longer]


def test_of_two_spellings_of_one_wording_the_common_one_is_shown() -> None:
    lines = ["严格巡查，每周两次。", "严格巡查,每周两次", "严格巡查,每周两次"]
    found = measures([structure([line], name=str(n)) for n, line in enumerate(lines)])
    assert [m.wording for m in found] == ["严格巡查,每周两次"]


def test_only_countermeasures_are_measures() -> None:
    assert measures([structure([TRAIN], role="problem")]) == ()


def test_an_umbrella_heading_is_no_measure() -> None:
    assert [m.wording for m in measures([nested("")])] == ["加强培训。"]


@pytest.mark.parametrize("lead", ["为此，要做好以下几个方面的工作：", "重点抓好以下三项工作。"])
def test_an_announcement_makes_no_measure_of_a_heading(lead: str) -> None:
    assert [m.wording for m in measures([nested(lead)])] == ["加强培训。"]


def test_a_heading_with_text_of_its_own_is_a_measure() -> None:
    lead = "由分管副县长牵头，每周调度一次进度，逾期未完成的在全县通报。"
    assert {m.wording for m in measures([nested(lead)])} == {f"改进措施\n{lead}", "加强培训。"}


def test_a_statement_without_a_word_is_left_out() -> None:
    assert measures([structure(["……"])]) == ()


def answered(records: tuple[Record, ...], roles: dict[str, str]) -> Measure:
    """Return the measure of the last of three lines, under records and roles of the first two."""
    plain = structure(["登记不全。", "人手太少。", PATROL])
    units = tuple(
        Unit(
            u.id, u.parent, u.marker, u.style, u.ordinal, 1, u.span, u.title, u.title_span, role=roles.get(u.id, u.role)
        )
        for u in plain.units
    )
    return next(m for m in measures([Structure(plain.document, units, records)]) if m.wording == PATROL)


def test_a_measure_names_the_problems_and_causes_that_links_say_it_answers() -> None:
    links = (Link("u3", "u1", "addresses", 1.0, "x"), Link("u3", "u2", "addresses", 1.0, "x"))
    record = Record("r1", "u1", ("u2",), ("u3",), (*links, Link("u2", "u1", "explains", 1.0, "x")))
    found = answered((record,), {"u1": "problem", "u2": "cause"})
    name = found.places[0].document
    assert (found.problems, found.causes) == ((f"{name}:u1",), (f"{name}:u2",))


def test_a_record_without_links_says_which_problem_is_answered() -> None:
    found = answered((Record("r1", "u1", (), ("u3",)),), {"u1": "problem", "u2": "cause"})
    assert found.problems == (f"{found.places[0].document}:u1",)


def test_a_record_without_a_problem_answers_nothing() -> None:
    found = answered((Record("r1", None, (), ("u3",)),), {"u1": "problem", "u2": "cause"})
    assert (found.problems, found.causes) == ((), ())


def test_a_member_answers_what_its_heading_answers() -> None:
    plain = nested("")
    found = measures([Structure(plain.document, plain.units, (Record("r1", "u9", (), ("u1",)),))])
    assert found[0].problems == (f"{plain.document.id}:u9",)


def test_topics_are_those_of_the_canonical_place() -> None:
    plain = structure([PATROL])
    told = Unit(**{f: getattr(plain.units[0], f) for f in Unit.__dataclass_fields__} | {"topics": (Topic("SUP", 0.5),)})
    assert measures([Structure(plain.document, (told,), ())])[0].topics == (Topic("SUP", 0.5),)


def test_a_copy_counts_as_a_document_of_its_own() -> None:
    found = measures([structure([PATROL], name="a"), structure([PATROL], name="b")])
    assert (found[0].documents, dict(found[0].counts)) == (2, {"documents": 2, "places": 2, "wordings": 1})


def test_a_phrase_in_too_many_wordings_is_no_reason_to_compare_them() -> None:
    def near(count: int) -> int:
        lines = [f"{chr(0x4E00 + 7 * n) * 5}要加强组织领导" for n in range(count)]
        found = [Wording((next(statements(structure([line]))),)) for line in lines]
        return sum(len(others) for others in candidates(found).values())

    assert near(CROWD) == CROWD * (CROWD - 1)
    assert near(CROWD + 1) == 0


def test_the_drawn_runs_find_every_pair_that_comparing_all_would_merge() -> None:
    words = ["每月", "每周", "逐户", "及时", "如实", "当场", "全部", "重新"]
    lines = [f"{TRAIN[:8]}{word}{TRAIN[8:-4]}{other}上报。" for word in words for other in words]
    found = [Wording((next(statements(structure([line]))),)) for line in [*lines[:30], TRAIN, TRAIN_OTHER, PATROL]]
    pairs = {(a, b) for a, one in enumerate(found) for b, other in enumerate(found) if a != b and same(one, other)}
    assert len(pairs) > 100
    assert pairs <= {(a, b) for a, others in candidates(found).items() for b in others}


WORDINGS = [
    TRAIN,
    TRAIN_REWORDED,
    TRAIN_OTHER,
    PATROL,
    PATROL.replace("两次", "三次"),
    "加强业务培训。",
    "压实责任。",
    "推行首问负责制。",
    "推行首問負責制",
    "……",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDINGS), min_size=1, max_size=5), min_size=1, max_size=4))
def test_the_order_of_documents_changes_nothing(documents: list[list[str]]) -> None:
    structures = [structure(lines, name=f"{n}.txt") for n, lines in enumerate(documents)]
    assert all(measures(list(order)) == measures(structures) for order in permutations(structures))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDINGS), min_size=1, max_size=5), min_size=1, max_size=4))
def test_every_statement_stands_in_exactly_one_measure_and_quotes_its_words(documents: list[list[str]]) -> None:
    structures = [structure(lines, name=f"{n}.txt") for n, lines in enumerate(documents)]
    found = measures(structures)
    stated = sorted((s.document.id, u.id) for s in structures for u in s.units if u.title != "……")
    assert sorted((p.document, p.unit) for m in found for p in m.places) == stated
    texts = {s.document.id: s.document.text for s in structures}
    assert all(p.span.of(texts[p.document]) == p.wording for m in found for p in m.places)
    assert all(m.wording in {p.wording for p in m.places} for m in found)
    assert len({m.id for m in found}) == len(found)
