"""Join clean documents the way collections, sharing sites and web pages do, with the truth where each starts.

A `Join` is a text with its documents in order. Each kind is a function of the essays at hand and a random source; the
forms (what announces, what signs, what stands between) were seen in real files, the wording is ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from tagged import read

from djtext.hanzi import numeral

NARROW = str.maketrans("，；：？！（）", ",;:?!()")
_STOP = re.compile(r"(?<=[。！？])(?=[^”’）」』\n])")
_MEMBER = re.compile(r"^(?:[二三四五六七八九]、|[（(][二三四五六七八九][)）]|[二三四]是|[2-9][.、．])")
_HEADING = re.compile(r"^[一二三四五六七八九十]{1,2}、|^第[一二三四五六七八九十]{1,3}章")


@dataclass(frozen=True)
class Essay:
    """A clean document: its title as printed, None for an excerpt, and the lines behind it."""

    number: str
    title: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A document as it stands in a join: its lines, the title a reader would give it, furniture lines before it."""

    lines: tuple[str, ...]
    title: str | None
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Truth:
    """Where a document of a join starts, where the furniture before it starts, and its title."""

    first: int
    start: int
    title: str | None


@dataclass(frozen=True)
class Join:
    """A text made of documents, and the truth about them."""

    kind: str
    text: str
    truths: tuple[Truth, ...]


NEAR = 40
"""Characters by which a start may miss a document's start, as the evaluation counts them."""

Maker = Callable[[Sequence[Essay], random.Random], list[Part]]


def essays(folder: Path, half: int | None = None) -> list[Essay]:
    """Return the documents of a corpus; with `half`, those whose number leaves that rest on division by two."""
    paths = [p for p in sorted((folder / "tagged").glob("*.txt")) if half is None or int(p.name[:2]) % 2 == half]
    return [_essay(path) for path in paths]


def _essay(path: Path) -> Essay:
    document = read(path)
    lines = tuple(line for line in document.text.split("\n") if line.strip())
    titled = len(lines[0]) <= 45 and not lines[0].rstrip("”）)").endswith("。")
    return Essay(path.parent.parent.name + document.number, lines[0] if titled else None, lines[titled:])


def prose(folder: Path, half: int | None = None) -> list[Essay]:
    """Return the documents of a folder of plain prose: a header, `---`, the text; `half` as in `essays`."""
    paths = [p for p in sorted(folder.glob("*.txt")) if half is None or int(p.name[:2]) % 2 == half]
    return [_prose(path) for path in paths]


def _prose(path: Path) -> Essay:
    """Return a document of plain prose; a title on two lines is printed on one."""
    header, _, text = path.read_text(encoding="utf-8").partition("\n---\n")
    title = re.search(r"^title: *(.+)", header, re.MULTILINE)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if title and "".join(lines[:2]).replace(" ", "") == title[1].replace(" ", ""):
        lines[:2] = [title[1]]
    return Essay(path.parent.name + path.name[:2], lines[0], tuple(lines[1:]))


def joined(kind: str, parts: Sequence[Part], blank: str = "\n") -> Join:
    """Return the parts as one text; `blank` stands between them.

    >>> joined("titled", [Part(("甲的思考", "正文。"), "甲的思考"), Part(("乙的思考",), "乙的思考")]).truths[1].start
    9
    """
    text, truths = "", []
    for part in parts:
        first = len(text)
        text += "".join(line + "\n" for line in part.before)
        truths.append(Truth(first, len(text), part.title))
        text += "\n".join(part.lines) + blank
    return Join(kind, text, tuple(truths))


def joins(kind: str, shelf: Sequence[Essay], chance: random.Random) -> Join:
    """Return a fresh join of a kind. Half of the texts have half-width punctuation; few have empty lines between parts."""
    parts = KINDS[kind](shelf, chance)
    if chance.random() < 0.5:
        parts = [_narrowed(part) for part in parts]
    return joined(kind, parts, chance.choice(("\n", "\n", "\n", "\n\n\n")))


def _narrowed(part: Part) -> Part:
    title = part.title.translate(NARROW) if part.title else None
    return Part(
        tuple(line.translate(NARROW) for line in part.lines), title, tuple(x.translate(NARROW) for x in part.before)
    )


def _drawn(shelf: Sequence[Essay], chance: random.Random, *, most: int = 8, titled: bool = True) -> list[Essay]:
    """Return two to `most` different essays, and seldom one of them twice."""
    fit = [essay for essay in shelf if essay.title or not titled]
    return chance.sample(fit, min(len(fit), chance.randint(2, most)))


def _whole(essay: Essay, *head: str) -> Part:
    return Part((*(head or (essay.title or "",)), *essay.lines), essay.title)


def titled(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays one behind the other, each under its title line."""
    return [_whole(essay) for essay in _drawn(shelf, chance)]


def announced(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays announced by a number, the title on the same line, on the next, on both, or nowhere else."""
    form = chance.choice(
        (
            "第{c}篇：",
            "篇{c}：",
            "【篇{c}】",
            "【篇{d}】",
            "范文{c}：",
            "第{d}篇：",
            "篇{d}：",
            "（第{c}篇）",
            "例文{c}：",
            "【范文{c}】",
            "第{c}篇 ",
        )
    )
    place = chance.choice(("same", "next", "both"))
    parts = []
    for count, essay in enumerate(_drawn(shelf, chance), 1):
        call, title = form.format(c=numeral(count), d=count), essay.title or ""
        head = {"same": (call + title,), "next": (call.rstrip("： "), title), "both": (call + title, title)}[place]
        parts.append(_whole(essay, *head))
    return parts


def collected(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """A collection under one headline (工作报告范文3篇), its members called by that name and a number."""
    name = chance.choice(("工作调研报告", "整改情况汇报", "工作总结", "心得体会材料"))
    chosen = _drawn(shelf, chance, most=5)
    form = chance.choice(("{n}篇{c}", "{n}({d})", "{n}（{c}）", "{n}范文{c}", "{n}篇{d}：", "第{c}篇 {n}", "{n}{c}"))
    parts = [_whole(e, form.format(n=name, c=numeral(i), d=i), e.title or "") for i, e in enumerate(chosen, 1)]
    lead = "以下是小编为大家整理的范文，欢迎参考阅读，希望对大家有所帮助。"
    return [replace(parts[0], before=(f"{name}范文{len(parts)}篇", lead)), *parts[1:]]


def series(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays of one name, told apart by a number behind it."""
    name = chance.choice(("关于基层工作的调研报告", "干部作风建设的几点思考", "年度重点工作推进情况汇报"))
    form = chance.choice(("{n}（{c}）", "{n}({d})", "{n}之{c}", "{n}{d}"))
    chosen = _drawn(shelf, chance, most=5)
    titles = [form.format(n=name, c=numeral(i), d=i) for i in range(1, len(chosen) + 1)]
    return [replace(_whole(e, t), title=t) for e, t in zip(chosen, titles, strict=True)]


def twice(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays whose title stands twice."""
    return [_whole(essay, essay.title or "", essay.title or "") for essay in _drawn(shelf, chance)]


def glued(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays whose title runs into the first words."""
    chosen = [e for e in _drawn(shelf, chance, most=8) if len(e.lines[0]) > 40] or list(shelf[:1])
    gap = chance.choice(("", " "))
    return [Part(((e.title or "") + gap + e.lines[0], *e.lines[1:]), e.title) for e in chosen]


def two_lines(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays with a slogan over the title, or a title broken in two."""
    slogans = [
        "转变作风提效能",
        "凝心聚力促发展",
        "强基固本 惠民利民",
        "扎根基层解民忧",
        "立足职能勇担当",
        "破难题 补短板",
    ]
    parts = []
    for essay in _drawn(shelf, chance):
        title = essay.title or ""
        half = len(title) // 2
        head = (chance.choice(slogans), title) if chance.random() < 0.6 else (title[:half], title[half:])
        parts.append(replace(_whole(essay, *head), title="\n".join(head)))
    return parts


def signed(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays with author, source, date or abstract behind the title, on lines of their own or on the same line."""
    parts = []
    for count, essay in enumerate(_drawn(shelf, chance)):
        title, who = essay.title or "", chance.choice(("某市委政研室", "某县卫生局 陈某某", "办公室 李某"))
        own = (
            (title, f"作者：{who}"),
            (title, who),
            (title, f"来源：某某日报 发布时间：201{count}-0{count + 1}-12"),
            (title, f"（201{count}年3月1{count}日）"),
            (f"{title} 发布日期：200{count}-04-18 阅读次数：29{count}1", title),
            (title, "【摘要】本文结合工作实际，分析了存在的困难，提出了改进的办法。"),
        )
        same = (
            f"{title}作者：{who}来源：《某某月刊》201{count}年第{count + 1}期摘要：",
            f"{title}【摘要】",
            f"{title} {who} ",
        )
        if chance.random() < 0.6:
            parts.append(_whole(essay, *chance.choice(own)))
        else:
            parts.append(Part((chance.choice(same) + essay.lines[0], *essay.lines[1:]), title))
    return parts


def shelved(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays between the furniture of pages and sharing sites."""
    between = (
        ("- 格式:docx", "- 大小:21.3 KB", "- 文档页数:6"),
        ("上传人：某某 文档编号：20931", "第1页/共9页"),
        ("【字号：大 中 小】", "打印", "阅读次数：215"),
        ("展开阅读全文",),
        ("相关文章", "返回顶部"),
    )
    parts = [_whole(essay) for essay in _drawn(shelf, chance)]
    return [parts[0], *(replace(part, before=chance.choice(between)) for part in parts[1:])]


def _cut(lines: Sequence[str], chance: random.Random, *, start: bool = False) -> list[str]:
    """Return 500 to 1,100 characters of an essay, from its start or somewhere, seldom ending inside a sentence."""
    size = chance.randint(500, 1100)
    long = [i for i, line in enumerate(lines) if len(line) > 40 and i < len(lines) * 0.6]
    at = 0 if start or not long else chance.choice(long)
    until, total = at, 0
    while until < len(lines) and total < size:
        total += len(lines[until])
        until += 1
    taken = list(lines[at:until])
    while len(taken) > 1 and len(taken[-1]) < 30:
        taken.pop()
    if chance.random() < 0.25 and len(taken[-1]) > 60:
        taken[-1] = taken[-1][: chance.randint(30, len(taken[-1]) - 8)]
    if chance.random() < 0.3:
        taken = [part for line in taken for part in _STOP.split(line)]
    return taken


def excerpts(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Excerpts under their titles, cut at the end, or with a list that starts in the middle."""
    return [
        Part((e.title or "", *_cut(e.lines, chance, start=chance.random() < 0.5)), e.title)
        for e in _drawn(shelf, chance)
    ]


def untitled_openings(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Excerpts from the first words of essays, without a title."""
    return [Part(tuple(_cut(_bare(e.lines), chance, start=True)), None) for e in _drawn(shelf, chance)]


def untitled_middles(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Excerpts from the middle of essays, without a title, many of which start with a later member of a list."""
    parts = []
    for essay in _drawn(shelf, chance, titled=False):
        members = [i for i, x in enumerate(essay.lines) if _MEMBER.match(x) and i < len(essay.lines) * 0.7]
        at = chance.choice(members) if members and chance.random() < 0.7 else None
        lines = _cut(essay.lines[at:], chance, start=True) if at else _cut(essay.lines, chance)
        parts.append(Part(tuple(lines), None))
    return parts


def _bare(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines from the first paragraph on: an author alone over an excerpt would sign it."""
    return lines[next((i for i, line in enumerate(lines) if len(line) > 40), 0) :]


def mixed_excerpts(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """What a search page of a sharing site shows: excerpts with a title, with a glued one, and without."""
    parts = []
    for essay in _drawn(shelf, chance):
        title, taken = essay.title or "", _cut(_bare(essay.lines), chance, start=True)
        form = chance.choice(("line", "twice", "glued", "none"))
        head = {"line": [title], "twice": [title, title], "glued": [], "none": []}[form]
        if form == "glued":
            taken[0] = title + taken[0]
        parts.append(Part((*head, *taken), title if form != "none" else None))
    return parts


def repeated(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """One essay two to five times, whole, with another one perhaps behind."""
    one, other = chance.sample([e for e in shelf if e.title], 2)
    copies = [_whole(one) for _ in range(chance.randint(2, 5))]
    return [*copies, *([_whole(other)] if chance.random() < 0.5 else [])]


def repeated_untitled(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """An essay, and its text again without title, from its first paragraph or from the middle."""
    one = chance.choice([e for e in shelf if e.title])
    long = [i for i, x in enumerate(one.lines) if len(x) > 60 and i < len(one.lines) // 2]
    again = one.lines[chance.choice(long or [0]) :]
    return [_whole(one), Part(tuple(again), None)]


def contents_of_one(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays some of which have a table of their headings in front."""
    parts = []
    for essay in _drawn(shelf, chance, most=4):
        heads = [line for line in essay.lines if _HEADING.match(line) and len(line) < 30]
        table = (chance.choice(("目录", "目录/提纲：……", "目 录")), *heads)
        head = (essay.title or "", *table, essay.title or "") if chance.random() < 0.5 else (*table, essay.title or "")
        parts.append(_whole(essay, *head) if heads else _whole(essay))
    return parts


def contents_of_all(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """A collection with a table of its titles in front."""
    chosen = _drawn(shelf, chance)
    dots = chance.choice(("", "……{p}", "\t{p}"))
    table = (
        "目录",
        *(f"{i}、{e.title}{dots.format(p=i * 4)}" if dots else f"{e.title}" for i, e in enumerate(chosen, 1)),
    )
    parts = [_whole(essay) for essay in chosen]
    return [replace(parts[0], before=table), *parts[1:]]


def nested(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays with a list of the same style inside their last section, announced."""
    cues = ("应从以下{n}个方面来把握。", "具体要抓好以下{n}项工作：", "建议做到以下{n}点。", "重点从{n}个方面入手：")
    parts = []
    for essay in _drawn(shelf, chance, most=3):
        bodies = [line for line in essay.lines if len(line) > 60 and not _HEADING.match(line)][:4]
        names = chance.sample(
            ("强化责任要求", "充实工作内容", "创新落实机制", "完善考评体系", "加强队伍建设"), len(bodies)
        )
        inner = [x for i, (n, b) in enumerate(zip(names, bodies, strict=True), 1) for x in (f"{numeral(i)}、{n}", b)]
        last = sum(bool(re.match(r"^[一二三四五六]、", line)) for line in essay.lines) + 1
        cue = "在实践的基础上，针对存在的问题，" + chance.choice(cues).format(n=numeral(len(bodies)))
        parts.append(
            _whole(replace(essay, lines=(*_unsigned(essay.lines), f"{numeral(last)}、对策与建议", cue, *inner)))
        )
    return parts


def _unsigned(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines without the signature and the date at their end: no section follows those."""
    return lines[: max((i for i, line in enumerate(lines, 1) if line.endswith("。")), default=len(lines))]


def appended(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """Essays with appendices of their own."""
    parts = []
    for essay in _drawn(shelf, chance, most=4):
        name = chance.choice(("整改任务分解表", "2022年民生实事项目清单", "考核评分标准", "领导小组成员名单及职责"))
        call = chance.choice(("附件", "附件1", "附件：", "附件1：" + name, "附：" + name))
        long = [line for line in essay.lines if len(line) > 40 and not _MEMBER.match(line)]
        items = [f"{i}.{line[:60]}" for i, line in enumerate(long[-3:], 1)]
        more = [call, name] if name not in call else [call]
        parts.append(_whole(replace(essay, lines=(*essay.lines, *more, *items))))
    return parts


def planned(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """One plan in 第一篇, 第二篇, its chapters numbered through: one document."""
    chosen = _drawn(shelf, chance, most=4)
    lines = ["某市国民经济和社会发展五年规划纲要"]
    chapter = 0
    for part, essay in enumerate(chosen, 1):
        lines.append(
            f"第{numeral(part)}篇 {chance.choice(('发展环境', '主要任务', '重点工程', '民生保障', '组织实施'))}"
        )
        for body in [line for line in essay.lines if len(line) > 60][:4]:
            chapter += 1
            lines += [f"第{numeral(chapter)}章 {chance.choice(('夯实基础', '提升能力', '优化布局', '补齐短板'))}", body]
    return [Part(tuple(lines), lines[0])]


def alone(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """One document as it is."""
    essay = chance.choice(shelf)
    return [_whole(essay) if essay.title else Part(essay.lines, None)]


def paged(shelf: Sequence[Essay], chance: random.Random) -> list[Part]:
    """One document whose title stands at the head of every page."""
    essay = chance.choice([e for e in shelf if e.title])
    lengths = accumulate(len(line) for line in essay.lines)
    lines: list[str] = [essay.title or ""]
    page = 0
    for line, total in zip(essay.lines, lengths, strict=True):
        if total // 700 > page and _HEADING.match(line):
            page = total // 700
            lines.append(essay.title or "")
        lines.append(line)
    return [Part(tuple(lines), essay.title)]


KINDS: dict[str, Maker] = {
    "titled": titled,
    "announced": announced,
    "collected": collected,
    "series": series,
    "twice": twice,
    "glued": glued,
    "two-lines": two_lines,
    "signed": signed,
    "shelved": shelved,
    "excerpts": excerpts,
    "mixed-excerpts": mixed_excerpts,
    "untitled-openings": untitled_openings,
    "untitled-middles": untitled_middles,
    "repeated": repeated,
    "repeated-untitled": repeated_untitled,
    "contents-of-one": contents_of_one,
    "contents-of-all": contents_of_all,
    "nested": nested,
    "appended": appended,
    "planned": planned,
    "alone": alone,
    "paged": paged,
}


def fresh(shelf: Sequence[Essay], seed: int, each: int) -> Iterator[Join]:
    """Yield `each` joins of every kind; the same seed gives the same."""
    for kind in KINDS:
        for turn in range(each):
            yield joins(kind, shelf, random.Random(f"{seed} {kind} {turn}"))


def near(truth: Truth, start: int) -> bool:
    """Return whether a start is that of a document, or lies in the furniture before it."""
    return truth.first - NEAR <= start <= truth.start + NEAR


def scored(join: Join, starts: Sequence[int]) -> tuple[int, int, int]:
    """Return how many documents were found, how many starts were given, how many documents there are.

    >>> scored(joined("x", [Part(("甲",), None), Part(("乙",) * 50, None)]), [0, 90])
    (2, 2, 2)
    """
    found = sum(any(near(truth, start) for start in starts) for truth in join.truths)
    return found, len(starts), len(join.truths)
