"""Lost bytes of GBK text come back; clean text, real question marks and rare characters stay."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import FOLDERS, TABLE, counted, table

from djtext.edits import applied
from djtext.errors import DjtextError
from djtext.repair import model
from djtext.repair.codes import both_bytes, character, in_big5, is_common
from djtext.repair.lost_bytes import lost_bytes
from djtext.repair.model import crossing, follows

CLEAN = "各窗口單位要認真落實首問責任制，"
BEHIND = "，不斷提高群眾的滿意程度。"


def shown(data: bytes) -> str:
    """Return what a reader of GBK bytes shows: codes without a character vanish, torn bytes become `?`."""
    result, at = "", 0
    while at < len(data):
        two = data[at : at + 2]
        if two[0] < 0x80:
            result, at = result + chr(two[0]), at + 1
        elif len(two) == 2 and (char := character(*two)):
            result, at = result + char, at + 2
        elif len(two) == 2 and two[1] >= 0xA1:
            at += 2
        else:
            result, at = result + "?", at + 1
    return result


def lost(before: str, behind: str) -> str:
    """Return how `behind` reads after `before` when its first byte is lost."""
    return before + shown(behind.encode("gbk")[1:])


def restored(text: str, **known: dict[str, frozenset[str]]) -> str:
    return applied(text, tuple(lost_bytes(text, **known)))


@pytest.mark.parametrize(
    "behind",
    ["。考評辦法要公開透明", "。基層黨組織書記", "。現在各單位都要行動起來", "。《實施方案》對窗口建設作了規定",
     "。考核結果作為評先的依據", "。開展檢查驗收工作"],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", "?"])
def test_a_lost_first_byte_of_a_full_stop_comes_back(behind: str, mark: str) -> None:
    assert restored(lost(CLEAN[:-1] + mark, behind)) == CLEAN[:-1] + behind


@pytest.mark.parametrize(
    ("damaged", "true"),
    [
        ("由粗放轉變?yōu)榫W格化管理", "由粗放轉變為網格化管理"),
        ("能夠?qū)崿F既定的目標", "能夠實現既定的目標"),
        ("不能用會議代替?zhèn)€人的行動", "不能用會議代替個人的行動"),
    ],
)
def test_left_over_pinyin_marks_the_place(damaged: str, true: str) -> None:
    assert restored(damaged) == true


def test_known_pinyin_names_both_ends_of_a_run() -> None:
    known = {"側": frozenset({"cè"}), "務": frozenset({"wù"})}
    assert restored("這是我們的總?cè)蝿?wù)和要求", sounds=known) == "這是我們的總任務和要求"


def test_pinyin_that_is_known_decides_between_readings() -> None:
    text = "要使他們?nèi)硇耐度朦h的事業"
    assert restored(text, sounds={"內": frozenset({"nèi"})}) == "要使他們全身心投入黨的事業"


def test_a_vanished_pair_is_found_again() -> None:
    assert restored(CLEAN + "抓好基礎工作?；A(chǔ)臺帳要齊全") == CLEAN + "抓好基礎工作。基礎臺帳要齊全"


@pytest.mark.parametrize(
    "text",
    [
        "群眾為什么不滿意?關鍵在于作風不實。",
        "怎么辦？只有改革。誰來干？靠大家。",
        "龔懿、鄺燊等同志參加了會議。",
        "驻X单位和A股、B股市场，XX市，PM2.5浓度，5G基站",
        "提升α波与β波的检测能力",
        "黟县、歙县、亳州、濮阳、儋州",
        "甲、乙?丙、丁",
        "使用Ｑ币和Ｔ恤",
        "增强活力,A级单位要带头",
        "",
        "ψψψ",
        "荚u荚u荚u荚u",
    ],
)
def test_clean_and_hopeless_text_stays(text: str) -> None:
    assert restored(text) == text


def test_places_far_apart_are_repaired_one_by_one() -> None:
    damaged = lost(CLEAN[:-1], "。現在各單位都要行動起來。")
    text = damaged + CLEAN * 30 + damaged + "\n" + damaged
    assert restored(text).count("。現在") == 3


def test_a_place_that_holds_nothing_lost_stays() -> None:
    text = CLEAN + "增強活力,a級單位要帶頭" + BEHIND
    assert restored(text) == text


def test_a_long_run_is_left_alone() -> None:
    behind = "。各级各部门要牢固树立大局意识，切实把思想和行动统一到工作部署上来"
    damaged = lost("各窗口单位要认真落实首问责任制", behind) + "?"
    assert restored(damaged) == damaged


def test_simplified_text_is_not_given_traditional_characters() -> None:
    text = "各窗口单位要认真落实首问责任制，" + "要把群众放在心上。" * 3
    assert restored(text + lost("", "。层层抓落实")).startswith(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="單位認真落實首問責任制度，。、各級黨組織要加強領導?A", max_size=40))
def test_the_edits_are_ordered_and_change_something(text: str) -> None:
    edits = tuple(lost_bytes(text))
    assert all(a.span.end <= b.span.start for a, b in pairwise(edits))
    assert all(e.span.start < e.span.end for e in edits)


def test_the_code_table_knows_what_has_no_character() -> None:
    assert character(0x20, 0x41) == character(0xAA, 0xA1) == ""
    assert character(0xBF, 0xBC) == "考"
    assert both_bytes("考") == (0xBF, 0xBC)
    assert both_bytes("A") is None
    assert both_bytes("\U00020000") is None
    assert not is_common("😀")
    assert in_big5("為")
    assert not in_big5("软")


def test_words_tell_a_torn_word_from_two_words() -> None:
    assert crossing("要进一", "步规范") > 2 > crossing("队伍管理", "理论学习")
    assert crossing("", "") == float("-inf")
    assert follows("建", "设") > follows("建", "的")
    assert follows("\u3400", "\u3401") == follows("建", "\u3401") < follows("\u3400", "设")


def test_the_table_of_pairs_is_what_the_corpora_count() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(counted(FOLDERS))
    assert model.reports()["落"]["实"] > 20


def test_a_table_of_pairs_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PAIRS", "0" * 64)
    with pytest.raises(DjtextError, match=r"pairs\.tsv"):
        model.reports.__wrapped__()


@pytest.mark.parametrize("end", ["縣鄉兩級要抓好落實", "h", "?h", "ψ狱"])
def test_a_run_at_the_very_end_or_start_of_a_text_is_no_error(end: str) -> None:
    assert restored(CLEAN + end).startswith(CLEAN[:-1])
    assert restored(end) == end
