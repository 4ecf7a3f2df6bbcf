"""Repair undoes damage, explains it, and leaves clean text alone."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.edits import applied, back, ordered, way
from djtext.hanzi import folded
from djtext.repair import documents, repairs
from djtext.repair.furniture import furniture
from djtext.repair.joins import line_joins
from djtext.repair.numbers import page_numbers
from djtext.repair.pinyin import is_pinyin, pinyin, sounds
from djtext.repair.slices import slice_numbers
from djtext.types import Source, Span

LONG = "近年来，全市信访部门坚持依法办事，群众满意度逐年上升。但是从回访的情况看，一些窗口"


def repaired(text: str) -> str:
    return applied(text, repairs(text))


def source(text: str) -> Source:
    return Source("probe.txt", text, "0" * 64, "txt")


@pytest.mark.parametrize(
    ("damaged", "true"),
    [
        ("深化學(xué)習(xí)制度", "深化學習制度"),
        ("深化學（xué）習（xí）", "深化學習"),
        ("他們(men)學(xué)習", "他們學習"),
        ("一、加強領(lǐng)導(dǎo)(一)建機構(gòu)", "一、加強領導(一)建機構"),
    ],
)
def test_pinyin_behind_a_character_goes(damaged: str, true: str) -> None:
    assert repaired(damaged) == true


@pytest.mark.parametrize(
    "text", ["(一)加强领导", "各级(党委)", "增加值(gdp)提高", "世贸(wto)规则", "他们(men)都来了", "方案(PPP)"]
)
def test_other_brackets_stay(text: str) -> None:
    assert list(pinyin(text)) == []


def test_a_syllable_has_one_tone_at_most() -> None:
    assert [s for s in ("zhuàng", "lǜ", "ér", "ng", "xiōng", "wǒ") if not is_pinyin(s)] == []
    assert [s for s in ("zhùàng", "vip", "ppp", "bt", "qǒng") if is_pinyin(s)] == []


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("(二)宣传形式单\n一、内容陈旧的情况仍然存在。", "(二)宣传形式单一、内容陈旧的情况仍然存在。"),
        ("要求做到举一反\n三、标本兼治。", "要求做到举一反三、标本兼治。"),
        (
            "文件要求：“建设过硬的信访干部队伍。\n”这一要求十分明确。",
            "文件要求：“建设过硬的信访干部队伍。”这一要求十分明确。",
        ),
        (LONG + "\n办事拖拉的现象仍然存在，群众意见较大。", LONG + "办事拖拉的现象仍然存在，群众意见较大。"),
        ("二是要进一\n步规范办事流程，方便群众。", "二是要进一步规范办事流程，方便群众。"),
        (
            "要建立首问负责制度、限时办结制度、\n责任追究制度，确保件件有回音。",
            "要建立首问负责制度、限时办结制度、责任追究制度，确保件件有回音。",
        ),
        (
            "今年经济工作的\n主要目标\n是：城镇新增就业三万人，物价涨幅控制在百分之三。",
            "今年经济工作的主要目标是：城镇新增就业三万人，物价涨幅控制在百分之三。",
        ),
        (
            "要选好配强各窗口单位?\n负责人特别是一线负责人，严格日常管理，提高服务水平。",
            "要选好配强各窗口单位负责人特别是一线负责人，严格日常管理，提高服务水平。",
        ),
        (LONG + "PM\n2.5\n浓度仍然偏高，治理的任务还很重。", LONG + "PM2.5浓度仍然偏高，治理的任务还很重。"),
        (LONG + "使用的是Windows\nOffice两套软件，操作不熟。", LONG + "使用的是Windows Office两套软件，操作不熟。"),
    ],
)
def test_a_break_inside_a_sentence_is_closed(broken: str, whole: str) -> None:
    assert repaired(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "一、存在的问题\n办事效率不高，群众等候时间长。",
        "（二）健全机制，强化责任落实\n各单位要建立台账，逐项销号。",
        "二、健全制度\n三、强化督查",
        "加强学习\n学习是干部成长的阶梯。",
        "围绕中心，\n服务大局；\n苦干实干，\n争创一流。",
        "各位领导，\n同志们：\n现将有关情况报告如下。",
        "某市信访局\n2023年5月8日",
        "第一章 总则……1\n第二章 职责……3",
        "怎样才能让群众满意?\n关键在于把功夫下在平时，下在基层一线。",
        LONG + "办理不及时。\n\n  各单位要举一反三。",
        "信访工作办法\n第一条 为了规范信访工作，制定本办法。",
        "目标已经明确!\n各单位要抓紧行动，一件一件抓落实。",
    ],
)
def test_a_true_line_end_stays(text: str) -> None:
    assert repairs(text) == ()


def test_characters_that_nobody_sees_go_and_joiners_of_other_scripts_stay() -> None:
    assert repaired("抓\u200b好\ufeff落\u200d实\u00ad。") == "抓好落实。"
    assert repaired("می\u200cخواهم") == "می\u200cخواهم"


def test_line_ends_of_other_systems_become_line_feeds() -> None:
    assert repaired("一、总则\r\n二、职责\r三、附则\u2028四、其他") == "一、总则\n二、职责\n三、附则\n四、其他"


@pytest.mark.parametrize(
    ("page", "essay"),
    [
        ("打印\n收藏\n【字号：\n大\n中\n小\n】\n某县信访工作报告\n抓好落实。", "某县信访工作报告\n抓好落实。"),
        ("抓好落实。\n第3页/共12页\n严格考核。", "抓好落实。\n严格考核。"),
        ("抓好落实。\n版权所有 侵权必究", "抓好落实。"),
        ("抓好落实。展开阅读全文", "抓好落实。"),
        ("健全机制，(请登陆某某网)并抓好落实。", "健全机制，并抓好落实。"),
        ("责任到人。(完)(责任编辑: 李某)", "责任到人。"),
        ("上传人：小草\n文档编号：88\n抓好落实。", "抓好落实。"),
    ],
)
def test_furniture_goes_and_the_essay_stays(page: str, essay: str) -> None:
    assert repaired(page) == essay


def test_a_note_that_text_was_cut_out_leaves_its_place() -> None:
    assert repaired("窗口单位的具体\n……(某网省略300字,会员可看全文)……\n要求。") == "窗口单位的具体\n……\n要求。"
    assert repaired("要率先(未完,全文共900字)") == "要率先……"


def test_overlapping_furniture_is_taken_out_once() -> None:
    text = "打印\n打印\n抓落实(省略9字)(省略9字)"
    edits = list(furniture(text, folded(text)))
    assert [e.span.start for e in edits] == sorted({e.span.start for e in edits})


@pytest.mark.parametrize(
    ("damaged", "true"),
    [
        ("各单位要形4 成了良好风气。", "各单位要形成了良好风气。"),
        ("加强党组10 织建设，推行包联机制。", "加强党组织建设，推行包联机制。"),
        (LONG + "\n5\n办事拖拉的现象仍然存在，群众意见较大。", LONG + "办事拖拉的现象仍然存在，群众意见较大。"),
    ],
)
def test_page_numbers_go(damaged: str, true: str) -> None:
    assert repaired(damaged) == true


@pytest.mark.parametrize("text", ["完成投资3 亿元。", "全市12 个县区", "见附件1 名单", "第3 版", "任务3 机制"])
def test_numbers_that_count_stay(text: str) -> None:
    assert list(page_numbers(text)) == []


def test_a_text_tells_how_its_characters_sound() -> None:
    assert sounds("學(xué)校(jiào)校(xiào)規(wto)") == {"學": {"xué"}, "校": {"jiào", "xiào"}}


@pytest.mark.parametrize(
    "text",
    [
        "一、问题\n1、学习不够\n2、落实不力\n二、措施\n1、抓学习\n2、抓落实\n3、抓督查",
        "主要做法是加强领导，健全机制\n1、抓学习，重在经常\n2、抓落实，重在见效",
        LONG + "\n2、抓落实，重在见效。",
    ],
)
def test_the_authors_numbers_stay(text: str) -> None:
    assert list(slice_numbers(folded(text))) == []


PIECES = st.sampled_from(
    ["一、", "(一)", "学(xué)", "习", "\n", "\r\n", " ", "，", "。", "？", "?", "单\n一、", "3 ", "打印", "第一篇：", "荚u",
     "党组织", "加强领导", "2、", "……", "(省略9字)", "的", "”", "第1页/共2页", "?yōu)榫W", "A", "€", "\u3000", "ψ"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_edits_rise_and_repairing_a_repaired_text_changes_nothing(text: str) -> None:
    edits = repairs(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(edits))
    assert all(e.why and e.span.of(text) != e.new for e in edits)
    assert repairs(applied(text, edits)) == ()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_untouched_characters_map_to_equal_characters(text: str) -> None:
    edits = repairs(text)
    whole, path = applied(text, edits), way(edits, Span(0, len(text)))
    touched = {i for e in edits for i in range(e.span.start, e.span.end)}
    for at, char in enumerate(whole):
        place = back(path, Span(at, at + 1))
        assert place.start in touched or place.of(text) == char


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_documents_tile_the_source_and_hold_their_edits(text: str) -> None:
    found = documents(source(text))
    assert [d.span.start for d in found] == [0, *(d.span.end for d in found[:-1])]
    assert found[-1].span.end == len(text)
    assert all(d.span.covers(e.span) for d in found for e in d.edits)
    assert all(d.text == applied(text, d.edits, d.span) and len(d.folded) == len(d.text) for d in found)


@pytest.mark.parametrize(
    "unit",
    [
        "一是",
        "（",
        "单\n",
        "单\n一、甲",
        " \n",
        "?",
        "荚u",
        "1、\n",
        "\n",
        " ",
        "ψ",
        "第1页",
        "学(xué)",
        "…",
        "7",
        "1、",
        "3\n",
        "强\n2、领",
        "形4 成",
        "(省略9字",
        "抓好，\n",
        "各级党委要抓好落实",
    ],
)
def test_hostile_text_of_any_length_is_repaired_to_its_end(unit: str) -> None:
    text = unit * (64_000 // len(unit))
    edits = repairs(text)
    assert ordered(edits) == edits
    assert all(edit.span.end <= len(text) for edit in edits)


def test_joins_need_a_line_on_either_side() -> None:
    assert list(line_joins("\n加强领导\n")) == []
    assert list(line_joins("")) == []


def test_half_of_a_surrogate_pair_and_letters_as_labels_harm_nothing() -> None:
    (document,) = documents(Source("a.txt", "好\ud800，創(chuàng)新甲(a)方", "0", "txt"))
    assert document.text == "好\ud800，創新甲(a)方"


def test_damage_within_damage_is_undone_to_the_last() -> None:
    for text in ("國" + "(guó)" * 30, "。" + "查看全文" * 30):
        assert repairs(applied(text, repairs(text))) == ()
