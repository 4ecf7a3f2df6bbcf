"""Characters of other scripts and other blocks that look like those that were meant: ⼀, GDР, エ作, 2O19年, —是."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from unicodedata import normalize

from djtext import lexicon
from djtext.hanzi import DIGITS, HAN, numeral
from djtext.repair.confusions import FREQUENT
from djtext.repair.doubts import Doubt
from djtext.repair.model import cut, words
from djtext.types import Span

AHEAD = 4000  # characters in which the second member of a list is looked for
AROUND = 3  # characters on either side of a kana that may make a word with it
BOUND = 2.0  # natural logarithms by which the word must beat the characters side by side: 「工作ー定位」 holds no 一定
NUMBER = 24  # characters of the longest number
JAPANESE = 20  # characters around a kana without hiragana

_RADICALS = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_RADICAL = re.compile(f"[{_RADICALS}]")
_HAN = re.compile(f"[{HAN}{_RADICALS}]")
_SIGN = re.compile(f"[^{HAN}]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
_MIXED = re.compile("[0-9A-Za-z][０-９Ａ-Ｚａ-ｚ]|[０-９Ａ-Ｚａ-ｚ][0-9A-Za-z]")
_LATIN = re.compile("[0-9A-Za-z]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_DIGIT = re.compile("[0-9]")
_MISREAD = re.compile("(?=.*[0-9l])[0-9OoIl]+")  # 「II期」 is a Roman numeral
_INNER = re.compile("[0-9][OoIl]+[0-9]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_LIST = re.compile(r"(?:\A|[\n。；;：:，,])[ \u3000]*\Z")
_LINE = re.compile(r"(?:\A|\n)[ \u3000]*\Z")
_OPENING = {"是": _LIST, "要": _LIST, "、": _LINE, ")": re.compile(r"\(\Z"), "）": re.compile(r"（\Z")}
_PLAIN = re.compile(f"[{HAN}〇]")
_QUOTES = frozenset("“”‘’《》「」()（）\"'")
_JOINED = re.compile("[0-9]([ー―])[0-9]")
_BETWEEN = re.compile("一(?=[0-9])")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def homoglyphs(text: str, folded: str, odd: Sequence[Span]) -> Iterator[Doubt]:
    """Yield the characters that look like others, in the odd runs of a text and between digits.

    >>> [(d.new, d.certain) for d in homoglyphs("⼀是抓エ作", "⼀是抓エ作", [Span(0, 1), Span(3, 4)])]
    [('一', True), ('工', True)]
    """
    for span in odd:
        run = span.of(text)
        if run.isascii():
            yield from _digits(run, folded, span)
        else:
            yield from _compatible(text, run, span)
            yield from _unknown(run, span)
            yield from _kana(text, folded, run, span)
            yield from _member(text, run, span)
            yield from _letters(run, folded, span)
    for match in _BETWEEN.finditer(text):
        if text[match.start() - 1 : match.start()].isdecimal():
            yield Doubt(Span(*match.span()), "homoglyph", "—", rule="between-digits")


@cache
def _pairs(gives: str) -> Mapping[str, str]:
    """Return what the characters of some rows of the table look like."""
    pairs = "".join(rule.more["pairs"] for rule in lexicon.table("homoglyphs") if rule.gives == gives)
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _row(gives: str) -> re.Pattern[str]:
    return next(rule.pattern for rule in lexicon.table("homoglyphs") if rule.gives == gives)


@cache
def _unified(char: str) -> str:
    """Return the ideograph that a radical or compatibility ideograph stands for, if there is one.

    >>> _unified("⼀"), _unified("⻓")
    ('一', '长')
    """
    pairs = "".join(rule.more["pairs"] for rule in lexicon.table("radicals"))
    known = dict(zip(pairs[::2], pairs[1::2], strict=True))
    plain = known.get(char) or normalize("NFKC", char)
    return plain if len(plain) == 1 and plain != char else ""


def _compatible(text: str, run: str, span: Span) -> Iterator[Doubt]:
    """Yield radicals and compatibility ideographs; they are certain near Han characters, unless quoted by themselves."""
    for match in _RADICAL.finditer(run):
        at = span.start + match.start()
        before, behind = text[max(0, at - 2) : at], text[at + 1 : at + 3]
        alone = before[-1:] in _QUOTES and behind[:1] in _QUOTES
        if new := _unified(match[0]):
            certain = not alone and bool(_HAN.search(before + behind))
            yield Doubt(Span(at, at + 1), "compatibility-character", new, certain, "same-ideograph")


def _unknown(run: str, span: Span) -> Iterator[Doubt]:
    """Yield characters that nobody but their maker knows, and controls, which may be marks of another encoding."""
    for match in _PRIVATE.finditer(run):
        yield Doubt(Span(*match.span()).shifted(span.start), "private-use", None, rule="private-use")
    for match in _CONTROL.finditer(run):
        meant = bytes([ord(match[0])]).decode("cp1252", "ignore")
        yield Doubt(Span(*match.span()).shifted(span.start), "control-character", meant or None, rule="windows-1252")


def _kana(text: str, folded: str, run: str, span: Span) -> Iterator[Doubt]:
    """Yield a kana alone beside Han characters, certain where the Han character makes a frequent word."""
    new = _pairs("han").get(run.rstrip("0123456789"))
    if new is None or _HIRAGANA.search(text[max(0, span.start - JAPANESE) : span.end + JAPANESE]):
        return
    span = Span(span.start, span.start + 1)
    before, behind = folded[max(0, span.start - AROUND) : span.start], folded[span.end : span.end + AROUND]
    worded = _makes_word(_SIGN.split(before)[-1], new, _SIGN.split(behind)[0])
    if worded or any(map(_PLAIN.match, (before[-1:], behind[:1]))):
        yield Doubt(span, "homoglyph", new, worded, "kana")


def _makes_word(before: str, char: str, behind: str) -> bool:
    """Return whether a character makes a frequent word with the Han characters around it, and clings to them."""
    frequent = any(
        words().get(before[len(before) - left :] + char + behind[:right], 0) >= FREQUENT
        for left in range(len(before) + 1)
        for right in range(len(behind) + 1)
        if left + right
    )
    return frequent and cut(before + char + behind) - cut(before) - cut(char) - cut(behind) > BOUND


def _member(text: str, run: str, span: Span) -> Iterator[Doubt]:
    """Yield a sign that stands for the numeral at the head of a list's member, certain where the list goes on."""
    new = "一" if _row("dash").fullmatch(run) else _pairs("han").get(run, "")
    before, behind = text[max(0, span.start - 8) : span.start], text[span.end : span.end + 1]
    if new not in DIGITS or behind not in _OPENING or not _OPENING[behind].search(before):
        return
    bracket = before[-1:] if behind in ")）" else ""
    beside = (f"{bracket}{numeral(value)}{behind}" for value in (DIGITS[new] - 1, DIGITS[new] + 1) if value)
    goes_on = any(text.find(other, max(0, span.start - AHEAD), span.end + AHEAD) >= 0 for other in beside)
    yield Doubt(span, "homoglyph", new, goes_on, "list-member")


def _letters(run: str, folded: str, span: Span) -> Iterator[Doubt]:
    """Yield words of mixed scripts and of mixed width."""
    if _MIXED.search(run):
        yield Doubt(span, "mixed-width", run.translate(_NARROW), rule="mixed-width")
    for match in _JOINED.finditer(run):
        yield Doubt(Span(*match.span(1)).shifted(span.start), "homoglyph", "—", rule="between-digits")
    foreign = _FOREIGN.findall(run)
    if foreign and _LATIN.search(run) and all(char in _pairs("latin") for char in foreign):
        plain = "".join(_latin(run, at) for at in range(len(run)))
        new = _numbered(plain) if _is_number(plain, folded, span) else plain
        yield Doubt(span, "homoglyph", new, rule=_alphabet(foreign[0]))


def _alphabet(char: str) -> str:
    """Return the name of the row that knows a letter."""
    rows = (rule for rule in lexicon.table("homoglyphs") if rule.gives == "latin")
    return next(rule.name for rule in rows if char in rule.more["pairs"])


def _latin(run: str, at: int) -> str:
    """Return the Latin letter that a character of a run looks like; beside a digit the digit."""
    plain = _pairs("latin").get(run[at], run[at])
    beside = run[max(0, at - 1) : at] + run[at + 1 : at + 2]
    return _pairs("digit").get(plain, plain) if plain != run[at] and _DIGIT.search(beside) else plain


def _numbered(run: str) -> str:
    return "".join(_pairs("digit").get(char, char) for char in run)


def _digits(run: str, folded: str, span: Span) -> Iterator[Doubt]:
    """Yield numbers in which letters stand for digits."""
    if _is_number(run, folded, span):
        yield Doubt(span, "homoglyph", _numbered(run), rule="letters")


def _is_number(run: str, folded: str, span: Span) -> bool:
    """Return whether letters in a run stand for digits: 「l5%」 is a share, 「O2O模式」 a way of trade, 「I期」 a stage."""
    behind, before = folded[span.end : span.end + 8], folded[max(0, span.start - 2) : span.start]
    joined = before[-1:] in tuple("-/_@:+") or (before[-1:] == "." and not before[:1].isdecimal())
    if len(run) > NUMBER or run.isdecimal() or run == "O2O" or joined:
        return False
    if _INNER.search(run):
        return bool(_MISREAD.fullmatch(run))
    counts = bool(_row("measured").match(behind)) and (run[-1] != "l" or behind[0] != "后")
    return counts and (bool(_MISREAD.fullmatch(run)) if run != "I" else behind[0] in ".月日")
