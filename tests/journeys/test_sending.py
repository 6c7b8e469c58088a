"""The administrator's page 提醒发送情况: in order, then late, then held, then released."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from alerts.models import Outgoing, Sweep
from alerts.outbox import JOB

from .hands import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
PAGE = "/inbox/sending/"


def test_reminders_that_stand_still_are_red_everywhere_until_they_are_released(live_stack, open_as):
    admin = Person(open_as(live_stack, "admin", viewport={"width": 1280, "height": 800}))
    Sweep.mark(JOB, timezone.now())
    admin.opens(PAGE)
    admin.sees("正常", "#standing")
    expect(admin.page.locator(".said")).to_have_count(0)

    Sweep.mark(JOB, timezone.now() - timedelta(minutes=6))
    admin.opens("/officers/")
    admin.sees("提醒已超过5分钟未能发出", ".said")
    admin.clicks("查看", admin.page.locator(".said"))
    admin.sees("需处理", "#standing")

    Sweep.mark(JOB, timezone.now())
    live_stack.database.manage("hold_alerts", "--because", "数据迁移")
    admin.opens(PAGE)
    admin.sees("提醒已全部暂停发送：数据迁移", ".said")
    admin.clicks("放行")
    admin.sees("正常", "#standing")
    assert not Outgoing.row().held and len(admin.acts) == 1
    assert admin.page.faults == []
