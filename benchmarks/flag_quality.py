"""Recall and precision of what repair flags or changes on sight: wrong characters, look-alikes, inserted text.

The essays of `repair_quality` are damaged anew, each mechanism by itself. A place counts as found where a flag or an edit
covers it and gives what stood there; a jumble that is flagged without a suggestion counts too. Edits are counted apart:
those that do not give the truth back are wrong. The texts undamaged show the flags on clean text; paths of folders or
files given as arguments add their flags.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "corpora"), str(ROOT / "src")]

from damage import MECHANISMS  # noqa: E402  # the line above makes it importable
from repair_quality import ENOUGH, essays  # noqa: E402

from djtext.edits import applied  # noqa: E402
from djtext.hanzi import folded  # noqa: E402
from djtext.reading import entries, read  # noqa: E402
from djtext.repair import flags, repairs  # noqa: E402
from djtext.repair.confusions import miswritten  # noqa: E402
from djtext.repair.doubts import Doubt, doubts  # noqa: E402
from djtext.types import Edit, Span  # noqa: E402


def miswrite(text: str, chance: random.Random, share: float = 0.05) -> list[Edit]:
    """Write words as they are often miswritten."""
    wrongs: dict[str, list[str]] = {}
    for pair, (at, right) in miswritten().items():
        wrongs.setdefault(pair[:at] + right + pair[at + 1 :], []).append(pair)
    edits: list[Edit] = []
    for i in range(len(text) - 1):
        if text[i : i + 2] in wrongs and chance.random() < share and (not edits or edits[-1].span.end < i):
            wrong = chance.choice(wrongs[text[i : i + 2]])
            at = i if wrong[0] != text[i] else i + 1
            edits.append(Edit(Span(at, at + 1), wrong[at - i], "wrong-character"))
    return edits


def placed(edits: Sequence[Edit], clean: str) -> list[tuple[Span, str]]:
    """Return where each edit stands in the damaged text, and what it replaced."""
    result, shift = [], 0
    for edit in edits:
        start = edit.span.start + shift
        result.append((Span(start, start + len(edit.new)), edit.span.of(clean)))
        shift += len(edit.new) - (edit.span.end - edit.span.start)
    return result


def is_right(doubt: Doubt, damaged: str, truth: Sequence[tuple[Span, str]]) -> bool | None:
    """Return whether a doubt gives back all that was damaged in it; None where nothing was."""
    inside = [(span, old) for span, old in truth if span.start < doubt.span.end and doubt.span.start < span.end]
    if not inside:
        return None
    if doubt.new is None:
        return not inside[0][1]
    start = min(doubt.span.start, inside[0][0].start)
    end = max(doubt.span.end, inside[-1][0].end)
    edits = [Edit(span, old, "") for span, old in inside]
    got = damaged[start : doubt.span.start] + doubt.new + damaged[doubt.span.end : end]
    return got == applied(damaged, edits, Span(start, end))


def measured(texts: Sequence[str], damage: Callable[[str, random.Random], list[Edit]]) -> dict[str, float]:
    """Return recall of flags and edits together, precision of either, with counts."""
    places = 0
    found: Counter[tuple[bool, bool]] = Counter()
    for number, clean in enumerate(texts):
        edits = damage(clean, random.Random(number))
        text, truth = applied(clean, edits), placed(edits, clean)
        places += len(truth)
        for doubt in doubts(text, folded(text)):
            near = [t for t in truth if t[0].end > doubt.span.start - 1 and t[0].start < doubt.span.end + 1]
            found[doubt.certain, bool(is_right(doubt, text, near))] += 1
    edited, flagged = found[True, True], found[False, True]
    return {
        "places": places,
        "recall": round((edited + flagged) / max(places, 1), 4),
        "flags": flagged + found[False, False],
        "precision_of_flags": round(flagged / max(flagged + found[False, False], 1), 4),
        "edits": edited + found[True, False],
        "wrong_edits": found[True, False],
    }


def main(paths: Sequence[str]) -> None:
    """Measure and print the figures as JSON."""
    pairs = list(essays(["demo", "structure"], ENOUGH))
    for script, texts in (("simplified", [p[0] for p in pairs]), ("traditional", [p[1] for p in pairs])):
        for name in ("look-alikes", "miswritten", "foreign-shapes", "insertions"):
            damage = miswrite if name == "miswritten" else MECHANISMS[name]
            print(script, name, json.dumps(measured(texts, damage)), flush=True)
        clean = [d for text in texts for d in doubts(text, folded(text))]
        print(script, "clean", json.dumps({"characters": sum(map(len, texts)), "flags": len(clean)}), flush=True)
    for path in paths:
        sources = [read(entry).text for entry in entries(path)]
        found = [flag for text in sources for flag in flags(applied(text, repairs(text)))]
        print(path, json.dumps({"characters": sum(map(len, sources)), "flags": len(found)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
