"""Count the pairs of characters that stand in reports of any subject: `python corpora/stock.py` prints the row."""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

from tagged import read  # noqa: E402  # the line above makes it importable

from djtext.hanzi import HAN, folded  # noqa: E402

FOLDERS = ("demo", "structure")
DOCUMENTS = 8
"""In how many of our documents a pair stands that says nothing of a subject: one in nine."""

_OTHER = re.compile(f"[^{HAN}]+")


def stock() -> list[str]:
    """Return the pairs that stand in at least `DOCUMENTS` of our documents, sorted."""
    counts: Counter[str] = Counter()
    for name in FOLDERS:
        for path in sorted((ROOT / "corpora" / name / "tagged").glob("*.txt")):
            counts.update({left + right for left, right in pairwise(_OTHER.sub("", folded(read(path).text)))})
    return sorted(pair for pair, count in counts.items() if count >= DOCUMENTS)


if __name__ == "__main__":
    print("|".join(stock()))
