"""What was changed in a fact, by whom and when, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .facts import Fact

# The order of rows is nobody's statement.
UNSAID = {"order"}


@dataclass(frozen=True)
class Line:
    """One version: what it changed against the one before, as (field, before, after); the first has no before."""

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


def lines_until(fact: Fact, day: date, names: Mapping[UUID, str] | None = None) -> list[Line]:
    """The history of one fact up to the end of `day`; none of one that is only being written."""
    return lines_of(fact.history().recorded_by(day), names) if fact.pk else []


def _changed(before, after, names) -> list[tuple[str, str, str]]:
    model, old = type(after), before.values() if before else {}
    return [
        (label_of(model, name), said(model, name, old[name], names) if before else "", said(model, name, value, names))
        for name, value in after.values().items()
        if name not in UNSAID and (old[name] != value if before else value not in (None, "", False, []))
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
