"""Engine: where work runs. The only room that knows of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def mapped(function: Callable[[Item], Result], items: Sequence[Item], *, jobs: int = 1) -> Iterator[Result]:
    """Yield `function(item)` for each item, in order, whatever the number of jobs."""
    del jobs
    yield from map(function, items)
