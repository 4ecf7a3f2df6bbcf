"""Lists and styles of old Word documents ([MS-DOC] 2.4.6.3, 2.9.131 to 2.9.150): what numbers their paragraphs.

They say in bytes what newer documents say in XML, and give the same `Numbers` and `Style`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from struct import unpack_from

from djtext.reading.numbering import MAX_LABEL, Level, Numbers
from djtext.reading.styles import MOST_BENEATH, Style

LIST, DEPTH = 0x460B, 0x260A
"""The properties of a paragraph that name its list, from 1, and its depth in it, from 0."""

_WAYS = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText",
    "hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth",
    "decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2",
    "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung", "decimalEnclosedFullstop",
    "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional",
    "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional",
    "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified",
    "chineseCountingThousand",
)  # fmt: skip
_NO_NUMBER = 0xFF
_NO_STYLE = 0xFFF
_FOLLOWS = ("tab", "space", "nothing")
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_LONG = 0xD608


def changes(said: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each property that is said, with its operand; the top three bits of its number give the size."""
    at = 0
    while at + 3 <= len(said):
        (kind,) = unpack_from("<H", said, at)
        size, head = _SIZES[kind >> 13], 2
        if not size:
            size, head = said[at + 2], 3
        if kind == _LONG and at + 4 <= len(said):
            size, head = unpack_from("<H", said, at + 2)[0] - 1, 4
        operand = said[at + head : at + head + size]
        if operand:
            yield kind, operand
        at += head + max(size, 0)


def named(said: Mapping[int, bytes]) -> tuple[str | None, int | None]:
    """Return the list and the depth that a paragraph or a style names for itself."""
    place = said.get(LIST, b"")
    name = str(unpack_from("<H", place)[0]) if len(place) == 2 else None
    depth = said.get(DEPTH)
    return name, depth[0] if depth else None


@dataclass(frozen=True, slots=True)
class _Raw:
    beneath: int
    said: Mapping[int, bytes]


def styles(sheet: bytes) -> Mapping[int, Style]:
    """Return the styles of paragraphs by number, with what they take over from those beneath them.

    Raises:
        struct.error, IndexError: the sheet is damaged.
    """
    if not sheet:
        return {}
    size, count, base = unpack_from("<3H", sheet)
    at, raw = 2 + size, {}
    for number in range(count):
        (length,) = unpack_from("<H", sheet, at)
        style = sheet[at + 2 : at + 2 + length]
        if length and style[2] & 0xF == 1:
            raw[number] = _style(style, base)
        at += 2 + length
    return {number: _resolved(number, raw) for number in raw}


def _style(style: bytes, base: int) -> _Raw:
    beneath = unpack_from("<H", style, 2)[0] >> 4
    at = base + 2 + 2 * unpack_from("<H", style, base)[0] + 2  # after the name and its zero
    at += at & 1
    size = unpack_from("<H", style, at)[0] if at + 2 <= len(style) else 0
    return _Raw(beneath, dict(changes(style[at + 4 : at + 2 + size])))


def _resolved(number: int, raw: Mapping[int, _Raw]) -> Style:
    chain: list[int] = []
    while number in raw and number not in chain and len(chain) < MOST_BENEATH:
        chain.append(number)
        number = raw[number].beneath
    own = [named(raw[link].said) for link in chain]
    name = next((name for name, _ in own if name is not None), None)
    depth = next((depth for _, depth in own if depth is not None), None)
    return Style(number=name, depth=depth, chain=tuple(map(str, chain)))


def lists(table: bytes, definitions: tuple[int, int], uses: tuple[int, int]) -> Mapping[str, Numbers]:
    """Return the lists by number from 1, given where in the table stream their definitions and their uses stand.

    Raises:
        struct.error, IndexError: the table is damaged.
    """
    if not definitions[1] or not uses[1]:
        return {}
    known = _definitions(table, *definitions)
    (count,) = unpack_from("<I", table, uses[0])
    heads = [unpack_from("<I8xB", table, uses[0] + 4 + 16 * i) for i in range(count)]
    at = uses[0] + 4 + 16 * count
    result = {}
    for number, (definition, overrides) in enumerate(heads, 1):
        at += 4
        levels, anew = dict(known.get(definition, {})), set()
        for _ in range(overrides):
            start, bits = unpack_from("<iI", table, at)
            at, depth = at + 8, bits & 0xF
            if bits & 0x20:
                levels[depth], at = _level(table, at, levels.get(depth, Level()).paragraphs)
            if bits & 0x10 and depth in levels:
                anew.add(depth)
                levels[depth] = levels[depth] if bits & 0x20 else replace(levels[depth], start=start)
        result[str(number)] = Numbers(str(definition), levels, frozenset(anew))
    return result


def _definitions(table: bytes, place: int, size: int) -> Mapping[int, Mapping[int, Level]]:
    """Return the levels of each definition; they stand behind the heads, nine each, or one of a plain list."""
    (count,) = unpack_from("<H", table, place)
    at, result = place + size, {}
    for i in range(count):
        ident, *names, bits = unpack_from("<I4x9HB", table, place + 2 + 28 * i)
        levels = {}
        for depth in range(1 if bits & 1 else 9):
            name = None if names[depth] == _NO_STYLE else str(names[depth])
            levels[depth], at = _level(table, at, name)
        result[ident] = levels
    return result


def _level(table: bytes, at: int, name: str | None) -> tuple[Level, int]:
    """Return a level, and where what follows it begins."""
    start, way, bits, follow, runs, paragraphs, restart = unpack_from("<iBB9xB8x3B", table, at)
    at += 28 + runs + paragraphs
    (size,) = unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
    label = "".join(f"%{ord(c) + 1}" if c < "\t" else c for c in text)
    level = Level(
        start=start,
        style="none" if way == _NO_NUMBER else _WAYS[way] if way < len(_WAYS) else "decimal",
        label=label[:MAX_LABEL],
        follow=_FOLLOWS[follow] if follow < len(_FOLLOWS) else "tab",
        restart=restart if bits & 8 else None,
        legal=bool(bits & 4),
        paragraphs=name,
    )
    return level, at + 2 + 2 * size
