"""A generator of reports for tests: sentences of our own, varied by recombination, with reuse planted on purpose."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from djtext.hanzi import folded
from djtext.types import Document, Source, Span


def words(text: str) -> list[str]:
    return text.split()


WHO = words(
    "镇农技站 县档案馆 街道办事处 河长办 乡卫生院 教育督导组 社区网格员 供销合作社 林业工作站 文化馆 交警中队 水务公司 "
    "粮食储备库 养老服务中心 园区管委会 村民小组 财政所 市场监管所 团委 妇联 图书室管理员 司法所 防汛值班室 渔政执法队"
)
WHEN = words(
    "去年入冬以来 今年二季度 春耕备耕期间 汛期到来之前 年底考核前后 每逢集市日 近三个月内 新学年开学后 试点启动当天 "
    "清明前后 上半年 换届完成后 暑假里 台风过境次日 收购旺季 雨季结束时"
)
DID = words(
    "逐户核对了 重新登记了 分批检修了 抽样检查了 张榜公布了 集中清点了 临时抽调人手整理了 聘请专家评估了 草草验收了 迟迟没有更新 "
    "自行编制了 委托第三方测量了 多次退回了 现场拍照存档了 拆除并重建了 按月通报了 忽视了 漏报了 重复统计了 转交给别人代管"
)
WHAT = words(
    "灌溉渠道的闸门 独居老人的联系卡 农药包装的回收点 纸质卷宗的目录 校车的安全带 垃圾转运站的台账 护林员的巡山路线 低保家庭的用电补贴 "
    "电梯的维保合同 冷链车辆的温度记录 村级账目的原始凭证 桥梁护栏的裂缝 图书漂流箱 水源地的界碑 沼气池的盖板 集贸市场的公平秤 "
    "外来务工人员的居住登记 养殖尾水的沉淀池 旧小区的消防栓 高标准农田的田埂 应急广播的线路 鱼苗投放的清单 代课教师的课时费 危房改造的图纸"
)
YET = words("既然 虽说 可惜 好在 不料 所幸 其实 毕竟 何况 反倒 另外 偏偏 难免 居然 大概")
WHOSE = words(
    "两名老会计 返乡大学生 沿线商户 隔壁乡镇 新来的干事 退休教师 驻点记者 摩托车队 村里的木匠 施工方 档案员 几位组长 招商专员 "
    "年轻护士 承包大户 外聘律师 值夜班的人 邻县同行 仓库保管 大巴司机 广播站 合唱队 老党员 测绘公司"
)
THEN = words(
    "连夜赶出了 拍下了 抄错了 弄丢了 补签了 比对了 搬走了 垫付了 画出了 讲清了 记住了 推翻了 公示了 续租了 退还了 数过 "
    "锁上了 修好了 压缩了 照搬了 问起 翻出了 拖延了 认领了"
)
THING = words(
    "六本流水账 半年的电费单 旧地图 一车石料 三把钥匙 会议合影 种子样品 停车收费表 一份承诺书 排班计划 水泵零件 手绘草图 "
    "捐款名册 牲畜耳标 欠条 温湿度曲线 登山步道图 两箱口罩 审计底稿 桥墩编号 网课账号 菜价走势 体检名单 树苗订单"
)
SO = words(
    "来年再议 群众意见少了 预算难以核定 责任说不清楚 邻村也来取经 账面仍旧不平 下月须见分晓 并非个别现象 值得写进年报 只好推倒重来 "
    "心里有了底 差距一目了然 隐患尚在 风气为之一变 成本降了两成 工期顺延八天 纠纷就此了结 档案总算齐全 口碑传到外县 谁也不敢签字"
)
OTHER_WORDS = (
    ("核对", "比照"), ("登记", "造册"), ("检查", "查看"), ("清点", "盘点"), ("群众", "百姓"), ("问题", "毛病"), ("建议", "提议"),
    ("记录", "笔记"), ("负责", "主管"), ("计划", "安排"), ("及时", "尽快"), ("费用", "开支"), ("结果", "结论"), ("方法", "做法"),
)  # fmt: skip


def sentence(random: Random) -> str:
    """Return one sentence of about 50 characters."""
    who, when, did, what = (random.choice(words) for words in (WHO, WHEN, DID, WHAT))
    how = "".join(random.choice(words) for words in (YET, WHOSE, THEN, THING))
    so = random.choice(SO)
    return random.choice(
        (
            f"{when}，{who}{did}{what}，{how}，{so}。",
            f"{who}{when}{did}{what}；{so}，{how}。",
            f"说到{what}，{how}，{when}由{who}{did}，{so}。",
        )
    )


def paragraphs(random: Random, count: int = 8) -> list[str]:
    """Return paragraphs of three to five sentences."""
    return ["".join(sentence(random) for _ in range(random.randint(3, 5))) for _ in range(count)]


def document(name: str, text: str) -> Document:
    """Return a document as the repair gives it, of a text that needs none."""
    return Document(name, None, Source(name, text, "", "txt"), Span(0, len(text)), (), text, folded(text))


def with_edits(random: Random, text: str, share: float) -> str:
    """Return the text with a share of its characters dropped, doubled or replaced."""
    ways: tuple[Callable[[str], str], ...] = (lambda c: "", lambda c: c + c, lambda c: random.choice("某甲乙丙丁戊"))
    return "".join(random.choice(ways)(c) if random.random() < share else c for c in text)


def exact(random: Random, source: list[str], own: list[str]) -> str:
    """Return the source set on other lines."""
    return " \n\n".join(source)


def light_edits(random: Random, source: list[str], own: list[str]) -> str:
    return with_edits(random, "\n".join(source), 0.04)


def one_run(random: Random, source: list[str], own: list[str]) -> str:
    """Return a report of which about 30 % is one run taken from the source."""
    return "\n".join([*own[:4], *source[2:5], *own[4:7]])


def one_run_edited(random: Random, source: list[str], own: list[str]) -> str:
    return "\n".join([*own[:4], with_edits(random, "\n".join(source[2:5]), 0.03), *own[4:7]])


def one_paragraph(random: Random, source: list[str], own: list[str]) -> str:
    """Return a report with a single paragraph of the source, about 150 characters."""
    taken = "。".join(source[3].split("。")[:3]) + "。"
    return "\n".join([*own[:3], taken, *own[3:]])


def shuffled(random: Random, source: list[str], own: list[str]) -> str:
    return "\n".join(random.sample(source, len(source)))


def converted(random: Random, source: list[str], own: list[str]) -> str:
    """Return the source in traditional script with corner brackets."""
    from opencc import OpenCC

    return str(OpenCC("s2t").convert("\n".join(source)))


def scattered(random: Random, source: list[str], own: list[str]) -> str:
    """Return a report in which every third sentence is the source's."""
    taken = [s + "。" for s in "".join(source).split("。") if s]
    mine = [s + "。" for s in "".join(own).split("。") if s]
    return "".join(taken[i] if i % 3 == 0 else s for i, s in enumerate(mine[: len(taken)]))


def reworded(random: Random, source: list[str], own: list[str]) -> str:
    text = "\n".join(source)
    for word, other in OTHER_WORDS:
        text = text.replace(word, other)
    return text


KINDS: tuple[Callable[[Random, list[str], list[str]], str], ...] = (
    exact,
    light_edits,
    one_run,
    one_run_edited,
    one_paragraph,
    shuffled,
    converted,
    scattered,
    reworded,
)


def planted(seed: int, groups: int) -> tuple[list[Document], dict[tuple[str, str], str]]:
    """Return documents, and for each pair (ids rising) that shares text how: one group per source and kind."""
    random = Random(seed)
    documents, truth = [], {}
    for group in range(groups):
        for kind in KINDS:
            source, own = paragraphs(random), paragraphs(random)
            name = f"{group:03}-{kind.__name__}"
            documents += [document(f"{name}-a", "\n".join(source)), document(f"{name}-b", kind(random, source, own))]
            truth[f"{name}-a", f"{name}-b"] = kind.__name__
    return documents, truth
