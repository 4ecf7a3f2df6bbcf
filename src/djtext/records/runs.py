"""Which units under one heading follow which: problems, the causes behind them, and what answers both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from djtext.types import Unit

SPREAD = 24
"""So many problems one section answers or explains at the most, and so many sections speak of one; what is longer is
no statement about each, and would cost its square."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring problems under one heading, and the causes and countermeasures that follow before the next ones."""

    problems: tuple[Unit, ...]
    causes: tuple[Unit, ...]
    answers: tuple[Unit, ...]


def runs(members: Sequence[Unit], stated: Callable[[Unit], Sequence[Unit]]) -> list[Run]:
    """Return the runs of a list; `stated` gives the problems that a member states, itself or below.

    Of a long run the last problems and the first that speak of them stay.
    """
    found: list[tuple[list[Unit], list[Unit], list[Unit]]] = [([], [], [])]
    for unit in members:
        said = stated(unit)
        problems, causes, answers = found[-1]
        if said and not (causes or answers):
            problems.extend(said)
        elif said:
            found.append((list(said), [], []))
        elif unit.role in ("cause", "countermeasure"):
            (causes if unit.role == "cause" else answers).append(unit)
    return [Run(tuple(p[-SPREAD:]), tuple(c[:SPREAD]), tuple(a[:SPREAD])) for p, c, a in found]
