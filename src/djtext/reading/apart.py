"""A reader that runs apart, in a process of its own that may be stopped: PDFium in the place of which nothing else dies.

Two kilobytes of PDF can draw a form that draws ten forms that draw ten forms …, and one kilobyte can unpack to six
gigabytes; nothing in Python can stop a library that is at it. So the process gets bounds of the system: seconds that it
may compute and memory that it may take, both by the size of the file. It stays for the next file, and starts again after
its end.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, cast

from djtext.errors import SourceError
from djtext.reading.charset import Decoded
from djtext.reading.places import MIB
from djtext.types import Hint, Span

SECONDS, SECONDS_PER_MIB = 10, 60
"""Computing time for a file; a page of a report takes a hundredth of a second, and has some ten kilobytes."""

MEMORY, MEMORY_PER_BYTE = 1024 * MIB, 64
"""Bytes for a file, beside what the process has taken before it; a hundred pages of text take fifty million."""

_HEAD = struct.Struct("<4Q")
_CODE = "import sys; sys.path[:] = {path!r}; from djtext.reading.apart import serve; serve()"


@dataclass(slots=True)
class _Helper:
    """The process that reads for this one, and for which process it was started: a fork must not share it."""

    process: subprocess.Popen[bytes] | None = None
    owner: int = 0


_helper = _Helper()
_one_at_a_time = Lock()


def read(data: bytes, name: str) -> Decoded:
    """Return the text of a PDF as `djtext.reading.pdf.read` gives it, read in another process.

    Raises:
        SourceError: as there; `bomb`, it took more time or memory than a file of its size may, or ended the process;
            `unreadable`, no other process can be started.
    """
    with _one_at_a_time:
        try:
            answer = _asked(_running(), data, name)
        except OSError as cause:
            fact = f"no process can be started to read it ({cause.strerror})"
            raise SourceError("unreadable", f"{name}: {fact}; close other programs and start again") from cause
    if answer is None:
        fact = (
            "took more time or memory than a PDF of its size does, or broke the program that reads it, and was stopped"
        )
        raise SourceError("bomb", f"{name}: {fact}; open it in a viewer and print it to a new PDF, or save its text")
    if "code" in answer:
        raise SourceError(answer["code"], answer["message"])
    hints = tuple(Hint(Span(start, end), kind, level) for start, end, kind, level in answer["hints"])
    return Decoded(answer["text"], None, tuple(answer["flags"]), hints)


def _running() -> subprocess.Popen[bytes]:
    found = _helper.process
    if found is not None and _helper.owner == os.getpid() and found.poll() is not None:
        close()  # whoever is short of memory may have ended it between two files
        found = None
    if found is None or _helper.owner != os.getpid():
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        command = [sys.executable, "-c", _CODE.format(path=sys.path)]
        found = subprocess.Popen(  # noqa: S603 - this program, and nothing of the file's
            command, stdin=pipe, stdout=pipe, stderr=nothing, start_new_session=True
        )
        _helper.process, _helper.owner = found, os.getpid()
    return found


def _asked(process: subprocess.Popen[bytes], data: bytes, name: str) -> dict[str, Any] | None:
    """Return what the process says of a file, or None if that was its end."""
    questions, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    try:
        questions.write(question(data, name))
        questions.write(data)
        questions.flush()
        answer: dict[str, Any] | None = json.loads(answers.readline() or b"null")
    except BrokenPipeError:
        answer = None
    if answer is None:
        close()
    return answer


def question(data: bytes, name: str) -> bytes:
    """Return what goes before the bytes of a file: the sizes of its name and its bytes, the bounds, and the name."""
    size, written = len(data), name.encode()
    seconds = SECONDS + SECONDS_PER_MIB * size // MIB
    return _HEAD.pack(len(written), size, seconds, MEMORY + MEMORY_PER_BYTE * size) + written


@atexit.register
def close() -> None:
    """End the process that reads for this one, if there is any."""
    process, _helper.process = _helper.process, None
    if process is None or _helper.owner != os.getpid():
        return
    process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):  # what was never read
            cast("BinaryIO", stream).close()
    process.wait()


# --- in the other process --------------------------------------------------------------------------------------------


def serve() -> None:  # pragma: no cover - runs where nothing counts
    """Answer one question after the other, from standard input to what was standard output, until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not stand between the answers
    answer_all(sys.stdin.buffer, answers)


def answer_all(questions: BinaryIO, answers: BinaryIO) -> None:
    """Write a line of JSON for each file that `questions` holds."""
    while head := questions.read(_HEAD.size):
        names, size, seconds, memory = _HEAD.unpack(head)
        name, data = questions.read(names).decode(), questions.read(size)
        with bounded(seconds, memory):
            answers.write(_answer(data, name))
        answers.flush()


def _answer(data: bytes, name: str) -> bytes:
    from djtext.reading import pdf

    try:
        found = pdf.read(data, name)
    except SourceError as error:
        return _line({"code": error.code, "message": str(error)})
    hints = [(hint.span.start, hint.span.end, hint.kind, hint.level) for hint in found.hints]
    return _line({"text": found.text, "flags": found.flags, "hints": hints})


def _line(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode() + b"\n"


@contextmanager
def bounded(seconds: int, memory: int) -> Iterator[None]:
    """Bound what this process may compute and take from now on, where the system has such bounds; then as before."""
    try:
        import resource
    except ImportError:  # Windows has none
        yield
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    bounds = {
        resource.RLIMIT_CPU: int(spent.ru_utime + spent.ru_stime) + 1 + seconds,
        resource.RLIMIT_AS: _taken() + memory,
    }
    before = {kind: resource.getrlimit(kind) for kind in bounds}
    for kind, most in bounds.items():
        hard = before[kind][1]
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))
    try:
        yield
    finally:
        for kind, both in before.items():
            resource.setrlimit(kind, both)


def _taken() -> int:
    """Return the bytes of address space that this process has, where the system tells."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
