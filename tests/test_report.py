"""The report page: everything escaped, every text once, nothing from elsewhere, the same bytes for the same input."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import export_sample as sample
from djtext.edits import applied
from djtext.export import report_html
from djtext.export.report import room
from djtext.export.report.differences import AREA, Block, differences
from djtext.export.report.labels import advice, codes, label, shown, spellings
from djtext.export.report.pairs import comparison, overlaps
from djtext.export.report.readings import reading
from djtext.export.report.texts import marked, repaired
from djtext.hanzi import folded
from djtext.types import (
    Cluster,
    Document,
    Edit,
    Failed,
    Flag,
    ListStatus,
    Pair,
    PairKind,
    Passage,
    Record,
    Reuse,
    Role,
    Source,
    Span,
    Structure,
    Topic,
    Unit,
)

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """Reads a page: checks that elements nest, collects ids, tags, attributes and the text of each sheet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.sheets: dict[str, str] = {}
        self.words: list[str] = []
        self.scripts = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        around = [tag for tag, _ in self.open]
        classes = [attrs.get("class") for _, attrs in self.open]
        sheet = next((attrs["id"] or "" for _, attrs in self.open if attrs.get("class") == "sheet"), None)
        if "script" in around:
            self.scripts += data
        elif sheet and "text" in classes and "del" not in around:
            self.sheets[sheet] = self.sheets.get(sheet, "") + data
        elif "style" not in around:
            self.words.append(data)


def page(structures: list[Structure] | None = None, reuse: Reuse | None = None, **more: object) -> str:
    given = sample.structures() if structures is None else structures
    found = reuse or (sample.reuse() if structures is None else Reuse((), ()))
    measures = more.pop("measures", sample.measures() if structures is None else [])
    return report_html(given, found, measures, sample.ERRORS, sample.STAMPS, **more)  # type: ignore[arg-type]


def body(html: str) -> str:
    return html.split("</style>", 1)[1].split("<script>", 1)[0]


def test_each_text_stands_in_the_page_once_and_whole() -> None:
    sheets = Page(page()).sheets
    assert sheets == {f"t{i}": s.document.text for i, s in enumerate(sample.structures(), 1)}


def test_every_link_leads_to_a_place_in_the_page() -> None:
    read = Page(page())
    links = [value for name, value in read.attributes if name == "href"]
    assert links
    assert [value for value in links if (value or "")[1:] not in read.ids] == []
    assert len(read.ids) == len(set(read.ids))


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    html = page()
    read = Page(html)
    assert not {"link", "img", "iframe", "object", "base", "form"} & set(read.tags)
    assert [
        value for name, value in read.attributes if name in ("src", "action", "style") and "url" in (value or "")
    ] == []
    assert not re.search(r"https?:|//\w|url\(|@import|fetch\(|XMLHttp|import\(", html)


def test_the_page_allows_no_script_but_its_own() -> None:
    html = page()
    script = Page(html).scripts
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html
    assert html.count("<script") == 1
    assert not re.search(r"\son\w+=", body(html).split("<script>")[0])


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;{{ 7*7 }}"


def test_hostile_titles_paths_texts_and_errors_are_shown_and_not_obeyed() -> None:
    text = f"{HOSTILE}\n一、{HOSTILE}。{HOSTILE}\n"
    home = replace(sample.document(f"a/{HOSTILE}.txt", text), title=HOSTILE, id=HOSTILE)
    unit = replace(
        sample.unit(home, HOSTILE, None, "problem", f"一、¦{HOSTILE}", "。"), because=HOSTILE, flags=(HOSTILE,)
    )
    html = report_html(
        [Structure(home, (unit,), ())],
        Reuse((), (Cluster("c", (HOSTILE,), HOSTILE, 1.0),)),
        [],
        [Failed(HOSTILE, HOSTILE, HOSTILE)],
        {"rules": HOSTILE},
        concepts={"GUA": HOSTILE},
    )
    read = Page(html)
    assert read.sheets["t1"] == text
    assert read.tags.count("script") == 1
    assert "img" not in read.tags
    assert [name for name, _ in read.attributes if name.startswith("on")] == []
    assert "49" not in body(html)


def test_characters_that_turn_or_break_a_page_are_replaced_one_for_one() -> None:
    text = "整\u202e改\x00方\ud800案\r\n一\r二\u2066"
    assert shown(text) == "整\ufffd改\ufffd方\ufffd案 \n一\n二\ufffd"
    home = Document("d", text, Source("a.txt", text, "0", "txt"), Span(0, len(text)), (), text, text)
    html = page([Structure(home, (), ())])
    assert Page(html).sheets["t1"] == shown(text)
    html.encode("utf-8")


def test_a_page_of_nothing_says_so() -> None:
    words = "".join(Page(report_html([], Reuse((), ()), [], [], {})).words)
    assert all(said in words for said in ("没有文章", "没有记录", "没有发现重合的文章", "没有措施"))
    assert "未能读取的来源" not in words


def test_a_record_headed_by_a_cause_shows_and_counts_it_as_one() -> None:
    structure = sample.first()
    records = (Record("r1", "u5", (), ("u7",)), Record("r2", "u2", (), ()), Record("r3", None, ("u5",), ()))
    html = body(page([replace(structure, records=records)]))
    alone, second, third = html.split("<article ")[1:4]
    assert "原因</span>" in alone.split("</h4>")[0]
    assert "a cause answered by itself" in alone
    assert "问题</span>" not in alone
    assert alone.count('class="col"') == 2
    assert "问题</span>" in second
    assert "未写明问题 none stated" in third
    assert "<b>1</b>问题记录" in html
    assert "3 条记录：问题 1、原因（单独作答） 1、未写明问题 1。" in html


def test_a_head_without_a_role_counts_as_other() -> None:
    structure = sample.first()
    units = tuple(replace(u, role=None) for u in structure.units)
    html = body(page([Structure(structure.document, units, (Record("r1", "u2", (), ()),))]))
    assert "1 条记录：问题 0、其他 1。" in html


def test_field_values_and_topics_lead_to_their_place() -> None:
    html = body(page())
    text = sample.first().document.text
    for words in ("住建局", "10月底前", "95%以上", "2分"):
        assert [
            text[int(a) : int(b)] for a, b in re.findall(rf'data-t="1" data-s="(\d+)" data-e="(\d+)">{words}', html)
        ]
    spots = re.findall(r'title="GUA" href="#t1" data-t="1" data-s="(\d+)" data-e="(\d+)"', html)
    assert {text[int(a) : int(b)] for a, b in spots} == {"管网"}


def test_an_inherited_topic_leads_to_where_it_was_said() -> None:
    structure = sample.first()
    text = structure.document.text
    above, inside = sample.topic(text, "SER", "存在问题"), sample.span(text, "无人答复")
    for topic, quoted in ((above, "存在问题"), (replace(above, because=(*above.because, inside)), "无人答复")):
        units = tuple(replace(u, topics=(topic,) if u.id == "u3" else ()) for u in structure.units)
        spot = reading(1, Structure(structure.document, units, ()), {}).rows[2].topics[0].spot
        assert spot
        assert Span(spot.start, spot.end).of(text) == quoted


def test_a_topic_without_a_place_is_plain() -> None:
    structure = sample.first()
    units = tuple(replace(u, topics=(Topic("SER", 0.5),)) for u in structure.units)
    assert '<span class="tag" title="SER">' in body(page([Structure(structure.document, units, ())]))


def test_every_error_code_of_the_guide_has_a_chinese_sentence() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "reading.md").read_text(encoding="utf-8")
    known = re.findall(r"^\| `([a-z-]+)` \|", guide.split("## Error codes")[1], re.MULTILINE)
    assert len(known) > 15
    assert [code for code in known if not advice(code).endswith("。") or label("error", code).zh == code] == []
    assert advice("made-up") == ""


def test_other_sources_are_called_complete_only_where_there_are_others() -> None:
    assert "其余来源的结果是完整的" in page()
    assert "其余来源的结果是完整的" not in page([])


def test_errors_show_source_fact_and_way_out() -> None:
    words = "".join(Page(page()).words)
    assert "供暖/空.txt" in words
    assert "look whether it was saved" in words
    assert "没有内容 nothing in it" in words


def test_a_broken_list_is_named_once_with_what_was_declared_and_found() -> None:
    html = page()
    assert html.count("断号：声明 3 项，见 2 项") == 1
    structure = sample.first()
    undeclared = tuple(
        replace(u, listing=replace(u.listing, declared=None)) if u.listing else u for u in structure.units
    )
    assert "断号：见 2 项" in page([replace(structure, units=undeclared)])


def test_a_record_quotes_its_units_and_what_linked_them() -> None:
    words = "".join(Page(page()).words)
    assert "去年爆管21次，抢修平均用时9小时。" in words
    assert "关联依据：同一事项「管网改造」 · 88%" in words
    assert "住建局" in words


def test_a_countermeasure_without_a_problem_stands_by_itself() -> None:
    read = reading(1, sample.first(), {})
    assert [item.row.title for item in read.loose] == ["畅通投诉渠道"]
    assert body(page()).count('class="loose"') == 1


def test_repairs_stand_struck_in_the_text_and_listed_with_their_reason() -> None:
    html = page()
    assert '<del title="注音">(guǎn)</del>' in html
    assert re.search(r"去年爆管<del>\(guǎn\)</del>21次", html)
    home = sample.document("a.txt", "甲" * 40 + "乙")
    many = tuple(Edit(Span(i * 2, i * 2 + 1), "丙\n", "made") for i in range(9))
    home = replace(home, edits=many, text=applied(home.source.text, many))
    assert "……共 9 处" in page([Structure(home, (), ())])
    assert [r.span.of(home.text) for r in repaired(home)] == ["丙\n"] * 9


def test_doubts_are_listed_with_what_was_meant_and_lead_into_the_text() -> None:
    text = "加强于部队伍建设，第$$二批，位<\ue000>"
    found = (
        Flag(sample.span(text, "于"), "wrong-character", "干"),
        Flag(sample.span(text, "$$"), "inserted-text", ""),
        Flag(sample.span(text, "\ue000"), "private-use"),
        Flag(sample.span(text, "位"), "of-a-user"),
    )
    home = replace(sample.document("a.txt", text), flags=found)
    html = page([Structure(home, (), ())])
    assert "4 处存疑" in html
    rows = re.search(r"存疑文字.*?</details>", html, re.DOTALL)
    assert rows
    assert re.findall(r"<mark>(.*?)</mark>", rows[0])[:2] == ["于", "$$"]
    assert [kind in rows[0] for kind in ("疑为错字", "疑为插入文字", "自造字符", "of-a-user")] == [True] * 4
    assert [meant in rows[0] for meant in ("<td>干</td>", "（删去", "<td>·</td>")] == [True] * 3
    assert "data-" in rows[0] or 'href="#' in rows[0]


def test_more_doubts_than_a_page_lists_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djtext.export.report.readings.DOUBTS", 2)
    flags = tuple(Flag(Span(at, at + 1), "wrong-character", "乙") for at in range(3))
    html = page([Structure(replace(sample.document("a.txt", "甲甲甲甲"), flags=flags), (), ())])
    assert "……共 3 处，全部见 structure.json" in html
    assert html.count("疑为错字") == 2


def test_every_kind_of_doubt_has_words_in_both_languages() -> None:
    kinds = ("wrong-character", "homoglyph", "compatibility-character", "mixed-width", "private-use")
    kinds += ("control-character", "inserted-text", "flooding", "text-missing", "lost-byte")
    assert sorted(codes("doubt")) == sorted(kinds)


def test_what_a_repair_puts_in_is_marked_and_strikes_nothing() -> None:
    source = Source("a.txt", "甲乙", "0", "txt")
    home = Document("d", None, source, Span(0, 2), (Edit(Span(1, 1), "。", "made"),), "甲。乙", "甲。乙")
    assert str(marked(1, home, (), repaired(home))) == "甲<ins>。</ins>乙"


def test_repairs_of_a_later_document_of_a_source_count_from_its_own_start() -> None:
    text = "前一篇\n后(hòu)一篇"
    edit = Edit(sample.span(text, "(hòu)"), "", "pinyin")
    span = Span(4, len(text))
    source = Source("a.txt", text, "0", "txt")
    home = Document("d", None, source, span, (edit,), "后一篇", "后一篇")
    assert str(marked(1, home, (), repaired(home))) == '后<del title="注音">(hòu)</del>一篇'


def unit(identity: str, start: int, end: int, head: int) -> Unit:
    return Unit(identity, None, "", "bare", None, 1, Span(start, end), "", Span(start, head))


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).map(sorted)


@settings(deadline=None)
@given(
    st.text(alphabet="一<&\n\r😀", max_size=25), st.lists(SPANS, max_size=8), st.lists(st.integers(0, 25), max_size=8)
)
def test_units_that_cross_and_edits_anywhere_leave_the_text_whole(
    text: str, spans: list[list[int]], cuts: list[int]
) -> None:
    source = Source("a.txt", text, "0", "txt")
    ends = sorted({min(cut, len(text)) for cut in cuts})
    edits = tuple(Edit(Span(a, b), "改" * (a % 3), "made") for a, b in zip(ends[::2], ends[1::2], strict=False))
    made = applied(text, edits)
    home = Document("d", None, source, Span(0, len(text)), edits, made, made)
    units = [unit(f"u{i}", a, c, b) for i, (a, b, c) in enumerate(spans)]
    html = f'<article class="sheet" id="t1"><div class="text">{marked(1, home, units, repaired(home))}</div></article>'
    read = Page(html)
    assert read.sheets.get("t1", "") == shown(made)
    assert len(read.ids) == len(units) + 1


def test_the_head_of_a_unit_is_set_off_and_its_members_nest() -> None:
    made = str(marked(1, sample.second().document, sample.second().units, ()))
    assert '<span class="u r-countermeasure" id="t1-u1"><b>三、整改措施</b>' in made
    assert '<span class="u r-none" id="t1-u2"><b>1．改造老舊管網</b>。' in made
    assert made.endswith("</span></span>\n")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", []),
        ("甲", "甲", [(True, "甲", "甲")]),
        ("甲", "乙", [(False, "甲", "乙")]),
        ("全县管网改造", "全市管网改造", [(True, "全", "全"), (False, "县", "市"), (True, "管网改造", "管网改造")]),
        ("按月通报情况", "通报情况", [(False, "按月", ""), (True, "通报情况", "通报情况")]),
        ("抓实整改工作", "落实整改任务", [(False, "抓", "落"), (True, "实整改", "实整改"), (False, "工作", "任务")]),
        ("反馈问题17项", "反馈问题14项", [(True, "反馈问题", "反馈问题"), (False, "17", "14"), (True, "项", "项")]),
        ("罚款800元左右", "罚款600元左右", [(True, "罚款", "罚款"), (False, "800", "600"), (True, "元左右", "元左右")]),
        ("共12个", "共123个", [(True, "共", "共"), (False, "12", "123"), (True, "个", "个")]),
        ("加大投入", "扩大支出", [(False, "加大投入", "扩大支出")]),
    ],
)
def test_differences_written_by_hand(a: str, b: str, expected: list[tuple[bool, str, str]]) -> None:
    assert [(x.same, x.a.of(a), x.b.of(b)) for x in differences(a, b)] == expected


def tiled(blocks: tuple[Block, ...], a: str, b: str) -> bool:
    equal = all(x.a.of(a) == x.b.of(b) for x in blocks if x.same)
    return equal and "".join(x.a.of(a) for x in blocks) == a and "".join(x.b.of(b) for x in blocks) == b


@settings(deadline=None)
@given(st.text(alphabet="甲乙丙", max_size=30), st.text(alphabet="甲乙丙", max_size=30))
def test_differences_tile_both_texts_and_equal_blocks_are_equal(a: str, b: str) -> None:
    assert tiled(differences(a, b), a, b)


@pytest.mark.parametrize(
    ("head", "tail", "expected"),
    [("头" * 9, "尾" * 9, [True, False, True]), ("", "", [False]), ("", "尾" * 9, [False, True])],
)
def test_long_passages_show_their_equal_ends_only(head: str, tail: str, expected: list[bool]) -> None:
    half = int(AREA**0.5)
    a, b = head + "甲" * half + tail, head + "乙丙" * (half // 2 + 1) + tail
    assert [block.same for block in differences(a, b)] == expected
    assert tiled(differences(a, b), a, b)


def pair(a: str, b: str, *passages: Passage) -> Pair:
    return Pair(a, b, "near-duplicate", 0.9, 0.9, 0.9, 0.9, 0.9, passages)


def test_a_pair_shows_both_sides_with_differences_by_folded_text() -> None:
    words = body(page())
    assert "住建局<mark>10</mark>月底前更换管道<mark>12</mark>公里" in words
    assert "住建局<mark>11</mark>月底前更換管道<mark>8</mark>公里" in words
    assert "<b>31%</b> 的文字也出现在另一篇中" in words
    assert "<b>99%</b>" in words, "0.996 is not the whole"
    assert "<b>1%</b>" in words, "0.004 is not nothing"
    assert words.count("套话 stock phrase") == 1


def test_long_equal_stretches_fold_to_a_gap_that_names_its_span() -> None:
    text = "题\n" + "管" * 300 + "结尾"
    one, two = sample.document("a.txt", text + "甲"), sample.document("b.txt", text + "乙乙")
    whole = Passage(Span(0, len(one.text)), Span(0, len(two.text)), 0.9)
    structures = [Structure(one, (), ()), Structure(two, (), ())]
    html = body(page(structures, Reuse((pair(one.id, two.id, whole),), ())))
    assert re.findall(r'data-t="(\d)" data-s="(\d+)" data-e="(\d+)" title="[^"]*">相同 (\d+) 字', html) == [
        ("1", "22", "282", "260"),
        ("2", "22", "282", "260"),
    ]
    assert html.count("管" * 300) == 2, "the texts themselves and nothing more"


def test_a_rewriting_longer_than_a_page_of_text_folds_too() -> None:
    one, two = sample.document("a.txt", "甲" * 900), sample.document("b.txt", "乙" * 900)
    whole = Passage(Span(0, 900), Span(0, 900), 0.1)
    structures = [Structure(one, (), ()), Structure(two, (), ())]
    html = body(page(structures, Reuse((pair(one.id, two.id, whole),), ())))
    assert html.count("改写 300 字") == 2


def test_passages_beyond_the_room_of_a_page_are_counted_and_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djtext.export.report.pairs.ROOM", 20)
    html = body(page())
    assert "另有 1 段见 reuse.json" in html
    assert html.count('class="passage ') == 1


def test_two_sources_with_one_text_are_shown_as_two() -> None:
    one = sample.document("a.txt", "完全相同的一篇")
    two = replace(one, source=replace(one.source, path="b.txt"))
    readings = [reading(i, Structure(d, (), ()), {}) for i, d in enumerate((one, two), 1)]
    found = Reuse((pair(one.id, one.id),), (Cluster("c1", (one.id, one.id), one.id, 1.0),))
    made = comparison(found, readings, {one.id: one})
    assert (made.couples[0].a.path, made.couples[0].b.path) == ("a.txt", "b.txt")
    assert [member.path for member in made.families[0].members] == ["a.txt", "b.txt"]


def test_the_catalog_lists_wordings_places_and_what_a_measure_answers() -> None:
    catalog = body(page(concepts={"GUA": "保障"})).split('<section id="catalog">')[1]
    first = catalog.split("<details", 2)[1]
    assert "改造老旧管网" in first
    assert "改造老舊管網" in first
    assert "<b>2 篇</b> · 2 种写法" in first
    assert '<span class="tag" title="GUA.pipe">保障</span>' in first
    assert '<a href="#t1-u2">管网老化</a>' in first
    assert '<a href="#t1-u5">投入不足</a>' in first


def test_topics_are_counted_by_role() -> None:
    overview = body(page(concepts={"GUA": "保障"})).split('<section id="documents">')[0]
    row = overview.split('<table class="subjects">')[1].split("<tbody>")[1].split("</tr>")[0]
    assert "保障" in row
    assert re.findall(r'<td class="num">(?:<a [^>]*>)?([^<]*)<', row) == ["1", "·", "·"]
    assert 'href="#documents" data-topic="GUA" data-role="problem"' in row


def test_a_text_without_punctuation_is_not_repeated_as_a_title() -> None:
    home = sample.document("a.txt", "一是" + "管" * 5000)
    unit = sample.unit(home, "u1", None, "problem", "一是¦" + "管" * 5000, "管" * 5000)
    assert body(page([Structure(home, (unit,), ())])).count("管" * 101) == 5000 // 101


def test_long_titles_and_wordings_are_cut_and_nothing_else() -> None:
    structure = sample.first()
    measure = replace(sample.measures()[0], wording="措" * 200)
    html = report_html([structure], Reuse((), ()), [measure], [], {})
    assert "措" * 160 + "……" in html
    assert "措" * 161 not in html


def test_an_untitled_document_is_called_by_its_beginning_or_its_path() -> None:
    titled = replace(sample.document("a.txt", "开头的话 其余"), title=None)
    empty = replace(sample.document("b.txt", ""), title=None)
    assert reading(1, Structure(titled, (), ()), {}).title == "开头的话"
    assert reading(1, Structure(empty, (), ()), {}).title == "b.txt"


@pytest.mark.parametrize(
    ("kind", "known"), [("role", get_args(Role)), ("list", get_args(ListStatus)), ("pair", get_args(PairKind))]
)
def test_every_code_has_words_in_both_languages(kind: str, known: tuple[str, ...]) -> None:
    assert sorted(codes(kind)) == sorted(known)
    assert all(label(kind, code).zh != code and label(kind, code).en for code in known)


def test_the_page_is_the_same_for_any_hash_seed() -> None:
    code = "import test_report, hashlib; print(hashlib.sha256(test_report.page().encode()).hexdigest())"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**environment, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


def read_back(structures: list[Structure], **more: object) -> Page:
    read = Page(page(structures, **more))  # type: ignore[arg-type]
    links = [value for name, value in read.attributes if name == "href"]
    assert [value for value in links if (value or "")[1:] not in read.ids] == []
    return read


def test_a_text_beyond_the_room_of_a_page_is_cut_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sample.first()
    end = whole.document.text.index("二、原因分析")
    monkeypatch.setattr(room, "TEXTS", end + 2 * room.EDIT)
    monkeypatch.setattr(room, "REST", 10)
    read = read_back([whole], measures=sample.measures()[:1])
    words = "".join(read.words)
    assert whole.document.text.startswith(read.sheets["t1"])
    assert 0 < len(read.sheets["t1"]) <= end + 2 * room.EDIT
    assert f"原文字数 characters of text：列出 {len(read.sheets['t1'])}，共 {len(whole.document.text)}" in words
    assert "全部见 来源文件" in words
    assert "字本页未列出，请看来源文件" in words
    assert "<b>8</b>条目" in body(page([whole]))


@pytest.mark.parametrize("room_left", [20, 60, 90, 120, 200, 250])
def test_a_cut_document_keeps_its_repairs_in_place(room_left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TEXTS", room_left)
    monkeypatch.setattr(room, "REST", 1)
    whole = sample.first()
    part = room.drawn([whole])[0].document
    assert whole.document.text.startswith(part.text)
    assert whole.document.folded.startswith(part.folded)
    assert [r for r in repaired(whole.document) if r.span.end <= len(part.text)][: len(part.edits)] == list(
        repaired(part)
    )
    assert len(part.text) + room.EDIT * len(part.edits) <= room_left


def test_a_long_text_does_not_shut_out_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TEXTS", 4 * room.REST)
    long = Structure(sample.document("a.txt", "甲" * 9 * room.REST), (), ())
    sizes = [len(s.document.text) for s in room.drawn([long, sample.second(), long, long, long])]
    assert sizes == [2 * room.REST, len(sample.SECOND), room.REST - len(sample.SECOND) // 2]
    assert len(room.drawn([long])[0].document.text) == 4 * room.REST


@pytest.mark.parametrize(
    ("name", "what", "file"),
    [
        ("room.UNITS", "条目", "structure.json"),
        ("room.RECORDS", "记录", "structure.json"),
        ("room.DOCUMENTS", "文章", "structure.json"),
        ("ERRORS", "读取失败", "structure.json"),
        ("pairs.COUPLES", "重合文章对", "reuse.json"),
        ("catalog.ROOM", "措施", "catalog.json"),
    ],
)
def test_what_a_page_has_no_room_for_is_named_with_its_file(
    name: str, what: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"djtext.export.report.{name}", 0)
    read = Page(page())
    said = "".join(read.words).split("本页只列出一部分")[1]
    assert re.search(rf"{what} [a-z ]+：列出 0，共 \d+，全部见 {file}", said)
    links = [value for key, value in read.attributes if key == "href"]
    assert [value for value in links if (value or "")[1:] not in read.ids] == []


def test_a_page_with_room_for_everything_leaves_nothing_out() -> None:
    assert "本页只列出一部分" not in page()


def test_records_lose_the_units_that_a_page_does_not_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sample.first()
    monkeypatch.setattr(room, "TEXTS", whole.document.text.index("1．改造") + room.EDIT + len("(guǎn)"))
    monkeypatch.setattr(room, "REST", 1)
    part = room.drawn([whole])[0]
    assert [unit.id for unit in part.units] == ["u1", "u2", "u3", "u4", "u5", "u6"]
    assert [(r.id, r.problem, r.causes, r.countermeasures) for r in part.records] == [
        ("r1", "u1", (), ("u6",)),
        ("r2", "u2", ("u5",), ()),
        ("r3", "u3", (), ()),
    ]


def test_a_record_whose_problem_is_not_drawn_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sample.first()
    monkeypatch.setattr(room, "TEXTS", whole.document.text.index("（二）"))
    monkeypatch.setattr(room, "REST", 1)
    assert [record.id for record in room.drawn([whole])[0].records] == ["r1", "r2"]


def test_a_cluster_names_members_that_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "DOCUMENTS", 1)
    html = body(page())
    assert "2 篇互相重复" in html
    assert "1 篇未列出，见 reuse.json" in html
    assert "代表 representative" not in html
    assert "没有发现重合的文章" not in html


def test_a_measure_of_many_places_lists_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djtext.export.report.catalog.SITES", 1)
    assert "另有 1 处见 catalog.json" in page()


def test_passages_beyond_a_cut_text_are_left_to_the_file() -> None:
    one, two = sample.document("a.txt", "甲乙丙丁" * 9), sample.document("b.txt", "甲乙丙丁" * 9)
    readings = [reading(i, Structure(d, (), ()), {}) for i, d in enumerate((one, two), 1)]
    cut = {one.id: replace(one, text=one.text[:8]), two.id: two}
    found = Reuse(
        (pair(one.id, two.id, Passage(Span(0, 8), Span(0, 8), 1.0), Passage(Span(8, 16), Span(8, 16), 1.0)),), ()
    )
    two = replace(two, id="other")
    couple = comparison(found, readings, {**cut, one.id: replace(one, text=one.text[:8])}).couples[0]
    assert ([x.number for x in couple.passages], couple.left_out) == ([1], 1)


def test_passages_that_overlap_name_one_another() -> None:
    def of(a: tuple[int, int], b: tuple[int, int]) -> Passage:
        return Passage(Span(*a), Span(*b), 1.0)

    assert overlaps([of((0, 9), (0, 9)), of((9, 20), (9, 20))]) == {}
    assert overlaps([of((0, 9), (0, 9)), of((5, 20), (9, 20))]) == {2: 1}
    assert overlaps([of((10, 19), (0, 9)), of((0, 12), (9, 20))]) == {1: 2}
    assert overlaps([of((0, 30), (0, 9)), of((2, 5), (9, 20)), of((8, 12), (19, 30))]) == {2: 1, 3: 1}


def test_an_overlap_stands_on_the_page() -> None:
    one, two = sample.document("a.txt", "甲乙丙丁戊己庚辛"), sample.document("b.txt", "甲乙丙丁戊己庚辛壬")
    passages = (Passage(Span(0, 5), Span(0, 5), 1.0), Passage(Span(3, 8), Span(3, 8), 1.0))
    html = body(page([Structure(d, (), ()) for d in (one, two)], Reuse((pair(one.id, two.id, *passages),), ())))
    assert html.count("与第 1 段交叠") == 1


def test_a_share_that_grows_is_explained_and_one_that_shrinks_is_not() -> None:
    one, two = sample.first().document, sample.second().document
    grown = replace(pair(one.id, two.id), containment_a=0.35, containment_a_rare=0.36)
    assert page(sample.structures(), Reuse((grown,), ())).count("比例反而变大") == 1
    assert "比例反而变大" not in page(sample.structures(), Reuse((pair(one.id, two.id),), ()))


def test_search_meets_every_spelling_of_what_the_page_says() -> None:
    assert spellings("备") == "备備"
    assert spellings("備") == "备備"
    assert "Ａ" in spellings("A")
    written = re.search(r'data-spellings="([^"]*)"', page())
    assert written
    assert {"题題", "县縣"} & {written[1][i : i + 2] for i in range(len(written[1]) - 1)}
    assert spellings("") == ""


def test_search_folds_characters_beyond_the_common_plane() -> None:
    rare = "\U000272f0"
    pairs = spellings(rare)
    assert all(folded(pairs[i + 1]) == pairs[i] for i in range(0, len(pairs), 2))


def test_a_page_of_a_very_large_result_stays_below_twelve_megabytes() -> None:
    line = "一、" + "管&" * 60 + "\n"
    home = sample.document("a.txt", line * 12_000)
    units = tuple(
        Unit(f"u{i}", None, "一、", "made", None, 1, Span(at, at + len(line)), line[2:-1], Span(at + 2, at + 122),
             role="problem", topics=(Topic("GUA.pipe", 0.5, (Span(at, at + 4),)),))
        for i, at in enumerate(range(0, len(home.text), len(line)))
    )  # fmt: skip
    records = tuple(Record(f"r{u.id}", u.id, (), (u.id,)) for u in units)
    html = page([Structure(home, units, records)])
    assert 4_000_000 < len(html.encode()) < 12_000_000
    assert "本页只列出一部分" in html
