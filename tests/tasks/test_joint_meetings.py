"""Joint meetings: who records them, who sees them, and the figure of the row that asks for them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from base import clock
from tasks import joint_meetings, measures
from tasks.meetings import MEASURE, Decided
from tasks.models import JointMeeting, MeetingDecision
from tasks.transitions import TransitionNotAllowed
from tests.cast import Cast, at, obligation
from tests.tasks.problems import raised

pytestmark = pytest.mark.django_db
ON = date(2021, 2, 18)


@pytest.fixture(autouse=True)
def _the_day():
    with clock.at(at(2, 18)):
        yield


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def plan(cast):
    """The small plan; its row 2 is measured by joint meetings."""
    measures.register([MEASURE], joint_meetings.figures)
    plan = cast.plan()
    plan.tasks.filter(number=2).update(measure=MEASURE)
    return plan


def met(plan, by, unit, *decisions, on=ON, **words) -> JointMeeting:
    words = {"held_on": on, "subject": "第一次会议", "decisions": [Decided(each) for each in decisions]} | words
    return JointMeeting.record(by=by, on=on, plan=plan, unit=unit, **words)


def figure(plan, unit, on=ON):
    return measures.figures(MEASURE, plan, [unit], on)[unit.pk]


@pytest.mark.parametrize(
    ("who", "level", "allowed"),
    [
        ("officer", "county", True),
        ("lead", "county", True),
        ("foreigner", "county", False),
        ("reviewer", "county", False),
        ("admin", "county", False),
        ("reviewer", "city", True),
        ("bureau_lead", "city", True),
        ("overseer", "city", True),
        ("officer", "city", False),
        ("auditor", "city", False),
    ],
)
def test_a_county_records_its_own_the_bureau_the_citys(cast, plan, who, level, allowed):
    unit = cast.own if level == "county" else None
    if allowed:
        assert met(plan, getattr(cast, who), unit).level == level
    else:
        with pytest.raises(TransitionNotAllowed):
            met(plan, getattr(cast, who), unit)


def test_a_meeting_that_has_not_been_held_is_not_recorded(cast, plan):
    with pytest.raises(ValidationError) as refused:
        met(plan, cast.officer, cast.own, held_on=date(2021, 2, 19))
    assert list(refused.value.message_dict) == ["held_on"]


def test_who_sees_a_meeting_and_which_of_its_decisions(cast, plan):
    own, city = met(plan, cast.officer, cast.own, "增人"), met(plan, cast.reviewer, None)
    about = [Decided("派员", problem=raised(cast, plan)), Decided("统一口径")]
    city = met(plan, cast.reviewer, None, decisions=about)
    seen = {
        who: (
            own in JointMeeting.objects.visible_to(getattr(cast, who)),
            list(
                MeetingDecision.objects.visible_to(getattr(cast, who))
                .filter(meeting=city)
                .values_list("text", flat=True)
            ),
        )
        for who in ("officer", "foreigner", "reviewer", "admin", "auditor")
    }
    assert seen == {
        "officer": (True, ["派员", "统一口径"]),
        "foreigner": (False, ["统一口径"]),
        "reviewer": (True, ["派员", "统一口径"]),
        "admin": (False, []),
        "auditor": (False, []),
    }


def test_the_first_meeting_starts_the_row_and_proves_it(cast, plan):
    one = obligation(plan, cast.own, 2)
    with pytest.raises(ValidationError):
        one.submit(by=cast.officer, on=ON)
    met(plan, cast.officer, cast.own)
    one = obligation(plan, cast.own, 2)
    assert (one.state, obligation(plan, cast.foreign, 2).state) == ("in_progress", "not_started")
    entry = one.submit(by=cast.officer, on=ON)
    assert entry.detail == {"figure": "已召开1次", "floor": ""}


@pytest.mark.parametrize(
    ("meetings", "done", "said", "reached"),
    [
        ([], 0, "尚未登记联席会议", False),
        ([[]], 0, "已召开1次", True),
        ([["增人"], []], 0, "已召开2次，1项决定未落实", True),
        ([["增人", "增经费"]], 1, "已召开1次，1项决定未落实", True),
        ([["增人"]], 1, "已召开1次", True),
    ],
)
def test_the_figure_counts_meetings_held_and_decisions_open(cast, plan, meetings, done, said, reached):
    for decisions in meetings:
        met(plan, cast.officer, cast.own, *decisions)
    for decision in MeetingDecision.objects.all()[:done]:
        decision.mark_done(by=cast.officer, on=ON)
    with translation.override("zh-hans"):
        found = figure(plan, cast.own)
    assert (found.text, found.reached, found.recorded) == (said, reached, reached)
    assert found.tone == ("doing" if reached else "idle")


def test_the_citys_meetings_are_nobodys_own(cast, plan):
    met(plan, cast.reviewer, None, "统一口径")
    assert not figure(plan, cast.own).reached


def test_a_past_day_knows_what_was_recorded_by_then(cast, plan):
    with clock.at(at(2, 8)):
        meeting = met(plan, cast.officer, cast.own, "增人", on=date(2021, 2, 8), held_on=date(2021, 2, 1))
    meeting.decisions.get().mark_done(by=cast.officer, on=ON, done_on=date(2021, 2, 9))
    days = {day: figure(plan, cast.own, date(2021, 2, day)).text for day in (7, 8, 17, 18)}
    assert days == {
        7: "尚未登记联席会议",
        8: "已召开1次，1项决定未落实",
        17: "已召开1次，1项决定未落实",
        18: "已召开1次",
    }


def test_all_pilots_are_two_queries(cast, plan, django_assert_num_queries):
    for by, unit in ((cast.officer, cast.own), (cast.foreigner, cast.foreign)):
        met(plan, by, unit, "增人", "增经费")
    with django_assert_num_queries(2):
        found = measures.figures(MEASURE, plan, [cast.own, cast.foreign, cast.third], ON)
    assert [each.numerator for each in found.values()] == [1, 1, 0]


def test_a_decision_is_marked_once_by_its_side_on_a_day_that_can_be(cast, plan):
    decision = met(plan, cast.officer, cast.own, "增人", held_on=date(2021, 2, 5)).decisions.get()
    for who in (cast.foreigner, cast.reviewer):
        with pytest.raises(TransitionNotAllowed):
            decision.mark_done(by=who, on=ON)
    for day in (date(2021, 2, 4), date(2021, 2, 19)):
        with pytest.raises(ValidationError):
            decision.mark_done(by=cast.officer, on=ON, done_on=day)
    decision.mark_done(by=cast.colleague, on=ON, done_on=date(2021, 2, 10))
    with pytest.raises(TransitionNotAllowed):
        MeetingDecision.objects.get().mark_done(by=cast.officer, on=ON)
    assert MeetingDecision.objects.get().done_on == date(2021, 2, 10)
