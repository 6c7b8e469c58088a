"""Tables that the database itself protects: a version row is superseded once and otherwise stays as it was written."""

import pytest
from django.db import DatabaseError, connection, transaction

from base import append_only

pytestmark = pytest.mark.django_db
TABLE = "base_versionrow"
COLUMNS = 'id integer PRIMARY KEY, key text, text text, "order" integer, superseded_at timestamp, superseded_by integer'
ROWS = "INSERT INTO base_versionrow VALUES (1, 'a', '甲', 1, NULL, NULL), (2, 'b', NULL, 2, '2021-01-01 00:00:00', 9)"


@pytest.fixture
def versions(monkeypatch):
    """Rows 1 (in force) and 2 (superseded) of a guarded table whose two last columns may be set once."""
    monkeypatch.setattr(append_only, "_GUARDED", dict(append_only._GUARDED))
    append_only.guard(TABLE, may_change=("superseded_at", "superseded_by"))
    said(f"CREATE TABLE {TABLE} ({COLUMNS})")
    append_only.install()
    said(ROWS)


def said(statement: str) -> list:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if statement.startswith("SELECT") else []


def contents() -> list:
    return said(f"SELECT id, key, text, superseded_at IS NULL, superseded_by FROM {TABLE} ORDER BY id")


ALLOWED = [
    "UPDATE {table} SET superseded_at = '2021-02-18 00:00:00' WHERE id = 1",
    "UPDATE {table} SET superseded_at = '2021-02-18 00:00:00', superseded_by = 3 WHERE id = 1",
    "INSERT INTO {table} VALUES (3, 'a', '乙', 3, NULL, NULL)",
]
REFUSED = [
    "UPDATE {table} SET text = '改过' WHERE id = 1",
    "UPDATE {table} SET text = NULL WHERE id = 1",
    "UPDATE {table} SET key = 'z', superseded_at = '2021-02-18 00:00:00' WHERE id = 1",
    'UPDATE {table} SET "order" = 7 WHERE id = 1',
    "UPDATE {table} SET id = 5 WHERE id = 1",
    "UPDATE {table} SET text = '由空改过' WHERE id = 2",
    "UPDATE {table} SET superseded_at = '2021-03-01 00:00:00' WHERE id = 2",
    "UPDATE {table} SET superseded_at = NULL, superseded_by = NULL WHERE id = 2",
    "UPDATE {table} SET superseded_at = '2021-02-18 00:00:00'",
    "DELETE FROM {table} WHERE id = 1",
    "DELETE FROM {table} WHERE id = 2",
]


@pytest.mark.parametrize("statement", ALLOWED)
def test_a_row_may_be_added_and_superseded_once(versions, statement):
    before = contents()
    said(statement.format(table=TABLE))
    assert contents() != before


@pytest.mark.parametrize("statement", REFUSED)
def test_anything_else_is_refused_and_changes_nothing(versions, statement):
    before = contents()
    with pytest.raises(DatabaseError, match="base_versionrow is append only"):
        said(statement.format(table=TABLE))
    assert contents() == before


def test_control_without_the_guard_all_of_it_passes(versions):
    drop("update")
    drop("delete")
    for statement in ALLOWED + REFUSED:
        said(statement.format(table=TABLE))


@pytest.mark.postgres
def test_the_table_cannot_be_emptied_at_once(versions):
    with pytest.raises(DatabaseError, match="append only"):
        said(f"TRUNCATE {TABLE}")


def drop(act: str) -> None:
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    said(f"DROP TRIGGER append_only_{TABLE}_{act}{on}")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_one_lost_trigger_is_missed_and_comes_back(versions, act):
    assert TABLE not in append_only.missing()
    drop(act)
    assert TABLE in append_only.missing()
    append_only.install()
    append_only.install()
    assert TABLE not in append_only.missing()
    with pytest.raises(DatabaseError, match="append only"):
        said(f"UPDATE {TABLE} SET text = '改过' WHERE id = 1")


def test_a_column_that_a_migration_adds_is_guarded_by_the_next_install(versions):
    said(f"ALTER TABLE {TABLE} ADD COLUMN added text")
    append_only.install()
    with pytest.raises(DatabaseError, match="append only"):
        said(f"UPDATE {TABLE} SET added = 'x' WHERE id = 1")


@pytest.mark.postgres
def test_a_migration_may_still_change_the_type_of_a_guarded_column(versions):
    said(f"ALTER TABLE {TABLE} ALTER COLUMN key TYPE varchar(80)")
    append_only.install()
    assert TABLE not in append_only.missing()


def test_both_conditions_hold_together(versions):
    append_only.guard(TABLE, frozen_when="OLD.key = 'a' OR OLD.key = 'b'", erasable_when="OLD.id = 2")
    append_only.install()
    said(f"INSERT INTO {TABLE} VALUES (4, 'free', NULL, 4, NULL, NULL)")
    said(f"UPDATE {TABLE} SET text = '改过' WHERE id = 4")
    said(f"DELETE FROM {TABLE} WHERE id = 2")
    with pytest.raises(DatabaseError, match="append only"):
        said(f"DELETE FROM {TABLE} WHERE id = 1")
