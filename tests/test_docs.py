"""The documents say what the program does: commands, tables, the README's two commands, the glossary."""

import json
import re
from pathlib import Path

import typer
from typer.testing import CliRunner

from djtext import lexicon
from djtext.cli import app

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_guide_shows_every_command() -> None:
    group = typer.main.get_command(app)
    commands = set(group.commands)  # type: ignore[attr-defined]  # a group has them
    assert commands
    assert [name for name in sorted(commands) if f"djtext {name}" not in GUIDE] == []


def test_every_rule_table_is_described_and_no_other() -> None:
    described = re.findall(r"(?m)^\| `([a-z-]+)` \|", (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
    assert described == list(lexicon.names())


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    blocks = re.findall(r"```sh\n(.+?)\n```", README)
    assert len(blocks) == 2
    assert blocks[0].endswith("--out out")
    assert blocks[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_picture_and_page_that_a_document_links_to_is_there() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    targets = [(page, t) for page in pages for t in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))]
    assert [(page.name, t) for page, t in targets if "://" not in t and not (page.parent / t).exists()] == []


def test_decision_notes_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers
    assert len(numbers) == len(set(numbers))


def test_the_readmes_terminal_sample_is_what_the_program_prints() -> None:
    sample = re.search(r"```console\n\$ printf '(.+?)' > (\S+)\n\$ .+\n((?:\[.+\n)+)```", README)
    assert sample
    text = sample[1].replace("\\n", "\n")
    done = CliRunner().invoke(app, ["structure", "-"], input=text.encode())
    (document,) = json.loads(done.stdout)["documents"]
    printed = [f"{u['span']} {u['role']} {u['marker']} {u['title']}" for u in document["units"]]
    assert printed == sample[3].splitlines()
