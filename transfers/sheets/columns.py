"""Columns of a workbook from the fields of a fact: heading, kind, choices and length are said once, by the model."""

from django.db import models

from base.sheets.columns import Column, Kind

KINDS = {
    models.DateField: Kind.DAY,
    models.BooleanField: Kind.YES_NO,
    models.PositiveSmallIntegerField: Kind.NUMBER,
}
# What PostgreSQL keeps in such a field.
LARGEST = 32_767
WIDTHS = {Kind.DAY: 12, Kind.YES_NO: 9, Kind.NUMBER: 9, Kind.CHOICE: 13}


def column_of(model, name: str, **more) -> Column:
    """The column of a field; `more` says what the field does not."""
    field = model._meta.get_field(name)
    kind = Kind.CHOICE if field.choices else KINDS.get(type(field), Kind.TEXT)
    said = {
        "label": field.verbose_name,
        "kind": kind,
        "choices": tuple(field.choices or ()),
        "longest": field.max_length or 200,
        "largest": LARGEST,
        "width": WIDTHS.get(kind, 18),
    }
    return Column(name, **{**said, **more})


def columns_of(model, *names: str, **more) -> list[Column]:
    """Several at once."""
    return [column_of(model, name, **more) for name in names]
