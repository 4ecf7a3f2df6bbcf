"""Reading: from what the user names to `Source`s. The only room that knows file formats and encodings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from djtext.errors import SourceError
from djtext.types import Failed, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One source to be read: a file, a zip member, a JSON Lines row or standard input."""

    path: str


def entries(argument: str) -> Iterator[Entry | Failed]:
    """Yield one entry per source that `argument` names, in sorted order, or `Failed` where a path cannot be entered."""
    path = Path(argument)
    if path.is_dir():
        yield from (Entry(str(p)) for p in sorted(path.rglob("*")) if p.is_file())
    elif path.exists():
        yield Entry(argument)
    else:
        yield Failed(argument, "missing", f"{argument}: no such file or folder; check the path")


def read(entry: Entry) -> Source:
    """Return the source that an entry names, decoded.

    Raises:
        SourceError: it cannot be read; the message names the source, the fact and a way out.
    """
    data = Path(entry.path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise SourceError("encoding", f"{entry.path}: byte {cause.start} is not UTF-8; save it as UTF-8") from cause
    return Source(entry.path, text, sha256(data).hexdigest(), "txt", "utf-8")
