"""What an essay is called: its headline as printed, on one line or two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from djtext.repair.essay_lines import HEAD, Line, glued, is_own_title, is_title, matched, plain
from djtext.repair.furniture import is_furniture

LOOK = 60  # lines in which a headline is looked for behind a table of contents
BODY = 80  # a longer line is a paragraph

_RUNNING = re.compile(r"[。;!?]")
_TITLE_END = re.compile(r"^[^。;!?]{2,60}$")


def headline(text: str, lines: Sequence[Line]) -> str | None:
    """Return the headline of an essay as printed, without what announces it; two lines with a space between."""
    for at, line in enumerate(lines[:LOOK]):
        if _passed(line.text, lines[at + 1 : at + 2]):
            continue
        span = _headline(line.text)
        if span:
            title = text[line.start + span[0] : line.start + span[1]].strip()
            more = _second(line.text[span[0] : span[1]], lines[at + 1 : at + 3])
            return f"{title} {text[more.start : more.start + len(more.text)]}" if more else title
        if len(line.text) > BODY or _RUNNING.search(line.text[:HEAD]):
            return None
    return None


def _passed(text: str, following: Sequence[Line]) -> bool:
    """Return whether a line stands before the headline or below it: furniture, a date, the name of a collection, or
    that name and a number where the essay's own title follows.
    """
    if is_furniture(text) and not matched("imprint", text[:HEAD]):
        return True
    if matched("collection", text) or (matched("byline", text) and not matched("title", text)):
        return True
    return bool(matched("counted", text) and following and is_own_title(following[0].text))


def _headline(text: str) -> tuple[int, int] | None:
    """Return where the headline stands on a line, None if the line has none."""
    announced = matched("announce", text[:HEAD])
    start = announced.end() if announced and announced.end() < len(text) else 0
    head = text[start:HEAD]
    joint, signed = glued(head), matched("imprint", head)
    if joint:
        return start, start + joint
    if signed and is_title(head[: signed.start()].strip()):
        return start, start + signed.start()
    if announced and not start:
        return None
    if (first := _first_word(head, start)) and matched("unit", head[first[1] - start :].strip()):
        return first
    if (start or is_title(head)) and _TITLE_END.match(head) and len(text) <= HEAD and not signed:
        return start, len(text)
    return _first_word(head, start)


def _first_word(head: str, start: int) -> tuple[int, int] | None:
    """Return the title before a space on a line of text."""
    first = head.partition(" ")[0]
    if len(first) < len(head) and is_title(first) and matched("title", first):
        return start, start + len(first)
    return None


def _second(title: str, following: Sequence[Line]) -> Line | None:
    """Return the second line of a title: it ends as titles end, and the first one does not."""
    if not following or matched("title", title) or plain(title) in plain(following[0].text):
        return None
    line = following[0]
    ends = matched("title", line.text) or matched("second", line.text)
    return line if ends and is_own_title(line.text) else None
