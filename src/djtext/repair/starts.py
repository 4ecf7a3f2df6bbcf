"""What speaks for and against an essay's beginning at a line, each with its weight."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from djtext.hanzi import ordinal
from djtext.repair import passages
from djtext.repair.essay_lines import (
    HEAD,
    SHORT,
    Lines,
    Number,
    finished,
    glued,
    is_title,
    listed,
    matched,
    plain,
)

AHEAD = 12  # lines in which a new essay's first number is looked for
BEHIND = 3  # lines below a title in which author, date or salutation stand
SOON = 200  # characters of running text that an excerpt has, if nothing says so outright
KNOWN = 8  # characters from which a title that returns is no chance
ARTICLES = 2  # articles after which their end is worth noting
FIRST_ARTICLE = "第一条"
SETTLED = 5.5  # what a look at the passages may make of a start at most: less than an announcement
TOP = "、章条"  # styles of main headings
TITLE = 6  # characters that a title has at least

WEIGHTS = {
    # One line in some hundreds opens an essay: what speaks for it must outweigh this.
    "rare": -6.0,
    # The text says so.
    "announced": 11.0,
    "counted-on": 8.0,  # 工作总结(2) behind 工作总结(1)
    "issue": 8.0,
    "glued": 9.0,  # a title that runs into 第一章 or 近年来 stands nowhere else
    "signed-line": 9.0,  # a title with author or abstract behind it on one line
    "signed-below": 6.0,
    "heading-0": 7.0,  # the file calls it the title
    "heading-1": 2.0,  # or a main heading: sections are called that too
    "page": 0.5,
    # A title is seen.
    "title": 1.0,
    "title-words": 2.5,  # 关于…的思考; section headings without number seldom end so
    "title-whole": 1.5,  # 关于…的报告 begins and ends as a title
    "title-twice": 6.0,
    "title-returns": 4.0,  # less than twice in a row: pages repeat their headline
    "headline-returns": 7.0,  # before the first words, on their line
    "title-and-space": 7.0,
    "two-lines": 3.0,
    "byline": 4.0,
    "shelf": 3.0,
    "contents": 9.0,
    # An opening is seen.
    "opening": 2.5,  # 近年来 opens paragraphs inside essays too
    "declares": 3.5,  # 现汇报如下 is said once, at the start
    "preamble": 1.5,  # a paragraph before 一、
    "abstract": 5.0,
    "first-article": 5.0,
    "restarts": 4.0,
    "restarts-bare": 2.5,  # 一、 itself, nothing before it: an appendix may begin so
    "chapters-restart": 8.0,
    "first-number": 1.5,
    "mid-list": 3.0,  # 7、 behind no 6、
    "mid-item": 1.5,  # 2. behind no 1. (which ran on in its line)
    "articles-end": 5.0,
    "text-returns": 9.0,  # two paragraphs that stood above, not behind those that they followed there
    # The essay before has ended, or has not.
    "closed": 3.0,
    "gap": 1.0,
    "unfinished": -2.5,
    "unfinished-paragraph": -1.0,  # an excerpt may be cut inside a sentence
    "nested": -7.0,  # 应从以下五个方面来把握。 announces the 一、 that follows
    "goes-on": -9.0,  # 三、 behind 二、: a title printed on every page opens nothing
    "title-before-next": -5.0,  # the same below a title that was not seen before: an excerpt may happen to begin so
    "chapters-go-on": -14.0,  # 第二篇, then 第四章: parts of one plan
    "annex": -9.0,
    "below-short-line": -4.0,  # a first paragraph belongs to the title, author or salutation above
    "nested-title": -2.5,
    "under-heading": -8.0,  # behind a table of contents, or under the title of a section
    "soon": -3.0,  # excerpts are longer
    "in-table": -4.0,  # a short line among short lines
    "leads-nowhere": -3.0,
    # The text has changed.
    "other-script": 5.0,
    "other-width": 4.0,
    "other-words": 3.0,
    "fewer-words": 1.5,
    "same-words": -1.5,  # little: collections gather essays on one subject
}
"""How much each kind of evidence counts, with the reason. A start needs a sum above zero."""

FAR, AWAY, NEAR = 0.05, 0.075, 0.16
"""Shares of character pairs that two passages have in common: between essays on two subjects, in doubt, inside one.

Measured on 600 characters either side of a line: the middle half of joins .03 to .05, of lines inside essays .11 to .17.
"""

UNSURE = -WEIGHTS["same-words"]
"""A sum above this cannot be turned by a look at the passages on both sides."""


SURE = frozenset(
    ("announced", "counted-on", "title-words", "title-twice", "title-returns", "headline-returns", "glued")
    + ("signed-line", "signed-below", "issue", "text-returns")
)
"""What says outright that an essay begins."""

NAMED = frozenset(("title-words", "title-twice", "byline", "signed-below", "contents"))
"""What tells the title of an essay from the title of a section, which returns in a copy."""

CARRIES = frozenset(("announced", "glued", "signed-line", "issue", "headline-returns", "title-and-space", "text-returns"))
"""What a paragraph says that has its title in itself, or needs none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may open an essay: what speaks for it whatever stands before, and the numbers so far by style."""

    line: int
    because: tuple[str, ...]
    last: dict[str, Number]
    nested: bool


@dataclass(slots=True)
class Memory:
    """What was met on the way: titles, names of a series with their last number, first words of paragraphs."""

    titles: set[str] = field(default_factory=set)
    series: dict[str, int] = field(default_factory=dict)
    words: passages.Words = field(default_factory=passages.Words)
    wide: list[bool] = field(default_factory=list)


def total(because: Sequence[str]) -> float:
    """Return the sum of the weights of evidence.

    >>> total(["rare", "announced"])
    5.0
    """
    return sum(WEIGHTS[name] for name in because)


def candidates(lines: Lines, text: str, hints: dict[int, str]) -> Iterator[Candidate]:
    """Yield the lines that something speaks for, with what speaks for or against them."""
    memory = Memory()
    last: dict[str, Number] = {}
    count = 0
    for at, line in enumerate(lines.lines):
        while count < len(lines.numbers) and lines.numbers[count].line < at:
            last[lines.numbers[count].style] = lines.numbers[count]
            count += 1
        seen = list(_seen(lines, text, at, memory))
        if line.start in hints:
            seen.append(hints[line.start])
        opens = count < len(lines.numbers) and lines.numbers[count].line == at and _odd(lines.numbers[count], last)
        if (seen or opens) and line.body:
            yield Candidate(at, (*seen, *_around(lines, at, seen)), dict(last), _nested(lines, at))


def _odd(number: Number, last: dict[str, Number]) -> bool:
    """Return whether a number does not simply go on with its list."""
    before = last.get(number.style)
    return before is not None and number.value != before.value + 1 or before is None and number.value > 1


def _seen(lines: Lines, text: str, at: int, memory: Memory) -> Iterator[str]:
    """Yield what speaks for a line by its own words and by what stood before."""
    line = lines.lines[at]
    head = line.text[:HEAD]
    if matched("announce", head):
        yield "announced"
    elif len(line.text) <= SHORT and not line.running:
        yield from _short(lines, at, memory)
    if len(line.text) > KNOWN:
        yield from _head(head, memory)
    if line.running and len(line.text) > passages.KEY:
        yield from _paragraph(lines, text, at, memory)


def _short(lines: Lines, at: int, memory: Memory) -> Iterator[str]:
    """Yield what a short line looks like."""
    text = lines.lines[at].text
    if matched("contents", text):
        if at and plain(text).startswith(("目录", "目次")):
            yield "contents"
        memory.titles.add(listed(text))
        return
    counted = matched("counted", text)
    if counted:
        yield from _counted(counted[1], counted[2], memory)
    title = listed(text) if text[0].isdigit() else plain(text)
    found = [*_titled(lines, at, memory)] if is_title(text) else []
    if len(title) >= KNOWN and (NAMED & {*found} or lines.lines[at].body < SOON):
        memory.titles.add(title)
    yield from found


def _counted(name: str, number: str, memory: Memory) -> Iterator[str]:
    value = ordinal(number)
    if memory.series.get(name) == value - 1:
        yield "counted-on"
    memory.series[name] = value


def _titled(lines: Lines, at: int, memory: Memory) -> Iterator[str]:
    """Yield what speaks for a line that has the form of a title."""
    text, following = lines.lines[at].text, lines.text(at + 1)
    if len(text) < TITLE or matched("unit", text) or matched("byline", text):
        return
    yield "title"
    if plain(text) == plain(following):
        yield "title-twice"
    elif len(plain(text)) >= KNOWN and plain(text) in memory.titles:
        yield "title-returns"
    elif _second(lines, at):
        yield "two-lines"
        text = following if not matched("title", text) else text
    yield from _words_of(text) if len(text) >= KNOWN else []
    yield from _below(lines, at)


def _second(lines: Lines, at: int) -> bool:
    """Return whether the line below a title may be its second line."""
    following = lines.text(at + 1)
    none = any(matched(gives, following) for gives in ("unit", "byline", "closing", "announce"))
    return is_title(following) and not none and lines.lines[at + 1].body < lines.body


def _words_of(text: str) -> Iterator[str]:
    begins, ends = matched("about", text), matched("title", text)
    if begins or ends:
        yield "title-words"
    if begins and ends:
        yield "title-whole"


def _below(lines: Lines, at: int) -> Iterator[str]:
    """Yield what the lines below a title say: author, source, date, salutation, an opening, the furniture of a site."""
    found = set()
    for line in lines.lines[at + 1 : at + 1 + BEHIND]:
        head = line.text[:HEAD]
        if (match := matched("imprint", head)) and not match.start():
            found.add("signed-below")
        if matched("contents", head):
            found.add("contents")
        if len(line.text) <= SHORT and matched("byline", line.text):
            found.add("byline")
        if len(line.text) <= SHORT and matched("shelf", line.text):
            found.add("shelf")
        if matched("lead", head):
            found.add("opening")
        if line.running:
            if matched("declares", line.text[:400]):
                found.add("declares")
            break
    yield from sorted(found)


def _head(head: str, memory: Memory) -> Iterator[str]:
    """Yield what the head of a line says that holds more than a title."""
    if matched("issue", head):
        yield "issue"
    if glued(head):
        yield "glued"
    signed = matched("imprint", head)
    if signed and not signed.start():
        yield "abstract"
    elif signed and is_title(head[: signed.start()].strip()):
        yield "signed-line"
    first, space, _ = head.partition(" ")
    if space and len(first) >= KNOWN and first in memory.titles:
        yield "headline-returns"
    elif space and len(first) >= KNOWN and is_title(first) and matched("title", first):
        yield "title-and-space"


def _paragraph(lines: Lines, text: str, at: int, memory: Memory) -> Iterator[str]:
    """Yield what a paragraph says by its first words, by its return, by its punctuation."""
    line = lines.lines[at]
    if matched("lead", line.text[:HEAD]) and not lines.heading(at - 1):
        yield "opening"
        if matched("declares", line.text[:400]):
            yield "declares"
    if line.text.startswith(FIRST_ARTICLE) and not lines.heading(at - 1):
        yield "first-article"
    if _preamble(lines, at):
        yield "preamble"
    if passages.returns(lines, at, memory.words):
        yield "text-returns"
    wide = text.find("，", line.start, line.start + len(line.text)) >= 0
    if wide or "," in line.text:
        if len(memory.wide) >= BEHIND and {*memory.wide[-BEHIND:]} == {not wide} and _stays(lines, text, at, wide):
            yield "other-width"
        memory.wide.append(wide)


def _preamble(lines: Lines, at: int) -> bool:
    """Return whether the next line is the first heading, and the one before is no heading."""
    return lines.text(at + 1).startswith(("一、", "第一章")) and not lines.heading(at - 1)


def _stays(lines: Lines, text: str, at: int, wide: bool) -> bool:
    """Return whether the paragraphs from a line on keep to one width of the comma."""
    other = ",".join(("", "")) if wide else "，"
    following = lines.lines[at : at + 2 * BEHIND]
    return not any(text.find(other, line.start, line.start + len(line.text)) >= 0 for line in following)


def _around(lines: Lines, at: int, seen: Sequence[str]) -> Iterator[str]:
    """Yield what the lines before and behind say."""
    before, line = lines.text(at - 1), lines.lines[at]
    if matched("closing", before) or matched("closing", before[-30:]):
        yield "closed"
    elif matched("shelf", before) and "shelf" not in seen:
        yield "shelf"
    elif line.running and not lines.lines[at - 1].running and not CARRIES & {*seen}:
        yield "below-short-line"
    elif not finished(before) and not ("announced" in seen or "contents" in seen):
        yield "unfinished-paragraph" if len(before) > SHORT or lines.lines[at - 1].running else "unfinished"
    if lines.heading(at - 1):
        yield "under-heading"
    if line.gap and lines.empty * 8 < len(lines.lines):
        yield "gap"
    if any(matched("annex", lines.text(i)) for i in (at - 2, at - 1, at, at + 1, at + 2)[: 5 if "title" in seen else 3]):
        yield "annex"
    if "title" in seen and not {"byline", "signed-below", "title-twice"} & {*seen}:
        near = [lines.lines[i].running for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(lines.lines)]
        if not any(near):
            yield "in-table"
    if "title" in seen and "contents" not in seen and not any(x.running for x in lines.lines[at + 1 : at + 2 + BEHIND]):
        yield "leads-nowhere"


def _nested(lines: Lines, at: int) -> bool:
    return bool(matched("nested", lines.text(at - 1)[-HEAD:]))


def related(lines: Lines, candidate: Candidate, since: int) -> list[str]:
    """Return what speaks for or against a candidate, given the line where the essay before it began."""
    found = [*_by_numbers(lines, candidate, since)]
    body = lines.lines[candidate.line].body - lines.lines[since].body
    if body < SOON and not SURE & {*candidate.because} and "chapters-restart" not in found:
        found.append("soon")
    return found


def _by_numbers(lines: Lines, candidate: Candidate, since: int) -> Iterator[str]:
    """Yield what the numbers before and behind a candidate say."""
    following = _next(lines, candidate.line)
    strong = "title" in candidate.because
    last = {style: n for style, n in candidate.last.items() if n.line >= since}
    if _articles_end(lines, candidate, last):
        yield "articles-end"
    if following is None:
        return
    before = last.get(following.style)
    own = following.line == candidate.line
    if before is not None and following.value == before.value + 1:
        new = "title-words" in candidate.because and "title-returns" not in candidate.because
        yield "chapters-go-on" if following.style == "章" else "title-before-next" if new else "goes-on"
    elif following.value == 1:
        yield from _first(lines, candidate, following, since, before)
    elif own or strong:
        yield "mid-list" if strong or following.style in TOP else "mid-item"


def _first(
    lines: Lines, candidate: Candidate, following: Number, since: int, before: Number | None
) -> Iterator[str]:
    """Yield what a numbering that begins at 1 says."""
    if candidate.nested:
        yield "nested-title" if "title-words" in candidate.because else "nested"
    elif following.style == "章" and before is not None:
        yield "chapters-restart"
    elif before is not None and before.value > 1 and before.style == _top(lines, since):
        yield "restarts" if candidate.because or following.line > candidate.line else "restarts-bare"
    elif following.style in TOP and following.line > candidate.line and before is None:
        yield "first-number"


def _top(lines: Lines, since: int) -> str:
    """Return the style of the first number of the essay that began at a line."""
    at = bisect_left(lines.numbered, since)
    return lines.numbers[at].style if at < len(lines.numbers) else ""


def _next(lines: Lines, at: int) -> Number | None:
    """Return the first number that a line from `at` on opens with."""
    found = bisect_left(lines.numbered, at)
    if found < len(lines.numbers) and lines.numbers[found].line < at + AHEAD:
        return lines.numbers[found]
    return None


def _articles_end(lines: Lines, candidate: Candidate, last: dict[str, Number]) -> bool:
    """Return whether the articles of a regulation stop for good before a paragraph that opens something."""
    article = last.get("条")
    if article is None or article.value < ARTICLES or "opening" not in candidate.because:
        return False
    at = bisect_left(lines.numbered, candidate.line)
    near = lines.numbers[at : at + AHEAD]
    return not any(n.style in "条章" and n.line < candidate.line + AHEAD for n in near)


def weighed(lines: Lines, text: str, candidate: Candidate, since: int) -> tuple[float, tuple[str, ...]]:
    """Return what an essay's start at a candidate is worth, and why; the essay before began at the line `since`.

    The passages on both sides are looked at only where that may settle it; it makes no start as sure as what says so.
    """
    because = ["rare", *candidate.because, *related(lines, candidate, since)]
    worth = total(because)
    if -WEIGHTS["other-script"] - WEIGHTS["other-words"] < worth <= UNSURE:
        because += changes(lines, text, candidate.line, since, worth)
        worth = min(total(because), SETTLED)
    return worth, tuple(because)


def changes(lines: Lines, text: str, at: int, since: int, worth: float) -> Iterator[str]:
    """Yield what has changed between the passages before and behind a line."""
    start, first = lines.lines[at].start, lines.lines[since].start
    if start - first >= passages.LEAST and passages.other_script(text, lines.folded, start):
        worth += WEIGHTS["other-script"]
        yield "other-script"
    if -WEIGHTS["other-words"] < worth <= UNSURE:
        place = start, max(start - passages.REACH, first)
        if place not in lines.shares:
            lines.shares[place] = passages.likeness(lines.folded, *place)
        share = lines.shares[place]
        yield from _words(share) if share is not None else []


def _words(share: float) -> Iterator[str]:
    if share < AWAY:
        yield "other-words" if share < FAR else "fewer-words"
    elif share > NEAR:
        yield "same-words"
