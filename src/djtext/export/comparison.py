"""The JSON of a comparison: pairs of documents that share text, the passages that prove it, clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from djtext import __version__
from djtext.export.places import DECIMALS, Place, errors_json, placing, reference_json
from djtext.types import Cluster, Document, Failed, Pair, Reuse


def reuse_json(documents: Sequence[Document], reuse: Reuse, errors: Sequence[Failed] = ()) -> dict[str, Any]:
    """Return the `djtext.reuse/1` object: passages count the source text of their two documents."""
    places = {document.id: placing(document) for document in reversed(documents)}
    return {
        "schema": "djtext.reuse/1",
        "djtext": __version__,
        "documents": [reference_json(document) for document in documents],
        "pairs": [_pair(places, pair) for pair in reuse.pairs],
        "clusters": [_cluster(cluster) for cluster in reuse.clusters],
        "errors": errors_json(errors),
    }


def _pair(places: Mapping[str, Place], pair: Pair) -> dict[str, Any]:
    a, b = places[pair.a], places[pair.b]
    return {
        "a": pair.a,
        "b": pair.b,
        "kind": pair.kind,
        "resemblance": round(pair.resemblance, DECIMALS),
        "containment_a": round(pair.containment_a, DECIMALS),
        "containment_b": round(pair.containment_b, DECIMALS),
        "containment_a_rare": round(pair.containment_a_rare, DECIMALS),
        "containment_b_rare": round(pair.containment_b_rare, DECIMALS),
        "passages": [
            {"a": a(p.a), "b": b(p.b), "similarity": round(p.similarity, DECIMALS), "common": p.common}
            for p in pair.passages
        ],
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "id": cluster.id,
        "members": list(cluster.members),
        "representative": cluster.representative,
        "lowest": round(cluster.lowest, DECIMALS),
    }
