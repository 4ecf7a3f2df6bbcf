"""JSON Lines of ready texts: one document a line, with `text` and, if given, `id` and `title`."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from djtext.errors import SourceError
from djtext.reading.charset import Decoded, decoded
from djtext.reading.places import MAX_BYTES, Entry, Row, said, too_large
from djtext.types import Failed, Source

_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_HEAD = 4096
"""Bytes at the start of a file that are looked at before its lines are."""

_WAY = 'each line must be {"text": "…"}, with "id" and "title" if you like'


def rows(stream: BinaryIO, name: str) -> Iterator[Row | Failed]:
    """Yield where each line that is not blank stands, or `Failed` for one above the limit, which is passed over.

    Raises:
        SourceError: `encoding`, the file is UTF-16 or UTF-32, whose lines no byte parts; `binary`, it is neither.
    """
    _begun(stream, name)
    at, number = 0, 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        size = len(line) + (_rest(stream) if len(line) > MAX_BYTES else 0)
        if size > MAX_BYTES:
            error = too_large(f"{name}#{number}", size)
            yield Failed(f"{name}#{number}", error.code, str(error))
        elif line.strip():
            yield Row(number, at, at + size)
        at += size


def _begun(stream: BinaryIO, name: str) -> None:
    """See that a file begins as text with bytes for its line ends; gigabytes of NUL would be one line, read to its end."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(_WIDE_MARKS):
        raise SourceError("encoding", f"{name}: is UTF-16 or UTF-32; save it as UTF-8, which JSON Lines must be")
    if b"\0" in head:
        fact = "holds NUL bytes, as no JSON Lines do: it is binary, empty inside, or UTF-16"
        raise SourceError("binary", f"{name}: {fact}; write it anew in UTF-8")


def _rest(stream: BinaryIO) -> int:
    """Read on to the end of a line in small bites and return the bytes passed."""
    passed = 0
    while bite := stream.readline(1 << 20):
        passed += len(bite)
        if bite.endswith(b"\n"):
            break
    return passed


@dataclass(frozen=True, slots=True)
class _Values:
    text: str
    id: str | None
    title: str | None
    flags: tuple[str, ...]


def source(entry: Entry, data: bytes) -> Source:
    """Return the document of one line. With an `id` of its own it keeps the file's path; else the line is in the path.

    Lone surrogates, which JSON can write and no text may hold, become U+FFFD, flagged `bad-characters:n`.

    Raises:
        SourceError: `row`, the line is no such object.
    """
    line = decoded(data, entry.path)
    values = _values(_loaded(line, entry.path), entry.path)
    path = entry.path.rpartition("#")[0] if values.id is not None else entry.path
    digest = sha256(data).hexdigest()
    flags = (*line.flags, *values.flags)
    return Source(path, values.text, digest, "jsonl", line.encoding, values.id, values.title, flags)


def _loaded(line: Decoded, name: str) -> dict[str, Any]:
    try:
        row = json.loads(line.text)
    except (ValueError, RecursionError) as cause:
        fact = f"is no valid JSON ({said(cause)})" if isinstance(cause, ValueError) else "is JSON nested too deeply"
        raise SourceError("row", f"{name}: {fact}; {_WAY}") from cause
    if not isinstance(row, dict):
        raise SourceError("row", f"{name}: is JSON but no object; {_WAY}")
    return row


def _values(row: dict[str, Any], name: str) -> _Values:
    text, given, title = row.get("text"), row.get("id"), row.get("title")
    if not isinstance(text, str):
        raise SourceError("row", f'{name}: has no "text" that is a string; {_WAY}')
    if not (title is None or isinstance(title, str)):
        raise SourceError("row", f'{name}: its "title" is no string; {_WAY}')
    if isinstance(given, bool) or not (given is None or isinstance(given, str | int)):
        raise SourceError("row", f'{name}: its "id" is neither a string nor a whole number; {_WAY}')
    clean, bad = _SURROGATE.subn("\ufffd", text)
    flags = (f"bad-characters:{bad}",) if bad else ()
    return _Values(clean, None if given is None else _sound(str(given)), title and _sound(title), flags)


def _sound(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
