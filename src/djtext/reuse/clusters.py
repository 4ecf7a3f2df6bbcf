"""Clusters: documents that verified pairs join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from djtext.types import Cluster, Pair


class _Forest:
    """Disjoint sets over the numbers below `size`."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> bool:
        """Join two sets; return whether they were apart. The root is the lowest member."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low
        return low != high


def families(count: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each number below `count` the lowest number that edges connect it with.

    >>> families(4, [(2, 3), (1, 2)])
    [0, 1, 1, 1]
    """
    forest = _Forest(count)
    for one, other in edges:
        forest.join(one, other)
    return [forest.root(item) for item in range(count)]


def clusters(pairs: Sequence[Pair]) -> tuple[Cluster, ...]:
    """Return the documents that the given pairs connect, the largest cluster first.

    `representative` resembles the others most in sum; `lowest` is the weakest link of the strongest tree of pairs
    that still holds the cluster together.
    """
    strongest = sorted(pairs, key=lambda pair: (-pair.resemblance, pair.a, pair.b))
    ids = sorted({name for pair in pairs for name in (pair.a, pair.b)})
    number = {name: index for index, name in enumerate(ids)}
    forest = _Forest(len(ids))
    links = [pair for pair in strongest if forest.join(number[pair.a], number[pair.b])]
    lowest: dict[int, float] = {}
    for pair in links:
        lowest[forest.root(number[pair.a])] = pair.resemblance
    closeness = dict.fromkeys(ids, 0.0)
    for pair in strongest:
        closeness[pair.a] += pair.resemblance
        closeness[pair.b] += pair.resemblance
    members: dict[int, list[str]] = {}
    for name in ids:
        members.setdefault(forest.root(number[name]), []).append(name)
    ranked = sorted(members.items(), key=lambda item: (-len(item[1]), item[1]))
    return tuple(
        Cluster(f"c{rank}", tuple(names), min(names, key=lambda name: (-closeness[name], name)), lowest[root])
        for rank, (root, names) in enumerate(ranked, 1)
    )
