"""The audit log: who reads it, how it is narrowed, and that nobody changes it."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from base import audit, auditwords
from base.models import AuditRecord
from pilots.models import Officer
from tests.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def page(cast, client):
    """`page(**filters)` -> the answer the auditor gets."""
    client.force_login(cast.auditor, "pilots.auth.OfficerBackend")
    return lambda **asked: client.get("/audit/", asked)


def shown(answer):
    return [record.what for record in answer.context["records"]]


@pytest.mark.parametrize("who", ["officer", "lead", "reviewer", "bureau-lead", "admin"])
def test_only_the_auditor_reads_it(cast, client, who):
    client.force_login(Officer.objects.get(username=who), "pilots.auth.OfficerBackend")
    assert client.get("/audit/").status_code == 403


def test_reading_it_is_recorded_with_what_was_asked(cast, page):
    page(act="login", text="officer")
    record = AuditRecord.objects.get(act="audit_read")
    assert (record.by, record.detail) == (cast.auditor, {"page": 1, "asked": {"act": "login", "text": "officer"}})


def test_filters_narrow_and_combine(cast, page):
    audit.record(audit.Act.DOWNLOAD, by=cast.officer, what="one.pdf")
    audit.record(audit.Act.DOWNLOAD, by=cast.foreigner, what="two.pdf")
    audit.record(audit.Act.LOGIN_FAILED, name="intruder", what="", succeeded=False)
    assert shown(page(act="download")) == ["two.pdf", "one.pdf"]
    assert shown(page(act="download", text="钟丽萍")) == ["one.pdf"]
    assert shown(page(text="two")) == ["two.pdf"]
    assert [record.by_name for record in page(refused="on").context["records"]] == ["intruder"]


def test_days_are_shanghai_days_with_both_ends(cast, page):
    audit.record(audit.Act.DOWNLOAD, by=cast.officer, what="today.pdf")
    today = timezone.localtime().date()
    before, after = today - timedelta(days=1), today + timedelta(days=1)
    assert shown(page(act="download", since=today, until=today)) == ["today.pdf"]
    assert shown(page(act="download", since=after)) == []
    assert shown(page(act="download", until=before)) == []


def test_a_filter_that_makes_no_sense_is_named_and_shows_the_rest(cast, page):
    audit.record(audit.Act.DOWNLOAD, by=cast.officer, what="one.pdf")
    answer = page(act="download", since="yesterday")
    assert (answer.status_code, shown(answer)) == (200, ["one.pdf"])
    assert answer.context["form"].errors["since"]


def test_long_logs_come_in_pages_with_a_fixed_number_of_queries(cast, page, django_assert_max_num_queries):
    for n in range(120):
        audit.record(audit.Act.DOWNLOAD, by=cast.officer, what=f"{n}.pdf")
    with django_assert_max_num_queries(10):
        first = page(act="download")
    assert (shown(first)[0], len(shown(first))) == ("119.pdf", 50)
    assert shown(page(act="download", page=3))[-1] == "0.pdf"
    assert "act=download&amp;page=2" in first.content.decode()


def test_what_strangers_typed_is_shown_as_text(cast, page):
    audit.record(audit.Act.LOGIN_FAILED, name="<script>alert(1)</script>\r\nforged", succeeded=False)
    body = page().content.decode()
    assert "&lt;script&gt;" in body and "<script>alert" not in body


@pytest.mark.parametrize("change", [lambda rows: rows.update(what="x"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_a_record(cast, change):
    audit.record(audit.Act.DOWNLOAD, by=cast.officer, what="one.pdf")
    with pytest.raises(DatabaseError), transaction.atomic():
        change(AuditRecord.objects.all())
    assert AuditRecord.objects.get().what == "one.pdf"


PLAIN = {"by", "request", "what", "succeeded", "name"}
ROOMS = ("base", "pilots", "tasks", "alerts", "reports")


def recorded_names():
    """Every name under which some code of ours gives a detail to an audit record."""
    root = Path(__file__).parents[2]
    for path in [path for room in ROOMS for path in (root / room).rglob("*.py")]:
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if getattr(call.func, "attr", "") in ("record", "_record"):
                yield from (word.arg for word in call.keywords if word.arg)


def test_every_detail_that_is_recorded_has_a_name_in_words():
    names = set(recorded_names()) - PLAIN
    assert {"file", "moved", "method"} <= names <= set(auditwords.LABELS)


def test_details_are_shown_in_the_readers_words(cast, page):
    audit.record(audit.Act.ACCOUNT, by=cast.admin, what="x", opened={"unit": "own", "role": "officer"}, active=True)
    audit.record(
        audit.Act.HANDOVER, by=cast.admin, what="y", moved={"tasks.handover.move_work": 2}, changed=["name", "post"]
    )
    said = page().text
    for words in ("开通账号 角色 officer, 单位 own", "账号启用 ✓", "移交数量 草稿和经办事项 2", "变动 name, post"):
        assert words in said
