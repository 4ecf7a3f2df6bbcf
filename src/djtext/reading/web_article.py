"""The article of a web page: the box whose blocks are sentences rather than links, by density and no list of sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from djtext.reading.web_blocks import Block, Page

LITTLE = 60
"""Characters of sentences below which a page is taken to have no article: a notice of one sentence has fewer."""

LINKED = 0.5
"""The share of links from which on a block leads elsewhere rather than saying something."""

REST = 0.1
"""The share of a box's sentences beside its best part that may be lost with it: a note under a form, a slogan."""

REST_LINKED = 0.25
"""The share of links from which on all that stands beside the best part of a box is lists and teasers."""

NAMED = 0.5
"""The share of a page's sentences that `<article>` or `<main>` must hold to be believed."""

SENTENCE = 30
"""Characters of a block without any punctuation from which on it is no heading, button or crumb."""

_POINTS = re.compile("[，。；：、！？,;]")


@dataclass(slots=True)
class _Weight:
    """Of a box and all in it: characters of sentences, of text, of links, and blocks of sentences."""

    said: int = 0
    all: int = 0
    links: int = 0
    sentences: int = 0

    def add(self, other: _Weight) -> None:
        self.said += other.said
        self.all += other.all
        self.links += other.links
        self.sentences += other.sentences


def article(page: Page) -> tuple[list[Block], bool]:
    """Return the blocks of the article of a page, and whether there is one; without one, all blocks are returned."""
    weights, children = _weights(page)
    best = _named(page, weights) or _densest(weights, children)
    if weights[best].said < LITTLE:
        return page.blocks, not _leads_elsewhere(page)
    inside, beside = _inside(page, best), _aside(page)
    kept = _trimmed([block for block in page.blocks if inside[block.box] and not beside[block.box]])
    return _title(page, kept) + kept, True


def _leads_elsewhere(page: Page) -> bool:
    beside = _aside(page)
    return any(beside[block.box] or block.links >= LINKED * len(block.text) for block in page.blocks)


def _length(block: Block) -> int:
    return len("".join(block.text.split()))


def _weight(block: Block) -> _Weight:
    length = _length(block)
    links = min(block.links, length)
    sentence = length >= SENTENCE or _POINTS.search(block.text)
    said = max(0, length - 2 * links) if sentence else 0
    return _Weight(said, length, links, int(said > 0))


def _weights(page: Page) -> tuple[list[_Weight], list[list[int]]]:
    """Return the weight of each box and the boxes in it; boxes have higher numbers than those around them."""
    result = [_Weight() for _ in page.boxes]
    children: list[list[int]] = [[] for _ in page.boxes]
    beside = _aside(page)
    for block in page.blocks:
        if not beside[block.box]:
            result[block.box].add(_weight(block))
    for number in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[number].parent
        result[parent].add(result[number])
        children[parent].append(number)
    return result, children


def _aside(page: Page) -> list[bool]:
    """Return of each box whether it stands in navigation, a footer or an aside."""
    result: list[bool] = []
    for box in page.boxes:
        result.append(box.aside or (box.parent >= 0 and result[box.parent]))
    return result


def _inside(page: Page, best: int) -> list[bool]:
    result: list[bool] = []
    for number, box in enumerate(page.boxes):
        result.append(number == best or (box.parent >= 0 and result[box.parent]))
    return result


def _named(page: Page, weights: Sequence[_Weight]) -> int | None:
    """Return the one box that the page itself calls its article, if it holds what the page says."""
    for name in ("article", "main"):
        found = [number for number, box in enumerate(page.boxes) if box.name == name]
        if len(found) == 1 and weights[found[0]].said > max(LITTLE, NAMED * weights[0].said):
            return found[0]
    return None


def _densest(weights: Sequence[_Weight], children: Sequence[Sequence[int]]) -> int:
    """Return the smallest box outside of which next to nothing but links is lost."""
    here = 0
    while children[here]:
        best = max(children[here], key=lambda number: (weights[number].said, -number))
        lost = weights[here].said - weights[best].said
        text, links = weights[here].all - weights[best].all, weights[here].links - weights[best].links
        teasers = links >= REST_LINKED * text and lost < weights[best].said and weights[best].sentences > 1
        if 2 * weights[best].said < LITTLE or not (lost <= REST * weights[here].said or teasers):
            break
        here = best
    return here


def _trimmed(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks without those before the first sentence and after the last that lead elsewhere."""
    start, end = 0, len(blocks)
    while start < end and not _weight(blocks[start]).said:
        start += 1
    while end > start and not _weight(blocks[end - 1]).said:
        end -= 1
    edges = [block for block in blocks[:start] if block.links < LINKED * _length(block)]
    tail = [block for block in blocks[end:] if block.links < LINKED * _length(block)]
    return [*edges, *blocks[start:end], *tail]


def _title(page: Page, kept: Sequence[Block]) -> list[Block]:
    """Return the heading above the article: the last block before it that the title of the page or an `<h1>` names."""
    first = min((number for number, block in enumerate(page.blocks) if block is kept[0]), default=0)
    beside, named = _aside(page), "".join(page.title.split())
    opening = {"".join(block.text.split()) for block in kept[:5]}
    for block in reversed(page.blocks[:first]):
        text = "".join(block.text.split())
        if beside[block.box] or block.links or len(text) < 4:
            continue
        if block.heading == 1 or (len(text) >= 6 and text in named):
            return [] if text in opening else [block]
    return []
