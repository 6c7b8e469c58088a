"""Whether this installation can do its work: asked by the health page and by `runstack`."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from . import append_only

_watched: list[Callable[[], str]] = []
_examined: list[Callable[[], dict]] = []


def watch(word: Callable[[], str]) -> None:
    """Let the health page say a word of a higher app, "" when all is well. It never makes the page fail."""
    _watched.append(word)


def notes() -> list[str]:
    """What a monitor should look at although the installation can do its work."""
    return [said for word in _watched if (said := word())]


def examine(figures: Callable[[], dict]) -> None:
    """Let the deep health page show figures of a higher app, without names; a true `red` makes it red."""
    _examined.append(figures)


def deep() -> dict:
    """Everything a monitor may ask: `status` is "ok" or "red"."""
    if found := faults():
        return {"status": "red", "faults": found}
    said: dict = {"status": "ok"}
    for figures in _examined:
        found = figures()
        if found.pop("red", False):
            said["status"] = "red"
        said |= found
    return said


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
