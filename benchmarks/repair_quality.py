"""Recall and precision of repair by mechanism, on our own texts damaged afresh, and harm on the same texts undamaged.

Paragraphs of the tagged corpora are shuffled into essays, half of them in traditional script, until they hold enough
characters; each mechanism damages all of them; a place is restored where repair gives the text back exactly, width
apart. Precision counts every place that repair changed, damaged or not.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

from damage import MECHANISMS  # noqa: E402  # the line above makes it importable


from tagged import read  # noqa: E402

from djtext.edits import applied  # noqa: E402
from djtext.repair import repairs  # noqa: E402
from djtext.types import Edit, Span  # noqa: E402

ENOUGH = 200_000
ESSAY = 1500
WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
NARROW = str.maketrans("，；：？！（）", ",;:?!()")

# What real losses look like: nearly all lose the first byte of 。 and show a mark; simplified text seldom survives.
WEIGHTS = {"narrowed": 0.6, "lost-stop": 0.2, "lost-lead": 0.15, "simplified-stop": 0.05}


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


def essays(folder: Sequence[str], characters: int) -> Iterator[tuple[str, str]]:
    """Yield essays in simplified and in traditional script, from shuffled paragraphs, until there are enough of each."""
    from opencc import OpenCC

    chance = random.Random(20260131)
    traditional = OpenCC("s2t")
    paths = [path for name in folder for path in sorted((ROOT / "corpora" / name / "tagged").glob("*.txt"))]
    paragraphs = [line for path in paths for line in read(path).text.split("\n") if len(line) > 30]
    paragraphs = [OpenCC("t2s").convert(line) for line in paragraphs]
    made = 0
    while made < characters:
        chance.shuffle(paragraphs)
        text, length = [], 0
        for paragraph in paragraphs:
            text.append(paragraph)
            length += len(paragraph)
            if length > ESSAY:
                simple = "\n".join(text) + "\n"
                yield simple, traditional.convert(simple)
                made, text, length = made + length, [], 0


def counted(clean: str, edits: Sequence[Edit], count: Count) -> None:
    """Repair the damaged text and count what came back."""
    damaged = applied(clean, edits)
    mended = repairs(damaged)
    sites = list(_sites(edits))
    used = set[int]()
    for edit, here in sites:
        touching = [i for i, m in enumerate(mended) if m.span.start <= here.end and m.span.end >= here.start]
        used.update(touching)
        count.places += 1
        if not touching:
            count.misses.append(("missed", damaged[here.start - 8 : here.end + 8], edit.span.of(clean)))
            continue
        whole = Span(
            min([here.start, *(mended[i].span.start for i in touching)]),
            max([here.end, *(mended[i].span.end for i in touching)]),
        )
        got = applied(damaged, [mended[i] for i in touching], whole)
        want = damaged[whole.start : here.start] + edit.span.of(clean) + damaged[here.end : whole.end]
        if got.translate(WIDTH) == want.translate(WIDTH):
            count.restored += 1
        else:
            count.wrong += 1
            count.misses.append(("wrong", damaged[whole.start - 8 : whole.end + 8], f"{got} for {want}"))
    for i, m in enumerate(mended):
        if i not in used:
            count.harm += 1
            count.misses.append(("harm", damaged[m.span.start - 8 : m.span.end + 8], f"{m.new} {m.why}"))


def _sites(edits: Sequence[Edit]) -> Iterator[tuple[Edit, Span]]:
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        yield edit, Span(start, start + len(edit.new))
        shift += len(edit.new) - (edit.span.end - edit.span.start)


Script = Callable[[tuple[str, str]], str]
RUNS: dict[str, tuple[str, Script]] = {
    "narrowed": ("gbk-narrowed", lambda pair: pair[1].translate(NARROW)),
    "lost-stop": ("gbk-lost-stop", lambda pair: pair[1]),
    "lost-lead": ("gbk-lost-lead", lambda pair: pair[1]),
    "simplified-stop": ("gbk-lost-stop", lambda pair: pair[0].translate(NARROW)),
    "blind-pinyin": ("gbk-pinyin", lambda pair: pair[1]),
    "broken-lines": ("broken-lines", lambda pair: pair[0]),
    "page-numbers": ("page-numbers", lambda pair: pair[0]),
    "slice-numbers": ("slice-numbers", lambda pair: pair[0]),
    "furniture": ("furniture", lambda pair: pair[0]),
}


def main(arguments: list[str]) -> None:
    """Measure and print the figures as JSON; `--only NAME`, `--misses`, `--folder NAME`, `--characters N`."""
    options = dict(pairwise(arguments))
    folders = [options["--folder"]] if "--folder" in options else ["demo", "structure"]
    if "--folder" in options:  # measured on text that the table of pairs has not counted
        others = [name for name in ("demo", "structure") if name not in folders]
        unseen = model.read_reports(table(pairs_of(others)))
        model.reports = lambda: unseen  # type: ignore[assignment]
    texts = list(essays(folders, int(options.get("--characters", ENOUGH))))
    figures: dict[str, dict[str, float]] = {}
    for name, (mechanism, script) in RUNS.items():
        if options.get("--only", name) != name:
            continue
        count = Count()
        for number, pair in enumerate(texts):
            clean = script(pair)
            counted(clean, MECHANISMS[mechanism](clean, random.Random(number)), count)
        figures[name] = count.figures()
        if "--misses" in arguments:
            print(*(f"{kind}\t{shown!r}\t{what!r}" for kind, shown, what in count.misses), sep="\n", file=sys.stderr)
        print(name, json.dumps(figures[name]), flush=True)
    if set(WEIGHTS) <= set(figures):
        total = {key: sum(w * figures[name][key] for name, w in WEIGHTS.items()) for key in ("recall", "precision")}
        print("byte-loss, weighted", json.dumps({key: round(value, 4) for key, value in total.items()}))
    if "--only" not in options:
        clean = [text for pair in texts for text in pair]
        edits = [edit for text in clean for edit in repairs(text)]
        print("clean", json.dumps({"characters": sum(map(len, clean)), "edits": len(edits)}))


if __name__ == "__main__":
    main(sys.argv[1:])
