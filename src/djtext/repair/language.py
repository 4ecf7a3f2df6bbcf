"""A language model of reports: how likely a character stands behind two others.

Interpolated Kneser-Ney (Chen and Goodman 1999, "An empirical study of smoothing techniques for language modeling") over
counts of our own reports, `ngrams.tsv`, which `corpora/ngrams.py` writes. Where these know nothing, the pairs of
characters in jieba's dictionary speak. What a text itself says has a voice as well: its names return.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from math import log

from djtext.errors import DjtextError
from djtext.hanzi import folded
from djtext.repair.model import pairs

DIGEST = "49a4a89c205ddbb5335100b223f57dbf1fb7cc56bfde378c920c84d524fa0dbc"
"""The digest of ngrams.tsv, as corpora/ngrams.py writes it."""

FIGURE, WORD, LETTER, LINE = "#", "A", "B", "|"
"""Tokens: a number, a word in Latin letters, a letter by itself, a line end. Any other character is its own token."""

DISCOUNT = 0.85  # of each count, for what was never seen (Chen and Goodman 1999)
FLOOR = -15.0  # natural logarithm: a rare character of a name is worth no more doubt
DICTIONARY = 0.93  # weight of pairs in the dictionary beside single characters
INSIDE = 0.5  # weight of words of three and more characters, at most
FEW = 50  # times that two characters stand in words from which half of that weight holds
UNSEEN = 1e-8  # share of a character that nobody counted
OWN_PAIRS, OWN_THREES = 0.25, 0.4  # weights of the pairs and triples of the text itself, at most
ROWS = 20_000  # contexts that are kept
ENOUGH = 4  # sightings of a character in the text from which half of that weight holds

_LATIN = re.compile("[A-Za-z]+")
_WIDE = re.compile("[Ａ-Ｚａ-ｚ]")  # they are rare, and common among wrong bytes: no words
_FIGURES = re.compile("[0-9.%]+")
_LINES = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")
_COUNTED = re.compile(r"(\D)(\d+)")


def tokens(text: str) -> str:
    r"""Return a text as the model counts it, one character a token, with two line ends before each line.

    >>> tokens("增長１２.5％，GDP居第2。\n（一）")
    '||增长#,A居第#。||(一)'
    """
    plain = _FIGURES.sub(FIGURE, folded(_WIDE.sub("\ufffd", text)))
    plain = _LATIN.sub(lambda match: LETTER if len(match[0]) == 1 else WORD, plain)
    return LINE * 2 + _SPACES.sub("", _LINES.sub(LINE * 2, plain))


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a token or two: counts, their sum, and what the discount leaves for all others."""

    counts: Mapping[str, int]
    total: int
    left: float


NOTHING = Behind({}, 0, 1.0)


class Language:
    """The model with what one text itself says, in natural logarithms."""

    __slots__ = ("_own", "_rows")

    def __init__(self, own: str = "") -> None:
        """Count the tokens of `own`, sound text of the document at hand."""
        self._own = Own(own)
        self._rows: dict[str, _OwnRow] = {}

    def follows(self, before: str, last: str, token: str) -> float:
        """Return the logarithm of how likely a token stands behind two others, `FLOOR` at least."""
        return self.behind(before, last)[token]

    def behind(self, before: str, last: str) -> Mapping[str, float]:
        """Return the same for all that may stand behind two tokens: look tokens up in it."""
        row = self._rows.get(before + last)
        if row is None:
            if len(self._rows) > ROWS:
                self._rows.clear()
            row = self._rows[before + last] = _OwnRow(before, last, self._own)
        return row


class Own:
    """How often tokens, pairs and triples of them stand in a text."""

    __slots__ = ("pairs", "single", "three")

    def __init__(self, row: str) -> None:
        """Count a row of tokens."""
        self.single = Counter(row)
        self.pairs = Counter(map(str.__add__, row, row[1:]))
        self.three = Counter(map("".join, zip(row, row[1:], row[2:], strict=False)))

    def share(self, before: str, last: str, token: str) -> float:
        """Return how likely the text itself makes a token behind two others, 0 if it never stood behind one of them."""
        seen = self.pairs.get(last + token)
        if not seen:
            return 0.0
        share = OWN_PAIRS * seen / (self.single[last] + ENOUGH)
        three = self.three.get(before + last + token)
        return share + OWN_THREES * three / (self.pairs[before + last] + 1) if three else share


class _OwnRow(dict[str, float]):
    """The logarithm of how likely each token stands behind two others, worked out when it is looked up."""

    __slots__ = ("_before", "_last", "_own", "_row")

    def __init__(self, before: str, last: str, own: Own) -> None:
        super().__init__()
        self._before, self._last, self._own, self._row = before, last, own, _row(before, last)

    def __missing__(self, token: str) -> float:
        score, share = self._row[token], self._own.share(self._before, self._last, token)
        score = self[token] = max(score, log(share)) if share else score
        return score


class _Row(dict[str, float]):
    """The same as reports have it."""

    __slots__ = ("_across", "_behind", "_last", "_three", "_weight")

    def __init__(self, before: str, last: str) -> None:
        super().__init__()
        self._last, self._three, self._behind, known = last, before + last, _behind(before + last), pairs()
        seen = known.inside.get(before + last, 0)
        self._weight = INSIDE * seen / (seen + FEW)
        self._across = known.ends.get(before + last, 0) / max(seen, 1)

    def __missing__(self, token: str) -> float:
        share, behind = pair(self._last, token), self._behind
        if self._weight:  # both may stand in a word that began before
            known, seen = pairs(), pairs().inside[self._three]
            whole = known.three.get(self._three + token, 0) / seen + self._across * _begins(token)
            share = (1 - self._weight) * share + self._weight * whole
        if behind.total:
            share = max(behind.counts.get(token, 0) - DISCOUNT, 0.0) / behind.total + behind.left * share
        score = self[token] = max(log(share), FLOOR)
        return score


@lru_cache(maxsize=1 << 15)
def _row(before: str, last: str) -> _Row:
    return _Row(before, last)


@lru_cache(maxsize=1 << 18)
def pair(last: str, token: str) -> float:
    """Return the share of a token behind one other."""
    behind = _behind(last)
    share = _worded(last, token)
    if not behind.total:
        return share
    return max(behind.counts.get(token, 0) - DISCOUNT, 0.0) / behind.total + behind.left * share


def _worded(last: str, token: str) -> float:
    """Return the share of a token behind one other by the words of the dictionary: within one, or across two."""
    known = pairs()
    seen = known.single.get(last, 0)
    if not seen:
        return single(token)
    across = known.end.get(last, 0) * _begins(token)
    return DICTIONARY * (known.inside.get(last + token, 0) + across) / seen + (1 - DICTIONARY) * single(token)


def _begins(token: str) -> float:
    """Return the share of words that begin with a token; a sign stands behind a word as often as anywhere."""
    known = pairs()
    return known.begin.get(token, 0) / known.total if token in known.single else single(token)


@lru_cache(maxsize=1 << 14)
def single(token: str) -> float:
    """Return the share of a token by itself."""
    ours = _singles()
    return (ours.counts.get(token, 0) / ours.total + pairs().single.get(token, 0) / pairs().characters) / 2 + UNSEEN


@cache
def _singles() -> Behind:
    counts: Counter[str] = Counter()
    for before in table():
        if len(before) == 1:
            counts.update(successors(before))
    return Behind(counts, sum(counts.values()), 0.0)


def successors(last: str) -> tuple[str, ...]:
    """Return the tokens that were seen behind one."""
    return tuple(_behind(last).counts)


@lru_cache(maxsize=1 << 16)
def likely(last: str, token: str) -> float:
    """Return the logarithm of how likely a token stands behind one other, `FLOOR` at least.

    >>> likely("考", "评") > likely("荚", "评")
    True
    """
    return max(log(pair(last, token)), FLOOR)


@lru_cache(maxsize=1 << 15)
def _behind(before: str) -> Behind:
    line = table().get(before)
    if line is None:
        return NOTHING
    once, _, often = line.partition("\t")
    counts = dict.fromkeys(once, 1) | {token: int(count) for token, count in _COUNTED.findall(often)}
    total = sum(counts.values())
    return Behind(counts, total, DISCOUNT * len(counts) / total)


@cache
def table() -> Mapping[str, str]:
    """Return the lines of the table that ships, by the one or two tokens that they begin with.

    Raises:
        DjtextError: the table is not the one that was counted.
    """
    data = (files("djtext.repair") / "ngrams.tsv").read_bytes()
    if sha256(data).hexdigest() != DIGEST:
        raise DjtextError("repair/ngrams.tsv: its digest is not the one that ships; install djtext again")
    return read_table(data.decode("utf-8"))


def forget() -> None:
    """Forget what was looked up: the table is another one now."""
    for known in (_behind, _row, _singles, single, pair, likely):
        known.cache_clear()


def read_table(text: str) -> dict[str, str]:
    """Return the lines of a table by what stands before their tab."""
    return {before: behind for before, _, behind in (line.partition("\t") for line in text.splitlines())}
