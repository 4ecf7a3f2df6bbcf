"""Count what follows what in our own texts: `python corpora/ngrams.py` writes the table that repair ships."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

from tagged import read  # noqa: E402  # the line above makes it importable

from djtext.repair.language import tokens  # noqa: E402

TABLE = ROOT / "src" / "djtext" / "repair" / "ngrams.tsv"
READER = TABLE.with_name("language.py")
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
    """Return the counts as lines: one or two tokens, a tab, sorted what follows once, a tab, sorted what follows more
    often, each with its count.

    Behind two tokens it is how often, behind one the number of different tokens before (Kneser and Ney 1995).
    """
    behind: dict[str, dict[str, int]] = {}
    for pair, count in sorted(Counter(three[1:] for three in counts).items()):
        behind.setdefault(pair[0], {})[pair[1]] = count
    for three, count in sorted(counts.items()):
        behind.setdefault(three[:2], {})[three[2]] = count
    return "".join(map(_line, behind, behind.values()))


def _line(before: str, behind: dict[str, int]) -> str:
    once = "".join(token for token, count in behind.items() if count == 1)
    often = "".join(f"{token}{count}" for token, count in behind.items() if count > 1)
    return f"{before}\t{once}\t{often}\n"


def main() -> None:
    """Write the table, and its digest into the module that reads it."""
    data = table(counted(FOLDERS)).encode("utf-8")
    TABLE.write_bytes(data)
    code = READER.read_text(encoding="utf-8")
    READER.write_text(re.sub("(?m)^DIGEST = .*$", f'DIGEST = "{sha256(data).hexdigest()}"', code), encoding="utf-8")


if __name__ == "__main__":
    main()
