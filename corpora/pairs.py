"""Count pairs of characters in the tagged corpora: `python corpora/pairs.py` writes the table that repair ships."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

from tagged import read  # noqa: E402  # the line above makes it importable

from djtext.hanzi import folded  # noqa: E402

TABLE = ROOT / "src" / "djtext" / "repair" / "pairs.tsv"
FOLDERS = ("demo", "structure")
_SIGN = re.compile("[^\u4e00-\u9fff]+")


def counted(folders: Iterable[str]) -> Counter[str]:
    """Return how often each pair stands in the documents of some corpora; any other sign counts as 。"""
    counts: Counter[str] = Counter()
    for name in folders:
        for path in sorted((ROOT / "corpora" / name / "tagged").glob("*.txt")):
            text = _SIGN.sub("。", folded(read(path).text))
            counts.update(left + right for left, right in pairwise(text) if right != "。")
    return counts


def table(counts: Counter[str]) -> str:
    """Return the counts as lines: a first character and, sorted, what follows it with its count where it is above one."""
    lines: dict[str, list[str]] = {}
    for pair, count in sorted(counts.items()):
        lines.setdefault(pair[0], []).append(pair[1] + (str(count) if count > 1 else ""))
    return "".join(f"{left}\t{''.join(rights)}\n" for left, rights in lines.items())


if __name__ == "__main__":
    TABLE.write_text(table(counted(FOLDERS)), encoding="utf-8")
