"""Repair flags what looks wrong, changes it only when that is certain, and says nothing about text that is right."""

import json
import random
from itertools import pairwise
from pathlib import Path

import flag_quality
import pytest
from damage import MECHANISMS
from hypothesis import given, settings
from hypothesis import strategies as st
from tagged import read

from djtext import lexicon
from djtext.edits import applied
from djtext.export import edits_json, structure_json
from djtext.hanzi import folded
from djtext.pipeline import structured
from djtext.repair import Doubt, detector, documents, flags, repairs, scan
from djtext.repair import doubts as doubting
from djtext.repair.confusions import miswritten, never, suspicious
from djtext.repair.doubts import doubts
from djtext.repair.homoglyphs import homoglyphs
from djtext.repair.insertions import is_senseless
from djtext.repair.invisible import invisible
from djtext.repair.scan import odd, scanned
from djtext.rules import Rule
from djtext.types import Source, Span

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
TEXTS = [read(path).text for path in sorted(CORPORA.glob("*/tagged/*.txt"))]


def repaired(text: str) -> str:
    return applied(text, repairs(text))


def flagged(text: str) -> list[tuple[str, str | None]]:
    """Return what is flagged of a repaired text, with what was meant."""
    whole = repaired(text)
    return [(flag.span.of(whole), flag.suggestion) for flag in flags(whole)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("各村于部队伍不稳", "于", "干"),
        ("乡镇千部作风不实", "千", "干"),
        ("这项工作己经完成", "己", "已"),
        ("配齐工作入员", "入", "人"),
        ("末来五年的任务", "末", "未"),
        ("抓好曰常管理", "曰", "日"),
        ("集体士地流转", "士", "土"),
        ("提升治埋能力", "埋", "理"),
        ("开展枪查验收", "枪", "检"),
        ("完善竟争机制", "竟", "竞"),
        ("确定侯选人名单", "侯", "候"),
        ("提高思想认织", "织", "识"),
        ("作出全面布署", "布", "部"),
        ("统一按排资金", "按", "安"),
        ("这件事以经办结", "以", "已"),
        ("會議決定末來五年", "末", "未"),
    ],
)
def test_a_wrong_character_is_flagged_with_the_right_one_and_stays(text: str, wrong: str, right: str) -> None:
    assert repaired(text) == text
    assert flagged(text) == [(wrong, right)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("全面深化改草开放", "革"),
        ("加强党员干部数育", "教"),
        ("推动经挤发展", "济"),
        ("规范行攻执法", "政"),
        ("加强思想教盲", "育"),
        ("深入贫团村", "困"),
        ("保障困难群众生括", "活"),
    ],
)
def test_a_mistake_that_no_list_of_words_holds_is_found_by_its_shape(text: str, right: str) -> None:
    assert [pair for pair in miswritten() if pair in text] == []
    assert [meant for _, meant in flagged(text)] == [right]


@pytest.mark.parametrize(
    "text",
    [
        "于部长到会讲话，于某表示感谢",
        "己所不欲，勿施于人",
        "他以严于律己著称，知己知彼",
        "由于部分群众不了解情况，对于部门职责不清楚，属于部队管理",
        "周末来访的群众较多，末端治理有待加强",
        "子曰：学而时习之；诗云：未雨绸缪",
        "戊戌变法、己巳年、巳时",
        "改革化险，凝心聚力，盘活闲置农房，建设省域副中心，壮大营收",
        "大力实施名师工程，开展财务账目清理，布置工作任务",
        "癿藏镇的经济社会发展",
        "漢代以來，於部門、對於幹部、後勤與乾部件",
        "面积32μm，电阻5kΩ，α粒子，ΔT，第Ⅰ类、第Ⅱ类，25℃，30㎡，①②",
        "发展5G、AI+、O2O模式、PM2.5、H7N9、C919、CO2、iPhone15、MySQL8",
        "联系邮箱abc123@qq.com，网址www.xz.gov.cn，登录http://www.xz.gov.cn/a?b=1查询",
        "（GDP）增长5%，（WTO）规则，国标GB50016，京A1234O号牌",
        "——是加强领导，更是——落实责任；2019—2020年，A-1、B-2",
        "１．加强领导（２）落实责任，２０２４年",
        "魑魅魍魉横行，饕餮之徒，踽踽独行",
        "王**同志、张××、○○○村，￥100元，A$AP",
        "ニューヨークのホテル、カラオケ",
        "Plan 2O is a word of English text with l5 letters",
        "B超、X光、A股、T恤，k线，e网通办，I期工程，I5处理器",
    ],
)
def test_text_that_is_right_is_neither_changed_nor_flagged(text: str) -> None:
    assert repairs(text) == ()
    assert flags(text) == ()


def test_our_own_reports_are_neither_changed_on_sight_nor_flagged() -> None:
    found = [(d.span.of(text), d.new) for text in TEXTS for d in doubts(text, folded(text))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("摆在重要位臵，優化設臵，作為前臵條件", "摆在重要位置，優化設置，作為前置條件"),
        ("収展迚度觃划，癿兲键丌変", "发展进度规划，的关键不変"),
        ("⼀、总体要求，⻓期坚持，增加\uf90a融", "一、总体要求，长期坚持，增加金融"),
        ("抓好エ作，人ロ增加，统ー领导，第ー章", "抓好工作，人口增加，统一领导，第一章"),
        ("—是加强领导。二是落实责任。", "一是加强领导。二是落实责任。"),
        ("ー、指导思想\n抓落实。\n二、工作目标\n", "一、指导思想\n抓落实。\n二、工作目标\n"),
        ("（一）抓学习。\n（ニ）抓落实。\n", "（一）抓学习。\n（二）抓落实。\n"),
        ("抓干部。抓干部，抓干部。干部多，村里缺于部", None),
        ("加强领kQ7z导，落实责kQ7z任，健全制kQ7z度。", "加强领导，落实责任，健全制度。"),
        (
            "加强领本资料来自小舟文库www.xz.com导，落实责本资料来自小舟文库www.xz.com任，健全制本资料来自小舟文库www.xz.com度。",
            "加强领导，落实责任，健全制度。",
        ),
    ],
)
def test_what_is_certain_is_changed(text: str, true: str | None) -> None:
    assert repaired(text) == (text if true is None else true)
    assert flags(repaired(text)) == () or true is None


def test_a_text_that_has_the_right_form_again_and_again_mends_the_wrong_one() -> None:
    text = "工作入员不足。" + "工作人员要培训。" * 3
    assert repaired(text) == text.replace("入员", "人员")
    assert repaired("工作入员不足。" + "工作人员要培训。" * 2)[:4] == "工作入员"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年GDР增长", [("GDР", "GDP")]),
        ("2O19年增长l5%，共1O0个，减3Ο0元", [("2O19", "2019"), ("l5", "15"), ("1O0", "100"), ("3Ο0", "300")]),
        ("2019一2020年，3ー5天", [("一", "—"), ("ー", "—")]),
        ("３0个村", [("３0", "30")]),
        ("部首“⼀”表示", [("⼀", "一")]),
        ("统\ue005一部署", [("\ue005", None)]),
        ("所谓\x93统一\x94", [("\x93", "“"), ("\x94", "”")]),
        ("加强1hT4x领导", [("1hT4x", "")]),
        ("推进$$##改革", [("$$##", "")]),
        ("加强领xkq导", [("xkq", "")]),
        ("抓好贠龘靐齉龗靁落实", [("贠龘靐齉龗靁", None)]),
        ("推进本资料来自小舟文库改革", [("本资料来自小舟文库", "")]),
        ("—是加强领导", [("—", "一")]),
    ],
)
def test_what_is_doubtful_is_flagged_and_stays(text: str, found: list[tuple[str, str | None]]) -> None:
    assert repaired(text) == text
    assert flagged(text) == found


@pytest.mark.parametrize("text", ["甲\u200b乙", "甲\u2060乙", "甲\ufeff乙", "甲\u00ad乙", "甲\u202e乙", "甲\u2066乙",
    "甲\ufe00乙", "甲\U000e0101乙", "甲\U000e0041乙", "甲\x00乙", "甲\x08乙", "甲\x7f乙", "甲\u3164乙", "甲\u180e乙",
    "甲\u034f乙", "甲\u200d乙", "\ufff9甲\ufffaㄐㄧㄚ\ufffb乙", "甲\ufffb\u206a乙"])  # fmt: skip
def test_what_nobody_sees_goes(text: str) -> None:
    edits = repairs(text)
    assert applied(text, edits) == "甲乙"
    assert {edit.why for edit in edits} == {"invisible"}


@pytest.mark.parametrize(
    "text",
    ["☀️晴", "1️⃣抓落实", "👨\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "می\u200cخواهم", "\u200fשלום\u200f",
     "甲\t乙\n丙"],
)  # fmt: skip
def test_what_emoji_and_other_scripts_need_stays(text: str) -> None:
    assert list(invisible(text)) == []


def test_the_scan_finds_what_a_slow_search_finds_across_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "工作己经完成，于部入员末来" * 3 + TEXTS[0][:500] + "位臵龘"
    slow = tuple(i for i in range(len(text)) if text[i : i + 2] in suspicious())
    strange = tuple(i for i, char in enumerate(text) if char in dict(never()))
    for size in (1, 7, 1 << 20):
        monkeypatch.setattr(scan, "BLOCK", size)
        found = scanned(text)
        assert (found.pairs, found.strange) == (slow, strange)
        assert text.index("龘") in found.uncommon


def test_odd_runs_do_not_overlap_and_are_what_they_say() -> None:
    text = "共2O19年，GDР１2，" + "a" * 100 + "甲" + "9" * 100 + "x乙，$$ and plain words"
    spans = list(odd(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert [s.of(text) for s in spans][:2] == ["2O19", "GDР１2"]
    assert "plain" not in [s.of(text) for s in spans]


def test_a_number_is_no_jumble_and_neither_is_a_name() -> None:
    assert [
        s for s in ("5000mAh", "iPhone15Pro", "H7N9", "PM2", "5kW", "GB50016", "Windows11") if is_senseless(s)
    ] == []
    assert [s for s in ("1hT4x", "x9Kq2", "$#$", "a#b$") if not is_senseless(s)] == []


def test_every_listed_word_differs_from_its_mistake_in_one_character() -> None:
    words = [both for rule in lexicon.table("confusions") for both in rule.more.get("words", "").split()]
    assert len(words) == len(miswritten()) > 400
    assert [w for w in words if len(w) != 4 or sum(a != b for a, b in zip(w[:2], w[2:], strict=True)) != 1] == []


@pytest.mark.parametrize("wrong", [wrong for wrong, _ in never()])
def test_no_variant_of_a_character_counts_as_a_mistake(wrong: str) -> None:
    assert folded(wrong) == wrong, "the script table folds it: it is a variant"
    assert sum(wrong in text for text in TEXTS) == 0


@pytest.mark.parametrize("name", ["look-alikes", "foreign-shapes", "insertions", "miswritten"])
@pytest.mark.parametrize("script", [0, 1])
def test_fresh_damage_is_flagged_rightly_and_never_changed_wrongly(name: str, script: int) -> None:
    texts = [pair[script] for pair in flag_quality.essays(["demo", "structure"], 40_000)]
    damage = flag_quality.miswrite if name == "miswritten" else MECHANISMS[name]
    found = flag_quality.measured(texts, damage)
    floor = {"look-alikes": 0.35, "foreign-shapes": 0.9, "insertions": 0.95, "miswritten": 0.95}[name]
    assert found["wrong_edits"] == 0
    assert found["precision_of_flags"] >= 0.95
    assert found["recall"] >= floor


PIECES = st.sampled_from(
    ["工作己经", "于部", "位臵", "癿", "⼀", "ロ", "エ作", "—是", "二是", "ー、", "\n", "2O19年", "GDР", "1hT4x", "$$", "龘靐齉龗",
     "\ue000", "\x93", "\u200b", "\ufe00", "本资料来自小舟文库", "www.xz.com", "，", "。", "加强领", "导", "１2", "（ニ）", "人员", "荚u", "創(chuàng)"]
)  # fmt: skip
MADE = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)


@settings(max_examples=100, deadline=None)
@given(MADE)
def test_every_exported_flag_quotes_the_source(text: str) -> None:
    source = Source("probe.txt", text, "0" * 64, "txt")
    whole = structure_json([structured(document) for document in documents(source)], [], {})
    for document in whole["documents"]:
        for flag in document["flags"]:
            assert flag["text"] == Span(*flag["span"]).of(text)
            assert Span(*document["source"]["span"]).covers(Span(*flag["span"]))


@settings(max_examples=100, deadline=None)
@given(MADE)
def test_flags_rise_and_a_repaired_text_keeps_its_flags(text: str) -> None:
    edits = repairs(text)
    whole = applied(text, edits)
    found = flags(whole)
    assert repairs(whole) == ()
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert [f.kind for f in found if f.suggestion == f.span.of(whole)] == []
    explained = edits_json(Source("probe.txt", text, "0" * 64, "txt"), edits, found)["flags"]
    assert [Span(*f["span"]).of(text) for f in explained] == [f["text"] for f in explained]


@pytest.mark.parametrize(
    "unit", ["—是", "（ニ）", "O1", "$#", "己经", "臵", "龘加", "\u200d", "\ufffa", "www.a.com加", "加ロ", "Aａ1"]
)
def test_doubts_come_to_an_end_on_hostile_text(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    found = doubts(text, folded(text))
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
    assert all(edit.new == "" for edit in invisible(text))


def test_doubts_are_the_same_for_equal_texts() -> None:
    text = "".join(random.Random(5).choices(TEXTS[0], k=2000)) + "于部"
    again = text[:7] + text[7:]
    assert doubts.__wrapped__(text, folded(text)) == doubts.__wrapped__(again, folded(again))
    assert list(homoglyphs("⼀、", "⼀、", [Span(0, 1)])) == list(homoglyphs("⼀、", "⼀、", [Span(0, 1)]))


def test_a_flag_reads_as_json() -> None:
    text = "各村于部队伍不稳"
    made = json.loads(json.dumps(edits_json(Source("a.txt", text, "0", "txt"), (), flags(text))))
    assert made["flags"] == [
        {"span": [2, 3], "text": "于", "suggestion": "干", "kind": "wrong-character", "rule": "often-miswritten"}
    ]


def flagged_in(text: str) -> bool:
    return bool(doubts(text, folded(text)))


ROWS = [(name, rule) for name in ("confusions", "homoglyphs", "insertions") for rule in lexicon.table(name)]


@pytest.mark.parametrize(("name", "rule"), ROWS, ids=[f"{name}-{rule.name}" for name, rule in ROWS])
def test_what_a_row_shows_is_doubted_where_it_hits_and_nowhere_else(name: str, rule: Rule) -> None:
    bare = {"stays", "measured", "site"}  # a right word, what follows a number, an address: no mistake by themselves
    frames = ("{}", "抓好{}。", "抓好{}落实")  # a head of a list stands first, inserted text stands inside
    heard = [hit for hit in rule.hits if any(flagged_in(frame.format(hit)) for frame in frames)]
    assert heard == ([] if rule.gives in bare else [*rule.hits])
    assert rule.misses
    if rule.gives not in bare:
        assert [miss for miss in rule.misses if flagged_in(miss)] == []


def test_a_flag_names_the_row_that_decided() -> None:
    text = "末来五年，缺于部，治埋能力，全年GDР，2O19年，加强领本资料来自小舟文库导"
    assert {flag.rule for flag in flags(text)} == {"often-miswritten", "cyrillic", "letters", "signature"}


def test_a_detector_flags_what_it_doubts_and_changes_what_it_is_certain_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(text: str, folded: str) -> list[Doubt]:
        del folded
        places = [(text.find("待定"), None, False), (text.find("另行"), "", True)]
        return [Doubt(Span(at, at + 2), "wait", new, sure) for at, new, sure in places if at >= 0]

    monkeypatch.setattr(doubting, "_DETECTORS", {})
    detector("wait", wait)
    assert repaired("时间待定，另行通知") == "时间待定，通知"
    assert flagged("时间待定，另行通知") == [("待定", None)]
    doubts.cache_clear()


def test_text_that_a_site_cut_out_is_flagged_where_it_is_missing() -> None:
    text = "前言。\n抓落实(省略690字,正式会员可完整阅读)，于部"
    (document,) = documents(Source("a.txt", text, "0" * 64, "txt"))
    assert [(f.kind, f.span.of(document.text)) for f in document.flags] == [
        ("text-missing", "……"),
        ("wrong-character", "于"),
    ]
    assert document.flags == flags(document.text, document.edits)
    made = structure_json([structured(document)], [], {})["documents"][0]["flags"][0]
    assert made["text"] == "(省略690字,正式会员可完整阅读)"


def test_flags_of_a_later_document_count_its_own_text() -> None:
    essay = "".join(f"{n}、抓好第{n}项工作。工作要落实，责任要到人，考核要到位。\n" for n in "一二三")
    text = f"关于村的报告\n{essay}\n关于镇的报告\n{essay}抓落实(省略9字)，于部\n"
    found = [f.span.of(d.text) for d in documents(Source("a.txt", text, "0" * 64, "txt")) for f in d.flags]
    assert found == ["……", "于"]
