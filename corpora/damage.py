"""Damage clean text the way copying does, as `Edit`s, so that the truth and the way back are known.

Each function takes a text and a random source and returns ordered edits on it. The mechanisms are those that were
seen in real files: pinyin in brackets, a byte of GBK text lost, lines broken inside sentences and words, page and
slice numbers, furniture, headings glued together, wrong characters, truncation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from gbk import NARROWED, Byte, inserted, seen, stream
from line_damage import cut_notes, site_furniture, site_slices, stray_pages, torn_lines, wrapped_lines

from djtext.types import Edit, Span

# What web fonts of the twenty-tens could not show, and so was annotated: characters with their reading.
_READINGS = (
    "創chuàng 優yōu 學xué 習xí 業yè 務wù 標biāo 準zhǔn 監jiān 導dǎo 幹gàn 領lǐng 範fàn 與yǔ 為wéi 們men 個gè 會huì 體tǐ "
    "際jì 實shí 應yīng 當dāng 黨dǎng 組zǔ 織zhī 員yuán 責zé 任rèn 結jié 經jīng 濟jì 環huán 護hù 質zhì 檢jiǎn 測cè 級jí 縣xiàn "
    "鎮zhèn 鄉xiāng 區qū 養yǎng 師shī 備bèi 財cái 費fèi 項xiàng 積jī 極jí 確què 點diǎn 關guān 係xì 認rèn 識shí 聯lián 繫xì "
    "辦bàn 總zǒng 統tǒng 規guī 則zé 產chǎn 動dòng 勞láo 農nóng 綜zōng 執zhí 據jù 報bào 長zhǎng 線xiàn 達dá 過guò 進jìn 運yùn"
)
READINGS = {pair[0]: pair[1:] for pair in _READINGS.split()}

# Characters that optical recognition and old input methods confuse.
CONFUSED = {"置": "臵", "干": "于", "己": "已", "入": "人", "末": "未"}

Damage = Callable[[str, random.Random], list[Edit]]
_HAN = re.compile("[\u4e00-\u9fff]")
_END = re.compile("。(?=[\u4e00-\u9fff]{6})")
_PAIR = re.compile("([。\u4e00-\u9fff])(?=[\u4e00-\u9fff“《])")
_INNER = re.compile("(?<=[\u4e00-\u9fff]{6})(?=[\u4e00-\u9fff]{6})")
_LINE = re.compile(r"(?<=\n)(?=[^\n])")


def pinyin(text: str, chance: random.Random) -> list[Edit]:
    """Put the reading in brackets behind every character that the table knows."""
    del chance
    return [Edit(Span(i + 1, i + 1), f"({READINGS[c]})", "pinyin") for i, c in enumerate(text) if c in READINGS]


def lost_byte(text: str, chance: random.Random, share: float = 0.5) -> list[Edit]:
    """Lose the lead byte of some full stops: what follows is built from the wrong two bytes until they fall in step."""
    edits: list[Edit] = []
    for stop in _END.finditer(text):
        if chance.random() < share and (not edits or stop.start() >= edits[-1].span.end):
            edits += shifted(text, stop.start(), lead=True)
    return edits


def shifted(text: str, at: int, *, lead: bool) -> Iterator[Edit]:
    """Yield the edit that the loss of one byte of `text[at]` causes, if the bytes fall in step again within reach."""
    data = text[at : at + 24].encode("gbk", errors="replace")
    rest = data[1:] if lead else data[:1] + data[2:]
    wrong, taken = [], 0
    while taken < len(rest):
        if rest[taken] < 0x80:
            wrong.append(chr(rest[taken]))
            taken += 1
            break
        try:
            wrong.append(rest[taken : taken + 2].decode("gbk"))
        except UnicodeDecodeError:
            return
        taken += 2
    width = (taken + 1) // 2
    if (taken + 1) % 2 or text[at : at + width].encode("gbk", errors="replace") != data[: taken + 1]:
        return
    narrow = "".join(wrong).replace("？", "?").replace("；", ";").replace("！", "!").replace("，", ",")
    yield Edit(Span(at, at + width), narrow, "gbk-lost-byte")


SPACE = 60  # characters between two losses: two runs that meet cannot be told apart by anyone
REACH = 60  # characters behind a loss that are read anew


def narrowed(text: str, chance: random.Random, share: float = 0.75) -> list[Edit]:
    """Make full-width marks half-width byte by byte, so that A3 of 。 and BF of 考 are taken for ？ and become `?`.

    This explains nearly all losses that were seen: the character that loses its first byte ends in A3, and what follows
    shows as ? ; ! , at its head. Marks of the text itself become half-width too.
    """
    edits: list[Edit] = []
    for match in _PAIR.finditer(text):
        first, second = (char.encode("gbk") for char in match[1] + text[match.start() + 1])
        if first[1] == 0xA3 and second[0] in NARROWED and _apart(edits, match.start()) and chance.random() < share:
            mark = chance.random() < 0.5
            edits += _lost(text, match.start(), mark=mark, narrow=True)
    return edits


def lost_stop(text: str, chance: random.Random, share: float = 0.1) -> list[Edit]:
    """Lose the first byte of full stops before any character."""
    spots = [m.start() for m in re.finditer("。(?=[\u4e00-\u9fff“《])", text)]
    return _losses(text, spots, chance, share)


def lost_lead(text: str, chance: random.Random, share: float = 0.004) -> list[Edit]:
    """Lose the first byte of any character."""
    return _losses(text, [m.start() for m in _HAN.finditer(text)], chance, share)


def _losses(text: str, spots: list[int], chance: random.Random, share: float) -> list[Edit]:
    edits: list[Edit] = []
    for spot in spots:
        if _apart(edits, spot) and chance.random() < share:
            edits += _lost(text, spot, mark=chance.random() < 0.5, narrow=chance.random() < 0.5)
    return edits


def _apart(edits: list[Edit], spot: int) -> bool:
    return not edits or spot - edits[-1].span.end > SPACE


def _lost(text: str, at: int, *, mark: bool, narrow: bool) -> Iterator[Edit]:
    """Yield what the loss of the first byte of a character does; `mark`: it, and a byte without a partner, show as `?`."""
    part = text[at : at + REACH]
    data = stream(part)
    shown = inserted("?") if mark else []
    data = [*shown, *data[1:]]
    if narrow and len(data) > 1 and data[len(shown)].value == 0xA3 and data[len(shown) + 1].value in NARROWED:
        data[len(shown) : len(shown) + 2] = inserted(NARROWED[data[len(shown) + 1].value])
    first = next(iter(seen(part, data, "gbk-lost-byte", mark=mark)), None)
    if first and first.span.end < len(part):
        yield Edit(Span(at + first.span.start, at + first.span.end), first.new, first.why)


def blind_pinyin(text: str, chance: random.Random) -> list[Edit]:
    """Put readings behind every pair of bytes that is a character of the table, also where they belong to two
    characters: 變為網 is D783 9EE9 BE57, and 839E is 優.
    """
    del chance
    data: list[Byte] = []
    for byte in stream(text):
        data.append(byte)
        if len(data) > 1 and not data[-2].inserted and not byte.inserted and data[-2].value > 0x80:
            char = bytes((data[-2].value, byte.value)).decode("gbk", errors="ignore")
            data += inserted(f"({READINGS[char]})" if char in READINGS else "")
    return list(seen(text, data, "gbk-pinyin", mark=True))


def broken_lines(text: str, chance: random.Random, share: float = 0.05) -> list[Edit]:
    """Break lines inside sentences, and always in front of a numeral that closes a word (手段单一、)."""
    words = [Edit(Span(m.start(), m.start()), "\n", "broken-line") for m in re.finditer("(?<=[单單])一、", text)]
    inner = [m.start() for m in _INNER.finditer(text) if chance.random() < share]
    return sorted([*words, *(Edit(Span(i, i), "\n", "broken-line") for i in inner)], key=lambda e: e.span)


def page_numbers(text: str, chance: random.Random) -> list[Edit]:
    """Leave a page number and a space inside a sentence every few hundred characters."""
    edits, page, last = [], 1, 0
    for spot in _INNER.finditer(text):
        if spot.start() - last > 260 + chance.randrange(120):
            page, last = page + 1, spot.start()
            edits.append(Edit(Span(last, last), f"{page} ", "page-number"))
    return edits


def slice_numbers(text: str, chance: random.Random) -> list[Edit]:
    """Number the slices of a preview 1、 2、 3、 …, each on a new line in mid-sentence."""
    edits, number, last = [], 0, 0
    for spot in _INNER.finditer(text):
        if spot.start() - last > 180 + chance.randrange(80):
            number, last = number + 1, spot.start()
            edits.append(Edit(Span(last, last), f"\n{number}、", "slice-number"))
    return edits


def furniture(text: str, chance: random.Random) -> list[Edit]:
    """Put a sharing site's lines before, inside and after the text."""
    lines = [m.start() for m in _LINE.finditer(text)]
    edits = [
        Edit(Span(0, 0), "文档编号：DT-20{:02d}{:04d}\n上传人：小舟\n第1页/共4页\n".format(*_two(chance)), "furniture")
    ]
    if len(lines) > 4:
        middle = lines[len(lines) // 2]
        edits.append(Edit(Span(middle, middle), "第2页/共4页\n", "furniture"))
    tail = f"展开阅读全文\n阅读次数：{chance.randrange(100, 9999)}\n"
    return [*edits, Edit(Span(len(text), len(text)), tail, "furniture")]


def _two(chance: random.Random) -> tuple[int, int]:
    return chance.randrange(10, 24), chance.randrange(10000)


def glued(text: str, chance: random.Random, share: float = 0.5) -> list[Edit]:
    """Take away line ends, so that headings run on at the end of the paragraph before."""
    ends = [i for i, c in enumerate(text[:-1]) if c == "\n" and text[i - 1] in "。；" and chance.random() < share]
    return [Edit(Span(i, i + 1), "", "glued") for i in ends]


def wrong_characters(text: str, chance: random.Random, share: float = 0.2) -> list[Edit]:
    """Swap some characters for ones that look like them."""
    hits = [i for i, c in enumerate(text) if c in CONFUSED and chance.random() < share]
    return [Edit(Span(i, i + 1), CONFUSED[text[i]], "wrong-character") for i in hits]


def look_alikes(text: str, chance: random.Random, share: float = 0.006) -> list[Edit]:
    """Swap characters for any that the table of confusions knows for them, in simplified or in traditional text."""
    from djtext.repair.confusions import mistaken

    wrongs: dict[str, str] = {}
    for wrong, rights in mistaken().items():
        for right in rights:
            wrongs[right] = wrongs.get(right, "") + wrong
    hits = [i for i, c in enumerate(text) if c in wrongs and chance.random() < share]
    return [Edit(Span(i, i + 1), chance.choice(wrongs[text[i]]), "wrong-character") for i in hits]


# What is written by mistake or by recognition in another script or block; in traditional text only some of them occur.
FOREIGN = {
    "一": "⼀ー",
    "工": "エ⼯",
    "口": "ロ⼝",
    "力": "カ⼒",
    "二": "ニ⼆",
    "长": "⻓",
    "民": "⺠",
    "金": "\uf90a",
    "0": "OΟ",
    "1": "lI",
    "P": "РΡ",
}


def foreign_shapes(text: str, chance: random.Random, share: float = 0.1) -> list[Edit]:
    """Swap characters for ones of other scripts and blocks that look the same."""
    hits = [i for i, c in enumerate(text) if c in FOREIGN and chance.random() < share]
    return [Edit(Span(i, i + 1), chance.choice(FOREIGN[text[i]]), "homoglyph") for i in hits]


def insertions(text: str, chance: random.Random, share: float = 0.05) -> list[Edit]:
    """Put characters without sense into sentences: a jumble, another every time, or one signature again and again."""
    signature = "本资料来自小舟文库www.xiaozhou.example.com"
    spots = [m.start() for m in _INNER.finditer(text) if chance.random() < share]
    edits, last = [], -SPACE
    for spot in spots:
        if spot - last >= SPACE:
            new = chance.choice([_jumble(chance), _jumble(chance), signature])
            edits, last = [*edits, Edit(Span(spot, spot), new, "inserted-text")], spot
    return edits


def _jumble(chance: random.Random) -> str:
    """Return a jumble of letters and digits, of signs, or of rare characters."""
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(chance.choices("$#", k=chance.randrange(2, 5)))
    if kind == 1:
        return "".join(chance.choices("龘靐齉龗靁厵滱爩麤灪籱蠿躞齾鱻麣驫羴猋骉", k=chance.randrange(5, 9)))
    parts = [chance.choice("0123456789"), chance.choice("bcdfghjkmnpqrstvwxz"), chance.choice("BCDFGHJKLMNPQRSTVWXZ")]
    chance.shuffle(parts)
    return "".join([*parts, chance.choice("0123456789"), chance.choice("bcdfghjkmnpqrstvwxz")])


def truncated(text: str, chance: random.Random) -> list[Edit]:
    """Cut the text off in mid-sentence near its end and say so, as a paywall does."""
    spots = [m.start() for m in _INNER.finditer(text, int(len(text) * 0.85))]
    if not spots:
        return []
    cut = chance.choice(spots)
    note = f"……(未完,全文共{len(text) + 300}字,登录后可阅读全部内容)\n"
    return [Edit(Span(cut, len(text)), note, "truncation")]


def contents(text: str, chance: random.Random) -> list[Edit]:
    """Put a table of contents in front that repeats the headings, some missing."""
    heads = re.findall(r"(?m)^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])[^。：，,:\n]{2,24}", text)
    kept = [head for head in heads if chance.random() < 0.8]
    return [Edit(Span(0, 0), "目录\n" + "\n".join(kept) + "\n", "contents")] if len(kept) > 2 else []


MECHANISMS: dict[str, Damage] = {
    "pinyin": pinyin,
    "gbk-lost-byte": lost_byte,
    "gbk-narrowed": narrowed,
    "gbk-lost-stop": lost_stop,
    "gbk-lost-lead": lost_lead,
    "gbk-pinyin": blind_pinyin,
    "broken-lines": broken_lines,
    "page-numbers": page_numbers,
    "slice-numbers": slice_numbers,
    "furniture": furniture,
    "glued": glued,
    "wrong-characters": wrong_characters,
    "look-alikes": look_alikes,
    "foreign-shapes": foreign_shapes,
    "insertions": insertions,
    "truncated": truncated,
    "contents": contents,
    "torn-lines": torn_lines,
    "wrapped-lines": wrapped_lines,
    "stray-pages": stray_pages,
    "site-slices": site_slices,
    "site-furniture": site_furniture,
    "cut-notes": cut_notes,
}
