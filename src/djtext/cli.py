"""The command line: arguments in, one library call, data to stdout, talk to stderr.

Exit codes: 0 done, 1 failed, 2 usage, 3 findings above `--fail-over`, 4 some sources failed and the rest is complete.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from djtext import __version__
from djtext.errors import DjtextError, UsageError

if TYPE_CHECKING:
    from djtext.pipeline import Progress
    from djtext.types import Failed, Source

FINDINGS, PARTLY = 3, 4

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Read Chinese administrative reports: structure, reuse and measures, each with the text that proves it.",
    epilog="SOURCE is a file, a folder, a .zip, a .jsonl of texts, or - for standard input. Nothing leaves this machine.",
)
rules_app = typer.Typer(no_args_is_help=True, help="Show the rule tables.")
app.add_typer(rules_app, name="rules")

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, .zip, .jsonl, or -.")]
One = Annotated[str, typer.Argument(metavar="SOURCE", help="One file, archive.zip!member, or -.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of to standard output.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; the result does not depend on it.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"djtext {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version


@app.command()
def run(
    sources: Sources,
    out: Annotated[str, typer.Option("--out", help="The folder for the four files; made if missing.")],
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Do the main job: DIR/structure.json, reuse.json, catalog.json and report.html."""
    from djtext.pipeline import kept, result

    if not out:
        raise UsageError("--out: names no folder; give one, such as --out out")
    with _progress(quiet) as progress:
        found = result(sources, jobs=jobs, progress=progress)
    paths = kept(found, Path(out))
    units = sum(len(s.units) for s in found.batch.structures)
    records = sum(len(s.records) for s in found.batch.structures)
    _say(
        f"{found.batch.sources} sources, {len(found.batch.structures)} documents, {units} units, {records} records, "
        f"{len(found.reuse.pairs)} pairs, {len(found.reuse.clusters)} clusters, {len(found.measures)} measures",
        quiet,
    )
    _say(f"open {paths[-1].resolve()} in a browser; {', '.join(p.name for p in paths[:-1])} stand beside it", quiet)
    _end(found.batch.errors)


@app.command()
def text(source: One) -> None:
    """Print the text of a source exactly as all spans count it."""
    _put(_source(source).text)


@app.command()
def repair(
    source: One,
    explain: Annotated[bool, typer.Option("--explain", help="Edits and doubts as JSON instead of the text.")] = False,
    output: Output = None,
) -> None:
    """Print the repaired text of a source, or what was repaired and why."""
    from djtext.edits import applied
    from djtext.export import dumps, edits_json
    from djtext.repair import flags, repairs

    found = _source(source)
    edits = repairs(found.text)
    whole = applied(found.text, edits)
    _put(dumps(edits_json(found, edits, flags(whole, edits))) if explain else whole, output)


@app.command()
def structure(sources: Sources, output: Output = None, jobs: Jobs = None, quiet: Quiet = False) -> None:
    """Read reports into units and records (djtext.structure/1)."""
    from djtext.export import dumps, structure_json
    from djtext.pipeline import batch, stamps

    with _progress(quiet) as progress:
        found = batch(sources, jobs=jobs, progress=progress)
    _put(dumps(structure_json(found.structures, found.errors, stamps())), output)
    _end(found.errors)


@app.command()
def compare(
    sources: Sources,
    against: Annotated[list[str] | None, typer.Option(help="Compare with these only; may be given again.")] = None,
    min_passage: Annotated[int | None, typer.Option(min=8, help="Shortest passage, in characters.")] = None,
    fail_over: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with 3 if a document stands in another for more than this share."),
    ] = None,
    output: Output = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Find documents that share text, with the aligned passages (djtext.reuse/1)."""
    from djtext.export import dumps, reuse_json
    from djtext.pipeline import compared
    from djtext.reuse import Settings

    settings = Settings(minimum_passage=min_passage) if min_passage else Settings()
    with _progress(quiet) as progress:
        found = compared(sources, against or (), settings=settings, jobs=jobs, progress=progress)
    _put(dumps(reuse_json(found.documents, found.reuse, found.errors)), output)
    pairs, clusters = found.reuse.pairs, found.reuse.clusters
    _say(f"{len(found.documents)} documents, {len(pairs)} pairs, {len(clusters)} clusters", quiet)
    worst = max((max(pair.containment_a, pair.containment_b) for pair in pairs), default=0.0)
    if fail_over is not None and worst > fail_over:
        _say(f"djtext: a document stands in another for {worst:.0%}, more than {fail_over:.0%}")
        raise typer.Exit(FINDINGS)
    _end(found.errors)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold as JSON: documents with file, span and units.")],
    sources: Sources,
    misses: Annotated[
        bool, typer.Option("--misses", help="List every unit missed, extra or given another role.")
    ] = False,
    jobs: Jobs = None,
) -> None:
    """Score the structure of sources against gold."""
    from djtext.evaluation import disagreements, scores
    from djtext.export import dumps, structure_json
    from djtext.pipeline import batch, stamps

    found = batch(sources, jobs=jobs)
    ours, theirs = structure_json(found.structures, found.errors, stamps()), _gold(gold)
    for line in disagreements(theirs, ours) if misses else ():
        typer.echo(line, err=True)
    _put(dumps(scores(theirs, ours)))
    _end(found.errors)


@app.command()
def schema(name: Annotated[str, typer.Argument(help="structure, reuse, catalog or edits.")]) -> None:
    """Print a published shape as JSON Schema."""
    from djtext.export import dumps
    from djtext.export import schema as published

    _put(dumps(published(name)))


@rules_app.command("list")
def rules_list() -> None:
    """List the rule tables that ship."""
    from djtext import lexicon

    for name in lexicon.names():
        typer.echo(f"{name}\t{len(lexicon.table(name))} rules")


@rules_app.command("show")
def rules_show(name: Annotated[str, typer.Argument(help="The name of a table.")]) -> None:
    """Print a rule table as TOML."""
    from djtext import lexicon

    _put(lexicon.text(name))


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """Yield a progress callback that draws a bar, or None where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, whole, path: bar.update(task, completed=done, total=whole, description=path[-40:])


def _source(argument: str) -> Source:
    """Return the one source that an argument names.

    Raises:
        UsageError: it names none, or more than one.
        SourceError: it cannot be read.
    """
    from djtext.errors import SourceError
    from djtext.reading import entries, read
    from djtext.types import Failed

    found = list(entries(argument))
    if len(found) != 1:
        first = f", such as {found[0].path}" if found else ""
        raise UsageError(f"{argument}: names {len(found)} sources; give exactly one{first}")
    if isinstance(found[0], Failed):
        raise SourceError(found[0].error, found[0].message)
    return read(found[0])


def _gold(path: Path) -> dict[str, list[dict[str, object]]]:
    import json

    from djtext.errors import SourceError

    try:
        gold: dict[str, list[dict[str, object]]] = json.loads(path.read_text(encoding="utf-8"))
        gold["documents"]
    except (OSError, ValueError, KeyError) as cause:
        raise SourceError(
            "gold", f"{path}: holds no gold ({type(cause).__name__}: {cause}); give a JSON file with documents"
        ) from cause
    return gold


def _put(data: str, output: Path | None = None) -> None:
    """Write data to a file, whole or not at all, or to standard output as UTF-8 with its line ends as they are."""
    if output and str(output) != "-":
        from djtext.export import written

        written(output, data)
    else:
        sys.stdout.buffer.write(data.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _say(line: str, quiet: bool = False) -> None:
    if not quiet:
        typer.echo(line, err=True)


def _end(errors: Sequence[Failed]) -> None:
    """Name the sources that failed, and leave with the code that says so."""
    for error in errors:
        _say(f"djtext: {error.message}")
    if errors:
        raise typer.Exit(PARTLY)


def main() -> None:
    """Run the command line; a failure that djtext foresees is one line on standard error."""
    try:
        app()
    except UsageError as error:
        _say(f"djtext: {error}")
        raise SystemExit(2) from error
    except DjtextError as error:
        _say(f"djtext: {error}")
        raise SystemExit(1) from error
