"""Where LibreOffice is installed, it and we see the same text in a Word document."""

import random
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from djtext.reading import Entry, read

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

WAYS = ("decimal", "chineseCounting", "chineseCountingThousand", "lowerLetter", "upperRoman", "lowerRoman",
        "decimalEnclosedCircle", "ideographTraditional", "ideographZodiac", "japaneseCounting", "decimalZero",
        "taiwaneseCountingThousand", "chineseLegalSimplified", "ideographLegalTraditional", "upperLetter")  # fmt: skip
LABELS = ("%{0}、", "（%{0}）", "%{0}.", "第%{0}章", "（%{0}）")


def converted(file: Path, to: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "out" / f"{file.stem}.{to.partition(':')[0]}"


def seen_by_libreoffice(document: Document, folder: Path) -> str:
    document.save(str(folder / "甲.docx"))
    return bare(converted(folder / "甲.docx", "txt:Text:UTF8", folder).read_text(encoding="utf-8-sig"))


def seen_by_us(folder: Path, name: str = "甲.docx") -> str:
    return bare(read(Entry(str(folder / name))).text)


def bare(text: str) -> str:
    """Return lines without what the two set differently: indents, and the gap after a number."""
    return "\n".join("".join(line.split()) for line in text.replace("\t", "\n").splitlines())


def defined(document: Document, levels: list[tuple[str, str, int]], *uses: str) -> int:
    """Define a list with its levels and return its id; each of `uses` is one more list on it, with its overrides."""
    part = document.part.numbering_part.element
    ident = 900 + len(part)
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for i, (way, label, start) in enumerate(levels)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    at = [i for i, child in enumerate(part) if child.tag == qn("w:num")]
    part.insert(
        at[0], parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ident}">{kind}{inner}</w:abstractNum>')
    )
    for i, more in enumerate(("", *uses)):
        use = f'<w:num {nsdecls("w")} w:numId="{ident + i}"><w:abstractNumId w:val="{ident}"/>{more}</w:num>'
        part.append(parse_xml(use))
    return ident


def numbered(paragraph: Paragraph, ident: int, depth: int = 0) -> None:
    inner = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{ident}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>"))


def test_every_way_of_counting_up_to_a_hundred_and_thirty(tmp_path: Path) -> None:
    document = docx.Document()
    for way in WAYS:
        ident = defined(document, [(way, "（%1）", 1)])
        for i in range(
            9 if way.startswith("ideographTr") else 12 if "Zodiac" in way else 20 if "Circle" in way else 99
        ):
            numbered(document.add_paragraph(f"{way}{i + 1}"), ident)
    theirs = seen_by_libreoffice(document, tmp_path)
    assert seen_by_us(tmp_path) == theirs


def levels(chance: random.Random) -> list[tuple[str, str, int]]:
    """Return five levels of a list at random; a label holds the number of its own level, some that of the first too."""
    labels = [LABELS, *[(*LABELS, "%1.%{0}")] * 4]
    return [
        (chance.choice(WAYS[:7]), chance.choice(each).format(i), chance.choice([1, 1, 2]))
        for i, each in enumerate(labels, 1)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_outlines_at_random_have_the_same_numbers(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    document = docx.Document()
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = []
    for _ in range(3):
        ident = defined(document, levels(chance), anew)
        lists += [ident, ident + 1]
    depth = dict.fromkeys(lists, -1)
    for i in range(150):
        # LibreOffice goes astray where a list that starts anew takes turns with the one that it came from
        use = lists[i // 25] if seed % 2 else chance.choice(lists[::2])
        depth[use] = chance.randint(0, min(depth[use] + 1, 4)) if chance.random() < 0.9 else 4
        numbered(document.add_paragraph(f"第{i}段"), use, depth[use])
        if chance.random() < 0.3:
            document.add_paragraph("正文。")
    theirs = seen_by_libreoffice(document, tmp_path)
    assert seen_by_us(tmp_path) == theirs


def test_headings_tables_breaks_fields_and_controls(tmp_path: Path) -> None:
    document = docx.Document()
    ident = defined(document, [("chineseCounting", "%1、", 1), ("chineseCounting", "（%2）", 1)])
    for name, depth in (("Heading 1", 0), ("Heading 2", 1)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{ident}"/></w:numPr>')
        )
    document.add_heading("工作总结", 0)
    for title in ("存在问题", "整改措施"):
        document.add_heading(title, 1)
        document.add_heading("学习不够", 2)
        document.add_paragraph("上行\n下行\t制表")
        table = document.add_table(2, 3)
        for i, cell in enumerate(table._cells):
            cell.text = f"格{i}"
        table.cell(1, 1).add_paragraph("第二段")
        document.add_paragraph("列表项", style="List Number")
        document.add_paragraph("点", style="List Bullet")
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        document.add_paragraph()._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}>{field}</w:hyperlink>"))
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        document.element.body.insert(-1, parse_xml(control))
    theirs = seen_by_libreoffice(document, tmp_path)
    assert seen_by_us(tmp_path) == theirs


CHANGES = (
    "<w:p {0}><w:ins w:id='1' w:author='a'><w:r><w:t>新增</w:t></w:r></w:ins>"
    "<w:del w:id='2' w:author='a'><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:t>保留</w:t></w:r>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
)


def written(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("一九九七年以来的工作。")
    document.element.body.insert(-1, parse_xml(CHANGES.format(nsdecls("w"))))
    table = document.add_table(2, 2)
    for i, cell in enumerate(table._cells):
        cell.text = "" if i == 1 else f"格{i}"
    document.add_paragraph("点", style="List Bullet")
    chance = random.Random(7)
    lists = [defined(document, levels(chance)) for _ in range(3)]
    depth = dict.fromkeys(lists, -1)
    for i in range(60):
        use = chance.choice(lists)
        depth[use] = chance.randint(0, min(depth[use] + 1, 4))
        numbered(document.add_paragraph(f"第{i}段"), use, depth[use])
    document.add_paragraph("末段")
    document.save(str(folder / "甲.docx"))
    return folder / "甲.docx"


def test_an_old_document_gives_the_text_and_numbers_of_the_new_one(tmp_path: Path) -> None:
    file = written(tmp_path)
    source = read(Entry(str(converted(file, "doc:MS Word 97", tmp_path))))
    assert source.text == read(Entry(str(file))).text
    assert source.flags == ()


RICH = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}{\*\listtable{\list{\listlevel\levelnfc0\levelstartat1"
    r"{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid7}}{\*\listoverridetable{\listoverride\listid7"
    r"\listoverridecount0\ls1}}\pard\f0\ls1 \'bc\'d3\'c7\'bf\par\pard\ls1 \'c1\'ec\'b5\'bc\par}"
)


def test_rich_text_is_read_with_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "甲.rtf").write_text(RICH)
    source = read(Entry(str(tmp_path / "甲.rtf")))
    assert (source.text, source.format, source.flags) == ("1. 加强\n2. 领导\n", "rtf", ("converted:soffice",))
