"""Encodings: from bytes to text by a short cascade.

A byte order mark decides; else valid UTF-8; else the encoding (GB18030, Big5 with Hong Kong's additions, UTF-16,
UTF-32) whose reading consists most of characters that are frequent in Chinese. Detection libraries were wrong on one
short file in ten, because they weigh encodings that Chinese offices never used.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from djtext import lexicon
from djtext.errors import SourceError
from djtext.types import Hint

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# In this order of trust where two readings are equally good. GB18030 stands for gb2312 and gbk, which it contains.
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

# Python's `big5` is what most files are; cp950 adds seven characters (裏 among them), HKSCS those of Hong Kong.
BIG5 = ("big5", "cp950", "big5hkscs")

SAMPLE = 1 << 13
"""Bytes that are weighed to choose an encoding; the whole is decoded by the one chosen."""

MIN_SCORE = 0.3
"""Wrong readings of Chinese score below 0.15, Korean taken for GB18030 0.22, right ones of twenty characters 0.45 and
more, even where they are a list of fruit or names.
"""

TRUST = 0.5
"""What valid UTF-8 is worth beside a plausible other reading: only text like the GBK bytes of 联通 is both."""

BAD_SHARE = 0.01
"""The share of places that may be undecodable, beside one, before the source is refused."""

LEAST_BAD = 20
"""Characters that a text must have before anything in it may be undecodable; fewer prove no encoding."""

CONTROL_SHARE = 0.05
"""The share of control characters from which on bytes are no text. Converters leave a few (Word's cell marks, NULs that
pad a block); in random bytes one in ten is one.
"""

ODD = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd-\uffff\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_PLAIN = re.compile("[\t-\r\x1a -~\x85\xa0]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_BAD_RUN = re.compile("\ufffd{1,3}")  # what one damaged character of UTF-8 leaves
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that gave it (None if bytes were no text), what a reader of it should know, its layout."""

    text: str
    encoding: str | None
    flags: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()


def decoded(data: bytes, name: str) -> Decoded:
    r"""Return bytes as text, without a byte order mark, line ends and all other characters as they are.

    A few bytes that fit no encoding (about one place in a hundred characters; typically a file cut inside its
    last character) become U+FFFD and are counted in a flag `bad-bytes:n`: the rest of the report is worth reading and the
    place is plain to see. A few NUL characters, which old programs pad files with, stay in the text, so that spans
    count them, with a flag `nul:n`. Beyond that the bytes are refused, never shown as garbage.

    Raises:
        SourceError: `binary` for bytes that are no text, `encoding` for text that no known encoding explains;
            `name` opens the message.

    >>> decoded("加强领导，落实责任。".encode("gb18030"), "a.txt")
    Decoded(text='加强领导，落实责任。', encoding='gb18030', flags=(), hints=())
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name)
    if certain := _utf8(data):
        return certain
    encoding, score = chosen(data)
    result = _whole(data, encoding)
    bad = _bad(result.text, data, result.encoding)
    if score < MIN_SCORE or not _tolerable(result.text, bad):
        raise _unexplained(data, name)
    return _checked(result.text, result.encoding or encoding, bad, name)


def _utf8(data: bytes) -> Decoded | None:
    """Return the reading of what is beyond doubt UTF-8: valid, with a character that GBK bytes never fake, or ASCII.

    Two bytes of GBK can be one valid character of UTF-8, as in 联通, but only one below U+0800.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if _CONTROL.search(text) or not (text.isascii() or _BEYOND_TWO_BYTES.search(text)):
        return None
    return Decoded(text, "utf-8")


def chosen(data: bytes) -> tuple[str, float]:
    """Return the encoding of `CANDIDATES` whose reading of a sample is most plausible, and its score up to 1.

    Valid UTF-8 gets `TRUST` on top: foreign letters are no reason to doubt it.
    """
    scores = [(score, -i, encoding) for i, (encoding, score) in enumerate(_scores(data))]
    score, _, encoding = max(scores)
    return encoding, score


def _scores(data: bytes) -> Iterator[tuple[str, float]]:
    sample, final = _sample(data)
    for encoding in CANDIDATES:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, final)
        trusted = encoding == "utf-8" and "\ufffd" not in text
        yield encoding, plausibility(text) + (TRUST if trusted else 0)


def _sample(data: bytes) -> tuple[bytes, bool]:
    """Return the bytes to weigh, from where they cease to be ASCII, and whether they reach the end."""
    first = _HIGH.search(data)
    start = first.start() & ~3 if first and b"\0" not in data[: first.start()] else 0
    return data[start : start + SAMPLE], start + SAMPLE >= len(data)


def plausibility(text: str) -> float:
    """Return the share of frequent Chinese characters and punctuation among all that is not plain ASCII, less the
    share of characters that no text has; 1 for ASCII alone.

    >>> plausibility("加强领导") > MIN_SCORE >= plausibility("鍔犲己棰嗗")
    True
    """
    weighty = len(text) - len(_PLAIN.findall(text))
    if not weighty:
        return 1.0
    return (len(_frequent().findall(text)) - len(ODD.findall(text))) / weighty


@cache
def _frequent() -> re.Pattern[str]:
    return re.compile("|".join(rule.pattern.pattern for rule in lexicon.table("frequent")))


def _whole(data: bytes, encoding: str) -> Decoded:
    """Return all of `data`, decoded strictly where that works, else with U+FFFD for what is bad."""
    for name in BIG5 if encoding == "big5hkscs" else (encoding,):
        try:
            return Decoded(data.decode(name), name)
        except UnicodeDecodeError:
            continue
    return Decoded(data.decode(encoding, "replace"), encoding)


def _bad(text: str, data: bytes, encoding: str | None) -> int:
    """Return how many U+FFFD of a text the decoder put there; UTF-8 may hold honest ones, damage of an earlier day."""
    honest = data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0
    return text.count("\ufffd") - honest


def _tolerable(text: str, bad: int) -> bool:
    """Return whether the `bad` characters leave the text worth reading: one place, and one more per hundred characters.

    A lost lead byte of UTF-8 leaves two bad characters, but in one place.
    """
    if not bad:
        return True
    places = min(bad, sum(1 for _ in _BAD_RUN.finditer(text)))
    return len(text) >= LEAST_BAD and places <= 1 + len(text) * BAD_SHARE


def _marked(data: bytes, encoding: str, name: str) -> Decoded:
    result = _whole(data, encoding)
    bad = _bad(result.text, data, encoding)
    if bad and not _tolerable(result.text, bad):
        fact = f"its byte order mark says {encoding}, but {bad} places in it are not"
        raise SourceError("encoding", f"{name}: {fact}; open it where it reads well and save it as UTF-8")
    return _checked(result.text, encoding, bad, name)


def _checked(text: str, encoding: str, bad: int, name: str) -> Decoded:
    if sum(1 for _ in _CONTROL.finditer(text)) > len(text) * CONTROL_SHARE:
        raise _binary(name)
    nul = text.count("\0")
    flags = [f"bad-bytes:{bad}"] * bool(bad) + [f"nul:{nul}"] * bool(nul)
    return Decoded(text, encoding, tuple(flags))


def _unexplained(data: bytes, name: str) -> SourceError:
    if b"\0" in data or len(_CONTROL_BYTE.findall(data)) > len(data) * CONTROL_SHARE:
        return _binary(name)
    fact = "is in no encoding that Chinese files use (UTF-8, GB18030, Big5, UTF-16, UTF-32), or is damaged"
    return SourceError("encoding", f"{name}: {fact}; open it where it reads well and save it as UTF-8")


def _binary(name: str) -> SourceError:
    fact = "is no text but binary data"
    return SourceError("binary", f"{name}: {fact}; leave it out, or save what it holds as .txt in UTF-8")
