"""Facts are version rows: nothing is overwritten, every past day can be read off."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from base import append_only, clock
from base.forms import Refused, Stale
from tests.cast import Cast, at
from transfers.facts import Change, write
from transfers.models import Agreement, Department, Item, StaffMember

from .books import accepted, agreement, department, item, kept, on, person, revised

pytestmark = pytest.mark.django_db
by_unit = import_module("transfers.migrations.0003_by_unit")


@pytest.fixture
def cast():
    cast = Cast()
    cast.one = cast.plan()
    return cast


def test_each_change_is_a_version_and_the_last_one_stands(cast):
    first = department(cast, staff=10)
    second = revised(cast, first, on(1, 22), staff_before=12)[0]
    assert [row.version for row in second.history()] == [2, 1]
    assert Department.objects.current().get().staff_before == 12
    assert first.history().last().superseded_at == second.recorded_at


def test_a_version_keeps_the_unit_of_its_writer(cast):
    one = department(cast)
    assert one.by_unit == cast.own
    cast.officer.unit = cast.foreign
    cast.officer.save()
    one.refresh_from_db()
    assert one.by_unit == cast.own and "by_unit" not in one.values()


def test_versions_from_before_get_the_unit_of_their_writer_and_stay_guarded(cast):
    one = department(cast)
    revised(cast, one, on(1, 22), staff_before=12)
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        by_unit._let_change(editor, "transfers_department")
        Department.objects.update(by_unit=None)
        by_unit.fill(apps, editor)
    assert set(Department.objects.values_list("by_unit", flat=True)) == {cast.own.pk}
    assert append_only.missing() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Department.objects.update(by_unit=None)


def test_a_past_day_is_what_stood_at_its_end(cast):
    first = department(cast, staff=10, day=on(1, 20))
    revised(cast, first, on(1, 22), staff_before=12)
    today = on(2, 18)
    seen = {
        day: list(Department.objects.as_of(day, today).values_list("staff_before", flat=True))
        for day in (on(1, 19), on(1, 20), on(1, 21), on(1, 22), today)
    }
    assert seen == {on(1, 19): [], on(1, 20): [10], on(1, 21): [10], on(1, 22): [12], today: [12]}


def test_saying_the_same_again_adds_nothing(cast):
    first = department(cast)
    assert revised(cast, first, on(1, 22), staff_before=10) == []
    assert Department.objects.count() == 1


def test_two_people_who_change_different_fields_both_get_through(cast):
    one = item(cast, department(cast))
    revised(cast, one, on(2, 1), version=1, steps_before=6)
    revised(cast, one, on(2, 1), version=1, materials_before=9)
    stands = Item.objects.current().get()
    assert (stands.version, stands.steps_before, stands.materials_before) == (3, 6, 9)


def test_a_field_left_as_it_was_seen_does_not_undo_what_somebody_else_changed(cast):
    one = item(cast, department(cast), steps_before=6)
    revised(cast, one, on(2, 1), version=1, steps_before=5)
    revised(cast, one, on(2, 1), version=1, steps_before=6, materials_before=9)
    stands = Item.objects.current().get()
    assert (stands.steps_before, stands.materials_before) == (5, 9)


def test_the_same_field_changed_meanwhile_is_a_conflict_and_nothing_is_lost(cast):
    one = item(cast, department(cast))
    revised(cast, one, on(2, 1), version=1, steps_before=6)
    with pytest.raises(Stale) as stale:
        revised(cast, one, on(2, 1), version=1, steps_before=7)
    assert stale.value.current.steps_before == 6
    assert Item.objects.current().get().steps_before == 6


def test_one_bad_change_and_none_is_written(cast):
    where = department(cast)
    good = Change(StaffMember, {"name": "甲", "department": where.key})
    bad = Change(StaffMember, {"name": "乙", "department": where.key, "arrived_on": on(3, 1)})
    with pytest.raises(ValidationError):
        kept(cast, on(2, 1), good, bad)
    assert not StaffMember.objects.exists()


def test_one_item_has_one_agreement_by_the_database(cast):
    paper = agreement(cast, item(cast, department(cast)))
    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.create(key=paper.key, unit=cast.own, version=9, recorded_at=clock.now(), by=cast.officer)


def test_a_code_given_twice_is_refused_in_words(cast):
    where = department(cast)
    item(cast, where, code="360104001")
    with pytest.raises(ValidationError) as refused:
        item(cast, where, name="另一事项", code="360104001")
    assert refused.value.messages == ["清单中已有此编码的事项。"]
    rows = [Change(Item, {"name": f"事项{n}", "code": "360104002", "department": where.key}) for n in range(2)]
    with pytest.raises(ValidationError):
        kept(cast, on(2, 1), *rows)


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("UPDATE transfers_department SET staff_before = 1", True),
        ("UPDATE transfers_department SET superseded_at = NULL WHERE superseded_at IS NOT NULL", True),
        ("DELETE FROM transfers_department", True),
    ],
)
def test_the_database_refuses_to_change_a_version(cast, statement, held):
    revised(cast, department(cast), on(1, 22), staff_before=12)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sorted(Department.objects.values_list("staff_before", flat=True)) == [10, 12]


def test_an_accepted_count_changes_by_a_ruling_alone(cast):
    where = department(cast)
    accepted(cast)
    with pytest.raises(ValidationError) as refused:
        revised(cast, where, on(2, 1), staff_before=9)
    assert list(refused.value.message_dict) == ["staff_before"]
    kept(cast, on(2, 1), Change(Department, {"staff_before": 9}, where.key), by=cast.reviewer, ruled=True)
    assert Department.objects.current().get().staff_before == 9


def test_only_the_own_county_writes(cast):
    for stranger in (cast.foreigner, cast.reviewer, cast.bureau_lead, cast.admin):
        with pytest.raises(Refused):
            kept(cast, on(2, 1), Change(Department, {"name": "x"}), by=stranger)


def test_the_first_line_starts_the_task_it_feeds_once(cast):
    task = cast.one.tasks.get(number=2)
    task.measure = "staff_transferred"
    task.save()
    one = person(cast, department(cast))
    obligation = cast.one.obligations.get(task=task, unit=cast.own)
    assert obligation.state == "in_progress"
    revised(cast, one, on(2, 3), post="另一岗位")
    assert obligation.entries.count() == 2
    assert obligation.entries.last().by is None


def test_every_write_raises_the_plans_revision(cast):
    before = cast.one.revision
    department(cast)
    cast.one.refresh_from_db()
    assert cast.one.revision > before


def test_many_rows_are_written_in_batches_not_one_by_one(cast, django_assert_max_num_queries):
    where = department(cast)
    rows = [Change(Item, {"name": f"事项{n}", "code": f"{n}", "department": where.key}) for n in range(1_200)]
    with clock.at(at(1, 25)), django_assert_max_num_queries(1_200 // 20 + 10):
        write(cast.own, rows, by=cast.officer, on=on(1, 25))
    assert Item.objects.current().count() == 1_200
