"""A web page gives its article as a browser shows it, without what surrounds it."""

from pathlib import Path

import pytest

from djtext.errors import SourceError
from djtext.reading import Entry, read, web, web_blocks
from djtext.types import Source

LEAD = "<p>　　加强学习，提高认识。各支部要把学习列入议程，每月不少于两次，由书记主持并作好记录。</p>"
REST = "<p>二、落实责任，严格考核。对整改不力的单位，责令限期补课，并在全县通报批评。</p>"
ARTICLE = LEAD + REST
TEXT = (
    "加强学习，提高认识。各支部要把学习列入议程，每月不少于两次，由书记主持并作好记录。\n"
    "二、落实责任，严格考核。对整改不力的单位，责令限期补课，并在全县通报批评。\n"
)
MENU = "".join(f'<li><a href="/{n}">工作动态，要闻第{n}号</a></li>' for n in range(20))


def text(markup: str) -> str:
    return web.read(markup.encode(), "a.html").text


def inside(markup: str) -> str:
    """Return what a piece of a page between two paragraphs of an article gives."""
    head, tail = TEXT.splitlines(keepends=True)
    result = text(LEAD + markup + REST)
    assert result.startswith(head)
    assert result.endswith(tail)
    return result[len(head) : len(result) - len(tail)]


def failed(data: bytes, reader: str = "read") -> str:
    with pytest.raises(SourceError, match=r"^a\.html: ") as caught:
        getattr(web, reader)(data, "a.html")
    return caught.value.code


def opened(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    return read(Entry(str(path)))


@pytest.mark.parametrize(
    "page",
    [
        f"<ul>{MENU}</ul><div>{ARTICLE}</div><div>版权所有</div>",
        f"<nav>{MENU}</nav><article><div>{LEAD}</div>{REST}</article><footer>地址：云埠县大街1号，电话：123。</footer>",
        f"<table><tr><td><ul>{MENU}</ul><td><div>{ARTICLE}</div><td>{MENU}</table>",
        f"<div><div>{MENU}</div><div id=x><div><a href=/>首页</a> &gt; <a href=/y>通知，公告</a></div>{ARTICLE}"
        "<div>上一篇：<a href=/z>关于某事的通知，全文</a></div></div></div>",
        f"<main>{ARTICLE}<aside>相关阅读：一篇很长的别的文章，与本文没有关系。</aside></main><ul>{MENU}</ul>",
    ],
)
def test_the_article_is_found_by_density_and_the_rest_is_left_out(page: str) -> None:
    result = web.read(page.encode(), "a.html")
    assert (result.text, result.flags) == (TEXT, ())


def test_parts_of_an_article_in_boxes_of_their_own_stay_together() -> None:
    page = f"<ul>{MENU}</ul><div><div>{LEAD * 8}</div><div>{REST}</div></div>"
    assert text(page).endswith(TEXT)


@pytest.mark.parametrize("heading", ["<h1>云埠县整改方案</h1>", "<div class=t>云埠县整改方案</div>"])
def test_the_title_above_the_article_is_taken_along_once(heading: str) -> None:
    head = "<head><title>云埠县整改方案_云埠县人民政府</title></head>"
    page = f"{head}<ul>{MENU}</ul>{heading}<div>2024年</div><div><div>{ARTICLE}</div></div>"
    assert text(page) == f"云埠县整改方案\n{TEXT}"
    assert text(page.replace(LEAD, f"<p>云埠县整改方案</p>{LEAD}")) == f"云埠县整改方案\n{TEXT}"


def test_a_page_of_links_is_given_whole_and_flagged() -> None:
    result = web.read(f"<ul>{MENU}</ul><p>欢迎访问。</p>".encode(), "a.html")
    assert (len(result.text.splitlines()), result.flags) == (21, ("whole-page",))


def test_a_short_page_without_links_is_its_article() -> None:
    assert web.read("<p>加强领导。<p>落实责任。".encode(), "a.html").flags == ()


def test_an_article_in_a_navigation_that_was_never_closed_is_not_lost() -> None:
    assert TEXT in text(f"<nav><ul>{MENU}</ul>{ARTICLE}")


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("甲<br>乙<br/>丙", "甲\n乙\n丙\n"),
        ("<p>&#20013;&lt;甲&gt;&amp;&hellip;&nbsp;乙</p>", "中<甲>&… 乙\n"),
        ("<p>加强<ruby>领<rp>(</rp><rt>lǐng</rt><rp>)</rp></ruby>导</p>", "加强领导\n"),
        ("<p>加强\n  领导，\n落实 责任 of\nall</p>", "加强领导，落实 责任 of all\n"),
        ("<pre>甲  乙\n丙</pre>", "甲  乙\n丙\n"),
        ("<p><del>旧</del><ins>新</ins>文</p>", "新文\n"),
        ("<script>甲</script><style>乙</style><noscript>丙</noscript><template>丁</template><!--戊-->", ""),
        ('<p hidden>甲<p style="display: none">乙<p style="visibility:hidden">丙<p style="mso-hide:all">丁', ""),
        ("<select><option>甲</option></select><button>乙</button><textarea>丙</textarea>", ""),
        ('<p aria-hidden="true">给看得见的人</p>', "给看得见的人\n"),
        ("<form><div>甲</div></form>", "甲\n"),
        ("<dl><dt>甲<dd>乙</dl>", "甲\n乙\n"),
        ('<div title="header">内部资料</div><p>甲<div title="footer"><p>— 3 —</div>', "甲\n"),
    ],
)
def test_what_a_browser_shows_is_what_is_read(markup: str, lines: str) -> None:
    assert inside(f"<div>{markup}</div>") == lines


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙\n"),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", "3. 甲\n7. 乙\n8. 丙\n"),
        (
            "<ol type=a><li>甲</ol><ol type=A><li>乙</ol><ol type=i><li>丙</ol><ol type=I><li>丁</ol>",
            "a. 甲\nA. 乙\ni. 丙\nI. 丁\n",
        ),
        ("<ol reversed><li>甲<li>乙</ol>", "2. 甲\n1. 乙\n"),
        ('<ol style="list-style-type: cjk-ideographic" start=11><li>甲</ol>', "十一、甲\n"),
        ('<ol style="list-style:inside simp-chinese-informal"><li><p>甲</p><p>乙</p></ol>', "一、甲\n乙\n"),
        ('<ol style="list-style: none"><li>一、甲</ol>', "一、甲\n"),
        ("<ol><li>甲<ol type=a><li>乙<li>丙</ol><li>丁</ol>", "1. 甲\na. 乙\nb. 丙\n2. 丁\n"),
        ("<ol><li><li>乙</ol>", "2. 乙\n"),
        ("<ol start=x><li value=>甲</ol>", "1. 甲\n"),
        ("<ul><li>甲</ul><li>乙", "甲\n乙\n"),
    ],
)
def test_list_numbers_are_printed_as_browsers_print_them(markup: str, lines: str) -> None:
    assert inside(markup) == lines


def test_the_number_that_word_saved_twice_stands_once() -> None:
    number = "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
    markup = "".join(
        f"<p class=MsoNormal><![if !supportLists]>{number.format(n)}<![endif]>加强领导</p>" for n in ("一、", "1.")
    )
    assert inside(markup) == "一、加强领导\n1. 加强领导\n"


def test_tables_of_data_are_rows_and_tables_for_layout_are_not() -> None:
    data = "<table><tr><th>序号<th>问题<th>期限<tr><td>1<td>作风，<br>不实<td>三月<tr><td><td>纪律<td></table>"
    assert inside(data) == "序号\t问题\t期限\n1\t作风，\n不实\t三月\n\t纪律\n"
    assert inside("<table><tr><td>甲<td>乙</table>") == "甲\n乙\n"
    nested = f"<table><tr><td>甲<td>乙<tr><td>丙<td>{data}</table>"
    assert inside(nested) == "甲\n乙\n丙\n" + inside(data)
    assert inside(data.replace("<table>", "<table role=presentation>")).count("\t") == 0


def test_headings_items_and_cells_are_hinted() -> None:
    page = f"<h2>整改方案</h2>{LEAD}<ol><li>甲<ol><li>乙</ol></ol><table><tr><td>丙<td>丁<tr><td>戊<td>己</table>{REST}"
    result = web.read(page.encode(), "a.html")
    found = [(hint.kind, hint.level, hint.span.of(result.text)) for hint in result.hints]
    assert found[:3] == [("heading", 2, "整改方案"), ("item", 1, "1. 甲"), ("item", 2, "1. 乙")]
    assert found[3:] == [("cell", 1, word) for word in "丙丁戊己"]


@pytest.mark.parametrize(
    ("label", "encoding", "shown"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("big5", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("utf-8", "utf-8-sig", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
    ],
)
def test_the_encoding_is_what_reads_well_whatever_the_page_says(label: str, encoding: str, shown: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}"></head>{ARTICLE}'
    result = web.read(page.encode(encoding), "a.html")
    assert (result.text, result.encoding) == (TEXT, shown)


def test_a_short_page_is_read_by_its_label() -> None:
    page = '<?xml version="1.0" encoding="big5"?><html><p>黨建</p></html>'
    assert web.read(page.encode("big5"), "a.html").text == "黨建\n"


def test_a_page_is_recognised_and_read_by_its_ending_and_by_its_start(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html>{ARTICLE}</html>".encode()
    assert opened(tmp_path / "a.htm", ARTICLE.encode()).text == TEXT
    assert (opened(tmp_path / "a.doc", page).format, opened(tmp_path / "a.doc", page).text) == ("html", TEXT)


MIME = (
    "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    "--b\r\nContent-Type: {}\r\nContent-Transfer-Encoding: {}\r\n\r\n{}\r\n--b--\r\n"
)


def test_the_page_in_a_saved_archive_is_read(tmp_path: Path) -> None:
    import base64
    import quopri

    packed = base64.b64encode(ARTICLE.encode("gb18030")).decode()
    source = opened(tmp_path / "a.mht", MIME.format("text/html; charset=gb2312", "base64", packed).encode())
    assert (source.text, source.format, source.encoding) == (TEXT, "mht", "gb18030")
    quoted = quopri.encodestring(ARTICLE.encode()).decode()
    source = opened(tmp_path / "a.mhtml", MIME.format("text/html", "quoted-printable", quoted).encode())
    assert source.text == TEXT
    plain = MIME.format("text/plain; charset=utf-8", "8bit", "加强领导。").encode()
    assert opened(tmp_path / "b.mht", plain).text == "加强领导。"


def test_an_archive_without_a_page_is_damaged() -> None:
    assert failed(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "read_archive") == "damaged"


def test_an_archive_of_parts_within_parts_without_end_is_read_or_refused() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(5_000))
    assert failed(f"MIME-Version: 1.0\n{nested}".encode(), "read_archive") in ("damaged", "empty")


def test_a_page_that_its_scripts_would_fill_is_empty() -> None:
    assert failed(b"<html><body><div id=app></div><script>load()</script></body></html>") == "empty"


def test_limits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_blocks, "MAX_NODES", 10)
    assert failed(("<p>甲" * 20).encode()) == "too-large"
    monkeypatch.setattr(web, "MAX_PAGE", 10)
    assert failed(ARTICLE.encode()) == "too-large"


@pytest.mark.parametrize("piece", ["<div>", "<section>", "<table><tr><td>", "<ul><li>", "<div><table></div>", "<x-y>"])
def test_tags_within_tags_without_end_are_refused_at_once(piece: str) -> None:
    assert failed((piece * 100_000).encode()) == "bomb"


@pytest.mark.parametrize(
    "piece",
    [
        "<b>甲</b>",
        "<p>",
        "</div>",
        "<",
        "&lt;",
        "&amp" * 9,
        "<!--",
        "<a href=x>甲",
        "<ol><li>甲</ol>",
        "<i>",
        "<tr>",
        "<br>甲\n",
    ],
)
def test_half_a_megabyte_of_one_thing_hides_no_article(piece: str) -> None:
    markup = ARTICLE + piece * (500_000 // len(piece))
    assert TEXT.splitlines()[0] in text(markup)


def test_a_thousand_spans_that_were_never_closed_are_no_reason_to_refuse_a_page() -> None:
    assert inside("<p><span>甲</p>" * 2_000) == "甲\n" * 2_000


def test_attributes_of_megabytes_do_not_stall() -> None:
    style = "list-style:" + "a-" * 300_000 + "!" + "display" + " " * 300_000
    assert inside(f'<ol style="{style}"><li>甲</ol>') == "1. 甲\n"


def test_entities_are_the_ones_of_the_web_and_never_declared_by_the_page() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;">]>'
    assert "甲甲" not in text(f"{bomb}{ARTICLE}<p>结束语：&b;&b;。</p>")
