"""Build the files and the gold of every corpus from its tagged documents and its recipe.

`python corpora/build.py` writes `files/`, `gold.json` and `DIGEST` of each corpus; with `--check` it writes nothing and
exits 1 if what stands there is not what would be built.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

from damage import MECHANISMS  # noqa: E402  # the line above makes it importable
from tagged import Gold, Tagged, read  # noqa: E402

from djtext.edits import applied, composed, ordered  # noqa: E402
from djtext.types import Edit  # noqa: E402


def built(corpus: Path) -> dict[str, bytes]:
    """Return what the corpus builds to, as bytes by path relative to it; the same every time."""
    recipe = tomllib.loads((corpus / "recipe.toml").read_text(encoding="utf-8"))
    tagged = {t.number: t for t in map(read, sorted((corpus / "tagged").glob("*.txt")))}
    files, gold = {}, []
    for row in recipe["file"]:
        text, documents = _file(row, tagged)
        files[f"files/{row['name']}"] = text.encode(row.get("encoding", "utf-8"))
        gold += documents
    digest = sha256(b"".join(name.encode() + b"\0" + data for name, data in sorted(files.items()))).hexdigest()
    names = {name.removeprefix("files/"): sha256(data).hexdigest() for name, data in files.items()}
    files["gold.json"] = (json.dumps({"files": names, "documents": gold}, ensure_ascii=False, indent=1) + "\n").encode()
    files["DIGEST"] = f"{digest}\n".encode()
    return files


def _file(row: dict[str, Any], tagged: dict[str, Tagged]) -> tuple[str, list[dict[str, Any]]]:
    """Return the text of one file and the gold of its documents."""
    parts: list[str] = []
    documents: list[dict[str, Any]] = []
    at = 0
    for place, number in enumerate(row["documents"]):
        heading = row.get("announced", [""] * 99)[place]
        chance = random.Random(f"{row['name']}/{place}")
        document = tagged[number]
        edits = _damage(document.text, row.get("damage", []), chance)
        text = applied(document.text, edits)
        documents.append(_gold(document, row["name"], edits, at, heading, text, place))
        parts.append(heading + text)
        at += len(heading) + len(text)
    return "".join(parts), documents


def _damage(text: str, names: Sequence[str], chance: random.Random) -> tuple[Edit, ...]:
    edits: tuple[Edit, ...] = ()
    for name in names:
        edits = composed(text, edits, ordered(MECHANISMS[name](applied(text, edits), chance)))
    return edits


def forth(edits: Sequence[Edit], span: tuple[int, int]) -> tuple[int, int]:
    """Return where the characters of `span` lie after the edits: from its first one to behind its last."""
    return _moved(edits, span[0]), _moved(edits, span[1] - 1, end=True)


def _moved(edits: Sequence[Edit], at: int, *, end: bool = False) -> int:
    shift = 0
    for edit in edits:
        if edit.span.end > at or (edit.span.start == edit.span.end == at + 1):
            if edit.span.start <= at < edit.span.end:
                return edit.span.start + shift + (len(edit.new) if end else 0)
            break
        shift += len(edit.new) - (edit.span.end - edit.span.start)
    return at + shift + (1 if end else 0)


def _gold(
    document: Tagged, file: str, edits: Sequence[Edit], at: int, heading: str, text: str, place: int
) -> dict[str, Any]:
    offset = at + len(heading)
    cut = next((e.span.start for e in edits if "truncation" in e.why), len(document.text))
    units = [_unit(u, edits, offset, min(len(text), 10**9)) for u in document.units if u.span[0] < cut - 8]
    return {
        "essay": f"{document.number}@{file}#{place + 1}",
        "file": file,
        "span": [at, offset + len(text)],
        "title": document.header.get("title"),
        "copied_from": document.header.get("copied-from"),
        "units": units,
        "rejects": [_moved(edits, r) + offset for r in document.rejects if r < cut],
        "damage": sorted({e.why for e in edits}),
    }


def _unit(unit: Gold, edits: Sequence[Edit], offset: int, limit: int) -> dict[str, Any]:
    start, end = forth(edits, unit.span)
    row: dict[str, Any] = {
        "id": unit.id,
        "parent": unit.parent,
        "marker": unit.marker,
        "ordinal": unit.ordinal,
        "role": unit.role,
        "title": unit.title,
        "span": [start + offset, min(end, limit) + offset],
    }
    if unit.links:
        row["causes" if unit.role == "cause" else "addresses"] = list(unit.links)
    if unit.primary:
        row["topic"] = {"primary": list(unit.primary), "accept": list(unit.accept)}
    if unit.optional:
        row["optional"] = True
    return row


def main(arguments: Sequence[str]) -> int:
    """Write or check every corpus that has a recipe; return the exit code."""
    wrong = 0
    for recipe in sorted(Path(__file__).resolve().parent.glob("*/recipe.toml")):
        files = built(recipe.parent)
        for name, data in files.items():
            target = recipe.parent / name
            if "--check" in arguments:
                wrong += not target.is_file() or target.read_bytes() != data
            else:
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(data)
        print(f"{recipe.parent.name}: {len(files) - 2} files, digest {files['DIGEST'].decode().strip()[:12]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
