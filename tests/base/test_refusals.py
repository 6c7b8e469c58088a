"""Refused access leaves a record; a stranger's does not, since he is asked to log in first."""

import pytest

from base.models import AuditRecord
from tests.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


def refusals():
    records = AuditRecord.objects.filter(act="refused").order_by("id")
    return [(record.by_name, record.what, record.detail["status"], record.detail["method"]) for record in records]


def test_a_missing_right_is_recorded_and_named(cast, client):
    client.force_login(cast.officer, "pilots.auth.OfficerBackend")
    answer = client.post("/officers/new/")
    assert (answer.status_code, "管理本单位账号" in answer.content.decode()) == (403, True)
    assert refusals() == [("钟丽萍", "/officers/new/", 403, "POST")]


def test_another_units_row_is_recorded_and_reads_like_a_missing_page(cast, client):
    client.force_login(cast.lead, "pilots.auth.OfficerBackend")
    foreign, missing = client.get(f"/officers/{cast.foreigner.pk}/"), client.get("/no-such-page/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert "页面不存在，或不在您的权限范围内" in foreign.content.decode()
    assert refusals() == [("谢建军", f"/officers/{cast.foreigner.pk}/", 404, "GET")]


def test_a_stranger_is_led_to_the_log_in_page_and_leaves_no_refusal(cast, client):
    assert client.get("/officers/").status_code == 302
    assert refusals() == []
