"""The headings by which columns are known: a workbook made in one language is read in every other."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import override

from .columns import Column, plain


def labels_of(columns: Iterable[Column]) -> list[str]:
    """Every heading and alias of the columns in every language, for `read_file(labels=)`; Chinese first."""
    return [*dict.fromkeys(label for _name, label in _named(list(columns)))]


def names_of(columns: Iterable[Column]) -> dict[str, str]:
    """{`plain` heading or alias: name of the column}; where two columns share an alias, the first has it."""
    names: dict[str, str] = {}
    for name, label in _named(list(columns)):
        names.setdefault(plain(label), name)
    return names


def _named(columns: list[Column]) -> Iterator[tuple[str, str]]:
    for language, _title in settings.LANGUAGES:
        with override(language):
            yield from [(column.name, str(column.label)) for column in columns]
    for column in columns:
        yield from ((column.name, alias) for alias in column.aliases)
