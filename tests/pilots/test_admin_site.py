"""Django's admin pages: for the admin role, for reference data, with an audit record per save."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.urls import NoReverseMatch, reverse

from base.models import AuditRecord, WorkingDay
from pilots.models import Officer, Unit
from tasks.models import Checkpoint, Obligation, Phase, Plan, Task
from tests.cast import PASSWORD

UNIT = {"key": "ruijin", "name": "瑞金市", "kind": "county_city", "order": 20, "active": "on"}


@pytest.fixture
def plan(cast):
    return cast.plan()


def unit_path(unit):
    return reverse("admin:pilots_unit_change", args=[unit.pk])


def fields_of(unit, **changed):
    kept = {
        name: getattr(unit, name)
        for name in ("key", "name", "full_name", "short_name", "name_en", "kind", "code", "order")
    }
    return {**kept, "parent": unit.parent_id or "", "active": "on", **changed}


def test_what_is_registered():
    names = {model._meta.label for model in admin.site._registry}
    alerts = {"alerts.OutsideHost", "alerts.Robot", "alerts.Gateway"}
    plans = {"tasks.Plan", "tasks.Phase", "tasks.Task", "reports.Letterhead"}
    assert names == {"pilots.Unit", "pilots.Officer", "base.WorkingDay"} | plans | alerts


@pytest.mark.parametrize("who", ["officer", "lead", "reviewer", "bureau-lead", "auditor"])
def test_nobody_else_comes_in(cast, as_, who):
    client = as_(Officer.objects.get(username=who))
    assert {client.get(path).status_code for path in ("/admin/", "/admin/pilots/unit/", unit_path(cast.own))} == {403}


def test_a_stranger_is_sent_to_our_log_in(client, db):
    assert client.get("/admin/")["Location"] == "/login/?next=/admin/"
    assert client.get("/admin/login/")["Location"] == "/login/?next=/admin/login/"


@pytest.mark.parametrize("name", ["login", "logout", "password_change", "password_change_done"])
def test_there_is_no_second_way_in_or_to_a_password(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "pilots/unit/",
        "pilots/unit/add/",
        "pilots/officer/",
        "base/workingday/",
        "base/workingday/add/",
        "tasks/plan/",
        "tasks/phase/",
        "tasks/task/",
    ],
)
def test_the_pages_open_for_the_admin(plan, cast, as_, page):
    assert as_(cast.admin).get(f"/admin/{page}").status_code == 200


def test_a_new_unit_gets_its_path(cast, as_):
    as_(cast.admin).post("/admin/pilots/unit/add/", {**UNIT, "parent": cast.city.pk})
    unit = Unit.objects.get(key="ruijin")
    assert unit.path == f"{cast.city.path}{unit.pk}/"
    assert AuditRecord.objects.get(act="unit").what == "瑞金市"


def test_a_unit_moves_with_all_below_it(cast, as_):
    as_(cast.admin).post("/admin/pilots/unit/add/", {**UNIT, "parent": cast.own.pk})
    as_(cast.admin).post(unit_path(cast.own), fields_of(cast.own, parent=cast.foreign.pk))
    moved, below = Unit.objects.get(key="zhanggong"), Unit.objects.get(key="ruijin")
    assert moved.path == f"{cast.foreign.path}{moved.pk}/"
    assert below.path == f"{moved.path}{below.pk}/"


def test_a_unit_cannot_lie_below_itself(cast, as_):
    answer = as_(cast.admin).post(unit_path(cast.city), fields_of(cast.city, parent=cast.own.pk))
    assert "不能隶属于" in answer.content.decode()
    assert Unit.objects.get(key="city").parent is None


def test_a_persons_page_shows_no_password_and_changes_no_right(cast, as_):
    path = reverse("admin:pilots_officer_change", args=[cast.officer.pk])
    client = as_(cast.admin)
    assert cast.officer.password not in client.get(path).content.decode()
    fields = {
        "name": "钟丽萍",
        "post": "科长",
        "language": "zh-hans",
        "role": "admin",
        "unit": cast.bureau.pk,
        "username": "else",
        "password": "x",
        "is_active": "",
    }
    client.post(path, fields)
    same = Officer.objects.get(pk=cast.officer.pk)
    assert (same.post, same.role, same.unit, same.username, same.is_active) == (
        "科长",
        "county_officer",
        cast.own,
        "officer",
        True,
    )
    assert same.check_password(PASSWORD)
    assert AuditRecord.objects.get(act="account").detail == {"changes": [{"changed": {"fields": ["Post"]}}]}


def test_a_working_day_is_changed_with_a_record(cast, as_):
    day = WorkingDay.objects.first()
    as_(cast.admin).post("/admin/base/workingday/add/", {"day": "2031-05-01", "note": "劳动节"})
    as_(cast.admin).post(f"/admin/base/workingday/{day.pk}/delete/", {"post": "yes"})
    assert WorkingDay.objects.filter(day="2031-05-01", working=False).exists()
    assert list(AuditRecord.objects.filter(act="working_days").order_by("id").values_list("what", flat=True)) == [
        "2031-05-01",
        str(day),
    ]


def management(prefix, total=0, initial=0):
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial}


def test_settings_of_a_row_raise_the_plans_revision(plan, cast, as_):
    task = Task.objects.get(plan=plan, number=1)
    before = plan.revision
    point = {"checkpoints-0-order": 1, "checkpoints-0-text": "已印发", "checkpoints-0-kind": "manual"}
    answer = as_(cast.admin).post(
        reverse("admin:tasks_task_change", args=[task.pk]),
        {"short_name": "成立领导小组", "watched": "on", **management("checkpoints", 1), **point},
    )
    plan.refresh_from_db()
    task.refresh_from_db()
    assert (answer.status_code, task.short_name, task.watched, task.text) == (302, "成立领导小组", True, "第1项任务")
    assert Checkpoint.objects.get(task=task).text == "已印发"
    assert plan.revision == before + 1
    assert AuditRecord.objects.get(act="plan_settings").by == cast.admin


def test_the_ledger_goes_on_after_settings_changed(plan, cast, as_):
    from tasks.ledger import faults

    task = Task.objects.get(plan=plan, number=1)
    as_(cast.admin).post(
        reverse("admin:tasks_task_change", args=[task.pk]), {"short_name": "x", **management("checkpoints")}
    )
    one = Obligation.objects.for_list().get(task=task, unit=cast.own)
    one.start(by=cast.officer, on=plan.loaded_on)
    assert list(faults(plan)) == []


def test_a_line_appended_while_settings_are_saved_stays_the_ledgers_head(plan, cast):
    from tasks.ledger import faults

    read_before = Plan.objects.get(pk=plan.pk)
    Obligation.objects.for_list().filter(unit=cast.own).first().start(by=cast.officer, on=plan.loaded_on)
    form = modelform_factory(Plan, fields=["due_soon_days"])({"due_soon_days": 9}, instance=read_before)
    admin.site.get_model_admin(Plan).save_model(None, form.save(commit=False), form, True)
    assert list(faults(plan)) == [] and plan.due_soon_days == 9


WRONG_SETTINGS = [
    ("checkpoint", {"kind": "system", "rule": "task_submited:2"}),
    ("checkpoint", {"kind": "system", "rule": "task_submitted:二"}),
    ("phase", {"gate_measures": {"transferred": 1}}),
]


@pytest.mark.parametrize(("of", "values"), WRONG_SETTINGS)
def test_a_setting_that_no_page_could_read_is_refused(of, values):
    with pytest.raises(ValidationError):
        {"checkpoint": Checkpoint, "phase": Phase}[of](**values).clean()


def test_only_a_county_reviews_before_sending(cast, as_):
    unit = cast.bureau
    answer = as_(cast.admin).post(unit_path(unit), fields_of(unit, county_review="on"))
    unit.refresh_from_db()
    assert answer.status_code == 200 and not unit.county_review


def test_rows_and_days_of_a_notice_are_not_added_or_removed_here(plan, cast, as_):
    client, task = as_(cast.admin), plan.tasks.first()
    assert client.get("/admin/tasks/task/add/").status_code == 403
    assert client.post(f"/admin/tasks/task/{task.pk}/delete/", {"post": "yes"}).status_code == 403
