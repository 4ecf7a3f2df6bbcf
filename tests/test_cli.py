"""The command line as a user meets it: data on stdout, talk on stderr, exit codes, nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from djtext.cli import app
from djtext.errors import RuleError
from djtext.types import Document, Unit

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "corpora" / "demo" / "files"
SOME = [str(FILES / name) for name in ("06-機關黨建思考.txt", "25-文旅融合两篇.txt", "14-政務服務對策.txt")]


def call(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "new" / "out"
    assert call("run", str(FILES), "--out", str(folder), "--jobs", "1").exit_code == 0
    return folder


def test_the_main_job_writes_its_four_files_and_nothing_else(out: Path) -> None:
    assert sorted(p.name for p in out.iterdir()) == ["catalog.json", "report.html", "reuse.json", "structure.json"]


@pytest.mark.parametrize("name", ["structure", "reuse", "catalog"])
def test_what_is_written_has_the_published_shape(out: Path, name: str) -> None:
    shape = json.loads(call("schema", name).stdout)
    jsonschema.Draft202012Validator.check_schema(shape)
    jsonschema.Draft202012Validator(shape).validate(json.loads((out / f"{name}.json").read_text(encoding="utf-8")))


def test_every_span_quotes_its_text(out: Path) -> None:
    structure = json.loads((out / "structure.json").read_text(encoding="utf-8"))
    quoted = 0
    for document in structure["documents"]:
        text = call("text", document["source"]["path"]).stdout_bytes.decode()
        low, high = document["source"]["span"]
        dropped = {i for e in document["edits"] for i in range(*e["span"])}
        for unit in document["units"]:
            start, end = unit["span"]
            assert low <= start < end <= high
            if not dropped.intersection(range(start, start + len(unit["marker"]))):
                assert text[start:].startswith(unit["marker"])
            first, last = unit["title_span"]
            if not dropped.intersection(range(first, last)):
                assert text[first:last] == unit["title"]
                quoted += 1
            assert all(low <= a < b <= high for topic in unit["topics"] for a, b in topic["because"])
    assert quoted > 300


def test_the_same_bytes_come_out_whatever_the_hash_seed_and_the_number_of_jobs(out: Path, tmp_path: Path) -> None:
    done = process("run", str(FILES), "--out", str(tmp_path / "b"), "--jobs", "3", PYTHONHASHSEED="77")
    assert done.returncode == 0, done.stderr.decode()
    for path in out.iterdir():
        assert (tmp_path / "b" / path.name).read_bytes() == path.read_bytes(), path.name


def test_data_goes_to_stdout_and_talk_to_stderr() -> None:
    result = call("structure", SOME[0])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["schema"] == "djtext.structure/1"
    compared = call("compare", *SOME)
    assert json.loads(compared.stdout)["schema"] == "djtext.reuse/1"
    assert "documents, " in compared.stderr


def test_text_gives_the_source_as_it_is_decoded_line_ends_and_all(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes("一、存在的问题\r\n台账记录不全，责任落实不够。\r\n".encode("gb18030"))
    assert call("text", str(path)).stdout_bytes.decode() == "一、存在的问题\r\n台账记录不全，责任落实不够。\r\n"


def test_standard_input_is_a_source() -> None:
    text = "一、存在的问题\n台账记录不全，责任落实不够。\n二、对策\n一是建立台账制度。二是压实责任。\n"
    result = call("structure", "-", stdin=text.encode())
    assert result.exit_code == 0
    (document,) = json.loads(result.stdout)["documents"]
    assert document["source"]["path"] == "-"
    assert [u["marker"] for u in document["units"]] == ["一、", "二、", "一是", "二是"]


def test_repair_explains_every_change_it_makes() -> None:
    repaired = call("repair", SOME[0]).stdout_bytes.decode()
    explained = json.loads(call("repair", SOME[0], "--explain").stdout)
    shape = json.loads(call("schema", "edits").stdout)
    jsonschema.validate(explained, shape)
    text, at, parts = call("text", SOME[0]).stdout_bytes.decode(), 0, []
    for edit in explained["edits"]:
        parts += [text[at : edit["span"][0]], edit["new"]]
        at = edit["span"][1]
    assert "".join([*parts, text[at:]]) == repaired
    assert {"pinyin", "gbk-lost-byte"} <= {why for e in explained["edits"] for why in e["why"].split("+")}


def test_a_batch_with_bad_sources_is_complete_and_says_so_with_exit_code_4(tmp_path: Path) -> None:
    (tmp_path / "a-good.txt").write_text("一、问题\n管理不严。\n二、措施\n严格管理，落实责任。\n", encoding="utf-8")
    (tmp_path / "b-empty.txt").write_bytes(b"")
    (tmp_path / "c-junk.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "d-word.docx").write_bytes(b"PK\x03\x04 not really")
    result = call("structure", str(tmp_path), str(tmp_path / "missing.txt"), "-o", str(tmp_path / "out.json"))
    assert result.exit_code == 4
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [Path(d["source"]["path"]).name for d in found["documents"]] == ["a-good.txt"]
    assert [Path(e["path"]).name for e in found["errors"]] == [
        "b-empty.txt",
        "c-junk.txt",
        "d-word.docx",
        "missing.txt",
    ]
    for error in found["errors"]:
        assert error["path"] in error["message"]
        assert error["message"] in result.stderr
        assert error["error"]


def test_fail_over_leaves_with_3_when_a_draft_is_copied() -> None:
    both = [str(FILES / "01-安全生产整改方案.txt"), str(FILES / "07-石苔县整改工作方案.txt")]
    assert call("compare", *both, "--fail-over", "0.3").exit_code == 3
    assert call("compare", *SOME[2:], both[0], "--fail-over", "0.3").exit_code == 0


def test_against_compares_drafts_with_the_others_and_not_the_others_among_themselves() -> None:
    result = call("compare", str(FILES / "26-養老服務思考.txt"), "--against", str(FILES))
    pairs = json.loads(result.stdout)["pairs"]
    titles = {d["id"]: d["source"]["path"] for d in json.loads(result.stdout)["documents"]}
    assert pairs
    assert all(any("26-" in titles[side] for side in (pair["a"], pair["b"])) for pair in pairs)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["text", "no-such-file.txt"], 1, ["no-such-file.txt"]),
        (["schema", "nothing"], 2, ["nothing", "structure", "reuse", "catalog"]),
        (["rules", "show", "nothing"], 2, ["nothing", "markers"]),
        (["text", str(FILES)], 2, ["sources", "exactly one"]),
        (["evaluate", "no-gold.json", SOME[0]], 1, ["no-gold.json"]),
        (["structure"], 2, []),
    ],
)
def test_a_wrong_call_is_one_helpful_line(arguments: list[str], code: int, words: list[str]) -> None:
    done = process(*arguments)
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert "Traceback" not in message
    assert [word for word in words if word not in message] == []


def test_an_output_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    done = process("structure", SOME[0], "-o", str(tmp_path / "taken"))
    assert done.returncode == 1
    assert b"taken" in done.stderr
    assert list(tmp_path.rglob("*")) == [tmp_path / "taken"]


def test_help_loads_no_heavy_package() -> None:
    heavy = ("numpy", "sklearn", "spacy", "jieba", "pydantic", "jinja2", "opencc", "rapidfuzz")
    code = f"import sys, djtext, djtext.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout.decode().strip() == "[]"
    shown = process("--help").stdout.decode()
    for command in ("run", "text", "repair", "structure", "compare", "schema", "evaluate", "rules"):
        assert command in shown


def test_rules_list_names_every_table_that_ships() -> None:
    listed = [line.split("\t")[0] for line in call("rules", "list").stdout.splitlines()]
    assert listed == sorted(listed)
    for name in listed:
        assert "[[rule]]" in call("rules", "show", name).stdout


def test_the_version_is_told() -> None:
    assert call("--version").stdout.startswith("djtext 0.")


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    shared = (
        "全县共排查沿街商铺1286家，发现电动自行车进楼充电的有94家，当场劝离并逐户登记，逾期不改的抄送消防救援机构处理。"
    )
    (tmp_path / "a.txt").write_text(
        f"一、检查情况\n{shared}\n二、打算\n下半年逐街复查，每月通报一次。\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(f"城关镇工作简报\n{shared}\n镇里还腾出三处车棚供居民停放。\n", encoding="utf-8")
    return tmp_path


def test_a_draft_that_also_lies_in_the_archive_is_still_compared_with_the_others_there(drafts: Path) -> None:
    both = [str(drafts / "a.txt"), str(drafts / "b.txt")]
    for against in ([both[0]], [str(drafts)], [f"{drafts}/../{drafts.name}/a.txt"]):
        found = json.loads(call("compare", *both, *(x for a in against for x in ("--against", a))).stdout)
        assert len(found["documents"]) == 2
        assert len(found["pairs"]) == 1


def test_one_file_is_one_source_however_its_path_is_spelled(drafts: Path) -> None:
    (drafts / "link.txt").symlink_to(drafts / "a.txt")
    spelled = [str(drafts / "a.txt"), f"{drafts}/../{drafts.name}/a.txt", str(drafts / "link.txt")]
    assert len(json.loads(call("structure", *spelled).stdout)["documents"]) == 1


def test_an_output_folder_without_a_name_is_refused(drafts: Path) -> None:
    done = process("run", str(drafts / "a.txt"), "--out", "")
    assert (done.returncode, b"--out" in done.stderr) == (2, True)


def test_a_wrong_rule_table_stops_a_batch_with_one_line(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(name: str) -> None:
        raise RuleError(f"lexicon/{name}.toml: rule 'x' has no pattern; add it")

    monkeypatch.setattr("djtext.pipeline.outline", lambda document: wrong("markers"))
    result = call("structure", str(drafts), "--jobs", "1")
    assert isinstance(result.exception, RuleError)


def test_a_stage_that_breaks_down_costs_one_source_and_says_which(
    drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(document: Document) -> tuple[Unit, ...]:
        if document.source.path.endswith("a.txt"):
            raise ZeroDivisionError("planted")
        return ()

    monkeypatch.setattr("djtext.pipeline.outline", breaks)
    result = call("structure", str(drafts), "--jobs", "1")
    found = json.loads(result.stdout)
    assert result.exit_code == 4
    assert [Path(d["source"]["path"]).name for d in found["documents"]] == ["b.txt"]
    assert found["errors"][0]["error"] == "internal"
    assert "ZeroDivisionError: planted" in found["errors"][0]["message"]
