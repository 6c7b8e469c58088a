"""What happens in working hours is told by itself, what falls into quiet hours waits for the digest."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from alerts import raising
from alerts.models import Alert, Delivery, Kind, Message
from alerts.outbox import deliver
from base import clock
from tasks.models import Extension, Problem
from tests.alerts.conftest import DAY
from tests.cast import at, make_officer, obligation

UNIT = ["colleague", "lead", "officer"]
MINUTE = timedelta(minutes=1)


def submitted(one, cast, day=DAY):
    one.submit(by=cast.officer, on=day, document_number="1号")


def returned(one, cast):
    submitted(one, cast)
    one.return_for_rework(by=cast.reviewer, on=DAY, preset="文号不符", text="请补附件")


def chased(one, cast):
    one.chase(by=cast.reviewer, on=DAY)


def commented(one, cast):
    one.comment(by=cast.bureau_lead, on=DAY, text="请加快办理")


def replied(one, cast):
    one.comment(by=cast.officer, on=DAY, text="已安排")


def asked(one, cast):
    one.request_extension(by=cast.officer, on=DAY, asked_due_on=date(2021, 3, 31), text="公示期未满")


def granted(one, cast):
    asked(one, cast)
    one.decide_extension(by=cast.reviewer, on=DAY, granted=True, due_on=date(2021, 3, 15), text="同意")


def refused(one, cast):
    asked(one, cast)
    one.decide_extension(by=cast.reviewer, on=DAY, granted=False, text="理由不充分")


def present(cast, row=2) -> object:
    return obligation(cast.first_plan, cast.own, row)


def happen(what, cast, moment):
    with clock.at(moment):
        what(present(cast), cast)


def sweep(moment) -> int:
    with clock.at(moment):
        return raising.raise_events(moment)


def told() -> dict[str, list[str]]:
    """{what its line says: who was told}."""
    found = {}
    for message in Message.objects.order_by("recipient__username").select_related("recipient"):
        for line in message.told:
            found.setdefault(line.what, []).append(message.recipient.username)
    return found


def raised(one, cast, obligation=True):
    words = {"text": "办公场所未交付", "asked": "请市局协调国资部门", "obligation": one if obligation else None}
    return Problem.raise_problem(by=cast.officer, on=DAY, plan=one.plan, unit=one.unit, kind="approvals", **words)


def raised_in_general(one, cast):
    raised(one, cast, obligation=False)


def answered(one, cast):
    raised(one, cast).answer(by=cast.reviewer, on=DAY, text="已协调", promised_on=date(2021, 2, 26))


def reopened(one, cast):
    problem = raised(one, cast)
    problem.answer(by=cast.reviewer, on=DAY, text="已协调", promised_on=date(2021, 2, 26))
    problem.reopen(by=cast.officer, on=DAY, text="仍未交付")


def instructed(one, cast):
    one.instruct(by=cast.bureau_lead, on=DAY, text="请专题研究", reply_by=date(2021, 2, 24))


def checked(one, cast):
    submitted(one, cast)
    one.sign_off(by=cast.reviewer, on=DAY)
    one.spot_check(by=cast.bureau_lead, on=DAY, way="on_site", held=False, text="未挂牌")


TEN = at(2, 18, 10)
BUREAU = ["bureau-lead", "overseer", "reviewer"]
WHAT = [
    (returned, "退回：文号不符；请补附件", UNIT),
    (chased, "催办", UNIT),
    (commented, "请加快办理", UNIT),
    (asked, "申请延期至3月31日：公示期未满", ["bureau-lead", "reviewer"]),
    (granted, "同意延期至3月15日：同意", UNIT),
    (refused, "不同意延期：理由不充分", UNIT),
    (instructed, "请专题研究（2月24日前反馈）", UNIT),
    (checked, "重新办理：未挂牌", UNIT),
    (raised, "办公场所未交付", BUREAU),
    (raised_in_general, "办公场所未交付", BUREAU),
    (answered, "已协调（2月26日前解决）", UNIT),
    (reopened, "仍未交付", BUREAU),
]


@pytest.mark.parametrize(("what", "words", "who"), WHAT)
def test_who_is_told_of_what_in_which_words(cast, what, words, who):
    happen(what, cast, TEN)
    sweep(TEN + MINUTE)
    assert told() == {words: who}


@pytest.mark.parametrize("what", [submitted, replied])
def test_what_the_unit_does_itself_is_told_to_nobody(cast, what):
    happen(what, cast, TEN)
    assert sweep(TEN + MINUTE) == 0


def test_a_second_sweep_tells_nothing_anew(cast):
    happen(commented, cast, TEN)
    assert [sweep(TEN + n * MINUTE) for n in (1, 1, 2)] == [3, 0, 0]


def test_nobody_hears_of_an_act_before_it_can_no_longer_be_undone(cast):
    happen(returned, cast, TEN)
    assert sweep(TEN + timedelta(seconds=29)) == 0
    with clock.at(TEN + timedelta(seconds=29)):
        present(cast).undo(by=cast.reviewer, on=DAY)
    assert sweep(TEN + MINUTE) == 0 and not Alert.objects.exists()


def test_what_the_unit_has_answered_meanwhile_is_told_to_nobody(cast):
    happen(commented, cast, TEN)
    happen(replied, cast, TEN + timedelta(seconds=10))
    assert sweep(TEN + MINUTE) == 0


def test_a_report_does_not_settle_an_instruction_and_an_answer_does(cast):
    happen(instructed, cast, TEN)
    with clock.at(TEN + timedelta(seconds=10)):
        present(cast).report(by=cast.officer, on=DAY, text="进展")
    assert sweep(TEN + MINUTE) == len(UNIT)
    happen(instructed, cast, TEN + 2 * MINUTE)
    with clock.at(TEN + 3 * MINUTE):
        present(cast).answer_instruction(by=cast.officer, on=DAY, text="已上会")
    assert sweep(TEN + 4 * MINUTE) == 0


def test_the_lead_reads_of_the_answer_in_the_digest_of_the_next_morning(cast):
    happen(instructed, cast, TEN)
    with clock.at(TEN + MINUTE):
        present(cast).answer_instruction(by=cast.officer, on=DAY, text="已上会")
    assert sweep(TEN + 2 * MINUTE) == 0
    with clock.at(at(2, 19, 8, 30)):
        Alert.objects.raise_due(date(2021, 2, 19))
    lines = [
        (message.recipient.username, line.what)
        for message in Message.objects.all()
        for line in message.told
        if line.kind == Kind.INSTRUCTION_ANSWERED
    ]
    assert lines == [("bureau-lead", "已上会")]


def test_an_instruction_taken_back_keeps_no_answer_from_the_lead(cast):
    happen(instructed, cast, TEN)
    with clock.at(TEN + MINUTE):
        present(cast).answer_instruction(by=cast.officer, on=DAY, text="已上会")
    happen(instructed, cast, TEN + 2 * MINUTE)
    with clock.at(TEN + 2 * MINUTE):
        present(cast).undo(by=cast.bureau_lead, on=DAY)
    with clock.at(at(2, 19, 8, 30)):
        Alert.objects.raise_due(date(2021, 2, 19))
    assert Alert.objects.filter(kind=Kind.INSTRUCTION_ANSWERED).count() == 1


def taken(problem, cast):
    problem.take(by=cast.reviewer, on=DAY)


def confirmed(problem, cast):
    problem.confirm(by=cast.officer, on=DAY)


@pytest.mark.parametrize("what", [taken, confirmed])
def test_a_problem_somebody_sees_to_is_told_to_nobody_else(cast, what):
    with clock.at(TEN):
        what(raised(present(cast), cast), cast)
    assert sweep(TEN + MINUTE) == 0


def test_a_line_about_a_problem_leads_to_it(cast, client):
    happen(raised_in_general, cast, TEN)
    sweep(TEN + MINUTE)
    message = Message.objects.get(recipient=cast.reviewer)
    assert message.subject_of(message.told) == "问题上报：章贡区 审批对接"
    client.force_login(cast.reviewer)
    page = client.get(reverse("alerts:message", args=[message.uuid])).content.decode()
    assert reverse("tasks:problem", args=[Problem.objects.get().key]) in page


def test_two_of_a_kind_at_once_are_one_message(cast):
    with clock.at(TEN):
        chased(present(cast, 1), cast)
        chased(present(cast, 2), cast)
    assert sweep(TEN + MINUTE) == len(UNIT)
    assert {len(message.lines) for message in Message.objects.all()} == {2}


# moment of the comment, moment of the sweep -> messages at once
HOURS = [
    (at(2, 18, 17, 58), at(2, 18, 17, 59), 3),
    (at(2, 18, 17, 59), at(2, 18, 18, 0), 0),  # the sweep falls into quiet hours
    (at(2, 18, 22), at(2, 19, 8, 10), 0),  # it happened in quiet hours: the digest of half past eight says it
    (at(2, 20, 10), at(2, 20, 10, 1), 3),  # a Saturday on which offices work
    (at(2, 21, 10), at(2, 21, 10, 1), 0),  # a Sunday
]


@pytest.mark.parametrize(("happens", "swept", "messages"), HOURS)
def test_in_quiet_hours_nothing_is_told_by_itself(cast, happens, swept, messages):
    happen(commented, cast, happens)
    assert sweep(swept) == messages


def test_what_waits_for_the_morning_rings_nobody_in_the_night(cast, django_capture_on_commit_callbacks):
    """Each ring calls the sweep again: it would run all night long."""
    happen(commented, cast, at(2, 18, 22))
    for minute in (1, 2):
        with django_capture_on_commit_callbacks() as rung:
            sweep(at(2, 18, 22, minute))
        assert not rung


def test_what_fell_into_the_night_stands_in_the_digest_and_only_there(cast):
    happen(commented, cast, at(2, 18, 22))
    sweep(at(2, 18, 22, 5))
    with clock.at(at(2, 19, 8, 30)):
        Alert.objects.raise_due(date(2021, 2, 19))
    assert sweep(at(2, 19, 8, 31)) == 0
    comments = [m for m in Message.objects.all() if any(line.kind == Kind.COMMENT for line in m.told)]
    assert sorted(m.recipient.username for m in comments) == UNIT
    assert {m.kind for m in comments} == {Message.DIGEST}


def test_a_review_that_waits_more_than_three_working_days_is_told_once_for_each_submission(cast):
    with clock.at(at(2, 9, 16)):
        submitted(present(cast), cast, date(2021, 2, 9))
    runs = {}
    for day in (18, 19, 20, 22, 23):  # 10, 18, 19 and 20 February are the working days that follow
        with clock.at(at(2, day, 8, 30)):
            runs[day] = Alert.objects.raise_due(date(2021, 2, day)).raised["waiting"]
    assert runs == {18: 0, 19: 0, 20: 1, 22: 0, 23: 0}
    waiting = [
        (m.recipient.username, line.what) for m in Message.objects.all() for line in m.told if line.kind == "waiting"
    ]
    assert waiting == [("reviewer", "已等待4个工作日")]


def test_who_came_meanwhile_is_told_and_who_left_is_not(cast):
    happen(commented, cast, TEN)
    cast.colleague.set_active(active=False, by=cast.admin)
    make_officer("successor", "county_officer", cast.own)
    sweep(TEN + MINUTE)
    assert told() == {"请加快办理": ["lead", "officer", "successor"]}


def test_a_copy_leaves_only_while_the_line_matters(cast, mail):
    happen(asked, cast, TEN)
    sweep(TEN + MINUTE)
    with clock.at(TEN + 2 * MINUTE):
        present(cast).withdraw_extension(by=cast.officer, on=DAY)
    assert Extension.objects.get().state == Extension.State.WITHDRAWN
    assert deliver(TEN + 3 * MINUTE) == {Delivery.State.CANCELLED: 2}


def test_what_an_earlier_digest_could_not_send_is_said_again(cast, mail):
    happen(commented, cast, at(2, 18, 7))
    for day in (18, 19):
        with clock.at(at(2, day, 8, 30)):
            Alert.objects.raise_due(date(2021, 2, day))
    again = Message.objects.get(recipient=cast.officer, on=date(2021, 2, 19))
    assert [line.what for line in again.told if line.kind == Kind.COMMENT] == ["请加快办理"]
    deliver(at(2, 19, 9))
    with clock.at(at(2, 20, 8, 30)):
        Alert.objects.raise_due(date(2021, 2, 20))
    later = Message.objects.get(recipient=cast.officer, on=date(2021, 2, 20))
    assert [line.kind for line in later.told] == [Kind.OVERDUE, Kind.DUE]


def test_the_digest_reads_kind_by_kind(cast):
    with clock.at(at(2, 23, 8)):
        present(cast, 1).comment(by=cast.reviewer, on=date(2021, 2, 23), text="请加快")
    with clock.at(at(2, 23, 8, 40)):
        Alert.objects.raise_due(date(2021, 2, 23))
    message = Message.objects.get(recipient=cast.officer)
    assert [line.kind for line in message.told] == ["overdue", "rung", "due", "comment"]
    said = ["2月23日提醒：超期1项（新增1项）", "督办单据1项", "到期提醒1项", "市局意见1项"]
    assert message.subject_of(message.told).split("　") == said
