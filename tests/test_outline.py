"""The outline of reports written for these tests."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djtext.hanzi import folded, numeral
from djtext.outline import outline
from djtext.outline.lists import declared
from djtext.types import Document, Source, Span, Unit


def document(text: str) -> Document:
    return Document("d", None, Source("s", text, "0", "txt"), Span(0, len(text)), (), text, folded(text))


def units(text: str) -> tuple[Unit, ...]:
    return outline(document(text))


def drawn(text: str) -> list[str]:
    """The outline as indented lines: marker, stroke, title."""
    return ["  " * (u.level - 1) + f"{u.marker}|{u.title}" for u in units(text)]


def spans(text: str) -> list[str]:
    return [u.span.of(text) for u in units(text)]


STYLES = {
    "cjk-comma": "{c}、",
    "paren-cjk": "（{c}）",
    "digit": "{n}、",
    "paren-digit": "（{n}）",
    "half-paren": "{n}）",
    "circled": "{o}",
    "nth": "第{c}，",
    "qi": "其{c}，",
    "shi": "{c}是",
    "yao": "{c}要",
    "chapter": "第{c}章 ",
    "article": "第{c}条 ",
    "stage": "第{c}阶段：",
    "labelled": "问题{c}：",
    "part": "第{c}部分 ",
    "half-paren-cjk": "{c}）",
    "decimal": "3.{n} ",
    "decimal-deep": "3.2.{n} ",
    "verb": "{c}抓",
    "thing": "第{c}个问题，",
}
CLAUSES = ["修订轮岗办法", "摸清库存底数", "公开办事流程", "补齐设备缺口", "请老同志带徒弟", "把账目晒在墙上"]


def marker(style: str, i: int) -> str:
    return STYLES[style].format(c=numeral(i), n=i, o="①②③④⑤⑥⑦⑧⑨⑩"[(i - 1) % 10])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("script", [str, lambda t: t.replace("，", ",").replace("（", "(").replace("）", ")")])
@settings(max_examples=20, deadline=None)
@given(clauses=st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=10))
def test_a_list_we_wrote_on_lines_is_a_list_we_read(style: str, script, clauses: list[str]) -> None:
    text = "关于仓库管理的几点意见\n" + script("\n".join(f"{marker(style, i)}{c}。" for i, c in enumerate(clauses, 1)))
    found = units(text)
    assert [u.ordinal for u in found] == list(range(1, len(clauses) + 1))
    assert {u.style for u in found} == {style}
    assert [u.title for u in found] == clauses
    assert {u.parent for u in found} == {None}
    assert {u.listing.status for u in found if u.listing} == {"complete"}


@pytest.mark.parametrize("style", ["shi", "nth", "qi", "yao", "paren-cjk", "paren-digit", "circled", "digit"])
@pytest.mark.parametrize("stop", ["；", "。"])
@settings(max_examples=20, deadline=None)
@given(clauses=st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=10))
def test_a_list_we_wrote_in_a_sentence_is_a_list_we_read(style: str, stop: str, clauses: list[str]) -> None:
    members = [f"{marker(style, i)}{c}" for i, c in enumerate(clauses, 1)]
    text = "（一）仓库要管好。今年抓好以下工作：" + stop.join(members) + "。\n（二）门卫要管好。"
    found = units(text)
    assert [u.ordinal for u in found] == [1, *range(1, len(clauses) + 1), 2]
    assert {u.parent for u in found[1:-1]} == {"u1"}
    assert [u.title for u in found[1:-1]] == clauses


TEXTS = st.lists(
    st.sampled_from(
        [
            *CLAUSES,
            *(marker(s, i) for s in STYLES for i in (1, 2, 3)),
            "。",
            "；",
            "：",
            "，",
            "\n",
            "有的",
            "从制度上看，",
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_units_nest_quote_their_titles_and_never_overlap(text: str) -> None:
    found = units(text)
    known = {u.id: u for u in found}
    assert [u.id for u in found] == [f"u{i}" for i in range(1, len(found) + 1)]
    assert [u.span.start for u in found] == sorted(u.span.start for u in found)
    for u in found:
        assert u.title == u.title_span.of(text)
        assert u.span.covers(u.title_span)
        assert u.level == (known[u.parent].level + 1 if u.parent else 1)
        assert u.parent is None or known[u.parent].span.covers(u.span)
    for parent in (None, *known):
        children = [u for u in found if u.parent == parent]
        assert all(a.span.end <= b.span.start for a, b in pairwise(children))


TRAPS = [
    "会议首先要求各单位统一思想，再谈分工。",
    "一、二类风险点由县里包保，三、四级支管由镇里包保。",
    "进度慢的原因之一是图纸反复修改。",
    "主要原因一是人手太少。",
    "本次任务一是重中之重。",
    "根据第三十二条的规定，予以警告。",
    "他做账一是一、二是二。",
    "一方面要跑得快，另一方面要跑得稳。",
    "截至2023.5，共检修1.5万次。",
    "思想不统一、步调不一致。",
    "货架单一、标签老旧。",
    "第一书记每周驻村五天。",
    "打通最后一公里。",
    "会议时间：9：30；地点：三楼；主持：老周。",
    "有的放矢；有的人说好。",
    "他强调：“一要快；二要稳。”",
    "关键词：仓库；门卫；账目",
    "甲方：第二仓库\n乙方：第三门卫室",
    "五要素齐全，二要点清楚。",
    "他的账本一是一、二是二。",
    "这个月的三张单子没有一张与仓库有关。",
    "过去的一年，风很大；过去的一年，雨很多；过去的一年，人很累。",
    "他说：“人手不够，货又太多，谁来都一样。”又说：“再等等看。”",
    "出现这些问题，原因是多方面的。",
    "",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_look_alike_opens_no_unit(text: str) -> None:
    assert drawn(text) == []


@pytest.mark.parametrize("text", TRAPS)
def test_a_look_alike_inside_a_member_opens_no_unit(text: str) -> None:
    written = f"一、仓库管理\n{text.split('一是')[0] if '原因一是' in text else text}\n二、门卫管理\n夜间加岗。"
    assert [u.marker for u in units(written) if u.style == "cjk-comma"] == ["一、", "二、"]


DRAWN = {
    "mixed words in one list": (
        "（一）管好仓库。一是要清点库存；二要修订台账；三是轮换保管员。",
        ["（一）|管好仓库", "  一是|清点库存", "  二要|修订台账", "  三是|轮换保管员"],
    ),
    "first, next, third": (
        "仓库怎么管？首先，清点库存。其次，修订台账。第三，轮换保管员。最后，公开账目。",
        ["首先，|清点库存", "其次，|修订台账", "第三，|轮换保管员", "最后，|公开账目"],
    ),
    "numbers that go on under the next heading": (
        "一、仓库\n1、清点库存。\n2、修订台账。\n二、门卫\n3、夜间加岗。\n4、换发门禁。",
        ["一、|仓库", "  1、|清点库存", "  2、|修订台账", "二、|门卫", "  3、|夜间加岗", "  4、|换发门禁"],
    ),
    "the same style inside itself after an announcement": (
        "一、现状\n账目不清。\n二、对策\n今后应从以下两个方面来改进。\n一、清点库存\n每月一次。\n二、轮换人员\n每年一次。\n三、保障\n专款专用。",
        ["一、|现状", "二、|对策", "  一、|清点库存", "  二、|轮换人员", "  三、|保障"],
    ),
    "a heading closes the run-in list below the last one": (
        "（一）仓库。一是清点库存；二是修订台账。\n（二）门卫。一是夜间加岗；二是换发门禁。",
        ["（一）|仓库", "  一是|清点库存", "  二是|修订台账", "（二）|门卫", "  一是|夜间加岗", "  二是|换发门禁"],
    ),
    "headings glued to what stands before them": (
        "仓库管理办法第一章总则第一条为管好仓库，制定本办法。第二条本办法适用于全厂。第二章保管第三条保管员每年轮换。",
        ["第一章|总则", "  第一条|为管好仓库", "  第二条|本办法适用于全厂", "第二章|保管", "  第三条|保管员每年轮换"],
    ),
    "an excerpt that begins in the middle": (
        "7、清点库存。每月一次。\n8、修订台账。每季一次。",
        ["7、|清点库存", "8、|修订台账"],
    ),
    "a list inside a list that goes on": (
        "做法有二：一是管好仓库，做到：一是清点；二是登记；三是上锁。二是管好门卫。",
        ["一是|管好仓库", "  一是|清点", "  二是|登记", "  三是|上锁", "二是|管好门卫"],
    ),
    "paragraphs with headlines": (
        "一、做法\n健全轮岗制度。保管员每年换岗一次。\n加强库存清点。每月由两人同时到场。\n严格出入登记。凡出库必须签字。\n二、不足\n还有差距。",
        ["一、|做法", "  |健全轮岗制度", "  |加强库存清点", "  |严格出入登记", "二、|不足"],
    ),
    "headlines on lines of their own": (
        "基本场地保障。\n场地是前提。\n仓库要够大，通道要够宽，设备要进得来出得去。\n基本开支保障。\n每年列入预算，专款专用，按季公布。\n基本人员保障。\n每个班不少于两人，节假日轮流值守。",
        ["|基本场地保障", "|基本开支保障", "|基本人员保障"],
    ),
    "aspects": (
        "（一）原因。从认识上看，大家觉得仓库不会出事；从管理上看，账本三年没有核对。",
        ["（一）|原因", "  |从认识上看", "  |从管理上看"],
    ),
    "some and some": (
        "（一）保管员松懈。有的上班打瞌睡；有的账本随手放；有的钥匙借给外人。",
        ["（一）|保管员松懈", "  |有的上班打瞌睡", "  |有的账本随手放", "  |有的钥匙借给外人"],
    ),
    "an announced list": (
        "（一）严格出库。做到“三个必须”：必须凭单，没有单子不发货；必须签字，两人同时在场；必须录像，保存半年。",
        ["（一）|严格出库", "  |必须凭单", "  |必须签字", "  |必须录像"],
    ),
    "a lone cause": (
        "（一）账目混乱。三年没有核对。究其原因，是会计身兼三职，没有时间下库。\n（二）通道堵塞。货堆到了门口。",
        ["（一）|账目混乱", "  |究其原因，是会计身兼三职", "（二）|通道堵塞"],
    ),
    "labels": (
        "问题一：账目混乱。三年没有核对。\n原因：会计身兼三职。\n措施：①增配一人；②每月对账。\n问题二：通道堵塞。货堆到门口。\n原因：没有划线。\n措施：①重新划线；②每天巡查。",
        [
            "问题一：|账目混乱",
            "  |原因",
            "  |措施",
            "    ①|增配一人",
            "    ②|每月对账",
            "问题二：|通道堵塞",
            "  |原因",
            "  |措施",
            "    ①|重新划线",
            "    ②|每天巡查",
        ],
    ),
    "labels over numbered lists": (
        "（一）账目混乱\n整改目标：年底前对清。\n整改措施：\n1、增配一人。\n2、每月对账。\n责任人：老周\n（二）通道堵塞\n整改目标：月底前清空。\n整改措施：\n1、重新划线。\n2、每天巡查。",
        [
            "（一）|账目混乱",
            "  |整改目标",
            "  |整改措施",
            "    1、|增配一人",
            "    2、|每月对账",
            "（二）|通道堵塞",
            "  |整改目标",
            "  |整改措施",
            "    1、|重新划线",
            "    2、|每天巡查",
        ],
    ),
    "a cause in other words": (
        "（一）账目混乱。三年没有核对。这是会计身兼三职造成的。\n（二）通道堵塞。货堆到门口。问题的症结，在于没有划线。",
        ["（一）|账目混乱", "  |这是会计身兼三职造成的", "（二）|通道堵塞", "  |问题的症结，在于没有划线"],
    ),
    "headlines of equal length without a known verb": (
        "灯光照到墙角。今年换了三十盏灯。\n钥匙挂在墙上。今年做了两块牌。\n猫住进了仓库。老鼠少了一半。",
        ["|灯光照到墙角", "|钥匙挂在墙上", "|猫住进了仓库"],
    ),
    "an introduction above headlines and a farewell below them": (
        "说到仓库大家都有一肚子话要讲。今天说三条。\n库存稳步提升。多了三成。\n通道明显改善。宽了一米。\n账目更加规范。一天一记。\n新年就要到了大家都要平平安安。再会。",
        ["|库存稳步提升", "|通道明显改善", "|账目更加规范"],
    ),
    "labels of the writer's own": (
        "二号仓：货堆到了门口，没有留出通道。\n三号仓：账本停在了去年，没有人来补记。",
        ["|二号仓", "|三号仓"],
    ),
    "two headlines with one ending": (
        "保管员的辛苦。夜里要起来三次才算完。\n搬运工和司机的辛苦。一天要走两万步。",
        ["|保管员的辛苦", "|搬运工和司机的辛苦"],
    ),
    "action headlines on lines of their own": (
        "加强库存清点。\n每个月由两个人同时到场，清点完了在本子上共同签字，缺一个人都不算数。\n完善轮岗办法。\n每年换一次岗，换岗的时候由老周监交，交接不清不得离岗，也不得请假。\n再说两句闲话，今年的天气比去年要冷一些，大家注意添衣，夜里巡查时穿厚一点。",
        ["|加强库存清点", "|完善轮岗办法"],
    ),
    "paragraphs that open with a clause": (
        "（一）不足\n账目不够清楚，三年没有核对。\n通道不够宽敞，货堆到门口。\n值守不够严格，夜里没有人。\n（二）打算\n慢慢来。",
        ["（一）|不足", "  |账目不够清楚", "  |通道不够宽敞", "  |值守不够严格", "（二）|打算"],
    ),
    "a cause up to a turn": (
        "（一）账目混乱。究其原因，是会计身兼三职。为此，今年增配一人。\n（二）通道堵塞。货堆到门口。",
        ["（一）|账目混乱", "  |究其原因，是会计身兼三职", "（二）|通道堵塞"],
    ),
    "next and last without a first": (
        "其次，修订台账。再次，轮换保管员。",
        ["其次，|修订台账", "再次，|轮换保管员"],
    ),
    "a marker that holds another": (
        "第一是清点库存；第二是登记造册。",
        ["第一是|清点库存", "第二是|登记造册"],
    ),
    "numbers before dates": (
        "1、6月底前清点库存。\n2、7月底前登记造册。",
        ["1、|6月底前清点库存", "2、|7月底前登记造册"],
    ),
    "a list below members of one paragraph each": (
        "一、回顾\n（一）仓库。清点了三次。\n（二）门卫。加了两岗。\n回头看，有两点体会：\n一是人要勤。\n二是账要清。\n二、打算\n继续干。",
        ["一、|回顾", "  （一）|仓库", "  （二）|门卫", "  一是|人要勤", "  二是|账要清", "二、|打算"],
    ),
    "openings of paragraphs before openings of clauses": (
        "从认识上看，大家松了劲；从管理上看，账本没人管。\n从投入上看，灯都舍不得换。",
        ["|从认识上看", "|从投入上看"],
    ),
    "points in brackets are no body": (
        "1、清点库存，每月不少于一次。（1.5分）\n2、登记造册，件件有账。（2分）",
        ["1、|清点库存", "2、|登记造册"],
    ),
    "articles have no headline of many clauses": (
        "第一条 仓库由老周管，门卫由小李管。两人互相监督。\n第二条 每月清点。两人到场。",
        ["第一条|仓库由老周管", "第二条|每月清点"],
    ),
    "headlines on both sides of a label": (
        "原因：人手太少。\n加强库存清点。每月一次。\n措施：增配一人。\n加强出入登记。每天一次。",
        ["|原因", "|措施"],
    ),
    "a lone next": ("其次，修订台账。", []),
    "a list that comes twice in one paragraph": (
        "（一）仓库。表现：一是货乱。二是账乱。原因：一是人少。二是心粗。\n（二）门卫。加岗。",
        ["（一）|仓库", "  一是|货乱", "  二是|账乱", "  一是|人少", "  二是|心粗", "（二）|门卫"],
    ),
    "sentences that are not all actions": (
        "（一）管好仓库。完善盘点办法，每月一次。老周请假三天，没有人顶班。畅通举报渠道，电话贴在门口。\n（二）管好门卫。夜间加岗。",
        ["（一）|管好仓库", "（二）|管好门卫"],
    ),
    "sentences of action with one clause cut": (
        "（一）管好仓库。完善盘点办法，每月一次。健全轮岗机制，每年一次；畅通举报渠道，电话贴在门口。规范出库流程，两人签字。\n（二）管好门卫。夜间加岗。",
        ["（一）|管好仓库", "（二）|管好门卫"],
    ),
    "a list cut off at the end": (
        "（一）管好仓库。\n（二）管好门卫。一是夜间加岗，每班两",
        ["（一）|管好仓库", "（二）|管好门卫", "  一是|夜间加岗"],
    ),
    "an empty number": ("〇、甲乙\n零、丙丁", []),
    "articles with one missing": ("第一条 清点。\n第三条 登记。", ["第一条|清点", "第三条|登记"]),
    "dashes": (
        "一年来：\n——仓库更整洁。\n——账目更清楚。",
        ["——|仓库更整洁", "——|账目更清楚"],
    ),
    "one side and the other": (
        "（一）两手抓。一方面，清点库存，做到件件有账；另一方面，轮换人员，做到年年有新面孔。",
        ["（一）|两手抓", "  一方面，|清点库存", "  另一方面，|轮换人员"],
    ),
    "paragraphs that open alike": (
        "一是管好仓库。\n围绕清点库存，提出每月一次的要求。\n围绕轮换人员，提出每年一次的要求。\n二是管好门卫。\n夜间加岗。",
        ["一是|管好仓库", "  |围绕清点库存", "  |围绕轮换人员", "二是|管好门卫"],
    ),
    "a list inside members of another style": (
        "第一，清点库存。一是到场；二是签字。\n第二，修订台账。一是留底；二是公开；三是存档。\n第三，轮换人员。一要公开；二要抽签。",
        [
            "第一，|清点库存",
            "  一是|到场",
            "  二是|签字",
            "第二，|修订台账",
            "  一是|留底",
            "  二是|公开",
            "  三是|存档",
            "第三，|轮换人员",
            "  一要|公开",
            "  二要|抽签",
        ],
    ),
    "first and next hold lists": (
        "仓库怎么管？首先，清点库存。一要到场；二要签字。其次，修订台账。一要留底；二要公开。最后，轮换人员。",
        [
            "首先，|清点库存",
            "  一要|到场",
            "  二要|签字",
            "其次，|修订台账",
            "  一要|留底",
            "  二要|公开",
            "最后，|轮换人员",
        ],
    ),
    "questions as headings": (
        "第一个问题，账目从哪里乱起？\n进货不登记。三年没有补。\n出货不签字。全凭一句话。\n第二个问题，今后怎么办？\n说到底还是人的事。先做两件事：一是补账；二是换锁。",
        [
            "第一个问题，|账目从哪里乱起？",
            "  |进货不登记",
            "  |出货不签字",
            "第二个问题，|今后怎么办？",
            "  一是|补账",
            "  二是|换锁",
        ],
    ),
    "headings without a number": (
        "老仓库搬了新址，半年下来有喜有忧，有些话不吐不快。\n三道坎绕不过去\n其一，货乱。三天找不到一把锁。\n其二，账乱。三年没有核对。\n两件事必须办好\n其一，补账。月底前补完。\n其二，换锁。年底前换完。",
        ["|三道坎绕不过去", "  其一，|货乱", "  其二，|账乱", "|两件事必须办好", "  其一，|补账", "  其二，|换锁"],
    ),
    "three headings without a number need not be alike": (
        "老仓库搬了新址，半年下来有喜有忧。\n货从哪里来\n从南边来。\n账该由谁记\n由老周记。\n夜里的门锁了没有\n锁了。",
        ["|货从哪里来", "|账该由谁记", "|夜里的门锁了没有"],
    ),
    "two lines alone that are nothing alike": (
        "老仓库搬了新址，半年下来有喜有忧。\n货从哪里来\n从南边来。\n这一年的夜里都是谁在值守\n老周。",
        [],
    ),
    "a lone line that is no heading": ("老仓库搬了新址，半年下来有喜有忧。\n货从哪里来\n从南边来。", []),
    "headlines that begin alike": (
        "保管员是仓库的眼睛。夜里要起来三次才算完。\n保管员是账本的良心。一笔一笔都要对得上。",
        ["|保管员是仓库的眼睛", "|保管员是账本的良心"],
    ),
    "headlines of two clauses": (
        "一、打算\n划线定位，让货找得到家。每个货位都有号。\n两人到场，让账对得上数。缺一个人都不算。\n灯火常明，让人看得清路。坏一盏换一盏。\n老仓库虽小，学问可大着呢。日子还长。",
        ["一、|打算", "  |划线定位，让货找得到家", "  |两人到场，让账对得上数", "  |灯火常明，让人看得清路"],
    ),
    "a closing paragraph below headlines of a kind": (
        "一、不足\n账目不够清楚。三年没有核对。\n通道不够宽敞。货堆到门口。\n值守不够严格。夜里没有人。\n仓库是大家的。多说无益。",
        ["一、|不足", "  |账目不够清楚", "  |通道不够宽敞", "  |值守不够严格"],
    ),
    "four headlines of which three are of one length": (
        "钥匙挂上墙。今年做牌。\n墙角照到了一盏灯。今年换灯。\n野猫进了屋。老鼠少了。\n窗户糊了纸。夜里不冷。",
        ["|钥匙挂上墙", "|墙角照到了一盏灯", "|野猫进了屋", "|窗户糊了纸"],
    ),
    "causes in unusual words": (
        "一、不足\n（一）作风不实。之所以拖，根子在于没有时限：一张单子能转半个月。\n（二）账目不清。这与换人太勤有很大关系。\n（三）配合不够。难题背后，主要是没有人牵头。\n（四）锁具太旧。究其原因，主要是：\n钱不够用。",
        [
            "一、|不足",
            "  （一）|作风不实",
            "    |之所以拖，根子在于没有时限",
            "  （二）|账目不清",
            "    |这与换人太勤有很大关系",
            "  （三）|配合不够",
            "    |难题背后",
            "  （四）|锁具太旧",
        ],
    ),
    "members by whom they concern": (
        "（一）管好人。对新来的保管员而言，先跟班三个月；对老保管员而言，每年轮岗一次。\n（二）分清事。属于记错账的，当天改正；属于瞒报的，停岗学习。\n（三）理清人。一种是“睁眼瞎”，只管收；另一种是“闷葫芦”，只管发。",
        [
            "（一）|管好人",
            "  |对新来的保管员而言",
            "  |对老保管员而言",
            "（二）|分清事",
            "  |属于记错账的",
            "  |属于瞒报的",
            "（三）|理清人",
            "  |一种是“睁眼瞎”",
            "  |另一种是“闷葫芦”",
        ],
    ),
    "members by what they face": (
        "（一）分头培训。面向保管员，讲清点；面向会计，讲对账。\n（二）严格奖惩。对漏记一次的，提醒；对漏记两次的，停岗；对瞒报的，调离。",
        [
            "（一）|分头培训",
            "  |面向保管员",
            "  |面向会计",
            "（二）|严格奖惩",
            "  |对漏记一次的",
            "  |对漏记两次的",
            "  |对瞒报的",
        ],
    ),
    "quoted headlines": (
        "一、不足\n“一个人的仓库”。白天黑夜都是老周。\n“三年前的旧账”。没有人肯翻。\n二、打算\n慢慢来。",
        ["一、|不足", "  |“一个人的仓库”", "  |“三年前的旧账”", "二、|打算"],
    ),
    "a cause on both sides": (
        "（一）账目混乱。这里面既有人手紧张的客观原因，也有图省事的主观原因。\n（二）通道堵塞。货堆到门口。",
        ["（一）|账目混乱", "  |这里面既有人手紧张的客观原因，也有图省事的主观原因", "（二）|通道堵塞"],
    ),
    "three sentences that must": (
        "（一）管好仓库。要把钥匙收上来，统一保管。要把账本晒出来，每月一次。还要把灯修好，夜里常明。仓库不小。\n（二）管好门卫。夜间加岗。",
        ["（一）|管好仓库", "  |把钥匙收上来", "  |把账本晒出来", "  |还要把灯修好", "（二）|管好门卫"],
    ),
    "sentences that must": (
        "（一）管好仓库。要把钥匙收上来，统一保管。还要把账本晒出来，每月一次。\n（二）管好门卫。要把夜班排满，两人一班。还要把灯修好。门卫室不小。",
        ["（一）|管好仓库", "  |把钥匙收上来", "  |还要把账本晒出来", "（二）|管好门卫"],
    ),
    "clauses of one form": (
        "（一）完善制度。账目要清，每月公布一次；钥匙要齐，每班交接一次；通道要宽，每周清理一次。\n（二）实施三项计划：“金钥匙”计划，培养保管员三名；“明白账”计划，培训会计两名；“亮灯”计划，换灯三十盏。\n（三）健全制度。健全轮岗制度，一年一换；健全盘点制度，一月一盘；健全交接制度，一班一交。",
        [
            "（一）|完善制度",
            "  |账目要清",
            "  |钥匙要齐",
            "  |通道要宽",
            "（二）|实施三项计划",
            "  |“金钥匙”计划",
            "  |“明白账”计划",
            "  |“亮灯”计划",
            "（三）|健全制度",
            "  |健全轮岗制度",
            "  |健全盘点制度",
            "  |健全交接制度",
        ],
    ),
    "numbers inside a paragraph without a number": (
        "从认识上看，人心散了。①账没人管；②灯没人修。\n从管理上看，规矩松了。钥匙随手放。",
        ["|从认识上看，人心散了", "  ①|账没人管", "  ②|灯没人修", "|从管理上看，规矩松了"],
    ),
    "sentences of action": (
        "（一）管好仓库。完善盘点办法，每月两人同时到场。健全轮岗机制，每年换一次人。畅通举报渠道，电话贴在门口。",
        ["（一）|管好仓库", "  |完善盘点办法", "  |健全轮岗机制", "  |畅通举报渠道"],
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_text_is_read_as_its_author_meant_it(name: str) -> None:
    text, expected = DRAWN[name]
    assert drawn(text) == expected


def test_a_heading_inside_a_line_is_flagged() -> None:
    text = DRAWN["headings glued to what stands before them"][0]
    assert ["glued" in u.flags for u in units(text)] == [True, True, False, False, True]


def test_traditional_script_reads_like_simplified() -> None:
    text = "一、存在的問題\n(一)賬目混亂。究其原因,是會計身兼三職。\n(二)通道堵塞。\n二、對策\n第一,清點庫存。\n第二,輪換人員。"
    assert [u.marker for u in units(text)] == ["一、", "(一)", "", "(二)", "二、", "第一,", "第二,"]


def test_a_table_of_contents_opens_no_units() -> None:
    body = "一、清点库存\n每月清点一次，两人同时到场。\n二、轮换人员\n保管员每年换岗一次，不得连任。\n三、公开账目\n账目贴在墙上。"
    for head in ("目录\n一、清点库存\n二、轮换人员\n", "一、清点库存……1\n二、轮换人员……2\n三、公开账目……3\n"):
        text = f"{head}仓库管理办法\n为了管好仓库，特制定本办法，请各班组遵照执行，并于月底前把执行的情况报到厂部办公室汇总。\n{body}"
        assert drawn(text) == ["一、|清点库存", "二、|轮换人员", "三、|公开账目"]
        assert units(text)[0].span.start > len(head)


def test_a_member_ends_where_the_next_begins_and_the_last_with_its_item() -> None:
    text = "（一）仓库。要做到：一是清点；二是登记。以上两条，人人要记。\n（二）门卫。夜间加岗。\n总之，安全第一。"
    assert spans(text) == [
        "（一）仓库。要做到：一是清点；二是登记。以上两条，人人要记。",
        "一是清点；",
        "二是登记。",
        "（二）门卫。夜间加岗。",
    ]


def test_a_summary_below_the_last_heading_is_outside() -> None:
    text = "一、仓库\n每月清点一次。\n由老周负责。\n二、门卫\n夜间加岗。\n由小李负责。\n总之，要常抓不懈。"
    assert spans(text)[1].endswith("由小李负责。")


def test_a_bracket_behind_a_list_speaks_of_the_whole_list() -> None:
    text = "（一）仓库。一是清点库存，每月一次。二是登记造册，每天一次。（责任人：老周）\n（二）门卫。夜间加岗。"
    assert spans(text)[2] == "二是登记造册，每天一次。"


def test_a_bracket_inside_the_last_sentence_belongs_to_its_member() -> None:
    text = "（一）仓库。一是清点库存。二是登记造册（含旧账）\n（二）门卫。夜间加岗。"
    assert spans(text)[2] == "二是登记造册（含旧账）"


def test_a_lead_to_another_list_is_not_part_of_the_member_before_it() -> None:
    text = "（一）仓库乱。表现在：一是货乱堆。二是账乱记。造成混乱的原因：第一，人少。第二，心粗。\n（二）门卫松。"
    assert spans(text)[2] == "二是账乱记。"


def test_what_closes_a_document_is_outside_its_last_heading() -> None:
    text = "一、仓库\n（一）清点。每月一次。\n二、门卫\n（一）加岗。夜里两人。\n（二）换锁。半年一次。\n以上意见，请各班照办。"
    assert spans(text)[2].endswith("半年一次。")


def test_what_is_added_below_the_last_member_belongs_to_its_heading() -> None:
    text = (
        "一、仓库\n（一）清点。每月一次。\n二、门卫\n（一）加岗。夜里两人。\n（二）换锁。半年一次。\n此外，灯要常亮。"
    )
    found = spans(text)
    assert found[2].endswith("灯要常亮。")
    assert found[4].endswith("半年一次。")


STATUS = {
    "一是清点。二是登记。四是上锁。": "gap",
    "一、清点\n每月。\n二、登记\n每天。\n二、上锁\n每夜。": "duplicate",
    "二是登记。三是上锁。": "missing-first",
    "一是清点。二要登记。": "mixed-style",
    "抓好三件事。今年落实以下三个方面：一是清点。二是登记。": "truncated",
    "今年落实以下两个方面：一是清点。二是登记。": "complete",
}


@pytest.mark.parametrize("text", STATUS)
def test_a_list_tells_what_it_lacks(text: str) -> None:
    assert {u.listing.status for u in units(text) if u.listing} == {STATUS[text]}


@pytest.mark.parametrize(
    ("lead", "count"),
    [
        ("要做到以下三个方面：", 3),
        ("落实“四个一”要求：", 4),
        ("党的十九大精神：", None),
        ("", None),
        ("提出十二条建议。", 12),
    ],
)
def test_a_lead_declares_how_many_members_follow(lead: str, count: int | None) -> None:
    assert declared(folded(lead)) == count


def calls(text: str) -> int:
    """How many Python functions the outline of a text enters: work, not time."""
    count = 0

    def tick(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    written = document(text)
    outline(document("一是清点。"))
    sys.setprofile(tick)
    try:
        outline(written)
    finally:
        sys.setprofile(None)
    return count


HOSTILE = [
    "一是", "（", "一是；", "一、甲乙\n", "1、甲\n2、乙\n", "有的甲；", "造成这", "。原因是甲", "（一）", "做到：甲甲甲甲；乙乙乙乙；",
    "——甲。\n一是乙；二是丙。\n", "一方面，甲。", "目录\n一、甲乙丙\n", "。一、甲乙（一）丙丁（二）庚。", "一、分为以下三个方面：\n",
    "货从哪里来\n从南边来。\n", "第一条 甲。\n", "账目要清,甲甲;", "第一,甲。一是乙;", "第一章 甲 ", "做到:“甲乙”丙丁,戊;",
    "目录 第一章 甲 第二章 乙 第三章 丙\n", "要甲。还要乙。", "\n \n", "加强领导。抓好工作\n", "“甲。”", "工作",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_no_faster_than_a_hostile_text(piece: str) -> None:
    assert calls(piece * 1600) <= 2.2 * calls(piece * 800) + 2000


def test_lists_nest_fifty_deep() -> None:
    text = "".join(
        f"{i}层：一、甲乙丙丁，分为以下三个方面：\n" if i == 0 else "一、甲乙丙丁，分为以下三个方面：\n"
        for i in range(51)
    )
    assert max(u.level for u in units(text)) >= 50


def test_lists_too_weak_to_be_believed_hide_others_only_so_deep() -> None:
    assert [u.marker for u in units("(1)一)(2)一是)第二章(2)(3)二是")] == ["第二章"]
