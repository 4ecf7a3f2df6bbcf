"""The nouns of djtext: what stages hand to one another.

Two texts are at play. The *source text* is what was decoded from a file, before any change; the *document text* is
the repaired text of one document in it. Inside the library every `Span` counts the document text (`Document.text`);
`Document.edits` lead back to the source, and `djtext.edits.back` does it. What leaves the library (JSON, report)
counts the source text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["problem", "cause", "countermeasure", "goal", "significance", "outcome", "other", "mixed"]
ListStatus = Literal["complete", "missing-first", "gap", "duplicate", "truncated", "mixed-style"]
PairKind = Literal["exact", "near-duplicate", "contains", "partial"]
Relation = Literal["explains", "addresses"]
HintKind = Literal["heading", "item", "cell", "contents", "note", "page"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the evidence: the characters of `text` that the span covers.

        >>> Span(2, 4).of("一是加强领导")
        '加强'
        """
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside.

        >>> Span(0, 9).covers(Span(3, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return the same span of a text that starts `by` characters earlier.

        >>> Span(0, 2).shifted(10)
        Span(start=10, end=12)
        """
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a text as a value: the characters of `span` become `new`; `why` names the repair."""

    span: Span
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about a text that was left as it is: `kind` names it, `suggestion` is what the characters of `span` were
    meant to be, empty if they do not belong there, None if nobody can tell; `rule` is the row or the test that decided.
    """

    span: Span
    kind: str
    suggestion: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the layout of a file said of a range of its text.

    `heading` with its depth from 1 (0 is the title), `item` a line whose number the program made, with the depth of
    its list; `cell` of a table with the depth of nested tables; `contents`, a line of a table of contents; `note`, a
    footnote or endnote; `page` with its number.
    """

    span: Span
    kind: HintKind
    level: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One input as decoded: a file, a member of a zip, a line of JSON Lines, or standard input.

    `path` is what the user named (for a member, `archive.zip!member.txt`); `sha256` is of the bytes as read; `id` and
    `title` stand only where a JSON Lines row gave them; `hints` count `text` and are sorted by span.
    """

    path: str
    text: str
    sha256: str
    format: str
    encoding: str | None = None
    id: str | None = None
    title: str | None = None
    flags: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One essay of a source, repaired.

    `span` and `edits` count `source.text`; `text` is the repaired text; `folded` is `text` with script and width
    folded, of the same length, so that rules need one spelling only. `flags` count `text`, as units do.
    """

    id: str
    title: str | None
    source: Source
    span: Span
    edits: tuple[Edit, ...]
    text: str
    folded: str
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The outcome of a source that could not be read: a stable `error` word and a sentence that helps."""

    path: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that a unit belongs to: members share an `id`; `declared` is the count that the text announced."""

    id: str
    status: ListStatus
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept of the taxonomy with the spans that spoke for it; `method` says where they stand."""

    concept: str
    score: float
    because: tuple[Span, ...] = ()
    method: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a countermeasure promises: `85%以上` is op `>=`, value 85, unit `%`."""

    text: str
    span: Span
    op: str | None = None
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """What a countermeasure says of itself. Absent is None or empty, never guessed."""

    targets: tuple[Target, ...] = ()
    score: Target | None = None
    references: tuple[Span, ...] = ()
    slogans: tuple[Span, ...] = ()
    actors: tuple[Span, ...] = ()
    deadline: Span | None = None
    frequency: Span | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading or list member: `span` from its marker to its end, its members included.

    `style` names the way of numbering (`cjk-comma` 一、, `paren-cjk` （一）, `shi` 一是 …; `bare` without a marker),
    `level` counts its depth from 1, `because` names the rule that found it and the one that gave its role.
    """

    id: str
    parent: str | None
    marker: str
    style: str
    ordinal: int | None
    level: int
    span: Span
    title: str
    title_span: Span
    listing: Listing | None = None
    role: Role | None = None
    topics: tuple[Topic, ...] = ()
    fields: Fields | None = None
    confidence: float = 1.0
    because: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """`origin` explains or addresses `target` (both unit ids), with the method, a score and evidence spans."""

    origin: str
    target: str
    relation: Relation
    score: float
    because: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A problem with its causes and countermeasures, as unit ids; `problem` is None where none is stated."""

    id: str
    problem: str | None
    causes: tuple[str, ...]
    countermeasures: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """All that was read out of one document."""

    document: Document
    units: tuple[Unit, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Two aligned spans that share text; `similarity` in 0..1; `common` marks a stock phrase."""

    a: Span
    b: Span
    similarity: float
    common: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that share passages. `containment_x` is the share of x's characters that stand in the other."""

    a: str
    b: str
    kind: PairKind
    resemblance: float
    containment_a: float
    containment_b: float
    containment_a_rare: float
    containment_b_rare: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents joined by verified pairs; `lowest` is the weakest resemblance that holds it together."""

    id: str
    members: tuple[str, ...]
    representative: str
    lowest: float


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a comparison found."""

    pairs: tuple[Pair, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One statement of a measure: document and unit ids, its span in the document text, its wording."""

    document: str
    unit: str
    span: Span
    wording: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One countermeasure however many documents state it."""

    id: str
    wording: str
    topics: tuple[Topic, ...]
    fields: Fields | None
    places: tuple[Place, ...]
    problems: tuple[str, ...]
    causes: tuple[str, ...]
    documents: int
    counts: Mapping[str, int] = field(default_factory=dict)
