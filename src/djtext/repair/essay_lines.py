"""The lines of a source as splitting sees them: their text, their numbers, what they look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from djtext import lexicon
from djtext.hanzi import ordinal
from djtext.rules import Rule

HEAD = 90
"""Characters of a line in which a glued title, author or abstract is looked for."""

SHORT = 60
"""Characters of the longest line that may be a title or a heading."""

HEADING = 40
"""Characters of the longest numbered heading; an item of a list that was cut off is longer."""

FIRSTS = (("、", 1), ("章", 1))
"""What the first of the main headings begins with: 一、 or 第一章."""

GLUED = 6
"""Characters that a title has which runs into the first words."""

CLAUSE = 10
"""Characters of a clause that holds such a title and the first words."""

ANCHORED = frozenset(
    (
        *("announce", "issue", "lead", "section", "later", "about", "shelf", "annex", "counted", "collection"),
        *("article", "member", "addressed", "subtitle", "unit", "byline"),
    )
)
"""What only the start of a line gives: it is looked for nowhere else."""

OTHERS = ("unit", "byline", "closing", "announce", "shelf", "subtitle")
"""What a short line gives that is no title."""

_CLAUSE = re.compile("[^,。;:]{0,70}")
_FINISHED = re.compile(r"[。!?;…][”’)》】]*$|[)）”】]$")
_TITLE_LIKE = re.compile(r"^[^。;!?:]{5,45}(?<![:,、])$")
_TWO_PARTS = re.compile(r"^[^。;!?:,]{4,16}:[^。;!?:]{6,40}$")
_NUMBER = re.compile(
    r"^(?:(?P<chapter>第)?(?P<cjk>[〇零一二三四五六七八九十百]{1,4})(?P<kind>[、.章条节部])|"
    r"[(](?P<inner>[一二三四五六七八九十]{1,3})[)]|(?P<digits>[0-9]{1,3})[、.](?![0-9]))"
)
_NUMERALS = frozenset("第〇零一二三四五六七八九十百(0123456789")
_value = lru_cache(maxsize=1024)(ordinal)
_SPACE = re.compile(r"\s+")
_DOTTED = re.compile(r"^(?:[0-9]{1,3}[、.]|[一二三四五六七八九十]{1,3}、)?\s?(.*?)[….\s]{0,40}[0-9]{0,4}$")


class Line(NamedTuple):
    """A line that holds text: where it starts, its folded text without outer space, what is before it.

    `body` counts the characters of running text before the line; `gap` says that an empty line stands before it.
    """

    start: int
    text: str
    body: int
    running: bool
    gap: bool


class Number(NamedTuple):
    """The number that a line opens with."""

    line: int
    style: str
    value: int


@dataclass(slots=True)
class Lines:
    """The lines of a text with what was read off them in passing.

    `numbered` are the lines of `numbers`, `headings` those that are nothing but a heading,
    `firsts` those with the first of the main headings; `shares` keeps how alike the passages around a place were found.
    """

    folded: str
    lines: list[Line] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    firsts: set[int] = field(default_factory=set)
    shares: dict[tuple[int, int], float | None] = field(default_factory=dict)
    empty: int = 0
    body: int = 0

    def text(self, at: int) -> str:
        """Return the text of a line, empty outside."""
        return self.lines[at].text if 0 <= at < len(self.lines) else ""

    def heading(self, at: int) -> bool:
        """Return whether a line is a numbered heading by itself."""
        return at in self.headings


def read(folded: str) -> Lines:
    """Return the lines of a folded text that hold text."""
    result = Lines(folded)
    start, gap = 0, False
    for raw in folded.split("\n"):
        text = raw.strip()
        if text:
            _add(result, Line(start + raw.index(text[0]), text, result.body, _running(text), gap))
        elif start:
            result.empty += 1
        gap = not text
        start += len(raw) + 1
    return result


def _running(text: str) -> bool:
    return "。" in text or ";" in text or "!" in text or "?" in text


def _add(lines: Lines, line: Line) -> None:
    if line.running:
        lines.body += len(line.text)
    if line.text[0] in _NUMERALS and (number := numbered(line.text)):
        lines.numbers.append(Number(len(lines.lines), *number))
        lines.numbered.append(len(lines.lines))
        if number in FIRSTS:
            lines.firsts.add(len(lines.lines))
        if not line.running and len(line.text) <= HEADING:
            lines.headings.add(len(lines.lines))
    lines.lines.append(line)


@cache
def rows(gives: str) -> tuple[Rule, ...]:
    """Return the rows of the table `splitting` that give this."""
    return tuple(rule for rule in lexicon.table("splitting") if rule.gives == gives)


def _search(gives: str) -> Callable[[str], re.Match[str] | None]:
    """Return what looks for all rows that give this in one go: at the line's start only, if they all stand there."""
    pattern = "|".join(rule.pattern.pattern for rule in rows(gives))
    anchored = all(rule.pattern.pattern.startswith("^") and "|^" in f"|{rule.pattern.pattern}" for rule in rows(gives))
    return re.compile(pattern).match if anchored and gives in ANCHORED else re.compile(pattern).search


class _Finders(dict[str, Callable[[str], "re.Match[str] | None"]]):
    """What looks for all rows that give something, made when it is first asked for."""

    def __missing__(self, gives: str) -> Callable[[str], re.Match[str] | None]:
        search, words = _search(gives), rows(f"any-{gives}")
        look = words[0].pattern.search if words else None
        self[gives] = (lambda text: search(text) if look(text) else None) if look else search
        return self[gives]


_FINDERS = _Finders()


def matched(gives: str, text: str) -> re.Match[str] | None:
    """Return the first match of a row that gives this; where words are known that it must hold, they are sought first."""
    return _FINDERS[gives](text)


def glued(head: str) -> int:
    """Return where the title ends that runs into the first words of a line, 0 if none does.

    >>> glued("社区矫正工作的问题及对策近年来,"), glued("按照工作方案为进一步落实,")
    (12, 0)
    """
    clause = _CLAUSE.match(head)
    if clause is None or clause.end() < CLAUSE:
        return 0
    if not matched("title-word", clause[0]):
        return 0
    joint = matched("glued", clause[0]) or matched("glued-year", clause[0])
    if joint is None or joint.end() < GLUED or matched("cites", head[: joint.start()]):
        return 0
    return joint.end()


def plain(text: str) -> str:
    """Return a title without spaces, to compare it."""
    return _SPACE.sub("", text)


def listed(text: str) -> str:
    """Return the title that a line of a table of contents names.

    >>> listed("3、某县信访工作考核办法……12")
    '某县信访工作考核办法'
    """
    match = _DOTTED.match(text[:SHORT])
    return plain(match[1]) if match else ""


def finished(text: str) -> bool:
    """Return whether a line ends as a sentence or a note in brackets ends.

    >>> finished("限期整改。"), finished("没有写完的半句")
    (True, False)
    """
    return bool(_FINISHED.search(text[-8:]))


def is_title(text: str) -> bool:
    """Return whether a folded line may be an essay's title: short, without a sentence end, not numbered, no section.

    >>> is_title("某县信访工作考核办法"), is_title("一、存在的问题"), is_title("对策建议")
    (True, False, False)
    """
    if len(text) > SHORT or text.count(",") > 1:
        return False
    if not _TITLE_LIKE.match(text) and not (_TWO_PARTS.match(text) and matched("title", text)):
        return False
    return not (matched("later", text) or matched("section", text) or matched("contents", text))


def is_own_title(text: str) -> bool:
    """Return whether a folded line may be a title and is no office, date, signature, announcement or furniture.

    >>> is_own_title("某县信访工作考核办法"), is_own_title("某县信访局办公室")
    (True, False)
    """
    return is_title(text) and not any(matched(gives, text) for gives in OTHERS)


def numbered(text: str) -> tuple[str, int] | None:
    """Return the style and the value of the number that a heading opens with; None for other lines.

    >>> numbered("三、主要做法"), numbered("第二章 考核"), numbered("加强领导")
    (('、', 3), ('章', 2), None)
    """
    match = _NUMBER.match(text)
    if not match:
        return None
    if match["digits"]:
        return "digits", int(match["digits"])
    if match["inner"]:
        return "()", _value(match["inner"])
    return match["kind"], _value(match["cjk"])
