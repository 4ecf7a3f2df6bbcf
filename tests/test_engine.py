"""Any engine gives the same results in the same order, and no worker's death loses the batch."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from djtext import engine
from djtext.errors import SourceError, UsageError
from djtext.types import Failed


def doubled(number: int) -> int:
    return 2 * number


def fatal(number: int) -> int:
    """Die as a worker does that the system kills for its memory, for every seventh number."""
    if number % 7 == 3:
        os._exit(9)
    return number


def raising(number: int) -> int:
    if number % 5 == 2:
        raise MemoryError(f"no room for {number}")
    return number


def refusing(number: int) -> int:
    raise SourceError("binary", f"{number}: is no text; leave it out")


def unsendable(number: int) -> object:
    return (lambda: number) if number == 1 else number


def failed(number: int, error: Exception) -> Failed:
    return Failed(str(number), type(error).__name__, str(error))


def test_the_engines_that_ship_are_known_by_name() -> None:
    assert engine.engines() == ("processes", "serial")


def test_an_unknown_engine_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(UsageError, match="no engine 'spark'; there are processes, serial"):
        list(engine.mapped(doubled, [1], name="spark"))


def test_fewer_than_one_job_is_an_error() -> None:
    with pytest.raises(UsageError, match="jobs=0"):
        engine.mapped(doubled, [1], jobs=0)


def test_a_registered_engine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def backwards(work: engine.Work[int, int], items: Sequence[int], jobs: int) -> Iterator[int]:
        return iter([work(item) for item in reversed(items)])

    monkeypatch.setattr(engine, "_ENGINES", dict(engine._ENGINES))
    engine.register("backwards", backwards)
    assert list(engine.mapped(doubled, [1, 2], name="backwards")) == [4, 2]


def test_the_default_is_the_number_of_processors_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 3, 5}, raising=False)
    assert engine.default_jobs() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert engine.default_jobs() == 1


@pytest.mark.parametrize("count", [0, 1, 2, 5, 100, 700])
def test_two_jobs_give_what_one_gives(count: int) -> None:
    assert list(engine.mapped(doubled, range(count), jobs=2)) == [2 * n for n in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_raises_becomes_what_onfailure_makes_of_it(jobs: int) -> None:
    results = list(engine.mapped(raising, range(10), jobs=jobs, onfailure=failed))
    assert results[:3] == [0, 1, Failed("2", "MemoryError", "no room for 2")]
    assert [n for n, result in enumerate(results) if isinstance(result, Failed)] == [2, 7]


@pytest.mark.parametrize("jobs", [1, 2])
def test_without_onfailure_the_failure_is_raised_as_it_was(jobs: int) -> None:
    with pytest.raises(SourceError, match="0: is no text") as caught:
        list(engine.mapped(refusing, [0, 1, 2], jobs=jobs))
    assert caught.value.code == "binary"


@pytest.mark.parametrize("count", [10, 40])
def test_only_the_items_that_kill_their_worker_fail(count: int) -> None:
    results = list(engine.mapped(fatal, range(count), jobs=2, onfailure=failed))
    assert len(results) == count
    assert [r for r in results if not isinstance(r, Failed)] == [n for n in range(count) if n % 7 != 3]
    assert {r.error for r in results if isinstance(r, Failed)} == {"BrokenProcessPool"}


def test_without_onfailure_a_dead_worker_is_raised() -> None:
    with pytest.raises(BrokenProcessPool):
        list(engine.mapped(fatal, [3, 1], jobs=2))


def test_a_result_that_cannot_be_sent_fails_alone() -> None:
    results = list(engine.mapped(unsendable, [0, 1, 2], jobs=2, onfailure=failed))
    assert [isinstance(result, Failed) for result in results] == [False, True, False]


def test_no_more_is_under_way_than_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool()
    results = engine._pooled(pool, engine.Work(doubled), [[n] for n in range(100)], 8)  # type: ignore[arg-type]
    for done in range(90):
        next(results)
        assert len(pool.taken) <= done + 8


class Pool:
    """A pool that works when asked, and remembers what it took."""

    def __init__(self) -> None:
        self.taken: list[object] = []

    def submit(self, function: Callable[..., object], *arguments: object) -> object:
        self.taken.append(arguments)
        return type("Done", (), {"result": lambda _: function(*arguments)})()


def sleeping(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def test_leaving_early_ends_the_workers() -> None:
    started = time.monotonic()
    results = engine.mapped(sleeping, [0.0, 60.0, 60.0], jobs=2)
    assert next(results) == 0.0
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 20


PROGRAM = """
import time
from djtext.engine import mapped
if __name__ == "__main__":
    for _ in mapped(time.sleep, [0, 60, 60], jobs=2):
        print("started", flush=True)
"""


@pytest.mark.parametrize("interrupt", [os.killpg, os.kill], ids=["from the keyboard", "of the main process alone"])
def test_an_interrupt_ends_the_run_promptly(interrupt: Callable[[int, int], None], tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "started\n"
        time.sleep(0.5)  # let it wait for a result again
        interrupt(run.pid, signal.SIGINT)
        _, errors = run.communicate(timeout=20)
    assert run.returncode != 0
    assert "KeyboardInterrupt" in errors
    assert errors.count("Traceback") == 1, "the workers were silent"


@pytest.mark.parametrize("methods", [["fork", "spawn", "forkserver"], ["spawn"]])
def test_processes_start_without_copying_threads(methods: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: methods)
    assert engine._context().get_start_method() == methods[-1]


def test_a_worker_dies_of_an_interrupt_without_a_word() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        engine._ready()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)
