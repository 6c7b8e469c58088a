"""Tables whose rows can be added and never changed: the database itself refuses (RELIABILITY rule 12).

SQLite drops triggers silently when a table is rebuilt, so they are installed by one function,
called from migrations and again after every `migrate`.
"""

from dataclasses import dataclass

from django.db import connections

ROW_ACTS = ("UPDATE", "DELETE")
_GUARDED: dict[str, "Guard"] = {}


@dataclass(frozen=True)
class Guard:
    """What may not change. `frozen_when` and `erasable_when` are SQL over OLD; `may_change` names columns."""

    table: str
    frozen_when: str = ""
    erasable_when: str = ""
    may_change: tuple[str, ...] = ()


def guard(table: str, *, frozen_when: str = "", erasable_when: str = "", may_change: tuple[str, ...] = ()) -> None:
    """Register a table. Rows for which `frozen_when` holds (default: all) refuse UPDATE and DELETE.

    Rows for which `erasable_when` holds may be deleted all the same. The columns `may_change` may be set by one
    UPDATE while all of them are NULL: from then on the row is frozen (a version is superseded once).
    """
    _GUARDED[table] = Guard(table, frozen_when, erasable_when, may_change)


def install(using: str = "default") -> None:
    """Create the triggers of every registered table that exists. Repeating is harmless."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for each in _GUARDED.values():
            if each.table in present:
                changed = _changed(each, connection, cursor) if each.may_change else ""
                for statement in make(each, changed):
                    cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Registered tables that lack one of their triggers: shown by the health page and a test."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only_%'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'append_only_%' AND tgenabled = 'O'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    acts = ROW_ACTS if connection.vendor == "sqlite" else (*ROW_ACTS, "TRUNCATE")
    return sorted(table for table in _GUARDED if not found.issuperset(_name(table, act) for act in acts))


def _name(table: str, act: str) -> str:
    return f"append_only_{table}_{act.lower()}"


def _changed(each: Guard, connection, cursor) -> str:
    """SQL that holds when an UPDATE touches more than `may_change`, or touches it a second time."""
    columns = [column.name for column in connection.introspection.get_table_description(cursor, each.table)]
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    quote = connection.ops.quote_name
    spent = [f"OLD.{quote(column)} IS NOT NULL" for column in each.may_change]
    kept = [f"OLD.{quote(c)} {differs} NEW.{quote(c)}" for c in columns if c not in each.may_change]
    return " OR ".join(spent + kept)


def _when(each: Guard, act: str, *more: str) -> str:
    clauses = [each.frozen_when, *more]
    if act == "DELETE" and each.erasable_when:
        clauses.append(f"NOT ({each.erasable_when})")
    held = " AND ".join(f"({clause})" for clause in clauses if clause)
    return f"WHEN ({held})" if held else ""


def _sqlite(each: Guard, changed: str):
    for act in ROW_ACTS:
        name = _name(each.table, act)
        more = (changed,) if changed and act == "UPDATE" else ()
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {act} ON {each.table} FOR EACH ROW {_when(each, act, *more)} "
            f"BEGIN SELECT RAISE(ABORT, '{each.table} is append only'); END"
        )


def _postgresql(each: Guard, changed: str):
    yield _function("append_only", "true")
    if changed:
        # Inside a function PostgreSQL does not hold the columns fast: a migration may still change their type.
        yield _function(f"append_only_{each.table}", changed)
    for act in (*ROW_ACTS, "TRUNCATE"):
        name = _name(each.table, act)
        function = f"append_only_{each.table}" if changed and act == "UPDATE" else "append_only"
        scope = "STATEMENT" if act == "TRUNCATE" else f"ROW {_when(each, act)}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {each.table}"
        yield f"CREATE TRIGGER {name} BEFORE {act} ON {each.table} FOR EACH {scope} EXECUTE FUNCTION {function}()"


def _function(name: str, refused_if: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {refused_if} THEN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END IF; RETURN NEW; END $$"
    )
