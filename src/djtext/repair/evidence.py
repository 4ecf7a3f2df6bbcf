"""What each kind of evidence for the start of an essay counts, and why."""

from __future__ import annotations

from collections.abc import Sequence

WEIGHTS = {
    # One line in some hundreds opens an essay: what speaks for it must outweigh this.
    "rare": -6.0,
    # The text says so.
    "announced": 11.0,
    "counted-on": 8.0,  # 工作总结(2) behind 工作总结(1)
    "issue": 8.0,
    "glued": 9.0,  # a title that runs into 第一章 or 近年来 stands nowhere else
    "signed-line": 9.0,  # a title with author or abstract behind it on one line
    "signed-below": 6.0,
    "heading-0": 7.0,  # the file calls it the title
    "heading-1": 2.0,  # or a main heading: sections are called that too
    "page": 0.5,
    # A title is seen.
    "title": 1.0,
    "title-words": 2.5,  # 关于…的思考; section headings without number seldom end so
    "title-whole": 3.0,  # 关于…的报告 and 某市城管局2021年工作总结 begin and end as titles
    "title-twice": 6.0,
    "title-returns": 5.0,  # less than twice in a row: pages repeat their headline
    "headline-returns": 7.0,  # before the first words, on their line
    "title-and-space": 7.0,
    "two-lines": 3.0,
    "byline": 4.0,
    "subtitle": 6.0,  # ——关于某县养老服务的调查 completes a title
    "shelf": 3.0,
    "contents": 9.0,
    # An opening is seen.
    "opening": 2.5,  # 近年来 opens paragraphs inside essays too
    "declares": 3.5,  # 现汇报如下 is said once, at the start
    "preamble": 2.0,  # a paragraph before 一、
    "abstract": 5.0,
    "first-article": 7.0,
    "addressed": 7.0,  # 各乡镇人民政府，县直各单位： with no title above
    "restarts": 4.0,
    "restarts-bare": 2.5,  # 一、 itself, nothing before it: an appendix may begin so
    "chapters-restart": 8.0,
    "first-number": 1.5,
    "mid-list": 4.5,  # 七、 behind 三、, and no 六、 inside a line
    "mid-first": 2.0,  # 三、 behind no other: an excerpt that began inside 二、 goes on so
    "mid-item": 4.5,  # (三) behind no (二)
    "mid-digit": 1.5,  # pages and sharing sites put digits in too
    "articles-end": 5.0,
    "text-returns": 9.0,  # two paragraphs that stood above, not behind those that they followed there
    # The essay before has ended, or has not.
    "closed": 3.0,
    "gap": 1.0,
    "unfinished": -2.5,
    "unfinished-paragraph": -1.0,  # an excerpt may be cut inside a sentence
    "nested": -7.0,  # 应从以下五个方面来把握。 announces the 一、 that follows
    "goes-on": -9.0,  # 三、 behind 二、: a title printed on every page opens nothing
    "title-before-next": -5.0,  # the same below a title that was not seen before: an excerpt may happen to begin so
    "chapters-go-on": -14.0,  # 第二篇, then 第四章: parts of one plan
    "annex": -9.0,
    "attached": -14.0,  # the rules that a notice has named: 关于印发《某市路灯管理办法》的通知
    "below-short-line": -4.0,
    "below-title": -12.0,  # a first paragraph belongs to the title, author or salutation above
    "nested-title": -2.5,
    "under-heading": -8.0,  # behind a table of contents, or under the title of a section
    "soon": -3.0,  # excerpts are longer
    "in-table": -4.0,  # a short line among short lines
    "leads-nowhere": -3.0,
    # The text has changed.
    "other-script": 5.0,
    "other-width": 4.0,
    "other-words": 3.0,
    "fewer-words": 1.5,
    "other-self": 1.0,  # 我县, then 我院
    "same-self": -1.0,
    "same-words": -1.0,  # little: collections gather essays on one subject
}
"""How much each kind of evidence counts, with the reason. A start needs a sum above zero."""


def total(because: Sequence[str]) -> float:
    """Return the sum of the weights of evidence.

    >>> total(["rare", "announced"])
    5.0
    """
    return sum(WEIGHTS[name] for name in because)
