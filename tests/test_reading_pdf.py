"""A PDF gives the text that was set in it: paragraphs whole, in reading order, without what returns on every page."""

import ctypes
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.errors import SourceError
from djtext.reading import Entry, pdf_fonts, pdf_glyphs, read
from djtext.reading import pdf as pdf_reader
from djtext.reading.pdf_glyphs import unified
from pdf_sample import Page, pdf, set_in

ESSAY = (
    "一、存在的主要问题",
    "（一）学习不够深入。个别支部把集中学习当作任务来应付，笔记互相抄袭，领导讲得多而群众说得少，学用脱节的现象仍然比较突出。",
    "（二）作风不够扎实。有的干部下基层走马观花，调查研究蜻蜓点水，对群众反映强烈的问题拖着不办，办了也没有回音，年底一算账才发现欠账不少。",
    "二、整改的具体措施",
    "（一）加强学习培训。每月安排一次集体学习，由班子成员轮流主讲，并把学习情况列入年终考核。",
    "（二）改进工作作风。落实领导干部联系点制度，每人每季度在联系点住满五天，发现的问题当场交办并限期答复，逾期不办的予以通报。",
)
WHOLE = "".join(f"{paragraph}\n" for paragraph in ESSAY)


def text(*pages: Page) -> str:
    return pdf_reader.read(pdf(*pages), "a.pdf").text


def code(data: bytes) -> str:
    with pytest.raises(SourceError, match=r"^a\.pdf: ") as caught:
        pdf_reader.read(data, "a.pdf")
    return caught.value.code


def test_lines_are_joined_to_the_paragraphs_that_were_set(tmp_path: Path) -> None:
    path = tmp_path / "总结.pdf"
    path.write_bytes(pdf(Page().lines(set_in(ESSAY, 30))))
    source = read(Entry(str(path)))
    assert (source.text, source.format, source.encoding, source.flags) == (WHOLE, "pdf", None, ())


CLAUSES = st.text("加强领导落实责任完善制度，、", min_size=1, max_size=130).map(lambda t: "加" + t.strip("，、") + "。")


@settings(max_examples=40, deadline=None)
@given(st.lists(CLAUSES, min_size=4, max_size=12), st.integers(20, 36))
def test_paragraphs_that_we_set_are_paragraphs_that_we_read(paragraphs: list[str], width: int) -> None:
    rows = set_in([ESSAY[1], *paragraphs, ESSAY[2]], width)
    pages = [Page().lines(rows[start : start + 40]) for start in range(0, len(rows), 40)]
    assert text(*pages).splitlines() == [ESSAY[1], *paragraphs, ESSAY[2]]


def test_a_paragraph_goes_on_behind_a_page() -> None:
    rows = set_in(ESSAY, 30)
    assert text(Page().lines(rows[:3]), Page().lines(rows[3:])) == WHOLE


def test_paragraphs_set_off_by_gaps_rather_than_indents_are_told_apart() -> None:
    page, top = Page(), 760.0
    for paragraph in ("加强领导" * 15, "落实责任" * 15, "完善制度" * 15, "严格考核" * 15):
        rows = set_in([paragraph], 30, 0)
        page.lines(rows, top=top)
        top -= 18 * len(rows) + 9
    assert len(text(page).splitlines()) == 4


def hung(number: str, paragraph: str, edge: int, hang: int, width: int = 30) -> list[tuple[int, str]]:
    """Set an item of a list: its number at an edge, and all its lines beneath one another at `hang` ems."""
    first, *rest = textwrap.wrap(paragraph, width - hang)
    return [(edge, number + "\u3000" * (hang - edge - len(number)) + first), *((hang, row) for row in rest)]


ITEMS = ("一、", "（一）", "１．", "①", "●", "第三条")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ITEMS), CLAUSES, st.integers(0, 4)), min_size=1, max_size=12),
    st.integers(8, 40),
    st.booleans(),
)
def test_items_whose_lines_hang_beneath_their_text_are_read_whole(
    items: list[tuple[str, str, int]], page: int, indents: bool
) -> None:
    rows = set_in([ESSAY[1]], 30, 2 * indents)
    for number, said, edge in items:
        rows += hung(number, said, edge, edge + len(number))
    rows += set_in([ESSAY[4]], 30, 2 * indents)
    pages = [Page().lines(rows[start : start + page]) for start in range(0, len(rows), page)]
    found = pdf_reader.read(pdf(*pages), "a.pdf").text.splitlines()
    assert found == [ESSAY[1], *(number + said for number, said, _ in items), ESSAY[4]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            hung("１．", "甲" * 40 + "。", 0, 4) + hung("２．", "乙。", 0, 4),
            ["１．　　" + "甲" * 40 + "。", "２．　　乙。"],
        ),
        (hung("１．", "甲" * 56, 0, 2) + hung("２．", "乙。", 0, 2), ["１．" + "甲" * 56, "２．乙。"]),
        (hung("１．", "甲" * 56, 0, 2) + hung("（1）", "乙。", 2, 5), ["１．" + "甲" * 56, "（1）乙。"]),
        (hung("１．", "甲" * 27 + "。" + "乙" * 40, 0, 2), ["１．" + "甲" * 27 + "。" + "乙" * 40]),
        (
            [*hung("一、", "甲" * 27 + "。", 0, 2), (2, "乙" * 28), (0, "乙。")],
            ["一、" + "甲" * 27 + "。", "乙" * 29 + "。"],
        ),
        ([(6, "甲" * 24), (4, "甲" * 26), (4, "甲。"), (6, "乙。")], ["甲" * 51 + "。", "乙。"]),
        ([(18, "甲" * 12), (2, "乙" * 28), (0, "乙。")], ["甲" * 12, "乙" * 29 + "。"]),
    ],
    ids=["narrow", "full", "nested", "stop-at-the-end", "heading-of-a-line", "set-in-as-a-whole", "at-the-right-edge"],
)
def test_an_item_ends_where_the_next_paragraph_begins(rows: list[tuple[int, str]], expected: list[str]) -> None:
    around = set_in(ESSAY, 30)
    assert text(Page().lines([*around, *rows, *around])).splitlines() == [*ESSAY, *expected, *ESSAY]


def test_a_number_set_apart_from_its_text_is_no_cell_and_a_number_alone_is() -> None:
    page = Page().lines(set_in(ESSAY, 30))
    page.text(72, 300, "（一）").text(132, 300, "学习").text(72, 280, "1. ").text(108, 280, "2024年")
    page.text(72, 220, "\uf0d8").text(100, 220, "纪律")
    page.text(72, 260, "1").text(108, 260, "作风").text(72, 240, "1.").text(140, 240, "干部")
    assert text(page) == f"{WHOLE}（一）学习\n1. 2024年\n1\t作风\n1.\t干部\n•纪律\n"


def test_two_columns_are_read_one_after_the_other_below_their_common_title() -> None:
    rows = set_in(ESSAY, 16)
    half = (len(rows) + 1) // 2
    page = Page().text(160, 790, "关于作风问题的整改报告全文", 20)
    page.lines(rows[:half], top=750).lines(rows[half:], x=72 + 18 * 12, top=750)
    assert text(page) == "关于作风问题的整改报告全文\n" + WHOLE


def test_a_last_page_whose_second_column_has_only_begun_is_read_in_columns_too() -> None:
    rows = set_in(ESSAY * 2, 16)
    first = Page().lines(rows[:14]).lines(rows[14:28], x=72 + 18 * 12)
    second = Page().lines(rows[28:-2]).lines(rows[-2:], x=72 + 18 * 12)
    assert text(first, second) == WHOLE * 2


def running(number: int, rows: list[tuple[int, str]], footer: str) -> Page:
    return Page().text(230, 810, "云埠县工作简报", 9).text(280, 30, footer.format(number), 9).lines(rows)


@pytest.mark.parametrize("footer", ["— {} —", "第{}页", "{}", "{}/3", "工作简报编辑部{}"])
def test_headers_footers_and_page_numbers_are_left_out_and_counted(footer: str) -> None:
    rows = set_in(ESSAY, 30)
    pages = [running(n, rows[start : start + 5], footer) for n, start in ((1, 0), (2, 5), (3, 10))]
    result = pdf_reader.read(pdf(*pages), "a.pdf")
    assert (result.text, result.flags) == (WHOLE, ("running-lines:6",))


def test_numbered_titles_that_count_with_the_pages_stay() -> None:
    pages = [Page().text(72, 800, f"附件{n}").lines(set_in(ESSAY[:2], 30)) for n in (1, 2, 3)]
    assert [line for line in text(*pages).splitlines() if line.startswith("附件")] == ["附件1", "附件2", "附件3"]


def test_the_same_lines_atop_copies_of_one_form_stay() -> None:
    pages = [Page().lines([(9, "目标责任书"), *set_in(ESSAY, 30)], top=790).text(280, 30, str(n), 9) for n in (1, 2, 3)]
    assert text(*pages) == ("目标责任书\n" + WHOLE) * 3


def test_a_line_within_the_page_that_returns_stays() -> None:
    pages = [Page().lines([(2, "特此报告。")], top=500).lines(set_in(ESSAY, 30)) for _ in range(3)]
    assert text(*pages).count("特此报告。") == 3


def grid(page: Page, xs: list[float], ys: list[float]) -> Page:
    for x in xs:
        page.line(x, ys[0], x, ys[-1])
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    return page


def test_fields_between_drawn_lines_are_cells_and_their_lines_are_joined() -> None:
    page = grid(Page().lines(set_in(ESSAY[:2], 30)), [72, 120, 320, 440], [600, 570, 520])
    for x, words in ((76, "序号"), (124, "存在问题"), (324, "责任单位")):
        page.text(x, 580, words)
    page.text(76, 550, "1").text(124, 550, "学习不够深入，笔记互相抄袭的现象").text(124, 532, "仍然存在。")
    page.lines(set_in(ESSAY[3:4], 30), top=480)
    result = pdf_reader.read(pdf(page), "a.pdf")
    table = "序号\t存在问题\t责任单位\n1\t学习不够深入，笔记互相抄袭的现象仍然存在。\t\n"
    assert result.text == f"{ESSAY[0]}\n{ESSAY[1]}\n{table}{ESSAY[3]}\n"
    cells = [hint.span.of(result.text) for hint in result.hints if hint.kind == "cell"]
    assert cells == ["序号", "存在问题", "责任单位", "1", "学习不够深入，笔记互相抄袭的现象仍然存在。", ""]


def test_a_cell_over_two_rows_stands_once_and_paragraphs_in_a_cell_stay_apart() -> None:
    page = grid(Page(), [72, 200, 400], [600, 560])
    page.line(72, 560, 72, 520).line(200, 560, 200, 520).line(400, 560, 400, 500).line(72, 520, 200, 520)
    page.line(72, 520, 72, 500).line(200, 520, 200, 500).line(72, 500, 400, 500)
    page.text(76, 580, "问题").text(204, 580, "措施").text(76, 540, "甲").text(76, 505, "乙")
    page.text(204, 545, "1.加强学习。").text(204, 527, "2.严格考核。")
    assert text(page) == "问题\t措施\n甲\t1.加强学习。\n2.严格考核。\n乙\n"


def test_a_table_drawn_as_rectangles_is_a_table_and_slanted_strokes_are_none() -> None:
    page = Page().line(72, 600, 300, 400)
    for x in (72, 200):
        for y in (560, 580):
            page.commands.append(f"{x} {y} 128 20 re S {x} {y} m {x + 128} {y} l {x + 128} {y + 20} l s")
            page.text(x + 4, y + 6, "甲乙")
    assert text(page) == "甲乙\t甲乙\n" * 2


def test_a_frame_and_a_rule_are_no_table() -> None:
    page = grid(Page().lines(set_in(ESSAY, 30)), [60, 500], [790, 300]).line(72, 745, 200, 745)
    assert text(page) == WHOLE


def test_things_that_stand_apart_on_a_line_are_parted_by_a_tab_and_joined_to_nothing() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(96, 300, "甲方（盖章）").text(300, 300, "乙方（盖章）")
    assert text(page) == WHOLE + "甲方（盖章）\t乙方（盖章）\n"


def test_typed_spaces_between_two_parties_stay_spaces() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(96, 300, "甲方： ").text(192, 300, "乙方：")
    assert text(page).splitlines()[-1] == "甲方：" + " " * 10 + "乙方："


def test_footnotes_follow_the_paragraph_that_goes_on_behind_them() -> None:
    rows = set_in(ESSAY, 30)
    first = Page().lines(rows[:3]).text(72, 120, "①见本局上年度工作总结。", 8)
    result = pdf_reader.read(pdf(first, Page().lines(rows[3:])), "a.pdf")
    note = "①见本局上年度工作总结。"
    assert result.text == WHOLE.replace(f"{ESSAY[1]}\n", f"{ESSAY[1]}\n{note}\n")
    assert [hint.span.of(result.text) for hint in result.hints if hint.kind == "note"] == [note]


def test_pages_are_hinted_where_they_begin() -> None:
    result = pdf_reader.read(pdf(Page().lines([(0, "甲。")]), Page(), Page().lines([(0, "乙。")])), "a.pdf")
    assert [(hint.level, result.text[hint.span.start]) for hint in result.hints] == [(1, "甲"), (3, "乙")]
    assert result.flags == ("pages-without-text:1",)


@pytest.mark.parametrize("shift", [0.0, 0.4])
def test_text_drawn_twice_to_look_bold_is_read_once(shift: float) -> None:
    page = (
        Page().lines(set_in(ESSAY, 30)).text(96, 300, "谢谢大家，欢迎批评").text(96 + shift, 300, "谢谢大家，欢迎批评")
    )
    assert text(page).splitlines()[-1] == "谢谢大家，欢迎批评"


def test_invisible_text_counts_only_where_it_is_all_there_is() -> None:
    scan = Page().text(72, 700, "加强组织领导，落实工作责任", mode=3).text(300, 30, "受控", 9)
    assert "加强组织领导，落实工作责任\n" in text(scan)
    assert text(Page().lines(set_in(ESSAY, 30)).text(72, 300, "水印文字", mode=3)) == WHOLE


def test_slanted_text_is_a_watermark_and_sideways_text_stands_at_the_end() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(200, 200, "内部资料", 40, turn="0.7 0.7 -0.7 0.7")
    page.text(30, 300, "装订线", turn="0 1 -1 0")
    result = pdf_reader.read(pdf(page), "a.pdf")
    assert (result.text, result.flags) == (WHOLE + "装订线\n", ("sideways-text:3",))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_reads_as_it_is_set(rotate: int) -> None:
    page = Page().lines(set_in(ESSAY, 30))
    page.rotate = rotate
    assert text(page) == WHOLE


@pytest.mark.parametrize(("turn", "sign"), [("0 1 -1 0", 1), ("0 -1 1 0", -1), ("-1 0 0 -1", 0)])
def test_text_set_across_the_page_reads_too(turn: str, sign: int) -> None:
    page = Page()
    for number, (indent, row) in enumerate(set_in(ESSAY, 30)):
        along, down = 72 + 12 * indent, 72 + 18 * number
        places = {1: (down, along), -1: (595 - down, 842 - along), 0: (595 - along, down)}
        page.text(*places[sign], row, turn=turn)
    assert text(page) == WHOLE


def test_a_chinese_font_that_the_file_does_not_hold_is_ours_and_others_are_those_of_pdfium() -> None:
    font = pdf_fonts.box()
    ask = pdf_fonts._answers(font)
    assert [ask["MapFont"](None, 400, 0, charset, 16, None, None) for charset in (0, 134, 136, 204)] == [
        None,
        1,
        1,
        None,
    ]
    buffer = ctypes.create_string_buffer(len(font))
    assert ask["GetFontData"](None, 1, 0, buffer, len(font) - 1) == len(font)
    assert buffer.raw == bytes(len(font))
    ask["GetFontData"](None, 1, 0, buffer, len(font))
    assert buffer.raw == font
    assert ask["GetFontData"](None, 1, int.from_bytes(b"ttcf"), buffer, len(font)) == 0


def test_characters_that_were_drawn_one_by_one_in_a_font_outside_the_file_are_all_there() -> None:
    page = Page()
    for place, char in enumerate("加强领导，落实责任。"):
        page.text(72 + place * 12, 700, char)
    assert text(page) == "加强领导，落实责任。\n"


def test_vertical_writing_is_read_from_right_to_left() -> None:
    page = Page()
    for number, (indent, row) in enumerate(set_in(ESSAY[1:3], 40)):
        for place, char in enumerate(row):
            page.text(520 - 18 * number, 780 - 12 * (indent + place), char)
    assert text(page) == f"{ESSAY[1]}\n{ESSAY[2]}\n"


def test_white_between_latin_words_is_a_space_and_between_justified_characters_is_none() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(72, 300, "PDF").text(96, 300, "file")
    for place, char in enumerate("加强领导落实责任"):
        page.text(72 + place * 16, 250, char)
    assert text(page).splitlines()[-2:] == ["PDF file", "加强领导落实责任"]


def test_one_wide_white_between_han_characters_was_typed_and_spaces_between_all_were_not() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(72, 300, "卫生健康局").text(136, 300, "俞方平")
    page.text(72, 250, "第一章").text(119, 250, "总则").text(72, 200, "加 强 领 导 落 实 责 任")
    assert text(page).splitlines()[-3:] == ["卫生健康局 俞方平", "第一章\u3000总则", "加强领导落实责任"]


def test_words_broken_between_lines_get_their_space_back() -> None:
    rows = [(0, "a" * 56 + " word"), (0, "next" + "b" * 50), (0, "c" * 61), (0, "加" * 30)]
    assert " word next" in text(Page().lines(rows))


def test_spaces_at_the_ends_of_lines_are_no_text() -> None:
    rows = [(0, "\u3000\u3000" + "加强领导" * 7), (0, "落实责任。  ")]
    assert text(Page().lines(rows)) == "加强领导" * 7 + "落实责任。\n"


def test_a_date_behind_a_comma_moves_to_the_next_line_as_a_whole() -> None:
    rows = [*set_in(ESSAY[1:3], 30), (2, "加强" * 13), (0, "查，10月反馈。")]
    assert text(Page().lines(rows)).splitlines()[-1] == "加强" * 13 + "查，10月反馈。"


def test_a_raised_note_number_stays_in_its_line() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(72, 300, "本局总结").text(120, 304, "1", 7).text(124, 300, "指出")
    assert text(page).splitlines()[-1] == "本局总结1指出"


def test_text_off_the_page_or_too_small_to_read_is_left_out() -> None:
    page = Page().lines(set_in(ESSAY, 30)).text(72, 900, "页外文字").text(72, 300, "微小文字", 0.4)
    assert text(page) == WHOLE


def test_radicals_and_doubles_become_the_characters_they_look_like() -> None:
    assert unified("⻓期⼯作中⻔⻛不正，⺠⽣，更") == "长期工作中门风不正，民生，更"


def test_a_scan_is_refused_with_a_way_out() -> None:
    assert code(pdf(Page(), Page())) == "no-text-layer"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 garbage" * 50, pdf(Page())[:300], pdf()])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert code(data) == "damaged"


def test_a_password_is_asked_for_in_vain() -> None:
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("helvetica")
    document.cell(text="secret")
    document.set_encryption(owner_password="owner", user_password="user")
    assert code(bytes(document.output())) == "encrypted"


def test_a_password_that_only_forbids_copying_keeps_nobody_from_reading() -> None:
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("helvetica")
    document.cell(text="open report")
    document.set_encryption(owner_password="owner")
    assert pdf_reader.read(bytes(document.output()), "a.pdf").text == "open report\n"


def test_limits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(Page().lines(set_in(ESSAY, 30)), Page().lines(set_in(ESSAY, 30)))
    monkeypatch.setattr(pdf_glyphs, "MAX_GLYPHS", 20)
    cut = pdf_reader.read(data, "a.pdf")
    assert ("cut-pages:2" in cut.flags, len(cut.text) < 50) == (True, True)
    monkeypatch.setattr(pdf_reader, "MAX_CHARACTERS", 30)
    assert code(data) == "too-large"
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 1)
    assert code(data) == "too-large"


def test_a_page_of_thousands_of_strokes_and_repeated_letters_is_read_in_bounded_time() -> None:
    page = Page().lines(set_in(ESSAY, 30))
    for number in range(30_000):
        page.line(72 + number % 400, 100, 72 + number % 400, 140)
    page.text(72, 80, "一" * 20_000)
    assert WHOLE.splitlines()[1] in text(page)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 4000), st.binary(max_size=20))
def test_bytes_overwritten_anywhere_give_a_text_or_an_error_that_helps(at: int, junk: bytes) -> None:
    data = pdf(Page().lines(set_in(ESSAY, 30)))
    broken = data[:at] + junk + data[at + len(junk) :]
    try:
        assert pdf_reader.read(broken, "a.pdf").text
    except SourceError as error:
        assert error.code in ("damaged", "no-text-layer", "encrypted")


PAGE = '<meta charset="utf-8"><style>p{text-indent:2em;margin:0;text-align:justify}</style>'


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium to print")
def test_a_page_printed_by_chromium_gives_its_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE + "".join(f"<p>{each}</p>" for each in ESSAY), encoding="utf-8")
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path}/profile",
    ]
    out = tmp_path / "a.pdf"
    subprocess.run(["chromium", *flags, f"--print-to-pdf={out}", str(tmp_path / "a.html")], check=True, timeout=120)
    result = pdf_reader.read(out.read_bytes(), "a.pdf")
    if "口" in result.text or len(result.text) < 100:
        pytest.skip("no font for Chinese is installed")
    assert result.text == WHOLE
