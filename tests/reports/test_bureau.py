"""本局: the bureau on its own board, how long others wait for it in working days, and its own rows."""

from datetime import date

import pytest
from django.urls import reverse

from base import clock
from tasks.models import Obligation, Problem, Task
from tests.cast import make_officer, make_unit
from tests.reports.picture import ON, Picture

pytestmark = pytest.mark.django_db
NOW = clock.moment_on(ON, 15, 30)


@pytest.fixture
def picture():
    """The picture, its rows 11 and 12 measured as the notice's are."""
    made = Picture()
    for number, key in ((11, "dispatches"), (12, "practices")):
        Task.objects.filter(number=number).update(measure=key)
    return made


@pytest.fixture
def look(client, picture):
    """`look(by=...)` -> the page on the day of the picture."""

    def get(by=None):
        client.force_login(by or picture.reviewer)
        with clock.at(NOW):
            return client.get("/dashboard/")

    return get


def test_reviews_wait_in_working_days(look):
    line, _problems = look().context["board"].bureau.lines
    assert (line.count, line.longest, line.median, line.long) == (11, 2, 2, 0)
    assert line.url == reverse("tasks:review")


def test_those_over_three_working_days_are_counted(look):
    late = Obligation.objects.filter(state="submitted").order_by("pk")[:3]
    Obligation.objects.filter(pk__in=late.values("pk")).update(submitted_on=date(2021, 2, 5))
    answer = look()
    line, _problems = answer.context["board"].bureau.lines
    assert (line.longest, line.long) == (5, 3)
    assert "超过3个工作日3件" in answer.content.decode()


def test_problems_wait_in_working_days_too(look, picture):
    with clock.at(clock.moment_on(date(2021, 2, 5), 16)):
        unit = picture.plan.pilots.first()
        by = make_officer("asking", "county_officer", unit)
        words = {"kind": "staff", "text": "人手不足", "asked": "请派员指导"}
        Problem.raise_problem(by=by, on=date(2021, 2, 5), plan=picture.plan, unit=unit, **words)
    _reviews, line = look().context["board"].bureau.lines
    assert (line.count, line.longest, line.long, line.url) == (1, 5, 1, reverse("tasks:problems"))


def test_what_waits_for_the_overseer_is_not_the_bureaus(look, picture):
    Obligation.objects.filter(unit=picture.bureau, task__number=11).update(state="submitted", submitted_on=ON)
    assert look().context["board"].bureau.lines[0].count == 11


def test_its_own_rows_stand_there_with_their_figures(look, picture):
    with clock.at(clock.moment_on(date(2021, 1, 20), 16)):
        said = {"kind": "visit", "held_on": date(2021, 1, 20), "text": "查看挂牌。", "follow_up": "复查"}
        picture.plan.record_dispatch(by=picture.reviewer, on=date(2021, 1, 20), everywhere=True, **said)
    own = look().context["board"].bureau
    assert [(row.place.task.number, str(row.look.label), row.figure.text) for row in own.rows] == [
        (11, "推进中", "已调度1次，覆盖19个试点，1项后续未办"),
        (12, "推进中", "尚无已推广的经验做法"),
    ]
    assert own.dispatches == 0, "none of them this month"


def test_whoever_looks_sees_the_same(look, picture):
    office = make_unit("office", "改革办公室", "office", picture.city)
    overseer = make_officer("overseer", "reviewer", office)
    assert look(overseer).context["board"].bureau.lines == look().context["board"].bureau.lines


def test_every_figure_is_a_link(look):
    page = look().content.decode()
    strip = page[page.index('class="panel own"') : page.index('class="dash"')]
    rows = Obligation.objects.filter(unit__name="市行政审批局").order_by("task__number")
    lists = [reverse(f"tasks:{name}") for name in ("review", "problems", "dispatches")]
    wanted = [*lists, *(f"/obligations/{row.key}/" for row in rows)]
    assert [f'class="own-i" href="{url}"' in strip for url in wanted] == [True] * 5
