"""Whether this installation can do its work: asked by the health page and by `runstack`."""
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from . import append_only


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
