"""Numerals, folding and sentence ends."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djtext.hanzi import CIRCLED, folded, numeral, ordinal, sentences

BY_HAND = [
    ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23), ("九十九", 99), ("一百", 100), ("一百零五", 105),
    ("一百二十", 120), ("两", 2), ("〇", 0), ("二〇二四", 2024), ("7", 7), ("12", 12), ("①", 1), ("⑳", 20), ("三千五百", 3500),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), BY_HAND)
def test_a_numeral_has_the_value_that_a_reader_gives_it(text: str, value: int) -> None:
    assert ordinal(text) == value


@given(st.integers(1, 99))
def test_a_numeral_we_wrote_is_a_numeral_we_read(value: int) -> None:
    assert ordinal(numeral(value)) == value


@pytest.mark.parametrize("text", ["", "甲", "一是", "1.5", "-3", "①②", "十a"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        ordinal(text)


@pytest.mark.parametrize("value", [0, -1, 100])
def test_a_numeral_is_written_only_for_what_lists_reach(value: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        numeral(value)


@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_half_a_surrogate_pair_does_not_stop_folding() -> None:
    assert folded("組織\ud800（一）") == "组织\ufffd(一)"


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_scripts_and_widths_meet_in_one_form() -> None:
    assert folded("責任落實不夠，（一）監督缺位；「兩張皮」") == folded("责任落实不够,(一)监督缺位;“两张皮”")
    assert folded("。、《》①") == "。、《》①"


@given(st.text(alphabet="甲乙。；;！\n”,", max_size=40))
def test_sentences_tile_the_text(text: str) -> None:
    spans = list(sentences(text))
    assert "".join(span.of(text) for span in spans) == text
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))


def test_a_closing_quote_belongs_to_its_sentence() -> None:
    text = "要“抓好落实。”不能空转。"
    assert [s.of(text) for s in sentences(text)] == ["要“抓好落实。”", "不能空转。"]
    assert len(CIRCLED) == 20


def test_a_script_table_that_changes_lengths_moves_no_span(monkeypatch: pytest.MonkeyPatch) -> None:
    class Longer:
        def convert(self, text: str) -> str:
            return text.replace("裡", "里头").replace("黨", "党")

    monkeypatch.setattr("djtext.hanzi._converter", Longer)
    assert folded("黨裡") == "党裡"
