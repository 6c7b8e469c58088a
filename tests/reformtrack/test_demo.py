"""The demo stands exactly where its board says, reached through the verbs alone."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from pilots.models import Officer, Role
from reformtrack.demo import DAY, PASSWORD
from reformtrack.demo.cells import board
from tasks import ledger, tallies
from tasks.models import Entry, Evidence, Extension, Obligation, Plan

from .played import played

pytestmark = pytest.mark.slow
STANDING = {
    "办": "done",
    "推": "in_progress",
    "核": "submitted",
    "退": "in_progress",
    "延": "in_progress",
    "超": "overdue",
    "未": "not_started",
}


@pytest.fixture(scope="module")
def demo(django_db_blocker, tmp_path_factory):
    """The obligations as they stand on the demo's day, by pilot and row."""
    with played(django_db_blocker, tmp_path_factory.mktemp("demo")):
        yield {(one.unit.key, one.task.number): one for one in Obligation.objects.as_of(DAY, DAY).for_list()}


def test_the_five_standings_are_those_of_the_design(demo):
    counted = Counter(one.standing(DAY) for one in demo.values())
    assert counted == {"done": 67, "in_progress": 87, "submitted": 11, "overdue": 4, "not_started": 42}
    assert sum(one.due_soon(DAY) for one in demo.values()) == 2


def test_every_cell_stands_where_the_board_says(demo):
    for key, letters in board().items():
        for row, letter in enumerate(letters, 1):
            assert ((key, row) in demo) == (letter != "·")
            if letter != "·":
                assert demo[key, row].standing(DAY) == STANDING[letter], (key, row)


def test_the_overdue_ones_are_late_by_the_days_of_the_design(demo):
    late = {(key, row): one.days_late(DAY) for (key, row), one in demo.items() if one.standing(DAY) == "overdue"}
    assert late == {("dingnan", 2): 21, ("anyuan", 3): 18, ("xunwu", 3): 18, ("huichang", 3): 8}


def test_it_was_lived_not_inserted(demo):
    assert list(ledger.faults(Plan.objects.get())) == []
    verbs = Counter(Entry.objects.values_list("verb", flat=True))
    assert verbs["issue"] == 211 and verbs["sign_off"] == 67 and verbs["return"] == 2
    assert verbs["grant_extension"] == 3 and Extension.objects.waiting().count() == 2
    assert Evidence.objects.filter(entry__isnull=False, stored__taken_at__isnull=False).exists()


def test_the_bureaus_own_rows_rest_on_what_it_did(demo):
    plan = Plan.objects.get()
    figures = tallies.figures(["dispatches", "practices"], plan, [plan.bureau], DAY)
    assert [figures[key][plan.bureau.pk].text for key in ("dispatches", "practices")] == [
        "已调度6次，覆盖19个试点，2项后续未办",
        "已推广2条，待推广1条",
    ]


def test_every_role_has_an_account(demo):
    assert set(Officer.objects.values_list("role", flat=True)) == set(Role.values)
    assert Officer.objects.get(username="dingnan").check_password(PASSWORD)


def test_it_refuses_to_mix_with_real_work(demo):
    with pytest.raises(CommandError):
        call_command("demo")
    assert Plan.objects.get().loaded_on == date(2021, 1, 4)
