"""JSON: every span counts the source, every answer leads to its problem, and a file is whole or not there."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import export_sample as sample
from djtext.edits import applied
from djtext.errors import OutputError, UsageError
from djtext.export import catalog_json, dumps, edits_json, reuse_json, structure_json, written
from djtext.types import Edit, Measure, Place, Span


def quoted(text: str, span: list[int]) -> str:
    return text[span[0] : span[1]]


def test_spans_of_a_structure_quote_the_source_before_repair() -> None:
    made = structure_json(sample.structures(), [], sample.STAMPS)["documents"][0]
    units = {u["id"]: u for u in made["units"]}
    assert quoted(sample.FIRST, units["u2"]["span"]) == "（一）管网老化。去年爆管(guǎn)21次，抢修平均用时9小时。"
    assert quoted(sample.FIRST, units["u8"]["title_span"]) == units["u8"]["title"] == "畅通投诉渠道"
    assert quoted(sample.FIRST, units["u3"]["topics"][0]["because"][0]) == "投诉"
    assert quoted(sample.FIRST, made["records"][1]["links"][0]["evidence"][0]) == "管网改造"
    assert made["records"][1]["links"][0]["score"] == 0.8765


def test_fields_quote_their_words_and_stay_null_where_nothing_is_said() -> None:
    made = structure_json(sample.structures(), [], sample.STAMPS)["documents"][0]["units"]
    first, second = made[6]["fields"], made[7]["fields"]
    assert [actor["text"] for actor in first["actors"]] == ["住建局"]
    assert quoted(sample.FIRST, first["deadline"]["span"]) == first["deadline"]["text"] == "10月底前"
    assert quoted(sample.FIRST, first["targets"][0]["span"]) == "95%以上"
    assert (first["targets"][0]["op"], first["targets"][0]["value"], first["targets"][0]["unit"]) == (">=", 95.0, "%")
    assert (first["score"], first["frequency"], first["references"]) == (None, None, [])
    assert (second["references"], second["slogans"]) == (["《供热管理办法》"], ["一线办结"])
    assert quoted(sample.FIRST, second["slogan_spans"][0]) == "一线办结"
    assert made[0]["fields"] is None
    assert made[6]["list"] == {"id": "l1", "status": "gap", "declared": 3}


def test_an_id_that_came_with_the_source_is_handed_on() -> None:
    made = structure_json(sample.structures(), sample.ERRORS, sample.STAMPS)
    assert ["id" in document["source"] for document in made["documents"]] == [False, True]
    assert made["documents"][1]["source"]["id"] == "row-7"
    assert made["errors"][0]["error"] == "empty"


@settings(deadline=None)
@given(st.text(alphabet="一是加强，。", min_size=1, max_size=20), st.data())
def test_a_title_span_without_the_edits_inside_it_is_the_title(title: str, data: st.DataObject) -> None:
    source = "".join(c + data.draw(st.sampled_from(["", "(xué)"])) for c in "前文" + title + "后文")
    starts = [at for at in range(len(source)) if source.startswith("(xué)", at)]
    edits = tuple(Edit(Span(at, at + 5), "", "pinyin") for at in starts)
    structure = sample.first()
    home = replace(structure.document, edits=edits, text=applied(source, edits), span=Span(0, len(source)))
    unit = replace(structure.units[0], title_span=Span(2, 2 + len(title)), span=Span(0, 2), topics=())
    made = structure_json([replace(structure, document=home, units=(unit,), records=())], [], {})
    assert quoted(source, made["documents"][0]["units"][0]["title_span"]).replace("(xué)", "") == title


def test_passages_of_a_pair_count_both_sources() -> None:
    made = reuse_json([s.document for s in sample.structures()], sample.reuse())
    passage = made["pairs"][0]["passages"][1]
    assert quoted(sample.FIRST, passage["a"]).startswith("1．改造老旧管网。")
    assert quoted(sample.SECOND, passage["b"]).startswith("1．改造老舊管網。")
    assert made["clusters"][0]["representative"] == made["documents"][1]["id"]


def test_a_measure_answers_the_problem_and_the_cause_that_the_catalog_names() -> None:
    made = catalog_json(sample.measures(), sample.structures(), sample.STAMPS)
    measure = made["measures"][1]
    assert [problem["title"] for problem in measure["problems"]] == ["管网老化"]
    assert [cause["title"] for cause in measure["causes"]] == ["投入不足"]
    assert quoted(sample.FIRST, measure["causes"][0]["span"]).startswith("一是投入不足。")
    assert [place["path"] for place in measure["places"]] == ["供暖/抄录.jsonl", "供暖/整改.txt"]
    assert made["counts"] == {"documents": 2, "measures": 3, "places": 3}


def test_fields_of_a_measure_come_from_the_place_with_its_canonical_wording() -> None:
    made = catalog_json(sample.measures(), sample.structures(), sample.STAMPS)
    assert quoted(sample.FIRST, made["measures"][1]["fields"]["deadline"]["span"]) == "10月底前"
    assert made["measures"][2]["fields"] is None


def test_a_measure_from_elsewhere_says_which_document_is_missing() -> None:
    stray = Measure("m9", "甲", (), None, (Place("d-gone", "u1", Span(0, 1), "甲", 1.0),), (), (), 1)
    with pytest.raises(UsageError, match=r"m9: document d-gone .*; hand over"):
        catalog_json([stray], sample.structures(), sample.STAMPS)


def test_explained_edits_show_what_they_take_away() -> None:
    home = sample.first().document
    made = edits_json(home.source, home.edits)
    assert [(edit["old"], edit["new"], edit["why"]) for edit in made["edits"]] == [
        ("(guǎn)", "", "pinyin"),
        ("(页3)", "", "page-number"),
    ]
    assert made["source"]["characters"] == len(sample.FIRST)


def test_json_holds_one_unit_a_line() -> None:
    lines = dumps(structure_json(sample.structures(), [], sample.STAMPS)).splitlines()
    assert sum('"title_span"' in line for line in lines) == 10
    assert [line for line in lines if '"title_span"' in line and '"id": "u7"' in line and "改造老旧管网" in line]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(JSON)
def test_json_that_is_written_reads_as_what_it_was(value: object) -> None:
    text = dumps(value)
    assert json.loads(text) == value
    assert text.endswith("\n")


def test_lone_surrogates_and_control_characters_are_written_and_read_again() -> None:
    value = {"title\ud800": "整\udfff改\x00\u2028\x1b", "deep": [[[[["\ud83d"]]]]]}
    assert json.loads(dumps(value).encode("utf-8")) == value


def test_a_file_is_written_with_its_folders_and_nothing_beside_it(tmp_path: Path) -> None:
    written(tmp_path / "结果" / "a" / "structure.json", "整改\ud800\r\n")
    assert (tmp_path / "结果" / "a" / "structure.json").read_bytes() == "整改\ufffd\r\n".encode()
    assert [path.name for path in (tmp_path / "结果" / "a").iterdir()] == ["structure.json"]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    written(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text(encoding="utf-8") == "new"


def test_a_device_is_written_into_and_stays_a_device() -> None:
    written("/dev/null", "gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.html").write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=r"report\.html: cannot be written \(No space left on device\); choose"):
        written(tmp_path / "report.html", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("name", "reason"), [("folder", "is a folder"), ("file.txt/inner.json", "cannot be written"), ("a\0b", "cannot be")]
)
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=reason):
        written(f"{tmp_path}/{name}", "x")
