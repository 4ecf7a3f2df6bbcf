"""Characters that nobody sees: they tear words apart for every machine that reads the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from djtext.hanzi import HAN
from djtext.types import Edit, Span

# Joiners (U+200C, U+200D) mean something in other scripts and in emoji; beside a Han character they mean nothing.
_INVISIBLE = re.compile(rf"[\u200b\u2060\ufeff\u00ad]+|(?<=[{HAN}])[\u200c\u200d]+|[\u200c\u200d]+(?=[{HAN}])")


def invisible(text: str) -> Iterator[Edit]:
    r"""Yield the edits that take out zero-width characters, byte order marks inside the text and soft hyphens.

    >>> [edit.span.start for edit in invisible("抓\u200b落实\ufeff")]
    [1, 4]
    """
    for match in _INVISIBLE.finditer(text):
        yield Edit(Span(*match.span()), "", "invisible")
