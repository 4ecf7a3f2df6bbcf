"""CPU time of the whole reading of reports against `jieba.lcut` of the same texts, in one process, as a ratio."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from djtext.pipeline import structured
from djtext.reading import Entry, entries, read
from djtext.repair import documents
from djtext.types import Source

DEMO = Path(__file__).resolve().parent.parent / "corpora" / "demo" / "files"
ROUNDS = 5


def best(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of several rounds: the others were disturbed."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main(arguments: list[str]) -> None:
    """Measure both and print the figures as JSON."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    found = [entry for argument in arguments or [str(DEMO)] for entry in entries(argument)]
    sources: list[Source] = [read(entry) for entry in found if isinstance(entry, Entry)]

    def ours() -> None:
        for source in sources:
            for document in documents(source):
                structured(document)

    def peer() -> None:
        for source in sources:
            jieba.lcut(source.text)

    ours()  # tables, script folding and word model load once
    mine, theirs = best(ours), best(peer)
    characters = sum(len(source.text) for source in sources)
    figures = {
        "characters": characters,
        "djtext_cpu_s": round(mine, 3),
        "jieba_lcut_cpu_s": round(theirs, 3),
        "ratio": round(mine / theirs, 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
