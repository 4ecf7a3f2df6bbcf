"""The characters that old Word documents keep between their text: ends of paragraphs and cells, fields, notes."""

from __future__ import annotations

import re
from itertools import count

from djtext.reading import fields
from djtext.reading.counting import written
from djtext.reading.pieces import ENDNOTE, FOOTNOTE, ROW, Document

_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_FIELD = re.compile(f"([{_BEGIN}{_SEPARATE}{_END}])")

_SHOWN = {ord("\r"): "\n", 0x0B: "\n", 0x0E: "\n", 0x07: "\t", 0x1E: "-", 0x1F: None, 0xAD: None}
_UNSEEN = dict.fromkeys([*range(7), 0x08, *range(0x0F, 0x1E)])
"""Pictures, drawings, references to comments and the like: single characters that stand for what is no text."""

_ROW_END = re.compile(f"\x07?{ROW}")
_BREAK = re.compile("(?<=[^\r\n\x0c])\x0c(?=[^\r\n\x0c])")


def plain(document: Document) -> str:
    r"""Return the text of a document as its reader sees it; notes and then text boxes stand at the end.

    >>> plain(Document("一、总结\rA\x07B\x07\x1d见\x1c。\r", "\x02 注。\r", "", "", False))
    '一、总结\nA\tB\n见[1]。\n[1] 注。\n'
    """
    main = _marked(_marked(document.main, FOOTNOTE, "decimal"), ENDNOTE, "lowerRoman")
    notes = _marked(document.footnotes, "\x02[ \t]?", "decimal", " ")
    ends = _marked(document.endnotes, "\x02[ \t]?", "lowerRoman", " ")
    return "".join(_cleaned(text) for text in (main, notes, ends, document.boxes))


def _marked(text: str, mark: str, style: str, gap: str = "") -> str:
    """Return a text with the marks of notes numbered."""
    numbers = count(1)
    return re.sub(mark, lambda _: f"[{written(next(numbers), style)}]{gap}", text)


def _cleaned(text: str) -> str:
    text = _ROW_END.sub("\n", _results(text))
    text = _BREAK.sub("\n", text).replace("\x0c", "")
    text = text.translate({**_UNSEEN, **_SHOWN})
    return text.rstrip("\n") + "\n" if text.strip() else ""


def _results(text: str) -> str:
    """Return a text without the codes of its fields; one that never ends hides nothing."""
    tokens = _FIELD.split(text)
    endless = _endless(tokens)
    kept: list[str] = []
    codes: list[list[str] | None] = []
    hidden = 0
    for i, token in enumerate(tokens):
        if token == _BEGIN:
            codes.append(None if i in endless else [])
            hidden += codes[-1] is not None
        elif token in (_SEPARATE, _END) and codes:
            code = codes[-1]
            hidden -= code is not None
            codes[-1] = None
            if token == _END:
                codes.pop()
                _keep("" if code is None else fields.shown("".join(code)), kept, codes if hidden else [])
        else:
            _keep(token, kept, codes if hidden else [])
    return "".join(kept)


def _keep(text: str, kept: list[str], codes: list[list[str] | None]) -> None:
    """Add a text to what is shown, or to the code that it belongs to."""
    if not codes:
        kept.append(text)
    elif (code := codes[-1]) is not None:
        code.append(text)


def _endless(tokens: list[str]) -> set[int]:
    begun: list[int] = []
    for i, token in enumerate(tokens):
        if token == _BEGIN:
            begun.append(i)
        elif token == _END and begun:
            begun.pop()
    return set(begun)
