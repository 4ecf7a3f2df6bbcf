"""Old Word documents written byte by byte for the tests of reading."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Return an OLE file: a header, one sector of FAT, directory and streams, each of at least 4096 bytes."""
    bodies = [data.ljust(4096, b"\0") for data in streams.values()]
    bodies = [body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0") for body in bodies]
    folder = [item("Root Entry", 5, 1 if streams else FREE, END, 0)]
    chains, at = [FAT], 1 + -(-(len(streams) + 1) // 4)
    chains += [*range(2, at), END]
    for i, (name, body) in enumerate(zip(streams, bodies, strict=True), 1):
        right = i + 1 if i < len(streams) else FREE
        folder.append(item(name, 2, FREE, at, len(body), right))
        chains += [*range(at + 1, at + len(body) // SECTOR), END]
        at += len(body) // SECTOR
    directory = b"".join(folder).ljust((len(chains[1:]) and -(-len(folder) // 4)) * SECTOR, b"\0")
    fat = struct.pack("<128I", *chains, *[FREE] * (128 - len(chains)))
    head = struct.pack(
        "<8s16x5H6x9I109I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0,
        0, *[FREE] * 108,
    )  # fmt: skip
    return head + fat + directory + b"".join(bodies)


def item(name: str, kind: int, child: int, start: int, size: int, right: int = FREE) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I36xIQ", raw, len(raw) + 2, kind, 1, FREE, right, child, start, size)


Said = Sequence[tuple[int, int, bytes]]
TEXT_AT = 0x800


def streams(
    *texts: str | bytes,
    sizes: Sequence[int] = (),
    said: Said = (),
    paragraphs: Said = (),
    entries: dict[int, bytes] | None = None,
    bits: int = 0x200,
    version: int = 0xC1,
    prefix: bytes = b"",
    style: int = 0,
) -> dict[str, bytes]:
    """Return the streams of a document: `str` pieces are wide, `bytes` pieces narrow; `said` counts bytes of them."""
    raw = [text if isinstance(text, bytes) else text.encode("utf-16-le") for text in texts]
    lengths = [len(data) // (1 if isinstance(text, bytes) else 2) for data, text in zip(raw, texts, strict=True)]
    word = bytearray(TEXT_AT) + b"".join(raw)
    places, at = [], TEXT_AT
    for text, data in zip(texts, raw, strict=True):
        places.append(at * 2 | 1 << 30 if isinstance(text, bytes) else at)
        at += len(data)
    bounds = [sum(lengths[:i]) for i in range(len(lengths) + 1)]
    plc = struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    found = (entries or {}) | {33: prefix + b"\2" + struct.pack("<I", len(plc)) + plc}
    if said:
        found[12] = page(word, [(a, b, bytes([len(grp)]) + grp) for a, b, grp in said], 1)
    if paragraphs:
        shown = [(struct.pack("<H", style) + grp) for _, _, grp in paragraphs]
        kept = [bytes([len(g) // 2 + 1]) + g if len(g) % 2 else bytes([0, len(g) // 2]) + g for g in shown]
        found[13] = page(word, [(a, b, g) for (a, b, _), g in zip(paragraphs, kept, strict=True)], 13)
    table = bytearray(8)
    for index, data in found.items():
        struct.pack_into("<2I", word, 0x9A + 8 * index, len(table), len(data))
        table += data
    struct.pack_into("<6H", word, 0, 0xA5EC, version, 0, 0, 0, bits)
    struct.pack_into("<7I", word, 0x4C, *(sizes or [bounds[-1]]), *[0] * (7 - len(sizes or [0])))
    return {"WordDocument": bytes(word), "1Table": bytes(table)}


def page(word: bytearray, runs: Said, width: int) -> bytes:
    """Append a page of properties to the main stream and return the table that points to it."""
    word += bytes(-len(word) % SECTOR)
    bounds = [TEXT_AT + runs[0][0], *(TEXT_AT + end for _, end, _ in runs)]
    sheet = bytearray(struct.pack(f"<{len(bounds)}I", *bounds).ljust(SECTOR, b"\0"))
    at = 300
    for i, (_, _, data) in enumerate(runs):
        if data.strip(b"\0"):
            sheet[4 * len(bounds) + width * i] = at // 2
            sheet[at : at + len(data)] = data
            at += len(data) + len(data) % 2
    sheet[-1] = len(runs)
    number = len(word) // SECTOR
    word += sheet
    return struct.pack("<4I", 0, 1 << 20, number, number)[:12]


def doc(*texts: str | bytes, **more: object) -> bytes:
    return compound(streams(*texts, **more))  # type: ignore[arg-type]


DEFINITIONS, USES, SPARE, STYLES = 73, 74, 60, 1


def kind(label: str, way: int, *, start: int = 1, bits: int = 0, follow: int = 0, restart: int = 0) -> bytes:
    """Return a level; in its label `1` to `9` stand for the numbers of levels."""
    text = "".join(chr(int(c) - 1) if c.isdecimal() else c for c in label)
    head = struct.pack("<iBB9xB8x3B", start, way, bits, follow, 2, 1, restart)
    return head + b"\0" + b"ab\0" + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*definitions: tuple[int, bool, list[bytes]], uses: Sequence[tuple[int, list[bytes]]]) -> dict[int, bytes]:
    """Return the entries of lists: each an id, whether it has one level only, and levels; uses with overrides."""
    heads = b"".join(struct.pack("<I4x9HBx", i, *[0xFFF] * 8, 5, plain) for i, plain, _ in definitions)
    levels = b"".join(b"".join(each) for _, _, each in definitions)
    told = b"".join(struct.pack("<I8xB3x", i, len(more)) for i, more in uses)
    more = b"".join(b"\xff" * 4 + b"".join(each) for _, each in uses)
    first = {DEFINITIONS: struct.pack("<H", len(definitions)) + heads, SPARE: levels}
    return first | {USES: struct.pack("<I", len(uses)) + told + more}


def within(number: int, depth: int | None = None) -> bytes:
    return struct.pack("<HH", 0x460B, number) + (b"" if depth is None else struct.pack("<HB", 0x260A, depth))


def outline(*rest: bytes) -> list[bytes]:
    return [*rest, *[kind("9", 0)] * (9 - len(rest))]


def sheet(*styles: tuple[int, int, bytes] | None) -> bytes:
    """Return a style sheet of kind, style beneath and properties each; None is an empty place."""
    told = b""
    for number, each in enumerate(styles):
        said = b"" if each is None else struct.pack("<H", number) + each[2]
        name = struct.pack("<H", 1) + "甲".encode("utf-16-le") + b"\0\0"
        head = b"" if each is None else struct.pack("<5H", number, each[0] | each[1] << 4, 1, 0, 0) + name
        body = head + struct.pack("<H", len(said)) + said if each else b""
        told += struct.pack("<H", len(body)) + body
    return struct.pack("<3H", 4, len(styles), 10) + told
