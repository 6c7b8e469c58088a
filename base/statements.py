"""One query with many columns, whose text is made once and not at each request.

Django makes the text of a query anew each time; that of the menu, with what a page's stamp and the red line need, cost
more than all else that an unchanged page does. Its text hangs on who asks and on the day alone.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Expression, QuerySet, Value

from .remembered import Shelf

_shelf = Shelf(512)


@dataclass(frozen=True)
class Statement:
    """The text of a query of one row, its parameters, the names of its columns, and how each value is read."""

    text: str
    parameters: tuple
    names: tuple[str, ...]
    readers: tuple[tuple[int, tuple[Callable, ...], Expression], ...]

    @classmethod
    def of(cls, rows: QuerySet, columns: dict[str, Expression]) -> "Statement":
        """Of the first of `rows`, the `columns` by name."""
        # A column may not bear the name of a field, so they are counted.
        numbered = {f"column_{at}": column for at, column in enumerate(columns.values())}
        compiler = rows.order_by().values(**numbered)[:1].query.get_compiler(connection=connection)
        text, parameters = compiler.as_sql()
        readers = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
        # A reader asks an expression for its type alone; the column itself would keep all it is made of.
        read = tuple((at, tuple(how), Value(None, column.output_field)) for at, (how, column) in readers.items())
        return cls(text, tuple(parameters), tuple(columns), read)

    def row(self) -> dict:
        """{column: value}, by one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.parameters)
            values = list(cursor.fetchone())
        for at, how, kind in self.readers:
            for read in how:
                values[at] = read(values[at], kind, connection)
        return dict(zip(self.names, values, strict=True))


def statement(key: Hashable, made: Callable[[], Statement]) -> Statement:
    """The one made at the same key before. The key says all that it is made of; `made()` may ask nothing."""
    return _shelf.at(key, made)


def forget() -> None:
    """Make every one anew: for what changes settings while the process runs."""
    _shelf.clear()
