"""Export: the published shapes (JSON Schema), the JSON that has them, and the report page."""

from __future__ import annotations

from typing import Any

from djtext.errors import UsageError
from djtext.export.comparison import reuse_json
from djtext.export.measures import catalog_json
from djtext.export.report import report_html
from djtext.export.structures import edits_json, structure_json
from djtext.export.writing import dumps, written

__all__ = [
    "catalog_json",
    "dumps",
    "edits_json",
    "names",
    "report_html",
    "reuse_json",
    "schema",
    "structure_json",
    "written",
]


def names() -> tuple[str, ...]:
    """Return the names of the published shapes, sorted.

    >>> names()
    ('catalog', 'edits', 'reuse', 'structure')
    """
    from djtext.export.shapes import SHAPES

    return tuple(sorted(SHAPES))


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a published shape; its `title` is the shape's name and version.

    Raises:
        UsageError: there is no such shape; the message lists those that are.

    >>> schema("reuse")["title"]
    'djtext.reuse/1'
    """
    if name not in names():
        raise UsageError(f"no shape {name!r}; there are {', '.join(names())}")
    from djtext.export.shapes import json_schema

    return json_schema(name)
