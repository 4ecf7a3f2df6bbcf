"""Recall and precision of the repair of lost bytes, on our own texts damaged afresh, and harm on the same texts undamaged.

Texts of one author at a time are damaged whole, in both scripts, with what is counted in the texts of all others for a
language model: repair has not seen them. A place is restored where repair gives the text back exactly, width apart.
Precision counts every place that repair changed, damaged or not. Where a pair of bytes out of step is no character and
vanished, what it belonged to is a guess from the context: these places are also counted apart.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "corpora"), str(ROOT / "src")]

import ngrams  # noqa: E402  # the line above makes it importable
from damage import MECHANISMS  # noqa: E402
from line_quality import WIDTH  # noqa: E402
from line_quality import Count as Places  # noqa: E402

from djtext.edits import applied  # noqa: E402
from djtext.repair import language, repairs  # noqa: E402
from djtext.repair.shown import shown  # noqa: E402
from djtext.types import Edit, Span  # noqa: E402

ENOUGH = 200_000
NARROW = str.maketrans("，；：？！（）", ",;:?!()")


@dataclass
class Count(Places):
    """The same, with the places where nothing vanished apart: `whole`."""

    whole: int = 0
    whole_restored: int = 0

    def figures(self) -> dict[str, float]:
        """Return recall and precision with the counts behind them."""
        recall = round(self.whole_restored / max(self.whole, 1), 4)
        return super().figures() | {"whole": self.whole, "recall_of_whole": recall}


def essays(folders: Sequence[str], characters: int) -> Iterator[tuple[str, str]]:
    """Yield texts of some folders of `corpora` in simplified and in traditional script, in an order of chance, until there
    are enough characters of each; where there are too few, they come again.
    """
    from opencc import OpenCC

    simple, traditional = OpenCC("t2s"), OpenCC("s2tw")
    texts = [text for folder in folders for text in ngrams.texts(folder)]
    random.Random(20260131).shuffle(texts)
    made = 0
    for text in cycle(texts):
        if made >= characters:
            return
        plain = simple.convert(text)
        yield plain, traditional.convert(plain)
        made += len(text)


def counted(clean: str, edits: Sequence[Edit], count: Count) -> None:
    """Repair the damaged text and count what came back."""
    damaged = applied(clean, edits)
    mended = repairs(damaged)
    sites = list(_sites(edits))
    used = set[int]()
    for edit, here in sites:
        touching = [i for i, m in enumerate(mended) if m.span.start <= here.end and m.span.end >= here.start]
        used.update(touching)
        whole_place = not vanished(edit.span.of(clean), edit.new)
        count.places += 1
        count.whole += whole_place
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
            count.whole_restored += whole_place
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


def vanished(true: str, seen: str) -> bool:
    """Return whether a pair of bytes of `true` is missing from what is seen of it."""
    return 2 * len(true) - sum(2 if item.pair else 1 for item in shown(seen, 0, len(seen))) > 1


Script = Callable[[tuple[str, str]], str]
RUNS: dict[str, tuple[str, Script]] = {
    "narrowed": ("gbk-narrowed", lambda pair: pair[1].translate(NARROW)),
    "lost-stop": ("gbk-lost-stop", lambda pair: pair[1]),
    "lost-lead": ("gbk-lost-lead", lambda pair: pair[1]),
    "simplified-stop": ("gbk-lost-stop", lambda pair: pair[0].translate(NARROW)),
    "blind-pinyin": ("gbk-pinyin", lambda pair: pair[1]),
}


def unseen(folder: str) -> None:
    """Let the language model count all texts but those of a folder."""
    others = language.read_table(ngrams.table(ngrams.counted(name for name in ngrams.FOLDERS if name != folder)))
    language.table = lambda: others
    language.forget()


def damaged(name: str, texts: Sequence[tuple[str, str]], count: Count) -> None:
    """Damage texts in one way and count what came back."""
    mechanism, script = RUNS[name]
    for number, pair in enumerate(texts):
        clean = script(pair)
        counted(clean, MECHANISMS[mechanism](clean, random.Random(number)), count)


def clean(texts: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the edits in undamaged texts, in both scripts and with half-width signs."""
    ways = [way for pair in texts for way in (*pair, *(text.translate(NARROW) for text in pair))]
    edits = [(text, edit) for text in ways for edit in repairs(text)]
    for text, edit in edits:
        print("clean", edit.why, repr(text[edit.span.start - 8 : edit.span.end + 8]), repr(edit.new), file=sys.stderr)
    return {"characters": sum(map(len, ways)), "edits": len(edits)}


def main() -> None:
    """Measure and print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=[*RUNS, "clean"])
    options.add_argument("--folders", nargs="*", default=[name for name in ngrams.FOLDERS if name.startswith("prose/")])
    options.add_argument("--characters", type=int, default=ENOUGH)
    options.add_argument("--misses", action="store_true")
    asked = options.parse_args()
    counts = {name: Count() for name in RUNS if asked.only in (None, name)}
    harm = {"characters": 0.0, "edits": 0.0}
    for folder in asked.folders:
        unseen(folder)
        texts = list(essays([folder], asked.characters // len(asked.folders)))
        for name, count in counts.items():
            damaged(name, texts, count)
        if asked.only in (None, "clean"):
            harm = {key: harm[key] + value for key, value in clean(texts).items()}
    for name, count in counts.items():
        if asked.misses:
            print(*(f"{kind}\t{seen!r}\t{what!r}" for kind, seen, what in count.misses), sep="\n", file=sys.stderr)
        print(name, json.dumps(count.figures()))
    print("clean", json.dumps(harm))


if __name__ == "__main__":
    main()
