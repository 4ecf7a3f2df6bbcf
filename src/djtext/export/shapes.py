"""The published shapes. Source of truth for readers of our JSON; the builders are held to it by the tests.

Unknown members are allowed, so that a reader written against version 1 outlives what later versions add. What is not
known is null or missing. This module alone needs pydantic; load it through `djtext.export.schema`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from djtext.types import ListStatus, PairKind, Relation, Role

Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Span = Annotated[
    tuple[Count, Count], Field(description="[start, end) in characters of the source's text as decoded, unrepaired")
]


class Shape(BaseModel):
    """An object whose members are known but not closed."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Origin(Shape):
    """Where a document stands: its source and its part of it."""

    id: str | None = None
    path: str
    span: Span
    sha256: str | None = None
    format: str | None = None
    encoding: str | None = None
    flags: list[str] = []


class Reference(Shape):
    """A document as lists name it."""

    id: str
    title: str | None = None
    source: Origin


class Failure(Shape):
    """A source that could not be read."""

    path: str
    error: str
    message: str


class Change(Shape):
    """An edit of the source: the characters of `span` become `new`."""

    span: Span
    new: str
    why: str


class Explained(Change):
    """An edit with the text that it takes away."""

    old: str


class Doubt(Shape):
    """A doubt about characters that were left as they are: `suggestion` is what they were meant to be, "" if they do
    not belong there, null if nobody can tell; `rule` is the row or the test that decided.
    """

    span: Span
    text: str
    kind: str
    suggestion: str | None = None
    rule: str = ""


class Quoted(Shape):
    """Words of the document with their place."""

    text: str
    span: Span


class Number(Quoted):
    """A number that is promised or awarded."""

    op: str | None = None
    value: float | None = None
    unit: str | None = None
    of: str | None = None


class Fields(Shape):
    """What a countermeasure says of itself."""

    action: Quoted | None = None
    object: Quoted | None = None
    actors: list[Quoted] = []
    deadline: Quoted | None = None
    frequency: Quoted | None = None
    targets: list[Number] = []
    score: Number | None = None
    references: list[str] = []
    reference_spans: list[Span] = []
    slogans: list[str] = []
    slogan_spans: list[Span] = []


class Listing(Shape):
    """The list that a unit belongs to; `declared` is the count that the text announced."""

    id: str
    status: ListStatus
    declared: int | None = None


class Topic(Shape):
    """A concept of the taxonomy with the places that spoke for it. `method` says where they stand: in the unit's
    `title` or `body`, or, for a headline that says little, in its `members`, the `heading` above, and so on.
    """

    concept: str
    score: Share
    because: list[Span] = []
    method: str | None = None


class Unit(Shape):
    """A numbered heading, a list member, or an announced or parallel member without a marker."""

    id: str
    parent: str | None = None
    marker: str
    style: str
    ordinal: int | None = None
    level: Annotated[int, Field(ge=1)]
    role: Role | None = None
    title: str
    title_span: Span
    span: Span
    list: Listing | None = None
    topics: tuple[Topic, ...] = ()
    fields: Fields | None = None
    confidence: Share
    because: str
    flags: tuple[str, ...] = ()


class Link(Shape):
    """One unit explains or addresses another."""

    origin: Annotated[str, Field(alias="from")]
    to: str
    relation: Relation
    score: Share
    because: str
    evidence: list[Span] = []


class Record(Shape):
    """A problem with its causes and countermeasures, as unit ids."""

    id: str
    problem: str | None = None
    causes: list[str]
    countermeasures: list[str]
    links: list[Link] = []


class Document(Reference):
    """One essay of a source and all that was read out of it."""

    edits: list[Change]
    flags: list[Doubt] = []
    units: list[Unit]
    records: list[Record]


class Stamped(Shape):
    """What made a result: versions of the package, rules, taxonomy, model."""

    djtext: str
    rules: str | None = None
    taxonomy: str | None = None
    model: str | None = None


class StructureShape(Stamped):
    """Documents with their units and records."""

    schema_: Annotated[Literal["djtext.structure/1"], Field(alias="schema")]
    documents: list[Document]
    errors: list[Failure]


class Passage(Shape):
    """Two aligned spans that share text."""

    a: Span
    b: Span
    similarity: Share
    common: bool


class Pair(Shape):
    """Two documents that share passages; `containment_x` is the share of x that stands, aligned, in the other."""

    a: str
    b: str
    kind: PairKind
    resemblance: Share
    containment_a: Share
    containment_b: Share
    containment_a_rare: Share
    containment_b_rare: Share
    passages: list[Passage]


class Cluster(Shape):
    """Documents joined by verified pairs."""

    id: str
    members: list[str]
    representative: str
    lowest: Share


class ReuseShape(Shape):
    """Pairs of documents that share text, and clusters of them."""

    schema_: Annotated[Literal["djtext.reuse/1"], Field(alias="schema")]
    djtext: str
    documents: list[Reference]
    pairs: list[Pair]
    clusters: list[Cluster]
    errors: list[Failure] = []


class Statement(Shape):
    """One place that states a measure."""

    document: str
    unit: str
    path: str
    span: Span
    wording: str
    similarity: Share


class Stated(Shape):
    """A problem or cause that a measure answers."""

    document: str
    unit: str
    title: str
    span: Span


class Measure(Shape):
    """One countermeasure however many documents state it; `documents` counts them."""

    id: str
    wording: str
    topics: list[Topic]
    fields: Fields | None = None
    places: list[Statement]
    problems: list[Stated]
    causes: list[Stated]
    documents: Count
    counts: dict[str, int] = {}


class Counts(Shape):
    """How much a catalog holds."""

    documents: Count
    measures: Count
    places: Count


class CatalogShape(Stamped):
    """Measures with every place that states them."""

    schema_: Annotated[Literal["djtext.catalog/1"], Field(alias="schema")]
    counts: Counts
    documents: list[Reference]
    measures: list[Measure]


class Repaired(Shape):
    """The source that edits change."""

    path: str
    sha256: str
    format: str
    encoding: str | None = None
    characters: Count


class EditsShape(Shape):
    """The edits that repair a source, in order, and the doubts that changed nothing."""

    schema_: Annotated[Literal["djtext.edits/1"], Field(alias="schema")]
    djtext: str
    source: Repaired
    edits: list[Explained]
    flags: list[Doubt] = []


SHAPES: dict[str, type[Shape]] = {
    "catalog": CatalogShape,
    "edits": EditsShape,
    "reuse": ReuseShape,
    "structure": StructureShape,
}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one of `SHAPES`."""
    made = SHAPES[name].model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:djtext:{name}:1",
        "title": f"djtext.{name}/1",
    }
    return head | {key: value for key, value in made.items() if key != "title"}
