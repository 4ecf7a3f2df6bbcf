"""CPU time of repair against `jieba.lcut` of the same text in one process: clean, heavily damaged, and growing.

Heavily damaged is thrice as dense as the worst real file that was seen, where one byte in 3,500 characters was lost: a
loss in about 1,200 characters, and broken lines, page numbers and furniture on top.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "corpora"), str(ROOT / "src")]

import damage  # noqa: E402  # the line above makes it importable
import ngrams  # noqa: E402

from djtext.edits import applied  # noqa: E402
from djtext.repair import repairs  # noqa: E402

HEAVY = (
    partial(damage.lost_stop, share=0.05),
    *(damage.MECHANISMS[name] for name in ("broken-lines", "page-numbers", "furniture")),
)
EVERY = 5  # of our own texts, one in so many is measured


def clean(*, traditional: bool) -> list[str]:
    """Return plain texts of ours in one script."""
    from opencc import OpenCC

    convert = OpenCC("s2tw" if traditional else "t2s").convert
    texts = [text for name in ngrams.FOLDERS if name.startswith("prose/") for text in ngrams.texts(name)]
    return [convert(text) for text in texts[::EVERY]]


def damaged(texts: list[str]) -> list[str]:
    """Return the texts with several mechanisms at work on each."""
    result = []
    for number, text in enumerate(texts):
        for mechanism in HEAVY:
            text = applied(text, mechanism(text, random.Random(number)))
        result.append(text)
    return result


def compared(texts: list[str]) -> dict[str, float]:
    """Return the seconds of both and their ratio, the best of three rounds each."""
    import jieba

    mine, theirs = [], []
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            repairs(text)
        mine.append(time.process_time() - start)
        start = time.process_time()
        for text in texts:
            jieba.lcut(text)
        theirs.append(time.process_time() - start)
    ours, peer = min(mine), min(theirs)
    return {
        "characters": sum(map(len, texts)),
        "repair_s": round(ours, 3),
        "lcut_s": round(peer, 3),
        "times_as_fast": round(peer / ours, 2),
    }


def growth(megabytes: list[int]) -> dict[str, float]:
    """Return the seconds of one clean text of so many megabytes (UTF-8)."""
    whole = "\n".join(clean(traditional=False))
    result = {}
    for size in megabytes:
        text = (whole * (size * 350_000 // len(whole) + 1))[: size * 350_000]
        start = time.process_time()
        repairs(text)
        result[f"{size} MB"] = round(time.process_time() - start, 2)
    return result


def main(arguments: list[str]) -> None:
    """Measure and print the figures as JSON; arguments are megabytes for the growth of one text."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    for name, traditional in (("simplified", False), ("traditional", True)):
        texts = clean(traditional=traditional)
        repairs(damaged(texts)[1])  # tables and word model load once
        print(name, "clean", json.dumps(compared(texts)), flush=True)
        print(name, "damaged", json.dumps(compared(damaged(texts))), flush=True)
    if arguments:
        print("growth", json.dumps(growth([int(argument) for argument in arguments])))


if __name__ == "__main__":
    main(sys.argv[1:])
