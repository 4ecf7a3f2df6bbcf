"""Bytes become the text that was written, or an error; never another text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djtext.errors import SourceError
from djtext.reading.charset import CANDIDATES, MIN_SCORE, chosen, decoded, plausibility

SIMPLIFIED = {
    "short": "一要抓好学习，二要改进作风，三要落实责任。",
    "phrase": "加强基层组织建设",
    "ascii among it": "2025年完成投资1.2亿元(增长8%),开工项目12个。",
    "line ends": "一、存在的问题\r\n（一）认识不到位。\n（二）措施不具体。\r二、整改措施\n",
    "rare names": "由禤某、逄某、亓某三位同志负责台账的核对与归档。",
    "long": "我们要坚持问题导向，把群众反映强烈的事情办好，把制度定下来、执行好。" * 400,
    "ascii first": "REPORT 2025\n" * 8000 + "检查中发现，部分单位台账不全，整改没有到位。",
}
TRADITIONAL = {
    "short": "一要抓好學習，二要改進作風，三要落實責任。",
    "phrase": "加強基層組織建設",
    "brackets": "開展「三個一」活動：一張清單、一本台帳、一次回訪。",
    "line ends": "一、存在的問題\r\n（一）認識不到位。\n（二）措施不具體。\r二、整改措施\n",
    "inner": "會議認為，黨支部裡的分工還不夠清楚，這是原因之一。",
    "long": "我們要堅持問題導向，把群眾反映強烈的事情辦好，把制度定下來、執行好。" * 400,
}
BOTH = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
CASES = [
    *((f"{name}, simplified", text, encoding) for name, text in SIMPLIFIED.items() for encoding in BOTH),
    *((f"{name}, traditional", text, encoding) for name, text in TRADITIONAL.items() for encoding in (*BOTH, "big5")),
]


@pytest.mark.parametrize(("text", "encoding"), [c[1:] for c in CASES], ids=[f"{n} in {e}" for n, _, e in CASES])
def test_a_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str) -> None:
    found = decoded(text.encode(encoding), "a.txt")
    assert (found.text, found.encoding, found.flags) == (text, encoding, ())


@pytest.mark.parametrize("encoding", BOTH)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str) -> None:
    text = "鈜"  # a text of one rare character, which nothing but the mark could tell
    found = decoded(("\ufeff" + text).encode(encoding), "a.txt")
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        ("加強城裏與鄉裏的聯繫，落實責任。", "cp950", "cp950"),
        ("深水埗嘅街坊話：呢個問題要快啲解決，政府要落實責任。", "big5hkscs", "big5hkscs"),
        ("关于开展检查的通知", "gb2312", "gb18030"),
        ("龍江與鄂溫克族鄉的㐂事，工作要落實。", "gb18030", "gb18030"),
        ("联通", "gbk", "gb18030"),
        ("plain ASCII\n", "ascii", "utf-8"),
        ("naïve café", "utf-8", "utf-8"),
        ("Über die Größe", "utf-8", "utf-8"),
        ("\u3000\u3000一、", "utf-8", "utf-8"),
    ],
)
def test_relatives_of_the_main_encodings_are_told_apart(text: str, written: str, named: str) -> None:
    found = decoded(text.encode(written), "a.txt")
    assert (found.text, found.encoding) == (text, named)


LINE = "检查中发现，部分单位台账不全，整改没有到位，群众还不满意。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_cut_inside_its_last_character_is_read_and_flagged(encoding: str) -> None:
    found = decoded((LINE * 3).encode(encoding)[:-1], "a.txt")
    assert found.text == (LINE * 3)[:-1] + "\ufffd"
    assert (found.encoding, found.flags) == (encoding, ("bad-bytes:1",))


def test_a_few_bad_bytes_in_a_long_text_are_counted() -> None:
    data = (LINE * 10).encode() + b"\xff" + (LINE * 10).encode() + b"\xfe\xff" + LINE.encode()
    assert decoded(data, "a.txt").flags == ("bad-bytes:3",)


@pytest.mark.parametrize(("places", "length", "read"), [(1, 19, False), (1, 20, True), (2, 99, False), (2, 100, True)])
def test_bad_places_are_tolerated_by_the_length_of_the_text(places: int, length: int, read: bool) -> None:
    text = (LINE * 4)[: length - places]
    data = b"".join(text[n::5].encode() + b"\xff" * (n < places) for n in range(5))
    try:
        found = decoded(data, "a.txt")
    except SourceError as error:
        assert (read, error.code) == (False, "encoding")
    else:
        assert (read, len(found.text), found.flags) == (True, length, (f"bad-bytes:{places}",))


def test_a_lost_lead_byte_is_one_bad_place() -> None:
    data = (LINE * 2).encode()
    assert decoded(data[:30] + data[31:], "a.txt").flags == ("bad-bytes:2",)


def test_replacement_characters_of_an_earlier_day_are_not_bad_bytes() -> None:
    assert decoded((LINE + "\ufffd\ufffd").encode(), "a.txt").flags == ()


def test_nul_characters_in_fine_text_stay_and_are_flagged() -> None:
    found = decoded((LINE * 10 + "\0\0").encode(), "a.txt")
    assert (found.text, found.flags) == (LINE * 10 + "\0\0", ("nul:2",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 8, "binary"),
        (b"\0" * 4096, "binary"),
        (b"\x01\x02\x03\x04", "binary"),
        (LINE.encode() + b"\x01\x02\x03" * 40, "binary"),
        (b"\xef\xbb\xbf" + b"\0\1\2\3" * 9, "binary"),
        (LINE.encode("utf-8-sig") + LINE.encode("gb18030"), "encoding"),
        (LINE.encode("utf-8-sig")[:3] + LINE.encode("gb18030"), "encoding"),
        (b"\xff\xfe" + b"\x00\xdc" * 40, "encoding"),
        (LINE.encode() + LINE.encode("gb18030"), "encoding"),
        ("현장을 점검한 결과 일부 문제가 발견되었다".encode("euc-kr"), "encoding"),
        ("Français: élève, où, déjà, garçon".encode("latin-1"), "encoding"),
        (b"\xff\xff\xff\xff" * 10, "encoding"),
    ],
)
def test_what_is_no_text_of_a_known_encoding_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        decoded(data, "甲.txt")
    assert caught.value.code == code
    assert str(caught.value).startswith("甲.txt: ")
    assert "UTF-8" in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("gb18030", "big5hkscs"), ("big5hkscs", "gb18030"), ("utf-8", "gb18030"), ("gb18030", "utf-16-le")],
)
def test_a_wrong_reading_scores_below_the_least_accepted_and_the_right_one_far_above(right: str, wrong: str) -> None:
    data = TRADITIONAL["long"].encode(right)
    assert plausibility(data.decode(wrong, "replace")) < MIN_SCORE < 0.4 < plausibility(data.decode(right))


# Every Han character of the common tables, frequent or not: not the mix of a report, but of any text in Chinese words.
COMMON = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
FREQUENT = [c for c in COMMON if plausibility(c) > 0]
WORDS = st.lists(
    st.one_of(
        st.sampled_from(FREQUENT), st.sampled_from(FREQUENT), st.sampled_from(COMMON), st.sampled_from("，。；、")
    ),
    min_size=30,
    max_size=200,
).map("".join)


@given(WORDS, st.sampled_from(BOTH))
def test_thirty_characters_are_enough_to_tell_the_encoding(text: str, encoding: str) -> None:
    found = decoded(text.encode(encoding), "a.txt")
    assert (found.text, found.encoding) == (text, encoding)


BIG5_FREQUENT = [
    c
    for high in range(0xA4, 0xC6)
    for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    if plausibility(c := bytes((high, low)).decode("big5")) > 0
]


@given(st.lists(st.sampled_from(BIG5_FREQUENT), min_size=30, max_size=200).map("".join))
def test_thirty_characters_of_big5_are_not_taken_for_another_encoding(text: str) -> None:
    found = decoded(text.encode("big5"), "a.txt")
    assert (found.text, found.encoding) == (text, "big5")


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_that_can_be_written_or_an_error(data: bytes) -> None:
    try:
        found = decoded(data, "a.txt")
    except SourceError as error:
        assert error.code in ("binary", "encoding")
    else:
        found.text.encode("utf-8")


@given(st.binary(min_size=1, max_size=100))
def test_the_choice_is_one_of_the_candidates(data: bytes) -> None:
    assert chosen(data)[0] in CANDIDATES
