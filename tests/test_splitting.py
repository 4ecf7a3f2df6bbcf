"""A source is split where an essay ends, and nowhere else."""

import pytest

from djtext.hanzi import folded
from djtext.repair import documents
from djtext.repair.splitting import pieces
from djtext.types import Source, Span

BODY = "近年来，各窗口单位坚持依法办事，群众满意度逐年上升，但离上级要求还有差距。" * 3
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
        f"各单位报送的窗口\n{BODY}没有写完的半句\n窗口服务的思考\n{LISTED}",
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
