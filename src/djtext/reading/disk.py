"""Bytes from disk: only from regular files, only up to a limit, only if they keep still, never waiting."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from djtext.errors import SourceError
from djtext.reading.places import MAX_BYTES, Stamp, too_large

_REFUSALS = {
    errno.ENOENT: ("missing", "there is no such file or folder", "check the path"),
    errno.ENOTDIR: ("missing", "a part of the path is no folder", "check the path"),
    errno.EACCES: ("unreadable", "may not be read (no permission)", "give yourself the right to read it"),
    errno.EPERM: ("unreadable", "may not be read (no permission)", "give yourself the right to read it"),
    errno.ELOOP: ("loop", "is a link that leads back to itself", "remove the link or name its target"),
    errno.ENAMETOOLONG: ("name-too-long", "its path is too long for this system", "give it a shorter name"),
    errno.ENXIO: ("special", "is no regular file but a socket or device", "save its content in a file"),
}


def refused(name: str, cause: OSError | ValueError) -> SourceError:
    """Return what an error of the system means for the source `name`."""
    if isinstance(cause, ValueError):
        return SourceError("missing", f"{name!a}: no path can hold a NUL character; check the path")
    otherwise = ("unreadable", f"cannot be read ({cause.strerror})", "check the disk, or copy the file elsewhere")
    code, fact, way = _REFUSALS.get(cause.errno or 0, otherwise)
    return SourceError(code, f"{name}: {fact}; {way}")


def kind(path: str, name: str) -> str:
    """Return `folder` or `file`.

    Raises:
        SourceError: the path is missing, forbidden, or names a pipe, device or socket.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path("") would be the current folder
    except (OSError, ValueError) as cause:
        raise refused(name, cause) from cause
    if stat.S_ISDIR(mode):
        return "folder"
    _regular(mode, name)
    return "file"


def stamped(path: str, name: str) -> Stamp:
    """Return the stamp of a file, to be compared when it is read.

    Raises:
        SourceError: see `kind`.
    """
    try:
        return _stamp(os.stat(path))  # noqa: PTH116 - as above
    except (OSError, ValueError) as cause:
        raise refused(name, cause) from cause


@contextmanager
def opened(path: str, name: str, stamp: Stamp | None = None) -> Iterator[tuple[BinaryIO, Stamp]]:
    """Give a regular file open for reading, and its stamp; afterwards see that it has not changed.

    Raises:
        SourceError: `missing`, `unreadable`, `folder`, `special`, `changed` …, with a way out.
    """
    if kind(path, name) == "folder":
        raise SourceError("folder", f"{name}: is a folder; name a file in it, or give the folder to `djtext run`")
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            status = os.fstat(stream.fileno())
            _regular(status.st_mode, name)
            before = _stamp(status)
            _still(name, stamp or before, before)
            yield stream, before
            _still(name, before, _stamp(os.fstat(stream.fileno())))
    except OSError as cause:
        raise refused(name, cause) from cause


# A pipe that takes the file's place between the look and the opening must not make us wait for its writer.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def content(path: str, name: str, stamp: Stamp | None = None) -> bytes:
    """Return the bytes of a file of at most `MAX_BYTES`.

    Raises:
        SourceError: see `opened`; `too-large`.
    """
    with opened(path, name, stamp) as (stream, before):
        size = before[1]
        if size > MAX_BYTES:
            raise too_large(name, size)
        data = stream.read(size + 1)
        if len(data) != size:
            raise changed(name)
        return data


def changed(name: str) -> SourceError:
    """Return the error for a file that another program is writing."""
    return SourceError("changed", f"{name}: changed while it was read; wait until it is written and start again")


def _still(name: str, before: Stamp, after: Stamp) -> None:
    if before != after:
        raise changed(name)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _regular(mode: int, name: str) -> None:
    if stat.S_ISREG(mode):
        return
    fact = "is no regular file but a pipe, device or socket, which could keep us waiting for ever"
    raise SourceError("special", f"{name}: {fact}; save its content in a file, or give it as standard input with -")
