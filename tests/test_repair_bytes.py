"""Lost bytes of GBK text come back; clean text, real question marks and rare characters stay."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ngrams import FOLDERS, TABLE, counted, table

from djtext.edits import applied
from djtext.errors import DjtextError
from djtext.repair import flags, language, repairs
from djtext.repair.codes import (
    both_bytes,
    character,
    fits,
    forms,
    holes,
    in_big5,
    is_common,
    usual,
    with_first,
    with_second,
)
from djtext.repair.language import FLOOR, Language, tokens
from djtext.repair.lost_bytes import findings, lost_bytes
from djtext.repair.shown import shown as items

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


def test_a_script_has_its_characters_and_no_others() -> None:
    assert fits("软", True) is None
    assert fits("軟", False) is None
    assert fits("。", True) == fits("軟", True) == fits("软", False) == 0.0
    assert (fits("颱", True) or 0.0) < 0.0
    assert fits("龘", False) is None
    assert usual("为") == {"為", "爲"}
    assert forms("发", True) == ("發", "髮")


def test_every_character_of_a_byte_has_that_byte() -> None:
    for byte in (0x40, 0x75, 0xA3, 0xBF, 0xFE):
        assert all((both_bytes(char) or (0, 0))[1] == byte for char, _, _ in with_second(byte, True))
        assert all((both_bytes(char) or (0, 0))[0] == byte for char, _, _ in with_first(byte, True))


def test_holes_are_the_codes_that_vanish() -> None:
    assert all(not character(first, second) for first, seconds in holes().items() for second in seconds)
    assert 0xB5 in holes()[0xF9]
    assert both_bytes("\ue000") == (0xAA, 0xA1)


def test_tokens_fold_figures_words_and_line_ends() -> None:
    assert tokens("增长１２.5％，GDP\n\n  A级") == "||增长#,A||B级"
    assert tokens("Ｆ") == "||\ufffd"


def test_reports_know_what_follows_what() -> None:
    plain = Language()
    assert plain.follows("党", "建", "工") > plain.follows("党", "建", "荚")
    assert plain.follows("矛", "盾", "。") > -7
    assert plain.follows("荚", "鶎", "狱") >= FLOOR


def test_what_a_text_says_has_a_voice() -> None:
    own = Language(tokens("龘圩村委会。" * 8))
    assert own.follows("|", "龘", "圩") > Language().follows("|", "龘", "圩") + 3
    assert own.follows("组", "织", "建") == Language().follows("组", "织", "建")


def test_rows_of_the_model_are_given_up_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "ROWS", 2)
    model = Language("||组织")
    before = [model.follows("组", last, "织") for last in "建设党工作"]
    assert [model.follows("组", last, "织") for last in "建设党工作"] == before


def test_a_mark_may_stand_for_a_pair_without_a_character() -> None:
    for hole in ("", "\ufffd", "\ue2a6"):
        text = CLEAN + f"抓好黨建基礎工作?;{hole}A臺帳要齊全"
        assert [finding.edit.new for finding in findings(text)] == ["。基礎"], hole


def test_a_place_that_nobody_can_read_for_sure_stays_and_is_flagged() -> None:
    text = lost("这项工作由街道办负责", "。鲍翠莲同志") + "，不再另行通知。"
    assert repairs(text) == ()
    (flag,) = flags(text)
    assert (flag.kind, flag.rule) == ("lost-byte", "gbk-lost-byte")
    assert (flag.suggestion or "").startswith("。")


def test_what_was_seen_in_the_text_makes_the_next_place_surer() -> None:
    damaged = lost(CLEAN[:-1], "。現在各單位都要行動起來。")
    assert [finding.sure for finding in findings((damaged + "\n") * 4)] == [True] * 4


def test_left_over_pinyin_is_one_item() -> None:
    assert [item.span.of("轉變?yōu)榫") for item in items("轉變?yōu)榫", 0, 8)] == ["轉", "變", "?yōu)", "榫"]
    assert next(iter(items("Ｆ(xiàn)在", 0, 9))).token == "\ufffd"
    assert next(items("，F(xiàn)在", 1, 9)).sound == "xiàn"


def test_the_table_is_what_our_texts_count() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(counted(FOLDERS))
    assert {"实", "地"} <= set(language.successors("落"))


def test_a_table_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "DIGEST", "0" * 64)
    with pytest.raises(DjtextError, match=r"ngrams\.tsv"):
        language.table.__wrapped__()


@pytest.mark.parametrize("end", ["縣鄉兩級要抓好落實", "h", "?h", "ψ狱"])
def test_a_run_at_the_very_end_or_start_of_a_text_is_no_error(end: str) -> None:
    assert restored(CLEAN + end).startswith(CLEAN[:-1])
    assert restored(end) == end
