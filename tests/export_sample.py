"""Two short reports read by hand, a copied one, and what the exports are given of them."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from djtext.edits import applied
from djtext.hanzi import folded
from djtext.types import (
    Cluster,
    Document,
    Edit,
    Failed,
    Fields,
    Link,
    Listing,
    Measure,
    Pair,
    Passage,
    Place,
    Record,
    Reuse,
    Role,
    Source,
    Span,
    Structure,
    Target,
    Topic,
    Unit,
)

STAMPS = {"rules": "0123456789ab", "taxonomy": "djtext-topics/1", "model": "none"}

FIRST = (
    "关于冬季供暖保障的整改方案\n"
    "一、存在问题\n"
    "（一）管网老化。去年爆管(guǎn)21次，抢修平均用时9小时。\n"
    "（二）投诉处理慢。群众反映多次无人答复。\n"
    "二、原因分析\n"
    "一是投入不足。管网改造资金连续三年没有到位。\n"
    "三、整改措施\n"
    "1．改造老旧管网。住建局10月底前更换管道12公里，合格率达到95%以上。\n"
    "2．畅通投诉渠道。落实《供热管理办法》，每周通报一次，(页3)做到“一线办结”。（2分）\n"
)

SECOND = "關於冬季供暖保障的整改方案\n三、整改措施\n1．改造老舊管網。住建局11月底前更換管道8公里，合格率達到95%以上。\n"


def span(text: str, quote: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def document(path: str, text: str, *gone: str, identity: str | None = None) -> Document:
    """Return a document that is a whole source, with some of its words taken out by a repair."""
    edits = tuple(Edit(span(text, words), "", "pinyin" if "g" in words else "page-number") for words in gone)
    source = Source(path, text, sha256(text.encode("utf-8", "replace")).hexdigest(), "txt", "utf-8", identity)
    repaired = applied(text, edits)
    digest = "d" + sha256(repaired.encode("utf-8", "replace")).hexdigest()[:12]
    title = repaired.split("\n")[0]
    return Document(digest, title, source, Span(0, len(text)), edits, repaired, folded(repaired))


def unit(
    home: Document, identity: str, parent: str | None, role: Role | None, lead: str, end: str, **more: Any
) -> Unit:
    """Return a unit from its marker and headline, written `marker¦headline`, to its last words."""
    marker, title = lead.split("¦")
    start = span(home.text, marker + title).start
    title_span = Span(start + len(marker), start + len(marker) + len(title))
    stop = home.text.index(end, start) + len(end)
    level = 1 if parent is None else 2
    plain = Unit(identity, parent, marker, "made", None, level, Span(start, stop), title, title_span, role=role)
    return replace(plain, because="hand", **more)


def first() -> Structure:
    home = document("供暖/整改.txt", FIRST, "(guǎn)", "(页3)")
    text = home.text
    fields = Fields(
        targets=(Target("95%以上", span(text, "95%以上"), ">=", 95.0, "%"),),
        actors=(span(text, "住建局"),),
        deadline=span(text, "10月底前"),
    )
    other = Fields(
        score=Target("2分", span(text, "2分"), "=", 2.0, "分"),
        references=(span(text, "《供热管理办法》"),),
        slogans=(span(text, "一线办结"),),
        frequency=span(text, "每周"),
    )
    numbered = Listing("l1", "gap", 3)
    units = (
        unit(home, "u1", None, "problem", "一、¦存在问题", "无人答复。"),
        unit(home, "u2", "u1", "problem", "（一）¦管网老化", "用时9小时。", topics=(topic(text, "GUA", "管网"),)),
        unit(home, "u3", "u1", "problem", "（二）¦投诉处理慢", "无人答复。", topics=(topic(text, "SER", "投诉"),)),
        unit(home, "u4", None, "cause", "二、¦原因分析", "没有到位。"),
        unit(home, "u5", "u4", "cause", "一是¦投入不足", "没有到位。", flags=("checked",)),
        unit(home, "u6", None, "countermeasure", "三、¦整改措施", "（2分）"),
        unit(home, "u7", "u6", "countermeasure", "1．¦改造老旧管网", "95%以上。", listing=numbered, fields=fields),
        unit(home, "u8", "u6", "countermeasure", "2．¦畅通投诉渠道", "（2分）", listing=numbered, fields=other),
    )
    explains = Link("u5", "u2", "explains", 0.87654321, "subject", (span(text, "管网改造"),))
    addresses = Link("u7", "u2", "addresses", 0.9, "order", (span(text, "老旧管网"),))
    deeper = Link("u7", "u5", "addresses", 0.7, "subject")
    heading = Link("u6", "u1", "addresses", 0.95, "section")
    records = (
        Record("r1", "u1", (), ("u6",), (heading,)),
        Record("r2", "u2", ("u5",), ("u7",), (explains, addresses, deeper)),
        Record("r3", "u3", (), ()),
        Record("r4", None, (), ("u8",)),
    )
    return Structure(home, units, records)


def topic(text: str, concept: str, words: str) -> Topic:
    return Topic(concept, 0.8, (span(text, words),))


def second() -> Structure:
    home = document("供暖/抄录.jsonl", SECOND, identity="row-7")
    units = (
        unit(home, "u1", None, "countermeasure", "三、¦整改措施", "95%以上。"),
        unit(home, "u2", "u1", None, "1．¦改造老舊管網", "95%以上。"),
    )
    return Structure(home, units, ())


def structures() -> list[Structure]:
    return [first(), second()]


def reuse() -> Reuse:
    one, two = (s.document for s in structures())
    a = Span(one.text.index("1．改造"), one.text.index("2．畅通"))
    b = Span(two.text.index("1．改造"), len(two.text))
    head = Passage(Span(0, 13), Span(0, 13), 1.0, common=True)
    pair = Pair(one.id, two.id, "partial", 0.3, 0.31, 0.996, 0.3, 0.004, (head, Passage(a, b, 0.9)))
    return Reuse((pair,), (Cluster("c1", (one.id, two.id), two.id, 0.3),))


def measures() -> list[Measure]:
    one, two = structures()
    a, b = one.units[6], two.units[1]
    places = (
        Place(two.document.id, b.id, b.title_span, b.title, 0.92),
        Place(one.document.id, a.id, a.title_span, a.title, 1.0),
    )
    c = one.units[7]
    alone = (Place(one.document.id, c.id, c.title_span, c.title, 1.0),)
    units = {unit.title: f"{one.document.id}:{unit.id}" for unit in one.units}
    old, poor, section = units["管网老化"], units["投入不足"], units["存在问题"]
    return [
        Measure("m2", c.title, (), c.fields, alone, (section,), (), 1),
        Measure("m1", a.title, (Topic("GUA.pipe", 0.7),), a.fields, places, (old,), (poor,), 2, {"places": 2}),
        Measure("m0", "没有出处的措施", (), None, (), (), (), 0),
    ]


ERRORS = [Failed("供暖/空.txt", "empty", "供暖/空.txt: is empty (0 bytes); look whether it was saved")]
