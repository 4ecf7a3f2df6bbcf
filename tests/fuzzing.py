"""Fuzzing of the readers: sound files mutated with knowledge of their structure, and what alone may come of them.

`python benchmarks/fuzz.py` runs it for as long as wished; the tests run a little of it, the same every time.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from warnings import catch_warnings

from lxml import etree

import fuzz_seeds
import ole_sample
from djtext.errors import SourceError
from djtext.reading import Entry, entries, pdf, read
from djtext.reading.charset import Decoded
from djtext.reading.kinds import Reader, reader
from djtext.reading.places import shown
from djtext.types import Failed, Source
from fuzz_seeds import seeds

Mutator = Callable[[bytes, Random], bytes]
"""Gives a changed file for a file; all chance comes from the generator, so that a number names the input."""

MOST = 1 << 18
"""Bytes that a mutated file may have: a small one that takes long or much memory is what we look for."""


# --- bytes of any file -----------------------------------------------------------------------------------------------

_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_DIGITS = (
    b"0",
    b"-1",
    b"1",
    b"99",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"9" * 400,
    b"1e309",
    b"NaN",
)


def flipped(data: bytes, chance: Random) -> bytes:
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if result:
            result[chance.randrange(len(result))] ^= 1 << chance.randrange(8)
    return bytes(result)


def overwritten(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    new = chance.randbytes(chance.choice((1, 2, 4, 16)))
    return data[:at] + new + data[at + len(new) :]


def extreme(data: bytes, chance: Random) -> bytes:
    """Set a number of one, two or four bytes to one that length and count fields seldom have."""
    size, form = chance.choice(((1, "B"), (2, "<H"), (2, ">H"), (4, "<I"), (4, ">I")))
    value = chance.choice(_EXTREMES) & ((1 << 8 * size) - 1)
    at = chance.randrange(max(1, len(data) - size + 1))
    return data[:at] + struct.pack(form, value) + data[at + size :]


def counted(data: bytes, chance: Random) -> bytes:
    """Set a number that is written in digits to an extreme one."""
    return _one(re.compile(rb"-?[0-9]+"), data, chance, lambda _: chance.choice(_DIGITS))


def dropped(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def doubled(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def moved(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance)
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _stretch(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 8, 64, 512, 4096)))


def _one(pattern: re.Pattern[bytes], data: bytes, chance: Random, new: Callable[[bytes], bytes]) -> bytes:
    """Replace one match of a pattern."""
    found = [match.span() for match in pattern.finditer(data)]
    if not found:
        return data
    start, end = chance.choice(found)
    return data[:start] + new(data[start:end]) + data[end:]


BYTES: Sequence[Mutator] = (flipped, overwritten, extreme, counted, dropped, doubled, moved, cut)


# --- markup ----------------------------------------------------------------------------------------------------------

_TAGS = re.compile(rb"<[^<>]*>|[^<>]+")
_DECLARED = (
    b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>',
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    b'<?xml version="1.0" encoding="utf-7"?>',
    b'<?xml version="1.0" encoding="UTF-16"?>',
    b"&b;&#0;&#xD800;&#x110000;",
    b"<![CDATA[",
    b"<!--",
    b"\0",
    b"\xff\xfe",
)


def tags_changed(data: bytes, chance: Random) -> bytes:
    """Drop, double, move or swap whole tags and texts."""
    tokens = _TAGS.findall(data)
    if len(tokens) < 2:
        return data
    for _ in range(chance.choice((1, 1, 3, 10))):
        i, j = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(5):
            case 0:
                tokens[i] = b""
            case 1:
                tokens[i] = (tokens[i] * chance.choice((2, 2, 40, 2000)))[:MOST]
            case 2:
                tokens[i], tokens[j] = tokens[j], tokens[i]
            case 3:
                low, high = sorted((i, j))
                tokens[high:high] = tokens[low : min(high, low + 60)]
            case 4:
                tokens[i] += chance.choice(_DECLARED)
    return b"".join(tokens)[:MOST]


def attributes_changed(data: bytes, chance: Random) -> bytes:
    values = re.compile(rb"(?<==\")[^\"]*(?=\")|(?<==)[0-9a-z]+")
    known = [match[0] for match in values.finditer(data)] or [b""]
    odd = [chance.choice(known), b"", b"x" * 3000, "\u202e\ud7ff".encode(), *_DIGITS]
    return _one(values, data, chance, lambda _: chance.choice(odd))


def renamed(data: bytes, chance: Random) -> bytes:
    """Give an element or attribute the name of another."""
    names = re.compile(rb"(?<=[</ ])[A-Za-z][A-Za-z:-]*")
    known = [match[0] for match in names.finditer(data)] or [b"p"]
    return _one(names, data, chance, lambda _: chance.choice(known))


def tree_changed(data: bytes, chance: Random) -> bytes:
    """Change elements of an XML part that stays well-formed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.choice((1, 2, 4, 12))):
        inner = [each for each in root.iterdescendants() if isinstance(each.tag, str)] if root is not None else []
        if 0 < len(inner) < MOST // 64:
            with suppress(ValueError):  # names and texts of a broken part that may not be written again
                _moved_about(chance.choice(inner), chance.choice(inner), chance)
    return data if root is None else etree.tostring(root, encoding="utf-8")


def _moved_about(one: etree._Element, other: etree._Element, chance: Random) -> None:
    parent = one.getparent()
    assert parent is not None
    match chance.randrange(7):
        case 0:
            parent.remove(one)
        case 1:
            for _ in range(chance.choice((1, 2, 100)) if len(one) < 30 else 1):
                one.addnext(deepcopy(one))
        case 2 if other not in one.iter() and one is not other:
            other.append(one)
        case 3:
            one.tag = other.tag
        case 4 if one.attrib:
            odd = (*other.attrib.values(), "", "x" * 3000, *(digits.decode() for digits in _DIGITS))
            one.set(chance.choice(sorted(one.attrib)), chance.choice(odd))
        case 5:
            copies = [etree.SubElement(one, one.tag, dict(one.attrib))]
            for _ in range(chance.choice((1, 30, 300))):
                copies.append(etree.SubElement(copies[-1], one.tag, dict(one.attrib)))
        case _:
            one.text = chance.choice(("", "\u202e", "字" * 500, "%1%2%9", other.text or ""))


MARKUP: Sequence[Mutator] = (
    tags_changed,
    tags_changed,
    attributes_changed,
    renamed,
    counted,
    flipped,
    dropped,
    doubled,
)


# --- containers ------------------------------------------------------------------------------------------------------


def repacked(data: bytes, chance: Random) -> bytes:
    """Mutate a part of a zip and pack it again; now and then give it another name or method as well."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist() if info.file_size < MOST}
    except Exception:
        return data
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    change = chance.choice((*[tree_changed] * 3 * len(MARKUP), *MARKUP) if name.endswith(_XML) else BYTES)
    parts[name] = change(parts[name], chance)[:MOST]
    if chance.random() < 0.15:
        parts[chance.choice(_NAMES)] = parts.pop(name)
    return _packed(parts, chance)


_NAMES = (
    "../甲.txt",
    "/etc/passwd",
    "C:\\a.txt",
    "a\0b.txt",
    "x/" * 300,
    "甲!乙#3.jsonl",
    "a.zip",
    "word/document.xml",
    "~$",
)
_XML = (".xml", ".rels")
_METHODS = (*[zipfile.ZIP_DEFLATED] * 20, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def _packed(parts: Mapping[str, bytes], chance: Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", chance.choice(_METHODS)) as archive, catch_warnings(action="ignore"):
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, archive.compression)  # the year 1980, every day
    return stream.getvalue()


def directory_changed(data: bytes, chance: Random) -> bytes:
    """Change a field of a zip's directory, of a local head or of its end."""
    marks = [match.start() for match in re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06|\x06[\x06\x07])", data)]
    if not marks:
        return data
    at = chance.choice(marks) + chance.randrange(4, 46)
    form = chance.choice(("<H", "<I"))
    value = chance.choice(_EXTREMES) & ((1 << 8 * struct.calcsize(form)) - 1)
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


def streams_changed(data: bytes, chance: Random) -> bytes:
    """Mutate a stream of an old Word document where nothing else is broken."""
    del data
    streams = fuzz_seeds.streams()
    for name in chance.choices(sorted(streams), k=chance.choice((1, 1, 2, 4))):
        streams[name] = chance.choice((extreme, extreme, overwritten, flipped, dropped))(streams[name], chance)
    return ole_sample.compound(streams)


def sectors_changed(data: bytes, chance: Random) -> bytes:
    """Swap, double or overwrite sectors of an OLE file, or an entry of its tables."""
    size = ole_sample.SECTOR
    sectors = [data[at : at + size] for at in range(0, len(data), size)] or [b""]
    i, j = chance.randrange(len(sectors)), chance.randrange(len(sectors))
    match chance.randrange(4):
        case 0:
            sectors[i], sectors[j] = sectors[j], sectors[i]
        case 1:
            sectors[i] = sectors[j]
        case 2:
            sectors[i] = extreme(sectors[i], chance)
        case 3:  # the table of sectors and the directory stand first
            at, value = 4 * chance.randrange(256), chance.choice((*range(12), *_EXTREMES))
            return data[: size + at] + struct.pack("<I", value & 0xFFFFFFFF) + data[size + at + 4 :]
    return b"".join(sectors)


_OBJECTS = re.compile(rb"[0-9]+ 0 obj.*?endobj\n?", re.DOTALL)
_WORDS = re.compile(rb"/[A-Za-z0-9]+")


def objects_changed(data: bytes, chance: Random) -> bytes:
    """Swap, double or drop objects of a PDF, or let a reference lead elsewhere."""
    found = [match.span() for match in _OBJECTS.finditer(data)]
    if len(found) < 2:
        return data
    (a, b), (c, d) = sorted(chance.choices(found, k=2))
    match chance.randrange(5):
        case 0:
            return data[:a] + data[b:]
        case 1:
            return data[:a] + data[c:d] + data[b:]
        case 2:
            return data[:b] + data[c:d] * chance.choice((1, 30)) + data[b:]
        case 3:
            return _one(
                re.compile(rb"[0-9]+ 0 R"), data, chance, lambda _: b"%d 0 R" % chance.randrange(len(found) + 3)
            )
    words = [match[0] for match in _WORDS.finditer(data)]
    return _one(_WORDS, data, chance, lambda _: chance.choice(words))


def commands_changed(data: bytes, chance: Random) -> bytes:
    """Change numbers and operators in the drawing commands of a PDF."""
    if chance.random() < 0.5:
        return _one(re.compile(rb"-?[0-9.]+(?= )"), data, chance, lambda _: chance.choice(_DIGITS))
    operators = [b"BT", b"ET", b"Tj", b"Tm", b"Tr", b"q", b"Q", b"cm", b"Do", b"l", b"m", b"S", b"'", b"TJ", b"re f"]
    return _one(re.compile(rb"\b(BT|ET|Tj|Tm|Tr|l|m|S)\b"), data, chance, lambda _: chance.choice(operators))


_MAIL = (b"multipart/mixed", b"message/rfc822", b"text/plain", b"charset=utf-16", b"charset=\xff", b"boundary=",
         b"base64", b"quoted-printable", b"x-uuencode", b"\r\n\r\n", b"--=_x\r\n", b"--=_x--\r\n")  # fmt: skip


def mail_changed(data: bytes, chance: Random) -> bytes:
    heads = re.compile(rb"multipart/related|text/html|image/png|utf-8|base64|quoted-printable|--=_x(--)?|=_x|\r\n\r\n")
    return _one(heads, data, chance, lambda old: chance.choice((*_MAIL, old * 300)))


def values_changed(data: bytes, chance: Random) -> bytes:
    """Put another value, escape or bracket into JSON."""
    odd = (
        b"null",
        b"true",
        b"1e999",
        b"9" * 6000,
        b'"\\ud800"',
        b"[" * 5000,
        b"{}",
        b'{"text":' * 3000,
        b"\\u0000",
        b"\n",
    )
    return _one(re.compile(rb'"[^"]*"|[0-9]+|[{},:]'), data, chance, lambda _: chance.choice(odd))


# --- targets ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """What is fuzzed: a function from bytes to what came of them in a word, and families of mutators that fit its seeds.

    An input meets one family alone: bytes flipped in a zip hide what was changed with care in its parts.
    """

    name: str
    run: Callable[[bytes], str]
    families: Sequence[Sequence[Mutator]]


def _reading(kind: str, read_as: Reader | None = None) -> Callable[[bytes], str]:
    def run(data: bytes) -> str:
        try:
            result = (read_as or reader(kind))(data, f"甲.{kind}")
        except SourceError as error:
            return _judged(error, f"甲.{kind}")
        _sound(result)
        return "text"

    return run


def _judged(error: SourceError, name: str) -> str:
    """Return the code of an error that says all it should."""
    message = str(error)
    assert message.startswith(name), message
    assert "; " in message, message
    assert len(message) < 1000 + len(name), message
    assert shown(message) == message, repr(message)
    return error.code


def _sound(result: Decoded | Source) -> None:
    """See that a text can be written down and that its hints lie in it."""
    result.text.encode()
    for hint in result.hints:
        assert 0 <= hint.span.start <= hint.span.end <= len(result.text), hint


def _files(ending: str) -> Callable[[bytes], str]:
    """Return the whole way of a file from its path to its sources, as `djtext text` goes it."""

    def run(data: bytes) -> str:
        with TemporaryDirectory(prefix="djtext-fuzz-") as folder:
            path = Path(folder) / f"甲{ending}"
            path.write_bytes(data)
            return " ".join(sorted({_outcome(entry, str(path)) for entry in entries(str(path))}))

    return run


def _outcome(entry: Entry | Failed, path: str) -> str:
    if isinstance(entry, Failed):
        return _judged(SourceError(entry.error, entry.message), path)
    try:
        source = read(entry)
    except SourceError as error:
        return _judged(error, path)
    _sound(source)
    return "text"


_ZIPPED = ((repacked,), (repacked,), (repacked,), (directory_changed, *BYTES))
_OLE = ((streams_changed,), (sectors_changed,), (sectors_changed, *BYTES))
_PDF = ((objects_changed,), (commands_changed,), (objects_changed, commands_changed, counted), BYTES)
_MAIL_TOO = ((mail_changed,), (mail_changed, *MARKUP), MARKUP)
_ALL = (*_ZIPPED, *_OLE, *_PDF, *_MAIL_TOO, (values_changed,), BYTES)

TARGETS = {
    target.name: target
    for target in (
        Target("docx", _reading("docx"), _ZIPPED),
        Target("doc", _reading("doc"), _OLE),
        Target("pdf", _reading("pdf", pdf.read), _PDF),
        Target("html", _reading("html"), (MARKUP,)),
        Target("mht", _reading("mht"), _MAIL_TOO),
        Target("txt", _reading("txt"), (BYTES,)),
        Target("md", _reading("md"), (BYTES,)),
        Target("zip", _files(".zip"), _ZIPPED),
        Target("jsonl", _files(".jsonl"), ((values_changed,), (values_changed, *BYTES))),
        Target("text", _files(""), _ALL),
    )
}


def mutated(target: Target, number: int) -> bytes:
    """Return the input of a number: a seed, changed once or several times."""
    chance = Random(number)
    data, family = chance.choice(seeds(target.name)), chance.choice(target.families)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        data = chance.choice(family)(data, chance)[:MOST]
    return data
