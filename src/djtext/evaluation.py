"""Evaluation: how well a structure agrees with gold, both as JSON over the same files.

A unit counts as found when its start lies at most two characters from the gold unit's start. Precision, recall and
F1 are micro-averages over all documents of the gold; units that the gold marks optional count neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Row = Mapping[str, Any]
Key = tuple[str, str]

ROLES = ("problem", "cause", "countermeasure")
START_SLACK = 2  # a marker's bracket or a space before it may or may not belong to the unit
END_SLACK = 12  # a score in brackets or a closing quote behind the last sentence
SPLIT_SLACK = 40  # a title line or a byline may be given to either side
SAME_TITLE = 0.9


@dataclass(frozen=True, slots=True)
class Matched:
    """Gold and system units of one file, and which is which."""

    gold: Mapping[Key, Row]
    system: Mapping[Key, Row]
    there: Mapping[Key, Key]
    back: Mapping[Key, Key] = field(default_factory=dict)


def scores(gold: Row, system: Row) -> dict[str, float]:
    """Return the figures by name, each in 0..1: `unit_p/r/f1`, `role_f1`, `role_macro_f1`, `parent_acc`, `end_acc`,
    `title_acc`, `link_p/r/f1`, `split_f1`, `topic_top1`, `topic_accept`.

    `gold` has `documents` with `file`, `span`, `units`; `system` is a `djtext.structure/1` object.
    """
    total: Counter[str] = Counter()
    for name in sorted({document["file"] for document in gold["documents"]}):
        theirs = [d for d in gold["documents"] if d["file"] == name]
        ours = [d for d in system["documents"] if _base(d["source"]["path"]) == name]
        total.update(_counts(theirs, ours))
    return _figures(total)


def _base(path: str) -> str:
    return path.replace("\\", "/").replace("!", "/").rsplit("/", 1)[-1]


def _counts(gold: Sequence[Row], system: Sequence[Row]) -> Counter[str]:
    matched = match(gold, system)
    counts: Counter[str] = Counter(unit_g=len(matched.gold), unit_s=len(matched.system), unit_tp=len(matched.there))
    for key, other in matched.there.items():
        counts.update(_agreement(key, other, matched))
    counts["topic_g"] = sum("topic" in unit for unit in matched.gold.values())
    counts.update(_roles(matched))
    counts.update(_links(gold, system, matched))
    counts.update(_splits(gold, system))
    return counts


def match(gold: Sequence[Row], system: Sequence[Row]) -> Matched:
    """Return which system unit is which gold unit: nearest starts first, then nearest ends."""
    theirs = {(d["essay"], u["id"]): u for d in gold for u in d["units"]}
    ranges = [d["span"] for d in gold]
    ours = {(d["id"], u["id"]): u for d in system for u in d["units"] if any(a <= u["span"][0] < b for a, b in ranges)}
    there: dict[Key, Key] = {}
    back: dict[Key, Key] = {}
    for _, _, key, other in sorted(_near(theirs, ours)):
        if key not in there and other not in back:
            there[key], back[other] = other, key
    for key in [key for key, unit in theirs.items() if unit.get("optional")]:
        if key in there:
            other = there.pop(key)
            del back[other], ours[other]
        del theirs[key]
    return Matched(theirs, ours, there, back)


def _near(theirs: Mapping[Key, Row], ours: Mapping[Key, Row]) -> Iterator[tuple[int, int, Key, Key]]:
    starts: dict[int, list[Key]] = {}
    for key, unit in ours.items():
        starts.setdefault(unit["span"][0], []).append(key)
    for key, unit in theirs.items():
        start, end = unit["span"]
        for at in range(start - START_SLACK, start + START_SLACK + 1):
            for other in starts.get(at, ()):
                yield abs(at - start), abs(ours[other]["span"][1] - end), key, other


def _agreement(key: Key, other: Key, matched: Matched) -> Counter[str]:
    theirs, ours = matched.gold[key], matched.system[other]
    parent = (key[0], theirs["parent"]) if theirs.get("parent") else None
    found = (other[0], ours["parent"]) if ours.get("parent") else None
    known = parent is None or parent in matched.there
    first = (ours.get("topics") or [{}])[0].get("concept", "").split(".")[0]
    topic = theirs.get("topic") or {}
    return Counter(
        parent_ok=known and (matched.there[parent] if parent else None) == found,
        end_ok=abs(theirs["span"][1] - ours["span"][1]) <= END_SLACK,
        title_ok=_same_title(theirs.get("title"), ours.get("title")),
        topic_top1=first in topic.get("primary", ()),
        topic_accept=first in topic.get("accept", ()),
    )


def _same_title(theirs: str | None, ours: str | None) -> bool:
    a, b = ("".join(c for c in text or "" if c.isalnum()) for text in (theirs, ours))
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_TITLE


def _roles(matched: Matched) -> Counter[str]:
    counts: Counter[str] = Counter()
    for unit in matched.gold.values():
        counts[f"{unit['role']}_g"] += 1
    for other, unit in matched.system.items():
        key = matched.back.get(other)
        if not (key and matched.gold[key]["role"] == "mixed"):
            counts[f"{unit['role']}_s"] += 1
    for key, other in matched.there.items():
        role = matched.gold[key]["role"]
        counts[f"{role}_tp"] += role == matched.system[other]["role"]
    return counts


def _links(gold: Sequence[Row], system: Sequence[Row], matched: Matched) -> Counter[str]:
    above = _lineages(gold)
    theirs = {
        ((d["essay"], u["id"]), (d["essay"], target))
        for d in gold
        for u in d["units"]
        for target in [*u.get("causes", ()), *u.get("addresses", ())]
        if (d["essay"], u["id"]) in matched.gold
    }
    ours = [(a, b) for a, b in _recorded(system) if a in matched.system and b in matched.system]
    mapped = [(matched.back.get(a), matched.back.get(b)) for a, b in ours]

    def related(a: Key | None, b: Key) -> bool:
        return a is not None and (a in above.get(b, ()) or b in above.get(a, ()))

    right = sum(any(related(a, x) and related(b, y) for x, y in theirs) for a, b in mapped)
    found = sum(any(related(a, x) and related(b, y) for a, b in mapped) for x, y in theirs)
    return Counter(link_s=len(ours), link_g=len(theirs), link_ps=right, link_rg=found)


def _recorded(system: Sequence[Row]) -> list[tuple[Key, Key]]:
    pairs = {
        ((d["id"], one), (d["id"], record["problem"]))
        for d in system
        for record in d.get("records", ())
        if record.get("problem")
        for one in [*record.get("causes", ()), *record.get("countermeasures", ())]
    }
    return sorted(pairs)


def _lineages(gold: Sequence[Row]) -> dict[Key, set[Key]]:
    """Return each unit with all that are above it, itself included."""
    result: dict[Key, set[Key]] = {}
    for document in gold:
        parents = {u["id"]: u.get("parent") for u in document["units"]}
        for ident in parents:
            line, at = set(), ident
            while at is not None and at not in line:
                line.add(at)
                at = parents.get(at)
            result[(document["essay"], ident)] = {(document["essay"], i) for i in line}
    return result


def _splits(gold: Sequence[Row], system: Sequence[Row]) -> Counter[str]:
    starts = [d["source"]["span"][0] for d in system]
    first = [(d.get("start_min", d["span"][0]) - SPLIT_SLACK, d["span"]) for d in gold]
    found = sum(any(low <= s <= span[0] + SPLIT_SLACK for s in starts) for low, span in first)
    ours = sum(any(low <= s < span[1] - SPLIT_SLACK for low, span in first) for s in starts)
    return Counter(split_tp=found, split_g=len(gold), split_s=ours)


def _figures(total: Counter[str]) -> dict[str, float]:
    unit = _prf(total["unit_tp"], total["unit_s"], total["unit_g"])
    roles = [_prf(total[f"{r}_tp"], total[f"{r}_s"], total[f"{r}_g"])[2] for r in ROLES]
    over_all = (sum(total[f"{r}_{kind}"] for r in ROLES) for kind in ("tp", "s", "g"))
    link_p, link_r = _share(total["link_ps"], total["link_s"]), _share(total["link_rg"], total["link_g"])
    figures = {
        "unit_p": unit[0],
        "unit_r": unit[1],
        "unit_f1": unit[2],
        "role_f1": _prf(*over_all)[2],
        "role_macro_f1": sum(roles) / len(roles),
        "parent_acc": _share(total["parent_ok"], total["unit_tp"]),
        "end_acc": _share(total["end_ok"], total["unit_tp"]),
        "title_acc": _share(total["title_ok"], total["unit_tp"]),
        "link_p": link_p,
        "link_r": link_r,
        "link_f1": _harmonic(link_p, link_r),
        "split_f1": _prf(total["split_tp"], total["split_s"], total["split_g"])[2],
        "topic_top1": _share(total["topic_top1"], total["topic_g"]),
        "topic_accept": _share(total["topic_accept"], total["topic_g"]),
    }
    return {name: round(value, 4) for name, value in figures.items()}


def _prf(right: int, ours: int, theirs: int) -> tuple[float, float, float]:
    precision, recall = _share(right, ours), _share(right, theirs)
    return precision, recall, _harmonic(precision, recall)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def disagreements(gold: Row, system: Row) -> Iterable[str]:
    """Yield one line for every unit that is missed, extra, or given another role."""
    for name in sorted({document["file"] for document in gold["documents"]}):
        theirs = [d for d in gold["documents"] if d["file"] == name]
        ours = [d for d in system["documents"] if _base(d["source"]["path"]) == name]
        matched = match(theirs, ours)
        for key, unit in matched.gold.items():
            other = matched.there.get(key)
            if other is None:
                yield _line("missed", key[0], unit)
            elif matched.system[other]["role"] != unit["role"]:
                yield _line(f"role {matched.system[other]['role']} for", key[0], unit)
        for other, unit in matched.system.items():
            if other not in matched.back:
                yield _line("extra", name, unit)


def _line(what: str, where: str, unit: Row) -> str:
    return f"{what}\t{where}\t{unit['span'][0]}\t{unit['role']}\t{unit['marker']}\t{(unit['title'] or '')[:24]}"
