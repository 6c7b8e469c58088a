"""A page that has not changed answers 304; whatever it is made of makes it another one."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message as Said
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from alerts.models import Alert, Kind, Message, Notice, Rung
from base import audit, clock, fresh
from pilots.models import Officer
from tasks.models import Obligation, Plan
from tests.cast import Cast, at, obligation
from transfers.facts import Change, write
from transfers.models import Department

pytestmark = pytest.mark.django_db
NOW = at(2, 10, 15)
PAGES = ("/dashboard/", "/dashboard/?on=2021-01-20", "/dashboard/changes/", "/dossiers/zhanggong/")


@pytest.fixture
def cast(client):
    cast = Cast()
    cast.plan()
    client.force_login(cast.reviewer)
    return cast


@pytest.fixture
def ask(client, cast):
    """`ask(etag, page)` -> the answer to a browser that has a copy bearing the stamp `etag`."""

    def get(etag="", page="/dashboard/", when=NOW, **more):
        with clock.at(when):
            return client.get(page, headers={"If-None-Match": etag} if etag else {}, **more)

    # The first page of a session gives it the cookie that tokens are made from.
    get()
    return get


@pytest.mark.parametrize("page", PAGES)
def test_an_unchanged_page_is_not_built_again(ask, page):
    first = ask(page=page)
    with CaptureQueriesContext(connection) as asked:
        again = ask(first["ETag"], page)
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"
    assert again["ETag"] == first["ETag"] and "Cookie" in again["Vary"] and "HX-Request" in again["Vary"]
    # Session, person, menu with all stamps, red line.
    assert len(asked) == 3


def write_a_line(cast):
    with clock.at(NOW):
        obligation(Plan.objects.get(), cast.own).report(by=cast.officer, on=NOW.date(), text="已印发")


def write_a_fact(cast):
    with clock.at(NOW):
        write(cast.own, [Change(Department, {"name": "发改委", "staff_before": 3})], by=cast.officer, on=NOW.date())


def tell(cast):
    Message.objects.create(recipient=cast.reviewer, key="1", kind="digest", on=NOW.date(), created_at=NOW)


def change_settings(cast):
    Plan.objects.update(due_soon_days=14)
    Plan.objects.get().raise_revision()


def rename_a_unit(cast):
    audit.record(audit.Act.UNIT, by=cast.admin, what="章贡区")


def raise_a_notice(cast):
    words = {"kind": Kind.RUNG, "rung": Rung.URGING, "deadline_version": 1, "raised_on": NOW.date(), "raised_at": NOW}
    alert = Alert.objects.create(obligation=obligation(Plan.objects.get(), cast.own), **words)
    Notice.objects.create(alert=alert, issuer="市行政审批局", days_late=9, reply_by=NOW.date())


CHANGES = [write_a_line, write_a_fact, tell, change_settings, rename_a_unit, raise_a_notice]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_is_written_makes_another_page(ask, cast, change):
    before = ask()["ETag"]
    change(cast)
    after = ask(before)
    assert after.status_code == 200 and after["ETag"] != before
    assert ask(after["ETag"]).status_code == 304


def test_other_rights_make_another_page(ask, cast, client):
    before = ask()["ETag"]
    Officer.objects.filter(pk=cast.reviewer.pk).update(rights_version=2)
    assert ask(before).status_code == 200
    cast.reviewer.refresh_from_db()
    cast.reviewer.move(unit=cast.bureau, role="bureau_lead", by=cast.admin)
    client.force_login(cast.reviewer)
    assert ask(before).status_code == 200
    cast.reviewer.move(unit=cast.own, role="county_officer", by=cast.admin)
    client.force_login(cast.reviewer)
    assert ask(before).status_code == 403


def test_another_person_is_never_answered_with_my_page(ask, cast, client):
    before = ask()["ETag"]
    client.force_login(cast.bureau_lead)
    assert ask(before).status_code == 200
    client.logout()
    assert ask(before).status_code == 302


def test_another_language_size_or_build_makes_another_page(ask, client, monkeypatch):
    before = ask()["ETag"]
    for name, value in ((settings.LANGUAGE_COOKIE_NAME, "en"), ("type", "big"), (settings.CSRF_COOKIE_NAME, "x" * 32)):
        kept = client.cookies.pop(name, None)
        client.cookies[name] = value
        assert ask(before).status_code == 200, name
        client.cookies.pop(name)
        if kept:
            client.cookies[name] = kept.value
    assert ask(before).status_code == 304
    monkeypatch.setattr(fresh, "build", lambda: "another")
    assert ask(before).status_code == 200


def test_at_midnight_every_page_is_another(ask):
    late = NOW.replace(hour=23, minute=59)
    before = ask(when=late)["ETag"]
    assert ask(before, when=late + timedelta(seconds=30)).status_code == 304
    assert ask(before, when=late + timedelta(minutes=2)).status_code == 200


def test_what_was_said_is_shown_once_and_neither_kept_nor_skipped(ask, client):
    before = ask()["ETag"]
    client.cookies["messages"] = CookieStorage(HttpRequest())._encode([Said(constants.SUCCESS, "已保存")])
    page = ask(before)
    assert page.status_code == 200 and "已保存" in page.content.decode()
    assert "ETag" not in page and page["Cache-Control"] == "no-store"
    assert ask(before).status_code == 304


def test_a_workbook_is_made_each_time(ask):
    answer = ask(page="/dashboard/?format=xlsx")
    assert "ETag" not in answer and answer["Cache-Control"] == "no-store"


def test_the_page_costs_no_query_more_than_without_a_stamp(ask, monkeypatch):
    with CaptureQueriesContext(connection) as stamped:
        ask()
    monkeypatch.setattr(fresh, "stamp", lambda request: "none")
    with CaptureQueriesContext(connection) as bare:
        ask()
    assert len(stamped) == len(bare)


def test_a_line_shows_at_once_in_the_new_page(ask, cast):
    before = ask()
    one = Obligation.objects.filter(unit=cast.own).first()
    with clock.at(NOW):
        one.submit(by=cast.officer, on=NOW.date(), document_number="1号")
    assert ask(before["ETag"]).content != before.content
