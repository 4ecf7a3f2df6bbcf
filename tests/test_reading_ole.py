"""Old Word documents, built here byte by byte, give their text; broken ones an error."""

import io
import stat
import struct
import subprocess
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.errors import SourceError
from djtext.reading import Entry, office, ole, pieces, read
from djtext.reading.charset import Decoded
from djtext.reading.marks import plain
from djtext.reading.pieces import Document
from ole_sample import DEFINITIONS, SECTOR, STYLES, USES, compound, doc, kind, lists, outline, sheet, streams, within


def text(*texts: str | bytes, **more: object) -> str:
    return ole.read(doc(*texts, **more), "甲.doc").text


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAM", "no-such-program")


def test_pieces_of_both_widths_join_to_the_text() -> None:
    assert text("一、存在问题\r", b"1. Party \x93A\x94\r", "二、😀对策\r") == "一、存在问题\n1. Party “A”\n二、😀对策\n"


def test_settings_of_fast_saved_documents_stand_before_the_piece_table() -> None:
    assert text("加强领导\r", prefix=b"\1\3\0abc\1\0\0") == "加强领导\n"


def test_a_document_in_a_folder_reaches_its_source(tmp_path: Path) -> None:
    for name in ("甲.doc", "乙.wps", "丙.dat"):
        (tmp_path / name).write_bytes(doc("加强领导\r"))
    found = [read(Entry(str(tmp_path / name))) for name in ("甲.doc", "乙.wps", "丙.dat")]
    assert [(s.text, s.format, s.flags) for s in found] == [
        ("加强领导\n", "doc", ()), ("加强领导\n", "wps", ()), ("加强领导\n", "doc", ()),
    ]  # fmt: skip


DELETED, HIDDEN, TOGGLED = b"\x00\x08\1", b"\x3c\x08\1", b"\x3c\x08\x81"


def test_deleted_and_hidden_text_is_gone() -> None:
    said = [(0, 4, b""), (4, 8, b"\x35\x08\1" + DELETED), (8, 12, HIDDEN), (12, 16, TOGGLED), (16, 22, b"\x00\x08\0")]
    assert text("保留删除隐藏样式保留\r", said=said) == "保留保留\n"


def test_what_is_deleted_in_one_piece_leaves_the_next_alone() -> None:
    assert text("加强", "领导\r", said=[(0, 2, DELETED)]) == "强领导\n"


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    assert text(b"ab\rcd\r", said=[(0, 2, b""), (2, 3, DELETED)]) == "abcd\n"


ROW = b"\x17\x24\1"
WIDE_TABLE = struct.pack("<HH", 0xD608, 5) + b"\1\2\3\4"


def test_cells_are_parted_by_tabs_and_rows_by_lines_even_where_cells_are_empty() -> None:
    body = "甲\7\7\7乙\7丙\r丁\7\7后\r"
    paragraphs = [(0, 6, b""), (6, 8, b"\x16\x24\1" + WIDE_TABLE + ROW), (8, 20, b""), (20, 22, ROW + b"\0")]
    assert text(body, paragraphs=paragraphs) == "甲\t\n乙\t丙\n丁\n后\n"


def test_properties_on_broken_pages_are_passed_over() -> None:
    found = streams("加强\r", said=[(0, 4, DELETED)])
    broken = bytearray(found["WordDocument"])
    broken[-1] = 255
    assert ole.read(compound(found | {"WordDocument": bytes(broken)}), "甲").text == "加强\n"
    assert ole.read(compound(found | {"WordDocument": bytes(broken[:-1])}), "甲").text == "加强\n"


@pytest.mark.parametrize(
    "said", [b"\0\xc0\0" + DELETED, b"\x0d\xc6\3\1\2\3" + DELETED, b"\0\x08", b"\x08\xd6\0", b"\x08\xd6\0\0" + DELETED]
)
def test_properties_of_any_size_are_read_over(said: bytes) -> None:
    assert text("加强\r领导\r", said=[(0, 6, said)]) == ("加强\n领导\n" if DELETED not in said else "领导\n")


def test_a_paragraph_at_the_edge_of_its_page_says_nothing() -> None:
    assert pieces._of_paragraph(bytes(511) + b"\0", 511) == b""


def test_notes_of_both_kinds_and_boxes_stand_at_the_end() -> None:
    parts = ["甲\2乙\2。\2\r", "\2 脚注\r", "页眉\r", "", "批注\r", "\2尾注\r", "框\r\r"]
    feet, ends = struct.pack("<2IH", 1, 8, 0), struct.pack("<2IH", 3, 8, 0)
    found = text("".join(parts), sizes=[len(part) for part in parts], entries={2: feet, 46: ends})
    assert found == "甲[1]乙[i]。\n[1] 脚注\n[i] 尾注\n框\n"


def test_a_mark_that_is_none_stays_what_it_is() -> None:
    assert text("甲乙\r", entries={2: struct.pack("<2IH", 1, 8, 0), 46: struct.pack("<2IH", 900, 8, 0)}) == "甲乙\n"


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ("\x13PAGE\x14果\x15文", "果文"),
        ("\x13IF \x13A\x14内\x15码\x14果\x15", "果"),
        ("\x13eq \\o\\ac(○,2)\x15加强", "②加强"),
        ("\x13IF \x13eq \\o\\ac(○,2)\x15\x14果\x15", "果"),
        ("前\x13TOC 后文不失", "前TOC 后文不失"),
        ("\x15\x14文", "文"),
        ("甲\x0b乙\x0c丙\r\x0c丁\x0e戊\x1e己\x1f庚\u00ad辛\x01\x08\x05", "甲\n乙\n丙\n丁\n戊-己庚辛"),
        ("", ""),
    ],
)
def test_marks_between_the_text_become_what_they_show(main: str, expected: str) -> None:
    assert plain(Document(main, "", "", "")) == (expected + "\n" if expected else "")


# --- automatic numbers -----------------------------------------------------------------------------------------------


def numbered(*said: bytes, style: int = 0, **more: object) -> list[str]:
    """Return what stands before the x of paragraphs of which this is said."""
    paragraphs = [(4 * i, 4 * i + 4, each) for i, each in enumerate(said)]
    found = ole.read(doc("x\r" * len(said), paragraphs=paragraphs, style=style, **more), "甲")
    assert found.flags == ()
    return [line.removesuffix("x") for line in found.text.splitlines()]


REPORT = outline(
    kind("1、", 37), kind("（2）", 11), kind("3.", 0, follow=1), kind("1.4", 0, bits=4), kind("5", 18, follow=2)
)


def test_paragraphs_have_the_numbers_of_their_lists() -> None:
    found = lists((77, False, REPORT), uses=[(77, [])])
    said = [within(1, depth) for depth in (0, 1, 1, 2, 3, 4, 0, 1)]
    assert numbered(*said, entries=found) == ["一、", "（一）", "（二）", "1. ", "1.1 ", "①", "二、", "（一）"]
    assert numbered(b"", within(0), within(9), within(1, 99), entries=found) == ["", "", "", ""]


def test_a_plain_list_has_one_level_and_bullets_none_of_its_own_font() -> None:
    found = lists((1, True, [kind("\uf06c", 23)]), (2, True, [kind("1)", 255)]), (3, True, [kind("1）", 99, follow=9)]),
                  uses=[(1, []), (2, []), (3, []), (4, [])])  # fmt: skip
    assert numbered(within(1), within(2), within(3), within(4, 0), entries=found) == ["• ", ") ", "1）", ""]


def test_a_use_of_a_list_may_start_anew_or_bring_levels_of_its_own() -> None:
    own = kind("1]", 3, start=2)
    anew = struct.pack("<iI", 5, 0x10)
    uses = [(1, []), (1, [anew]), (1, [struct.pack("<iI", 9, 0x30) + own]), (1, [struct.pack("<iI", 9, 0x20) + own])]
    found = lists((1, False, outline(kind("1.", 0))), uses=[*uses, (8, [struct.pack("<iI", 1, 0x13)])])
    said = [within(1), within(1), within(2), within(2), within(3), within(3), within(4), within(1), within(5)]
    assert numbered(*said, entries=found) == ["1. ", "2. ", "5. ", "6. ", "B] ", "C] ", "D] ", "5. ", ""]


def test_a_level_of_an_old_list_starts_again_as_it_says() -> None:
    levels = outline(kind("1.", 0), kind("2)", 0), kind("3", 4, bits=8, restart=1))
    said = [within(1, depth) for depth in (0, 1, 2, 1, 2, 0, 2)]
    found = numbered(*said, entries=lists((1, False, levels), uses=[(1, [])]))
    assert found == ["1. ", "1) ", "a ", "2) ", "b ", "2. ", "a "]


def test_paragraphs_have_the_numbers_of_their_styles() -> None:
    beneath = 0xFFF
    known = sheet(
        (1, beneath, b""), None, (2, 0, within(1)), (1, beneath, within(1)), (1, 3, within(1, 2)[4:]), (1, 3, b"")
    )
    found = lists((1, False, REPORT), uses=[(1, [])]) | {STYLES: known}
    assert [numbered(b"", style=style, entries=found) for style in (0, 1, 2, 3, 4, 5, 9)] == [
        [""], [""], [""], ["一、"], ["1. "], ["1 "], [""],
    ]  # fmt: skip
    assert numbered(within(0), within(1, 1), style=3, entries=found) == ["", "（一）"]
    ring = found | {STYLES: sheet((1, 1, b""), (1, 0, b""))}
    assert numbered(b"", style=1, entries=ring) == [""]
    assert numbered(b"", style=1, entries=found | {STYLES: sheet((1, beneath, b""), (1, beneath, b""))[:-2]}) == [""]


def test_a_deleted_end_counts_for_no_number_and_rows_have_none() -> None:
    found = lists((1, False, REPORT), uses=[(1, [])])
    paragraphs = [(0, 4, within(1)), (4, 8, within(1)), (8, 12, within(1))]
    boxes = text(
        "a\rb\r", sizes=[2, 0, 0, 0, 0, 0, 2], paragraphs=[(0, 4, within(1)), (4, 8, within(1))], entries=found
    )
    assert boxes == "一、a\n一、b\n"
    joined = text("a\rb\rc\r", paragraphs=paragraphs, said=[(0, 2, b""), (2, 4, DELETED)], entries=found)
    assert joined == "一、ab\n二、c\n"
    row = text("a\7\7c\r", paragraphs=[(0, 4, within(1)), (4, 6, within(1) + ROW), (6, 10, within(1))], entries=found)
    assert row == "一、a\n二、c\n"


LISTS = lists((1, False, REPORT), uses=[(1, [])])
BROKEN = {DEFINITIONS: LISTS[DEFINITIONS], USES: b"\xff" * 4}


def test_numbers_of_broken_lists_are_flagged_as_missing() -> None:
    assert ole.read(LISTED, "甲") == Decoded("加强\n", None, ("numbering-not-shown",))
    assert ole.read(doc("加强\r", entries={USES: struct.pack("<I", 9)}), "甲").flags == ()
    assert ole.read(doc("加强\r", entries=LISTS | {STYLES: b"\0\0"}), "甲").flags == ("numbering-not-shown",)


# --- refused ---------------------------------------------------------------------------------------------------------


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError, match=r"^甲\.doc: .*; ") as caught:
        ole.read(data, "甲.doc")
    return caught.value


GOOD = streams("加强领导\r")


def changed(at: int, form: str, *values: int, stream: str = "WordDocument") -> dict[str, bytes]:
    data = bytearray(GOOD[stream])
    struct.pack_into(form, data, at, *values)
    return GOOD | {stream: bytes(data)}


@pytest.mark.parametrize(
    ("files", "code", "fact"),
    [
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}, "encrypted", "password"),
        (changed(10, "<H", 0x300), "encrypted", "password"),
        ({"Workbook": b"x"}, "unsupported", "no Word text"),
        (changed(2, "<H", 0x68), "unsupported", "older than Word 97"),
        (changed(10, "<H", 0), "damaged", "cannot be found"),
        (changed(8, "<B", 3, stream="1Table"), "damaged", "no piece table"),
        (changed(9, "<I", 8, stream="1Table"), "damaged", "no piece table"),
        (changed(13, "<2I", 1, 5, stream="1Table"), "damaged", "out of order"),
        (changed(17, "<I", 1 << 31, stream="1Table"), "damaged", "more characters than bytes"),
        (changed(23, "<I", 4095, stream="1Table"), "damaged", "beyond the end"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(files: dict[str, bytes], code: str, fact: str) -> None:
    error = refused(compound(files))
    assert (error.code, fact in str(error)) == (code, True)


def test_a_head_that_is_cut_off_and_folders_that_lead_nowhere_are_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(compound(GOOD)[:1000]).code == "damaged"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).code == "damaged"
    monkeypatch.setattr(ole, "_streams", lambda data, name: {"WordDocument": b"short"})
    assert refused(b"").code == "damaged"


RING = bytearray(compound(GOOD))
struct.pack_into("<Q", RING, RING.index("1Table".encode("utf-16-le")) + 120, 0xFFFFFFFF)
_AT = SECTOR + 4 * struct.unpack_from("<I", RING, RING.index("1Table".encode("utf-16-le")) + 116)[0]
struct.pack_into("<I", RING, _AT, (_AT - SECTOR) // 4)  # its first sector is followed by itself


def headed(at: int, form: str, *values: int) -> bytes:
    data = bytearray(compound(GOOD))
    struct.pack_into(form, data, at, *values)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (bytes(RING), "1Table is larger than the file"),
        (headed(0x1E, "<2H", 30, 6), "no known size"),
        (headed(0x1E, "<2H", 9, 20), "no known size"),
        (headed(0x2C, "<I", 0xFFFFFFF0), "larger than the file"),
        (headed(0x40, "<I", 0xFFFFFFF0), "larger than the file"),
        (headed(0x48, "<I", 0xFFFFFFF0), "larger than the file"),
    ],
)
def test_tables_that_announce_more_than_the_file_holds_take_no_memory(data: bytes, fact: str) -> None:
    tracemalloc.start()
    error = refused(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (error.code, fact in str(error)) == ("damaged", True)
    assert peak < 8 << 20


def test_a_page_named_a_hundred_thousand_times_is_read_once() -> None:
    found = streams("加强\r", said=[(0, 4, DELETED)])
    number = len(found["WordDocument"]) // SECTOR - 1
    many = struct.pack("<100001I", *range(100_001)) + struct.pack("<I", number) * 100_000
    table = found["1Table"] + many
    word = bytearray(found["WordDocument"])
    struct.pack_into("<2I", word, 0x9A + 8 * 12, len(found["1Table"]), len(many))
    assert pieces.document(bytes(word), table).main == "\r"


FILE = compound(streams("加强领导，落实责任。\r" * 9, said=[(0, 4, DELETED)], paragraphs=[(0, 20, ROW)]))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FILE) - 4), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6))
def test_a_document_with_bytes_overwritten_gives_a_text_or_an_error(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(FILE)
    for at, new in changes:
        data[at : at + len(new)] = new
    try:
        assert isinstance(ole.read(bytes(data), "甲").text, str)
    except SourceError as error:
        assert error.code in ("damaged", "encrypted", "unsupported")


# --- LibreOffice, played by a script ---------------------------------------------------------------------------------


def played(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "PROGRAM", str(program))


def document(body: str) -> bytes:
    import zipfile

    stream = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


LISTED = doc("加强\r", entries=BROKEN, paragraphs=[(0, 6, within(1))])
MADE = "<w:p><w:r><w:t>一、加强</w:t></w:r></w:p>"


def giving(folder: Path, body: bytes) -> str:
    (folder / "made.docx").write_bytes(body)
    return f"mkdir out; cp {folder / 'made.docx'} out/in.docx"


def test_numbers_come_from_libreoffice_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(tmp_path, monkeypatch, giving(tmp_path, document(MADE)))
    assert ole.read(LISTED, "甲") == Decoded("一、加强\n", None, ("converted:soffice",))
    assert ole.read(doc("加强\r"), "甲").flags == ()
    assert ole.read(compound(changed(2, "<H", 0x68)), "甲").text == "一、加强\n"
    assert office.read(b"{\\rtf1}", "rtf", "甲.rtf").text == "一、加强\n"


@pytest.mark.parametrize(
    "script", ["exit 1", "mkdir out; echo x > out/in.docx", "sleep 600"], ids=["nothing", "garbage", "stuck"]
)
def test_without_help_from_libreoffice_the_numbers_are_flagged(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.3)
    played(tmp_path, monkeypatch, script)
    assert ole.read(LISTED, "甲").flags == ("numbering-not-shown",)
    with pytest.raises(SourceError, match=r"^甲\.rtf: LibreOffice makes nothing .*; ") as caught:
        office.read(b"{\\rtf1}", "rtf", "甲.rtf")
    assert caught.value.code == "damaged"


def test_a_conversion_that_lost_text_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(tmp_path, monkeypatch, giving(tmp_path, document("<w:p><w:r><w:t>加</w:t></w:r></w:p>")))
    assert ole.read(LISTED, "甲").text == "加强\n"
    cells = doc("甲\7乙\7\7\r", entries=BROKEN, paragraphs=[(0, 8, within(1)), (8, 10, ROW)])
    played(tmp_path, monkeypatch, giving(tmp_path, document("<w:p><w:r><w:t>甲乙多出来的字</w:t></w:r></w:p>")))
    assert ole.read(cells, "甲").text == "甲\t乙\n"


def test_libreoffice_is_stopped_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.5)
    played(tmp_path, monkeypatch, f"sleep 61.5 & echo $! > {tmp_path / 'pid'}; wait")
    assert office.converted(b"x", "doc", "甲") is None
    pid = (tmp_path / "pid").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False).stdout.strip()
    assert state[:1] in ("", "Z"), "behind Z stands N where the tests run at a low priority"


def test_rich_text_without_libreoffice_says_how_it_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "甲.rtf").write_bytes(b"{\\rtf1}")
    with pytest.raises(SourceError, match="install LibreOffice") as caught:
        read(Entry(str(tmp_path / "甲.rtf")))
    assert caught.value.code == "not-yet"


def test_a_new_document_with_a_password_is_called_encrypted(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))
    with pytest.raises(SourceError, match="open it with its password") as caught:
        read(Entry(str(tmp_path / "甲.docx")))
    assert caught.value.code == "encrypted"
