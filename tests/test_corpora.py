"""The corpora are what their sources say, and their gold stays true under damage."""

import json
import random
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from build import built, forth
from damage import MECHANISMS
from tagged import TaggedError, headline, read

from djtext.edits import applied, ordered

ROOT = Path(__file__).resolve().parent.parent
CORPORA = sorted(path.parent for path in (ROOT / "corpora").glob("*/recipe.toml"))
DEMO = ROOT / "corpora" / "demo"
PROSE = ROOT / "corpora" / "prose"
TAGGED = sorted(path for corpus in CORPORA for path in (corpus / "tagged").glob("*.txt"))


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_what_is_committed_is_what_would_be_built(corpus: Path) -> None:
    files = built(corpus)
    assert [name for name, data in files.items() if (corpus / name).read_bytes() != data] == []
    assert sorted(p.name for p in (corpus / "files").iterdir()) == sorted(
        name.removeprefix("files/") for name in files if name.startswith("files/")
    )


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_the_manifest_counts_what_is_there(corpus: Path) -> None:
    told = tomllib.loads((corpus / "manifest.toml").read_text(encoding="utf-8"))["corpus"]
    documents = [read(path) for path in sorted((corpus / "tagged").glob("*.txt"))]
    assert (len(documents), sum("copied-from" in d.header for d in documents)) == (told["documents"], told["drafts"])
    assert told["digest"] == (corpus / "DIGEST").read_text().strip()
    assert told["origin"]
    assert told["licence"]


def test_the_prose_is_what_its_manifest_says() -> None:
    told = tomllib.loads((PROSE / "manifest.toml").read_text(encoding="utf-8"))["corpus"]
    files = sorted(PROSE.glob("*/*.txt"))
    named = b"".join(path.relative_to(PROSE).as_posix().encode() + b"\0" + path.read_bytes() for path in files)
    assert (told["documents"], told["digest"]) == (len(files), sha256(named).hexdigest())


def test_no_long_line_of_the_prose_stands_twice() -> None:
    lines = [
        line
        for path in PROSE.glob("*/*.txt")
        for line in path.read_text(encoding="utf-8").partition("\n---\n")[2].split("\n")
        if len(line) >= 20
    ]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_every_gold_unit_starts_with_its_marker_in_the_file_that_was_built(corpus: Path) -> None:
    gold = json.loads((corpus / "gold.json").read_text(encoding="utf-8"))
    recipe = tomllib.loads((corpus / "recipe.toml").read_text(encoding="utf-8"))["file"]
    encodings = {row["name"]: row.get("encoding", "utf-8") for row in recipe}
    seen = 0
    for document in gold["documents"]:
        path = corpus / "files" / document["file"]
        with path.open(encoding=encodings[document["file"]], newline="") as file:
            text = file.read()
        for unit in document["units"]:
            start, end = unit["span"]
            bare = "".join(c for c in text[start:end] if c != "\n")
            assert bare.startswith(unit["marker"]), (document["essay"], unit["id"])
            seen += 1
    assert seen > 600


@pytest.mark.parametrize("path", TAGGED, ids=[f"{p.parts[-3]}-{p.stem}" for p in TAGGED])
def test_every_tagged_document_reads_and_its_titles_stand_in_it(path: Path) -> None:
    document = read(path)
    assert "⟦" not in document.text
    assert "¦" not in document.text
    for unit in document.units:
        assert unit.title in document.text[unit.span[0] : unit.span[1]]
        assert unit.ordinal is not None


@pytest.mark.parametrize("name", sorted(MECHANISMS))
def test_damage_moves_gold_with_the_text(name: str) -> None:
    document = read(DEMO / "tagged" / "22-grassroots-rule-of-law.txt")
    edits = ordered(MECHANISMS[name](document.text, random.Random(7)))
    damaged = applied(document.text, edits)
    assert damaged != document.text, f"{name} does nothing to a text that it should damage"
    touched = {i for e in edits for i in range(e.span.start, e.span.end)}
    for unit in document.units:
        first, last = unit.span[0], unit.span[1] - 1
        start, end = forth(edits, unit.span)
        if first not in touched:
            assert damaged[start] == document.text[first]
        if last not in touched:
            assert damaged[end - 1] == document.text[last]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("⟦u1 problem⟧一、¦差距\n", "not closed"),
        ("⟦u1 nothing⟧一、¦差距⟦/u1⟧\n", "no role"),
        ("⟦u1 problem⟧一、¦差距⟦/u2⟧\n", "closes no open unit"),
        ("⟦u1 cause →u9⟧一、¦差距⟦/u1⟧\n", "links to"),
    ],
)
def test_a_wrong_mark_is_refused(tmp_path: Path, body: str, words: str) -> None:
    path = tmp_path / "99-x.txt"
    path.write_text(f"title: t\n---\n{body}", encoding="utf-8")
    with pytest.raises(TaggedError, match=words):
        read(path)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("部门领导重视不够。有的一年不研究一次。", "部门领导重视不够"),
        ("责任意识不强：有的干部推诿扯皮。", "责任意识不强"),
        ("存在的主要问题\n（一）台账不清。", "存在的主要问题"),
        ("围绕河道清淤，出动机械三十台次。", "围绕河道清淤"),
        ("要加强值守，不得脱岗；", "要加强值守"),
    ],
)
def test_a_headline_ends_where_a_reader_would_end_it(text: str, title: str) -> None:
    assert headline(text) == title
