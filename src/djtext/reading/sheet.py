"""The text of a laid-out file while it grows, with hints that count it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from djtext.types import Hint, HintKind, Span

Layout = tuple[HintKind, int]
"""The kind and level of a hint whose place is not known yet."""


@dataclass(slots=True)
class Sheet:
    """Lines written one after the other; `depth` counts the tables around them."""

    depth: int = 0
    size: int = 0
    parts: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)

    def text(self) -> str:
        """Return all that was written."""
        return "".join(self.parts)

    def line(self, text: str, layouts: Iterable[Layout] = ()) -> None:
        """Write a line, with the hints that it gives if it holds anything."""
        start = self.size
        self._add(text)
        self.hints += [Hint(Span(start, self.size), kind, level) for kind, level in layouts if text]
        self._add("\n")

    def row(self, cells: Iterable[Sheet]) -> None:
        """Write a row of a table, a tab between cells."""
        for i, cell in enumerate(cells):
            self._add("\t" if i else "")
            self.hints.append(Hint(self._within(cell, "\n"), "cell", self.depth + 1))
        self._add("\n")

    def note(self, mark: str, note: Sheet) -> None:
        """Write a footnote or endnote after its mark."""
        start = self.size
        self._add(mark)
        self.hints.append(Hint(Span(start, self._within(note, None).end), "note"))
        self._add("\n")

    def _within(self, other: Sheet, edges: str | None) -> Span:
        """Write all of another sheet but the `edges` around it, and return where it stands."""
        text = other.text()
        start, inner = self.size, text.strip(edges)
        shift = start - (len(text) - len(text.lstrip(edges)))
        self._add(inner)
        for hint in other.hints:
            places = [min(max(at + shift, start), self.size) for at in (hint.span.start, hint.span.end)]
            self.hints.append(Hint(Span(*places), hint.kind, hint.level))
        return Span(start, self.size)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
