"""How much two units speak of the same thing: shared character bigrams, weighted by their rarity in the document.

The cosine of bigram weights (inverse frequency over the units of the document, after Spärck Jones 1972); a quotation
that both use counts as much as many bigrams. Bigrams that stand in very many units are left out, so that one query
costs no more than its own length. Families of near-synonyms (links.toml) count as features of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from djtext import lexicon
from djtext.hanzi import HAN
from djtext.records.tree import BODY, Tree
from djtext.types import Span, Unit

COMMON = 40
"""A bigram that stands in more units than this ties none of them together."""

TITLE = 3.0
QUOTED = 4.0
"""A title tells the subject better than what follows; a quotation, such as “两张皮”, nearly names it."""

FAMILY = 4.0
"""A subject that both name, each in its own words, counts about as much as one word that both use."""

MEMBERS = 12

_RUN = re.compile(f"[{HAN}]+")
_QUOTE = re.compile("“([^“”\n]{2,16})”")


@dataclass(frozen=True, slots=True)
class Tie:
    """How near a target is, and what both say."""

    target: str
    score: float
    shared: tuple[str, ...]


class Subjects:
    """The subjects of the units of one document; built once, asked often."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._raw = {unit.id: self._features(unit) for unit in tree.units}
        self._spread = Counter(feature for found in self._raw.values() for feature in found)
        self._unknown = log(1 + len(self._raw))
        self._rare = {feature: log(1 + len(self._raw) / count) for feature, count in self._spread.items()}
        self._norm = {key: self._length(found) for key, found in self._raw.items()}
        self._standing: dict[str, list[str]] = defaultdict(list)
        for key, found in self._raw.items():
            for feature in found:
                if self._spread[feature] <= COMMON:
                    self._standing[feature].append(key)

    def _features(self, unit: Unit) -> Mapping[str, float]:
        tree = self._tree
        title = tree.title(unit)
        body = " ".join([tree.body(unit), *(tree.title(m) for m in tree.children.get(unit.id, ())[:MEMBERS])])
        named = {**dict.fromkeys(families(body), FAMILY / TITLE), **dict.fromkeys(families(title), FAMILY)}
        return {**named, **bigrams(body, 1.0), **bigrams(title, TITLE)}

    def _length(self, features: Mapping[str, float]) -> float:
        return sqrt(sum((weight * self._rare.get(f, self._unknown)) ** 2 for f, weight in features.items())) or 1.0

    def ties(self, unit: Unit, targets: Container[str]) -> list[Tie]:
        """Return how near each of the targets is to a unit, nearest first; those that share nothing are left out."""
        return self._nearest(self._raw[unit.id], self._norm[unit.id], targets)

    def named(self, phrase: str, targets: Container[str]) -> list[Tie]:
        """Return how near each of the targets is to a phrase, nearest first."""
        features = bigrams(phrase, 1.0)
        return self._nearest(features, self._length(features), targets)

    def _nearest(self, features: Mapping[str, float], length: float, targets: Container[str]) -> list[Tie]:
        sums: dict[str, float] = defaultdict(float)
        shared: dict[str, list[str]] = defaultdict(list)
        for feature in features:
            for key in self._standing.get(feature, ()):
                if key in targets:
                    sums[key] += features[feature] * self._raw[key][feature] * self._rare[feature] ** 2
                    shared[key].append(feature)
        found = (Tie(key, round(sums[key] / (length * self._norm[key]), 3), tuple(shared[key])) for key in sums)
        return sorted(found, key=lambda tie: (-tie.score, tie.target))

    def places(self, unit: Unit, shared: tuple[str, ...]) -> tuple[Span, ...]:
        """Return where a unit first says what it shares, touching places joined."""
        text, start = self._tree.document.folded, unit.title_span.start
        end = min(self._tree.own(unit).end, unit.title_span.end + BODY)
        found = sorted(span for feature in shared for span in _first(feature, text, start, end))
        spans: list[Span] = []
        for span in found:
            if spans and span.start <= spans[-1].end:
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
            else:
                spans.append(span)
        return tuple(spans)


@cache
def _families() -> dict[str, re.Pattern[str]]:
    return {rule.name: rule.pattern for rule in lexicon.table("links") if rule.more["where"] == "family"}


def families(text: str) -> list[str]:
    """Return the names of the families of near-synonyms that a text speaks of.

    >>> families("多方筹措经费")
    ['family-money']
    """
    return [name for name, pattern in _families().items() if pattern.search(text)]


def _first(feature: str, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where a feature, a bigram or a family, first stands."""
    if family := _families().get(feature):
        match = family.search(text, start, end)
        if match:
            yield Span(*match.span())
    elif (at := text.find(feature, start, end)) >= 0:
        yield Span(at, at + len(feature))


def bigrams(text: str, weight: float) -> dict[str, float]:
    """Return the pairs of neighbouring Han characters with their weight; those inside a quotation weigh more.

    >>> bigrams("业务“两张皮”", 1.0)
    {'业务': 1.0, '两张': 4.0, '张皮': 4.0}
    """
    quoted = {pair for match in _QUOTE.finditer(text) for pair in _pairs(match[1])}
    return {pair: weight * (QUOTED if pair in quoted else 1.0) for pair in _pairs(text)}


def _pairs(text: str) -> list[str]:
    return [run[0][i : i + 2] for run in _RUN.finditer(text) for i in range(len(run[0]) - 1)]
