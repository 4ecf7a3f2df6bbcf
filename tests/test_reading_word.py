"""A Word document gives the text that its reader sees, and a hostile one an error."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.errors import SourceError
from djtext.reading import Entry, package, read, word
from djtext.reading.charset import Decoded
from djtext.reading.counting import written
from djtext.reading.fields import shown, symbol
from djtext.reading.kinds import recognised
from djtext.types import Hint, Span
from word_sample import SPACES, W, docx, p, packed, r, relations, table


def text(body: str, **parts: str) -> str:
    return word.read(docx(body, **parts), "甲.docx").text


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (r("加强") + r("领导。"), "加强领导。"),
        ("<w:r><w:t> 加强 </w:t></w:r>", "加强"),
        (
            "<w:r><w:t>加</w:t><w:tab/><w:t>强</w:t><w:br/><w:t>领</w:t><w:noBreakHyphen/><w:t>导</w:t></w:r>",
            "加\t强\n领-导",
        ),
        ("<w:r><w:t>加\u00ad强\n领导</w:t><w:softHyphen/></w:r>", "加强 领导"),
        ('<w:r><w:br w:type="page"/></w:r>' + r("第二页"), "第二页"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="zz"/></w:r>' + r("已整改"), "☑已整改"),
        (f"<w:ins>{r('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", "新增"),
        (f"<w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('新处')}</w:moveTo>", "新处"),
        (f"<w:ins><w:del>{r('改又删')}</w:del></w:ins>{r('留')}", "留"),
        (f"<w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag>{r('标记')}</w:smartTag>", "链接标记"),
        (f"<w:sdt><w:sdtPr><w:t>甲</w:t></w:sdtPr><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:r><w:ruby><w:rt>{r('pīn')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>", "拼"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>甲</m:t></m:r></m:num><m:den><m:r><m:t>乙</m:t></m:r></m:den></m:f></m:oMath>",
            "甲/乙",
        ),
        (r("看得见") + r("看不见", "<w:vanish/>") + r("又见", '<w:vanish w:val="0"/>'), "看得见又见"),
        (r("网页", "<w:webHidden/>"), "网页"),
        ("<w:r><w:commentReference/><w:annotationRef/></w:r><!-- 说明 --><?ok ok?>" + r("正文"), "正文"),
        (f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>', "3"),
    ],
)
def test_a_paragraph_gives_what_its_reader_sees(inner: str, expected: str) -> None:
    assert text(p(inner)) == expected + "\n"


def test_every_paragraph_is_a_line_and_wrappers_are_looked_through() -> None:
    body = p("一") + p() + f"<w:sdt><w:sdtContent>{p('二')}</w:sdtContent></w:sdt><w:ins>{p('三')}</w:ins>"
    more = f"<w:customXml>{p('四')}</w:customXml><w:del>{p('五')}</w:del><m:oMathPara><m:r><m:t>x</m:t></m:r></m:oMathPara>"
    assert text(body + more + "<w:sectPr/>") == "一\n\n二\n三\n四\nx\n"


def code(inner: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{inner}</w:instrText></w:r>'


def mark(kind: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (mark("begin") + code("PAGE") + mark("separate") + r("果") + mark("end") + r("文"), "果文"),
        (mark("begin") + code("IF ") + mark("begin") + code("A") + mark("separate") + r("内") + mark("end") + r("码")
         + mark("separate") + r("果") + mark("end"), "果"),
        (mark("begin") + code(r"eq \o\ac(○,2)") + mark("end") + r("加强"), "②加强"),
        (mark("begin") + code("XE 词") + mark("end") + r("文"), "文"),
        (r("前") + mark("begin") + code("TOC") + r("后文不失"), "前后文不失"),
        (mark("end") + mark("separate") + code("无") + r("文"), "文"),
        (mark("begin", "<w:vanish/>") + code("XE") + mark("end", "<w:vanish/>") + r("文"), "文"),
    ],
)  # fmt: skip
def test_of_a_field_the_result_is_seen_and_not_the_code(inner: str, expected: str) -> None:
    assert text(p(inner)) == expected + "\n"


def test_a_field_may_run_over_several_paragraphs() -> None:
    body = p(mark("begin") + code("TOC") + mark("separate") + r("一、问题")) + p("二、对策") + p(mark("end"))
    assert text(body) == "一、问题\n二、对策\n\n"


BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_a_text_box_is_seen_once_after_its_paragraph_whichever_way_it_is_kept() -> None:
    content = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{content}</wps:txbx></mc:Choice>'
        f"<mc:Fallback>{BOX.format(p('框'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert text(p(f"{r('前')}<w:r>{both}</w:r>{r('后')}") + p("下")) == "前后\n框\n下\n"
    unknown = both.replace('Requires="wps"', 'Requires="new"').replace("框", "老", 1)
    assert text(p(f"<w:r>{unknown}</w:r>")) == "\n框\n"
    assert text(p("<w:r><mc:AlternateContent/></w:r>") + f"<mc:AlternateContent/>{p('文')}") == "\n文\n"
    assert text(f'<mc:AlternateContent><mc:Choice Requires="wps">{p("甲")}</mc:Choice></mc:AlternateContent>') == "甲\n"
    assert text(p(f"<w:r>{BOX.format(p('框') + table(['a', 'b']))}</w:r>")) == "\n框\na\tb\n"
    assert text(p('<w:r><w:pict><v:textpath string="红头文件"/></w:pict></w:r>')) == "\n红头文件\n"


def test_a_box_in_the_code_of_a_field_is_not_seen_and_a_field_around_a_box_does_not_reach_into_it() -> None:
    drawn = f'<w:r>{BOX.format(p("框"))}<w:pict><v:textpath string="艺术字"/></w:pict></w:r>'
    assert text(p(mark("begin") + drawn + mark("separate") + r("果") + mark("end"))) == "果\n"
    inside = f"<w:r>{BOX.format(p(mark('end') + r('框')))}</w:r>"
    assert text(p(mark("begin") + mark("separate") + inside + r("果") + mark("end"))) == "果\n框\n"


def test_a_table_has_a_row_a_line_and_a_tab_between_cells() -> None:
    nested = table(["问题", p("学习") + p("作风")], ["措施", p("看") + table(["甲", "乙"]) + p()])
    assert text(p("前") + nested + p("后")) == "前\n问题\t学习\n作风\n措施\t看\n甲\t乙\n后\n"


def test_deleted_rows_and_cells_are_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删')}</w:tc></w:tr>"
    cells = f"<w:tr><w:tc>{p('留')}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删')}</w:tc></w:tr>"
    wrapped = f"<w:sdt><w:sdtContent><w:tr><w:tc>{p('控')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    assert text(f"<w:tbl>{gone}{cells}{wrapped}</w:tbl>") == "留\n控\n"


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_paragraphs_whose_end_was_deleted_or_hidden_go_on_in_the_next() -> None:
    numbers = numbering(level(0, "chineseCounting", "%1、"))
    deleted = NUMBERED + "<w:rPr><w:del/></w:rPr>"
    moved = NUMBERED + "<w:rPr><w:moveFrom/></w:rPr>"
    assert (
        text(p("加强", deleted) + p("学习", NUMBERED) + p("其次", NUMBERED), numbering=numbers)
        == "一、加强学习\n二、其次\n"
    )
    assert text(p("甲") + p(f"<w:moveFrom>{r('移走')}</w:moveFrom>", moved) + p("乙"), numbering=numbers) == "甲\n乙\n"
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    run_in = p("标题。", NUMBERED + hidden) + p("正文") + p("其次", NUMBERED)
    assert text(run_in, numbering=numbers) == "一、标题。正文\n二、其次\n"
    assert text(p(r("全藏", "<w:vanish/>"), NUMBERED + hidden) + p("见", NUMBERED), numbering=numbers) == "一、见\n"
    assert text(p("末", deleted), numbering=numbers) == "末\n"
    assert text(p("甲", "<w:rPr><w:del/></w:rPr>") + table(["乙"])) == "甲\n乙\n"


def note(kind: str, ident: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{ident}" {more}/></w:r>'


def test_notes_stand_at_the_end_with_the_marks_that_stand_in_the_text() -> None:
    body = p(r("甲") + note("footnote", 2) + r("乙") + note("footnote", 3) + note("endnote", 2) + r("。"))
    feet = f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" 注一"))}{p("续")}</w:footnote>'
    feet += f'<w:footnote w:id="3">{p("注二")}</w:footnote>'
    ends = f'<w:endnote w:id="2">{p("尾注")}</w:endnote>'
    found = word.read(docx(body, footnotes=feet, endnotes=ends), "甲")
    assert found.text == "甲[1]乙[2][i]。\n[1] 注一\n续\n[2] 注二\n[i] 尾注\n"
    assert [h.span.of(found.text) for h in found.hints if h.kind == "note"] == ["[1] 注一\n续", "[2] 注二", "[i] 尾注"]


def test_notes_are_counted_as_the_document_says_and_may_have_marks_of_their_own() -> None:
    own = note("footnote", 9, 'w:customMarkFollows="1"')
    body = p(own + r("*甲") + note("footnote", 1) + note("footnote", 8))
    feet = f'<w:footnote w:id="9">{p("* 自注")}</w:footnote><w:footnote w:id="1">{p("注")}</w:footnote>'
    way = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr>'
    assert text(body, footnotes=feet, settings=way) == "*甲[①][②]\n* 自注\n[①] 注\n"
    assert text(body + f"<w:sectPr>{way}</w:sectPr>") == "*甲[①][②]\n"


def test_headings_items_cells_and_contents_are_hints() -> None:
    known = (
        style("1", name="heading 1") + style("2", more='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("3", name="Title") + style("4", name="toc 2") + style("5", based="2")
    )  # fmt: skip
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in "12345")
    body += p("6", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>') + p("7", '<w:outlineLvl w:val="2"/>' + NUMBERED)
    found = word.read(docx(body + table(["8"]), styles=known, numbering=numbering(level(0, "decimal", "%1."))), "甲")
    hints = [(h.span.of(found.text), h.kind, h.level) for h in found.hints]
    assert hints == [
        ("1", "heading", 1), ("2", "heading", 2), ("3", "heading", 0), ("4", "contents", 2), ("5", "heading", 2),
        ("1. 7", "heading", 3), ("1. 7", "item", 1), ("8", "cell", 1),
    ]  # fmt: skip


def test_hints_in_cells_count_the_whole_text_and_reach_the_source(tmp_path: Path) -> None:
    file = tmp_path / "表.docx"
    file.write_bytes(docx(p("前") + table([p() + p("题", '<w:outlineLvl w:val="0"/>') + p(), ""])))
    source = read(Entry(str(file)))
    assert (source.text, source.format, source.encoding, source.flags) == ("前\n题\t\n", "docx", None, ())
    assert source.hints == (Hint(Span(2, 3), "cell"), Hint(Span(2, 3), "heading"), Hint(Span(4, 4), "cell"))


def test_an_embedded_document_is_flagged() -> None:
    assert word.read(docx(p("甲") + "<w:altChunk/>"), "甲").flags == ("embedded-not-read",)


# --- styles ----------------------------------------------------------------------------------------------------------


def style(ident: str, *, name: str = "", based: str = "", more: str = "", kind: str = "paragraph") -> str:
    beneath = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{ident}"><w:name w:val="{name}"/>{beneath}{more}</w:style>'


HIDE = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    ("paragraph", "run", "expected"),
    [("见", "见", "文"), ("藏", "见", ""), ("见", "藏", ""), ("承", "见", ""), ("藏", "藏", "文"), ("见", "无", "文")],
)
def test_text_is_hidden_by_style_and_shows_where_two_styles_hide_it(paragraph: str, run: str, expected: str) -> None:
    known = style("见") + style("藏", more=HIDE) + style("承", based="藏")
    body = p(r("文", f'<w:rStyle w:val="{run}"/>'), f'<w:pStyle w:val="{paragraph}"/>')
    assert text(body, styles=known) == expected + "\n"


def test_text_is_hidden_by_default_unless_something_shows_it() -> None:
    known = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert text(p("藏") + p(r("见", '<w:vanish w:val="false"/>')), styles=known) == "\n见\n"


def test_paragraphs_without_a_known_style_have_the_usual_one() -> None:
    known = style("常", more=HIDE).replace("<w:style ", '<w:style w:default="1" ')
    assert text(p("藏") + p("藏", '<w:pStyle w:val="无"/>'), styles=known) == "\n\n"


def test_a_ring_of_styles_is_gone_round_once() -> None:
    assert text(p("文", '<w:pStyle w:val="甲"/>'), styles=style("甲", based="乙") + style("乙", based="甲")) == "文\n"


# --- numbers ---------------------------------------------------------------------------------------------------------


def level(depth: int, way: str, label: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{way}"/>{more}'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{num(1, 0)}{more}'


def num(ident: int, definition: int, inner: str = "") -> str:
    return f'<w:num w:numId="{ident}"><w:abstractNumId w:val="{definition}"/>{inner}</w:num>'


def at(depth: int, ident: int = 1) -> str:
    return p("x", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{ident}"/></w:numPr>')


def labels(places: str, numbers: str, known: str = "") -> list[str]:
    """Return the labels of paragraphs: `0 1 1/2` is depth 0, depth 1, depth 1 of list 2."""
    body = "".join(at(int(place[0]), int(place[2:] or 1)) for place in places.split())
    return [line[:-1] for line in text(body, numbering=numbers, styles=known).splitlines()]


OUTLINE = (
    level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"), level(4, "decimalEnclosedCircle", "%5", '<w:suff w:val="nothing"/>'),
)  # fmt: skip


def test_the_outline_of_a_report_is_numbered_as_word_shows_it() -> None:
    assert labels("0 1 1 2 2 3 4 4 1 2 0 1", numbering(*OUTLINE)) == [
        "一、", "（一）", "（二）", "1. ", "2. ", "（1）", "①", "②", "（三）", "1. ", "二、", "（一）",
    ]  # fmt: skip


def test_chapters_and_levels_within_levels() -> None:
    levels = (
        level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>'),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "upperRoman", "%1-%2-%3-%9"),
    )
    assert labels("0 1 1 2 0 1", numbering(*levels)) == ["第一章 ", "1.1 ", "1.2 ", "一-2-I- ", "第二章 ", "2.1 "]


def test_a_deeper_item_without_one_above_it_counts_as_that_of_a_first_one() -> None:
    levels = (level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2"))
    assert labels("1 1 0 1", numbering(*levels)) == ["3.1 ", "3.2 ", "4. ", "4.1 "]


@pytest.mark.parametrize(("restart", "last"), [("", "（一）"), ("0", "（二）"), ("1", "（一）")])
def test_a_level_starts_again_as_it_says(restart: str, last: str) -> None:
    more = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    levels = (level(0, "decimal", "%1."), level(1, "chineseCounting", "（%2）", more))
    assert labels("0 1 0 1", numbering(*levels))[-1] == last


def test_a_level_that_starts_again_after_the_first_only_goes_on_after_the_second() -> None:
    levels = (
        level(0, "decimal", "%1."),
        level(1, "decimal", "%2)"),
        level(2, "lowerLetter", "%3", '<w:lvlRestart w:val="1"/>'),
    )
    assert labels("0 1 2 1 2 0 2", numbering(*levels))[2:] == ["a ", "2) ", "b ", "2. ", "a "]


def test_boxes_and_notes_count_for_themselves() -> None:
    box = f"<w:r>{BOX.format(p('框', NUMBERED))}</w:r>"
    body = p("文", NUMBERED) + p(r("文") + box + note("footnote", 1), NUMBERED) + p(r("文") + box, NUMBERED)
    feet = f'<w:footnote w:id="1">{p("注", NUMBERED)}</w:footnote>'
    found = text(body, footnotes=feet, numbering=numbering(level(0, "decimal", "%1.")))
    assert found == "1. 文\n2. 文[1]\n1. 框\n3. 文\n2. 框\n[1] 1. 注\n"


def test_lists_on_one_definition_count_on_unless_they_start_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = numbering(level(0, "decimal", "%1."), more=num(2, 0) + num(3, 0, anew))
    assert labels("0 0/2 0/3 0/3 0", numbers) == ["1. ", "2. ", "1. ", "2. ", "3. "]


def test_a_list_may_put_levels_of_its_own_in_place_of_the_definitions() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    numbers = numbering(
        level(0, "decimal", "%1."),
        more=num(2, 0, own) + num(3, 0, '<w:lvlOverride w:ilvl="7"><w:startOverride w:val="1"/></w:lvlOverride>'),
    )
    assert labels("0/2 0/2 0/3", numbers) == ["C) ", "D) ", "5. "]


HEADINGS = (
    style("1", more='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style("2", based="1", more='<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>')
    + style("3", based="1") + style("4", based="1", more='<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
)  # fmt: skip


def test_numbers_come_by_style_and_those_beneath_it() -> None:
    linked = (
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3．", '<w:pStyle w:val="3"/>'),
    )
    body = "".join(p("x", f'<w:pStyle w:val="{name}"/>') for name in "1234")
    off = p("x", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    deeper = p("x", '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
    by_style_of_depth = p("x", '<w:pStyle w:val="2"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    found = text(body + off + deeper + by_style_of_depth, numbering=numbering(*linked), styles=HEADINGS)
    assert found == "一、x\n（一）x\n1．x\nx\nx\n（二）x\n（三）x\n"


def test_a_style_names_its_depth_where_no_level_names_the_style() -> None:
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "%2)"))
    body = "".join(p("x", f'<w:pStyle w:val="{name}"/>') for name in "12")
    assert text(body, numbering=numbering(*levels), styles=HEADINGS) == "1. x\n1) x\n"


def test_a_definition_that_a_list_style_made_leads_to_that_of_the_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="列"/></w:abstractNum>'
    known = style("列", kind="numbering", more='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    numbers = linked + numbering(level(0, "decimal", "%1)"), more=num(2, 5))
    assert labels("0/2 0", numbers, known) == ["1) ", "2) "]
    ring = linked + num(1, 5)
    assert labels("0", ring, known) == [""]
    assert labels("0", linked + num(1, 5)) == [""]


@pytest.mark.parametrize(
    "numbers",
    [
        "", num(1, 7), '<w:num w:numId="1"/>', numbering(level(3, "decimal", "%1")), numbering(level(99, "decimal", "%1")),
        numbering(level(0, "none", "%1")), numbering(level(0, "bullet", "")), numbering('<w:lvl w:ilvl="0"/>'),
    ],
)  # fmt: skip
def test_a_number_that_leads_nowhere_or_shows_nothing_is_none(numbers: str) -> None:
    assert labels("0", numbers) == [""]


@pytest.mark.parametrize(
    ("label", "more", "shown"),
    [
        ("\uf0d8", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>', "• "),
        ("l", '<w:rPr><w:rFonts w:hAnsi="Wingdings"/></w:rPr>', "• "),
        ("o", "", "• "), ("—", "", "— "), ("◆", "", "◆ "), ("\uf0b7", "", "• "),
        ("x", '<w:lvlPicBulletId w:val="0"/>', "• "),
    ],
)  # fmt: skip
def test_a_bullet_stays_where_it_can_be_printed(label: str, more: str, shown: str) -> None:
    assert labels("0", numbering(level(0, "bullet", label, more))) == [shown]


def test_a_count_with_zeros_before_it() -> None:
    way = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    numbers = numbering(f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{way}<w:lvlText w:val="%1号"/></w:lvl>')
    assert labels("0 0", numbers) == ["009号 ", "010号 "]
    assert labels("0", numbers.replace("001, 002", "x")) == ["9号 "]
    assert labels("0", numbers.replace('"decimal"', '"custom"').replace("001, 002", "x")) == ["9号 "]


@pytest.mark.parametrize(
    ("style", "values"),
    {
        "decimal": {1: "1", 12: "12"},
        "decimalZero": {1: "01", 12: "12"},
        "numberInDash": {3: "- 3 -"},
        "upperRoman": {4: "IV", 1999: "MCMXCIX", 5000: "5000", 0: "0"},
        "lowerLetter": {1: "a", 26: "z", 27: "aa", 53: "aaa", 781: "781", 0: "0"},
        "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一", 0: "○"},
        "chineseCountingThousand": {
            10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一", 2000: "二千", 0: "零",
        },
        "japaneseCounting": {10: "十", 15: "十五", 100: "百", 121: "百二十一", 1000: "千", 3001: "三千一"},
        "taiwaneseCountingThousand": {12: "十二", 105: "一百零五"},
        "chineseLegalSimplified": {1: "壹", 10: "壹拾", 12: "壹拾贰", 20: "贰拾", 300: "叁佰"},
        "ideographLegalTraditional": {2: "貳", 11: "壹拾壹"},
        "ideographDigital": {10: "一〇", 21: "二一"},
        "decimalFullWidth": {12: "１２"},
        "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"},
        "decimalEnclosedParen": {2: "⑵"},
        "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
        "ideographZodiac": {12: "亥", 13: "13"},
        "none": {5: ""},
        "unheard-of": {7: "7", 10**7: "10000000", -3: "-3"},
    }.items(),
)  # fmt: skip
def test_numbers_are_written_as_word_counts(style: str, values: dict[int, str]) -> None:
    assert {value: written(value, style) for value in values} == values


def test_an_overlay_shows_its_last_character_and_other_codes_nothing() -> None:
    assert [shown(code) for code in (r"EQ \o\ac(□,3)", r"eq \o\ac(○,一)", r"EQ \f(1,2)", "PAGE")] == ["3", "一", "", ""]


def test_symbols_that_are_no_characters_are_left_out() -> None:
    assert [symbol(*pair) for pair in (("F06C", "Wingdings"), ("D800", ""), ("0007", ""), ("F0FF", "怪体"))] == [
        "•",
        "",
        "",
        "•",
    ]


# --- hostile files ---------------------------------------------------------------------------------------------------


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError, match=r"^甲\.docx: .*; ") as caught:
        word.read(data, "甲.docx")
    return caught.value


WHOLE = docx(p("加强领导") * 50)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (WHOLE[: len(WHOLE) // 2], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (packed({"a.txt": "x"}), "damaged"),
        (packed({"word/document.xml": "<w:document"}), "damaged"),
        (packed({"word/document.xml": "<html/>"}), "damaged"),
        (packed({"word/document.xml": ""}), "damaged"),
        (docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "damaged"),
        (docx("<w:p>" + "<w:ins>" * 200 + "</w:ins>" * 200 + "</w:p>"), "damaged"),
        (docx("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60), "damaged"),
        (docx("<w:ins>" * 20_000 + "</w:ins>" * 20_000), "damaged"),
        (docx(p(" " * 60_000_000)), "bomb"),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_document_is_refused(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_what_a_parser_quotes_of_a_hostile_part_is_cut_short_and_printable() -> None:
    long, odd = f"<w:document {'x' * 3000}", "<w:document \x1b[31m\n\u202e"
    for xml in (long, odd):
        message = str(refused(packed({"word/document.xml": xml})))
        assert len(message) < 400
        assert message.isprintable()


def test_a_part_whose_bytes_do_not_fit_their_directory_is_damaged() -> None:
    at = WHOLE.index(b"word/document.xml") + 40
    assert "open it in Word or WPS" in str(refused(WHOLE[:at] + b"\xff" * 20 + WHOLE[at + 20 :]))


def test_a_part_of_countless_tags_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MARKS", 1000)
    assert refused(docx("<w:p/>" * 2000)).code == "bomb"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_document_type_is_refused_and_no_entity_is_followed(declared: str) -> None:
    inner = f"<w:document {SPACES}><w:body>{p('<w:r><w:t>&a;</w:t></w:r>' if 'ENTITY' in declared else '甲')}</w:body></w:document>"
    assert refused(docx("", {"word/document.xml": declared + inner})).code == "unsafe"


def test_a_locked_part_is_called_encrypted() -> None:
    locked = bytearray(WHOLE)
    at = locked.rindex(b"PK\x01\x02", 0, locked.rindex(b"word/document.xml"))
    locked[at + 8] |= 1
    assert refused(bytes(locked)).code == "encrypted"


def test_what_lies_outside_the_package_is_never_looked_at() -> None:
    outside = relations(("styles", "file:///etc/passwd")).replace("Target=", 'TargetMode="External" Target=')
    upward = relations(("styles", "../../../../etc/passwd"))
    for rels in (outside, upward):
        assert word.read(docx(p("甲"), {"word/_rels/document.xml.rels": rels}), "甲").text == "甲\n"


def test_a_strict_document_is_read_like_any_other() -> None:
    strict = docx(p("一") + p("二"), styles=style("1"))
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    old, new = W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    files = {name: data.replace(old, new) if isinstance(data, bytes) else data for name, data in files.items()}
    assert word.read(packed(files), "甲").text == "一\n二\n"


def test_nested_fields_and_countless_notes_are_read_to_their_end() -> None:
    body = p(mark("begin") * 20_000 + r("文") + mark("end") * 20_000) + p(note("footnote", 1) * 20_000)
    assert "[20000]" in word.read(docx(body), "甲").text


def test_a_hundred_pages_are_read_whole() -> None:
    body = (p(r("加强组织领导，") + r("落实工作责任。") * 9, NUMBERED) * 15 + table(["甲", "乙", "丙"] * 2)) * 100
    data = docx(body, numbering=numbering(*OUTLINE), styles=HEADINGS)
    assert len(word.read(data, "甲").text) > 100_000


PIECES = st.sampled_from(
    ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>文</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
     "</w:tc>", mark("begin"), mark("end"), "<w:txbxContent>", "</w:txbxContent>", NUMBERED, "<w:pPr>", "</w:pPr>"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_order_of_elements_gives_a_text_or_an_error(pieces: list[str]) -> None:
    try:
        found = word.read(docx("".join(pieces), numbering=numbering(*OUTLINE)), "甲")
    except SourceError as error:
        assert error.code == "damaged"
    else:
        assert all(0 <= h.span.start <= h.span.end <= len(found.text) for h in found.hints)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_document_with_bytes_overwritten_gives_a_text_or_an_error(at: int, new: bytes) -> None:
    try:
        found = word.read(WHOLE[:at] + new + WHOLE[at + len(new) :], "甲")
    except SourceError as error:
        assert error.code in ("damaged", "bomb", "encrypted", "too-large", "unsupported", "unsafe")
    else:
        assert isinstance(found, Decoded)


def test_a_document_that_was_cut_off_is_read_as_what_its_name_says() -> None:
    assert recognised(b"PK\x03\x04", "甲.docx") == "docx"
    assert recognised(packed({"a.txt": "x"}), "甲.docx") == "zip"
    assert recognised(b"PK\x03\x04", "甲.txt") == "zip"
