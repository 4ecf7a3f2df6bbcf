"""The lines at which an essay may begin, and what speaks for and against each whatever essay stands before."""

from __future__ import annotations

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
    is_own_title,
    is_title,
    listed,
    matched,
    plain,
)

BEHIND = 3  # lines below a title in which author, date or salutation stand
SOON = 200  # characters of running text that an excerpt has, if nothing says so outright
KNOWN = 8  # characters from which a title that returns is no chance
TAIL = 30  # last characters of a paragraph in which a date or a last word stands
TITLE = 6  # characters that a title has at least

COUNTS = frozenset("第其二三四五六七八九0123456789《")
"""What the number of an article, of a member of a list, of a journal begins with; a quick look before a search."""

LEADS_ON = frozenset("….0123456789")
"""What a heading ends with in a table of contents; any other heading is no title, whatever it says."""

NAMED = frozenset(("title-words", "title-twice", "byline", "signed-below", "contents"))
"""What tells the title of an essay from the title of a section, which returns in a copy."""

CARRIES = frozenset(
    ("announced", "glued", "signed-line", "issue", "headline-returns", "title-and-space", "text-returns")
)
"""What a paragraph says that has its title in itself, or needs none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may open an essay: what speaks for it whatever stands before, and the numbers so far by style."""

    line: int
    because: tuple[str, ...]
    last: dict[str, Number]


@dataclass(slots=True)
class Memory:
    """What was met on the way: titles, names of a series with their last number, first words of paragraphs."""

    titles: set[str] = field(default_factory=set)
    series: dict[str, int] = field(default_factory=dict)
    words: passages.Words = field(default_factory=passages.Words)
    attached: set[str] = field(default_factory=set)
    wide: bool = False
    same: int = 0


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
        if at in hints:
            seen.append(hints[at])
        opens = count < len(lines.numbers) and lines.numbers[count].line == at and _odd(lines.numbers[count], last)
        if (seen or opens or (line.text[0] in COUNTS and matched("member", line.text))) and line.body:
            yield Candidate(at, (*seen, *_around(lines, at, seen)), dict(last))


def _odd(number: Number, last: dict[str, Number]) -> bool:
    """Return whether a number does not simply go on with its list."""
    before = last.get(number.style)
    return number.value > 1 if before is None else number.value != before.value + 1


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
    if line.text[-1] == ":" and matched("addressed", head) and not _below_what(lines, at):
        yield "addressed"
    if line.running and len(line.text) > passages.KEY:
        yield from _paragraph(lines, text, at, memory)


def _short(lines: Lines, at: int, memory: Memory) -> Iterator[str]:
    """Yield what a short line looks like."""
    text = lines.lines[at].text
    if at in lines.headings and lines.lines[at].body >= SOON and text[-1] not in LEADS_ON:
        return
    if matched("contents", text):
        if at and matched("index", text):
            yield "contents"
        memory.titles.add(listed(text))
        return
    counted = matched("counted", text)
    if counted:
        yield from _counted(counted[1], counted[2], memory)
    title = listed(text) if text[0].isdigit() else plain(text)
    found = [*_titled(lines, at, memory)]
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
    if len(text) < TITLE or not is_own_title(text):
        return
    yield "title"
    if notice := matched("attaches", text + following[:HEAD]):
        memory.attached.add(plain(notice[1]))
    elif plain(text) in memory.attached:
        yield "attached"
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
    return is_own_title(lines.text(at + 1)) and lines.lines[at + 1].body < lines.body


def _words_of(text: str) -> Iterator[str]:
    begins, ends = matched("about", text), matched("title", text)
    if begins or ends:
        yield "title-words"
    if begins and ends and not matched("plainly", text):
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
        if len(line.text) <= SHORT and matched("subtitle", line.text):
            found.add("subtitle")
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
    if head[0] in COUNTS and matched("issue", head):
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
    if line.text[0] in COUNTS and matched("article", line.text) and not lines.heading(at - 1):
        yield "first-article"
    if at + 1 in lines.firsts and at - 1 not in lines.headings:
        yield "preamble"
    if passages.returns(lines, at, memory.words):
        yield "text-returns"
    wide = text.find("，", line.start, line.start + len(line.text)) >= 0
    if wide or "," in line.text:
        if wide != memory.wide:
            if memory.same >= BEHIND and _stays(lines, text, at, wide):
                yield "other-width"
            memory.wide, memory.same = wide, 0
        memory.same += 1


def _stays(lines: Lines, text: str, at: int, wide: bool) -> bool:
    """Return whether the paragraphs from a line on keep to one width of the comma."""
    other = "," if wide else "，"
    following = lines.lines[at : at + 2 * BEHIND]
    return not any(text.find(other, line.start, line.start + len(line.text)) >= 0 for line in following)


def _around(lines: Lines, at: int, seen: Sequence[str]) -> Iterator[str]:
    """Yield what the lines before and behind say."""
    before, line = lines.text(at - 1), lines.lines[at]
    if matched("closing", before[-HEAD:]) or (len(before) > TAIL and matched("closing", before[-TAIL:])):
        yield "closed"
    elif matched("shelf", before) and "shelf" not in seen:
        yield "shelf"
    elif at and line.running and not CARRIES & {*seen} and (below := _below_what(lines, at)):
        yield below
    elif not finished(before) and not ("announced" in seen or "contents" in seen):
        yield "unfinished-paragraph" if len(before) > SHORT or lines.lines[at - 1].running else "unfinished"
    if lines.heading(at - 1):
        yield "under-heading"
    if line.gap and lines.empty * 8 < len(lines.lines):
        yield "gap"
    if any(
        matched("annex", lines.text(i)) for i in (at - 2, at - 1, at, at + 1, at + 2)[: 5 if "title" in seen else 3]
    ):
        yield "annex"
    if "title" in seen and not {"byline", "subtitle", "signed-below", "title-twice"} & {*seen}:
        near = [lines.lines[i].running for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(lines.lines)]
        if not any(near):
            yield "in-table"
    if (
        "title" in seen
        and not {"contents", "byline", "subtitle"} & {*seen}
        and not any(x.running for x in lines.lines[at + 1 : at + 2 + BEHIND])
    ):
        yield "leads-nowhere"


def _below_what(lines: Lines, at: int) -> str:
    """Return whether a paragraph stands below a title, an author or a salutation, or below another short line."""
    above = lines.lines[at - 1]
    if matched("byline", above.text[:HEAD]) or matched("subtitle", above.text[:HEAD]):
        return "below-title"
    if above.running or "," in above.text:
        return ""
    titled = is_own_title(above.text) and (matched("title", above.text) or matched("about", above.text))
    return "below-title" if titled else "below-short-line"
