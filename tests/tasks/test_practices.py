"""经验做法: what can be marked, by whom it is published and read, and the figure of row 12 that it makes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from base import clock
from base.forms import Stale
from tasks import tallies
from tasks.models import Practice
from tasks.transitions import TransitionNotAllowed
from tests.cast import at, obligation

ON = date(2021, 2, 18)
pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def plan(cast):
    """Row 3 is measured by practices."""
    tallies.register()
    plan = cast.plan()
    plan.tasks.filter(number=3).update(measure="practices")
    return plan


@pytest.fixture
def one(cast, plan):
    return obligation(plan, cast.own)


@pytest.fixture
def said(cast, one):
    """A report of the own unit."""
    return one.report(by=cast.officer, on=ON, text="区委书记任组长。")


@pytest.fixture
def practice(cast, one, said):
    """The same, proposed by the unit itself."""
    return one.mark_practice(by=cast.officer, on=ON, entry=said.number, title="高位推动")


def rules(practice, act, by, **words):
    try:
        with transaction.atomic():
            getattr(practice, act)(by=by, on=ON, **words)
    except TransitionNotAllowed:
        return "refused"
    return practice.state


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("officer", True),
        ("lead", True),
        ("reviewer", True),
        ("bureau_lead", True),
        ("foreigner", False),
        ("overseer", False),
        ("admin", False),
        ("auditor", False),
    ],
)
def test_the_unit_itself_or_the_bureau_marks(cast, one, said, who, may):
    by = getattr(cast, who)
    if may:
        assert one.mark_practice(by=by, on=ON, entry=said.number, title="高位推动").state == "proposed"
        return
    with pytest.raises(TransitionNotAllowed):
        one.mark_practice(by=by, on=ON, entry=said.number, title="高位推动")


def test_an_undone_report_is_none_nor_is_a_line_that_says_nothing(cast, one):
    started = one.start(by=cast.officer, on=ON)
    undone = one.report(by=cast.officer, on=ON, text="写错了")
    one.undo(by=cast.officer, on=ON)
    for entry in (started, undone):
        with pytest.raises(ValidationError):
            one.mark_practice(by=cast.officer, on=ON, entry=entry.number, title="高位推动")


def test_what_is_taken_back_after_it_was_marked_is_no_longer_shown_nor_published(cast, one, practice):
    one.undo(by=cast.officer, on=ON)
    assert not Practice.objects.visible_to(cast.reviewer).exists()
    assert rules(practice, "publish", cast.reviewer) == "refused"


def test_a_report_is_marked_once_until_that_has_ended(cast, one, said, practice):
    with pytest.raises(ValidationError, match="已标记"):
        one.mark_practice(by=cast.reviewer, on=ON, entry=said.number, title="高位推动")
    practice.decline(by=cast.reviewer, on=ON, text="各地已普遍采用")
    again = one.mark_practice(by=cast.reviewer, on=ON, entry=said.number, title="书记挂帅")
    assert Practice.objects.filter(entry=said).count() == 2 and again.state == "proposed"


# from, act, by, to
RULINGS = [
    ("proposed", "publish", "reviewer", "published"),
    ("proposed", "publish", "bureau_lead", "published"),
    ("proposed", "publish", "overseer", "refused"),
    ("proposed", "publish", "officer", "refused"),
    ("proposed", "decline", "reviewer", "declined"),
    ("proposed", "decline", "officer", "refused"),
    ("proposed", "take_back", "officer", "taken_back"),
    ("proposed", "take_back", "reviewer", "refused"),
    ("published", "publish", "reviewer", "refused"),
    ("published", "decline", "reviewer", "refused"),
    ("published", "take_back", "reviewer", "taken_back"),
    ("published", "take_back", "officer", "refused"),
    ("declined", "publish", "reviewer", "refused"),
]


@pytest.mark.parametrize(("start", "act", "who", "end"), RULINGS)
def test_who_may_do_what_from_where(cast, practice, start, act, who, end):
    if start == "published":
        practice.publish(by=cast.reviewer, on=ON)
    if start == "declined":
        practice.decline(by=cast.reviewer, on=ON, text="各地已普遍采用")
    words = {"text": "理由"} if act in ("decline", "take_back") else {}
    assert rules(practice, act, getattr(cast, who), **words) == end


@pytest.mark.parametrize("act", ["decline", "take_back"])
def test_the_bureau_gives_a_reason(cast, practice, act):
    if act == "take_back":
        practice.publish(by=cast.reviewer, on=ON)
    assert rules(practice, act, cast.reviewer, text=" ") == "refused"


def test_somebody_faster_is_not_overwritten(cast, practice):
    seen = Practice.objects.for_list().get()
    practice.publish(by=cast.reviewer, on=ON, version=1)
    with pytest.raises(Stale), transaction.atomic():
        seen.decline(by=cast.bureau_lead, on=ON, version=1, text="各地已普遍采用")


@pytest.mark.parametrize(
    ("who", "proposed", "published"),
    [
        ("officer", 1, 1),
        ("reviewer", 1, 1),
        ("overseer", 1, 1),
        ("foreigner", 0, 1),
        ("admin", 0, 0),
        ("auditor", 0, 0),
    ],
)
def test_every_pilot_reads_what_is_published_and_its_own_before(cast, practice, who, proposed, published):
    def seen():
        return Practice.objects.visible_to(getattr(cast, who)).count()

    assert seen() == proposed
    practice.publish(by=cast.reviewer, on=ON)
    assert seen() == published


# -- row 12 --------------------------------------------------------------------------------------
def texts(plan, units, day=ON):
    figures = tallies.figures(["practices"], plan, units, day)["practices"]
    return [figures[unit.pk].text for unit in units]


def test_a_pilots_own_count_for_it_and_all_for_the_bureau(cast, plan, practice):
    units = [cast.own, cast.foreign, cast.bureau]
    assert texts(plan, units) == [
        "尚无已推广的经验做法，待推广1条",
        "尚无已推广的经验做法",
        "尚无已推广的经验做法，待推广1条",
    ]
    practice.publish(by=cast.reviewer, on=ON)
    assert texts(plan, units) == ["已推广1条，其中本单位1条", "已推广1条，其中本单位0条", "已推广1条"]
    figures = tallies.figures(["practices"], plan, units, ON)["practices"]
    assert [figures[unit.pk].recorded for unit in units] == [True, False, True]


def test_a_past_day_knows_what_was_published_then(cast, plan, practice):
    practice.publish(by=cast.reviewer, on=ON)
    with clock.at(at(2, 19)):
        practice.take_back(by=cast.reviewer, on=date(2021, 2, 19), text="数据有误")
    days = [date(2021, 2, 17), ON, date(2021, 2, 19)]
    assert [texts(plan, [cast.bureau], day) for day in days] == [
        ["尚无已推广的经验做法"],
        ["已推广1条"],
        ["尚无已推广的经验做法"],
    ]


def test_publishing_starts_the_units_row_and_the_bureaus(cast, plan, practice):
    practice.publish(by=cast.reviewer, on=ON)
    states = [obligation(plan, unit, 3).state for unit in (cast.own, cast.bureau, cast.foreign)]
    assert states == ["in_progress", "in_progress", "not_started"]


def test_it_is_one_query_for_all_units(cast, plan, practice, django_assert_num_queries):
    with django_assert_num_queries(1):
        tallies.figures(["practices"], plan, [cast.own, cast.foreign, cast.bureau], ON)
