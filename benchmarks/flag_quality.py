"""Recall and precision of what repair flags or changes on sight: wrong characters, look-alikes, inserted text.

The essays of `repair_quality` are damaged anew, each mechanism by itself. A place counts as found where a flag or an edit
covers it and gives what stood there; a jumble that is flagged without a suggestion counts too. Edits are counted apart:
those that do not give the truth back are wrong. The texts undamaged, repaired, show the flags on clean text. Folders or
files of clean text named as arguments take the place of the essays.
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
from djtext.types import Edit, Failed, Span  # noqa: E402

SHOWN = 40  # flags on clean text that are printed


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


def given(paths: Sequence[str]) -> list[str]:
    """Return the texts of folders and files; a header above a line `---` is left out."""
    whole = [read(entry).text for path in paths for entry in entries(path) if not isinstance(entry, Failed)]
    return [text.partition("\n---\n")[2] or text for text in whole]


def main(paths: Sequence[str]) -> None:
    """Measure and print the figures as JSON."""
    pairs = list(essays(["demo", "structure"], ENOUGH))
    scripts = {"simplified": [pair[0] for pair in pairs], "traditional": [pair[1] for pair in pairs]}
    for script, texts in ({"given": given(paths)} if paths else scripts).items():
        for name in ("wrong-characters", "miswritten", "look-alikes", "foreign-shapes", "insertions"):
            damage = miswrite if name == "miswritten" else MECHANISMS[name]
            print(script, name, json.dumps(measured(texts, damage)), flush=True)
        wholes = [applied(text, repairs(text)) for text in texts]
        found = [(f.kind, f.span.of(t), f.suggestion) for t in wholes for f in flags(t)]
        figures = {"characters": sum(map(len, texts)), "flags": len(found), "found": found[:SHOWN]}
        print(script, "clean", json.dumps(figures, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
