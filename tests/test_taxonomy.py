"""The taxonomy: its scheme, and the topics that it gives to units."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djtext import lexicon, repair
from djtext.errors import UsageError
from djtext.rules import Rule
from djtext.taxonomy import classified, concept, concepts, version
from djtext.taxonomy.swift import swift
from djtext.types import Document, Link, Record, Source, Span, Topic, Unit
from taxonomy_headlines import HEADLINES

TOP = [
    "POL",
    "THE",
    "ORG",
    "LEA",
    "MEM",
    "CAD",
    "SYS",
    "RES",
    "ASS",
    "SUP",
    "STY",
    "DEM",
    "SER",
    "ACT",
    "GUA",
    "INT",
    "GOV",
    "ECO",
    "OTH",
]
FLOOR = 0.94
"""Share of the headlines that get their class; it was .95 when it was pinned."""


def document(text: str) -> Document:
    return repair.document(Source("a.txt", text, "0" * 64, "txt"), Span(0, len(text)), (), None)


def unit(text: str, whole: str, title: str, *, name: str = "u1", parent: str | None = None) -> Unit:
    start = text.index(whole)
    at = text.index(title, start)
    spans = Span(start, start + len(whole)), Span(at, at + len(title))
    return Unit(name, parent, "", "bare", None, 1, spans[0], title, spans[1])


def topics(headline: str, body: str = "") -> tuple[Topic, ...]:
    text = headline + body
    return classified(document(text), (unit(text, text, headline),))[0].topics


def first(headline: str, body: str = "") -> str:
    return topics(headline, body)[0].concept


def test_the_scheme_has_the_nineteen_top_classes_in_their_order() -> None:
    assert [c.notation for c in concepts() if c.broader is None] == TOP


def test_the_scheme_has_a_hundred_narrower_concepts_each_under_a_top_class() -> None:
    narrower = [c for c in concepts() if c.broader]
    assert len(narrower) >= 100
    assert {c.broader for c in narrower} <= set(TOP)


def test_no_notation_or_label_stands_twice() -> None:
    for values in ([c.notation for c in concepts()], [c.zh for c in concepts()]):
        assert len(values) == len(set(values))


def test_every_cue_row_speaks_for_a_concept_with_labels() -> None:
    known = {c.notation for c in concepts()}
    assert {rule.gives for rule in lexicon.table("topics")} == known


def test_every_top_class_says_its_scope() -> None:
    assert [c.notation for c in concepts() if c.broader is None and not c.note] == []


def test_an_unknown_notation_names_those_near_it() -> None:
    with pytest.raises(UsageError, match=r"CAD\.train"):
        concept("CAD.trains")


def test_a_notation_near_nothing_names_the_top_classes() -> None:
    with pytest.raises(UsageError, match=r"POL, THE"):
        concept("???")


def test_the_version_names_scheme_and_number() -> None:
    assert re.fullmatch(r"djtext-topics/\d+", version())


def test_the_page_on_the_taxonomy_names_every_concept() -> None:
    page = (Path(__file__).parent.parent / "docs" / "taxonomy.md").read_text(encoding="utf-8")
    shown = {c: f"| {c.notation} | {c.zh} |" if c.broader is None else f"{c.notation[4:]} {c.zh}" for c in concepts()}
    assert [c.notation for c, words in shown.items() if words not in page] == []


def test_most_headlines_get_the_class_of_their_scope_note() -> None:
    rows = [(top, headline) for top, headlines in HEADLINES.items() for headline in headlines]
    right = [top for top, headline in rows if [t.concept.split(".")[0] for t in topics(headline)][:1] == [top]]
    assert len(right) / len(rows) >= FLOOR


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("分期举办支部书记业务培训班", "CAD.train"),
        ("把考核和激励机制立起来", "ASS"),
        ("实行安全生产责任制", "RES.system"),
        ("接受舆论监督", "SUP.public"),
        ("开展廉政教育", "STY.clean"),
        ("解决党建业务两张皮问题", "INT.split"),
        ("改進幹部培訓", "CAD.train"),
    ],
)
def test_a_tie_goes_where_the_scope_note_sends_it(headline: str, expected: str) -> None:
    assert first(headline).startswith(expected)


def test_what_stands_behind_the_comma_yields_to_what_stands_before() -> None:
    assert first("加强监督检查,确保经费投入见效") == "SUP.inspect"
    assert first("加大经费投入,确保监督检查见效") == "GUA.fund"


def test_a_slogan_is_judged_by_its_body() -> None:
    told = topics("动真碰硬", "。每季度开展一次督促检查，当场交办。")
    assert (told[0].concept, told[0].method) == ("SUP.inspect", "body")


def test_a_speaking_headline_outweighs_its_body() -> None:
    assert first("加强业务培训", "。培训情况纳入年度考核,结果与绩效挂钩,每月通报。") == "CAD.train"


def test_members_speak_for_an_umbrella_heading() -> None:
    text = "二、几点对策\n一是加强业务培训。二是选拔年轻干部。三是引进专业人才。"
    units = (
        unit(text, text, "几点对策", name="u1"),
        unit(text, "一是加强业务培训。", "加强业务培训", name="u2", parent="u1"),
        unit(text, "二是选拔年轻干部。", "选拔年轻干部", name="u3", parent="u1"),
        unit(text, "三是引进专业人才。", "引进专业人才", name="u4", parent="u1"),
    )
    heading = classified(document(text), units)[0].topics[0]
    assert heading.concept.startswith("CAD")
    assert heading.method == "members"


def test_the_heading_speaks_for_a_member_that_says_nothing() -> None:
    text = "（一）加大经费投入。1．每村两万。"
    units = (
        unit(text, text, "加大经费投入", name="u1"),
        unit(text, "1．每村两万。", "每村两万", name="u2", parent="u1"),
    )
    member = classified(document(text), units)[1].topics[0]
    assert (member.concept, member.method) == ("GUA.fund", "heading")


def test_nothing_that_speaks_gives_no_topic() -> None:
    assert topics("春眠不觉晓", "，处处闻啼鸟。") == ()


def test_an_unmarked_clause_that_says_nothing_is_about_what_its_heading_is_about() -> None:
    text = "（一）做好走访。做到两看：看灶台；看被褥。"
    units = (
        unit(text, text, "做好走访", name="u1"),
        unit(text, "看灶台；", "看灶台", name="u2", parent="u1"),
        unit(text, "看被褥。", "看被褥", name="u3", parent="u1"),
    )
    assert [u.topics[0].concept for u in classified(document(text), units)] == ["SER.contact"] * 3


def test_a_cause_leans_on_what_it_explains() -> None:
    text = "（一）考核指标不科学。1．监督放松。"
    units = (
        unit(text, text, "考核指标不科学", name="u1"),
        unit(text, "1．监督放松。", "监督放松", name="u2", parent="u1"),
    )
    causes = (units[0], replace(units[1], role="cause"))
    plain, told = ([t.concept for t in classified(document(text), given)[1].topics] for given in (units, causes))
    assert (plain, told) == (["SUP"], ["SUP", "ASS.index"])


def test_a_mute_countermeasure_is_about_the_problem_that_it_answers() -> None:
    text = "一、村书记年龄偏大。二、打开窗子。"
    units = (
        unit(text, "一、村书记年龄偏大。", "村书记年龄偏大", name="u1"),
        unit(text, "二、打开窗子。", "打开窗子", name="u2"),
    )
    link = Link("u2", "u1", "addresses", 0.8, "order")
    told = classified(document(text), units, (Record("r1", "u1", (), ("u2",), (link,)),))[1].topics
    assert (told[0].concept, told[0].method) == ("LEA.head", "problem")


def test_a_mute_headline_falls_back_on_the_subject_of_the_document() -> None:
    text = "一、加强消防检查。二、排查火灾隐患。三、拧紧每一颗螺丝。"
    units = tuple(
        unit(text, f"{number}、{title}。", title, name=number)
        for number, title in (("一", "加强消防检查"), ("二", "排查火灾隐患"), ("三", "拧紧每一颗螺丝"))
    )
    told = classified(document(text), units)[2].topics
    assert (told[0].concept.split(".")[0], told[0].method) == ("SUP", "document")


def test_a_bare_umbrella_names_nothing_itself() -> None:
    assert topics("下一步工作要求") == ()


def test_the_aim_before_the_comma_yields_to_the_deed() -> None:
    assert first("针对监督检查不够的问题,落实工作经费").startswith("GUA")


def test_what_is_done_outweighs_what_it_is_done_to() -> None:
    assert first("对责任制落实情况开展督促检查").startswith("SUP")


def test_a_cause_is_about_what_stands_behind_the_reason_is() -> None:
    assert first("造成监督乏力的主要原因是培训不足").startswith("CAD")


def test_a_cue_does_not_reach_over_text_that_is_not_read() -> None:
    text = "一、开展主题。" + "花" * 400 + "\n二、活动。"
    units = (
        unit(text, text[: text.index("\n")], "开展主题", name="u1"),
        unit(text, "二、活动。", "活动", name="u2"),
    )
    spans = [span for u in classified(document(text), units) for topic in u.topics for span in topic.because]
    assert {text[span.start : span.end] for span in spans} == {"活动"}


@pytest.mark.parametrize("rule", lexicon.table("topics"), ids=lambda rule: rule.name)
def test_a_swift_pattern_finds_what_the_plain_one_finds(rule: Rule) -> None:
    text = "；".join([*rule.hits, *rule.misses, *(h for headlines in HEADLINES.values() for h in headlines)])
    plain, quick = ([m.span() for m in p.finditer(text)] for p in (rule.pattern, swift(rule.pattern)))
    assert plain == quick
    assert plain


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:甲|乙)+丙",
        "(?:甲|乙)?丙|丁",
        "(?:甲|乙)??丙",
        "[甲乙]丙|[甲乙]+丁",
        "(?<!甲)乙",
        "(?<!甲)乙?丙",
        r"\(甲|乙\|丙",
        "(?:甲|甲乙)丙",
    ],
)
@given(text=st.text("甲乙丙丁(|", max_size=12))
def test_opening_a_group_changes_no_match(pattern: str, text: str) -> None:
    plain = re.compile(pattern)
    assert [m.span() for m in plain.finditer(text)] == [m.span() for m in swift(plain).finditer(text)]


def test_a_heading_whose_members_say_nothing_has_no_topic() -> None:
    text = "一、春晓\n1.花落知多少"
    units = (unit(text, text, "春晓"), unit(text, "1.花落知多少", "花落知多少", name="u2", parent="u1"))
    assert [u.topics for u in classified(document(text), units)] == [(), ()]


def test_a_unit_has_at_most_three_topics_best_first() -> None:
    found = topics("培训考核监督经费品牌结对帮扶")
    assert len(found) <= 3
    assert [t.score for t in found] == sorted((t.score for t in found), reverse=True)


CLAUSES = [
    "加强培训",
    "經費投入不足",
    "開展督促檢查",
    "制度不健全",
    "花落",
    "责任书",
    "，",
    "。",
    "一是",
    "党员队伍",
    "两张皮",
]


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=12), st.integers(1, 30))
def test_every_reason_quotes_a_cue_of_its_class(clauses: list[str], cut: int) -> None:
    text = "".join(clauses)
    title = text[: min(cut, len(text))]
    one = document(text)
    for topic in classified(one, (unit(text, text, title),))[0].topics:
        rules = [r for r in lexicon.table("topics") if r.gives.split(".")[0] == topic.concept.split(".")[0]]
        assert topic.because
        for span in topic.because:
            assert any(Span(*m.span()) == span for r in rules for m in r.pattern.finditer(one.folded))


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=12))
def test_scores_lie_between_nought_and_one(clauses: list[str]) -> None:
    text = "".join(clauses)
    assert all(0 < t.score < 1 for t in topics(text))


def test_the_title_of_the_essay_speaks_for_a_bare_heading() -> None:
    text = "关于村级经费投入的调查\n一、几点对策\n1．每村两万。"
    units = (
        unit(text, text[text.index("一、") :], "几点对策", name="u1"),
        unit(text, "1．每村两万。", "每村两万", name="u2", parent="u1"),
    )
    heading = classified(document(text), units)[0].topics[0]
    assert (heading.concept, heading.method) == ("GUA.fund", "opening")


def test_a_document_without_units_has_no_topics() -> None:
    assert classified(document("加强业务培训"), ()) == ()
