"""Office packages (ECMA-376 part 2): a zip of XML parts that point to one another.

Nothing outside the package is ever looked at: targets marked as external are dropped, entities are not resolved, and a
part with a document type, which no word processor writes, is refused. python-docx is not used for it: it unpacks every
part, pictures and all, before any limit could speak, and skips what was inserted under tracking.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from djtext.errors import SourceError
from djtext.reading.archives import members, unpacked
from djtext.reading.places import Member, said

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MARKS = 8_000_000
"""The most tags and attributes that a part may have; a report of a hundred pages has 200,000. The parsed tree takes
some hundred bytes for each, so that a small part of many empty tags would fill the memory."""

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""Strict documents use other names for the same things."""

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WAY = "open it in Word or WPS, which can mend it, and save it anew"


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: its bytes, its name for messages, and its parts by name in lower case."""

    data: bytes
    name: str
    parts: Mapping[str, Member]


def package(data: bytes, name: str) -> Package:
    """Return the package that a file's bytes are.

    Raises:
        SourceError: `damaged`, it is no sound zip; `bomb`, its directory is unreasonably large.
    """
    try:
        found = members(io.BytesIO(data), name, hidden=True)
    except SourceError as error:
        raise _mended(error, name) from error
    return Package(data, name, {part.name.lower().lstrip("/"): part for part in found if isinstance(part, Member)})


def _mended(error: SourceError, name: str) -> SourceError:
    """Return the error of a zip as that of a document: who reads it never packed anything."""
    if error.code == "unsupported":
        return damaged(name, "a part is packed in a way that no word processor uses")
    if error.code != "damaged":
        return error
    return damaged(name, said(error.__cause__ or "its parts do not fit their directory"))


def damaged(name: str, fact: str) -> SourceError:
    """Return the error for a document that its own program might still mend."""
    return SourceError("damaged", f"{name}: is a damaged document ({fact}); {_WAY}")


def part(package: Package, path: str) -> _Element | None:
    """Return the root of a part, or None if the package has no such part.

    Raises:
        SourceError: `damaged`, `bomb`, `encrypted`, `too-large`; `unsafe`, it declares a document type.
    """
    member = package.parts.get(path.lower())
    if member is None:
        return None
    try:
        data = unpacked(io.BytesIO(package.data), member, package.name)
    except SourceError as error:
        raise _mended(error, package.name) from error
    marks = data.count(b"<") + data.count(b"=")
    if marks > MAX_MARKS:
        fact = f"has {marks} tags and attributes in one part, more than {MAX_MARKS}"
        raise SourceError("bomb", f"{package.name}: {fact}; split it into files of one report each")
    return _parsed(data, path, package.name)


def _parsed(data: bytes, path: str, name: str) -> _Element:
    from lxml import etree

    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as cause:
        if b"<!DOCTYPE" in data:  # entities within entities without end, which the parser refused
            raise _unsafe(name) from cause
        raise damaged(name, said(f"{path}: {cause}")) from cause
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(name)
    return root


def _unsafe(name: str) -> SourceError:
    fact = "declares XML entities or a document type, as no word processor does"
    return SourceError("unsafe", f"{name}: {fact}; {_WAY}")


def related(package: Package, path: str) -> Mapping[str, str]:
    """Return the parts that a part points to, by the last word of their kind, such as `styles`; external ones left out.

    The empty path stands for the package itself.
    """
    folder, file = posixpath.split(path)
    root = part(package, posixpath.join(folder, "_rels", f"{file}.rels"))
    inner = () if root is None else (r for r in root.iter(_RELATION) if r.get("TargetMode") != "External")
    result: dict[str, str] = {}
    for relation in inner:
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        result.setdefault(kind, target.lstrip("/"))
    return result
