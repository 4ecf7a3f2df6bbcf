"""Where one essay of a source ends and the next begins, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from djtext import lexicon
from djtext.hanzi import ordinal
from djtext.repair.furniture import is_furniture
from djtext.rules import Rule

BODY = 80  # characters of running text that make an essay; a table of contents or a preface has fewer
AHEAD = 12  # lines in which a new essay's first number is looked for
HEAD = 90  # characters of a line in which a glued title, author or abstract is looked for
KNOWN = 8  # characters from which a title that returns is no chance

_RUNNING = re.compile(r"[。;!?]")
_FINISHED = re.compile(r"[。!?;…][”’)》】]*$|[)）”】]$")
_TITLE_LIKE = re.compile(r"^[^。;!?:]{5,45}(?<![:,、])$")
_NUMBER = re.compile(
    r"^(?:(?P<chapter>第)?(?P<cjk>[〇零一二三四五六七八九十百]{1,4})(?P<kind>[、.章条节部])|(?P<digits>[0-9]{1,3})[、.](?![0-9]))"
)
_TITLE_END = re.compile(r"^[^。;!?]{2,60}$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One essay: where it starts in the text and its title as printed, None if it has none."""

    start: int
    title: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text: where it starts, its folded text without outer space."""

    start: int
    text: str


@dataclass(slots=True)
class Reading:
    """What has been read of the essay at hand: running text, the last number of each style."""

    body: int = 0
    numbers: dict[str, int] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        """Read one more line."""
        if _RUNNING.search(line.text):
            self.body += len(line.text)
        number = numbered(line.text)
        if number:
            self.numbers[number[0]] = number[1]


def pieces(text: str, folded: str) -> tuple[Piece, ...]:
    r"""Return the essays of a repaired text, in order; the first starts at 0.

    An essay is announced (第二篇：…), opens with a title that returns, with an author, abstract or journal line, with a
    title glued to its first words, or with a title before a numbering that starts anew. An excerpt without any title
    that follows another without any sign is not told apart from it.

    >>> body = "一是认真学习,二是抓好落实,三是加强督查。" * 5
    >>> text = f"第一篇:关于作风\n{body}\n第二篇:关于学习\n{body}"
    >>> [piece.title for piece in pieces(text, text)]
    ['关于作风', '关于学习']
    """
    lines = tuple(_lines(folded))
    if not lines:
        return (Piece(0, None),)
    starts = tuple(_starts(lines))
    ends = [*starts[1:], len(lines)]
    return tuple(
        Piece(lines[first].start if first else 0, _title(text, lines[first:end]))
        for first, end in zip(starts, ends, strict=True)
    )


def _lines(folded: str) -> Iterator[Line]:
    start = 0
    for raw in folded.split("\n"):
        if raw.strip():
            yield Line(start, raw.strip())
        start += len(raw) + 1


def _starts(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the indexes of the lines that open an essay."""
    known: set[str] = set()
    reading = Reading()
    for at, line in enumerate(lines):
        if at == 0 or (reading.body >= BODY and _opens(lines, at, reading, known)):
            yield at
            reading = Reading()
        if reading.body < BODY and is_title(line.text):
            known.add(_plain(line.text))
        reading.take(line)


@cache
def _rows(gives: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in lexicon.table("splitting") if rule.gives == gives)


def _match(gives: str, text: str) -> re.Match[str] | None:
    return next((m for rule in _rows(gives) if (m := rule.pattern.search(text))), None)


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def is_title(text: str) -> bool:
    """Return whether a folded line may be an essay's title: short, without a sentence end, not numbered, no section.

    >>> is_title("某县信访工作考核办法"), is_title("一、存在的问题"), is_title("对策建议")
    (True, False, False)
    """
    if not _TITLE_LIKE.match(text) or text.count(",") > 1:
        return False
    return not (_match("later", text) or _match("section", text) or _match("contents", text))


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
    return match["kind"], ordinal(match["cjk"])


def _opens(lines: Sequence[Line], at: int, reading: Reading, known: set[str]) -> bool:
    """Return whether a line opens an essay, given that the one before it has a body."""
    text = lines[at].text[:HEAD]
    if _match("announce", text):
        return True
    if not _FINISHED.search(lines[at - 1].text):
        return False
    if _match("issue", text) or _match("glued", text) or _chapters_restart(text, reading):
        return True
    if _goes_on(lines, at, reading):
        return False
    return _returns(lines, at, known) or _signed(lines, at) or _restarts(lines, at, reading)


def _chapters_restart(text: str, reading: Reading) -> bool:
    number = numbered(text)
    return bool(number) and number == ("章", 1) and reading.numbers.get("章", 0) >= 1


def _next_number(lines: Sequence[Line], at: int) -> tuple[str, int] | None:
    """Return the first number that a line from `at` on opens with."""
    return next((n for line in lines[at : at + AHEAD] if (n := numbered(line.text))), None)


def _goes_on(lines: Sequence[Line], at: int, reading: Reading) -> bool:
    """Return whether the numbering goes on behind the line: a title printed on every page opens nothing."""
    number = _next_number(lines, at)
    return number is not None and number[1] > 1 and reading.numbers.get(number[0]) == number[1] - 1


def _returns(lines: Sequence[Line], at: int, known: set[str]) -> bool:
    """Return whether a title stands twice in a row, or one that is known returns, alone or before the first words."""
    text = lines[at].text
    if is_title(text):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        return _plain(text) in known or _plain(text) == _plain(following)
    head, _, rest = text.partition(" ")
    return bool(rest) and len(head) >= KNOWN and head in known


def _signed(lines: Sequence[Line], at: int) -> bool:
    """Return whether an author, source, abstract or date stands behind a title on the line, or on the next."""
    text = lines[at].text[:HEAD]
    match = _match("imprint", text)
    if match:
        return is_title(text[: match.start()].strip())
    if not is_title(text):
        return False
    return any((m := _match("imprint", line.text[:HEAD])) and not m.start() for line in lines[at + 1 : at + 3])


def _restarts(lines: Sequence[Line], at: int, reading: Reading) -> bool:
    """Return whether a title stands before a numbering that begins anew."""
    number = _next_number(lines, at)
    if not is_title(lines[at].text) or not number or number[1] != 1 or number[0] not in reading.numbers:
        return False
    if _match("nested", lines[at - 1].text[-HEAD:]):
        return False
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    strong = len(lines[at].text) >= KNOWN and bool(_match("title", lines[at].text))
    return strong or (is_title(following) and bool(_RUNNING.search("".join(x.text for x in lines[at + 2 : at + 4]))))


def _title(text: str, lines: Sequence[Line]) -> str | None:
    """Return the headline of an essay as printed, without what announces it."""
    for at, line in enumerate(lines[:60]):
        if is_furniture(line.text) and not _match("imprint", line.text[:HEAD]):
            continue
        span = _headline(line.text)
        if span:
            head = text[line.start :].lstrip()[: len(line.text)] if at else text[line.start :][:400].lstrip()
            return head[span[0] : span[1]].strip()
        if len(line.text) > BODY or _RUNNING.search(line.text[:HEAD]):
            return None
    return None


def _headline(text: str) -> tuple[int, int] | None:
    """Return where the headline stands on a line, None if the line has none."""
    announced = _match("announce", text[:HEAD])
    start = announced.end() if announced and announced.end() < len(text) else 0
    head = text[start:HEAD]
    glued, signed = _match("glued", head), _match("imprint", head)
    if glued:
        return start, start + glued.end() - (3 if head[: glued.end()].endswith(("第一章", "第一条")) else 0)
    if signed and is_title(head[: signed.start()].strip()):
        return start, start + signed.start()
    if (start or is_title(head)) and _TITLE_END.match(head) and len(text) <= HEAD and not signed:
        return start, len(text)
    first = head.partition(" ")[0]
    return (
        (start, start + len(first)) if len(first) < len(head) and is_title(first) and _match("title", first) else None
    )
