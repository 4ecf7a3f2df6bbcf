"""Edits as values: one list gives the text, the explanation and the way back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djtext.edits import applied, back, composed, ordered, way
from djtext.types import Edit, Span

TEXTS = st.text(alphabet="一是加强领导。，\n(xué)", max_size=30)


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    distinct = [pair for i, pair in enumerate(pairs) if not i or pair[0] > pairs[i - 1][0]]
    return ordered(Edit(Span(a, b), draw(st.text(alphabet="甲乙丙", max_size=3)), "w") for a, b in distinct)


@given(st.data(), TEXTS)
def test_two_lists_composed_do_what_the_two_do_in_turn(data: st.DataObject, text: str) -> None:
    first = data.draw(edited(text))
    middle = applied(text, first)
    second = data.draw(edited(middle))
    both = composed(text, first, second)
    assert applied(text, both) == applied(middle, second)
    assert ordered(both) == both


@given(st.data(), TEXTS)
def test_an_untouched_character_leads_back_to_itself(data: st.DataObject, text: str) -> None:
    edits = data.draw(edited(text))
    path = way(edits, Span(0, len(text)))
    clean = applied(text, edits)
    replaced = {i for e in edits for i in range(e.span.start, e.span.end)}
    for i, char in enumerate(clean):
        source = back(path, Span(i, i + 1))
        if source.end - source.start == 1 and source.start not in replaced:
            assert source.of(text) == char
        else:
            assert any(e.span == source for e in edits)


@given(st.data(), TEXTS)
def test_spans_lead_back_in_order(data: st.DataObject, text: str) -> None:
    edits = data.draw(edited(text))
    path = way(edits, Span(0, len(text)))
    clean = applied(text, edits)
    ends = [back(path, Span(i, i + 1)) for i in range(len(clean))]
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(ends))


@given(TEXTS)
def test_no_edits_change_nothing(text: str) -> None:
    assert applied(text, ()) == text
    assert composed(text, (), ()) == ()


def test_a_part_of_a_text_can_be_edited_alone() -> None:
    text = "第一篇。創(chuàng)先。第三篇。"
    edits = [Edit(Span(5, 13), "", "pinyin")]
    part = Span(4, 15)
    assert applied(text, edits, part) == "創先。"
    path = way(edits, part)
    assert back(path, Span(0, 3)).of(text) == "創(chuàng)先。"
    assert back(path, Span(0, 1)).of(text) == "創"


def test_what_an_edit_wrote_leads_back_to_all_that_it_replaced() -> None:
    text = "衡量?荚u機制"
    edits = [Edit(Span(2, 5), "。考評", "gbk-lost-byte")]
    path = way(edits, Span(0, len(text)))
    assert applied(text, edits) == "衡量。考評機制"
    assert back(path, Span(3, 5)).of(text) == "?荚u"
    assert back(path, Span(0, 7)).of(text) == text


def test_the_end_of_a_text_leads_back_to_its_end() -> None:
    path = way((), Span(3, 9))
    assert back(path, Span(6, 6)) == Span(9, 9)
    assert back(way((), Span(0, 0)), Span(0, 0)) == Span(0, 0)


def test_edits_that_touch_the_same_characters_become_one_that_names_both() -> None:
    text = "手段單⏎一、"
    both = composed(text, [Edit(Span(2, 3), "单", "script")], [Edit(Span(2, 4), "单", "broken-line")])
    assert both == (Edit(Span(2, 4), "单", "script+broken-line"),)


def test_an_edit_behind_the_end_stays_there() -> None:
    assert composed("甲", [Edit(Span(1, 1), "乙", "a")], [Edit(Span(2, 2), "丙", "b")]) == (
        Edit(Span(1, 1), "乙", "a"),
        Edit(Span(1, 1), "丙", "b"),
    )


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        ordered([Edit(Span(0, 3), "", "a"), Edit(Span(2, 4), "", "b")])
