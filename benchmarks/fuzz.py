"""Fuzz the readers for as long as wished: each in a process of its own, with an alarm and a bound on memory.

    python benchmarks/fuzz.py --minutes 10 [--reader docx] [--seed 1] [--keep FOLDER] [--guided]

Prints for each reader how many inputs were tried, what came of them, the slowest input, and the peak of memory. Whatever is
neither a text nor a `SourceError` is kept in FOLDER, with the reader and the number that makes it anew. `--guided` lets
atheris, where it is installed, choose inputs by the branches that they reach; it is no part of the project.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from fuzzing import MOST, TARGETS, mutated  # noqa: E402  # the line above makes it importable

HANG = 10
"""Seconds that an input of 256 KiB may take."""

MEMORY = 1 << 30
"""Bytes beyond what the program itself takes."""


def main() -> None:
    """Run one reader, or all in turn; exit 1 if anything was found."""
    options = _options()
    names = [options.reader] if options.reader else sorted(TARGETS)
    if options.worker:
        _work(options)
        return
    if options.guided:
        raise SystemExit(max(_guided(name, options) for name in names))
    seconds = 60 * options.minutes / len(names)
    raise SystemExit(sum(_watched(name, seconds, options) for name in names) > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the readers of djtext.")
    parser.add_argument("--minutes", type=float, default=10, help="for all readers together")
    parser.add_argument("--reader", choices=sorted(TARGETS))
    parser.add_argument("--seed", type=int, default=1, help="another seed tries other inputs")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="where what was found is kept")
    parser.add_argument("--guided", action="store_true", help="let atheris choose, where it is installed")
    parser.add_argument("--worker", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _watched(name: str, seconds: float, options: argparse.Namespace) -> bool:
    """Run workers until the time is up, print what they did, and return whether they found anything."""
    options.keep.mkdir(parents=True, exist_ok=True)
    total, first, found = _nothing(), options.seed * 1_000_000_000, False
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 1:
        done = _worker(name, left, first, options.keep)
        total = _added(total, done)
        first += done["tried"]
        found = found or bool(done["found"])
    print(_line(name, total), flush=True)
    return found


def _nothing() -> dict[str, object]:
    return {"tried": 0, "outcomes": {}, "slowest": [0.0, 0, 0], "peak": 0, "grown": [0, 0], "found": []}


def _added(a: dict, b: dict) -> dict:
    return {
        "tried": a["tried"] + b["tried"],
        "outcomes": Counter(a["outcomes"]) + Counter(b["outcomes"]),
        "slowest": max(a["slowest"], b["slowest"]),
        "peak": max(a["peak"], b["peak"]),
        "grown": max(a["grown"], b["grown"]),
        "found": a["found"] + b["found"],
    }


def _worker(name: str, seconds: float, first: int, keep: Path) -> dict:
    """Run one process; if it dies, keep the input that it was at."""
    command = [sys.executable, __file__, "--reader", name, "--worker", str(seconds), "--first", str(first)]
    ran = subprocess.run([*command, "--keep", str(keep)], stdout=subprocess.PIPE, check=False)
    if ran.returncode == 0:
        return json.loads(ran.stdout)
    at = keep / f"{name}.now"
    number = int(at.read_text()) if at.exists() else first
    print(f"{name}: input {number} ended the process ({ran.returncode})", flush=True)
    (keep / f"{name}-{number}").write_bytes(mutated(TARGETS[name], number))
    return _nothing() | {"tried": number - first + 1, "outcomes": {"CRASH": 1}, "found": [number]}


def _work(options: argparse.Namespace) -> None:
    """Try inputs until the time is up; print what was done as JSON."""
    from djtext.reading import office

    office.PROGRAM = "no-such-program"  # LibreOffice is not ours to fuzz, and takes two seconds
    target, done = TARGETS[options.reader], _nothing()
    outcomes: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, _hung)
    target.run(mutated(target, 0))  # what it imports is in memory now
    resource.setrlimit(resource.RLIMIT_AS, (_taken() + MEMORY, resource.RLIM_INFINITY))
    now, end, number = options.keep / f"{options.reader}.now", time.monotonic() + options.worker, options.first
    while time.monotonic() < end:
        data = mutated(target, number)
        now.write_text(str(number))
        before, start = _here(), time.monotonic()
        outcomes[_tried(target.run, data, options, number, done["found"])] += 1
        spent, peak = time.monotonic() - start, _peak()
        done["slowest"] = max(done["slowest"], [spent, number, len(data)])
        done["grown"] = max(done["grown"], [peak - before, number])
        done["peak"] = max(done["peak"], peak)
        number += 1
    now.unlink()
    done |= {"tried": number - options.first, "outcomes": dict(outcomes)}
    print(json.dumps(done))


def _tried(run: object, data: bytes, options: argparse.Namespace, number: int, found: list[int]) -> str:
    """Return what came of an input in a word; what should not have come is kept, and told."""
    signal.alarm(HANG)
    try:
        return run(data)
    except (Exception, _Hung) as cause:
        found.append(number)
        (options.keep / f"{options.reader}-{number}").write_bytes(data)
        (options.keep / f"{options.reader}-{number}.txt").write_text(traceback.format_exc())
        print(f"{options.reader}: input {number} gave {cause!r}"[:300], file=sys.stderr, flush=True)
        return f"BUG:{type(cause).__name__}"
    finally:
        signal.alarm(0)


class _Hung(BaseException):
    """The alarm rang. No reader catches it."""


def _hung(*_: object) -> None:
    raise _Hung


def _taken() -> int:
    """Return the bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _here() -> int:
    """Return the bytes of memory that this process holds, and let its peak be counted from now on: making an input takes
    more than reading it.
    """
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    """Return the most bytes of memory that this process has held since `_here`."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) * 1024


def _line(name: str, total: dict) -> str:
    seconds, number, size = total["slowest"]
    shown = Counter(total["outcomes"]).most_common(8)
    return (
        f"{name}: {total['tried']} inputs, {len(total['found'])} found; "
        f"{', '.join(f'{outcome} {count}' for outcome, count in shown)}; slowest {seconds:.2f} s (input {number}, "
        f"{size} bytes); peak {total['peak'] >> 20} MiB, most by one input {total['grown'][0] >> 20} MiB (input {total['grown'][1]})"
    )


def _guided(name: str, options: argparse.Namespace) -> int:
    """Let libFuzzer mutate the seeds further, with our mutators among its own; return how it ended."""
    script = (
        "import sys, atheris\n"
        "with atheris.instrument_imports(include=['djtext', 'olefile', 'zipfile', 'email']):\n"
        "    import djtext.reading.word, djtext.reading.ole, djtext.reading.office, fuzzing\n"
        "from random import Random\n"
        "djtext.reading.office.PROGRAM = 'no-such-program'\n"
        "target = fuzzing.TARGETS[sys.argv.pop(1)]\n"
        "def changed(data, most, seed):\n"
        "    chance = Random(seed)\n"
        "    if chance.random() < 0.3: return atheris.Mutate(data, most)\n"
        "    return chance.choice(chance.choice(target.families))(bytes(data), chance)[:most]\n"
        "atheris.Setup(sys.argv, lambda data: target.run(bytes(data)) and None, custom_mutator=changed)\n"
        "atheris.Fuzz()\n"
    )
    from fuzz_seeds import seeds

    corpus = options.keep / f"{name}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={int(60 * options.minutes)}", f"-timeout={HANG}", "-rss_limit_mb=1536"]
    paths = os.pathsep.join([*sys.path[:2], os.environ.get("PYTHONPATH", "")])
    command = [
        sys.executable,
        "-c",
        script,
        name,
        *limits,
        f"-max_len={MOST}",
        f"-artifact_prefix={corpus}-",
        str(corpus),
    ]
    return subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": paths}).returncode


if __name__ == "__main__":
    main()
