"""Line breaks: which ones stand inside a sentence, and line ends of other systems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from djtext import lexicon
from djtext.hanzi import HAN
from djtext.repair.codes import is_common
from djtext.repair.tears import TORN, flow, tear
from djtext.repair.wraps import Line, Wrap, wrap
from djtext.types import Edit, Span

RUNNING = 24  # characters of a line from which a comma inside speaks for running text rather than for a slogan
NUMBERED = 1.5  # times as long must a numbered line be
LISTED = 1.33  # times as long must a numbered line of several clauses be
UNBROKEN = 2  # times as long must a line without a comma be
BREAKS = 2  # long lines without a mark from which a text is known for damaged
ALIKE = 3  # lines numbered in one style from which their habit is known
PARAGRAPHS = 6  # from which the way they are set is known
SET = 0.85  # of them, how many begin with an indent or behind an empty line where that is the way of the text
LONG = RUNNING * NUMBERED * UNBROKEN  # any longer line is running text
VERSE = 16  # characters of a line of verse or of a slogan
REACH = 40  # characters of either line in which a pair of marks is looked for
LEAD = 10  # characters of either line that the rules look at

# What speaks for a join, in natural logarithms: line ends are real unless enough speaks against it. On our reports
# `flow` stays below 2 at 99 of 100 true line ends without a mark, and above 1.7 at three of four places inside sentences.
PRIOR = -2.5
UNFINISHED = 6.0  # running text that stops without a mark
TORN_WORD = 4.0  # and a third of what the words say, as far as `SURE`
SURE = 12.0
LED = 5.0
COMMA = 4.0
SHORT = -3.0  # neither line is running text: headings, cells of a table, signatures
TITLED = 4.5  # two short lines are one title
SET_APART = -2.0  # the second line is indented, or an empty line stands between
CLOSED = {")": -3.0, "”": -1.5, "’": -1.5}  # a line may well end behind a bracket, and behind a quotation
WRAPPED = 4.0
HEADING = -3.0  # the first line is short and numbered, and others numbered so are headings too
FRAGMENT = 4.0  # the first line is short, where others that open so run on to a mark
PART = 1.5  # the same of lines that are not numbered
NOT_SET = 4.0  # the second line does not show as the first of a paragraph, where paragraphs do
LEAST, MOST = -1.5, 6.0  # that `flow` may say for a join or against it

AT_THE_START = frozenset(("opens", "resumed", "alone", "address", "counts", "title"))
"""What rules give that say how a line begins: looked for nowhere else."""

_OTHER_ENDS = re.compile(r"\r\n?|[\u2028\x85]")
_HAN_END = re.compile(f"[{HAN}0-9A-Za-z%”’)》]$")
_HAN_START = re.compile(f"[{HAN}0-9A-Za-z“‘(《]")
_FINISHED = re.compile(r"[。!?;:…~][”’)》】]*$|[。!?;”](?:\([^()]{1,30}\)){1,3}$")
_CLAUSE = re.compile(r"[,。;!?]")
_STRAY = re.compile(r"(?<=[^?])\?$")
_MARK = re.compile(r"([第(其]?)([〇零一二三四五六七八九十百]{1,4}|[0-9]{1,3}(?![0-9])|[①-⑳])([、.,章条节是要)])")
_ENDS = frozenset("。!;:…~")  # a `?` may be stray
_AFTER_ENDS = frozenset("?”’)》】")
_CLOSING = _ENDS | _AFTER_ENDS
_DOTS = frozenset(".…·0123456789")
_DATED = frozenset("0123456789〇零一二三四五六七八九○([〔")
_TORN_HEADS = frozenset(
    "”’)》】』」],，、。;；:：!！%.0123456789〇零一二两三四五六七八九十百千万亿名个人元户件项处次条家月日年天时余多种分小平公成"
)
_TORN_STARTS = frozenset("”’)》】』」],，、。;；:：!！%.一二三")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What has been joined so far: its length, its last characters, whether its first line opens something of its own,
    how many clauses end inside it, and whether a sentence does.
    """

    length: int
    tail: str
    opens: bool
    clauses: int
    stop: bool

    @property
    def running(self) -> bool:
        """Whether this is running text, not a heading or a slogan: it ends a sentence inside, or is long."""
        numbered = 1.0 if not self.opens else NUMBERED if self.clauses < 2 else LISTED
        return self.stop or self.length > RUNNING * numbered * (1 if self.clauses else UNBROKEN)

    def joined(self, line: str) -> Paragraph:
        """Return the paragraph with one more line; the mark at the end of a line now stands inside."""
        more = self.tail[-1:] + line[:-1]
        return Paragraph(
            self.length + len(line),
            (self.tail + line)[-8 * LEAD :],
            self.opens,
            self.clauses + len(_CLAUSE.findall(more)),
            self.stop or "。" in more or ";" in more,
        )


def paragraph(line: str) -> Paragraph:
    """Return a paragraph of one folded line.

    >>> paragraph("统一思想。各级").running, paragraph("（二）健全机制，强化责任落实").running
    (True, False)
    """
    return Paragraph(0, "", any_rule("opens", line[: 4 * LEAD]), clauses=0, stop=False).joined(line)


def is_running(line: str) -> bool:
    """Return whether a folded line by itself is running text.

    >>> is_running("统一思想。各级"), is_running("健全机制")
    (True, False)
    """
    return len(line) > LONG or paragraph(line).running


class Habit:
    """How a text sets its lines: whether its paragraphs begin with an indent or behind an empty line, and how often
    lines that open alike stop short without a mark: all （一） of a text are headings, or none is.

    Counted when first asked: most texts never ask.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._counts: dict[str, tuple[int, int]] = {}
        self._set: bool | None = None
        self._damaged: bool | None = None
        self._firsts: int | None = None
        self._second = -1

    def is_damaged(self) -> bool:
        """Return whether long lines of the text stop without a mark: where none does, a short one is a heading."""
        if self._damaged is None:
            self._damaged = sum(map(_stops_long, self._lines)) >= BREAKS
        return self._damaged

    def is_heading(self, line: Line) -> bool:
        """Return whether a line that opens with 一、 is what its number says: an empty line stands before it, or it is the
        only one of the text and 二、 opens a line behind it. 手段单⏎一、方法陈旧 stands between such headings.
        """
        if line.apart:
            return True
        if self._firsts is None:
            self._firsts = sum(one.text.startswith("一、") for one in self._lines)
            self._second = max((one.start for one in self._lines if one.text.startswith("二、")), default=-1)
        return line.text.startswith("一、") and self._firsts == 1 and self._second > line.start

    def unlike_a_paragraph(self, line: Line) -> float:
        """Return what it says for a join that a line does not show as the first of a paragraph, where others do."""
        if line.apart or not self.is_damaged():
            return 0.0
        if self._set is None:
            starts = [right.apart for left, right in pairwise(self._lines) if left.text[-1] in _ENDS]
            self._set = len(starts) >= PARAGRAPHS and sum(starts) >= SET * len(starts)
        return NOT_SET * self._set

    def fragment(self, line: Line) -> float:
        """Return what the other lines that open alike say for a short line to be the broken first part of a paragraph."""
        if not self._counts:
            for one in self._lines:
                all_, heads = self._counts.get(_style(one.text), (0, 0))
                self._counts[_style(one.text)] = (all_ + 1, heads + _stops_short(one.text))
        style = _style(line.text)
        all_, heads = self._counts[style]
        others, heads = all_ - 1, heads - _stops_short(line.text)
        if style:
            if others < ALIKE or 3 * heads > others:
                return HEADING
            return FRAGMENT * (8 * heads <= others and self.is_damaged())
        return (
            PART * self.is_damaged()
            if others > PARAGRAPHS and 6 * heads <= others and line is not self._lines[0]
            else 0.0
        )


def _stops_long(line: Line) -> bool:
    return (
        len(line.text) > NUMBERED * RUNNING and line.text[-1] not in _CLOSING and _CLAUSE.search(line.text) is not None
    )


def _stops_short(line: str) -> bool:
    return line[-1] not in _ENDS


def _style(line: str) -> str:
    """Return what a line is numbered with: `一、`, `(二)` and `3.` are of three styles."""
    match = _MARK.match(line)
    return f"{match[1]}{'1' if match[2].isascii() else '一'}{match[3]}" if match else ""


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
    lines = tuple(_lines(folded))
    width, habit = wrap(lines), Habit(lines)
    so_far: Paragraph | None = None
    for left, right in pairwise(lines):
        if not width and left.text[-1] in _ENDS and right.text[0] not in _TORN_STARTS:
            so_far = None  # the common case: nothing to ask
            continue
        so_far = so_far or paragraph(left.text)
        edit = _join(so_far, left, right, width, habit)
        so_far = so_far.joined(right.text) if edit else None
        if edit:
            yield edit


def _lines(folded: str) -> Iterator[Line]:
    """Yield the lines that hold text."""
    at, blank = 0, False
    for raw in folded.split("\n"):
        text = raw.strip()
        if text:
            indent = len(raw) - len(raw.lstrip())
            yield Line(at + indent, at + indent + len(text), text, indent, blank)
        blank = not text
        at += len(raw) + 1


def _join(so_far: Paragraph, left: Line, right: Line, width: Wrap | None, habit: Habit) -> Edit | None:
    """Return the edit that closes the break between two lines, None if it is real."""
    if _is_joined(so_far, left, right, width, habit):
        latin = left.text[-1].isascii() and left.text[-1].isalpha() and right.text[0].isascii()
        return Edit(Span(left.end, right.start), " " if latin and right.text[0].isalpha() else "", "line-join")
    if _stray_question(left, right):
        return Edit(Span(left.end - 1, right.start), "", "line-join")
    return None


def _is_joined(so_far: Paragraph, left: Line, right: Line, width: Wrap | None, habit: Habit) -> bool:
    """Return whether the break stands inside a sentence, or inside a paragraph wrapped at one width."""
    if left.text[-1] in _DOTS and any_rule("never", left.text[-2 * LEAD :]):
        return False
    if _may_tear(left.text[-REACH:], right.text[0]) and any_rule("torn", f"{left.text[-REACH:]}\n{right.text[:REACH]}"):
        return not (right.text[1:2] == "、" and habit.is_heading(right))
    if _is_alone(left.text) or _is_alone(right.text):
        return False
    wrapped = width is not None and width.full(left, right)
    if any_rule("opens", right.text[: 4 * LEAD]) or any_rule("address", right.text[: 4 * LEAD]):
        return False
    if is_finished(so_far.tail):
        return wrapped and not right.apart
    runs = so_far.running or wrapped or is_running(right.text) or is_finished(right.text)
    if not (runs or habit.is_damaged() or _goes_on(left, right)):
        return False
    total = weight(so_far, left, right, wrapped=wrapped) + habit.unlike_a_paragraph(right)
    if not so_far.running and not wrapped and -FRAGMENT < total < TORN_WORD and _may_head(left, right):
        total += habit.fragment(left)
    return total > 0


def _goes_on(left: Line, right: Line) -> bool:
    """Return whether two short lines say themselves that they are one; that a word stands across them is chance in a list."""
    return _says_more(left, right) or _titled(left, right)


def _says_more(left: Line, right: Line) -> bool:
    """Return whether the end of a line, or the start of the next, says that the sentence goes on."""
    tail = left.text[-LEAD:]
    return any_rule("open", tail) or any_rule("leads", tail) or any_rule("resumed", right.text[:LEAD])


def _may_tear(tail: str, first: str) -> bool:
    """Return whether the rules that give `torn` need asking: for most line ends one character says no."""
    return first in _TORN_HEADS or any(
        mark in tail and tail.count(mark) > tail.count(other) for mark, other in ("《》", "“”", "()")
    )


def _is_alone(line: str) -> bool:
    return line[0] in _DATED and any_rule("alone", line[: 4 * LEAD])


def is_finished(line: str) -> bool:
    """Return whether a folded line ends as a sentence does.

    >>> is_finished("抓好落实。(6分)"), is_finished("抓好落实")
    (True, False)
    """
    last = line[-1:]
    return last in _ENDS or (last in _AFTER_ENDS and bool(_FINISHED.search(line[-8 * LEAD :])))


def _may_head(left: Line, right: Line) -> bool:
    """Return whether nothing at the break itself says that the first line is no heading."""
    if _says_more(left, right):
        return False
    return is_running(right.text) and tear(left.text[-LEAD:], right.text[:LEAD]) <= TORN


def weight(so_far: Paragraph, left: Line, right: Line, *, wrapped: bool = False) -> float:
    r"""Return what speaks for a sentence that goes on from one line to the next, above 0: more than speaks against it.

    >>> line = Line(0, 4, "存在问题")
    >>> weight(paragraph("存在问题"), line, Line(5, 13, "近年来,成效明显")) > 0
    False
    """
    tail, head = left.text[-LEAD:], right.text[:LEAD]
    comma, running = any_rule("open", tail) and not any_rule("address", left.text), so_far.running
    if comma:
        return PRIOR + (0 if not running and _is_verse(left, right) else COMMA) + WRAPPED * wrapped
    if any_rule("leads", tail) or any_rule("resumed", head):
        return PRIOR + LED
    if not (_HAN_END.search(tail) and _HAN_START.match(head)):
        return PRIOR - 1
    total = (
        PRIOR
        + UNFINISHED * running
        + WRAPPED * wrapped
        + SET_APART * right.apart / (1 + running)
        + CLOSED.get(tail[-1], 0)
    )
    total += _flow(tail[-1], head[0], running=running or wrapped)
    if not running and not wrapped:
        total += TITLED if _titled(left, right) else 0 if is_running(right.text) else SHORT
    torn = tear(tail, head)
    return total + (TORN_WORD + min(torn, SURE) / 3 if torn > TORN else 0)


def _flow(left: str, right: str, *, running: bool) -> float:
    """Return what two characters say; in running text a pair that was never seen says little."""
    if left < "一" or right < "一":
        return 0.0
    return max(LEAST if running else -MOST, min(MOST, flow(left, right)))


def _is_verse(left: Line, right: Line) -> bool:
    """Return whether two lines are short and of one length, as slogans are set: 围绕中心,⏎服务大局;"""
    return (
        not any_rule("opens", left.text)
        and max(len(left.text), len(right.text)) <= VERSE
        and abs(len(left.text) - len(right.text)) <= 2
    )


def _titled(left: Line, right: Line) -> bool:
    """Return whether two short lines are one title, as in 「关于加强⏎机关党建的意见」."""
    return left.start < 2 * RUNNING and any_rule("title", f"{left.text}\n{right.text}")


@cache
def _finder(gives: str) -> Callable[[str], re.Match[str] | None]:
    """Return what looks for the rules of the table that give the same."""
    rows = (rule.pattern.pattern for rule in lexicon.table("joins") if rule.gives == gives)
    whole = re.compile("|".join(f"(?:{row})" for row in rows))
    return whole.match if gives in AT_THE_START else whole.search


def any_rule(gives: str, text: str) -> bool:
    """Return whether a rule of the table `joins` that gives so matches folded text.

    >>> any_rule("opens", "一是加强领导")
    True
    """
    return _finder(gives)(text) is not None


def _stray_question(left: Line, right: Line) -> bool:
    """Return whether a question mark at the line end is a lost character's, as in 「配强各级部门?⏎领导班子」."""
    if (
        right.apart
        or left.text[-1] != "?"
        or not _STRAY.search(left.text[-2:])
        or any(not is_common(char) for char in left.text[-4:-1])
        or any_rule("asks", left.text[-4 * LEAD :])
    ):
        return False
    return bool(_HAN_START.match(right.text)) and not any_rule("opens", right.text) and is_running(right.text)
