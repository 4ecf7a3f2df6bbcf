"""Slow and obvious versions of what the library does fast. Only tests read this."""

from __future__ import annotations


def letters(text: str) -> str:
    """Return the letters and digits of a folded text, in lower case."""
    return "".join(c for c in text if c.isalnum()).lower()


def held(a: str, b: str, run: int) -> list[bool]:
    """Return for each letter of `a` whether it lies in a run of `run` letters that stands in `b`."""
    result = [False] * len(a)
    for i in range(len(a) - run + 1):
        if a[i : i + run] in b:
            result[i : i + run] = [True] * run
    return result


def containment(a: str, b: str, run: int) -> float:
    """Return the share of the letters of `a` that lie in runs of `run` letters that stand in `b`."""
    return sum(held(a, b, run)) / len(a) if a else 0.0


def similarity(a: str, b: str) -> float:
    """Return how alike two short texts are: twice their longest common subsequence by the letters of both.

    The textbook recurrence, row by row; `difflib` is no judge here, it takes the longest block first and may miss better.
    """
    row = [0] * (len(b) + 1)
    for ours in a:
        before = row
        row = [0]
        for at, theirs in enumerate(b):
            row.append(before[at] + 1 if ours == theirs else max(before[at + 1], row[at]))
    return 2 * row[-1] / (len(a) + len(b)) if a or b else 1.0
