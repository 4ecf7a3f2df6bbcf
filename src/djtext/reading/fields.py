"""Fields of word processors: a code that is kept from the reader, and its result, which is the text."""

from __future__ import annotations

import re

from djtext.reading.counting import written

_OVERLAY = re.compile(r"\\o(?:\\a[lrcd])*\s*\(([^,;，；]*)[,;，；]([^)]*)\)?", re.IGNORECASE)
_RING = re.compile("[○◯〇oO]")


def shown(code: str) -> str:
    r"""Return what a field shows that has a code alone: nothing, but for characters that `EQ` lays over one another.

    Word rings a character so, and puts pinyin above one; the character itself is the last.

    >>> shown(r"eq \o\ac(○,3)"), shown(r'EQ \* jc2 \o\ad(\s\up 9(pīn),拼)'), shown("PAGE")
    ('③', '拼', '')
    """
    if not code.strip().upper().startswith("EQ"):
        return ""
    code = re.sub(r"\\s(?:\\[a-z]+ ?[0-9]*)*\(([^)]*)\)", r"\1", code, flags=re.IGNORECASE)
    match = _OVERLAY.search(code)
    if not match:
        return ""
    base = match[2].strip()
    ringed = _RING.search(match[1]) and base.isdecimal() and len(base) < 3
    return written(int(base), "decimalEnclosedCircle") if ringed else base


# What the symbol fonts of Windows show at the places that reports use; the rest of them are ornaments.
_SYMBOL_FONTS = {
    "wingdings": {0x6F: "□", 0xA8: "□", 0x6E: "■", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xE0: "→", 0xE8: "→"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x51: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"},
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xAE: "→", 0xB9: "≠", 0xD7: "·"},
}
ORNAMENT = "\N{BULLET}"


def symbol(code: str, font: str) -> str:
    """Return the character of a symbol font as plain text; an ornament as a bullet.

    >>> symbol("F0FE", "Wingdings"), symbol("F0B3", "Symbol"), symbol("4E00", "宋体"), symbol("zz", "")
    ('☑', '≥', '一', '')
    """
    if not re.fullmatch("[0-9A-Fa-f]{2,5}", code):
        return ""
    point = int(code, 16)
    known = _SYMBOL_FONTS.get(font.lower())
    if known is None and not 0xF000 <= point <= 0xF0FF:
        return "" if 0xD800 <= point <= 0xDFFF or point < 0x20 else chr(point)
    return (known or {}).get(point & 0xFF, ORNAMENT)
