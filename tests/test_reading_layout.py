"""Corners of page layout that whole pages seldom show."""

from djtext.reading.pdf_glyphs import Glyph
from djtext.reading.pdf_lines import once
from djtext.reading.pdf_tables import Field, _fields, _Grid
from djtext.reading.web_article import _densest, _Weight


def test_a_character_drawn_twice_to_look_bold_is_read_once() -> None:
    bold = [Glyph("整", 10.0, 22.0, 700.0, 12.0), Glyph("整", 10.3, 22.3, 700.0, 12.0)]
    doubled = [Glyph("一", 40.0, 52.0, 700.0, 12.0), Glyph("一", 52.0, 64.0, 700.0, 12.0)]
    assert "".join(glyph.char for glyph in once([*bold, *doubled])) == "整一一"


def grid(walls: set[tuple[int, int]], floors: set[tuple[int, int]]) -> _Grid:
    return _Grid((0.0, 50.0, 100.0), (100.0, 80.0, 60.0), frozenset(walls), frozenset(floors))


def test_lines_that_leave_a_field_open_to_the_page_make_no_field() -> None:
    rim = {(0, 0), (0, 1), (2, 0), (2, 1)}, {(0, 0), (1, 0), (0, 2), (1, 2)}
    whole = _fields(grid(*rim))
    assert set(whole.values()) == {Field(0, 0, 2, 2)}
    assert _fields(grid(rim[0] - {(2, 1)}, rim[1])) == {}


def test_the_article_may_be_the_innermost_box() -> None:
    weights = [_Weight(900, 900, 0, 9), _Weight(890, 890, 0, 9), _Weight(880, 880, 0, 9)]
    assert _densest(weights, [[1], [2], []]) == 2
