"""Markdown: the text as it stands, every mark included, with its headings as hints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from djtext.reading.charset import Decoded, decoded
from djtext.types import Hint, Span

MOST = 100_000
"""Headings of one file; a hundred megabytes of `# ` would be gigabytes of hints."""

_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def read(data: bytes, name: str) -> Decoded:
    r"""Return the text of a file of Markdown, its headings hinted with their depth.

    Raises:
        SourceError: as `decoded`.

    >>> read("# 自查报告\n## 一、存在问题".encode(), "甲.md").hints[1]
    Hint(span=Span(start=7, end=16), kind='heading', level=2)
    """
    found = decoded(data, name)
    return replace(found, hints=tuple(islice(_headings(found.text), MOST)))


def _headings(text: str) -> Iterator[Hint]:
    """Yield the headings; what stands between fences is quoted as it is."""
    fence = ""
    for line in _LINE.finditer(text):
        edge, heading = _FENCE.match(line[0]), _HEADING.match(line[0])
        if edge and fence in ("", edge[1]):
            fence = "" if fence else edge[1]
        elif heading and not fence:
            yield Hint(Span(*line.span()), "heading", len(heading[1]))
