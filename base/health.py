"""Whether this installation can do its work: asked by the health page and by `runstack`."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from . import append_only

_watched: list[Callable[[], str]] = []


def watch(word: Callable[[], str]) -> None:
    """Let the health page say a word of a higher app, "" when all is well. It never makes the page fail."""
    _watched.append(word)


def notes() -> list[str]:
    """What a monitor should look at although the installation can do its work."""
    return [said for word in _watched if (said := word())]


def faults() -> list[str]:
    """What stands in the way, as short words; empty when all is in order."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            return ["migrations"]
        return ["append_only"] if append_only.missing() else []
    except DatabaseError:
        return ["database"]
