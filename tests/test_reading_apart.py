"""A PDF is read in a process of its own, and whatever it does there, the next one is read all the same."""

import json
import os
import resource
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

from djtext import engine
from djtext.errors import SourceError
from djtext.reading import Entry, apart, read
from djtext.reading import pdf as pdf_reader
from djtext.reading.places import MIB
from pdf_sample import Page, file_of, pdf

GOOD = pdf(Page().text(72, 700, "加强领导，落实责任。"), Page().text(72, 700, "改进作风。"))


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    apart.close()


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError, match=r"^甲\.pdf: .*; ") as caught:
        apart.read(data, "甲.pdf")
    return caught.value


def test_the_text_the_hints_and_the_errors_are_those_of_the_reader() -> None:
    assert apart.read(GOOD, "甲.pdf") == pdf_reader.read(GOOD, "甲.pdf")
    assert refused(b"%PDF-1.7").code == "damaged"
    assert refused(pdf(Page())).code == "no-text-layer"


def drawing(*objects: str) -> bytes:
    head = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return file_of([*head, *objects])


def stream(content: str, more: str = "") -> str:
    return f"<<{more}/Length {len(content)}>>stream\n{content}\nendstream"


def forms(depth: int) -> Sequence[str]:
    """Return a page that draws a form, which draws ten forms, and so on."""
    box = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    return page, stream("/X Do"), *(stream("/X Do " * 10, box.format(6 + i)) for i in range(depth)), stream("BT ET")


def packed() -> Sequence[str]:
    """Return a page whose commands are a kilobyte that unpacks to 200 million, thirty times over."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[{'4 0 R ' * 30}]>>"
    body = zlib.compress(zlib.compress(b" " * (200 << 20), 9), 9).decode("latin-1")
    return page, stream(body, "/Filter[/FlateDecode/FlateDecode]")


@pytest.mark.parametrize("objects", [forms(12), packed()], ids=["forms", "packed"])
def test_a_file_without_end_is_stopped_and_the_next_is_read(
    objects: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "MEMORY", 300 * MIB)
    assert refused(drawing(*objects)).code == "bomb"
    assert apart.read(GOOD, "乙.pdf") == pdf_reader.read(GOOD, "乙.pdf")


def test_a_process_that_was_ended_between_two_files_costs_no_file() -> None:
    apart.read(GOOD, "甲.pdf")
    process = apart._helper.process
    assert process is not None
    process.kill()
    process.wait()
    assert apart.read(GOOD, "甲.pdf") == pdf_reader.read(GOOD, "甲.pdf")
    assert apart._helper.process is not process


def test_a_process_that_ends_as_it_is_asked_costs_that_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    apart.read(GOOD, "甲.pdf")
    process = apart._helper.process
    assert process is not None
    process.kill()
    process.wait()
    monkeypatch.setattr(process, "poll", lambda: None)
    assert refused(GOOD).code == "bomb"
    assert apart.read(GOOD, "甲.pdf").text


def test_the_texts_are_the_same_from_any_number_of_workers(tmp_path: Path) -> None:
    for number in range(12):
        page = Page().text(72, 700, f"第{number}条，加强领导。") if number % 5 else Page()
        (tmp_path / f"{number:02}.pdf").write_bytes(pdf(page))
    files = sorted(map(str, tmp_path.iterdir()))
    alone = outcomes(files, 1)
    assert alone == outcomes(files, 2)
    assert ["no text layer" in each for each in alone] == [number % 5 == 0 for number in range(12)]


def outcomes(files: list[str], jobs: int) -> list[str]:
    return list(engine.mapped(outcome, files, jobs=jobs))


def outcome(file: str) -> str:
    try:
        return repr(read(Entry(file)))
    except SourceError as error:
        return str(error)


def test_a_forked_process_has_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    apart.read(GOOD, "甲.pdf")
    parents = apart._helper.process
    assert parents is not None
    monkeypatch.setattr(apart._helper, "owner", os.getpid() + 1)
    assert apart.read(GOOD, "甲.pdf").text
    assert apart._helper.process is not parents
    assert parents.poll() is None, "that of another process is left alone"
    parents.kill()
    parents.communicate()


def test_no_second_process_means_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    error = refused(GOOD)
    assert (error.code, "No such file" in str(error)) == ("unreadable", True)


def test_one_process_answers_many_questions_and_ends_with_the_last() -> None:
    apart.read(GOOD, "甲.pdf")
    first = apart._helper.process
    apart.read(GOOD, "甲.pdf")
    assert first is not None
    assert apart._helper.process is first
    assert first.stdin is not None
    first.stdin.close()
    assert first.wait(60) == 0


def test_each_question_is_answered_in_a_line_and_the_bounds_are_lifted_again() -> None:
    questions, answers = BytesIO(), BytesIO()
    for data in (GOOD, b"%PDF"):
        questions.write(apart.question(data, "甲.pdf") + data)
    questions.seek(0)
    before = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    apart.answer_all(questions, answers)
    assert (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)) == before
    first, second = map(json.loads, answers.getvalue().splitlines())
    assert (first["text"], second["code"]) == ("加强领导，落实责任。\n改进作风。\n", "damaged")


def test_bounds_are_those_asked_for_and_never_beyond_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (-1, 10 * MIB if kind == resource.RLIMIT_AS else -1))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, both: asked.append((kind, both)))
    monkeypatch.setattr(apart, "Path", lambda name: Path("/no/such/place"))
    with apart.bounded(5, MIB):
        pass
    with apart.bounded(5, 99 * MIB):
        pass
    memory = [both[0] for kind, both in asked if kind == resource.RLIMIT_AS]
    assert memory == [MIB, -1, 10 * MIB, -1]


def test_where_the_system_has_no_bounds_files_are_read_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    with apart.bounded(0, 0):
        assert pdf_reader.read(GOOD, "甲.pdf").text


def test_what_a_library_prints_does_not_stand_between_the_answers() -> None:
    code = apart._CODE.format(path=sys.path).replace("serve()", "import os; from djtext.reading import pdf; old = pdf.read; "
        "pdf.read = lambda *a: (os.write(1, b'noise'), old(*a))[1]; serve()")  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", code], input=apart.question(GOOD, "甲.pdf") + GOOD, capture_output=True, check=True
    )
    assert json.loads(ran.stdout)["flags"] == []
