"""Fields of countermeasures, read from sentences of our own."""

import pytest

from djtext import hanzi
from djtext.records import cast
from djtext.records.fields import fields
from djtext.types import Document, Fields, Source, Span, Unit


def written(text: str) -> Document:
    return Document("d", None, Source("w.txt", text, "", "txt"), Span(0, len(text)), (), text, hanzi.folded(text))


def said(text: str) -> Fields:
    found = fields(written(text), [Span(0, len(text))])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("自来水入户率达到85%以上。", ("85%以上", ">=", 85.0, "%")),
        ("每年下乡放映不少于8部。", ("不少于8部", ">=", 8.0, "部")),
        ("全年不少于六次。", ("全年不少于六次", ">=", 6.0, "次")),
        ("建立至少3—5人的专班。", ("至少3—5人", ">=", 3.0, "人")),
        ("满意率保持100%。", ("100%", "=", 100.0, "%")),
        ("漏损率控制在9.5%以内。", ("9.5%以内", "<=", 9.5, "%")),
        ("奖励总额不超过15%。", ("不超过15%", "<=", 15.0, "%")),
        ("補助比例提高到60%。", ("60%", ">=", 60.0, "%")),
        ("压减10%—15%。", ("10%—15%", "range", 10.0, "%")),
        ("对网格员普遍轮训两遍。", ("普遍轮训两遍", "=", 2.0, "遍")),
        ("上门走访三次以上。", ("三次以上", ">=", 3.0, "次")),
    ],
)
def test_a_target_tells_its_bound_value_and_unit(text: str, target: tuple[str, str, float, str]) -> None:
    (found,) = said(text).targets
    assert (found.text, found.op, found.value, found.unit) == target
    assert found.span.of(text) == found.text


def test_of_overlapping_readings_the_earlier_and_longer_stands() -> None:
    assert [t.text for t in said("走访不少于两次以上，覆盖率不低于90%以上。").targets] == [
        "不少于两次以上",
        "不低于90%以上",
    ]


@pytest.mark.parametrize("text", ["由10%起步。", "对重访率超过15%的乡镇约谈。", "规模以上企业、35岁以下青年。"])
def test_a_number_that_only_tells_who_is_meant_is_no_target(text: str) -> None:
    assert fields(written(text), [Span(0, len(text))]) is None


def test_the_score_is_the_number_in_brackets_and_not_a_deduction() -> None:
    found = said("建好台账，每少一册扣0.5分。（1.5分）")
    assert found.score is not None
    assert (found.score.value, found.score.unit, found.score.text) == (1.5, "分", "1.5分")


def test_references_keep_their_brackets_and_slogans_lose_their_quotes() -> None:
    text = "执行《渔港管理条例》，破除“两头管”现象。"
    found = said(text)
    assert [span.of(text) for span in found.references] == ["《渔港管理条例》"]
    assert [span.of(text) for span in found.slogans] == ["两头管"]


def test_each_labelled_actor_has_a_span_of_its_own() -> None:
    text = "清理淤泥。（责任单位：县水务局、县财政局及各乡镇；整改时限：6月30日）"
    found = said(text)
    assert [span.of(text) for span in found.actors] == ["县水务局", "县财政局", "各乡镇"]
    assert found.deadline is not None
    assert found.deadline.of(text) == "6月30日"


def test_an_empty_place_between_actors_is_no_actor() -> None:
    text = "（责任单位：县水务局、，县财政局）"
    assert [span.of(text) for span in said(text).actors] == ["县水务局", "县财政局"]


def test_an_actor_stands_before_its_verb() -> None:
    text = "由县水务局牵头编制方案，县住建局负责打通管涵。"
    assert [span.of(text) for span in said(text).actors] == ["县水务局", "县住建局"]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2031年6月底前完工。", "2031年6月底前"),
        ("15个工作日内答复。", "15个工作日内"),
        ("到年底清零。", "年底"),
        ("责令限期整改。", "限期整改"),
    ],
)
def test_a_deadline_is_quoted(text: str, deadline: str) -> None:
    found = said(text).deadline
    assert found is not None
    assert found.of(text) == deadline


@pytest.mark.parametrize(
    ("text", "frequency"),
    [("每季度通报进度。", "每季度"), ("每年召开两次例会。", "每年召开两次"), ("按月公开账目。", "按月")],
)
def test_a_frequency_is_quoted(text: str, frequency: str) -> None:
    found = said(text).frequency
    assert found is not None
    assert found.of(text) == frequency


def test_what_a_member_says_is_not_said_of_its_heading() -> None:
    text = "一、巡查\n一是每月一查。\n（责任单位：镇水务站）\n"
    inner = Span(5, 13)
    heading = Unit("u1", None, "一、", "comma", 1, 1, Span(0, len(text)), "巡查", Span(2, 4))
    member = Unit("u2", "u1", "一是", "shi", 1, 2, inner, "每月一查", Span(7, 11))
    above, below = cast(written(text), (heading, member))
    assert above.fields is not None
    assert above.fields.frequency is None
    assert [span.of(text) for span in above.fields.actors] == ["镇水务站"]
    assert below.fields is not None
    assert below.fields.frequency is not None
    assert below.fields.actors == ()


def test_a_problem_has_no_fields() -> None:
    text = "一是到课率不足，仅有85%以上的村参加。"
    unit = Unit("u1", None, "一是", "shi", 1, 1, Span(0, len(text)), "到课率不足", Span(2, 7))
    (found,) = cast(written(text), (unit,))
    assert (found.role, found.fields) == ("problem", None)
