"""The ledger: numbers, digests, refusal to change, replay that names the line at fault."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from base import append_only, clock
from base.models import AuditRecord
from tasks import ledger
from tasks.models import Entry, Obligation, Plan
from tests.cast import Cast, at, obligation

pytestmark = pytest.mark.django_db
ON = date(2021, 1, 20)


@pytest.fixture
def history():
    """A plan with a few days of work in its ledger."""
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with clock.at(at(1, 20)):
        one.report(by=cast.officer, on=ON, text="已印发")
        one.submit(by=cast.officer, on=ON, document_number="1号")
    with clock.at(at(1, 21)):
        one.sign_off(by=cast.reviewer, on=date(2021, 1, 21))
    return one


def test_numbers_follow_each_other_and_the_plan_keeps_the_head(history):
    numbers = list(Entry.objects.values_list("number", flat=True))
    plan = Plan.objects.get()
    assert numbers == list(range(1, 14))
    assert (plan.head_number, plan.head_digest) == (13, Entry.objects.get(number=13).digest)


def test_an_entry_keeps_name_post_and_unit_of_that_day(history):
    officer = Entry.objects.filter(verb="report").get().by
    officer.name, officer.post = "改名", "调任"
    officer.save()
    entry = Entry.objects.get(verb="report")
    assert (entry.by_name, entry.by_post, entry.by_unit) == ("钟丽萍", "科员", "章贡区")


def test_time_never_runs_back_in_the_ledger(history):
    with clock.at(at(1, 5)):
        history.reopen(by=Entry.objects.get(verb="sign_off").by, on=date(2021, 1, 21), text="抽查")
    assert Entry.objects.last().recorded_at == at(1, 21)


def test_a_whole_ledger_has_no_fault(history):
    assert list(ledger.faults(Plan.objects.get())) == []


@pytest.mark.parametrize("table", ["tasks_entry", "base_auditrecord"])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET id = id"])
def test_the_database_refuses_to_change_a_line(history, table, statement):
    AuditRecord.objects.create(at=clock.now(), act="login")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))


def test_every_guarded_table_has_its_triggers():
    assert append_only.missing() == []


TAMPERINGS = [
    ("UPDATE tasks_entry SET text = '改过' WHERE number = 11", "11: content differs from its digest"),
    ("UPDATE tasks_entry SET state = 'done' WHERE number = 11", "11: content differs from its digest"),
    ("UPDATE tasks_entry SET by_name = '别人' WHERE number = 12", "12: content differs from its digest"),
    ("DELETE FROM tasks_entry WHERE number = 5", "6: does not follow the line before it"),
    ("DELETE FROM tasks_entry WHERE number = 13", "head: the plan's head is not the last line"),
    ("UPDATE tasks_entry SET number = 99 WHERE number = 12", "99: content differs from its digest"),
    ("UPDATE tasks_obligation SET state = 'not_started', done_on = NULL", "its present differs from its ledger"),
    ("UPDATE tasks_obligation SET due_on = '2021-06-30'", "its present differs from its ledger"),
]


@pytest.mark.parametrize(("statement", "fault"), TAMPERINGS)
def test_tampering_past_the_triggers_shows(history, statement, fault):
    with connection.cursor() as cursor:
        disable(cursor)
        cursor.execute("UPDATE tasks_obligation SET latest_id = NULL")
        cursor.execute(statement)
    assert any(fault in line for line in ledger.faults(Plan.objects.get()))


def disable(cursor):
    """Take the guard off, as somebody with the database's password could."""
    if connection.vendor == "sqlite":
        for act in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER append_only_tasks_entry_{act}")
    else:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP TRIGGER append_only_tasks_entry_update ON tasks_entry")
        cursor.execute("DROP TRIGGER append_only_tasks_entry_delete ON tasks_entry")
        cursor.execute("DROP TRIGGER append_only_tasks_entry_truncate ON tasks_entry")


def test_the_triggers_come_back_after_a_migrate(history):
    with connection.cursor() as cursor:
        disable(cursor)
    assert append_only.missing() == ["tasks_entry"]
    append_only.install()
    assert append_only.missing() == []


def test_verify_ledger_speaks_of_every_plan(history, capsys):
    from django.core.management import CommandError, call_command

    call_command("verify_ledger")
    assert "13" in capsys.readouterr().out
    with connection.cursor() as cursor:
        disable(cursor)
        cursor.execute("UPDATE tasks_entry SET text = '改过' WHERE number = 11")
    with pytest.raises(CommandError):
        call_command("verify_ledger")


def test_a_rejected_act_leaves_no_trace(history):
    before = (Entry.objects.count(), Plan.objects.get().revision, Obligation.objects.get(pk=history.pk).version)
    stale = obligation(history.plan, history.unit)
    history.reopen(by=Entry.objects.get(verb="sign_off").by, on=date(2021, 1, 21), text="抽查")
    with pytest.raises(ledger.Stale):
        stale.comment(by=Entry.objects.get(verb="report").by, on=ON, text="晚了一步")
    after = (Entry.objects.count(), Plan.objects.get().revision, Obligation.objects.get(pk=history.pk).version)
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1, 1]
