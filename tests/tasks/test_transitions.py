"""DESIGN §4's table of verbs: from which state, by whom, to where. A reader checks it by eye."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from base import clock
from base.forms import Stale
from tasks import drafts
from tasks.ledger import Line, append
from tasks.models import Verb
from tasks.states import State
from tasks.transitions import TransitionNotAllowed
from tests.cast import Cast, at, obligation

pytestmark = pytest.mark.django_db
ON = date(2021, 1, 20)
N, P, C, S, R, D, X = (
    State.NOT_STARTED,
    State.IN_PROGRESS,
    State.COUNTY_REVIEW,
    State.SUBMITTED,
    State.RETURNED,
    State.DONE,
    State.CANCELLED,
)
# verb, its words, who does it, {from: to}; every other state refuses
TABLE = [
    ("start", {}, "officer", {N: P}),
    ("report", {"text": "进展"}, "officer", {N: P, P: P, R: R}),
    ("report", {"text": "代报"}, "reviewer", {N: P, P: P, R: R}),
    ("submit", {"document_number": "1号"}, "officer", {N: S, P: S, R: S}),
    ("pass_on", {}, "lead", {C: S}),
    ("send_back", {"text": "不全"}, "lead", {C: P}),
    ("withdraw", {}, "officer", {C: P, S: P}),
    ("sign_off", {"text": "同意"}, "reviewer", {S: D}),
    ("return_for_rework", {"text": "不全"}, "reviewer", {S: R}),
    ("reopen", {"text": "抽查"}, "reviewer", {D: P}),
    (
        "request_extension",
        {"text": "雪灾", "asked_due_on": date(2021, 3, 1)},
        "officer",
        {N: N, P: P, C: C, S: S, R: R},
    ),
    ("assign", {"lead_department": "县委编办"}, "officer", {N: N, P: P, C: C, S: S, R: R}),
    ("chase", {}, "reviewer", {N: N, P: P, C: C, R: R}),
    ("comment", {"text": "请抓紧"}, "reviewer", {N: N, P: P, C: C, S: S, R: R, D: D}),
    ("instruct", {"text": "请专题研究"}, "bureau_lead", {N: N, P: P, C: C, S: S, R: R, D: D}),
    ("spot_check", {"way": "on_site", "held": True}, "bureau_lead", {D: D}),
    ("spot_check", {"way": "on_site", "held": False, "text": "未挂牌"}, "reviewer", {D: P}),
]
# who may not, for each verb, in a state from which it goes out
STRANGERS = [
    ("start", {}, N, ["foreigner", "reviewer", "bureau_lead", "admin", "auditor"]),
    ("report", {"text": "进展"}, P, ["foreigner", "bureau_lead", "admin", "auditor"]),
    ("submit", {"document_number": "1号"}, P, ["foreigner", "reviewer", "bureau_lead", "admin", "auditor"]),
    ("pass_on", {}, C, ["officer", "foreigner", "reviewer", "admin"]),
    ("sign_off", {"text": "同意"}, S, ["officer", "lead", "foreigner", "overseer", "bureau_lead", "admin", "auditor"]),
    ("return_for_rework", {"text": "不全"}, S, ["officer", "lead", "overseer", "bureau_lead", "admin"]),
    ("withdraw", {}, S, ["colleague", "lead", "reviewer", "foreigner"]),
    ("chase", {}, P, ["officer", "lead", "admin", "auditor"]),
    ("instruct", {"text": "请专题研究"}, P, ["officer", "lead", "reviewer", "overseer", "admin", "auditor"]),
    ("spot_check", {"way": "on_site", "held": True}, D, ["officer", "lead", "foreigner", "admin", "auditor"]),
]


def bring(plan, unit, state, by):
    """The unit's first obligation, put into `state` through the ledger."""
    one = obligation(plan, unit)
    days = {"submitted_on": ON} if state in (S, D) else {}
    if state in (S, C):
        append(plan, [Line(one, Verb.SUBMIT, by, {"state": state, **days}, {"true_on": ON})])
    elif state != N:
        append(plan, [Line(one, Verb.AMEND, None, {"state": state, "done_on": ON if state == D else None, **days})])
    return one


@pytest.mark.parametrize(("verb", "words", "who", "ways"), TABLE)
@pytest.mark.parametrize("state", list(State))
def test_a_verb_goes_out_from_its_states_alone(verb, words, who, ways, state):
    cast = Cast()
    with clock.at(at(1, 20)):
        one = bring(cast.plan(), cast.own, state, cast.officer)
        act = getattr(one, verb)
        if state in ways:
            act(by=getattr(cast, who), on=ON, version=one.version, **words)
            assert obligation(one.plan, cast.own).state == ways[state]
        else:
            with pytest.raises(TransitionNotAllowed) as refusal:
                act(by=getattr(cast, who), on=ON, version=one.version, **words)
            assert str(refusal.value).endswith("。")


@pytest.mark.parametrize(("verb", "words", "state", "people"), STRANGERS)
def test_a_verb_is_refused_to_others(verb, words, state, people):
    cast = Cast()
    with clock.at(at(1, 20)):
        one = bring(cast.plan(), cast.own, state, cast.officer)
        for who in people:
            with pytest.raises(TransitionNotAllowed):
                getattr(one, verb)(by=getattr(cast, who), on=ON, **words)
        assert obligation(one.plan, cast.own).version == one.version


def test_a_proof_or_a_reason_for_none_is_needed():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with pytest.raises(ValidationError):
        one.submit(by=cast.officer, on=ON, text="已完成")
    one.submit(by=cast.officer, on=ON, no_file_reason="现场挂牌，无文件")
    assert one.state == S


def test_nobody_signs_off_what_they_reported_since_the_last_return():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.report(by=cast.reviewer, on=ON, text="电话了解：已印发")
    assert one.entries.last().on_behalf
    one.submit(by=cast.officer, on=ON, document_number="1号")
    with pytest.raises(TransitionNotAllowed):
        one.sign_off(by=cast.reviewer, on=ON)
    one.return_for_rework(by=cast.reviewer, on=ON, text="补充文号")
    one.submit(by=cast.officer, on=ON, document_number="2号")
    one.sign_off(by=cast.reviewer, on=ON)
    assert one.state == D


def test_the_bureaus_own_row_is_closed_out_by_its_overseer():
    cast = Cast()
    one = obligation(cast.plan(), cast.bureau, 3)
    one.submit(by=cast.reviewer, on=ON, document_number="1号")
    with pytest.raises(TransitionNotAllowed):
        one.sign_off(by=cast.reviewer, on=ON)
    with pytest.raises(TransitionNotAllowed):
        one.sign_off(by=cast.bureau_lead, on=ON)
    one.sign_off(by=cast.overseer, on=ON)
    assert one.state == D


def test_where_the_plan_says_so_a_bureau_lead_closes_out_the_bureaus_own_row():
    cast = Cast()
    plan = cast.plan()
    plan.bureau_lead_may_sign_own = True
    plan.save()
    one = obligation(plan, cast.bureau, 3)
    one.submit(by=cast.reviewer, on=ON, document_number="1号")
    one.sign_off(by=cast.bureau_lead, on=ON)
    assert one.state == D


def test_time_with_the_bureau_is_not_the_countys_delay():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)  # due 31 January
    one.submit(by=cast.officer, on=date(2021, 2, 9), document_number="1号")
    one.return_for_rework(by=cast.reviewer, on=date(2021, 2, 18), text="不全")
    assert (one.days_with_bureau, one.deadline_version) == (9, 2)
    assert [one.days_late(date(2021, 2, day)) for day in (18, 19, 20)] == [9, 10, 11]


def test_time_since_the_submission_is_not_the_countys_delay_when_the_bureau_reopens():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)  # due 31 January
    one.submit(by=cast.officer, on=date(2021, 2, 3), document_number="1号")
    one.sign_off(by=cast.reviewer, on=date(2021, 2, 5))
    one.reopen(by=cast.reviewer, on=date(2021, 3, 10), text="抽查")
    assert [one.days_late(date(2021, 3, day)) for day in (10, 12)] == [3, 5]


# what became of the sender since, and whether a colleague may then withdraw
GONE = [({}, False), ({"is_active": False}, True), ({"unit": "foreign"}, True)]


@pytest.mark.parametrize(("since", "possible"), GONE)
def test_a_colleague_withdraws_only_what_somebody_sent_who_can_no_longer_act(since, possible):
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.submit(by=cast.officer, on=ON, document_number="1号")
    for name, value in since.items():
        setattr(cast.officer, name, getattr(cast, value) if name == "unit" else value)
    cast.officer.save()
    if possible:
        one.withdraw(by=cast.colleague, on=ON)
    else:
        with pytest.raises(TransitionNotAllowed):
            one.withdraw(by=cast.colleague, on=ON)
    assert (one.state == P) == possible


def test_a_request_is_decided_although_a_document_took_the_due_day_away():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.request_extension(by=cast.officer, on=ON, asked_due_on=date(2021, 2, 20), text="场所未交付")
    one.amend(by=None, changes={"due_on": None}, detail={})
    one.decide_extension(by=cast.reviewer, on=ON, granted=True)
    assert one.due_on == date(2021, 2, 20)


def test_an_extension_moves_the_due_day_and_keeps_the_first():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.request_extension(by=cast.officer, on=date(2021, 2, 2), asked_due_on=date(2021, 2, 20), text="场所未交付")
    assert one.waiting_extension().late_request
    with pytest.raises(TransitionNotAllowed):
        one.request_extension(by=cast.officer, on=date(2021, 2, 2), asked_due_on=date(2021, 2, 21), text="再")
    one.decide_extension(by=cast.bureau_lead, on=date(2021, 2, 3), granted=True)
    assert (one.first_due_on, one.due_on, one.deadline_version) == (date(2021, 1, 31), date(2021, 2, 20), 2)
    assert one.position.extended and one.days_late(date(2021, 2, 21)) == 1


def test_extensions_have_a_limit():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    for day in (10, 20):
        one.request_extension(by=cast.officer, on=ON, asked_due_on=date(2021, 2, day), text="原因")
        one.decide_extension(by=cast.reviewer, on=ON, granted=False, text="不同意")
    with pytest.raises(TransitionNotAllowed):
        one.request_extension(by=cast.officer, on=ON, asked_due_on=date(2021, 2, 25), text="原因")


def test_chasing_counts_once_a_working_day():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.chase(by=cast.reviewer, on=date(2021, 2, 5))
    with pytest.raises(TransitionNotAllowed):
        one.chase(by=cast.reviewer, on=date(2021, 2, 5))
    with pytest.raises(TransitionNotAllowed):
        one.chase(by=cast.reviewer, on=date(2021, 2, 6))  # a Saturday
    one.chase(by=cast.reviewer, on=date(2021, 2, 7))  # a Sunday worked in exchange for the festival
    assert one.entries.filter(verb=Verb.CHASE).count() == 2


def test_county_review_lets_the_clock_run_until_it_is_passed_on():
    cast = Cast()
    cast.own.county_review = True
    cast.own.save()
    one = obligation(cast.plan(), cast.own)
    one.submit(by=cast.officer, on=date(2021, 1, 30), document_number="1号")
    assert (one.state, one.submitted_on) == (C, None)
    one.pass_on(by=cast.lead, on=date(2021, 2, 1))
    assert (one.state, one.submitted_on) == (S, date(2021, 2, 1))


@pytest.mark.parametrize(("seconds", "possible"), [(0, True), (30, True), (31, False)])
def test_ones_own_last_act_can_be_undone_for_thirty_seconds(seconds, possible):
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with clock.at(at(1, 20)):
        one.submit(by=cast.officer, on=ON, text="已完成", document_number="1号")
        one.sign_off(by=cast.reviewer, on=ON)
    with clock.at(at(1, 20) + clock.timedelta(seconds=seconds)):
        assert one.can_undo(cast.reviewer) == possible and not one.can_undo(cast.officer)
        if possible:
            one.undo(by=cast.reviewer, on=ON)
    assert (obligation(one.plan, cast.own).state == S) == possible


def test_an_undone_submission_is_a_draft_again_word_for_word_with_what_was_typed_since():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with clock.at(at(1, 20)):
        one.report(by=cast.officer, on=ON, text="已报", document_number="1号")
        drafts.keep(one, cast.officer, {"text": "又写", "document_number": "2号"})
        one.undo(by=cast.officer, on=ON)
        assert one.drafts.get().words["text"] == "已报\n又写" and one.drafts.get().words["document_number"] == "1号"
        one.submit(by=cast.officer, on=ON, no_file_reason="现场", true_on=date(2021, 1, 15))
        drafts.discard(one, cast.officer)
        one.undo(by=cast.officer, on=ON)
    words = one.drafts.get().words
    assert (words["no_file_reason"], words["true_on"]) == ("现场", "2021-01-15")


def test_a_clock_behind_the_ledger_gives_no_longer_undo():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with clock.at(at(1, 20, 9)):
        one.start(by=cast.officer, on=ON)
    with clock.at(at(1, 20, 8)):
        assert one.undo_seconds(cast.officer) == 30


def test_an_undone_report_becomes_a_draft_again():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with clock.at(at(1, 20)):
        one.report(by=cast.officer, on=ON, text="第一次")
        one.report(by=cast.officer, on=ON, text="写错了")
        one.undo(by=cast.officer, on=ON)
    assert one.drafts.get(officer=cast.officer).words["text"] == "写错了"
    assert obligation(one.plan, cast.own).latest.text == "第一次"


def test_a_stale_version_changes_nothing_and_says_what_stands_there():
    cast = Cast()
    mine, theirs = (obligation(plan, cast.own) for plan in [cast.plan()] * 2)
    theirs.report(by=cast.colleague, on=ON, version=1, text="他人先报")
    with pytest.raises(Stale) as stale:
        mine.report(by=cast.officer, on=ON, version=1, text="我的")
    assert stale.value.current.latest.text == "他人先报"
    assert obligation(mine.plan, cast.own).version == 2


def test_a_day_in_the_future_is_not_a_true_day():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    with pytest.raises(ValidationError):
        one.submit(by=cast.officer, on=ON, document_number="1号", true_on=date(2021, 1, 21))


def test_a_proof_already_given_is_not_asked_for_again():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.report(by=cast.officer, on=ON, text="已印发", document_number="1号")
    one.submit(by=cast.officer, on=ON, text="报请核验")
    one.return_for_rework(by=cast.reviewer, on=ON, text="文号有误")
    with pytest.raises(ValidationError):
        one.submit(by=cast.officer, on=ON, text="再报")
    assert one.state == R


def test_another_due_day_counts_the_days_with_the_bureau_against_itself():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)  # due 31 January
    with clock.at(at(2, 9)):
        one.submit(by=cast.officer, on=date(2021, 2, 9), document_number="1号")
    with clock.at(at(2, 18)):
        one.return_for_rework(by=cast.reviewer, on=date(2021, 2, 18), text="不全")
    days = {
        due: one.new_deadline(due)["days_with_bureau"]
        for due in (date(2021, 1, 20), date(2021, 2, 12), date(2021, 2, 18), date(2021, 3, 31), None)
    }
    assert list(days.values()) == [9, 6, 0, 0, 0]


def test_nobody_decides_an_extension_they_asked_for():
    cast = Cast()
    plan = cast.plan()
    plan.overseer = None
    plan.save()
    one = obligation(plan, cast.bureau, 3)
    one.request_extension(by=cast.reviewer, on=ON, asked_due_on=date(2022, 1, 31), text="原因")
    with pytest.raises(TransitionNotAllowed):
        one.decide_extension(by=cast.reviewer, on=ON, granted=True)


def test_a_request_on_a_closed_row_waits_for_nothing():
    cast = Cast()
    one = obligation(cast.plan(), cast.own)
    one.request_extension(by=cast.officer, on=ON, asked_due_on=date(2021, 3, 1), text="原因")
    one.submit(by=cast.officer, on=ON, document_number="1号")
    one.sign_off(by=cast.reviewer, on=ON, text="同意")
    assert not one.extensions.waiting().exists()


def test_only_who_verifies_reopens():
    cast = Cast()
    with clock.at(at(1, 20)):
        one = bring(cast.plan(), cast.own, D, cast.officer)
        for who in (cast.bureau_lead, cast.overseer, cast.lead):
            with pytest.raises(TransitionNotAllowed):
                one.reopen(by=who, on=ON, text="抽查")
