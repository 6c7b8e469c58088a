"""The county's start page: rows by standing, one row opened, acts in place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tasks.models import Entry, Obligation, Task
from tests.cast import at, obligation

PAGE = reverse("tasks:workbench")
HTMX = {"HX-Request": "true"}


def groups(response):
    return [
        (str(group.standing), [row.obligation.task.number for row in group.rows])
        for group in response.context["board"].groups
    ]


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_rows_stand_under_their_standing_in_the_fixed_order(cast, plan, as_):
    with clock.at(at(2, 10)):
        obligation(plan, cast.own, 2).submit(by=cast.officer, on=clock.today(), document_number="1号")
    assert groups(as_(cast.officer).get(PAGE)) == [("overdue", [1]), ("not_started", [3]), ("submitted", [2])]


def test_the_header_counts_to_the_next_end_of_a_phase_without_today(cast, plan, as_):
    phase = plan.phases.create(order=1, name="人员划转阶段", short_name="人员划转", due_on=at(2, 28).date())
    phase.gate_tasks.set(Task.objects.filter(number=2))
    board = as_(cast.officer).get(PAGE).context["board"]
    assert (board.milestone.days, board.milestone.working_days, board.lamp) == (10, 7, "behind")
    assert [(str(name), done, total) for name, _near, done, total in board.gates] == [("人员划转", 0, 1)]


def test_a_row_is_opened_by_a_link_and_needs_no_script(cast, own, as_):
    page = as_(cast.officer).get(PAGE, {"open": own.key}).content.decode()
    assert f'action="{reverse("tasks:report", args=[own.key])}?at=board"' in page
    assert page.count("<textarea") == 1


def test_reporting_from_the_row_answers_with_the_board_and_moves_the_row(cast, own, as_):
    second = obligation(own.plan, cast.own, 2)
    url = reverse("tasks:report", args=[second.key]) + "?at=board"
    answer = as_(cast.officer).post(url, {"text": "开始划转", "version": second.version}, headers=HTMX)
    assert answer.status_code == 200
    assert ("in_progress", [2]) in groups(answer)
    page = answer.content.decode()
    assert 'id="board"' in page and "<html" not in page and 'hx-swap-oob="afterbegin:#toasts"' in page
    assert 'class="ob saved"' in page


def test_a_refused_report_leaves_the_row_open_with_the_words(cast, own, as_):
    url = reverse("tasks:submit", args=[own.key]) + "?at=board"
    answer = as_(cast.officer).post(url, {"text": "没有佐证", "version": own.version}, headers=HTMX)
    assert answer.status_code == 422
    assert "没有佐证" in answer.content.decode()
    assert not Entry.objects.reports().exists()


def test_a_refused_start_says_so_in_the_row(cast, own, as_):
    own.start(by=cast.colleague, on=clock.today())
    url = reverse("tasks:start", args=[own.key]) + "?at=board"
    answer = as_(cast.officer).post(url, {"version": own.version}, headers=HTMX)
    assert answer.status_code == 422
    assert answer.content.decode().count('role="alert"') == 1


def test_the_bureau_sees_a_units_page_without_controls_of_the_county(cast, own, as_):
    page = as_(cast.reviewer).get(reverse("tasks:unit", args=[cast.own.key]), {"open": own.key})
    assert page.status_code == 200
    assert reverse("tasks:report", args=[own.key]) not in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 404), ("reviewer", 200), ("bureau_lead", 200), ("overseer", 200), ("admin", 403), ("auditor", 403)],
)
def test_who_sees_a_units_page(cast, plan, as_, who, status):
    url = reverse("tasks:unit", args=[cast.foreign.key])
    assert as_(getattr(cast, who)).get(url).status_code == status


def test_a_unit_without_obligations_is_told_so(cast, as_):
    page = as_(cast.officer).get(PAGE)
    assert page.context["board"].groups == []
    assert 'class="empty"' in page.content.decode()


@pytest.mark.parametrize("who", ["officer", "lead", "reviewer"])
def test_the_board_takes_at_most_twelve_queries_however_many_rows(cast, plan, as_, who):
    cast.own.county_review = True
    cast.own.save()
    client, url = as_(getattr(cast, who)), reverse("tasks:unit", args=[cast.own.key])
    few = queries_of(client, url)
    for number in range(4, 24):
        task = Task.objects.create(plan=plan, number=number, text=f"第{number}项", due_on=at(2, 20).date())
        one = Obligation.objects.create(plan=plan, task=task, unit=cast.own, due_on=task.due_on)
        one.report(by=cast.officer, on=clock.today(), text="进展")
        one.comment(by=cast.reviewer, on=clock.today(), text="请抓紧")
    assert queries_of(client, url) == few <= 12
