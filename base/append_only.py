"""Tables whose rows can be added and never changed: the database itself refuses (RELIABILITY rule 12).

SQLite drops triggers silently when a table is rebuilt, so they are installed by one function,
called from migrations and again after every `migrate`.
"""

from dataclasses import dataclass

from django.db import connections

_GUARDED: dict[str, "Guard"] = {}


@dataclass(frozen=True)
class Guard:
    """What may not change: `frozen_when` is SQL over OLD; `erasable` lets rows be deleted."""

    table: str
    frozen_when: str = ""
    erasable_when: str = ""


def guard(table: str, *, frozen_when: str = "", erasable_when: str = "") -> None:
    """Register a table. Rows for which `frozen_when` holds (default: all) refuse UPDATE and DELETE."""
    _GUARDED[table] = Guard(table, frozen_when, erasable_when)


def install(using: str = "default") -> None:
    """Create the triggers of every registered table that exists. Repeating is harmless."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for each in _GUARDED.values():
            if each.table in present:
                for statement in make(each):
                    cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Registered tables that lack a trigger: shown by the health page and a test."""
    connection = connections[using]
    query = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only_%'"
        if connection.vendor == "sqlite"
        else "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname LIKE 'append_only_%' AND t.tgenabled = 'O'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return sorted(set(_GUARDED) - found)


def _condition(each: Guard, act: str) -> str:
    clauses = [each.frozen_when] if each.frozen_when else []
    if act == "DELETE" and each.erasable_when:
        clauses.append(f"NOT ({each.erasable_when})")
    return f"WHEN ({' AND '.join(clauses)})" if clauses else ""


def _sqlite(each: Guard):
    for act in ("UPDATE", "DELETE"):
        name = f"append_only_{each.table}_{act.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {act} ON {each.table} FOR EACH ROW {_condition(each, act)} "
            f"BEGIN SELECT RAISE(ABORT, '{each.table} is append only'); END"
        )


def _postgresql(each: Guard):
    yield (
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$"
    )
    for act in ("UPDATE", "DELETE"):
        name = f"append_only_{each.table}_{act.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {each.table}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {act} ON {each.table} FOR EACH ROW {_condition(each, act)} "
            f"EXECUTE FUNCTION append_only()"
        )
    name = f"append_only_{each.table}_truncate"
    yield f"DROP TRIGGER IF EXISTS {name} ON {each.table}"
    yield f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {each.table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
