"""Loading the notice as issued: the three forms, again, changed, taken back, wrong files."""

import json
import shutil
from datetime import date

import openpyxl
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from base import clock
from pilots.models import Unit
from tasks import ledger, loading
from tasks.models import Entry, Obligation, Plan, PlanLoad, Task, Verb
from tests.cast import obligation

pytestmark = pytest.mark.django_db
FORMS = ["notice-2020-29.docx", "notice-2020-29.txt", "task-table.xlsx"]
FIXTURES = settings.BASE_DIR / "fixtures"


def load(path, *options):
    call_command("load_plan", str(path), *options)
    return Plan.objects.current().get()


def printed(capsys, path, *options):
    call_command("load_plan", str(path), "--json", *options)
    return json.loads(capsys.readouterr().out)


def changed_table(tmp_path, **cells):
    """The task table with some cells rewritten, e.g. D11='2021年3月31日'."""
    path = tmp_path / "changed.xlsx"
    shutil.copy(FIXTURES / "task-table.xlsx", path)
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_12_tasks_and_211_obligations(form):
    plan = load(FIXTURES / form)
    per_row = [plan.obligations.filter(task=task).count() for task in plan.tasks.all()]
    assert per_row == [19] * 10 + [1, 20]
    assert Entry.objects.filter(verb=Verb.ISSUE).count() == 211
    assert plan.document_number == "赣市办字〔2020〕29号"
    assert list(ledger.faults(plan)) == []


def test_the_three_forms_read_equally_except_where_they_were_read(capsys):
    answers = [printed(capsys, FIXTURES / form, "--dry-run") for form in FORMS]
    for answer in answers:
        for task in answer["tasks"]:
            assert task.pop("source")
    assert answers[0]["tasks"] == answers[1]["tasks"] == answers[2]["tasks"]
    assert [answer["obligations"] for answer in answers] == [211] * 3
    assert answers[0]["units"] == answers[1]["units"] == answers[2]["units"]
    assert answers[0]["plan"] == answers[1]["plan"]
    assert answers[0]["plan"]["issued_on"] == "2020-12-31"
    assert not Plan.objects.exists() and not Unit.objects.exists()


def test_a_bare_year_is_its_last_day_with_precision_year():
    plan = load(FIXTURES / FORMS[0])
    years = plan.tasks.filter(precision="year")
    assert [(task.number, task.due_on) for task in years] == [(n, date(2021, 12, 31)) for n in (10, 11, 12)]


def test_each_task_cites_its_clauses_and_each_phase_has_its_gate():
    plan = load(FIXTURES / FORMS[0])
    assert all(task.clauses.exists() and task.source and task.checkpoints.exists() for task in plan.tasks.all())
    gates = {str(phase): list(phase.gate_tasks.values_list("number", flat=True)) for phase in plan.phases.all()}
    assert gates == {"挂牌组建": [1, 2, 3], "人员划转": [4], "正式运行": [8, 9]}


@pytest.mark.parametrize("form", FORMS)
def test_loading_again_changes_nothing(form, capsys):
    load(FIXTURES / FORMS[0])
    load(FIXTURES / form)
    assert "12 unchanged" in capsys.readouterr().out
    assert Entry.objects.count() == 211


def test_the_whole_notice_fills_in_what_the_table_alone_did_not_say():
    load(FIXTURES / "task-table.xlsx")
    plan = load(FIXTURES / "notice-2020-29.docx")
    assert plan.issued_on == date(2020, 12, 31) and plan.phases.count() == 3 and plan.clauses.count() > 10
    assert plan.phases.first().gate_tasks.count() == 3
    assert all(task.clauses.exists() for task in plan.tasks.all())


def test_a_changed_file_needs_a_yes_and_then_amends(tmp_path):
    load(FIXTURES / FORMS[0])
    path = changed_table(tmp_path, D11="2021年3月31日", B5="成立改革工作推进领导小组")
    with pytest.raises(CommandError):
        load(path)
    assert Entry.objects.count() == 211
    plan = load(path, "--yes")
    assert Task.objects.get(number=7).due_on == date(2021, 3, 31)
    assert Entry.objects.filter(verb=Verb.AMEND).count() == 38
    one = Obligation.objects.filter(task__number=7).first()
    assert (one.first_due_on, one.due_on, one.deadline_version) == (date(2021, 3, 30), date(2021, 3, 31), 2)
    assert one.entries.last().detail["changed"]["due_on"] == ["2021-03-30", "2021-03-31"]
    assert list(ledger.faults(plan)) == []


def test_a_row_that_names_other_units_cancels_and_issues(tmp_path):
    load(FIXTURES / FORMS[0])
    plan = load(changed_table(tmp_path, C15="市行政审批局、各试点县（市、区）", C16="市行政审批局"), "--yes")
    assert Entry.objects.filter(verb=Verb.CANCEL).count() == 19
    assert Entry.objects.filter(verb=Verb.ISSUE).count() == 211 + 19
    assert Obligation.objects.exclude(state="cancelled").count() == 211
    assert list(ledger.faults(plan)) == []


def test_a_granted_extension_outlasts_an_earlier_day_in_a_document(tmp_path):
    plan = load(FIXTURES / FORMS[0])
    one = plan.obligations.filter(task__number=7).first()
    ledger.append(plan, [ledger.Line(one, Verb.GRANT_EXTENSION, changes={"due_on": date(2021, 5, 10)})])
    load(changed_table(tmp_path, D11="2021年4月15日"), "--yes")
    one.refresh_from_db()
    assert one.due_on == date(2021, 5, 10)


def test_a_wrong_first_load_can_be_taken_back_and_loaded_anew():
    plan = load(FIXTURES / FORMS[0])
    loading.take_back(PlanLoad.objects.get(state="applied"))
    assert not Plan.objects.current().exists()
    assert set(plan.obligations.values_list("state", flat=True)) == {"cancelled"}
    assert load(FIXTURES / FORMS[0]).obligations.count() == 211


def test_a_wrong_change_can_be_taken_back(tmp_path):
    load(FIXTURES / FORMS[0])
    plan = load(changed_table(tmp_path, D11="2021年3月31日", C16="市行政审批局"), "--yes")
    loading.take_back(plan.loads.first())
    assert Task.objects.get(number=7).due_on == date(2021, 3, 30)
    assert Obligation.objects.exclude(state="cancelled").count() == 211
    assert set(plan.obligations.values_list("state", flat=True)) == {"not_started"}
    assert list(ledger.faults(plan)) == []


def test_a_unit_that_comes_back_has_the_day_of_the_document_that_brings_it_back(tmp_path):
    load(FIXTURES / FORMS[0])
    load(changed_table(tmp_path, C15="市行政审批局、各试点县（市、区）", C16="市行政审批局"), "--yes")
    plan = load(changed_table(tmp_path, D16="2022年3月31日"), "--yes")
    back = plan.obligations.filter(task__number=12).exclude(unit__kind="bureau")
    assert set(back.values_list("state", "due_on")) == {("not_started", date(2022, 3, 31))}
    assert list(ledger.faults(plan)) == []


def test_taking_a_change_back_gives_an_extension_back_too(tmp_path):
    plan = load(FIXTURES / FORMS[0])
    one = plan.obligations.filter(task__number=7).first()
    ledger.append(plan, [ledger.Line(one, Verb.GRANT_EXTENSION, changes={"due_on": date(2021, 5, 10)})])
    plan = load(changed_table(tmp_path, D11="2021年6月30日"), "--yes")
    one.refresh_from_db()
    assert one.due_on == date(2021, 6, 30)
    loading.take_back(plan.loads.first())
    one.refresh_from_db()
    assert one.due_on == date(2021, 5, 10)


def test_a_setting_kept_on_the_plan_outlasts_the_next_load(tmp_path):
    plan = load(FIXTURES / FORMS[0])
    Plan.objects.update(year_reminder=True)
    plan = load(changed_table(tmp_path, D11="2021年3月31日"), "--yes")
    assert plan.year_reminder


def waiting_load():
    notice = loading.read_notice(FIXTURES / FORMS[0], FORMS[0])
    data = loading.data_for(notice, None)
    loading.ensure_units(notice, data)
    return loading.open_load(notice, FORMS[0], data=data)


def test_of_two_uploads_of_a_new_notice_the_second_is_refused_with_a_sentence():
    first, second = waiting_load(), waiting_load()
    loading.apply(first)
    with pytest.raises(loading.LoadRefused, match="29号"):
        loading.apply(second)
    assert Plan.objects.count() == 1


def test_a_load_for_a_plan_that_was_taken_back_is_refused(tmp_path):
    plan = load(FIXTURES / FORMS[0])
    notice = loading.read_notice(changed_table(tmp_path, D11="2021年3月31日"), "changed.xlsx")
    late = loading.open_load(notice, "changed.xlsx", plan=plan, data={})
    loading.take_back(plan.loads.get(state="applied"))
    with pytest.raises(loading.LoadRefused):
        loading.apply(PlanLoad.objects.get(pk=late.pk))


def test_a_plan_is_loaded_on_the_day_it_is_put_in_force_in_shanghai():
    waiting = waiting_load()
    with clock.at(clock.moment_on(date(2021, 1, 5), 1)):
        loading.apply(waiting)
    assert Plan.objects.get().loaded_on == date(2021, 1, 5)


def test_a_cell_longer_than_the_table_keeps_is_refused_by_row(tmp_path):
    with pytest.raises(CommandError, match=r"第7项.*最多"):
        load(changed_table(tmp_path, D11="2021年3月31日前" + "报送" * 70))


def test_what_somebody_has_worked_with_is_not_taken_back(django_user_model):
    plan = load(FIXTURES / FORMS[0])
    county = Unit.objects.get(key="dingnan")
    officer = django_user_model.objects.create(username="z", name="钟丽萍", role="county_officer", unit=county)
    obligation(plan, county).report(by=officer, on=date(2021, 1, 5), text="已启动")
    with pytest.raises(loading.LoadRefused):
        loading.take_back(plan.loads.first())
    assert plan.obligations.exclude(state="cancelled").count() == 211


def test_the_ruling_on_rest_days_is_kept_with_the_plan():
    notice = loading.read_notice(FIXTURES / FORMS[0], FORMS[0])
    data = loading.data_for(notice, None)
    loading.ensure_units(notice, data)
    waiting = loading.open_load(notice, FORMS[0], data=data)
    waiting.rulings["rest_day"] = "next_working_day"
    waiting.save()
    loading.apply(waiting)
    days = {task.number: task.due_on for task in Task.objects.all()}
    assert (days[3], days[4], days[8]) == (date(2021, 2, 1), date(2021, 3, 1), date(2021, 4, 30))
    again = loading.open_load(notice, FORMS[0], plan=Plan.objects.get(), data=data)
    assert loading.compare(notice, Plan.objects.get(), data, again.rulings).unchanged == 12


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4 x", "只有文字，没有表格。\n".encode()])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".txt"])
def test_a_file_that_is_no_notice_is_refused_with_a_sentence(tmp_path, content, suffix):
    path = tmp_path / f"wrong{suffix}"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        load(path)
    assert str(refusal.value).rstrip().endswith("。")
    assert not Plan.objects.exists()


def test_a_unit_nobody_knows_is_named(tmp_path):
    load(FIXTURES / FORMS[0])
    with pytest.raises(CommandError, match="市大数据局"):
        load(changed_table(tmp_path, C15="市大数据局"), "--yes")
    assert Entry.objects.count() == 211
