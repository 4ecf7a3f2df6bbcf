"""MIME files, as browsers save pages in with all their parts (RFC 2045 and 2046): which parts there are, unpacked.

The standard library's parser follows parts within parts as deep as they go, and takes a time that grows with the square of
a header's length: half a megabyte of `;` behind a quotation mark took minutes.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_DEPTH = 8
"""Parts within parts; a saved page has two, a mail that passes on a mail four."""

MAX_HEAD = 1 << 16
"""Bytes of the headers of a part that are looked at."""

_BLANK = re.compile(rb"(?:\A|\r?\n)\r?\n")
_HEADER = re.compile(rb"^([A-Za-z-]{1,40}):[ \t]*(.*)$", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]+")
_PARAMETER = '(?i);\\s*{}\\s*=\\s*(?:"([^"]*)"|([^\\s;"]+))'
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no others: its kind in lower case, the encoding of its text as it says, and its bytes."""

    kind: str
    charset: str
    content: bytes


def parts(data: bytes, depth: int = 0) -> Iterator[Part]:
    r"""Yield the parts of a MIME file in their order, those of parts within parts included.

    >>> found = parts(b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n1Nk=")
    >>> next(found).content.decode("gb18030")
    '再'
    """
    opening = data[:MAX_HEAD]
    blank = _BLANK.search(opening)
    head, body = (opening[: blank.start()], data[blank.end() :]) if blank else (opening, b"")
    headers = _headers(head)
    said = headers.get("content-type", "text/plain")
    kind = said.partition(";")[0].strip().lower()
    boundary = _parameter(said, "boundary")
    if kind.startswith("multipart/") and boundary and depth < MAX_DEPTH:
        for inner in _between(body, boundary.encode("latin-1", "replace")):
            yield from parts(inner, depth + 1)
    elif kind == "message/rfc822" and depth < MAX_DEPTH:
        yield from parts(body, depth + 1)
    else:
        way = headers.get("content-transfer-encoding", "").strip().lower()
        yield Part(kind, _parameter(said, "charset").lower(), _unpacked(body, way))


def _headers(head: bytes) -> Mapping[str, str]:
    found = _HEADER.findall(_FOLD.sub(b" ", head).replace(b"\r", b""))
    return {name.decode("ascii").lower(): value.decode("latin-1") for name, value in reversed(found)}


def _parameter(said: str, name: str) -> str:
    match = re.search(_PARAMETER.format(name), said)
    return (match[1] or match[2] or "") if match else ""


def _between(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """Yield what stands between the lines that bound parts; after the last line of all stands nothing."""
    lines = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start = None
    for match in lines.finditer(body):
        if start is not None:
            yield body[start : match.start()]
        if match[1]:
            return
        start = _after(body, match.end())
    if start is not None:
        yield body[start:]


def _after(body: bytes, at: int) -> int:
    """Return where the line behind a place begins."""
    return at + (2 if body.startswith(b"\r\n", at) else 1)


def _unpacked(body: bytes, way: str) -> bytes:
    if way == "quoted-printable":
        return binascii.a2b_qp(body)
    if way == "base64":
        clean = _NO_BASE64.sub(b"", body)
        clean = clean[: len(clean) - (len(clean) % 4 == 1)]
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    return body
