"""Recall and precision of what repair does to lines, by mechanism: whole texts of ours damaged afresh, and harm undamaged.

Texts are read from folders of `.txt` files with a header that ends in `---` (or none). Each mechanism damages every
text; a place is restored where repair gives the text back exactly, width apart; precision counts every place that
repair changed, damaged or not.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "corpora"), str(ROOT / "src")]

from damage import MECHANISMS  # noqa: E402  # the line above makes it importable
from line_damage import indented, listed, spaced_figures  # noqa: E402

from djtext.edits import applied  # noqa: E402
from djtext.repair import repairs  # noqa: E402
from djtext.repair.furniture import CUT  # noqa: E402
from djtext.types import Edit, Span  # noqa: E402

AROUND = 25  # characters shown around a miss
WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})

SEEDS = 100_003

Shape = Callable[[str, random.Random], str]


@dataclass
class Count:
    """Places damaged, restored, changed wrongly; undamaged places changed."""

    places: int = 0
    restored: int = 0
    wrong: int = 0
    harm: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return recall and precision with the counts behind them."""
        changed = self.restored + self.wrong + self.harm
        return {
            "places": self.places,
            "recall": round(self.restored / max(self.places, 1), 4),
            "precision": round(self.restored / max(changed, 1), 4),
            "wrong": self.wrong,
            "harm": self.harm,
        }


@dataclass(frozen=True, slots=True)
class Site:
    """A damaged place in the damaged text, and what belongs there."""

    span: Span
    want: str
    why: str


def sites(clean: str, edits: Sequence[Edit]) -> Iterator[Site]:
    """Yield the places that edits damage; where text was cut out, repair can but say so."""
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        want = CUT if edit.why == "cut-note" else edit.span.of(clean)
        yield Site(Span(start, start + len(edit.new)), want, edit.why)
        shift += len(edit.new) - (edit.span.end - edit.span.start)


def counted(clean: str, edits: Sequence[Edit], count: Count) -> None:
    """Repair the damaged text and count what came back."""
    damaged = applied(clean, edits)
    mended = repairs(damaged)
    places = list(sites(clean, edits))
    used = set[int]()
    for site in places:
        touching = [i for i, m in enumerate(mended) if _touch(m.span, site.span)]
        used.update(touching)
        count.places += 1
        if not touching:
            count.misses.append(("missed", _shown(damaged, site.span), site.want))
            continue
        start = min(site.span.start, mended[touching[0]].span.start)
        whole = Span(start, max(site.span.end, mended[touching[-1]].span.end))
        within = [Edit(s.span, s.want, s.why) for s in places if whole.covers(s.span)]
        got = applied(damaged, [m for m in mended if whole.covers(m.span)], whole)
        want = applied(damaged, within, whole)
        if got.translate(WIDTH) == want.translate(WIDTH):
            count.restored += 1
        else:
            count.wrong += 1
            count.misses.append(("wrong", _shown(damaged, whole), f"{got} for {want}"))
    for i, m in enumerate(mended):
        if i not in used:
            count.harm += 1
            count.misses.append(("harm", _shown(damaged, m.span), f"{m.span.of(damaged)} -> {m.new} {m.why}"))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(text: str, span: Span) -> str:
    return text[max(span.start - AROUND, 0) : span.start] + "⟦" + span.of(text) + "⟧" + text[span.end :][:AROUND]


def plain(text: str, chance: random.Random) -> str:
    """Return the text, at times with spaces at its figures, at times with lists of its own."""
    text = spaced_figures(text, chance) if chance.random() < 0.15 else text
    return listed(text, chance) if chance.random() < 0.5 else text


def set_in(text: str, chance: random.Random) -> str:
    """Return the text, its paragraphs plain, indented, or apart by an empty line."""
    text = "\n".join(line for line in text.split("\n") if line.strip()) + "\n"
    return chance.choice((text, indented(text), text.rstrip("\n").replace("\n", "\n\n") + "\n"))


RUNS: dict[str, tuple[str, Shape, int]] = {
    "broken-lines": ("torn-lines", plain, 1),
    "wrapped-lines": ("wrapped-lines", set_in, 1),
    "page-numbers": ("stray-pages", plain, 2),
    "slice-numbers": ("site-slices", listed, 1),
    "furniture": ("site-furniture", plain, 1),
    "cut-notes": ("cut-notes", plain, 1),
}
"""The damage, how the text is set before it, and how many texts run together as one: pages need some length."""


def texts(folders: Sequence[Path]) -> Iterator[str]:
    """Yield the bodies of the texts, every third in traditional script."""
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert
    paths = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    for number, path in enumerate(paths):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        yield traditional(body) if number % 3 == 2 else body


def measured(name: str, sources: Sequence[str], seed: int) -> Count:
    """Return the count of one kind of damage over all texts."""
    mechanism, shape, together = RUNS[name]
    count = Count()
    for number in range(0, len(sources), together):
        chance = random.Random(seed * SEEDS + number)
        clean = shape("".join(sources[number : number + together]), chance)
        counted(clean, MECHANISMS[mechanism](clean, chance), count)
    return count


def main() -> None:
    """Measure and print the figures as JSON, the misses to stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", choices=[*RUNS, "clean"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    sources = list(texts(options.folders))
    for name in RUNS:
        if options.only in (None, name):
            count = measured(name, sources, options.seed)
            print(name, json.dumps(count.figures()), flush=True)
            if options.misses:
                print(
                    *(f"{kind}\t{shown!r}\t{what!r}" for kind, shown, what in count.misses), sep="\n", file=sys.stderr
                )
    if options.only in (None, "clean"):
        made = [(text, edit) for text in sources for edit in repairs(text)]
        kinds = Counter(edit.why for _, edit in made)
        print("clean", json.dumps({"characters": sum(map(len, sources)), "edits": len(made), **kinds}))
        if options.misses:
            for text, edit in made:
                shown = text[max(edit.span.start - 30, 0) : edit.span.end + 30]
                print(f"clean\t{edit.why}\t{shown!r}\t{edit.span.of(text)!r} -> {edit.new!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
