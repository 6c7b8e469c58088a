"""Loading a notice in the browser: upload, preview, rulings, in force, taken back."""

import shutil

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base.models import AuditRecord
from pilots.models import Role, Unit
from tasks.models import Entry, Plan, PlanLoad, Task
from tests.cast import make_officer

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"
ALL = [str(place) for place in range(9)]


@pytest.fixture
def admin(client):
    city = Unit.objects.create(key="x", name="某市", kind="bureau", path="/900/")
    admin = make_officer("admin", Role.ADMIN, city)
    Unit.objects.filter(pk=city.pk).update(active=False)
    client.force_login(admin)
    from django.core.management import call_command

    call_command("loaddata", "pilots.json", verbosity=0)
    return client


def choose(client, path, **more):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("tasks:plan_upload"), {"file": file, **more})


def put_in_force(client, **words):
    load = PlanLoad.objects.filter(state="waiting").first()
    words = {"seen": ALL, "rest_day": "as_issued", "year_reminder": ""} | words
    return client.post(reverse("tasks:plan_confirm", args=[load.key]), words)


def changed(tmp_path):
    path = tmp_path / "changed.xlsx"
    shutil.copy(FIXTURES / "task-table.xlsx", path)
    book = openpyxl.load_workbook(path)
    book.active["D11"] = "2021年3月31日"
    book.save(path)
    return path


@pytest.mark.parametrize("form", ["notice-2020-29.docx", "notice-2020-29.txt", "task-table.xlsx"])
def test_a_notice_goes_from_file_to_211_obligations(admin, form):
    page = admin.get(choose(admin, FIXTURES / form).url)
    assert "核对识别结果" in page.text and "沿用上格" in page.text and "211" in page.text
    assert not Plan.objects.exists()
    answer = put_in_force(admin)
    assert answer.status_code == 303 and answer.url == Plan.objects.get().get_absolute_url()
    assert Plan.objects.get().obligations.count() == 211
    assert AuditRecord.objects.filter(act="plan_load").count() == 1


def test_nothing_takes_effect_while_a_doubt_is_open(admin):
    choose(admin, FIXTURES / "notice-2020-29.docx")
    answer = put_in_force(admin, seen=["0", "1"])
    assert answer.status_code == 422 and "还有3处未确认" in answer.text
    assert not Plan.objects.exists()


def test_the_ruling_on_rest_days_is_stored_and_obeyed(admin):
    choose(admin, FIXTURES / "notice-2020-29.docx")
    put_in_force(admin, rest_day="next_working_day", year_reminder="yes")
    assert PlanLoad.objects.get().rulings == {"rest_day": "next_working_day", "year_reminder": True}
    assert Task.objects.get(number=3).due_on.isoformat() == "2021-02-01"
    assert Plan.objects.get().year_reminder


def test_a_changed_notice_shows_its_differences_and_then_amends(admin, tmp_path):
    choose(admin, FIXTURES / "notice-2020-29.docx")
    put_in_force(admin)
    page = admin.get(choose(admin, changed(tmp_path)).url)
    assert "<del>2021-03-30</del> <ins>2021-03-31</ins>" in page.text
    put_in_force(admin)
    assert Entry.objects.filter(verb="amend").count() == 19


def test_posting_twice_takes_effect_once(admin):
    choose(admin, FIXTURES / "notice-2020-29.docx")
    load = PlanLoad.objects.get()
    words = {"seen": ALL, "key": "0b6e1a54-4f5e-4a8e-9d3f-6f1f0e3f9a10"}
    answers = [admin.post(reverse("tasks:plan_confirm", args=[load.key]), words) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].url == answers[1].url and Plan.objects.count() == 1


def test_a_load_can_be_discarded_or_taken_back(admin):
    choose(admin, FIXTURES / "notice-2020-29.docx")
    admin.post(reverse("tasks:plan_discard", args=[PlanLoad.objects.get().key]))
    assert PlanLoad.objects.get().state == "discarded"
    choose(admin, FIXTURES / "notice-2020-29.docx")
    put_in_force(admin)
    applied = PlanLoad.objects.get(state="applied")
    assert "撤回本次导入" in admin.get(Plan.objects.get().get_absolute_url()).text
    admin.post(reverse("tasks:plan_take_back", args=[applied.key]))
    assert not Plan.objects.current().exists()


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_wrong_file_is_refused_beside_the_field(admin, tmp_path, content):
    path = tmp_path / "通知.docx"
    path.write_bytes(content)
    answer = choose(admin, path)
    assert answer.status_code == 422 and 'class="err"' in answer.text
    assert not PlanLoad.objects.exists()


def test_the_text_stands_as_numbered_clauses_that_each_task_leads_to(admin):
    choose(admin, FIXTURES / "notice-2020-29.docx")
    put_in_force(admin)
    plan = Plan.objects.get()
    cited = plan.tasks.get(number=4).clauses.first()
    link = f"{reverse('tasks:plan_text', args=[plan.key])}#c{cited.number}"
    assert link in admin.get(plan.get_absolute_url()).text
    text = admin.get(reverse("tasks:plan_text", args=[plan.key])).text
    assert f'id="c{cited.number}"' in text and "编随事转、人随编走、择优选调" in text
