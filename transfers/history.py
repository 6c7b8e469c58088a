"""What was changed in a fact, by whom and when, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .facts import Fact


@dataclass(frozen=True)
class Line:
    """One version: what it changed against the one before, as (field, before, after)."""

    fact: Fact
    changes: list[tuple[str, str, str]]

    @property
    def is_first(self) -> bool:
        return self.fact.version == 1


def lines_of(versions: Iterable[Fact], names: Mapping[UUID, str] | None = None) -> list[Line]:
    """The history of one or more facts, the latest first. `names` by key, for what refers to other facts."""
    lines = []
    for _key, rows in groupby(sorted(versions, key=lambda row: (str(row.key), row.version)), lambda row: row.key):
        before = None
        for row in rows:
            lines.append(Line(row, _changed(before, row, names or {})))
            before = row
    return sorted(lines, key=lambda line: (line.fact.recorded_at, line.fact.pk), reverse=True)


def _changed(before, after, names) -> list[tuple[str, str, str]]:
    old, new = before.values() if before else {}, after.values()
    return [
        (label_of(type(after), name), *(said(type(after), name, each, names) for each in (old.get(name), value)))
        for name, value in new.items()
        if before and old[name] != value
    ]


def label_of(model, name: str) -> str:
    """What a field is called."""
    return str(model._meta.get_field(name).verbose_name)


def said(model, name: str, value, names: Mapping[UUID, str]) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return pgettext("cell", "yes") if value else pgettext("cell", "no")
    if isinstance(value, date | datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, UUID):
        return names.get(value, "—")
    if isinstance(value, list):
        return ngettext("%(n)s entry", "%(n)s entries", len(value)) % {"n": len(value)}
    if model._meta.get_field(name).is_relation:
        return _("attached")
    choices = dict(model._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))
