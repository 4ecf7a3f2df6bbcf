"""Damage to lines and numbers in many shapes, drawn at random, as `Edit`s: line breaks, page and slice numbers, furniture.

`damage.py` keeps one plain shape of each, from which the corpora are built; these are what repair is measured on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from djtext.types import Edit, Span

HAN = "\u4e00-\u9fff"
_INSIDE = re.compile(f"(?<=[{HAN}]{{2}})(?=[{HAN}]{{2}})|(?<=[{HAN}][，,、])(?=[{HAN}])|(?<=[0-9][{HAN}])(?=[{HAN}])")
_BETWEEN = re.compile(f"(?<=[{HAN}，,、。；;])(?=[{HAN}“《])|(?<=[。；;])(?=\n)")
_NUMERAL = re.compile("(?<=[单單统統唯专專])一、")
_CARRIED = re.compile("(?<=[。！？])”")
_FIGURE = re.compile(r"(?<=[0-9]\.)(?=[0-9])")
_OPENING = "“‘（《〈【"
_CLOSING = "，。、；：？！”’）》〉】,;:?!)%％"

BREAKS = ("\n", "\n", "\n", "\n", "\n\n", " \n", "\n　　", "\n  ")
PAGES = (
    "{} ",
    "{} ",
    "{} ",
    "{}",
    " {} ",
    "- {} -",
    "— {} —",
    "第{}页",
    "\n{}\n",
    "\n{} ",
    "{}\n",
    "\n- {} -\n",
    "-{}-",
)


def torn_lines(text: str, chance: random.Random, share: float = 0.006) -> list[Edit]:
    """Break lines inside sentences, words and figures; carry a closing mark over; leave a `?` at some breaks."""
    spots = [m.start() for m in _INSIDE.finditer(text) if chance.random() < share]
    spots += [m.start() for pattern in (_NUMERAL, _CARRIED, _FIGURE) for m in pattern.finditer(text)][:6]
    kinds = chance.sample(BREAKS, 3)
    result: list[Edit] = []
    for spot in sorted(set(spots)):
        if not result or spot - result[-1].span.end > 12:
            result.append(Edit(Span(spot, spot), chance.choice(kinds), "broken-line"))
    return result


def wrapped_lines(text: str, chance: random.Random) -> list[Edit]:
    """Break every line at one width, as mails and converted pages are; no line begins with a closing mark."""
    width = chance.randrange(26, 44)
    result, at = [], 0
    for line in text.split("\n"):
        spots = _wraps(line, width)
        result += [Edit(Span(at + spot, at + spot), "\n", "wrapped-line") for spot in spots]
        at += len(line) + 1
    return result


def _wraps(line: str, width: int) -> Iterator[int]:
    at = 0
    while (spot := _fits(line, at, width)) < len(line):
        while spot < len(line) and line[spot] in _CLOSING:
            spot += 1
        while line[spot - 1] in _OPENING or line[spot - 1 : spot + 1].isascii():
            spot -= 1
        if not at < spot < len(line):
            return
        yield spot
        at = spot


def _fits(line: str, at: int, width: float) -> int:
    """Return how far a line reaches that is so wide; ASCII characters are half as wide as others."""
    while at < len(line) and width >= (wide := 0.5 if line[at].isascii() else 1):
        at, width = at + 1, width - wide
    return at


def _spot(text: str, near: int, pattern: re.Pattern[str]) -> int | None:
    match = pattern.search(text, near)
    return match.start() if match else None


def stray_pages(text: str, chance: random.Random) -> list[Edit]:
    """Leave the page numbers of one shape, or of two, where pages of 400 to 900 characters end; a fifth is gone."""
    length, shapes = chance.randrange(400, 900), chance.sample(PAGES, 2)
    page, near, result = chance.choice((1, 1, 1, 2, 5, 11)), 0, list[Edit]()
    while True:
        near += int(length * chance.uniform(0.9, 1.1))
        spot = _spot(text, near, _BETWEEN)
        if spot is None:
            return result
        if chance.random() < 0.8:
            new = (shapes[0] if chance.random() < 0.85 else shapes[1]).format(page)
            if text[spot - 1] in "。；;":
                new = new.strip("\n")  # whether a paragraph ended with the page, nobody can tell
            result.append(Edit(Span(spot, spot), new.rstrip("\n") if text[spot] == "\n" else new, "page-number"))
        page += 1


def site_slices(text: str, chance: random.Random) -> list[Edit]:
    """Number the slices of a preview from 1、: on a new line in mid-sentence, on the line, or before a paragraph."""
    length = chance.randrange(110, 420)
    inline, snapped = chance.random() < 0.2, chance.random() * 0.5
    number, at = 1, 0
    result = [Edit(Span(0, 0), "1、", "slice-number")]
    while number < 60:
        near = at + int(length * chance.uniform(0.85, 1.15))
        start = text.find("\n", near - 30, near + 30) + 1
        if start and start < len(text) and chance.random() < snapped and text[start] != "\n":
            spot, new = start, ""
        else:
            found = _spot(text, near, _INSIDE if chance.random() < 0.9 else _BETWEEN)
            if found is None:
                break
            spot, new = found, "" if inline or text[found] == "\n" or text[found - 1] in "。；;" else "\n"
        number, at = number + 1, spot
        if text[spot] != "\n":
            result.append(Edit(Span(spot, spot), f"{new}{number}、", "slice-number"))
    return result


# Written from what pages and sharing sites print; {a}, {b} are small numbers, {d} a date.
HEADS = (
    "文档编号：DT-20{a}0{b}\n", "上传人：小舟\n", "上传者：风中纸船 上传时间：20{a}-05-{b}\n", "第{b}页/共{a}页\n", "首页 新闻中心 政务公开 办事服务 互动交流\n",
    "网站首页 | 机构概况 | 通知公告 | 联系我们\n", "当前位置：首页 > 工作动态 > 经验交流\n", "您现在的位置：首页>>调研思考>>正文\n",
    "首页\n>\n工作总结\n>\n", "【字体：大 中 小】 【打印】 【关闭】\n", "字号：大 中 小\n", "发布时间：20{a}-03-{b} 浏览次数：{a}{b}次\n",
    "来源：本站 作者：佚名 点击数：{a}{b}\n", "点击：{a}{b}次\n", "文件大小：{a}KB\n", "资源ID：{a}{b}{a}\n", "页数：{a}\n", "VIP免费下载\n",
    "下载积分：{b}\n", "登录 | 注册\n", "繁体版 无障碍 长者模式\n", "作品分类：公文写作\n", "所属栏目：党建材料\n", "分享到：微信 微博 QQ空间\n",
)  # fmt: skip
MIDDLES = (
    "第{b}页/共{a}页\n", "第 {b} 页 共 {a} 页\n", "- {b} -\n", "{b} / {a}\n", "上一页 1 2 3 下一页\n", "欢迎下载使用\n", "精品文档，仅供参考\n",
    "本文档由某某文库上传\n", "——此文档来源于网络，如有侵权请联系删除\n", "学习资料，仅供参考\n", "可编辑修改\n", "Page {b} of {a}\n", "点击加载更多\n",
)  # fmt: skip
TAILS = (
    "展开阅读全文\n", "阅读次数：{a}{b}\n", "上一篇：没有了\n下一篇：年度总结\n", "上一页 下一页 尾页\n", "返回顶部\n", "【打印本页】 【关闭窗口】\n",
    "版权所有：某某学习网 未经授权不得转载\n", "Copyright © 20{a} All Rights Reserved\n", "×ICP备{a}0{b}号-1\n", "×公网安备 {a}0{b}号\n", "责任编辑：小荷\n",
    "编辑：小荷 审核：老柳\n", "（责编：小荷、老柳）\n", "扫描二维码关注公众号\n", "扫一扫分享本页\n", "相关推荐：\n", "网友评论（{b}）\n",
    "本作品采用知识共享署名-相同方式共享 4.0 国际许可协议\n", "本文由用户上传，版权归原作者所有\n", "声明：本站内容来自互联网，仅供学习交流\n",
    "下载本文档需要登录，并付出相应积分\n", "点赞（{b}） 收藏（{a}）\n", "主办：某某县人民政府办公室\n", "网站地图 | 联系我们 | 网站声明\n", "阅读量：{a}.{b}万\n",
)  # fmt: skip
NOTES = (
    "……（未完，全文共{a}{b}字，登录后可阅读全部内容）", "……（此处省略{a}{b}字，会员可看）……", "（剩余{a}%未读，购买后继续阅读）", "（试读结束，开通会员阅读全文）",
    "【此处隐藏{a}{b}字，付费后可见】", "（全文共{a}{b}字，当前仅显示部分内容）", "……（以下内容需要下载后查看）", "（预览已结束，如需全文请下载）",
)  # fmt: skip


def site_furniture(text: str, chance: random.Random) -> list[Edit]:
    """Put a site's lines before, inside and behind the text, and at times a note that text was cut out."""
    starts = [m.end() for m in re.finditer("\n", text) if m.end() < len(text)]
    made = [(0, line) for line in chance.sample(HEADS, 4)] + [(len(text), line) for line in chance.sample(TAILS, 4)]
    made += [(spot, chance.choice(MIDDLES)) for spot in chance.sample(starts, min(2, len(starts)))]
    order = sorted(range(len(made)), key=lambda i: (made[i][0], i))
    return [Edit(Span(made[i][0], made[i][0]), _filled(made[i][1], chance), "furniture") for i in order]


def cut_notes(text: str, chance: random.Random) -> list[Edit]:
    """Cut some text out in mid-sentence and say so, as a paywall does."""
    spots = [m.start() for m in _INSIDE.finditer(text)]
    if len(spots) < 40:
        return []
    first = chance.randrange(len(spots) - 20)
    return [Edit(Span(spots[first], spots[first + 15]), _filled(chance.choice(NOTES), chance), "cut-note")]


def _filled(shape: str, chance: random.Random) -> str:
    return shape.format(a=chance.randrange(10, 24), b=chance.randrange(2, 10))


_SENTENCE = re.compile(f"(?<=[。；;])(?=[{HAN}]{{4}})")


def listed(text: str, chance: random.Random) -> str:
    """Return the text with lists of the author's own: sentences of some paragraphs numbered 1、 2、 or （1）, on lines
    of their own or on the line.
    """
    result = []
    for line in text.split("\n"):
        parts = _SENTENCE.split(line)
        if len(parts) < 3 or line[-1] != "。" or chance.random() < 0.55:
            result.append(line)
            continue
        shape, glue = chance.choice(("{}、", "{}、", "{}、", "（{}）", "{}．")), chance.choice(("\n", "\n", ""))
        head = "具体抓好以下几项：" if chance.random() < 0.6 else "一是认识再提高，二是力度再加大。"
        result.append(head + glue + glue.join(shape.format(i) + part for i, part in enumerate(parts, 1)))
    return "\n".join(result)


_PLAIN_FIGURE = re.compile(f"(?<=[{HAN}])([0-9]+)(?=[{HAN}])")


def spaced_figures(text: str, chance: random.Random) -> str:
    """Return the text with a space behind, or around, its figures, as some word processors write them."""
    shape = chance.choice((r"\1 ", r" \1 "))
    return _PLAIN_FIGURE.sub(shape, text)


def indented(text: str) -> str:
    """Return the text with each paragraph indented by two."""
    return re.sub(r"(?m)^(?=[^\n])", "　　", text)
