"""Zip archives: their members as sources. Nothing is ever extracted, so a member's name can point nowhere.

The directory is read with the standard library's `zipfile`; a member is unpacked here from its place, so that a
reader of the ten-thousandth member need not read the directory again.
"""

from __future__ import annotations

import bz2
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import BinaryIO

from djtext.errors import SourceError
from djtext.reading.disk import opened
from djtext.reading.folders import skipped
from djtext.reading.kinds import ending
from djtext.reading.places import MAX_BYTES, MIB, Entry, Member, Stamp, measured, said, shown, too_large
from djtext.reading.rows import rows
from djtext.types import Failed

MAX_DIRECTORY = 16 * MIB
MAX_MEMBERS = 100_000
MAX_UNPACKED = 4096 * MIB
"""The most bytes that all members of an archive, those of archives in it included, may have together."""

MAX_RATIO = 200
SMALL = 8 * MIB
"""Text packs 3 to 1, a form repeated a thousand times perhaps 100 to 1; below `SMALL` the ratio does no harm."""

_WAY = "unpack it, see what it holds, and give the files"


class _Bounded:
    """A stream whose single reads are bounded: a directory that claims gigabytes is refused before it is read."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        if size > MAX_DIRECTORY:
            fact = f"its directory has {measured(size)}, more than {measured(MAX_DIRECTORY)}"
            raise SourceError("bomb", f"{self._name}: {fact}; {_WAY}")
        return self._stream.read(size)


def members(stream: BinaryIO, name: str, *, hidden: bool = False) -> list[Member | Failed]:
    """Return the files of an archive sorted by name; folders left out, links as `Failed`; hidden ones only
    if asked for.

    Names are UTF-8 where the archive or their bytes say so, else GB18030, as Chinese Windows writes them.

    Raises:
        SourceError: `damaged`, no readable archive; `bomb`, its directory is unreasonably large.
    """
    try:
        with zipfile.ZipFile(_Bounded(stream, name), metadata_encoding="latin-1") as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError, EOFError) as cause:
        raise SourceError("damaged", f"{name}: is no sound zip archive ({said(cause)}); get or pack it anew") from cause
    if len(infos) > MAX_MEMBERS:
        raise SourceError("bomb", f"{name}: has {len(infos)} members, more than {MAX_MEMBERS}; {_WAY}")
    named = sorted(
        ((_name(info), info) for info in infos), key=lambda pair: (pair[0].split("/"), pair[1].header_offset)
    )
    files = [pair for pair in named if not pair[0].endswith("/")]
    _beside([info for _, info in files], name)
    return [_member(n, info, name) for n, info in files if hidden or not any(map(skipped, n.split("/")))]


_LEAST_HEAD = 30
"""Bytes before a member's own, at least."""


def _beside(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive whose members lie over one another: so a file of megabytes unpacks to terabytes."""
    for one, other in pairwise(sorted(infos, key=lambda info: info.header_offset)):
        if other.header_offset < one.header_offset + _LEAST_HEAD + one.compress_size and one.compress_size:
            fact = f"its members {shown(one.filename)[:40]} and {shown(other.filename)[:40]} lie over one another"
            raise SourceError("bomb", f"{name}: {fact}; {_WAY}")


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name, parted by slashes, where Windows programs write backslashes."""
    # Newer Pythons take the name from a Unicode field beside it, where there is one; it is then beyond Latin-1.
    if info.flag_bits & 0x800 or max(info.filename, default="") > "\xff":
        return info.filename.replace("\\", "/")
    raw = info.filename.encode("latin-1")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _member(name: str, info: zipfile.ZipInfo, archive: str) -> Member | Failed:
    if stat.S_ISLNK(info.external_attr >> 16):
        path = f"{archive}!{shown(name)}"
        return Failed(path, "special", f"{path}: is a link, not a file; pack the file that it leads to")
    locked = bool(info.flag_bits & 0x1)
    size, packed = info.file_size, info.compress_size
    return Member(name, info.header_offset, packed, size, info.compress_type, info.CRC, locked)


def unpacked(stream: BinaryIO, member: Member, name: str) -> bytes:
    """Return the bytes of a member.

    Raises:
        SourceError: `encrypted`, `too-large`, `bomb`, `damaged`, or `unsupported` for a rare way of packing.
    """
    _admit(member, name)
    try:
        stream.seek(member.offset)
        head = stream.read(30)
        stream.seek(sum(struct.unpack("<26x2H", head)), io.SEEK_CUR)
        data = _inflated(stream.read(member.packed), member, name)
    except (struct.error, zlib.error, OSError, ValueError, EOFError) as cause:
        raise _damaged(name) from cause
    if len(data) != member.size or zlib.crc32(data) != member.checksum:
        raise _damaged(name)
    return data


def _admit(member: Member, name: str) -> None:
    if member.locked:
        raise SourceError("encrypted", f"{name}: is encrypted; unpack the archive with its password and give the files")
    if max(member.size, member.packed) > MAX_BYTES:
        raise too_large(name, member.size)
    if member.size > max(SMALL, member.packed * MAX_RATIO):
        fact = f"unpacks {measured(member.packed)} to {measured(member.size)}, as no text does"
        raise SourceError("bomb", f"{name}: {fact}; {_WAY}")


def _inflated(packed: bytes, member: Member, name: str) -> bytes:
    """Return packed bytes unpacked, one byte at most beyond the size that the directory gives."""
    if member.method == zipfile.ZIP_STORED:
        return packed
    if member.method == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
    if member.method == zipfile.ZIP_BZIP2:
        return bz2.BZ2Decompressor().decompress(packed, member.size + 1)
    raise SourceError(
        "unsupported", f"{name}: is packed in a rare way (method {member.method}); pack it as a plain zip"
    )


def _damaged(name: str) -> SourceError:
    return SourceError("damaged", f"{name}: is damaged inside its archive; get or pack the archive anew")


def entries(file: str, name: str, stamp: Stamp) -> Iterator[Entry | Failed]:
    """Yield an entry per member of an archive and of the archives in it, sorted by name, rows of JSON Lines included.

    Raises:
        SourceError: the archive cannot be read, or its members have more than `MAX_UNPACKED` together.
    """
    with opened(file, name, stamp) as (stream, _):
        found = list(_listed(stream, Entry(name, file, stamp), _Count(name)))
    yield from found


@dataclass(slots=True)
class _Count:
    """How many members an archive has, with those of archives in it, and how many bytes they take unpacked."""

    name: str
    members: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """Count one more.

        Raises:
            SourceError: that is too much.
        """
        self.members += 1
        self.size += size
        if self.size > MAX_UNPACKED or self.members > MAX_MEMBERS:
            fact = f"holds more than {MAX_MEMBERS} files or {measured(MAX_UNPACKED)}"
            raise _BombError("bomb", f"{self.name}: {fact}; {_WAY}")


class _BombError(SourceError):
    """The archive as a whole is refused, not the member that is looked at."""


def _listed(stream: BinaryIO, archive: Entry, count: _Count) -> Iterator[Entry | Failed]:
    """Yield what an archive holds; each member is counted before it is unpacked, whether or not it can be."""
    for member in members(stream, archive.path):
        if isinstance(member, Failed):
            yield member
            continue
        path = f"{archive.path}!{shown(member.name)}"
        entry = Entry(path, archive.file, archive.stamp, (*archive.members, member))
        count.add(member.size)
        try:
            yield from _inside(stream, entry, member, count)
        except _BombError:
            raise
        except SourceError as error:
            yield Failed(path, error.code, str(error))


def _inside(stream: BinaryIO, entry: Entry, member: Member, count: _Count) -> Iterator[Entry | Failed]:
    kind = ending(member.name)
    if kind == "zip":
        if len(entry.members) > 1:
            way = "unpack the outer one and give the files"
            raise SourceError("nested", f"{entry.path}: is an archive in an archive in an archive; {way}")
        yield from _listed(io.BytesIO(unpacked(stream, member, entry.path)), entry, count)
    elif kind in ("jsonl", "ndjson"):
        yield from _rows(unpacked(stream, member, entry.path), entry, count)
    else:
        yield entry


def _rows(data: bytes, entry: Entry, count: _Count) -> Iterator[Entry | Failed]:
    for row in rows(io.BytesIO(data), entry.path):
        count.add(0)
        if isinstance(row, Failed):
            yield row
        else:
            yield replace(entry, path=f"{entry.path}#{row.number}", row=row)


def content(file: str, stamp: Stamp | None, path: Sequence[Member], name: str) -> bytes:
    """Return the bytes of a member, given the members that lead to it from the outermost archive in.

    Raises:
        SourceError: see `unpacked`; `changed`, the archive is not the one that was listed.
    """
    if len(path) > 1:
        archive = name.removesuffix(f"!{shown(path[1].name)}")
        return unpacked(io.BytesIO(_inner(file, stamp, path[0], archive)), path[1], name)
    with opened(file, name, stamp) as (stream, _):
        return unpacked(stream, path[0], name)


@lru_cache(maxsize=1)
def kept(file: str, stamp: Stamp | None, path: tuple[Member, ...], name: str) -> bytes:
    """Return the bytes of a member as `content` does, kept while its lines are read one after the other."""
    return content(file, stamp, path, name)


@lru_cache(maxsize=1)
def _inner(file: str, stamp: Stamp | None, member: Member, name: str) -> bytes:
    """Return the bytes of an archive in an archive, kept while its members are read one after the other."""
    return content(file, stamp, (member,), name)
