"""Lines, page and slice numbers, furniture: what goes, what stays, and on what evidence."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djtext import lexicon
from djtext.edits import applied
from djtext.hanzi import folded
from djtext.repair import repairs
from djtext.repair.chains import Number, chains
from djtext.repair.furniture import LONGEST, furniture
from djtext.repair.joins import AT_THE_START
from djtext.repair.numbers import page_numbers
from djtext.repair.slices import slice_numbers
from djtext.types import Span

SENTENCES = (
    "全县信访部门坚持每周接访，领导干部轮流到窗口值班，群众反映的问题大多在当天得到答复。",
    "乡镇便民服务中心延长了办公时间，把证照办理、医保缴费等事项集中到一个大厅，少跑了许多冤枉路。",
    "村干部白天下地，晚上入户，用方言讲政策，老人们听得懂，也愿意把心里话说出来。",
    "督查组不打招呼，不要陪同，直接到现场看进度、查台账，发现的问题一律限期整改。",
    "财政部门压缩会议和接待开支，腾出的资金全部用于水渠维修，冬灌以前完成了主要工程。",
)


def essay(characters: int, first: int = 0) -> str:
    """Return sentences of so many characters at least, all in one paragraph."""
    text, at = "", first
    while len(text) < characters:
        text, at = text + SENTENCES[at % len(SENTENCES)], at + 1
    return text


TORN = "".join(f"{essay(80, i)[:-9]}\n{essay(80, i)[-9:]}\n" for i in range(3))  # three breaks that nobody doubts


def repaired(text: str) -> str:
    return applied(text, repairs(text))


def numbered(parts: list[str], numbers: list[str]) -> str:
    return "".join(part + number for part, number in zip(parts, [*numbers, ""], strict=True))


PAGES = [
    essay(500) + "县委推行包联",
    "机制，要求干部各负其责。" + essay(500, 1) + "确保形",
    "成了良好风气。" + essay(500, 2) + "组织部门加强党组",
    "织建设。" + essay(500, 3) + "群众工作有了起",
    "色。" + essay(100, 4),
]


def paged(shape: str) -> str:
    return numbered(PAGES, [shape.format(page) for page in range(3, 7)])


@pytest.mark.parametrize("shape", ["{} ", " {} ", "- {} -", "\n{}\n", "\n{} ", "{}\n", "\n- {} -\n", "第{}页"])
def test_page_numbers_that_rise_at_the_distance_of_pages_go(shape: str) -> None:
    assert repaired(paged(shape)) == "".join(PAGES)


def test_a_number_that_counts_stays_between_page_numbers_that_go() -> None:
    counting = "第3 组完成5 项任务，支出4 万元，见附件6 。"
    assert repaired(paged("{} ") + counting) == "".join(PAGES) + counting


@pytest.mark.parametrize(
    "text",
    [
        "全年讲课420堂，听众过万。",
        "新打机井31眼未通电。",
        "三年来新增企业15家，税收20亿元。",
        "今年5 月6 日动工。",
        "图3 所示为进度。",
    ],
)
def test_a_figure_without_company_stays(text: str) -> None:
    assert repaired(essay(200) + text) == essay(200) + text


SLICES = [
    "1、" + essay(260) + "干部的服务意识还有差",
    "距，抓落实的力度不够。主要问题是：\n1、学习不深入。\n2、制度不健全。\n3、督查不经常。\n"
    + essay(200, 1)
    + "必须采取有力措施加以解",
    "决。" + essay(270, 2) + "逐项研究整改办",
    "法，明确责任人。" + essay(250, 3) + "严格兑现奖",
    "惩。" + essay(120, 4),
]


def sliced(*numbers: int) -> str:
    return numbered(SLICES, [f"\n{number}、" for number in numbers])


def test_slice_numbers_go_with_their_breaks_and_the_authors_own_list_stays() -> None:
    assert repaired(sliced(2, 3, 4, 5)) == "".join(SLICES).removeprefix("1、")


def test_a_slice_number_that_is_missing_breaks_no_chain() -> None:
    assert "还有差距，" in repaired(sliced(2, 3, 5, 6))
    assert "整改办法，" in repaired(sliced(2, 3, 5, 6))


def test_one_number_in_a_torn_word_is_no_site_at_work() -> None:
    assert list(slice_numbers(folded("".join(SLICES[:1]) + "\n2、" + essay(300)))) == []


@pytest.mark.parametrize("end", ["。", "；", "，", "(2分)", ""])
@pytest.mark.parametrize("glue", ["\n", ""])
def test_an_authors_list_stays_however_its_items_end(end: str, glue: str) -> None:
    items = [f"{i}、{SENTENCES[i % 5].rstrip('。')}{end}" for i in range(1, 14)]
    assert list(slice_numbers(folded("现将任务分解如下：" + glue + glue.join(items) + "\n" + essay(100)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "一、问题\n1、学习不够\n2、落实不力\n二、措施\n1、抓学习\n2、抓落实\n3、抓督查",
        "主要做法是加强领导，健全机制\n1、抓学习，重在经常\n2、抓落实，重在见效",
    ],
)
def test_short_lists_of_headings_stay(text: str) -> None:
    assert list(slice_numbers(folded(text))) == []


WEIGHTS = st.sampled_from((-2.0, -0.5, 0.0, 1.0, 3.0))


@given(st.lists(st.tuples(st.integers(1, 4), WEIGHTS), max_size=7))
def test_the_chains_chosen_weigh_as_much_as_the_best_that_a_slow_search_finds(rows: list[tuple[int, float]]) -> None:
    numbers = [Number(Span(i, i + 1), value, weight) for i, (value, weight) in enumerate(rows)]

    def worth(found: tuple[tuple[Number, ...], ...]) -> float:
        links = sum(1.0 - 0.5 * (b.value - a.value) for chain in found for a, b in pairwise(chain))
        return links + sum(n.weight for chain in found for n in chain) - 1.5 * len(found)

    def partitions(chosen: tuple[Number, ...]) -> list[tuple[tuple[Number, ...], ...]]:
        cuts = range(1, len(chosen))
        return [
            tuple(chosen[a:b] for a, b in pairwise((0, *some, len(chosen))))
            for size in range(len(chosen))
            for some in combinations(cuts, size)
        ]

    def rises(found: tuple[tuple[Number, ...], ...]) -> bool:
        return all(0 < b.value - a.value <= 2 for chain in found for a, b in pairwise(chain))

    every = [
        parts
        for size in range(1, len(numbers) + 1)
        for chosen in combinations(numbers, size)
        for parts in partitions(chosen)
        if rises(parts)
    ]
    best = max([0.0, *map(worth, every)])
    found = chains(numbers, link=lambda a, b: 1.0 - 0.5 * (b.value - a.value), start=lambda _: -1.5, ahead=2)
    assert rises(found)
    assert worth(found) == pytest.approx(best)


def wrapped(text: str, width: int) -> str:
    marks = "，。、；：？！”"
    lines, rest = [], text
    while len(rest) > width:
        end = width
        while end < len(rest) and rest[end] in marks:
            end += 1
        lines, rest = [*lines, rest[:end]], rest[end:]
    return "\n".join([*lines, rest])


@pytest.mark.parametrize("width", [26, 33, 40])
def test_text_that_is_broken_at_one_width_becomes_whole(width: int) -> None:
    paragraphs = [essay(230, first) for first in range(3)]
    assert repaired("\n\n".join(wrapped(part, width) for part in paragraphs)) == "\n\n".join(paragraphs)


def test_a_break_that_shows_no_paragraph_is_closed_where_paragraphs_are_set_apart() -> None:
    set_apart = TORN.replace("。\n", "。\n\n") + "\n\n".join(essay(60, first) for first in range(8))
    assert repaired(set_apart + "\n\n目前\n全市有养老机构七十六家，多数床位空着。").endswith(
        "目前全市有养老机构七十六家，多数床位空着。"
    )


def test_a_short_first_half_is_known_by_lines_that_are_numbered_alike() -> None:
    items = "1、公示社保专线，抽查接通情况。\n2、增设轮椅和母婴室，专人引导。\n3、取消无谓证明，一次告知。\n4、开设绿色通道，老人先办。\n"
    broken = "5、公布服务\n电话，接到报修以后两个小时到场，一般故障当天修好。"
    assert repaired(TORN + items + broken).endswith(items + broken.replace("\n", ""))
    assert repaired(items + broken) == items + broken  # in a text without damage it may be a heading
    heads = "1、公示专线\n抽查接通情况。\n2、增设轮椅\n专人负责引导。\n3、取消证明\n实行一次告知。\n4、开设通道\n老人先办。\n"
    assert repaired(TORN + heads + broken).endswith(heads + broken)


@pytest.mark.parametrize(
    "text",
    [
        "甲方负责人（签字）：祝怀远；乙方负责人（签字）：叶启明\n二〇一五年二月六日",
        "会议纪要\n〔2015〕9号\n5月18日上午，县委召开会议。",
    ],
)
def test_a_date_and_a_file_number_stand_alone(text: str) -> None:
    assert repairs(text) == ()


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("共有党员三百八\n十四名，其中女党员不多。", "共有党员三百八十四名，其中女党员不多。"),
        ("比上年分别提高了3.\n2、2.7和11.9个百分点。", "比上年分别提高了3.2、2.7和11.9个百分点。"),
        (
            "白湖县关于2010年煤矿\n安全生产工作情况的报告\n\n" + essay(60),
            "白湖县关于2010年煤矿安全生产工作情况的报告\n\n" + essay(60),
        ),
    ],
)
def test_a_figure_and_a_title_are_made_whole(broken: str, whole: str) -> None:
    assert repaired(broken) == whole


@pytest.mark.parametrize(
    "line",
    [
        "首页 新闻中心 政务公开 办事服务",
        "登录 | 注册",
        "发布时间：2022-03-4 浏览次数：224次",
        "下载本文档需要登录，并付出相应积分",
        "精品文档，仅供参考",
        "（责编：小荷、老柳）",
        "×ICP备2005018号-1",
        "Page 2 of 9",
    ],
)
def test_a_line_of_a_site_goes(line: str) -> None:
    assert repaired(f"抓好落实。\n{line}\n严格考核。") == "抓好落实。\n严格考核。"


@pytest.mark.parametrize(
    "note",
    [
        "……（未完，全文共1256字，登录后可阅读全部内容）",
        "（剩余12%未读，购买后继续阅读）",
        "【此处隐藏125字，付费后可见】",
    ],
)
def test_a_note_of_a_paywall_leaves_dots_and_names_itself(note: str) -> None:
    (edit,) = repairs(f"各单位要抓好落实，强化{note}督查，严格考核。")
    assert (edit.new, edit.why) == ("……", "furniture")


@pytest.mark.parametrize(
    "text",
    [
        "（以下内容由支部书记负责）抓好落实。",
        "收藏是一门学问。\n分享经验，共同提高。",
        "主办方要落实责任。\n扫码支付覆盖全部乡镇。",
    ],
)
def test_sentences_that_speak_of_such_things_stay(text: str) -> None:
    assert list(furniture(text, folded(text))) == []


def test_every_row_of_furniture_is_reached_by_its_own_sentences() -> None:
    rows = lexicon.table("furniture")
    unreached = [
        (rule.name, hit)
        for rule in rows
        for hit in rule.hits
        if (needs := rule.more.get("needs")) and not any(need in hit for need in needs)
    ]
    assert unreached == []
    assert [hit for rule in rows for hit in rule.hits if not rule.more.get("needs") and len(hit) > LONGEST] == []


def test_rules_about_the_start_of_a_line_match_at_its_start() -> None:
    rows = [rule for rule in lexicon.table("joins") if rule.gives in AT_THE_START]
    assert {rule.gives for rule in rows} == AT_THE_START
    assert [(rule.name, hit) for rule in rows for hit in rule.hits if not re.match(rule.pattern, hit)] == []


def test_no_number_of_a_clean_text_is_a_page_or_a_slice() -> None:
    text = folded("\n".join(f"{essay(90, i)}今年新增{i}户，完成投资{i * 3}万元。" for i in range(1, 30)))
    assert [*page_numbers(text), *slice_numbers(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "某某乡2024年度先进单位名单\n\n一、存在的问题\n台账不全。\n\n二、整改措施\n补齐台账。\n",
        "关于应急广播系统\n一、存在的问题\n台账不全。\n二、整改措施\n补齐台账。\n",
        "某县重点任务\n\n建设学校10家\n深化国企改革\n培育合作社20家\n长效管护农村公路\n",
        "值班表\n星期三 王五\n名称：某某公司\n",
    ],
)
def test_a_word_that_stands_across_headings_or_lines_of_a_list_joins_nothing(text: str) -> None:
    assert repairs(text) == ()


def test_a_numeral_of_a_word_between_headings_is_joined() -> None:
    text = "一、存在的问题\n有的干部工作方法单\n一、手段陈旧，群众不满意。\n二、整改措施\n补齐台账。\n"
    assert [edit.span.of(text) for edit in repairs(text)] == ["\n"]
