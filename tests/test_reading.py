"""Every source gives a text or an error that helps; a folder gives one outcome per file, in one order."""

import json
import os
import re
import socket
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext import reading
from djtext.errors import SourceError, UsageError
from djtext.reading import MAX_BYTES, Entry, disk, entries, formats, marked, read, reader, register, rows
from djtext.reading.charset import Decoded
from djtext.reading.kinds import recognised
from djtext.reading.places import Row, shown
from djtext.types import Failed, Source

TEXT = "一、存在的问题\r\n（一）学习不够深入。\n二、整改措施\n（一）加强学习。\n"


def outcomes(argument: str | Path) -> list[Source | Failed]:
    return [outcome(entry) for entry in entries(str(argument))]


def outcome(entry: Entry | Failed) -> Source | Failed:
    if isinstance(entry, Failed):
        return entry
    try:
        return read(entry)
    except SourceError as error:
        return Failed(entry.path, error.code, str(error))


def written(path: Path, data: bytes | str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_file_is_read_with_its_line_ends_and_the_digest_of_its_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "甲.txt", b"\xef\xbb\xbf" + TEXT.encode())
    digest = sha256(path.read_bytes()).hexdigest()
    assert outcomes(path) == [Source(str(path), TEXT, digest, "txt", "utf-8")]


def test_an_entry_of_a_path_alone_is_enough(tmp_path: Path) -> None:
    path = written(tmp_path / "甲.md", TEXT.encode("gb18030"))
    source = read(Entry(str(path)))
    assert (source.text, source.format, source.encoding) == (TEXT, "md", "gb18030")


@pytest.mark.parametrize("name", ["README", "总结.v2", "报告.TXT", "a!b#c"])
def test_a_file_of_any_ending_that_holds_text_is_read(name: str, tmp_path: Path) -> None:
    assert outcomes(written(tmp_path / name)) == [read(Entry(str(tmp_path / name)))]


def test_a_text_named_like_a_word_document_is_read_and_flagged(tmp_path: Path) -> None:
    source = read(Entry(str(written(tmp_path / "总结.doc"))))
    assert (source.text, source.format, source.flags) == (TEXT, "txt", ("named:doc",))


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as stream:
        stream.truncate(size)


def socketed(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def looped(path: Path) -> None:
    path.symlink_to(path)


def bytes_of(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCX = b"PK\x03\x04\x14\0\0\0\0\0" + b"\0" * 20 + b"[Content_Types].xml" + b"word/document.xml"

ERRORS = [
    ("空.txt", bytes_of(b""), "empty", "0 bytes"),
    ("空白.txt", bytes_of("\ufeff \r\n\u3000\n".encode()), "empty", "white space"),
    ("乱.txt", bytes_of(bytes(range(256))), "binary", "binary"),
    ("骗.txt", bytes_of(b"\xef\xbb\xbf" + TEXT.encode("gb18030")), "encoding", "byte order mark says utf-8"),
    ("混.txt", bytes_of(TEXT.encode() + TEXT.encode("gb18030")), "encoding", "save it as UTF-8"),
    ("无.txt", lambda path: None, "missing", "check the path"),
    ("大.txt", lambda path: sparse(path, 200 << 20), "too-large", "200.0 MiB"),
    ("很大.txt", lambda path: sparse(path, 2 << 30), "too-large", "2048.0 MiB"),
    ("管道", os.mkfifo, "special", "pipe"),
    ("插座", socketed, "special", "socket"),
    ("圈", looped, "loop", "remove the link"),
    ("悬", lambda path: path.symlink_to("/没有"), "missing", "check the path"),
    ("长" * 90 + ".txt", lambda path: None, "name-too-long", "shorter name"),
    ("无\0.txt", lambda path: None, "missing", "NUL"),
    ("甲.txt/乙.txt", lambda path: path.parent.write_text("x"), "missing", "no folder"),
    ("骗.pdf.txt", bytes_of(b"%PDF-1.7\n\x00"), "damaged", "no sound PDF"),
    ("报告.pdf", bytes_of(b"%PDF-1.4\n"), "damaged", "get it anew"),
    ("报告.docx", bytes_of(DOCX), "damaged", "Word or WPS"),
    ("报告", bytes_of(DOCX), "damaged", "Word or WPS"),
    ("报告.doc", bytes_of(OLE), "damaged", "inner folders"),
    ("报告.dat", bytes_of(OLE), "damaged", "inner folders"),
    ("报告.wps", bytes_of(OLE), "damaged", "inner folders"),
    ("网页.txt", bytes_of(b"\r\n<!DOCTYPE HTML><p>"), "empty", "open it in a browser"),
    ("网页.xml", bytes_of(b'<?xml version="1.0"?><html>'), "empty", "open it in a browser"),
    ("网页.eml", bytes_of(b"MIME-Version: 1.0\n"), "empty", "white space"),
    ("报告.odt", bytes_of(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text"), "not-yet", "OpenDocument"),
    ("表.xlsx", bytes_of(b"PK\x03\x04" + b"\0" * 30 + b"xl/workbook.xml"), "not-yet", "Excel"),
    ("包.txt", bytes_of(b"PK\x03\x04" + b"\0" * 30), "misnamed", "ending .zip"),
    ("图.png", bytes_of(b"\x89PNG\r\n\x1a\n"), "unsupported", "image"),
    ("图.txt", bytes_of(b"\xff\xd8\xff\xe0\0"), "unsupported", "image"),
    ("程序.txt", bytes_of(b"MZ\x90\0\x03\0"), "unsupported", "program"),
    ("包.rar", bytes_of(b"Rar!\x1a\x07\0"), "unsupported", "archive other than .zip"),
    ("结果.json", bytes_of(b"{}"), "unsupported", "JSON"),
    ("坏.zip", bytes_of(b"PK\x03\x04garbage"), "damaged", "no sound zip"),
]


@pytest.mark.parametrize(("name", "make", "code", "word"), ERRORS, ids=[repr(e[0][:12]) + e[2] for e in ERRORS])
def test_an_error_names_the_source_the_fact_and_a_way_out(
    name: str, make: Callable[[Path], None], code: str, word: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    make(path)
    (failed,) = outcomes(path)
    assert isinstance(failed, Failed)
    assert failed.error == code
    assert "\0" in name or failed.message.startswith(f"{path}: ")
    assert word in failed.message
    assert "; " in failed.message, "a way out stands behind the fact"
    json.dumps(failed.message, ensure_ascii=False).encode()


@pytest.mark.parametrize("opening", ["MZ省的报告，工作要落实。", "BM单位总结：加强领导。", "ID3号文件，责任要落实。"])
def test_prose_that_opens_with_the_letters_of_a_format_is_prose(opening: str) -> None:
    assert recognised(opening.encode(), "a") == "txt"


def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path / "密.txt")
    monkeypatch.setattr(os, "open", forbidden)
    (failed,) = outcomes(path)
    assert isinstance(failed, Failed)
    assert (failed.error, "no permission" in failed.message) == ("unreadable", True)


def test_a_disk_that_fails_is_an_error_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str, flags: int) -> int:
        raise OSError(5, "Input/output error")

    path = written(tmp_path / "坏.txt")
    monkeypatch.setattr(os, "open", broken)
    assert "Input/output error" in outcomes(path)[0].message  # type: ignore[union-attr]


def test_a_folder_is_no_source_for_one_reading(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder") as caught:
        read(Entry(str(tmp_path), str(tmp_path)))
    assert caught.value.code == "folder"


def test_a_file_that_changed_since_it_was_listed_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "甲.txt")
    (entry,) = entries(str(path))
    path.write_text(TEXT + "补充")
    assert outcome(entry).error == "changed"  # type: ignore[union-attr]


def test_a_file_that_vanished_since_it_was_listed_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "甲.txt")
    (entry,) = entries(str(path))
    path.unlink()
    assert outcome(entry).error == "missing"  # type: ignore[union-attr]


def test_a_file_that_vanishes_while_it_is_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "甲.txt")
    kind = disk.kind

    def last_seen(path: str, name: str) -> str:
        seen = kind(path, name)
        Path(path).unlink()
        return seen

    monkeypatch.setattr(disk, "kind", last_seen)
    (failed,) = entries(str(path))
    assert isinstance(failed, Failed)
    assert failed.error == "missing"


def test_a_file_that_changes_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "甲.txt")
    with pytest.raises(SourceError) as caught, disk.opened(str(path), "甲.txt") as (stream, _):
        stream.read()
        path.write_text("改")
    assert caught.value.code == "changed"
    assert "start again" in str(caught.value)


def test_a_file_that_is_shorter_than_it_says_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "甲.txt")
    monkeypatch.setattr(disk, "_stamp", lambda status: (1, status.st_size + 9, 1))
    with pytest.raises(SourceError, match="changed while it was read"):
        read(Entry("甲.txt", str(path)))


# Folders


def test_a_folder_is_walked_in_the_order_of_code_points(tmp_path: Path) -> None:
    for name in ("b.txt", "B.txt", "甲/二.txt", "甲/一.txt", "甲.txt", "a b/z.txt", "a/z.txt"):
        written(tmp_path / name)
    found = [o.path.removeprefix(f"{tmp_path}/") for o in outcomes(tmp_path)]
    assert found == ["B.txt", "a/z.txt", "a b/z.txt", "b.txt", "甲/一.txt", "甲/二.txt", "甲.txt"]


def test_hidden_files_locks_and_what_systems_leave_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$总结.docx", ".git/a.txt", "__MACOSX/._a.txt", "总结.txt"):
        written(tmp_path / name)
    assert [o.path for o in outcomes(tmp_path)] == [str(tmp_path / "总结.txt")]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    assert isinstance(outcomes(written(tmp_path / ".草稿.txt"))[0], Source)


@pytest.mark.parametrize("hidden", [None, ".a.txt"])
def test_a_folder_with_nothing_to_read_is_an_error(hidden: str | None, tmp_path: Path) -> None:
    if hidden:
        written(tmp_path / hidden)
    (failed,) = outcomes(tmp_path)
    assert isinstance(failed, Failed)
    assert failed.error == "empty"


def test_a_link_that_leads_back_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    written(tmp_path / "内/甲.txt")
    (tmp_path / "内/圈").symlink_to(tmp_path, target_is_directory=True)
    loop, text = outcomes(tmp_path)
    assert isinstance(loop, Failed)
    assert (loop.error, loop.path) == ("loop", str(tmp_path / "内/圈"))
    assert text.path == str(tmp_path / "内/甲.txt")


def test_a_folder_that_links_reach_twice_is_read_once_at_its_own_place(tmp_path: Path) -> None:
    written(tmp_path / "root/真/甲.txt")
    written(tmp_path / "外/乙.txt")
    for name, target in (("a", "root/真"), ("b", "外"), ("c", "外")):
        (tmp_path / "root" / name).symlink_to(tmp_path / target, target_is_directory=True)
    assert [o.path for o in outcomes(tmp_path / "root")] == [
        str(tmp_path / "root/b/乙.txt"),
        str(tmp_path / "root/真/甲.txt"),
    ]


def test_a_folder_within_a_linked_folder_that_was_seen_is_not_read_again(tmp_path: Path) -> None:
    written(tmp_path / "外/root/甲.txt")
    (tmp_path / "外/root/b").symlink_to(tmp_path / "外/root/c", target_is_directory=True)
    written(tmp_path / "外/乙.txt")
    (tmp_path / "root2").mkdir()
    (tmp_path / "root2/x").symlink_to(tmp_path / "外/root", target_is_directory=True)
    (tmp_path / "root2/y").symlink_to(tmp_path / "外", target_is_directory=True)
    found = [o.path.removeprefix(f"{tmp_path}/root2/") for o in outcomes(tmp_path / "root2") if isinstance(o, Source)]
    assert found == ["x/甲.txt", "y/乙.txt"]


def test_a_folder_that_may_not_be_entered_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "密/甲.txt")
    written(tmp_path / "甲.txt")
    scandir = os.scandir

    def forbidden(path: str) -> object:
        if path.endswith("密"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    locked, text = outcomes(tmp_path)
    assert isinstance(locked, Failed)
    assert (locked.error, locked.path) == ("unreadable", str(tmp_path / "密"))
    assert isinstance(text, Source)


def test_a_name_that_is_no_utf8_is_read_and_shown_readably(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + "/总结.txt".encode("gb18030"))).write_text(TEXT)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.txt")).write_text(TEXT)
    found = outcomes(tmp_path)
    assert sorted(o.path for o in found) == [f"{tmp_path}/\\xff\\x1b.txt", f"{tmp_path}/总结.txt"]
    assert [isinstance(o, Source) for o in found] == [True, True]


@given(st.text())
def test_a_path_is_always_shown_as_text_that_can_be_written(path: str) -> None:
    name = shown(path.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"))
    name.encode("utf-8")
    assert name.replace("\u3000", "").isprintable()


KINDS = {"txt": TEXT.encode(), "png": b"\x89PNG\r\n", "docx": DOCX, "dat": bytes(range(256)), "": b""}


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12))
def test_as_many_outcomes_as_files(tmp_path_factory: pytest.TempPathFactory, kinds: list[str]) -> None:
    folder = tmp_path_factory.mktemp("n")
    for i, kind in enumerate(kinds):
        written(folder / f"{i % 3}/{i:03}.{kind}", KINDS[kind])
    found = outcomes(folder)
    assert [o.path for o in found] == sorted(str(p) for p in folder.rglob("*") if p.is_file())
    assert sum(isinstance(o, Source) for o in found) == kinds.count("txt")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.zip", "a.jsonl", "a.docx", "a", "a.html"]))
def test_any_bytes_under_any_name_give_a_source_or_a_failure(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    found = outcomes(written(tmp_path_factory.mktemp("b") / name, data))
    assert found
    for one in found:
        json.dumps([getattr(one, "text", ""), one.path], ensure_ascii=False).encode("utf-8")


# JSON Lines


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)


def test_each_line_is_a_source_with_its_id_and_title(tmp_path: Path) -> None:
    first, second, third = (
        {"text": "甲。", "id": "a-1", "title": "甲文"},
        {"text": "乙。", "id": 7},
        {"text": "丙。\r\n"},
    )
    path = written(tmp_path / "库.jsonl", lines(first, "", second, third))
    found = [(s.path, s.id, s.title, s.text, s.format) for s in outcomes(path) if isinstance(s, Source)]
    assert found == [
        (str(path), "a-1", "甲文", "甲。", "jsonl"),
        (str(path), "7", None, "乙。", "jsonl"),
        (f"{path}#4", None, None, "丙。\r\n", "jsonl"),
    ]


BAD_ROWS = [
    ("{", "row", "no valid JSON"),
    ("[1]", "row", "no object"),
    ("[" * 100_000, "row", "nested too deeply"),
    ('{"text": ' + "1" * 5000 + "}", "row", "JSON"),
    ({"id": "x"}, "row", '"text"'),
    ({"text": 3}, "row", '"text"'),
    ({"text": "甲", "id": True}, "row", '"id"'),
    ({"text": "甲", "id": 1.5}, "row", '"id"'),
    ({"text": "甲", "title": 1}, "row", '"title"'),
    ({"text": " \n"}, "empty", "white space"),
]


@pytest.mark.parametrize(("row", "code", "word"), BAD_ROWS, ids=[str(r[0])[:20] for r in BAD_ROWS])
def test_a_bad_line_fails_alone(row: object, code: str, word: str, tmp_path: Path) -> None:
    path = written(tmp_path / "库.jsonl", lines({"text": "甲。"}, row, {"text": "丙。"}))
    before, failed, after = outcomes(path)
    assert isinstance(failed, Failed)
    assert (failed.path, failed.error) == (f"{path}#2", code)
    assert word in failed.message
    assert (before.text, after.text) == ("甲。", "丙。")  # type: ignore[union-attr]


def test_a_lone_surrogate_in_json_becomes_a_replacement_character(tmp_path: Path) -> None:
    path = written(
        tmp_path / "库.jsonl", '{"text": "甲\\ud800乙\\ud83d\\ude00", "id": "\\udfff", "title": "题\\udc00"}'
    )
    (source,) = outcomes(path)
    assert isinstance(source, Source)
    assert (source.text, source.id, source.title) == ("甲\ufffd乙😀", "\ufffd", "题\ufffd")
    assert source.flags == ("bad-characters:1",)


def test_one_line_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path / "库.jsonl", lines({"text": "甲。"}, {"text": "乙。"}))
    assert read(Entry(f"{path}#2")).text == "乙。"
    assert "no such part" in outcomes(f"{path}#3")[0].message  # type: ignore[union-attr]


def test_json_lines_in_utf16_are_refused_as_one(tmp_path: Path) -> None:
    (failed,) = outcomes(written(tmp_path / "库.jsonl", lines({"text": "甲。"}).encode("utf-16")))
    assert isinstance(failed, Failed)
    assert failed.error == "encoding"


def test_json_lines_in_gb18030_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "库.ndjson", lines({"text": "加强领导，落实责任。"}).encode("gb18030"))
    assert outcomes(path)[0].text == "加强领导，落实责任。"  # type: ignore[union-attr]


def test_a_huge_line_is_passed_over_in_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_BYTES", 20)
    data = b'{"text": "a"}\n' + b"x" * 3_000_000 + b"\n" + b'{"text": "b"}\n' + b"y" * 30
    first, huge, third, last = rows.rows(BytesIO(data), "库.jsonl")
    assert (first, third) == (Row(1, 0, 14), Row(3, 3_000_015, 3_000_029))
    assert isinstance(huge, Failed)
    assert isinstance(last, Failed)
    assert (huge.path, huge.error, last.path) == ("库.jsonl#2", "too-large", "库.jsonl#4")


# Standard input


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_standard_input_is_read_as_bytes(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(TEXT.encode(encoding))))
    (source,) = outcomes("-")
    assert isinstance(source, Source)
    assert (source.path, source.text, source.flags) == ("-", TEXT, ())


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        (None, "missing"),
        (SimpleNamespace(buffer=BytesIO()), "empty"),
        (SimpleNamespace(buffer=BytesIO(b"x" * 99)), "too-large"),
    ],
)
def test_a_standard_input_that_cannot_be_used_is_an_error(
    stdin: object, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(reading, "MAX_BYTES", 50)
    (failed,) = outcomes("-")
    assert isinstance(failed, Failed)
    assert (failed.path, failed.error) == ("-", code)


# What is not one source, and the registry


@pytest.mark.parametrize(("names", "code"), [(["甲.txt", "乙.txt"], "several"), ([], "empty")])
def test_a_folder_that_is_not_one_source_cannot_be_read_as_one(names: list[str], code: str, tmp_path: Path) -> None:
    for name in names:
        written(tmp_path / name)
    with pytest.raises(SourceError) as caught:
        read(Entry(str(tmp_path)))
    assert caught.value.code == code


@pytest.mark.parametrize("argument", ["", "没有.zip!甲.txt", "没有", "a!b"])
def test_what_is_not_there_is_missing(argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (failed,) = outcomes(argument)
    assert isinstance(failed, Failed)
    assert failed.error == "missing"


def test_the_known_formats_are_these() -> None:
    known = "archive doc docx epub html image json jsonl markup md media mht odt ofd pdf ppt pptx program rtf txt wps"
    assert " ".join(formats()) == f"{known} xls xlsx zip"


def test_an_unknown_reader_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(UsageError, match="no reader 'docy'; there are archive, doc, docx"):
        reader("docy")


def test_a_format_is_one_registered_callable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djtext.reading.kinds._FORMATS", {})
    register("txt", lambda data, name: Decoded(data.decode(), "utf-8"))
    register("shout", lambda data, name: Decoded(data.decode().upper(), None, ("loud",)), endings=["shout", "loud"])
    source = read(Entry(str(written(tmp_path / "a.loud", "abc"))))
    assert (source.text, source.format, source.encoding, source.flags) == ("ABC", "shout", None, ("loud",))


MARKED = """# 自查报告

## 一、存在**问题**
#话题不是标题
    # 引用的不是标题
~~~
# 抄来的不是标题
```
~~~
### （一）学习
"""


def test_the_headings_of_markdown_are_hinted_and_its_text_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "报告.md").write_bytes(MARKED.replace("\n", "\r\n").encode("gb18030"))
    source = read(Entry(str(tmp_path / "报告.md")))
    assert (source.text, source.encoding) == (MARKED.replace("\n", "\r\n"), "gb18030")
    found = [(hint.kind, hint.level, hint.span.of(source.text)) for hint in source.hints]
    assert found == [
        ("heading", 1, "# 自查报告"),
        ("heading", 2, "## 一、存在**问题**"),
        ("heading", 3, "### （一）学习"),
    ]
    monkeypatch.setattr(marked, "MOST", 2)
    assert len(read(Entry(str(tmp_path / "报告.md"))).hints) == 2


def test_the_limit_admits_a_compilation_of_a_hundred_megabytes_and_refuses_two_hundred() -> None:
    assert 100_000_000 < MAX_BYTES < 200_000_000


def test_every_error_code_stands_in_the_docs() -> None:
    room = Path(reading.__file__).parent
    code = re.compile(r"""(?:SourceError|_refusing)\(\s*"([a-z-]+)"|: \("([a-z-]+)", ".*", ".*"\),""")
    raised = {a or b for module in room.glob("*.py") for a, b in code.findall(module.read_text(encoding="utf-8"))}
    page = (Path(__file__).parents[1] / "docs" / "reading.md").read_text(encoding="utf-8")
    section = page.partition("## Error codes")[2].partition("##")[0]
    assert raised == set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))
