"""Engine: where work runs. The only room that knows of processes.

An engine is a callable registered by name. All give the same results in the same order; they differ in where the work
runs and in what a dying worker takes with it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from djtext.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What is to be done with each item, and what stands for the result where that fails.

    Without `onfailure` the first failure is raised. Both must be importable by name to run in other processes.
    """

    function: Callable[[Item], Result]
    onfailure: Callable[[Item, Exception], Result] | None = None

    def __call__(self, item: Item) -> Result:
        """Return the result for one item."""
        try:
            return self.function(item)
        except Exception as error:
            return self.failed(item, error)

    def failed(self, item: Item, error: Exception) -> Result:
        """Return what stands for the result of an item that failed, or raise `error`."""
        if self.onfailure is None:
            raise error
        return self.onfailure(item, error)


Engine = Callable[[Work[Any, Any], Sequence[Any], int], Iterator[Any]]

_ENGINES: dict[str, Engine] = {}


def register(name: str, engine: Engine) -> None:
    """Make `engine` available under a kebab-case name; an earlier one is replaced."""
    _ENGINES[name] = engine


def engines() -> tuple[str, ...]:
    """Return the names of all engines, sorted."""
    return tuple(sorted(_ENGINES))


def engine(name: str) -> Engine:
    """Return the engine of a name.

    Raises:
        UsageError: there is none; the message lists those that are.
    """
    if name not in _ENGINES:
        raise UsageError(f"no engine {name!r}; there are {', '.join(engines())}")
    return _ENGINES[name]


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mapped(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    onfailure: Callable[[Item, Exception], Result] | None = None,
    name: str | None = None,
) -> Iterator[Result]:
    """Yield one result per item, in order, the same for any number of jobs.

    `onfailure(item, exception)` gives the result of an item whose `function` raised, or whose worker process died (as
    `BrokenProcessPool`); without it that exception is raised here. `name` picks an engine; else several items with
    more than one job run in `processes`, everything else in `serial`, where a call that ends the process ends all.
    An interrupt while a result is awaited, or closing the iterator, ends the worker processes.

    Raises:
        UsageError: `jobs` is below 1, or there is no such engine.

    >>> list(mapped(len, ["一是", "加强领导"]))
    [2, 4]
    """
    if jobs < 1:
        raise UsageError(f"jobs={jobs}: at least one is needed; leave it out to use all processors")
    pays = jobs > 1 and len(items) > 1
    return engine(name or ("processes" if pays else "serial"))(Work(function, onfailure), items, jobs)


def _serial(work: Work[Item, Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    del jobs
    return map(work, items)


AHEAD = 4
"""Batches per worker that are under way or done before their turn; more would only hold memory."""

MAX_BATCH = 16
"""Items that a worker gets at once: enough that rows of one sentence do not cost more to send than to read."""


def _processes(work: Work[Item, Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Yield results from worker processes.

    When one dies, all of them do; what was under way is then done again one item at a time, so that only the item
    that kills its worker fails.
    """
    batches = _batches(items, jobs)
    at = 0
    while at < len(batches):
        with _pool(min(jobs, len(batches) - at)) as pool:
            for results in _pooled(pool, work, batches[at:], jobs * AHEAD):
                at += 1
                yield from results
        lost = batches[at : at + jobs * AHEAD]
        at += len(lost)
        yield from _singly(work, [item for batch in lost for item in batch])


def _batches(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    size = max(1, min(MAX_BATCH, len(items) // (jobs * AHEAD * 2)))
    return [items[start : start + size] for start in range(0, len(items), size)]


def _pooled(
    pool: ProcessPoolExecutor, work: Work[Item, Result], batches: Sequence[Sequence[Item]], ahead: int
) -> Iterator[list[Result]]:
    """Yield the results of each batch, in order; stop early when a worker has died."""
    running: deque[Future[list[Result]]] = deque()
    # With `onfailure` a worker answers every failure itself; what still comes is a result that cannot be sent.
    with suppress(Exception if work.onfailure else BrokenProcessPool):
        for batch in batches:
            running.append(pool.submit(_batch, work, batch))
            if len(running) >= ahead:
                yield running[0].result()
                running.popleft()
    with suppress(Exception if work.onfailure else BrokenProcessPool):
        while running:
            yield running.popleft().result()


def _batch(work: Work[Item, Result], batch: Sequence[Item]) -> list[Result]:
    return [work(item) for item in batch]


def _singly(work: Work[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield results from one worker that gets one item at a time and is replaced when an item kills it."""
    waiting = deque(items)
    while waiting:
        with _pool(1) as pool:
            broken = False
            while waiting and not broken:
                item = waiting.popleft()
                try:
                    result = pool.submit(work, item).result()
                except Exception as error:
                    broken = isinstance(error, BrokenProcessPool)
                    result = work.failed(item, error)
                yield result


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes; on any error, an interrupt included, they are ended, not waited for."""
    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_ready)
    try:
        yield pool
    except BaseException:
        children = list((pool._processes or {}).values())  # the pool has no public way to end them before Python 3.14
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.terminate()
        raise
    pool.shutdown()


def _context() -> multiprocessing.context.BaseContext:
    """Return a way to start processes that copies no threads and locks, as a plain fork does."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _ready() -> None:
    """Let Ctrl-C end a worker at once and without a word; the main process speaks."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


register("serial", _serial)
register("processes", _processes)
