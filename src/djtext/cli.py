"""The command line: arguments in, one library call, data to stdout, talk to stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def structure(sources: list[str], output: Annotated[Path | None, typer.Option("-o", "--output")] = None) -> None:
    """Read reports into units and records (djtext.structure/1)."""
    from djtext.export import structure_json
    from djtext.pipeline import outcomes, stamps
    from djtext.types import Failed, Structure

    found: list[Structure] = []
    errors: list[Failed] = []
    for outcome in outcomes(sources):
        if isinstance(outcome, Failed):
            errors.append(outcome)
        else:
            found.extend(outcome)
    text = json.dumps(structure_json(found, errors, stamps()), ensure_ascii=False, indent=1)
    if output:
        output.write_text(text + "\n", encoding="utf-8")
    else:
        typer.echo(text)


@app.command()
def repair(source: str) -> None:
    """Print the repaired text."""
    from djtext.edits import applied
    from djtext.reading import Entry, read
    from djtext.repair import repairs

    text = read(Entry(source)).text
    typer.echo(applied(text, repairs(text)), nl=False)


def main() -> None:
    """Run the command line."""
    app()
