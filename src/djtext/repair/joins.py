"""Line breaks: which ones stand inside a sentence, and line ends of other systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from djtext import lexicon
from djtext.hanzi import HAN
from djtext.repair.codes import is_common
from djtext.types import Edit, Span

TORN = 2.0  # natural logarithms: 如党|建活动 reaches 3.4; a heading before its paragraph stays below -17
RUNNING = 24  # characters of a line from which a comma inside speaks for running text rather than for a slogan
LEAD = 10  # characters of either line that the rules look at

_OTHER_ENDS = re.compile(r"\r\n?|[\u2028\x85]")
_BREAK = re.compile(r"(?<![ \t\u3000\xa0])[ \t\u3000\xa0]*\n\s*")
_HAN_END = re.compile(f"[{HAN}0-9A-Za-z%”’)》]$")
_HAN_START = re.compile(f"[{HAN}0-9A-Za-z“‘(《]")
_FINISHED = re.compile(r"[。!?;:…~][”’)》】]*$|[。!?;”](?:\([^()]{1,30}\)){1,3}$")
_CLAUSE = re.compile(r"[,。;!?]")
_STRAY = re.compile(r"(?<=[^?])\?$")


@dataclass(frozen=True, slots=True)
class Gap:
    """The break between two lines of folded text: `left` and `right` are stripped, `span` covers what a join removes."""

    left: str
    right: str
    span: Span
    indented: bool


def line_ends(text: str) -> Iterator[Edit]:
    r"""Yield the edits that make every line end a line feed.

    >>> [edit.new for edit in line_ends("甲\r\n乙\r丙")]
    ['\n', '\n']
    """
    for match in _OTHER_ENDS.finditer(text):
        yield Edit(Span(*match.span()), "\n", "line-end")


def line_joins(folded: str) -> Iterator[Edit]:
    r"""Yield the edits that close line breaks inside sentences and words; paragraphs, headings and lists stay.

    >>> [edit.why for edit in line_joins("方式单\n一、内容陈旧")]
    ['line-join']
    """
    for gap in _gaps(folded):
        if _joined(gap):
            both = gap.left[-1:].isascii() and gap.right[:1].isascii() and gap.left[-1:].isalpha()
            yield Edit(gap.span, " " if both and gap.right[:1].isalpha() else "", "line-join")
        elif _stray_question(gap):
            yield Edit(Span(gap.span.start - 1, gap.span.end), "", "line-join")


def _gaps(folded: str) -> Iterator[Gap]:
    """Yield the breaks between lines that hold text."""
    start, last = 0, None
    for match in _BREAK.finditer(folded):
        if last is not None:
            yield _gap(folded, start, last, match.start())
        start, last = (last.end() if last else 0), match
    if last is not None:
        yield _gap(folded, start, last, len(folded))


def _gap(folded: str, start: int, match: re.Match[str], end: int) -> Gap:
    indented = match[0].rsplit("\n", 1)[-1] != "" or match[0].count("\n") > 1
    return Gap(folded[start : match.start()].strip(), folded[match.end() : end].strip(), Span(*match.span()), indented)


@cache
def _patterns(gives: str) -> tuple[re.Pattern[str], ...]:
    return tuple(rule.pattern for rule in lexicon.table("joins") if rule.gives == gives)


def any_rule(gives: str, text: str) -> bool:
    """Return whether a rule of the table `joins` that gives so matches folded text.

    >>> any_rule("opens", "一是加强领导")
    True
    """
    return any(pattern.search(text) for pattern in _patterns(gives))


def _joined(gap: Gap) -> bool:
    """Return whether the break stands inside a sentence."""
    tail, head = gap.left[-LEAD:], gap.right[:LEAD]
    if not tail or not head or any_rule("never", gap.left[-2 * LEAD :]):
        return False
    if any_rule("torn", f"{tail}\n{head}"):
        return True
    if _FINISHED.search(gap.left[-8 * LEAD :]) or any_rule("opens", gap.right[: 4 * LEAD]):
        return False
    return _goes_on(gap, tail, head)


def _goes_on(gap: Gap, tail: str, head: str) -> bool:
    """Return whether an unfinished line goes on in a line that opens nothing of its own."""
    running = is_running(gap.left)
    if any_rule("open", tail):
        return running or is_running(gap.right)
    if any_rule("leads", tail) or any_rule("resumed", head):
        return True
    if not (_HAN_END.search(tail) and _HAN_START.match(head)):
        return False
    if running and not gap.indented and (is_running(gap.right) or "。" in gap.right or len(gap.right) < 4):
        return True
    return is_torn(tail, head)


def is_running(line: str) -> bool:
    """Return whether a line is running text, not a heading or a slogan: it ends a sentence inside, or is long.

    >>> is_running("统一思想。各级"), is_running("（二）健全机制，强化责任落实")
    (True, False)
    """
    body = line[:-1]
    if "。" in body or ";" in body:
        return not any_rule("opens", line) or len(line) > RUNNING
    return len(line) > (2 * RUNNING if any_rule("opens", line) else RUNNING) and bool(_CLAUSE.search(body))


def is_torn(tail: str, head: str) -> bool:
    """Return whether the words say that the break tears a word apart."""
    from djtext.repair.model import crossing

    return crossing(tail, head) > TORN


def _stray_question(gap: Gap) -> bool:
    """Return whether a question mark at the line end is a lost character's, as in 「配强各级部门?⏎领导班子」."""
    if (
        not _STRAY.search(gap.left)
        or any(not is_common(char) for char in gap.left[-4:-1])
        or any_rule("asks", gap.left[-4 * LEAD :])
        or gap.indented
    ):
        return False
    return bool(_HAN_START.match(gap.right)) and not any_rule("opens", gap.right) and is_running(gap.right)
