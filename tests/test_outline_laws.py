"""The outline of laws and regulations written for these tests."""

from test_outline import drawn, spans, units

REGULATION = """云泽省渡口管理条例
（2021年5月28日云泽省第十三届人民代表大会常务委员会第二十六次会议通过）

目　　录

第一章　总　　则
第二章　渡船与船工
　　第一节　渡　船
　　第二节　船　工
第三章　法律责任
第四章　附　　则

　　　　　　　　第一章　总　　则

　　第一条　为了加强渡口管理，根据有关法律、行政法规，结合本省实际，制定本条例。
　　第二条　本省行政区域内渡口的管理，适用本条例。
　　法律、行政法规另有规定的，从其规定。
　　第三条　本条例下列用语的含义：
　　（一）渡口，是指供人员渡运的场所；
　　（二）渡船，是指用于渡运的船舶。

　　　　　　　　第二章　渡船与船工

　　　　　　　　第一节　渡　船

　　第四条　渡船应当符合下列条件：
　　（一）船体坚固，具体包括：
　　1.没有裂缝；
　　2.经过检验；
　　（二）配有救生衣；
　　（三）法律、法规规定的其他条件。
　　第五条　依照本条例第四条第一款第（三）项规定设置其他条件的，应当报省人民政府批准。

　　　　　　　　第二节　船　工

　　第六条　船工应当遵守下列规定：（一）持证上岗；（二）不得酒后开船。
　　第六条之一　船工每年体检一次。

　　　　　　　　第三章　法律责任

　　第七条　违反本条例第四条第一款第（一）项、第（二）项，第六条之一规定的，责令改正。
　　第八条　有下列行为之一的，处五百元罚款：
　　（一）超载的；
　　（二）有第六条第（二）项行为的。
　　省人民政府交通部门负责处罚。
　　市人民政府交通部门负责监督。

　　　　　　　　第四章　附　　则

　　第九条　本条例自2021年10月1日起施行。2009年3月25日通过的《云泽省渡口管理办法》同时废止。
"""

OUTLINE = [
    "第一章|总　　则",
    "  第一条|为了加强渡口管理",
    "  第二条|本省行政区域内渡口的管理",
    "  第三条|本条例下列用语的含义",
    "    （一）|渡口",
    "    （二）|渡船",
    "第二章|渡船与船工",
    "  第一节|渡　船",
    "    第四条|渡船应当符合下列条件",
    "      （一）|船体坚固",
    "        1.|没有裂缝",
    "        2.|经过检验",
    "      （二）|配有救生衣",
    "      （三）|法律、法规规定的其他条件",
    "    第五条|依照本条例第四条第一款第（三）项规定设置其他条件的",
    "  第二节|船　工",
    "    第六条|船工应当遵守下列规定",
    "      （一）|持证上岗",
    "      （二）|不得酒后开船",
    "    第六条之一|船工每年体检一次",
    "第三章|法律责任",
    "  第七条|违反本条例第四条第一款第（一）项、第（二）项",
    "  第八条|有下列行为之一的，处五百元罚款",
    "    （一）|超载的",
    "    （二）|有第六条第（二）项行为的",
    "第四章|附　　则",
    "  第九条|本条例自2021年10月1日起施行",
]


def test_a_regulation_is_read_by_chapter_section_article_and_item() -> None:
    assert drawn(REGULATION) == OUTLINE


def test_spaces_and_empty_lines_change_nothing() -> None:
    bare = "\n".join(line.strip() for line in REGULATION.splitlines() if line.strip())
    assert [line.replace("　", "") for line in drawn(bare)] == [line.replace("　", "") for line in OUTLINE]


def test_a_table_of_contents_in_one_line_opens_no_units() -> None:
    text = (
        "渡口条例\n目录 第一章 总则 第二章 渡船的检验与登记以及船工的考核 第三章 法律责任 第四章 附则\n"
        "第一章 总则\n第一条 本条例适用于全省。\n第二章 渡船的检验与登记以及船工的考核\n第二条 渡船每年检验。\n"
        "第三章 法律责任\n第三条 违者罚款。\n第四章 附则\n第四条 本条例自公布之日起施行。"
    )
    assert drawn(text) == [
        "第一章|总则",
        "  第一条|本条例适用于全省",
        "第二章|渡船的检验与登记以及船工的考核",
        "  第二条|渡船每年检验",
        "第三章|法律责任",
        "  第三条|违者罚款",
        "第四章|附则",
        "  第四条|本条例自公布之日起施行",
    ]


def test_a_long_line_ends_a_table_of_contents() -> None:
    text = (
        "目录\n第一章 总则\n第二章 附则\n"
        "为了管好渡口让来往的人都能平平安安地过河不误了赶集看病上学走亲戚也不误了收割庄稼特地请大家一条一条议过定下这些规矩\n"
        "第一章 总则\n第一条 本条例适用于全省。\n第二章 附则\n第二条 本条例自公布之日起施行。"
    )
    assert [u.marker for u in units(text)] == ["第一章", "第一条", "第二章", "第二条"]


def test_parts_hold_chapters_that_go_on_counting() -> None:
    text = (
        "渡口规定\n目录\n第一编 总则\n第一章 一般规定\n第二编 渡运\n第二章 渡船\n"
        "第一编 总则\n第一章 一般规定\n第一条 本规定适用于全市。\n第二编 渡运\n第二章 渡船\n第二条 渡船每年检验。"
    )
    assert drawn(text) == [
        "第一编|总则",
        "  第一章|一般规定",
        "    第一条|本规定适用于全市",
        "第二编|渡运",
        "  第二章|渡船",
        "    第二条|渡船每年检验",
    ]


def test_a_second_paragraph_of_an_article_has_items_of_its_own() -> None:
    text = "第一条 县政府履行下列职责：\n（一）规划；\n（二）拨款。\n乡政府做好下列工作：\n（一）巡查；\n（二）劝阻。\n第二条 施行。"
    assert drawn(text) == [
        "第一条|县政府履行下列职责",
        "  （一）|规划",
        "  （二）|拨款",
        "  （一）|巡查",
        "  （二）|劝阻",
        "第二条|施行",
    ]


def test_an_article_far_behind_the_last_is_not_inside_it() -> None:
    text = "第一章 渡船\n第九条 危险的，依照第七条、第八条的规定封存。\n第三十二条之一 特藏的渡船双人双锁。"
    assert drawn(text) == ["第一章|渡船", "  第九条|危险的", "  第三十二条之一|特藏的渡船双人双锁"]


def test_paragraphs_of_a_provision_are_no_members_but_those_of_a_heading_are() -> None:
    members = "省里的交通部门负责规划。三年一次。\n省里的水利部门负责航道。一年一次。"
    assert drawn(f"第一条 渡口由两级管理。\n{members}") == ["第一条|渡口由两级管理"]
    assert drawn(f"第一条 分工\n{members}\n第二条 附则\n自今日起。") == [
        "第一条|分工",
        "  |省里的交通部门负责规划",
        "  |省里的水利部门负责航道",
        "第二条|附则",
    ]


def test_another_text_below_the_last_article_has_members() -> None:
    text = "第一条 本办法自今日起施行。\n加强库存清点。每月由两人同时到场。\n完善轮岗办法。每年换岗一次。"
    assert drawn(text) == ["第一条|本办法自今日起施行", "  |加强库存清点", "  |完善轮岗办法"]


def test_a_provision_ends_with_its_last_paragraph() -> None:
    text = "第一条 本办法适用于全市。\n另有规定的，从其规定。\n第二条 本办法自今日起施行。"
    assert spans(text)[0] == "第一条 本办法适用于全市。\n另有规定的，从其规定。"
