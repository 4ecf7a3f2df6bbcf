"""Members of zip archives are sources like others, and a hostile archive costs nothing but its error."""

import json
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.errors import SourceError
from djtext.reading import Entry, archives, entries, read
from djtext.reading.archives import members
from djtext.reading.places import MIB, Member
from djtext.types import Failed, Source

TEXT = "一、存在的问题\n（一）学习不够深入。\n"


def packed(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def outcomes(path: Path | str) -> list[Source | Failed]:
    return [outcome(entry) for entry in entries(str(path))]


def outcome(entry: Entry | Failed) -> Source | Failed:
    if isinstance(entry, Failed):
        return entry
    try:
        return read(entry)
    except SourceError as error:
        return Failed(entry.path, error.code, str(error))


def failure(path: Path | str) -> Failed:
    (failed,) = outcomes(path)
    assert isinstance(failed, Failed)
    assert failed.message.startswith(f"{failed.path}: ")
    assert "; " in failed.message
    return failed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "包.zip"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_members_are_sources_in_the_order_of_their_names(method: int, file: Path) -> None:
    names = [
        "b.txt",
        "a b/z.txt",
        "a/z.txt",
        "乙/二.txt",
        "乙/一.txt",
        "a.txt",
        "乙/.DS_Store",
        "__MACOSX/a.txt",
        "空/",
        "~$a.docx",
    ]
    file.write_bytes(packed({name: TEXT + name for name in names}, method))
    found = [(s.path, s.text, s.format) for s in outcomes(file) if isinstance(s, Source)]
    expected = ["a/z.txt", "a b/z.txt", "a.txt", "b.txt", "乙/一.txt", "乙/二.txt"]
    assert found == [(f"{file}!{name}", TEXT + name, "txt") for name in expected]


def renamed(data: bytes, name: str, encoding: str) -> bytes:
    """Give an archive whose only member was packed as x's the bytes of a name, without the flag for UTF-8."""
    raw = name.encode(encoding)
    return data.replace(b"x" * len(raw), raw)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_for_utf8_are_read_as_windows_or_a_mac_wrote_them(encoding: str, file: Path) -> None:
    name = "整改报告\\总结.txt"
    file.write_bytes(renamed(packed({"x" * len(name.encode(encoding)): TEXT}), name, encoding))
    assert [o.path for o in outcomes(file)] == [f"{file}!整改报告/总结.txt"]


def test_a_name_that_python_took_from_the_unicode_field_is_kept() -> None:
    assert archives._name(zipfile.ZipInfo("报告\\总结.txt")) == "报告/总结.txt"


def test_a_name_in_no_encoding_is_shown_escaped(file: Path) -> None:
    file.write_bytes(packed({"xx.txt": TEXT}).replace(b"xx.txt", b"\xff\xff.txt"))
    (source,) = outcomes(file)
    assert (source.path, isinstance(source, Source)) == (f"{file}!\\xff\\xff.txt", True)


def test_a_member_a_folder_in_an_archive_and_an_inner_archive_can_be_named(file: Path) -> None:
    inner = packed({"丙.txt": "丙。", "丁.txt": "丁。"})
    file.write_bytes(packed({"甲.txt": "甲。", "夹/乙.txt": "乙。", "夹/内.zip": inner}))
    assert read(Entry(f"{file}!夹/乙.txt")).text == "乙。"
    assert read(Entry(f"{file}!夹/内.zip!丙.txt")).text == "丙。"
    assert [o.text for o in outcomes(f"{file}!夹")] == ["乙。", "丁。", "丙。"]  # type: ignore[union-attr]
    assert [o.text for o in outcomes(f"{file}!夹/内.zip")] == ["丁。", "丙。"]  # type: ignore[union-attr]
    assert failure(f"{file}!丑.txt").error == "missing"


def test_an_archive_in_an_archive_in_an_archive_is_refused_and_the_rest_read(file: Path) -> None:
    third = packed({"甲.txt": "甲。"})
    file.write_bytes(packed({"乙.zip": packed({"丙.zip": third, "丁.txt": "丁。"})}))
    text, failed = outcomes(file)
    assert isinstance(text, Source)
    assert isinstance(failed, Failed)
    assert (failed.path, failed.error) == (f"{file}!乙.zip!丙.zip", "nested")


def test_a_damaged_inner_archive_fails_alone(file: Path) -> None:
    file.write_bytes(packed({"坏.zip": b"PK nothing", "甲.txt": "甲。"}))
    bad, good = outcomes(file)
    assert isinstance(bad, Failed)
    assert (bad.error, isinstance(good, Source)) == ("damaged", True)


def test_rows_in_an_archive_are_sources(file: Path) -> None:
    rows = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in ("甲。", "", "乙。"))
    file.write_bytes(packed({"库.jsonl": rows}))
    found = outcomes(file)
    assert [o.path for o in found] == [f"{file}!库.jsonl#{n}" for n in (1, 2, 3)]
    assert [getattr(o, "text", None) for o in found] == ["甲。", None, "乙。"]


def test_a_huge_row_in_an_archive_fails_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djtext.reading.rows.MAX_BYTES", 50)
    file.write_bytes(packed({"库.jsonl": '{"text": "a"}\n' + "x" * 99}))
    assert [getattr(o, "error", None) for o in outcomes(file)] == [None, "too-large"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.txt", "a/../../b.txt", "con"])
def test_a_name_that_points_elsewhere_reads_only_the_member(name: str, file: Path) -> None:
    file.write_bytes(packed({name: TEXT}))
    before = sorted(file.parent.iterdir())
    (source,) = outcomes(file)
    assert isinstance(source, Source)
    assert source.text == TEXT
    assert sorted(file.parent.iterdir()) == before


def test_an_empty_archive_is_an_error(file: Path) -> None:
    file.write_bytes(packed({}))
    assert failure(file).error == "empty"


def test_a_link_in_an_archive_is_not_followed(file: Path) -> None:
    info = zipfile.ZipInfo("链")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert failure(file).error == "special"


def patched(data: bytes, offset: int, form: str, value: int) -> bytes:
    """Change a field of the central directory entry of the only member."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


FLAGS, METHOD, CHECKSUM, PACKED, SIZE, OFFSET = (8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (42, "<I")

HOSTILE = [
    (FLAGS, 1, "encrypted"),
    (METHOD, 97, "unsupported"),
    (METHOD, 12, "damaged"),
    (CHECKSUM, 5, "damaged"),
    (PACKED, 3, "damaged"),
    (PACKED, 0xFFFFFFFE, "too-large"),
    (SIZE, 3, "damaged"),
    (SIZE, 100 * MIB, "bomb"),
    (SIZE, 200 * MIB, "too-large"),
    (OFFSET, 10, "damaged"),
    (OFFSET, 100_000, "damaged"),
]


@pytest.mark.parametrize(("field", "value", "code"), HOSTILE)
def test_a_directory_that_lies_is_found_out(field: tuple[int, str], value: int, code: str, file: Path) -> None:
    file.write_bytes(patched(packed({"甲.txt": TEXT}), *field, value))
    assert failure(file).error == code


def test_a_member_that_packs_as_no_text_does_is_a_bomb(file: Path) -> None:
    file.write_bytes(packed({"零.txt": b"0" * (20 * MIB)}))
    failed = failure(file)
    assert failed.error == "bomb"
    assert "20.0 MiB" in failed.message


def test_an_archive_of_many_bombs_is_refused_as_a_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = packed({f"{n}.txt": b"0" * MIB for n in range(5)})
    file.write_bytes(packed({f"{n}.zip": inner for n in range(4)}))
    monkeypatch.setattr(archives, "MAX_UNPACKED", 12 * MIB)
    failed = failure(file)
    assert (failed.path, failed.error) == (str(file), "bomb")


def test_inner_archives_count_whether_or_not_they_can_be_opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(packed({f"{n}.zip": b"0" * (5 * MIB) for n in range(4)}))
    monkeypatch.setattr(archives, "MAX_UNPACKED", 12 * MIB)
    assert (failure(file).path, failure(file).error) == (str(file), "bomb")


def test_rows_in_an_archive_count_as_members_and_are_unpacked_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(packed({"库.jsonl": '{"text": "甲"}\n' * 9}))
    found = list(entries(str(file)))
    unpacked, seen = archives.unpacked, []
    monkeypatch.setattr(archives, "unpacked", lambda *a: (seen.append(1), unpacked(*a))[1])
    assert [o.text for o in map(outcome, found)] == ["甲"] * 9  # type: ignore[union-attr]
    assert len(seen) == 1
    monkeypatch.setattr(archives, "MAX_MEMBERS", 9)
    assert failure(file).error == "bomb"


def test_an_archive_of_too_many_members_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(packed({f"{n}.txt": "甲" for n in range(11)}))
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    failed = failure(file)
    assert (failed.error, "11 members" in failed.message) == ("bomb", True)


def test_a_directory_that_claims_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 1000)
    with pytest.raises(SourceError, match="its directory has") as caught:
        members(BytesIO(packed({f"{n}.txt": "甲" for n in range(100)})), "包.zip")
    assert caught.value.code == "bomb"


def test_an_archive_that_was_changed_after_listing_is_an_error(file: Path) -> None:
    file.write_bytes(packed({"甲.txt": TEXT}))
    (entry,) = entries(str(file))
    file.write_bytes(packed({"乙.txt": TEXT * 2}))
    failed = outcome(entry)
    assert isinstance(failed, Failed)
    assert failed.error == "changed"


def test_an_inner_archive_is_unpacked_once_for_all_its_members(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(packed({"内.zip": packed({f"{n}.txt": f"{n}。" for n in range(9)})}))
    found = list(entries(str(file)))
    unpacked, seen = archives.unpacked, []

    def counted(stream: BytesIO, member: Member, name: str) -> bytes:
        seen.append(member.name)
        return unpacked(stream, member, name)

    monkeypatch.setattr(archives, "unpacked", counted)
    assert [o.text for o in map(outcome, found)] == [f"{n}。" for n in range(9)]  # type: ignore[union-attr]
    assert seen.count("内.zip") == 1


SOUND = packed({"甲.txt": TEXT * 9, "乙/丙.txt": TEXT, "内.zip": packed({"丁.txt": TEXT})})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_broken_archive_gives_sources_or_failures_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(SOUND)
    for at, value in changes:
        data[at] = value
    file = tmp_path_factory.mktemp("z") / "a.zip"
    file.write_bytes(data)
    for found in outcomes(file):
        found.path.encode("utf-8")
