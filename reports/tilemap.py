"""The pilots as tiles in their places 试点分布: a schematic map without boundaries, drawn as SVG."""

from dataclasses import dataclass
from itertools import product

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pilots.models import Unit
from tasks.lamps import Lamp
from tasks.places import total
from tasks.standing import Standing

COLUMNS, MOST = 6, 48
# Of one tile and the gap beside it, in the units of the drawing.
WIDTH, HEIGHT, GAP = 48, 50, 4


@dataclass(frozen=True)
class Tile:
    """A pilot: where its tile lies, its name, its lamp, how many of its obligations are closed out."""

    unit: Unit
    url: str
    x: int
    y: int
    lamp: Lamp
    done: int
    total: int

    @property
    def name(self) -> str:
        """Short enough for a tile: two characters, or the beginning of the English name."""
        english = self.unit.name_en if get_language() == "en" else ""
        return english.split()[0][:7] if english else self.unit.short_name

    @property
    def share(self) -> float:
        """The filled part of its bar, in the units of the drawing."""
        return round(WIDTH * self.done / self.total, 1) if self.total else 0

    @property
    def said(self) -> str:
        """章贡区 正常 已办结6/11."""
        words = {"unit": self.unit, "lamp": self.lamp.label, "done": self.done, "total": self.total}
        return _("%(unit)s, %(lamp)s, closed out %(done)s of %(total)s") % words


@dataclass(frozen=True)
class TileMap:
    """All tiles, and the size of the drawing."""

    tiles: list[Tile]
    width: int
    height: int


def tile_map(board) -> TileMap | None:
    """The map of a dashboard; None where the pilots are too many to be told apart."""
    if not board.pilots or len(board.pilots) > MOST:
        return None
    places = placed(board.pilots)
    tiles = [_tile(board, unit, *places[unit.pk]) for unit in board.pilots]
    columns, rows = (max(place[at] for place in places.values()) for at in (0, 1))
    return TileMap(tiles, columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP)


def placed(units) -> dict[int, tuple[int, int]]:
    """(column, row) of each unit by id, from 1; whoever has no place of its own takes the next free one."""
    found: dict[int, tuple[int, int]] = {}
    for unit in units:
        own = (unit.map_column, unit.map_row)
        if all(own) and own not in found.values():
            found[unit.pk] = own
    taken = set(found.values())
    free = (place[::-1] for place in product(range(1, MOST + 1), range(1, COLUMNS + 1)) if place[::-1] not in taken)
    return found | {unit.pk: next(free) for unit in units if unit.pk not in found}


def _tile(board, unit, column, row) -> Tile:
    own = list(board.of_unit(unit.pk))
    done = total(place for place in own if place.standing is Standing.DONE)
    x, y = (column - 1) * (WIDTH + GAP), (row - 1) * (HEIGHT + GAP)
    return Tile(unit, board.url_of(unit), x, y, board.lamps[unit.pk], done, total(own))
