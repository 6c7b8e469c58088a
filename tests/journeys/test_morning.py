"""The demo's morning: what is overdue reaches those concerned by mail, and one click leads from there to the matter."""

import json
import re

import pytest
from playwright.sync_api import expect

from alerts.models import Delivery, Digest, Message

from .hands import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
BUREAU = ("reviewer", "reviewer2", "overseer", "lead")
LATE = {"定南县": 2, "安远县": 3, "寻乌县": 3, "会昌县": 3}
COUNTIES = {"dingnan": "定南县", "anyuan": "安远县", "xunwu": "寻乌县", "huichang": "会昌县"}
LINE = re.compile(r"^\d+\. (\S+)\s+第(\d+)项", re.MULTILINE)


def expected() -> dict:
    """{account: {unit: row overdue}}."""
    own = {name: {unit: LATE[unit]} for name, unit in COUNTIES.items()}
    return {**own, **{f"{name}-lead": rows for name, rows in own.items()}, **dict.fromkeys(BUREAU, LATE)}


def overdue_in(words: str) -> dict:
    """{unit: row} of the section on what is overdue."""
    _before, found, after = words.partition("超期提醒（")
    section = re.split(r"\r?\n\r?\n", after)[0]
    return {unit: int(row) for unit, row in LINE.findall(section)} if found else {}


def words_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


@pytest.fixture
def morning(live_stack, smtp_sink):
    """The stack once the digests are made and the worker has sent."""
    live_stack.env |= {"EMAIL_URL": smtp_sink.url, "QUIET_HOURS": "", "SWEEP_SECONDS": "1"}
    live_stack.database.manage("raise_alerts", EMAIL_URL=smtp_sink.url)
    live_stack.worker()
    live_stack.beat()
    live_stack.parts[-1].wait_until(lambda: Digest.objects.exists() and not Delivery.objects.not_ended().exists(), 90)
    return live_stack


def test_one_mail_each_listing_what_is_overdue_and_leading_there(morning, smtp_sink, open_as):
    digests = [mail for mail in smtp_sink.messages if "2月18日提醒" in mail["Subject"]]
    mails = {mail.envelope_to[0].partition("@")[0]: mail for mail in digests}
    told = {name: overdue_in(words_of(mail)) for name, mail in mails.items()}
    assert ({name: rows for name, rows in told.items() if rows}, len(digests)) == (expected(), len(mails))
    assert "到期提醒（1项）" in words_of(mails["ningdu"]), "an extended day comes near"
    assert len({mail["Message-ID"] for mail in smtp_sink.messages}) == len(smtp_sink.messages)

    officer = Person(open_as(morning, "dingnan"))
    officer.opens("/workbench/")
    unread = Message.objects.filter(recipient__username="dingnan").unread()
    left = unread.count() - 1
    officer.sees(f"消息{left + 1}", ".who")
    officer.page.goto(re.search(r"http\S+/obligations/\S+", words_of(mails["dingnan"])).group())
    officer.sees("印发行政审批局“三定”方案", "h1")
    officer.page.goto(re.search(r"本条消息： (\S+)", words_of(mails["dingnan"]))[1])
    officer.sees("定南县", "main")
    expect(officer.page.locator("main [role=status]")).to_contain_text("已读")
    officer.opens("/workbench/")
    expect(officer.page.locator(".who .n")).to_have_text([str(left)] if left else [])
    assert unread.count() == left

    before = len(smtp_sink.messages)
    again = json.loads(morning.database.manage("raise_alerts", "--json"))
    assert (sum(again["raised"].values()), sum(again["rungs"].values()), again["digests"]) == (0, 0, 0)
    assert len(smtp_sink.messages) == before
