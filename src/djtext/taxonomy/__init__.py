"""Taxonomy: the concepts that a unit can be about, and the spans of text that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from djtext import lexicon
from djtext.taxonomy.cues import Cues, cues
from djtext.taxonomy.scheme import NAME, VERSION, Concept, concept, concepts
from djtext.taxonomy.weighing import Evidence, said, topics
from djtext.types import Document, Span, Topic, Unit

__all__ = ["Concept", "classified", "concept", "concepts", "version"]

LATER = 0.6
BODY = 0.35
BODY_REACH = 120
HEADING = 0.3


def version() -> str:
    """Return the name and version of the taxonomy that ships, as outputs state it."""
    return f"{NAME}/{VERSION}"


def classified(document: Document, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    found = cues(document.folded, lexicon.table("topics"))
    children = {}
    for u in units: children.setdefault(u.parent, []).append(u)
    own = {u.id: _own(document, u, children.get(u.id, ()), found) for u in units}
    by={u.id:u for u in units}
    out=[]
    total={}
    def full(u):
        if u.id in total: return total[u.id]
        ev=own[u.id]
        t=max([e.strength for e in ev],default=0)
        m='title'
        if t<WEAK and children.get(u.id):
            add=[]
            for c in children[u.id]:
                e2=full(c)[0]
                add+= [Evidence(e.concept,e.strength,e.span) for e in e2]
            # aggregated
            agg={}
            for e in add: agg.setdefault(e.concept,[]).append(e)
            n=len(children[u.id])
            ev=ev+tuple(Evidence(k,AGG*sum(e.strength for e in es)/n,e.span) for k,es in agg.items() for e in es)
            m='members'
        total[u.id]=(ev,m)
        return total[u.id]
    for u in units:
        ev,m=full(u)
        if u.parent in by:
            pe,_=full(by[u.parent])
            ev=ev+tuple(Evidence(e.concept,e.strength*HEADING,e.span) for e in pe)
        out.append(replace(u,topics=topics(ev,m)))
    return tuple(out)
WEAK=1.3
AGG=.6


def _own(document, unit, children, found):
    t=unit.title_span
    first=document.folded.find(',',t.start,t.end)
    cut=first if first>=0 else t.end
    ev=said(found.within(Span(t.start,cut)),1.0)+said([c for c in found.within(t) if c.span.end>cut],LATER)
    end=min([c.span.start for c in children],default=unit.span.end)
    b=Span(t.end,max(t.end,min(end,t.end+BODY_REACH)))
    return ev+said(found.within(b),BODY)
