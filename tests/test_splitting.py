"""A source is split where an essay ends, and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joining import essays, fresh, scored
from stock import stock

from djtext import lexicon
from djtext.hanzi import folded, numeral
from djtext.repair import documents, passages
from djtext.repair.essay_lines import matched
from djtext.repair.evidence import WEIGHTS, total
from djtext.repair.splitting import pieces
from djtext.types import Hint, Source, Span

BODY = "近年来，各窗口单位坚持依法办事，群众满意度逐年上升，但离上级要求还有差距。" * 3
CORPORA = Path(__file__).resolve().parent.parent / "corpora"
OTHER = "河道清淤工程已经完工，护岸植草种树，沿线居民散步纳凉，水质由劣五类升到三类。" * 8
LONG = BODY * 3
LISTED = f"一、存在的问题\n{BODY}\n二、整改的措施\n{BODY}"


def titles(text: str) -> list[str | None]:
    return [piece.title for piece in pieces(text, folded(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"第一篇：窗口作风调查\n{BODY}\n第二篇：队伍建设方案\n{BODY}", ["窗口作风调查", "队伍建设方案"]),
        (f"篇一：窗口作风调查\n{BODY}\n篇二：队伍建设方案\n{BODY}", ["窗口作风调查", "队伍建设方案"]),
        (
            f"【篇1】\n窗口作风调查报告\n{BODY}\n【篇2】\n队伍建设工作方案\n{BODY}",
            ["窗口作风调查报告", "队伍建设工作方案"],
        ),
        (f"窗口服务措施\n{BODY}\n信访工作措施\n信访工作措施\n{BODY}", ["窗口服务措施", "信访工作措施"]),
        (f"窗口服务考核办法\n{LISTED}\n窗口服务考核办法\n{LISTED}", ["窗口服务考核办法"] * 2),
        (f"窗口服务考核办法\n{BODY}\n窗口服务考核办法 某某网讯 {BODY}", ["窗口服务考核办法"] * 2),
        (f"{BODY}\n社区矫正工作的思考作者：王某来源：《某刊》摘要：{BODY}", [None, "社区矫正工作的思考"]),
        (f"{BODY}\n社区矫正工作的思考【摘要】{BODY}", [None, "社区矫正工作的思考"]),
        (f"{BODY}\n强化责任 形成合力\n稿件来源：某局 发布日期：2010-01-02\n{BODY}", [None, "强化责任 形成合力"]),
        (f"{BODY}\n某县奖补资金管理办法第一章总则第一条为规范奖补资金，制定本办法。", [None, "某县奖补资金管理办法"]),
        (f"{BODY}\n社区矫正工作的问题及对策近年来，{BODY}", [None, "社区矫正工作的问题及对策"]),
        (f"{BODY}\n2016年第3期某县坚持以人为本。{BODY}", [None, None]),
        (f"窗口服务的思考\n{LISTED}\n关于社区矫正的思考\n{BODY}\n{LISTED}", ["窗口服务的思考", "关于社区矫正的思考"]),
        (
            f"窗口服务的思考\n{LISTED}\n服务发展大局\n努力做好社区工作\n{BODY}\n{LISTED}",
            ["窗口服务的思考", "服务发展大局 努力做好社区工作"],
        ),
        (f"（第一篇）窗口作风调查\n{BODY}\n（第二篇）队伍建设方案\n{BODY}", ["窗口作风调查", "队伍建设方案"]),
        (f"例文1：窗口作风调查\n{BODY}\n例文2：队伍建设方案\n{BODY}", ["窗口作风调查", "队伍建设方案"]),
        (
            f"窗口工作总结（一）\n{BODY}{BODY}\n窗口工作总结（二）\n{BODY}{BODY}",
            ["窗口工作总结（一）", "窗口工作总结（二）"],
        ),
        (
            f"工作总结范文2篇\n工作总结篇一\n窗口作风调查\n{BODY}\n工作总结篇二\n队伍建设方案\n{BODY}",
            ["窗口作风调查", "队伍建设方案"],
        ),
        (
            f"目录\n1、窗口作风调查报告……1\n2、队伍建设工作方案……4\n窗口作风调查报告\n{LISTED}\n队伍建设工作方案\n{LISTED}",
            ["窗口作风调查报告", "队伍建设工作方案"],
        ),
        (f"{LISTED}\n关于社区矫正\n工作情况的报告\n{OTHER}\n{LISTED}", [None, "关于社区矫正 工作情况的报告"]),
        (f"{LISTED}\n某县社区矫正工作总结根据市局要求，{OTHER}", [None, "某县社区矫正工作总结"]),
        (f"{LISTED}\n在全县社区矫正工作会上的发言我们街道{OTHER}", [None, "在全县社区矫正工作会上的发言"]),
        (f"{LISTED}\n社区矫正工作方案\n某县司法局 王某某\n{OTHER}", [None, "社区矫正工作方案"]),
        (f"{LISTED}\n社区矫正的路径\n（2022年4月11日会议通过）\n{OTHER}", [None, "社区矫正的路径"]),
        (f"{LONG}\n特此报告。\n为进一步摸清河道底数，现将有关情况报告如下。\n{OTHER}", [None, None]),
        (f"{LONG}\n【摘要】{OTHER}", [None, None]),
        (f"{LONG}\n第一条为规范河道管理，结合实际，制定本办法。{OTHER}", [None, None]),
        (
            f"第一条为规范窗口，制定本办法。\n第二条本办法适用于窗口。\n第三条窗口分三类。{LONG}\n"
            f"习近平总书记多次强调，要抓好水利工程。\n{OTHER}",
            [None, None],
        ),
        (
            f"窗口服务的思考\n{LISTED}{LONG}\n近年来，全县上下抓好河道清淤，水清岸绿。{OTHER}\n一、河道的问题\n{OTHER}",
            ["窗口服务的思考", None],
        ),
        (
            f"窗口服务的思考\n甲镇的做法。{BODY}\n乙镇的做法。{OTHER}\n甲镇的做法。{BODY}\n乙镇的做法。{OTHER}",
            ["窗口服务的思考", None],
        ),
        (
            f"{LISTED}\n关于印发《某县路灯管理办法》的通知\n各乡镇：\n现将《某县路灯管理办法》印发给你们，请认真执行。{OTHER}\n"
            f"某县路灯管理办法\n第一条 为规范路灯管理，制定本办法。{OTHER}",
            [None, "关于印发《某县路灯管理办法》的通知"],
        ),
        (
            f"{LISTED}\n安全生产目标责任书\n甲方：某县应急局；乙方：某厂。\n为落实责任，特签订如下责任书。{OTHER}\n一、甲\n{OTHER}",
            [None, "安全生产目标责任书"],
        ),
        (
            f"{LISTED}\n守住一方水：关于某县河道清淤的调查与思考\n{OTHER}",
            [None, "守住一方水：关于某县河道清淤的调查与思考"],
        ),
        (f"{LISTED}\n清水是怎样流回来的\n——某县河道清淤调查\n{OTHER}\n{LISTED}", [None, "清水是怎样流回来的"]),
        (f"{LONG}\n各乡镇人民政府，县直各单位：\n{OTHER}", [None, None]),
        (
            f"一、窗口\n第四，抓好服务。{LONG}\n第五，抓好落实。{OTHER}\n关于社区矫正的调研报告\n一、甲\n{BODY}",
            [None, "关于社区矫正的调研报告"],
        ),
        (f"{LONG}\n三是抓好河道清淤。{OTHER}", [None, None]),
        (f"一、窗口的问题\n{LONG}\n四、河道的清淤\n{OTHER}\n五、护岸\n{OTHER}", [None, None]),
        (f"管理办法\n第一章 总则\n{BODY}\n第二章 职责\n{BODY}\n第一章 总则\n{BODY}", [None, None]),
    ],
)
def test_an_essay_begins_where_the_text_says_so(text: str, expected: list[str | None]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"窗口服务的思考\n{LISTED}\n三、对策\n应从以下两个方面来把握。\n一、强化责任\n{BODY}\n二、充实目标\n{BODY}",
        f"目录\n一、存在的问题\n二、整改的措施\n窗口服务的思考\n{LISTED}",
        f"窗口服务的思考\n{LISTED}\n对策建议\n{BODY}",
        f"2026年某市工作报告\n{LISTED}\n附件\n2026年某市民生实事\n1.新建学校两所。\n2.新建医院一所。",
        f"窗口服务实施方案\n{LISTED}\n窗口服务实施方案\n三、组织的保障\n{BODY}",
        f"窗口服务的思考\n{BODY}\n对违反本办法第一条规定的，依规处理。{BODY}",
        f"窗口服务的思考\n{LISTED}\n应从以下两个方面来把握。\n强化窗口责任的建议\n一、强化责任\n{BODY}",
        f"某市五年规划纲要\n第一篇 发展环境\n第一章 形势\n{BODY}\n第二篇 主要任务\n第二章 产业\n{BODY}",
        f"窗口服务的思考\n{LISTED}\n附件：考核评分标准\n考核评分标准细则\n一、窗口作风\n{BODY}",
        f"窗口服务的思考\n{LISTED}\n某县行政服务中心领导班子\n2023年12月18日\n附件\n{OTHER}",
        f"窗口服务的思考\n目录\n一、存在的问题\n二、整改的措施\n窗口服务的思考\n{LISTED}",
        f"窗口服务的思考\n【摘要】{BODY}\n目录\n一、存在的问题\n二、整改的措施\n{LISTED}",
        f"窗口服务的思考\n{LISTED}\n近年来，各窗口单位坚持依法办事。\n{OTHER}",
        f"各单位报送的窗口\n{BODY}没有写完的半句\n窗口服务的思考\n{LISTED}",
        f"{LONG}\n三、河道清淤\n{OTHER}",
        f"一是抓好窗口。{LONG}二是抓好服务。\n三是抓好河道清淤。{OTHER}",
        f"一、窗口的问题\n{LONG}二、窗口的对策，要抓好服务。\n三、河道的清淤\n{OTHER}",
        f"以下是本站整理的三篇范文\n第一篇：窗口作风调查\n{BODY}",
        "",
        "\n\n",
    ],
)
def test_one_essay_stays_one(text: str) -> None:
    assert len(titles(text)) == 1


def test_the_title_behind_a_table_of_contents_is_the_essays() -> None:
    assert titles(f"目录\n一、存在的问题\n二、整改的措施\n窗口服务的思考\n{LISTED}") == ["窗口服务的思考"]


def test_an_essay_of_headings_only_has_no_title() -> None:
    assert titles("一、存在的问题\n二、整改的措施") == [None]


def test_a_title_from_the_source_stands_where_the_source_is_one_essay() -> None:
    source = Source("rows.jsonl", BODY, "0" * 64, "jsonl", id="7", title="窗口服务")
    assert documents(source)[0].title == "窗口服务"


def test_a_document_knows_its_place_in_the_damaged_source() -> None:
    text = f"第一篇：窗口作風(fēng)調(diào)查\r\n{BODY}\r\n第二篇：隊伍建設(shè)方案\r\n{BODY}"
    first, second = documents(Source("a.txt", text, "0" * 64, "txt"))
    assert second.span.of(text).startswith("第二篇：隊伍建設(shè)")
    assert (first.title, second.title) == ("窗口作風調查", "隊伍建設方案")
    assert first.id != second.id


def test_a_row_of_ready_texts_is_one_document_under_its_own_title() -> None:
    body = "一是认真排查,二是抓好整改,三是加强督查,四是严格奖惩。" * 4
    text = f"第一篇:关于作风\n{body}\n第二篇:关于学习\n{body}"
    row = Source("rows.jsonl", text, "0" * 64, "jsonl", "utf-8", id="A", title="两篇合订")
    (only,) = documents(row)
    assert (only.title, only.span, only.source.id) == ("两篇合订", Span(0, len(text)), "A")
    assert len(documents(Source("a.txt", text, "0" * 64, "txt"))) == 2


def test_furniture_between_two_essays_is_seen_as_such() -> None:
    text = f"{LISTED}\n- 格式：docx\n- 文档页数：6\n河道清淤巡查\n{OTHER}"
    assert titles(text) == [None, "河道清淤巡查"]


def test_a_heading_of_the_file_opens_an_essay_where_the_words_alone_would_not() -> None:
    text = f"{BODY}{BODY}\n河道新面貌\n{OTHER}"
    place = text.index("河道新面貌")
    assert len(documents(Source("a.docx", text, "0" * 64, "docx"))) == 1
    hints = (Hint(Span(place, place + 5), "heading", 0),)
    first, second = documents(Source("a.docx", text, "0" * 64, "docx", hints=hints))
    assert (first.title, second.title, second.span.start) == (None, "河道新面貌", place)


def test_a_heading_is_found_again_behind_what_repair_took_out() -> None:
    text = f"創(chuàng)新窗口，優(yōu)化服務(wù)。{BODY}{BODY}\n河道新面貌\n{OTHER}"
    place = text.index("河道新面貌")
    hints = (Hint(Span(place, place + 5), "heading", 0),)
    assert [d.span.start for d in documents(Source("a.docx", text, "0" * 64, "docx", hints=hints))] == [0, place]


def test_a_start_says_what_spoke_for_it() -> None:
    text = f"第一篇：窗口作风调查\n{LISTED}\n第二篇：队伍建设方案\n{LISTED}"
    first, second = pieces(text, folded(text))
    assert first.because == ()
    assert second.because == ("rare", "announced", "restarts")


PLACES = ("云埠县", "澄湾县", "柏昌市", "临岫县", "沐原市")
SUBJECTS = ("河道清淤", "养老服务", "信访化解", "食品安全", "人才引进")
CLAUSES = ("落实责任", "压实任务", "健全台账", "逐户走访", "限期销号", "公开结果", "补齐短板", "加密频次", "严格问责")


@st.composite
def titled_essays(draw: st.DrawFn) -> str:
    """An essay with a title, an opening and three numbered sections."""
    place, subject = draw(st.sampled_from(PLACES)), draw(st.sampled_from(SUBJECTS))
    sections = []
    for count in range(1, 4):
        clauses = draw(st.lists(st.sampled_from(CLAUSES), min_size=12, max_size=20))
        sections.append(f"{numeral(count)}、{subject}的第{numeral(count)}步\n{place}{subject}{'，'.join(clauses)}。")
    return "\n".join((f"关于{place}{subject}工作的调研报告", f"近年来，{place}抓紧{subject}，现报告如下。", *sections))


@given(st.lists(titled_essays(), min_size=2, max_size=5))
@settings(deadline=None, max_examples=60)
def test_titled_essays_come_apart_where_they_were_joined(parts: list[str]) -> None:
    text = "\n".join(parts)
    expected = [sum(len(part) + 1 for part in parts[:count]) for count in range(len(parts))]
    assert [piece.start for piece in pieces(text, folded(text))] == expected


@given(titled_essays(), titled_essays(), titled_essays(), titled_essays())
@settings(deadline=None, max_examples=40)
def test_what_comes_far_behind_changes_no_start(one: str, two: str, three: str, other: str) -> None:
    kept = len(one) + len(two) + 2
    starts = [
        [piece.start for piece in pieces(text, folded(text)) if piece.start < kept]
        for text in ("\n".join((one, two, last, last)) for last in (three, other))
    ]
    assert starts[0] == starts[1]


LINES = st.sampled_from(
    [
        *(
            "",
            " ",
            "第一篇：甲",
            "目录",
            "一、存在的问题",
            "二、",
            "关于河道清淤工作的报告",
            "第一章 总则",
            "第三条甲。",
        ),
        *("近年来，甲。", "工作总结（2）", "作者：某某", "特此报告。", "2008·4甲", "7、甲。", "（一）甲", "，", "附件"),
        *("從業創新機制。" * 30, BODY, OTHER, "\u3000\u3000甲"),
    ]
)


@given(st.lists(LINES, max_size=60))
@settings(deadline=None, max_examples=150)
def test_pieces_start_at_lines_in_order_from_the_beginning(lines: list[str]) -> None:
    text = "\n".join(lines)
    plain = folded(text)
    found = pieces(text, plain)
    starts = [piece.start for piece in found]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert [at for at in starts[1:] if plain[:at].rpartition("\n")[2].strip() or not plain[at].strip()] == []
    assert [piece for piece in found[1:] if total(piece.because) <= 0 or piece.because[0] != "rare"] == []


@given(st.text(alphabet="第一二篇章条、。：关于的报告（）1 \n目录", max_size=300))
@settings(deadline=None)
def test_any_text_is_split(text: str) -> None:
    assert pieces(text, folded(text))[0].start == 0


@pytest.mark.parametrize(
    "line",
    [
        "第一章",
        "第一章 总则\n",
        "关于加强领导的思考\n",
        "近年来，抓好落实。\n",
        "第一篇：甲\n",
        "一、甲\n",
        "抓落实，",
        "\n",
        "(",
        "…",
        "1、……\n",
    ],
)
def test_one_thing_said_over_and_over_is_one_essay(line: str) -> None:
    assert len(titles(line * 20_000)) == 1


def test_passages_are_compared_at_most_once_for_each_place(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    likeness = passages.likeness

    def counted(text: str, at: int, since: int = 0) -> float | None:
        asked.append((at, since))
        return likeness(text, at, since)

    monkeypatch.setattr(passages, "likeness", counted)
    text = f"{OTHER}\n近年来，各单位抓好落实，现报告如下。\n" * 300
    pieces(text, folded(text))
    assert asked
    assert len(asked) == len(set(asked)) <= 900


@pytest.mark.parametrize("gives", sorted({rule.gives for rule in lexicon.table("splitting")}))
def test_no_quick_look_hides_what_a_row_finds(gives: str) -> None:
    hits = [hit for rule in lexicon.table("splitting") if rule.gives == gives for hit in rule.hits]
    assert [hit for hit in hits if not matched(gives, hit)] == []


def test_the_stock_of_pairs_is_counted_from_our_reports() -> None:
    assert sorted(passages.stock()) == stock()


def test_every_weight_is_spoken_of_by_some_evidence() -> None:
    rooms = Path(passages.__file__).parent
    code = "".join(
        (rooms / f"{room}.py").read_text(encoding="utf-8") for room in ("starts", "relations", "passages", "splitting")
    )
    assert [name for name in WEIGHTS if f'"{name}"' not in code and not name.startswith("heading-")] == []


FLOORS = {
    **dict.fromkeys(("titled", "announced", "collected", "series", "twice", "glued", "two-lines", "signed"), 0.97),
    **dict.fromkeys(("shelved", "repeated", "contents-of-one", "contents-of-all", "nested", "appended"), 0.97),
    **dict.fromkeys(("planned", "alone", "paged", "repeated-untitled"), 1.0),
    "excerpts": 0.95,
    "mixed-excerpts": 0.85,
    "untitled-openings": 0.7,
    "untitled-middles": 0.55,
}


def test_joins_of_each_kind_come_apart_as_well_as_they_did() -> None:
    shelf = [essay for name in ("demo", "structure") for essay in essays(CORPORA / name, 1)]
    counts = dict.fromkeys(FLOORS, (0, 0, 0))
    for join in fresh(shelf, 1, 4):
        new = scored(join, [piece.start for piece in pieces(join.text, folded(join.text))])
        found, given_, there = (a + b for a, b in zip(counts[join.kind], new, strict=True))
        counts[join.kind] = found, given_, there
    assert [kind for kind, (found, made, there) in counts.items() if 2 * found / (made + there) < FLOORS[kind]] == []
