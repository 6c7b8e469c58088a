"""What every form of file is brought to before it is understood: lines of text and grids of cells."""

from dataclasses import dataclass

MOST_LINES, MOST_CHARACTERS = 20_000, 1_000_000
MOST_ROWS, MOST_COLUMNS = 2_000, 64


@dataclass(frozen=True)
class Cell:
    """A cell's text. `continues` is True below the top of a vertical merge, None where a form cannot tell."""

    text: str
    continues: bool | None = False


@dataclass(frozen=True)
class Row:
    """One row of a grid and where it stands in the file."""

    cells: tuple[Cell, ...]
    source: str


@dataclass(frozen=True)
class Pages:
    """The whole file: its lines in order (without the tables) and its tables."""

    lines: tuple[str, ...]
    grids: tuple[tuple[Row, ...], ...]
