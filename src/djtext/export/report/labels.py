"""The words of the page for our codes, from `templates/labels.toml`: Chinese first, English beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_TYPED = (range(0xA0, 0xD800), range(0xE000, 0xFFFE))
"""What a reader may type into a search, as code points."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the page calls a code, in two languages."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic as the page shows it: the concept's notation and its name."""

    code: str
    name: str


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((files(__package__) / "templates" / "labels.toml").read_text(encoding="utf-8"))


def label(kind: str, code: str) -> Label:
    """Return the label of a code; an unknown one (a repair that a user registered) stands for itself.

    >>> label("role", "cause")
    Label(code='cause', zh='原因', en='Cause')
    """
    row = _table()[kind].get(code)
    return Label(code, row["zh"], row["en"]) if row else Label(code, code, "")


def advice(error: str) -> str:
    """Return a Chinese sentence on an error code, its fact and a way out; nothing for an unknown one.

    >>> advice("encrypted")
    '文件有密码；请解密或解压后再放入。'
    """
    return _table()["error"].get(error, {}).get("says", "")


def codes(kind: str) -> tuple[str, ...]:
    """Return the codes of a kind in the order of the table."""
    return tuple(_table()[kind])


def joined(kind: str, code: str) -> Label:
    """Return the label of a code that several names make up, such as `pinyin+script`."""
    parts = [label(kind, part) for part in code.split("+")]
    return Label(code, " + ".join(p.zh for p in parts), " + ".join(p.en for p in parts if p.en))


def tag(concept: str, names: Mapping[str, str]) -> Tag:
    """Return a concept with its name; where `names` lacks it, that of its top class, or its notation.

    >>> tag("CAD.train", {"CAD": "干部人才"}).name
    '干部人才'
    """
    return Tag(concept, names.get(concept) or names.get(concept.split(".")[0]) or concept)


def spellings(text: str) -> str:
    """Return each character that folds to one of `text`, behind what it folds to; search uses it to meet all spellings.

    Script and width are folded as everywhere in djtext. Capitals are left to the reader's browser.

    >>> spellings("备a")
    'aａ备備'
    """
    from djtext.hanzi import folded

    wanted = set(folded(text))
    plane = "".join(sorted({*map(chr, chain(*_TYPED)), *shown(text)}))
    pairs = zip(folded(plane), plane, strict=True)
    return "".join(sorted(one + other for one, other in pairs if one != other and one in wanted))


def shown(text: str) -> str:
    r"""Return `text`, of the same length, without characters that a page cannot hold or that turn its reading order.

    >>> shown("整\u202e改\x00")
    '整�改�'
    """
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))
