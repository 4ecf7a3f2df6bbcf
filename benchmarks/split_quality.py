"""How well a source is split, by kind of join, on joins made afresh of our own documents.

Starts are counted as the evaluation counts them: found within 40 characters of a document's start, or of the furniture
before it. Odd-numbered documents are for writing rules; `--held-back` scores joins of the even ones, without misses.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

from joining import Essay, Join, essays, fresh, near, prose, scored  # noqa: E402  # the line above makes it importable

from djtext.hanzi import folded  # noqa: E402
from djtext.repair.splitting import Piece, pieces  # noqa: E402

Split = Callable[[str], Iterable[Piece]]


@dataclass
class Count:
    """Starts found, starts given, starts there; titles right, documents found."""

    found: int = 0
    given: int = 0
    there: int = 0
    titles: int = 0

    def take(self, join: Join, split: Iterable[Piece]) -> None:
        """Count one join."""
        titles = {piece.start: "".join((piece.title or "").split()) for piece in split}
        found, given, there = scored(join, list(titles))
        self.found += found
        self.given += given
        self.there += there
        for truth in join.truths:
            title = "".join((truth.title or "").split())
            self.titles += any(titles[at] == title for at in titles if near(truth, at))

    def line(self) -> str:
        """Return precision, recall, F1 of the starts, and the share of documents under their own title."""
        p, r = self.found / max(self.given, 1), self.found / max(self.there, 1)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return f"{self.there:5} {p:.3f} {r:.3f} {f1:.3f} {self.titles / max(self.there, 1):.3f}"


def plain(text: str) -> Iterable[Piece]:
    """Split a text that needs no repair."""
    return pieces(text, folded(text))


def misses(join: Join, split: Iterable[Piece]) -> Iterable[str]:
    """Yield a line for each start that was missed or is none."""
    found = list(split)
    for truth in join.truths:
        if not any(near(truth, piece.start) for piece in found):
            yield f"MISSED {join.kind} {join.text[max(truth.first - 40, 0) : truth.start + 60]!r}"
    for piece in found:
        if not any(near(truth, piece.start) for truth in join.truths):
            yield f"EXTRA  {join.kind} {join.text[max(piece.start - 40, 0) : piece.start + 60]!r} {piece}"


def shelf_of(folders: Sequence[Path], half: int | None) -> list[Essay]:
    """Return the essays of folders of plain prose, those of our corpora where none is given."""
    if folders:
        return [essay for folder in folders for essay in prose(folder, half)]
    return [e for name in ("demo", "structure") for e in essays(ROOT / "corpora" / name, half)]


def measured(shelf: Sequence[Essay], seed: int, each: int, *, show: bool = False, only: str = "") -> dict[str, Count]:
    """Return the counts by kind and over all."""
    counts: dict[str, Count] = {}
    for join in fresh(shelf, seed, each):
        if only and join.kind != only:
            continue
        split = tuple(plain(join.text))
        counts.setdefault(join.kind, Count()).take(join, split)
        counts.setdefault("all", Count()).take(join, split)
        if show:
            print(*misses(join, split), sep="\n")
    return counts


def speed(shelf: Sequence[Essay]) -> str:
    """Return what splitting documents that are one each costs, next to cutting the same texts into words."""
    import jieba

    texts = ["\n".join((essay.title or "", *essay.lines)).strip() for essay in shelf]
    pairs = [(text, folded(text)) for text in texts]
    size = sum(map(len, texts))
    jieba.lcut(texts[0])
    split = _least(lambda: [pieces(*pair) for pair in pairs]) / size
    cut = _least(lambda: [jieba.lcut(text) for text in texts]) / size
    return f"{split * 1e6:.3f} µs a character, jieba.lcut {cut * 1e6:.2f}: {cut / split:.0f} times as fast"


def _least(work: Callable[[], object]) -> float:
    """Return the least time that three runs of some work took."""
    spent = []
    for _ in range(3):
        begin = process_time()
        work()
        spent.append(process_time() - begin)
    return min(spent)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--prose", type=Path, nargs="+", default=(), help="folders of plain prose to join instead")
    parser.add_argument("--whole", action="store_true", help="both halves of the prose")
    given = parser.parse_args()
    if given.speed:
        print(speed(shelf_of(given.prose, None)))
        return
    show = given.misses and not given.held_back
    half = None if given.whole else 0 if given.held_back else 1
    counts = measured(shelf_of(given.prose, half), given.seed, given.each, show=show, only=given.only)
    print(f"{'kind':18} docs  prec  rec   f1    title")
    for kind, count in counts.items():
        print(f"{kind:18} {count.line()}")


if __name__ == "__main__":
    main()
