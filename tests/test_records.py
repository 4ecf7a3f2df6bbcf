"""Roles, links and records on outlines drawn by hand: two spaces a level, the marker before `¦`."""

import re

import pytest

from djtext import hanzi
from djtext.records import cast, records
from djtext.types import Document, Listing, Record, Source, Span, Structure, Unit

ORDINAL = re.compile(r"[一二三四五六七八九十]+|[0-9]+")


def drawn(picture: str, title: str | None = None, *, listed: bool = False) -> Structure:
    """Return the structure of a picture: a line with `¦` opens a unit, one without goes on with what stands above."""
    text, found, path = "", [], []
    for line in picture.strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        marker, bar, rest = line.strip().partition("¦")
        start = len(text)
        if not bar:
            text += marker + "\n"
            continue
        path = [*path[:depth], len(found)]
        text += marker + rest + "\n"
        head = re.split("[。：]", rest, maxsplit=1)[0]
        found.append([depth, marker, Span(start + len(marker), start + len(marker) + len(head)), start, path[:-1]])
    units = [_unit(n, row, found, text, listed=listed) for n, row in enumerate(found)]
    source = Source("drawn.txt", text, "", "txt")
    document = Document("d", title, source, Span(0, len(text)), (), text, hanzi.folded(text))
    cast_units = cast(document, tuple(units))
    return Structure(document, cast_units, records(document, cast_units))


def _unit(n: int, row: list, rows: list, text: str, *, listed: bool) -> Unit:
    depth, marker, title, start, above = row
    later = (r[3] for r in rows[n + 1 :] if r[0] <= depth)
    number = ORDINAL.search(marker)
    return Unit(
        id=f"u{n + 1}",
        parent=f"u{above[-1] + 1}" if above else None,
        marker=marker,
        style="shi" if marker.endswith("是") else "comma" if marker else "bare",
        ordinal=hanzi.ordinal(number[0]) if number else None,
        level=depth + 1,
        span=Span(start, next(later, len(text))),
        title=title.of(text),
        title_span=title,
        listing=Listing(f"l{above}{bool(marker)}", "complete") if listed else None,
        because="drawn",
    )


def roles(structure: Structure) -> dict[str, str | None]:
    return {unit.title: unit.role for unit in structure.units}


def ties(structure: Structure) -> set[tuple[str, str, str]]:
    named = {unit.id: unit.title for unit in structure.units}
    return {(named[k.origin], named[k.target], k.because) for r in structure.records for k in r.links}


def record(structure: Structure, problem: str | None) -> Record:
    named = {unit.id: unit.title for unit in structure.units} | {None: None}
    return next(r for r in structure.records if named[r.problem] == problem)


SECTIONS = """
一、¦存在的问题
  （一）¦渠道淤塞。三条支渠十年没有清过。
  （二）¦泵站老旧。半数机组带病运行。
  （三）¦管护人员缺乏。全镇只有两人。
二、¦原因分析
  一是¦投入渠道单一。
  二是¦泵站归属不清。
三、¦下一步打算
  （一）¦清淤疏浚。今冬把支渠全部清一遍。
  （二）¦改造泵站。分批更换机组。
  （三）¦充实管护队伍。每村聘一人。
四、¦工作要求
  一要¦加强领导。
  二要¦严格督查。
"""


def test_a_heading_that_names_its_role_is_not_outvoted_by_the_list_it_stands_in() -> None:
    found = roles(drawn(SECTIONS))
    assert found["存在的问题"] == "problem"
    assert found["原因分析"] == "cause"
    assert found["下一步打算"] == found["工作要求"] == "countermeasure"


def test_members_take_the_role_of_their_heading_and_of_one_another() -> None:
    found = roles(drawn(SECTIONS, listed=True))
    assert {found[t] for t in ("渠道淤塞", "泵站老旧", "管护人员缺乏")} == {"problem"}
    assert {found[t] for t in ("投入渠道单一", "泵站归属不清")} == {"cause"}
    assert {found[t] for t in ("清淤疏浚", "改造泵站", "充实管护队伍")} == {"countermeasure"}


def test_the_deciding_rule_follows_what_found_the_unit() -> None:
    unit = drawn(SECTIONS).units[0]
    assert unit.because == "drawn; role: heading-problem"
    assert 0 < unit.confidence <= 1


def test_the_sentence_before_a_list_outweighs_the_heading_above_it() -> None:
    found = drawn(
        """
一、¦存在问题
  （一）¦巡查不到位。究其原因，主要有：
    一是¦人手不足。
    二是¦考核不严。
"""
    )
    assert [unit.role for unit in found.units] == ["problem", "problem", "cause", "cause"]
    assert found.units[2].because == "drawn; role: lead-cause"


def test_a_list_is_split_where_an_announcement_names_another_role() -> None:
    found = drawn(
        """
一、¦正视差距
  ¦有的河段垃圾上岸没人管。
  ¦有的排口夜里偷偷放水。
  出现这些情况，根源在于：
  ¦有的干部怕得罪人。
  ¦有的企业算小账。
"""
    )
    assert [unit.role for unit in found.units] == ["problem", "problem", "problem", "cause", "cause"]


def test_a_label_before_the_title_names_the_role() -> None:
    found = drawn(
        """
一、¦巡查频次偏低
  原因：¦兼职过多，顾不过来
  整改措施：¦配备专职人员
  整改目标：¦每月巡查四次
  整改时限：¦六月底
"""
    )
    assert [u.role for u in found.units] == ["problem", "cause", "countermeasure", "goal", "other"]


def test_a_heading_over_labelled_problem_and_answer_is_mixed() -> None:
    found = drawn(
        """
一、¦河道方面
  问题：¦巡查频次偏低
  原因：¦兼职过多
  措施：¦配备专职人员
"""
    )
    assert found.units[0].role == "mixed"
    assert found.units[0].because.endswith("members-named")


def test_a_heading_over_problems_and_causes_is_mixed_only_where_both_stand_below() -> None:
    both = drawn("一、¦存在问题及原因\n  （一）¦巡查不够\n    原因：¦人手紧\n")
    one = drawn("一、¦存在问题及原因\n  （一）¦巡查不够\n  （二）¦台账不全\n")
    none = drawn("一、¦存在问题及原因\n")
    assert [s.units[0].role for s in (both, one, none)] == ["mixed", "problem", "other"]


@pytest.mark.parametrize(
    ("title", "role"),
    [("停车管理办法", "countermeasure"), ("存在的主要问题", "problem"), (None, "countermeasure")],
)
def test_the_title_of_the_document_decides_where_nothing_else_speaks(title: str | None, role: str) -> None:
    found = drawn("一、¦甲乙丙丁\n二、¦戊己庚辛\n", title)
    assert {unit.role for unit in found.units} == ({role} if role != "problem" else {"countermeasure"})


def test_a_sentence_in_front_without_a_colon_weighs_less_and_a_bare_title_nothing() -> None:
    loose = drawn("今年取得的成绩主要有这些。\n一、¦甲乙丙丁\n")
    told = drawn("今年取得的成绩主要有：\n一、¦甲乙丙丁\n")
    assert loose.units[0].confidence < told.units[0].confidence
    assert told.units[0].role == loose.units[0].role == "outcome"


def test_sections_are_linked_to_sections_and_their_members_in_order() -> None:
    found = ties(drawn(SECTIONS))
    assert ("下一步打算", "存在的问题", "section") in found
    assert ("下一步打算", "原因分析", "section") in found
    assert ("原因分析", "存在的问题", "section") in found
    assert ("清淤疏浚", "渠道淤塞", "order") in found
    assert ("改造泵站", "泵站老旧", "order") in found


def test_lists_of_unequal_length_are_paired_by_subject_and_what_is_left_between_by_place() -> None:
    found = ties(
        drawn(
            """
一、¦存在的问题
  （一）¦渠道淤塞严重
  （二）¦灯光昏暗
  （三）¦泵站老旧失修
  （四）¦账目公开不及时
二、¦对策建议
  （一）¦清理渠道
  （二）¦添置照明
  （三）¦更新泵站
  （四）¦定期公开账目
  （五）¦组织群众监督账目
"""
        )
    )
    assert ("清理渠道", "渠道淤塞严重", "subject") in found
    assert ("添置照明", "灯光昏暗", "order") in found
    assert ("组织群众监督账目", "账目公开不及时", "subject") in found


def test_order_yields_where_the_members_plainly_speak_of_other_problems() -> None:
    found = ties(
        drawn(
            """
一、¦存在的问题
  （一）¦渠道淤塞严重
  （二）¦泵站老旧失修
二、¦对策建议
  （一）¦更新老旧泵站
  （二）¦清理淤塞渠道
"""
        )
    )
    assert ("更新老旧泵站", "泵站老旧失修", "subject") in found
    assert ("清理淤塞渠道", "渠道淤塞严重", "subject") in found
    assert not [tie for tie in found if tie[2] == "order"]


def test_what_stands_under_a_problem_belongs_to_it() -> None:
    structure = drawn(
        """
一、¦巡查不到位。
  原因：¦人手不足
  整改措施：¦增配人员
"""
    )
    assert ties(structure) == {
        ("人手不足", "巡查不到位", "under"),
        ("增配人员", "巡查不到位", "under"),
        ("增配人员", "人手不足", "beside"),
    }
    (only,) = structure.records
    assert (only.problem, only.causes, only.countermeasures) == ("u1", ("u2",), ("u3",))
    assert {link.relation for link in only.links} == {"explains", "addresses"}


@pytest.mark.parametrize(
    ("cause", "explained"),
    [
        ("造成这种状况的主要原因是经费紧张。", {"泵站年久失灵"}),
        ("造成上述情况的原因有好几条。", {"渠道管护缺位", "泵站年久失灵"}),
    ],
)
def test_a_single_cause_explains_the_last_problem_unless_it_speaks_of_several(cause: str, explained: set[str]) -> None:
    found = ties(drawn(f"一、¦存在问题及原因\n  ¦渠道管护缺位。没有人管。\n  ¦泵站年久失灵。没有人修。\n  ¦{cause}\n"))
    assert {target for _, target, because in found if because == "beside"} == explained


def test_a_list_of_causes_explains_all_problems_before_it() -> None:
    problems = "一、¦渠道不够通畅\n二、¦泵站不够牢靠\n三、¦账目不够清楚\n"
    found = ties(drawn(f"{problems}四、¦原因是经费紧张\n五、¦原因在于人手紧张\n", "存在的问题"))
    assert {(o, t) for o, t, _ in found} == {
        (cause, problem)
        for cause in ("原因是经费紧张", "原因在于人手紧张")
        for problem in ("渠道不够通畅", "泵站不够牢靠", "账目不够清楚")
    }


def test_as_many_bare_causes_as_problems_explain_them_one_by_one() -> None:
    found = ties(
        drawn("一、¦渠道不够通畅\n二、¦泵站不够牢靠\n三、¦原因是经费紧张\n四、¦原因在于人手紧张\n", "存在的问题")
    )
    assert found == {("原因是经费紧张", "渠道不够通畅", "order"), ("原因在于人手紧张", "泵站不够牢靠", "order")}


def test_a_section_that_only_frames_the_work_answers_nothing() -> None:
    structure = drawn(SECTIONS)
    assert not [tie for tie in ties(structure) if tie[0] == "工作要求"]
    frame = next(unit.id for unit in structure.units if unit.title == "工作要求")
    assert [r.countermeasures for r in structure.records if r.problem is None] == [(frame,)]


def test_a_section_without_a_telling_title_is_tied_by_the_subject_of_its_members() -> None:
    found = ties(
        drawn(
            """
一、¦存在的问题
  一是¦芦苇荡水草疯长堵塞航道。
  二是¦码头灯光昏暗。
  三是¦售票秩序混乱。
二、¦突出重点
  一要¦组织打捞队清除芦苇荡水草。
  二要¦加强学习。
"""
        )
    )
    assert ("组织打捞队清除芦苇荡水草", "芦苇荡水草疯长堵塞航道", "subject") in found
    assert ("突出重点", "存在的问题", "section") in found
    assert not [tie for tie in found if tie[0] == "加强学习"]


def test_a_section_that_only_names_a_field_answers_nothing() -> None:
    found = ties(
        drawn(
            """
一、¦存在的问题
  一是¦码头灯光昏暗。
二、¦工作要求
  一要¦加强学习。
三、¦组织领导
  一要¦成立专班。
"""
        )
    )
    assert found == set()


SIDE_BY_SIDE = """
一、¦存在的问题
  一是¦渠道淤塞严重。
  二是¦财力紧张。
  三是¦账目混乱。
  四是¦灯光昏暗。
{lead}
二、¦清理淤塞渠道
{below}
三、¦多方筹措经费
四、¦强化审计
"""


def test_countermeasures_side_by_side_each_answer_what_they_speak_of_in_words_or_by_family() -> None:
    found = ties(drawn(SIDE_BY_SIDE.format(lead="今后要做的事很多。", below="  一要¦出动机械。")))
    assert ("多方筹措经费", "财力紧张", "subject") in found
    assert ("强化审计", "账目混乱", "subject") in found
    assert ("清理淤塞渠道", "存在的问题", "section") not in found


def test_a_section_side_by_side_that_resembles_nothing_is_tied_to_the_heading() -> None:
    found = ties(drawn(SIDE_BY_SIDE.replace("清理淤塞渠道", "抓住时机").format(lead="", below="  一要¦出动机械。")))
    assert ("抓住时机", "存在的问题", "section") in found


def test_countermeasures_that_are_announced_as_answers_correspond_by_order() -> None:
    told = "一、¦灯光不亮\n二、¦人手不够\n三、¦票价不明\n{}\n（一）¦换新\n（二）¦抽调\n（三）¦公布\n"
    assert not ties(drawn(told.format("再说几句。"), "存在的问题"))
    found = ties(drawn(told.format("针对上述问题，建议："), "存在的问题"))
    assert {(o, t) for o, t, _ in found} == {("换新", "灯光不亮"), ("抽调", "人手不够"), ("公布", "票价不明")}


def test_a_list_that_answers_the_problems_above_does_so_from_the_text_of_the_last() -> None:
    found = ties(
        drawn(
            """
1.¦渠道不畅。
2.¦账目不清。
  针对上述问题，要抓好以下工作：
  一要¦清淤。
  二要¦强化审计。
""",
            "存在的问题",
        )
    )
    assert {(o, t) for o, t, _ in found} == {("清淤", "渠道不畅"), ("强化审计", "账目不清")}


def test_problems_under_a_heading_of_another_role_are_answered_by_the_section_behind_it() -> None:
    found = ties(
        drawn("一、¦基本情况\n  一是¦渠道存在不少隐患。管护不够，巡查不到位。\n二、¦对策建议\n  一要¦清理渠道。\n")
    )
    assert ("对策建议", "渠道存在不少隐患", "section") in found


def test_a_heading_over_problems_and_their_answers_is_not_answered_again() -> None:
    found = ties(
        drawn(
            """
一、¦反馈问题整改情况
  （一）¦巡查不到位。
    整改措施：¦增配人员
二、¦下一步打算
  一要¦常抓不懈。
"""
        )
    )
    assert not [tie for tie in found if tie[0] == "下一步打算"]


def test_a_section_speaks_of_the_sections_that_list_problems_where_some_do() -> None:
    found = ties(
        drawn(
            """
¦有的渠道淤塞严重。
一、¦存在的问题
  一是¦泵站老旧失修。
二、¦对策建议
  一要¦更新泵站。
"""
        )
    )
    assert {t for o, t, b in found if b == "section"} == {"存在的问题"}


def test_a_second_run_of_problems_has_answers_of_its_own() -> None:
    found = ties(
        drawn(
            "一、¦渠道方面的问题\n  一是¦淤塞。\n二、¦解决办法\n  一要¦清淤。\n"
            "三、¦泵站方面的问题\n  一是¦老旧。\n四、¦解决之策\n  一要¦更新。\n"
        )
    )
    assert {(o, t) for o, t, b in found if b == "section"} == {
        ("解决办法", "渠道方面的问题"),
        ("解决之策", "泵站方面的问题"),
    }


def test_a_silent_section_takes_its_role_from_its_place_and_its_own_words() -> None:
    found = drawn("一、¦河上的“四缺”\n  一是¦缺人手\n二、¦原因何在\n三、¦工作抓手\n四、¦众人拾柴\n")
    assert [u.role for u in found.units] == ["problem", "problem", "cause", "countermeasure", "countermeasure"]
    assert found.units[0].because.endswith("place-problem")
    assert found.units[4].because.endswith("place-countermeasure")


def test_what_states_a_fault_under_causes_names_no_problem() -> None:
    found = drawn("一、¦原因分析\n  （一）¦设施存在短板\n  （二）¦责任存在盲区\n")
    assert {u.role for u in found.units} == {"cause"}


def test_a_heading_over_members_that_name_problem_and_answer_is_mixed() -> None:
    found = drawn("一、¦管护中的难题\n  1.¦难点在于没有人手\n  2.¦破解之策是聘请专人\n")
    assert [u.role for u in found.units] == ["mixed", "problem", "countermeasure"]


def test_labels_inside_a_unit_tell_that_its_title_is_the_problem() -> None:
    found = drawn("一、¦整改内容\n  （一）¦理论学习\n  具体表现：笔记补抄。\n  整改措施：按月抽查。\n")
    assert found.units[1].role == "problem"


def test_a_sentence_that_runs_on_into_a_list_announces_it() -> None:
    found = drawn("一、¦灯光昏暗。究其原因，\n  一方面¦线路老化；\n  另一方面¦经费短缺。\n", "存在的问题")
    assert [u.role for u in found.units] == ["problem", "cause", "cause"]


def test_a_section_is_tied_where_its_first_sentence_says_that_it_answers() -> None:
    found = ties(
        drawn("一、¦存在的问题\n  一是¦渠道淤塞。\n二、¦突出重点。针对上述问题，要抓好以下工作：\n  一要¦清理淤泥。\n")
    )
    assert ("突出重点", "存在的问题", "section") in found


def test_the_words_behind_a_naming_verb_lead_to_their_problem() -> None:
    found = ties(
        drawn(
            """
一、¦存在的问题
  （一）¦窗口“两头跑”现象突出。
  （二）¦热线接通率偏低。
  （三）¦网站更新不及时。
二、¦对策
  （一）¦优化流程。合并窗口。
    一是¦整合系统。
    二是¦针对热线接通率偏低的问题，增设坐席。
"""
        )
    )
    assert ("针对热线接通率偏低的问题，增设坐席", "热线接通率偏低", "named") in found


def test_a_pair_tied_in_two_ways_keeps_the_surer_one() -> None:
    structure = drawn(
        """
一、¦存在的问题
  （一）¦热线接通率偏低。
  （二）¦网站更新不及时。
二、¦对策
  （一）¦解决热线接通率偏低的问题。
  （二）¦克服网站更新不及时的现象。
"""
    )
    scores = [k for r in structure.records for k in r.links if k.target in ("u2", "u3")]
    assert [(k.because, k.score) for k in scores] == [("order", 0.95), ("order", 0.95)]


def test_causes_below_a_problem_are_answered_in_the_record_of_that_problem() -> None:
    structure = drawn(
        """
一、¦存在的问题
  （一）¦渠道淤塞。主要原因：
    一是¦清淤经费没有列入预算。
    二是¦机手外出打工。
  （二）¦泵站停转。
二、¦对策
  （一）¦清理渠道。
    一是¦把清淤经费列入预算。
    二是¦留住机手。
  （二）¦修复泵站。
"""
    )
    assert ("把清淤经费列入预算", "清淤经费没有列入预算", "order") in ties(structure)
    named = {unit.id: unit.title for unit in structure.units}
    found = record(structure, "渠道淤塞")
    assert "把清淤经费列入预算" in {named[u] for u in found.countermeasures}
    assert {named[u] for u in found.causes} == {"清淤经费没有列入预算", "机手外出打工"}


def test_a_cause_in_a_section_of_its_own_has_a_record_when_it_is_answered() -> None:
    structure = drawn(
        """
一、¦存在的问题
  （一）¦渠道淤塞。
二、¦原因分析
  一是¦清淤经费没有列入预算。
  二是¦机手外出打工。
三、¦对策
  （一）¦把清淤经费列入预算。
"""
    )
    assert record(structure, "清淤经费没有列入预算").countermeasures


def test_a_problem_that_nothing_answers_has_a_record_without_countermeasures() -> None:
    structure = drawn("一、¦存在的问题\n  一是¦渠道淤塞。\n  二是¦泵站老旧。\n")
    assert [(r.problem, r.causes, r.countermeasures, r.links) for r in structure.records] == [("u1", (), (), ())]


def test_a_text_without_problems_gives_one_record_for_each_highest_countermeasure() -> None:
    structure = drawn("一、¦加强领导\n  一要¦落实责任。\n二、¦严格督查\n", "工作要点")
    assert [(r.id, r.problem, r.countermeasures) for r in structure.records] == [
        ("r1", None, ("u1",)),
        ("r2", None, ("u3",)),
    ]


def test_every_link_shows_evidence_in_both_units() -> None:
    structure = drawn(SECTIONS)
    spans = {unit.id: unit.span for unit in structure.units}
    for found in structure.records:
        for link in found.links:
            assert any(spans[link.origin].covers(span) for span in link.evidence)
            assert any(spans[link.target].covers(span) for span in link.evidence)
            assert 0 < link.score <= 0.95


def test_evidence_joins_touching_words_that_both_share() -> None:
    structure = drawn("一、¦存在的问题\n  一是¦泵站老旧失修。\n二、¦对策\n  一要¦更新老旧泵站。\n  二要¦清淤。\n")
    (link,) = [k for r in structure.records for k in r.links if k.because == "subject"]
    assert [span.of(structure.document.text) for span in link.evidence] == ["老旧泵站", "泵站老旧"]


def test_an_outline_without_units_gives_no_records() -> None:
    assert drawn("今天没有条目。").records == ()


def test_a_very_long_row_of_problems_and_answers_costs_no_square() -> None:
    rows = "".join(f"一、¦存在的问题{i}处不足\n" for i in range(400)) + "".join("二、¦对策\n" for _ in range(400))
    structure = drawn(rows)
    assert sum(len(r.links) for r in structure.records) < 24 * 30


def test_a_countermeasure_that_resembles_a_problem_more_than_a_cause_answers_the_problem_alone() -> None:
    found = ties(
        drawn(
            """
一、¦存在的问题
  一是¦渡口码头灯光昏暗。
  二是¦售票秩序混乱。
  三是¦候船环境脏乱。
二、¦原因分析
  一是¦灯具采购拖延太久。
  二是¦管理人员轮换频繁。
三、¦对策建议
  一要¦点亮渡口码头灯光，更换灯具。
  二要¦留住管理人员。
"""
        )
    )
    assert {t for o, t, _ in found if o == "点亮渡口码头灯光，更换灯具"} == {"渡口码头灯光昏暗"}
    assert ("留住管理人员", "管理人员轮换频繁") in {(o, t) for o, t, _ in found}


def test_what_is_neither_problem_nor_answer_leaves_the_run_as_it_is() -> None:
    found = ties(
        drawn(
            "一、¦存在的问题\n  一是¦渠道不畅。\n二、¦取得的成效\n  一是¦效益稳步回升。\n三、¦对策建议\n  一要¦清淤。\n"
        )
    )
    assert ("对策建议", "存在的问题", "section") in found
