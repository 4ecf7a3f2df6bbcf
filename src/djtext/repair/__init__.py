"""Repair: the edits that undo what copying did to a text, and the split of a source into documents."""

from __future__ import annotations

import re
from hashlib import sha256

from djtext.edits import applied
from djtext.hanzi import folded
from djtext.types import Document, Edit, Source, Span

_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɡ]{1,6}\)")


def repairs(text: str) -> tuple[Edit, ...]:
    """Return the ordered edits that repair a source text. A repaired text gives none."""
    return tuple(Edit(Span(*m.span()), "", "pinyin") for m in _PINYIN.finditer(text))


def documents(source: Source) -> tuple[Document, ...]:
    """Return the documents of a source, repaired, in order; their spans do not overlap."""
    edits = repairs(source.text)
    return (document(source, Span(0, len(source.text)), edits, None),)


def document(source: Source, span: Span, edits: tuple[Edit, ...], title: str | None) -> Document:
    """Return one document of a source: `span` and `edits` count the source text."""
    text = applied(source.text, edits, span)
    identity = "d" + sha256(text.encode()).hexdigest()[:12]
    return Document(identity, title, source, span, edits, text, folded(text))
