"""For deploy/check: `sheet.py OURS.xlsx THEIRS.xlsx` ends with the cells that read otherwise in the second workbook,
which an office suite made of the first by opening and saving it."""

import os
import sys

import django


def values(path: str) -> dict[tuple[str, int, str], object]:
    """{(sheet, row, column): value} of a workbook of the item ledger, as an upload is read."""
    from base.sheets import naming, read
    from base.sheets.cells import normalised
    from base.sheets.columns import SYSTEM, plain
    from transfers.sheets.items import ItemLedger

    columns = {column.name: column for column in ItemLedger.columns}
    names = naming.names_of(ItemLedger.columns)
    content = read(path, path, labels=[*naming.labels_of(ItemLedger.columns)])
    return {
        (sheet["title"], row["row"], label): cell[0]
        if label in SYSTEM
        else normalised(columns[names[plain(label)]], *cell)
        for sheet in content["sheets"]
        for row in sheet["rows"]
        for label, cell in row["cells"].items()
        if label in SYSTEM or plain(label) in names
    }


def require_same(ours: str, theirs: str) -> None:
    """Ends with the places that differ."""
    mine, other = values(ours), values(theirs)
    differing = [place for place in mine.keys() | other.keys() if mine.get(place) != other.get(place)]
    if not mine or differing:
        sys.exit(f"{theirs} reads otherwise at {sorted(differing)[:5]}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reformtrack.settings")
    django.setup()
    require_same(*sys.argv[1:])
