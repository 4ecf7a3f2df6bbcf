"""Where a source lies: a file, a member of an archive, a row of JSON Lines, or bytes already at hand."""

from __future__ import annotations

import os
from dataclasses import dataclass

from djtext.errors import SourceError

MIB = 1 << 20

MAX_BYTES = 128 * MIB
"""The most bytes that one source may have. Compilations of 100 MB are read; a 200 MB file is refused unread."""

Stamp = tuple[int, int, int]
"""What changes when a file does: its number, size and time of change."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip archive, as the archive's directory tells it; `offset` is where its local header stands."""

    name: str
    offset: int
    packed: int
    size: int
    method: int
    checksum: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a JSON Lines file: its number from 1 and its range of bytes."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One source to be read: a file, a zip member, a JSON Lines row or standard input.

    `path` is what people see. `Entry("report.txt")` is enough for `read`; the other fields are the way there as
    `entries` found it: the `file` on disk with its `stamp`, `members` of archives from the outermost in, a `row`,
    or the bytes themselves as `data`.
    """

    path: str
    file: str | None = None
    stamp: Stamp | None = None
    members: tuple[Member, ...] = ()
    row: Row | None = None
    data: bytes | None = None


def shown(path: str) -> str:
    r"""Return a path as it can be printed and put in JSON: always valid Unicode, control characters escaped.

    A name that is no UTF-8 on disk is shown as GB18030, if it is that; else its odd bytes are escaped.

    >>> shown("报告.txt"), shown("a\udcff\x1b.txt")
    ('报告.txt', 'a\\xff\\x1b.txt')
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        path = "/".join(_decoded(part) for part in path.split("/"))
    return "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in path)


def _decoded(part: str) -> str:
    raw = os.fsencode(part)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


MOST_SAID = 200
"""Characters of a library's own message that an error passes on: lxml quotes names of 3,000 letters whole."""


def said(cause: object) -> str:
    r"""Return what a library says of a fault as part of a message: on one line, printable, and not without end.

    >>> said(ValueError("no end of\n一、"))
    'no end of\\n一、'
    """
    words = str(cause)
    return shown(words if len(words) <= MOST_SAID else f"{words[:MOST_SAID]}…")


def measured(size: int) -> str:
    """Return a size in words that people compare.

    >>> measured(200 * MIB), measured(7)
    ('200.0 MiB', '7 bytes')
    """
    return f"{size / MIB:.1f} MiB" if size >= MIB // 10 else f"{size} bytes"


def too_large(name: str, size: int, *, limit: int = MAX_BYTES) -> SourceError:
    """Return the error for a source above the limit."""
    fact = f"has {measured(size)}, more than the {measured(limit)} that one source may have"
    return SourceError("too-large", f"{name}: {fact}; split it into files of one report each")
