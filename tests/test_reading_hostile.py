"""Files made to do harm are refused with a clear error, in a process that has little memory and may not compute long."""

import io
import json
import os
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from djtext.reading import Entry, entries, read
from djtext.reading.places import MIB
from pdf_sample import Page, file_of, pdf
from word_sample import docx, p, packed, relations

ROOT = Path(__file__).resolve().parent.parent
MEMORY, SECONDS = 1024 * MIB, 120
"""What the process that reads all these files may take and compute; each of them alone needs far less."""

READING = f"""
import json, resource, sys
sys.path[:] = json.loads(sys.argv[1])
from djtext.errors import SourceError
from djtext.reading import entries, read
from djtext.types import Failed
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
for line in sys.stdin:
    path, found = line.rstrip("\\n"), []
    for entry in entries(path):
        try:
            got = entry if isinstance(entry, Failed) else read(entry)
        except SourceError as error:
            got = Failed(entry.path, error.code, str(error))
        found.append([got.error, got.message] if isinstance(got, Failed) else ["text", got.text[:99], got.path])
    print(json.dumps([path, found]), flush=True)
"""


def sparse(opening: bytes = b"", size: int = 2 << 30) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(opening)
            stream.truncate(size)

    return make


def bytes_of(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def document(xml: str) -> bytes:
    return packed({"_rels/.rels": relations(("officeDocument", "word/document.xml")), "word/document.xml": xml})


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
ENTITIES = document(
    f'<!DOCTYPE w [<!ENTITY a0 "哈">{LAUGHS}]><w:document {SPACE}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = document(
    f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {SPACE}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)
DTD = document(f'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd"><w:document {SPACE}><w:body/></w:document>')
DEEP = document(f"<w:document {SPACE}><w:body>{'<w:p>' * 100_000}{'</w:p>' * 100_000}</w:body></w:document>")
INFLATED = docx(p("甲" + " " * (60 * MIB)))


def overlapping() -> bytes:
    """Return an archive of a thousand members that are all the same bytes."""
    data = zlib.compress(b"0" * (7 * MIB), 9)[2:-4]
    crc = zlib.crc32(b"0" * (7 * MIB))
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), 7 * MIB, 1, 0) + b"a" + data
    entry = (
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(data), 7 * MIB, 1, 0, 0, 0, 0, 0, 0) + b"a"
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, 1000 * len(entry), len(head), 0)
    return head + entry * 1000 + end


def bombs(count: int, size: int) -> bytes:
    zeros = zlib.compress(b"0" * size, 9)
    assert len(zeros) < size / 500
    return packed({f"{number}.txt": b"0" * size for number in range(count)})


def nested() -> bytes:
    data = bombs(4, 7 * MIB)
    for _ in range(6):
        data = packed({f"{number}.zip": data for number in range(8)})
    return data


def crowded() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(100_001):
            archive.writestr(str(number), "")
    return stream.getvalue()


def tree(*objects: str) -> bytes:
    return file_of(["<</Type/Catalog/Pages 2 0 R>>", *objects])


PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
LOOP = tree("<</Type/Pages/Count 9/Kids[3 0 R]>>", "<</Type/Pages/Parent 2 0 R/Count 9/Kids[2 0 R 3 0 R]>>")
COUNTLESS = tree("<</Type/Pages/Count 2147483647/Kids[3 0 R]>>", PAGE)
MANY = tree(f"<</Type/Pages/Count 6000/Kids[{'3 0 R ' * 6000}]>>", PAGE)
CLAIMED = tree("<</Type/Pages/Count 4999/Kids[3 0 R]>>", PAGE)

SPARSE = {
    name: (sparse(), code, word)
    for name, code, word in (
        ("空心.txt", "too-large", "2048.0 MiB"), ("空心", "too-large", "2048.0 MiB"), ("空心.docx", "too-large", "2048.0 MiB"),
        ("空心.pdf", "too-large", "2048.0 MiB"), ("空心.html", "too-large", "2048.0 MiB"), ("空心.mht", "too-large", "2048.0 MiB"),
        ("空心.doc", "too-large", "2048.0 MiB"), ("空心.wps", "too-large", "2048.0 MiB"), ("空心.zip", "damaged", "no sound zip"),
        ("空心.jsonl", "binary", "NUL bytes"),
    )
}  # fmt: skip

HOSTILE: Mapping[str, tuple[Callable[[Path], None], str, str]] = SPARSE | {
    "开头像.pdf": (sparse(b"%PDF-1.7\n"), "too-large", "2048.0 MiB"),
    "开头像.docx": (sparse(b"PK\3\4"), "too-large", "2048.0 MiB"),
    "开头像.zip": (sparse(b"PK\3\4"), "damaged", "no sound zip"),
    "实体.docx": (bytes_of(ENTITIES), "unsafe", "entities"),
    "外部实体.docx": (bytes_of(OUTSIDE), "unsafe", "entities"),
    "外部定义.docx": (bytes_of(DTD), "unsafe", "document type"),
    "套叠.docx": (bytes_of(DEEP), "damaged", "Excessive depth"),
    "膨胀.docx": (bytes_of(INFLATED), "bomb", "as no text does"),
    "重叠.zip": (bytes_of(overlapping()), "bomb", "lie over one another"),
    "膨胀.zip": (bytes_of(bombs(2, 30 * MIB)), "bomb", "as no text does"),
    "套叠.zip": (bytes_of(nested()), "nested", "archive in an archive in an archive"),
    "万件.zip": (bytes_of(crowded()), "bomb", "100001 members"),
    "套叠.html": (bytes_of(b"<div>" * 500_000), "bomb", "tags within tags"),
    "头.mht": (bytes_of(b'MIME-Version: 1.0\nContent-Type: a/b; c="' + b";" * MIB), "damaged", "no sound .mht"),
    "环.pdf": (bytes_of(LOOP), "no-text-layer", "OCR"),
    "无数页.pdf": (bytes_of(COUNTLESS), "no-text-layer", "OCR"),
    "六千页.pdf": (bytes_of(MANY), "too-large", "6000 pages"),
    "虚报.pdf": (bytes_of(CLAIMED), "no-text-layer", "OCR"),
    "扫描.pdf": (bytes_of(pdf(Page().line(0, 0, 9, 9))), "no-text-layer", "OCR"),
    "零.txt": (lambda path: path.symlink_to("/dev/zero"), "special", "device"),
    "管道.txt": (os.mkfifo, "special", "pipe"),
    "圈.txt": (lambda path: path.symlink_to(path), "loop", "remove the link"),
    "深.jsonl": (bytes_of(b"[" * MIB), "row", "nested too deeply"),
}

WHOLE = {"一行.txt": "加强领导，落实责任。" * 3_000_000}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[list[str]]]:
    """Return what became of each file, all read by one process."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _, _) in HOSTILE.items():
        make(folder / name)
    for name, text in WHOLE.items():
        (folder / name).write_text(text)
    ran = subprocess.run(
        [sys.executable, "-c", READING, json.dumps([str(ROOT / "src"), *sys.path])],
        input="".join(f"{path}\n" for path in sorted(folder.iterdir())),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = dict(map(json.loads, ran.stdout.splitlines()))
    return {Path(path).name: outcome for path, outcome in found.items()}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_it_is_refused_with_source_fact_and_way_out(name: str, outcomes: Mapping[str, list[list[str]]]) -> None:
    _, code, word = HOSTILE[name]
    errors = {(got[0], got[1]) for got in outcomes[name]}
    assert {error for error, _ in errors} == {code}
    for _, message in errors:
        assert name in message.partition(": ")[0]
        assert word in message
        assert "; " in message


def test_a_hundred_megabytes_on_one_line_are_read(outcomes: Mapping[str, list[list[str]]]) -> None:
    assert len(WHOLE["一行.txt"].encode()) == 90_000_000
    ((kind, text, _),) = outcomes["一行.txt"]
    assert (kind, text[:10]) == ("text", "加强领导，落实责任。")


def test_an_input_without_end_is_refused_when_it_is_too_large() -> None:
    with Path("/dev/zero").open("rb") as endless:
        ran = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), "text", "-"],
            stdin=endless,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            timeout=600,
        )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("djtext: -: goes on beyond the 128.0 MiB")


PATHS = ("../../外.txt", "/etc/甲.txt", "C:\\Windows\\甲.txt", "..\\..\\甲.txt", "甲\x1b[31m.txt", "a/./b/../甲.txt", "\u202e甲.txt",
         "长" * 9000 + ".txt", "甲!乙#3.txt", "\n甲.txt", "con", "甲.txt/")  # fmt: skip


def test_no_name_in_an_archive_leads_out_of_it_or_breaks_a_line(tmp_path: Path) -> None:
    (tmp_path / "甲.zip").write_bytes(packed({name: f"加强领导，{number}。" for number, name in enumerate(PATHS)}))
    before = sorted(tmp_path.rglob("*"))
    found = list(entries(str(tmp_path / "甲.zip")))
    assert len(found) == len(PATHS) - 1, "one is a folder"
    for entry in found:
        assert isinstance(entry, Entry)
        assert entry.path.replace("\u3000", "").isprintable()
        assert read(entry).text.startswith("加强领导")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_with_a_nul_ends_there_or_is_escaped(tmp_path: Path) -> None:
    data = packed({"甲x.txt": "加强领导。"}).replace("甲x.txt".encode(), "甲\0.txt".encode())
    (tmp_path / "甲.zip").write_bytes(data)
    (entry,) = entries(str(tmp_path / "甲.zip"))
    assert isinstance(entry, Entry)
    assert "\0" not in entry.path
    assert read(entry).text == "加强领导。"
