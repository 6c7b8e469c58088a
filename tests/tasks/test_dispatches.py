"""工作调度: who records what, what stands and what is kept, and the figure of row 11 that they make."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from base import clock
from base.forms import Stale
from tasks import tallies
from tasks.models import Dispatch, Obligation
from tasks.transitions import TransitionNotAllowed
from tests.cast import obligation

ON = date(2021, 2, 18)
pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def plan(cast):
    """Row 3, which falls on the bureau too, is measured by dispatches."""
    tallies.register()
    plan = cast.plan()
    plan.tasks.filter(number=3).update(measure="dispatches")
    return plan


def record(plan, by, day=ON, **words):
    said = {"kind": "visit", "held_on": day, "text": "查看挂牌准备情况。", "units": [plan.pilots.first()], **words}
    with clock.at(clock.moment_on(day, 16)):
        return plan.record_dispatch(by=by, on=day, **said)


def names(dispatch):
    return [unit.name for unit in dispatch.units.all()]


# who, may record
WHO = [
    ("reviewer", True),
    ("bureau_lead", True),
    ("overseer", False),  # verifies row 11, so its evidence is not hers to write
    ("officer", False),
    ("lead", False),
    ("admin", False),
    ("auditor", False),
]


@pytest.mark.parametrize(("who", "may"), WHO)
def test_the_plans_own_bureau_records(cast, plan, who, may):
    if may:
        assert record(plan, getattr(cast, who)).opened_by == getattr(cast, who)
        return
    with pytest.raises(TransitionNotAllowed):
        record(plan, getattr(cast, who))
    assert not Dispatch.objects.exists()


def test_all_pilots_by_one_tick(cast, plan):
    assert names(record(plan, cast.reviewer, units=(), everywhere=True)) == ["章贡区", "定南县", "赣州经开区"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"units": []}, "units"),
        ({"held_on": date(2021, 2, 19)}, "held_on"),
        ({"text": ""}, "text"),
        ({"kind": "letter"}, "kind"),
        ({"follow_up_on": date(2021, 2, 26)}, "__all__"),
        ({"follow_up": "复查", "follow_up_on": date(2021, 2, 17)}, "__all__"),
    ],
    ids=["nobody concerned", "not held yet", "nothing said", "unknown kind", "day of nothing", "followed before"],
)
def test_what_is_refused_says_where(cast, plan, words, field):
    with pytest.raises(ValidationError) as refused:
        plan.record_dispatch(
            by=cast.reviewer, on=ON, **{"kind": "visit", "held_on": ON, "text": "情况", "units": [cast.own], **words}
        )
    assert list(refused.value.message_dict) == [field]


def test_a_unit_that_is_no_pilot_is_named(cast, plan):
    with pytest.raises(ValidationError, match="市行政审批局"):
        record(plan, cast.reviewer, units=[cast.bureau])


def test_the_first_one_starts_the_task_it_is_evidence_of_and_raises_the_revision(cast, plan):
    before = plan.revision
    record(plan, cast.reviewer)
    one = obligation(plan, cast.bureau, 3)
    assert (one.state, one.entries.last().text) == ("in_progress", "台账已有记录")
    assert plan.revision > before
    record(plan, cast.reviewer)
    assert obligation(plan, cast.bureau, 3).version == one.version


def test_another_plan_of_the_bureau_is_not_started_by_it(cast, plan):
    other = cast.plan("赣市办字〔2021〕9号")
    other.tasks.filter(number=3).update(measure="dispatches")
    record(plan, cast.reviewer)
    assert obligation(other, cast.bureau, 3).state == "not_started"


def test_a_correction_on_the_same_day_keeps_the_earlier_words(cast, plan):
    first = record(plan, cast.reviewer)
    first.amend(by=cast.reviewer, on=ON, version=1, units=[cast.foreign], text="查看办公场所。")
    stands = Dispatch.objects.standing().get()
    assert (stands.key, stands.version, stands.text, names(stands)) == (first.key, 2, "查看办公场所。", ["定南县"])
    kept = Dispatch.objects.get(version=1)
    assert (kept.text, names(kept)) == ("查看挂牌准备情况。", ["章贡区"])


@pytest.mark.parametrize(("who", "day"), [("reviewer", 19), ("bureau_lead", 18)], ids=["later", "another"])
def test_nobody_else_corrects_it_and_nobody_later(cast, plan, who, day):
    one = record(plan, cast.reviewer)
    with pytest.raises(TransitionNotAllowed):
        one.amend(by=getattr(cast, who), on=date(2021, 2, day), units=[cast.own], text="改")


def test_what_follows_is_seen_to_once(cast, plan):
    one = record(plan, cast.reviewer, date(2021, 2, 10), follow_up="复查", follow_up_on=date(2021, 2, 17))
    assert one.waits and one.late(ON) and not one.late(date(2021, 2, 17))
    done = one.follow_up_done(by=cast.bureau_lead, on=ON, version=1)
    assert (done.done_on, done.waits, done.opened_by, done.by) == (ON, False, cast.reviewer, cast.bureau_lead)
    with pytest.raises(TransitionNotAllowed):
        done.follow_up_done(by=cast.reviewer, on=ON)


@pytest.mark.parametrize(
    ("done_on", "refusal"), [(date(2021, 2, 19), ValidationError), (date(2021, 2, 9), ValidationError)]
)
def test_the_day_lies_between_the_dispatch_and_today(cast, plan, done_on, refusal):
    one = record(plan, cast.reviewer, date(2021, 2, 10), follow_up="复查")
    with pytest.raises(refusal), transaction.atomic():
        one.follow_up_done(by=cast.reviewer, on=ON, done_on=done_on)
    assert Dispatch.objects.standing().get().waits


def test_somebody_faster_is_not_overwritten(cast, plan):
    seen = record(plan, cast.reviewer, follow_up="复查")
    Dispatch.objects.get().follow_up_done(by=cast.bureau_lead, on=ON)
    with pytest.raises(Stale), transaction.atomic():
        seen.amend(by=cast.reviewer, on=ON, version=1, units=[cast.own], text="改")


def test_the_database_keeps_versions_and_whom_they_concern(cast, plan):
    one = record(plan, cast.reviewer)
    for change in (
        lambda: Dispatch.objects.update(text="改"),
        lambda: Dispatch.objects.all().delete(),
        lambda: one.units.remove(cast.own),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("officer", ["a", "all"]),
        ("foreigner", ["all"]),
        ("reviewer", ["a", "all"]),
        ("overseer", ["a", "all"]),
        ("admin", []),
        ("auditor", []),
    ],
)
def test_a_pilot_sees_what_concerns_it(cast, plan, who, seen):
    record(plan, cast.reviewer, units=[cast.own], text="a")
    record(plan, cast.reviewer, units=[], everywhere=True, text="all")
    found = Dispatch.objects.visible_to(getattr(cast, who)).standing()
    assert sorted(one.text for one in found) == seen


# -- row 11 --------------------------------------------------------------------------------------
def figure(plan, cast, day=ON):
    return obligation(plan, cast.bureau, 3).figure(day)


def test_the_figure_says_how_often_how_many_and_what_is_open(cast, plan):
    nothing = figure(plan, cast)
    assert (nothing.text, nothing.recorded, nothing.short, nothing.tone) == ("尚未登记调度", False, False, "idle")
    record(plan, cast.reviewer, date(2021, 1, 20), units=[cast.own, cast.foreign], follow_up="复查")
    record(plan, cast.reviewer, date(2021, 2, 10), units=[cast.foreign])
    found = figure(plan, cast)
    assert (found.text, found.recorded, found.tone) == ("已调度2次，覆盖2个试点，1项后续未办", True, "doing")
    assert tallies.dispatched(plan, ON).this_month == 1


def test_a_past_day_knows_what_was_recorded_by_then(cast, plan):
    one = record(plan, cast.reviewer, date(2021, 2, 10), follow_up="复查")
    one.follow_up_done(by=cast.reviewer, on=ON)
    record(plan, cast.reviewer, ON, held_on=date(2021, 2, 9))
    assert figure(plan, cast, date(2021, 2, 9)).text == "尚未登记调度"
    assert figure(plan, cast, date(2021, 2, 10)).text == "已调度1次，覆盖1个试点，1项后续未办"
    assert figure(plan, cast).text == "已调度2次，覆盖1个试点"


def test_a_recorded_dispatch_is_proof_and_asks_for_no_reason(cast, plan):
    record(plan, cast.reviewer)
    entry = obligation(plan, cast.bureau, 3).submit(by=cast.reviewer, on=ON, text="全年调度情况已汇总。")
    assert entry.detail == {"figure": "已调度1次，覆盖1个试点", "floor": ""}


def test_without_any_a_proof_is_asked_for_but_no_reason(cast, plan):
    one = obligation(plan, cast.bureau, 3)
    with pytest.raises(ValidationError), transaction.atomic():
        one.submit(by=cast.reviewer, on=ON, text="已汇总")
    entry = one.submit(by=cast.reviewer, on=ON, text="已汇总", document_number="1号")
    assert "short_reason" not in entry.detail


def test_it_is_one_query_however_many(cast, plan, django_assert_num_queries):
    for _repeat in range(5):
        record(plan, cast.reviewer, units=[cast.own, cast.foreign])
    with django_assert_num_queries(1):
        assert tallies.dispatched(plan, ON).number == 5
    assert Obligation.objects.filter(plan=plan).count() == 10
