"""Reading: from what the user names to `Source`s. The only room that knows file formats and encodings.

`entries` says which sources there are and where; `read` gives one. A source that cannot be read is a `Failed` or a
`SourceError`, never another exception and never garbage. A new format is one call of `register`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from djtext.errors import SourceError
from djtext.reading import archives, disk, folders, rows
from djtext.reading.kinds import by_ending, ending, formats, reader, recognised, register
from djtext.reading.places import MAX_BYTES, Entry, measured, shown
from djtext.types import Failed, Source

__all__ = ["MAX_BYTES", "Entry", "entries", "formats", "read", "reader", "register"]

STANDARD_INPUT = "-"


def entries(argument: str) -> Iterator[Entry | Failed]:
    """Yield one entry per source that `argument` names, in sorted order, or `Failed` where there is none to read.

    An argument is a file; a folder (walked to its end, hidden and lock files left out); a .zip (one archive within
    it is opened too); a member or folder of a .zip as `archive.zip!name`; a .jsonl, one source a line; one line of it
    as `file.jsonl#3`; or `-`, standard input, which is read here, because only this process has it.
    """
    found = False
    for entry in _caught(argument):
        found = True
        yield entry
    if not found:
        name = shown(argument)
        fact = "holds nothing to read (hidden files do not count)"
        yield Failed(name, "empty", f"{name}: {fact}; name the folder or file that holds the reports")


def _caught(argument: str) -> Iterator[Entry | Failed]:
    try:
        yield from _named(argument)
    except SourceError as error:
        yield Failed(shown(argument), error.code, str(error))


def _named(argument: str) -> Iterator[Entry | Failed]:
    if argument == STANDARD_INPUT:
        yield _standard_input()
        return
    try:
        folder = disk.kind(argument, shown(argument)) == "folder"
    except SourceError as error:
        part = _container(argument) if error.code in ("missing", "name-too-long") else None
        if part is None:
            raise
        yield from _part(argument, part)
        return
    yield from _folder(argument) if folder else _file(argument)


def _folder(folder: str) -> Iterator[Entry | Failed]:
    for file in folders.files(folder):
        if isinstance(file, Failed):
            yield file
            continue
        try:
            disk.kind(file, shown(file))
            yield from _file(file)
        except SourceError as error:
            yield Failed(shown(file), error.code, str(error))


def _file(file: str) -> Iterator[Entry | Failed]:
    name, kind = shown(file), by_ending(file)
    stamp = disk.stamped(file, name)
    if kind == "zip":
        yield from archives.entries(file, name, stamp)
    elif kind == "jsonl":
        with disk.opened(file, name, stamp) as (stream, _):
            for row in rows.rows(stream, name):
                yield row if isinstance(row, Failed) else Entry(f"{name}#{row.number}", file, stamp, row=row)
    else:
        yield Entry(name, file, stamp)


def _standard_input() -> Entry:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise SourceError("missing", "-: there is no standard input here; name a file")
    data: bytes = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        fact = f"goes on beyond the {measured(MAX_BYTES)} that one source may have"
        raise SourceError("too-large", f"-: {fact}; save it in files of one report each")
    return Entry(STANDARD_INPUT, data=data)


_PART = re.compile(r"!|#[0-9]+$")


def _container(argument: str) -> str | None:
    """Return the archive or JSON Lines file that an argument names a part of, if such a file is there."""
    for match in _PART.finditer(argument):
        file = argument[: match.start()]
        if by_ending(file) in ("zip", "jsonl") and _is_file(file):
            return file
    return None


def _is_file(path: str) -> bool:
    try:
        return disk.kind(path, path) == "file"
    except SourceError:
        return False


def _part(argument: str, container: str) -> Iterator[Entry | Failed]:
    """Yield the entries of a container that an argument names: one, or all below an inner folder or archive."""
    name = shown(argument)
    found = 0
    for entry in _file(container):
        if entry.path == name or entry.path.startswith((f"{name}/", f"{name}!", f"{name}#")):
            found += 1
            yield entry
    if not found:
        fact = f"there is no such part of {shown(container)}"
        raise SourceError("missing", f"{name}: {fact}; name {shown(container)} alone to read all of it")


def read(entry: Entry) -> Source:
    """Return the source that an entry names, decoded: its text with line ends and all as they are, without a byte
    order mark.

    `Entry("report.txt")`, not from `entries`, stands for the one source that its path names. A file may have up to
    `MAX_BYTES`. See `djtext.reading.charset.decoded` for encodings and for what is flagged rather than refused.

    Raises:
        SourceError: it cannot be read; `code` says why in a word (`missing`, `empty`, `binary`, `encoding`,
            `too-large`, `changed`, `not-yet` …), the message names the source, the fact and a way out.
    """
    if entry.file is None and entry.data is None:
        entry = _only(entry.path)
    data = _content(entry)
    source = rows.source(entry, data) if entry.row else _decoded(entry, data)
    if not source.text.strip().strip("\ufeff\u200b\0"):
        raise SourceError("empty", f"{entry.path}: is empty or only white space; look whether it was saved")
    return source


def _only(argument: str) -> Entry:
    found = list(islice(entries(argument), 2))
    if isinstance(found[0], Failed):
        raise SourceError(found[0].error, found[0].message)
    if len(found) > 1:
        fact = "holds more than one source"
        raise SourceError("several", f"{shown(argument)}: {fact}; name one, such as {found[0].path}")
    return found[0]


def _content(entry: Entry) -> bytes:
    if entry.data is not None:
        return entry.data
    file = entry.file or entry.path
    if entry.members and entry.row:
        whole = archives.kept(file, entry.stamp, entry.members, entry.path.rpartition("#")[0])
        return whole[entry.row.start : entry.row.end]
    if entry.members:
        return archives.content(file, entry.stamp, entry.members, entry.path)
    if entry.row is None:
        return disk.content(file, entry.path, entry.stamp)
    with disk.opened(file, entry.path, entry.stamp) as (stream, _):
        stream.seek(entry.row.start)
        return stream.read(entry.row.end - entry.row.start)


def _decoded(entry: Entry, data: bytes) -> Source:
    kind = recognised(data, entry.path)
    if not data:
        raise SourceError("empty", f"{entry.path}: is empty (0 bytes); look whether it was saved")
    result = reader(kind)(data, entry.path)
    lying = by_ending(entry.path) not in (kind, None) and entry.path != STANDARD_INPUT
    named = (f"named:{ending(entry.path)}",) if lying else ()
    digest = sha256(data).hexdigest()
    flags = result.flags + named
    return Source(entry.path, result.text, digest, kind, result.encoding, flags=flags, hints=result.hints)
