"""Count what follows what in our own texts: `python corpora/ngrams.py` writes the table that repair ships."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

from tagged import read  # noqa: E402  # the line above makes it importable

from djtext.repair.language import tokens  # noqa: E402

TABLE = ROOT / "src" / "djtext" / "repair" / "ngrams.tsv"
TAGGED = ("demo", "structure")
FOLDERS = (*TAGGED, *sorted(f"prose/{path.name}" for path in (ROOT / "corpora" / "prose").glob("*/")))


def texts(folder: str) -> Iterator[str]:
    """Yield the clean texts of a folder of `corpora`, in the order of their names."""
    tagged = folder in TAGGED
    for path in sorted((ROOT / "corpora" / folder / ("tagged" if tagged else "")).glob("*.txt")):
        yield read(path).text if tagged else path.read_text(encoding="utf-8").partition("\n---\n")[2]


def counted(folders: Iterable[str]) -> Counter[str]:
    """Return how often each three tokens stand in a row in the texts of some folders."""
    counts: Counter[str] = Counter()
    for folder in folders:
        for text in texts(folder):
            row = tokens(text)
            counts.update(row[at : at + 3] for at in range(len(row) - 2))
    return counts


def table(counts: Counter[str]) -> str:
    """Return the counts as lines: one or two tokens, a tab, and, sorted, what follows with its count if above one.

    Behind two tokens it is how often, behind one the number of different tokens before (Kneser and Ney 1995).
    """
    lines: dict[str, list[str]] = {}
    for pair, count in sorted(Counter(three[1:] for three in counts).items()):
        lines.setdefault(pair[0], []).append(pair[1] + (str(count) if count > 1 else ""))
    for three, count in sorted(counts.items()):
        lines.setdefault(three[:2], []).append(three[2] + (str(count) if count > 1 else ""))
    return "".join(f"{before}\t{''.join(behind)}\n" for before, behind in lines.items())


if __name__ == "__main__":
    TABLE.write_text(table(counted(FOLDERS)), encoding="utf-8")
