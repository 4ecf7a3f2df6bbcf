"""Tables of a PDF page: the fields that drawn lines enclose, and the glyphs in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from djtext.reading.pdf_glyphs import Glyph, Stroke

MERGED = 3.0
"""Points within which two lines are one: the two edges of a thick line, or of cells with a little space between."""

MAX_RULES = 400
"""Different places of lines in one direction; a page with more is a drawing."""

SHORTEST = 6.0
"""Points; shorter strokes are parts of letters, marks and dots."""


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle of a table, in numbers of the grid that all lines of the page make: rows count from the top."""

    column: int
    row: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The glyphs of a field and its edges."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row (one over several rows stands in its first), and where on the page it starts."""

    rows: tuple[tuple[Cell, ...], ...]
    top: float


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    ys: tuple[float, ...]  # from the top of the page down
    walls: frozenset[tuple[int, int]]  # (i, row): a line at xs[i] beside this row
    floors: frozenset[tuple[int, int]]  # (column, j): a line at ys[j] along this column


def tables(glyphs: Sequence[Glyph], strokes: Sequence[Stroke]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables of a page from top to bottom, and the glyphs outside all of them.

    A table has at least two fields side by side; frames around text, rules under headings and shading are none.
    """
    grid = _grid(strokes)
    if grid is None:
        return [], list(glyphs)
    fields = _fields(grid)
    groups = [group for group in _groups(fields) if len({field.column for field in group}) > 1]
    member = {field: number for number, group in enumerate(groups) for field in group}
    held: dict[Field, list[Glyph]] = {}
    free = []
    for glyph in glyphs:
        field = fields.get(_place(grid, glyph))
        if field in member:
            held.setdefault(field, []).append(glyph)
        else:
            free.append(glyph)
    made = [_table(grid, group, held) for group in groups]
    return sorted((t for t in made if t.rows), key=lambda t: -t.top), free


def _grid(strokes: Sequence[Stroke]) -> _Grid | None:
    level = [s for s in strokes if s.x1 - s.x0 >= max(SHORTEST, s.y1 - s.y0)]
    upright = [s for s in strokes if s.y1 - s.y0 >= max(SHORTEST, s.x1 - s.x0)]
    xs = _places([s.x0 for s in upright])
    down = _places([-s.y1 for s in level])
    if not (3 <= len(xs) <= MAX_RULES and 2 <= len(down) <= MAX_RULES):
        return None
    walls = {(_near(xs, s.x0), row) for s in upright for row in _between(down, -s.y1, -s.y0)}
    floors = {(column, _near(down, -s.y1)) for s in level for column in _between(xs, s.x0, s.x1)}
    return _Grid(xs, tuple(-y for y in down), frozenset(walls), frozenset(floors))


def _places(values: Sequence[float]) -> tuple[float, ...]:
    """Return different places in order; values that follow within `MERGED` are one."""
    result: list[float] = []
    last = float("-inf")
    for value in sorted(values):
        if value - last > MERGED:
            result.append(value)
        last = value
    return tuple(result)


def _near(places: Sequence[float], value: float) -> int:
    return max(0, bisect_right(places, value + 0.01) - 1)


def _between(places: Sequence[float], start: float, end: float) -> range:
    """Return the numbers of the gaps between places that a stroke from `start` to `end` runs along."""
    return range(bisect_left(places, start - 2 * MERGED), bisect_right(places, end + 2 * MERGED) - 1)


def _place(grid: _Grid, glyph: Glyph) -> tuple[int, int]:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
    return bisect_right(grid.xs, x) - 1, bisect_right(grid.ys, -y, key=lambda place: -place) - 1


def _fields(grid: _Grid) -> Mapping[tuple[int, int], Field]:
    """Return the field of each cell of the grid that lines enclose; a field is a full rectangle of cells."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    seen: set[tuple[int, int]] = set()
    result = {}
    for start in ((i, j) for j in range(rows) for i in range(columns)):
        if start in seen:
            continue
        region = _region(grid, start)
        seen.update(region)
        left, top = min(i for i, _ in region), min(j for _, j in region)
        wide, high = max(i for i, _ in region) - left + 1, max(j for _, j in region) - top + 1
        if len(region) == wide * high and left >= 0 and top >= 0 and left + wide <= columns and top + high <= rows:
            result.update(dict.fromkeys(region, Field(left, top, wide, high)))
    return result


def _region(grid: _Grid, start: tuple[int, int]) -> set[tuple[int, int]]:
    """Return the cells that no line parts from `start`; those beyond the grid have numbers below 0 or too high."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    region, ahead = {start}, [start]
    while ahead:
        i, j = ahead.pop()
        for cell in _open_sides(grid, i, j):
            if cell not in region:
                region.add(cell)
                if 0 <= cell[0] < columns and 0 <= cell[1] < rows:
                    ahead.append(cell)
    return region


def _open_sides(grid: _Grid, i: int, j: int) -> Iterator[tuple[int, int]]:
    sides = (
        ((i, j) in grid.walls, (i - 1, j)),
        ((i + 1, j) in grid.walls, (i + 1, j)),
        ((i, j) in grid.floors, (i, j - 1)),
        ((i, j + 1) in grid.floors, (i, j + 1)),
    )
    return (cell for closed, cell in sides if not closed)


def _groups(fields: Mapping[tuple[int, int], Field]) -> list[list[Field]]:
    """Return the fields that touch one another, group by group, each sorted by row and column."""
    seen: set[Field] = set()
    result = []
    for field in fields.values():
        if field in seen:
            continue
        group, ahead = {field}, [field]
        while ahead:
            for other in _touching(ahead.pop(), fields):
                if other not in group:
                    group.add(other)
                    ahead.append(other)
        seen |= group
        result.append(sorted(group, key=lambda f: (f.row, f.column)))
    return result


def _touching(field: Field, fields: Mapping[tuple[int, int], Field]) -> Iterator[Field]:
    across, down = range(field.column, field.column + field.columns), range(field.row, field.row + field.rows)
    beside = [(i, j) for j in down for i in (field.column - 1, field.column + field.columns)]
    above = [(i, j) for i in across for j in (field.row - 1, field.row + field.rows)]
    return (fields[cell] for cell in beside + above if cell in fields)


def _table(grid: _Grid, group: Sequence[Field], held: Mapping[Field, Sequence[Glyph]]) -> Table:
    rows: dict[int, list[Cell]] = {}
    for field in group:
        left, right = grid.xs[field.column], grid.xs[field.column + field.columns]
        rows.setdefault(field.row, []).append(Cell(tuple(held.get(field, ())), left, right))
    filled = tuple(tuple(row) for row in rows.values() if any(cell.glyphs for cell in row))
    return Table(filled, grid.ys[group[0].row])
