"""How word processors write the number of a paragraph, a note or a page: 3 as 三, ③, iii or c."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from djtext import lexicon
from djtext.rules import Rule

MOST = 1_000_000
"""Beyond it a number is written in digits: a hostile start value must not give a label of megabytes."""


def written(value: int, style: str) -> str:
    """Return a number in a way of counting as `w:numFmt` names it; in Arabic digits if the way is not known.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(4, "lowerRoman")
    ('十二', '③', 'iv')
    >>> written(101, "chineseCountingThousand"), written(28, "upperLetter")
    ('一百零一', 'BB')
    """
    if not 0 <= value <= MOST:
        return str(value)
    if style in _LATIN:
        return _LATIN[style](value)
    rule = _rules().get(style)
    return _SYSTEMS[rule.gives](value, rule) if rule else str(value)


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.name: rule for rule in lexicon.table("counting")}


def _places(value: int, rule: Rule) -> str:
    digits: str = rule.more["digits"]
    return "".join(digits[int(digit)] for digit in str(value))


def _cycle(value: int, rule: Rule) -> str:
    digits: str = rule.more["digits"]
    return digits[value] if value < len(digits) else str(value)


def _counting(value: int, rule: Rule) -> str:
    """Return a number with units; 「一百零一」 names the gap once, 「二千」 has none at its end."""
    if not 0 < value <= rule.more["most"]:
        return _places(value, rule)
    if 10 <= value < 20:
        return str(rule.more["ten"]) + (_places(value - 10, rule) if value > 10 else "")
    result, gap = "", False
    for place, digit in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        if digit == "0":
            gap = True
            continue
        result += (rule.more["gap"] if gap else "") + _digit(int(digit), place, rule)
        gap = False
    return result


def _digit(digit: int, place: int, rule: Rule) -> str:
    if place == 0:
        return str(rule.more["digits"][digit])
    silent = digit == 1 and not rule.more["one"]
    return ("" if silent else str(rule.more["digits"][digit])) + str(rule.more["units"][place - 1])


_SYSTEMS: Mapping[str, Callable[[int, Rule], str]] = {"places": _places, "cycle": _cycle, "counting": _counting}

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN_MOST = 4999


def _roman(value: int) -> str:
    if not 0 < value <= _ROMAN_MOST:
        return str(value)
    result = ""
    for worth, letters in _ROMAN + _ROMAN_ONES:
        count, value = divmod(value, worth)
        result += letters * count
    return result


_LETTERS_MOST = 780


def _letters(value: int) -> str:
    """Return a, b … z, aa, bb …: word processors repeat the letter, spreadsheets would count on with ab."""
    if not 0 < value <= _LETTERS_MOST:
        return str(value)
    times, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


_LATIN: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
}
