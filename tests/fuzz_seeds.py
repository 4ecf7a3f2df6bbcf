"""Sound files of every format for fuzzing: each has what its reader looks at, so that a mutation meets living code."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from functools import cache

import ole_sample as ole
import word_sample as word
from pdf_sample import Page, pdf, set_in

REPORT = (
    "一、存在的主要问题",
    "（一）学习不够深入。个别支部把集中学习当作任务来应付，笔记互相抄袭，学用脱节的现象仍然比较突出。",
    "（二）作风不够扎实。有的干部下基层走马观花，对群众反映强烈的问题拖着不办。",
    "二、整改的具体措施",
    "（一）加强学习培训。每月安排一次集体学习，由班子成员轮流主讲，并列入年终考核。",
)
WHOLE = "".join(f"{line}\n" for line in REPORT)
TRADITIONAL = "一、學習培訓不夠深入，個別單位敷衍了事。\r\n二、加強幹部作風建設，嚴格考核，落實責任。\r\n"


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Return the sound files of a format."""
    return {
        "docx": _docx, "doc": _doc, "pdf": _pdf, "html": _html, "mht": _mht, "txt": _txt, "zip": _zip, "jsonl": _jsonl, "md": _md,
        "text": _any,
    }[name]()  # fmt: skip


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def parts() -> dict[str, str | bytes]:
    """Return the parts of a Word document that has one of everything, by name."""
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{label}"/>{more}</w:lvl>'
        for i, (way, label, more) in enumerate(
            (("chineseCounting", "%1、", ""), ("decimal", "（%1.%2）", "<w:isLgl/>"),
             ("bullet", "\uf0d8", '<w:lvlRestart w:val="0"/>'))
        )
    )  # fmt: skip
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    note = f'<w:footnote w:id="2">{word.p("脚注。")}</w:footnote>'
    inner = word.docx(_body(), styles=styles, numbering=numbering, footnotes=note, settings="")
    with zipfile.ZipFile(io.BytesIO(inner)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _body() -> str:
    item = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    box = f"<w:txbxContent>{word.p('框内。')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
    boxes = f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    inner = [word.p(line, '<w:pStyle w:val="1"/>' if line[1] == "、" else item.format(1, 1)) for line in REPORT]
    inner += [
        word.p("再起", item.format(0, 2)) + word.p("点", item.format(2, 1)),
        word.p(f"<w:ins>{word.r('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"),
        word.p(word.r("看不见", '<w:rStyle w:val="h"/>') + '<w:r><w:footnoteReference w:id="2"/></w:r>' + boxes),
        word.p(_field("begin") + '<w:r><w:instrText>eq \\o\\ac(○,2)</w:instrText></w:r>' + _field("separate")
               + word.r("果") + _field("end")),
        word.table(["甲", word.table(["乙", "丙"])], ["丁", word.p("戊") + word.p("己")]),
        f"<w:sdt><w:sdtContent>{word.p('控件')}</w:sdtContent></w:sdt><w:sectPr/>",
    ]  # fmt: skip
    return "".join(inner)


def _docx() -> tuple[bytes, ...]:
    return (word.packed(parts()),)


def streams() -> dict[str, bytes]:
    """Return the streams of an old Word document that has lists, styles, notes, a table and hidden text."""
    levels = ole.outline(ole.kind("1、", 37), ole.kind("（2）", 11))
    entries = ole.lists((1, False, levels), uses=[(1, []), (1, [struct.pack("<iI", 5, 0x10)])])
    entries[ole.STYLES] = ole.sheet((1, 0xFFF, b""), (1, 0, ole.within(1)))
    entries[2] = struct.pack("<2IH", 3, 8, 0)
    said = [(0, 4, b""), (4, 8, b"\x3c\x08\1"), (8, 20, b"")]
    rows = [(0, 40, ole.within(1)), (40, 80, ole.within(2, 1)), (80, 120, b"\x17\x24\1")]
    main = "一、x\2" + WHOLE.replace("\n", "\r") + "甲\7乙\7\7\x13EQ 1\x14果\x15\r"
    return ole.streams(main, "\2 注。\r", sizes=[len(main), 5], said=said, paragraphs=rows, entries=entries)


def _doc() -> tuple[bytes, ...]:
    plain = ole.doc(WHOLE.replace("\n", "\r"), b"1. Party\r")
    return ole.compound(streams()), plain


def _pdf() -> tuple[bytes, ...]:
    rows = set_in(REPORT, 30)
    plain = [Page().lines(rows).text(290, 40, str(number)).text(250, 810, "工作简报") for number in range(1, 4)]
    left, right = Page().lines(set_in(REPORT, 17)), set_in(REPORT, 17)
    columns = left.lines(right, x=320)
    table = Page()
    for place in (0, 100, 200):
        table.line(72 + place, 600, 72 + place, 700).line(72, 600 + place / 2, 272, 600 + place / 2)
    table.text(80, 670, "问题").text(180, 670, "措施").text(80, 620, "甲").text(180, 620, "乙")
    turned = Page().text(80, 80, "注意", turn="0 1 -1 0").text(200, 300, "样稿", 40, turn=".7 .7 -.7 .7").lines(rows)
    turned.rotate = 90
    return pdf(*plain), pdf(columns, table), pdf(turned)


_HEAD = '<html><head><meta charset="utf-8"><title>整改方案_县政府</title><style>p{color:red}</style></head><body>'
_MENU = "".join(f'<li><a href="/{n}">要闻第{n}号</a></li>' for n in range(9))


def page() -> str:
    """Return a web page with an article, lists, tables, hidden text and navigation."""
    article = "".join(f"<p>　　{line}&nbsp;</p>" for line in REPORT)
    lists = '<ol start="3" type="a"><li value=7>甲<ol style="list-style:cjk-ideographic"><li>乙</ol><li>丙</ol>'
    table = "<table><tr><th>问题<th>措施<tr><td colspan=2>甲<td><p>乙<p>丙</table>"
    hidden = '<p style="display:none">看不见</p><ruby>领<rt>lǐng</rt></ruby><pre>甲  乙\n丙</pre><!-- 说明 -->'
    return f"{_HEAD}<nav><ul>{_MENU}</ul></nav><div id=x><h1>整改方案</h1>{article}{lists}{table}{hidden}</div></body></html>"


def _html() -> tuple[bytes, ...]:
    return page().encode(), page().replace("utf-8", "gb2312").encode("gb18030")


def _mht() -> tuple[bytes, ...]:
    import base64
    import quopri

    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"; type="text/html"\r\n\r\n'
    kind = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: '
    coded = {"quoted-printable": quopri.encodestring(page().encode()), "base64": base64.encodebytes(page().encode())}
    picture = (
        b"--=_x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=_x--\r\n"
    )
    return tuple(
        f"{head}--=_x\r\n{kind}{way}\r\n\r\n".encode() + body + b"\r\n" + picture for way, body in coded.items()
    )


def _txt() -> tuple[bytes, ...]:
    ways = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-be", "utf-32", "utf-32-le")
    return tuple((TRADITIONAL if "big5" in way else WHOLE).encode(way) for way in ways)


def _md() -> tuple[bytes, ...]:
    text = "".join(f"{'#' * (1 + number % 3)} {line}\n" for number, line in enumerate(REPORT))
    return f"{text}```\n# 抄\n```\n".encode(), f"~~~\n{text}".encode("gb18030")


def members() -> dict[str, str | bytes]:
    """Return what an archive holds: texts, an inner archive, lines, a document."""
    inner = word.packed({"丁.txt": WHOLE, "戊/己.jsonl": _jsonl()[0]})
    return {"甲.txt": WHOLE, "乙/丙.html": page(), "内.zip": inner, "库.jsonl": _jsonl()[0], "庚.docx": _docx()[0]}


def _zip() -> tuple[bytes, ...]:
    return (word.packed(members()),)


def _jsonl() -> tuple[bytes, ...]:
    rows = (
        {"text": WHOLE, "id": "甲-1", "title": "整改"},
        {"text": "加强领导。\ud800", "id": 7},
        {"text": "落实责任。"},
    )
    return ("\n".join(json.dumps(row, ensure_ascii=number > 0) for number, row in enumerate(rows)).encode(),)


def _any() -> tuple[bytes, ...]:
    return tuple(seed for name in ("docx", "doc", "pdf", "html", "mht", "txt") for seed in seeds(name))
