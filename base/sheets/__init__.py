"""Spreadsheets as people use them: columns, cells, reading a file in the cage, writing one.

    from base import sheets

    found = sheets.read(path, name, labels=naming.labels_of(columns))     # a dict, see `reading.read_file`
    value = cells.normalised(column, text, how)                           # or CellRefused with a sentence
    content = writing.workbook([writing.SheetOut("人员名册", columns, rows)])

What is wrong with one cell travels in the cell's `how` and is refused by `cells.normalised`; what concerns a
row, a column or a sheet is one of the `troubles`, which `words.trouble_text` puts into a sentence.
"""

from importlib import import_module

WEB_ONLY = ("read", "SheetRefused")


def __getattr__(name: str):
    # The cage imports this package too and must start without Django, which the web side needs.
    if name in WEB_ONLY:
        return getattr(import_module("base.sheets.intake"), name)
    raise AttributeError(name)
