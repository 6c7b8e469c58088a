"""截至: any past day is what the pages said that evening; history can be read and nothing else."""

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings

from base import clock
from tests.cast import at, obligation
from tests.reports.evenings import HISTORIES, History
from tests.reports.picture import ON, Picture

pytestmark = pytest.mark.django_db
TODAY = date(2021, 2, 18)


# Sent and closed out while a request for more time lay there: nobody has to decide it any more.
CLOSED_OUT_UNDECIDED = [
    (0, (0, ("officer", "submit", {"document_number": "1号", "short_reason": "先行报送"}))),
    (0, (0, ("officer", "request_extension", {"text": "场所未交付", "asked_due_on": date(2021, 3, 10)}))),
    (0, (0, ("reviewer", "sign_off", {"text": "同意"}))),
]


# Chased on the day that is looked back at, which that evening's page said too.
CHASED_AND_LATE = [
    (0, "visit"),
    (3, "visit"),
    (3, "visit"),
    (3, "visit"),
    (3, (0, ("reviewer", "chase", {}))),
    (1, "visit"),
]


@example(history=CLOSED_OUT_UNDECIDED)
@example(history=CHASED_AND_LATE)
# A failing history is short enough to be read as it is; to shrink it takes minutes.
@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(history=HISTORIES)
def test_a_past_day_is_what_the_pages_said_that_evening(history):
    with transaction.atomic():
        lived = History()
        later = lived.live(history) + timedelta(days=9)
        with clock.at(clock.moment_on(later, 11)):
            for day, said in lived.evenings.items():
                assert lived.said(day, later) == said, day
        transaction.set_rollback(True)


@pytest.fixture
def lived():
    """One county's January: assigned and reported on the 10th, sent on the 20th, returned on the 25th."""
    past = History()
    one, officer = obligation(past.plan, past.cast.own), past.cast.officer
    for day, by, verb, words in [
        (10, officer, "assign", {"lead_department": "区委编办"}),
        (10, officer, "report", {"text": "方案起草"}),
        (20, officer, "submit", {"document_number": "1号", "short_reason": "先行报送"}),
        (25, past.cast.reviewer, "return_for_rework", {"text": "文号不符"}),
        (26, officer, "assign", {"lead_department": "区行政审批局"}),
    ]:
        with clock.at(at(1, day)):
            getattr(one, verb)(by=by, on=date(2021, 1, day), **words)
    return past


# the page, its day, who looks, what it says, what it does not
SAID = [
    ("/workbench/", "2021-01-15", "officer", ["方案起草", "区委编办", "历史数据，只读"], ["文号不符", "区行政审批局"]),
    ("/workbench/", "2021-01-20", "officer", ["待核验"], ["文号不符"]),
    ("/obligations/?task=1", "2021-01-15", "officer", ["区委编办"], ["区行政审批局"]),
    ("/obligations/?q=区委编办", "2021-01-15", "officer", ["任务1"], []),
    ("/obligations/?q=区行政审批局", "2021-01-15", "officer", ["没有符合"], []),
    ("/dashboard/", "2021-01-22", "reviewer", ["核", "历史数据，只读"], ["逐件核验"]),
    ("/dashboard/", "2020-12-01", "reviewer", ["未录入", "2021年1月4日录入系统"], ["任务矩阵"]),
    ("/workbench/", "2020-12-01", "officer", ["未录入"], ["任务1"]),
]


@pytest.mark.parametrize(("url", "day", "who", "there", "not_there"), SAID)
def test_a_page_of_a_past_day_says_what_was_known_then(client, lived, url, day, who, there, not_there):
    client.force_login(getattr(lived.cast, who))
    with clock.at(clock.moment_on(TODAY, 10)):
        page = (
            client.get(url, {"on": day}).content.decode()
            if "?" not in url
            else client.get(f"{url}&on={day}").content.decode()
        )
    main = re.search(r"<main.*</main>", page, re.S)[0]
    assert [word for word in there if word not in main] == []
    assert [word for word in not_there if word in main] == []


def test_the_page_of_one_obligation_turns_back_with_its_history(client, lived):
    one = obligation(lived.plan, lived.cast.own)
    client.force_login(lived.cast.officer)
    with clock.at(clock.moment_on(TODAY, 10)):
        then = client.get(f"/obligations/{one.key}/?on=2021-01-22").content.decode()
        before = client.get(f"/obligations/{one.key}/?on=2020-12-31").content.decode()
    assert "先行报送" in then and "文号不符" not in then
    assert "该日不在任务清单" in before


PAGES = [
    "/dashboard/",
    "/obligations/",
    "/problems/",
    "/meetings/",
    "/dispatches/",
    "/practices/",
    "/units/{unit}/",
    "/obligations/{one}/",
]


@pytest.mark.parametrize("who", ["officer", "lead", "reviewer", "bureau_lead"])
def test_history_offers_nothing_to_do(client, lived, who):
    """No form that posts and no way to one: what is absent cannot be pressed."""
    one = obligation(lived.plan, lived.cast.own)
    client.force_login(getattr(lived.cast, who))
    for page in PAGES:
        url = page.format(unit=lived.cast.own.key, one=one.key)
        with clock.at(clock.moment_on(TODAY, 10)):
            answer = client.get(url, {"on": "2021-01-22"})
        if answer.status_code == 403:
            continue
        main = re.search(r"<main.*</main>", answer.content.decode(), re.S)[0]
        assert 'method="post"' not in main and "hx-post" not in main, url
        assert not re.search(r'href="[^"]*/new/', main) and "open=" not in main, url


@pytest.fixture
def steps(client):
    """`steps(day)` -> the steps of the dashboard of the picture, as (before, after)."""
    picture = Picture()
    client.force_login(picture.reviewer)

    def get(day=None):
        with clock.at(clock.moment_on(ON, 15)):
            asof = client.get("/dashboard/", {"on": day} if day else {}).context["asof"]
        return asof.before and (asof.before.label, asof.before.url), asof.after and (asof.after.label, asof.after.url)

    return get


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (None, ("1月31日 挂牌组建", "?on=2021-01-31"), ("2月28日 人员划转", "")),
        ("2021-01-31", ("1月28日", "?on=2021-01-28"), ("2月28日 人员划转", "")),
        ("2021-01-20", ("1月15日", "?on=2021-01-15"), ("1月28日", "?on=2021-01-28")),
        ("2021-01-10", None, ("1月15日", "?on=2021-01-15")),
    ],
)
def test_the_steps_lead_to_the_deadlines_before_and_after(steps, day, before, after):
    assert steps(day) == (before, after)


def test_a_day_ahead_and_a_day_that_is_none_are_today(steps):
    assert steps("2021-03-01") == steps("yesterday") == steps(None)
