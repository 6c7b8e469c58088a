"""批示, 抽查, 关注: what is asked for, who may not, and what follows. Who may at all is in test_transitions.py."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from base import clock
from tasks.asof import AsOf
from tasks.instructions import listed, paired
from tasks.leading import reply_day
from tasks.models import Entry, Follow, Obligation, State
from tasks.spot_checks import listed as checks_listed
from tasks.spot_checks import tally
from tasks.transitions import TransitionNotAllowed
from tests.cast import at, make_officer, obligation

pytestmark = pytest.mark.usefixtures("the_day")
ON = date(2021, 2, 18)
CHECK = {"way": "on_site", "held": True}
FAILED = {"way": "by_phone", "held": False, "text": "现场未挂牌"}


@pytest.fixture
def own(cast):
    """Row 1 of Zhanggong, in progress."""
    one = obligation(cast.plan(), cast.own)
    with clock.at(at(2, 9)):
        one.start(by=cast.officer, on=date(2021, 2, 9))
    return one


@pytest.fixture
def done(own, cast):
    """The same, closed out by the reviewer on 10 February."""
    with clock.at(at(2, 10)):
        own.submit(by=cast.officer, on=date(2021, 2, 10), document_number="1号")
        own.sign_off(by=cast.reviewer, on=date(2021, 2, 10))
    return own


def instruct(one, cast, text="请专题研究", **more):
    return one.instruct(by=cast.bureau_lead, on=ON, text=text, **more)


def answer(one, cast, **more):
    return one.answer_instruction(by=cast.officer, on=ON, text="已上会研究", **more)


# given on -> five working days on, over the spring festival and its make-up days (7 and 20 February)
REPLY_DAYS = [("2021-01-11", "2021-01-18"), ("2021-02-05", "2021-02-18"), ("2021-02-18", "2021-02-24")]


@pytest.mark.parametrize(("given", "until"), REPLY_DAYS)
def test_an_answer_is_asked_for_within_five_working_days(db, given, until):
    from base.workdays import seed

    seed([2021])
    assert reply_day(date.fromisoformat(given)).isoformat() == until


def test_an_instruction_keeps_its_day_and_leaves_the_obligation_as_it_was(own, cast):
    before = own.position
    line = instruct(own, cast, reply_by=date(2021, 3, 1))
    assert (line.text, line.asked_due_on) == ("请专题研究", date(2021, 3, 1))
    assert own.position == before


@pytest.mark.parametrize(("words", "field"), [({"text": " "}, "text"), ({"reply_by": date(2021, 2, 17)}, "reply_by")])
def test_an_instruction_has_words_and_a_day_to_come(own, cast, words, field):
    with pytest.raises(ValidationError) as error:
        instruct(own, cast, **words)
    assert list(error.value.message_dict) == [field]


def test_one_answer_settles_every_instruction_before_it_and_none_after(own, cast):
    for text in ("其一", "其二"):
        instruct(own, cast, text)
    answer(own, cast)
    instruct(own, cast, "其三")
    assert [line.text for line in own.entries.unanswered()] == ["其三"]


def test_without_an_instruction_there_is_nothing_to_answer(own, cast):
    with pytest.raises(TransitionNotAllowed):
        answer(own, cast)
    instruct(own, cast)
    answer(own, cast)
    with pytest.raises(TransitionNotAllowed):
        answer(own, cast)


@pytest.mark.parametrize("who", ["foreigner", "reviewer", "bureau_lead", "admin"])
def test_only_the_unit_answers(own, cast, who):
    instruct(own, cast)
    with pytest.raises(TransitionNotAllowed):
        own.answer_instruction(by=getattr(cast, who), on=ON, text="已办")


def test_what_is_undone_was_not_asked_and_not_answered(own, cast):
    instruct(own, cast)
    own.undo(by=cast.bureau_lead, on=ON)
    assert not own.entries.unanswered().exists()
    instruct(own, cast)
    answer(own, cast)
    own.undo(by=cast.officer, on=ON)
    assert own.entries.unanswered().exists()


def test_a_document_that_takes_the_obligation_out_ends_the_matter(own, cast):
    instruct(own, cast)
    own.cancel(by=cast.admin, detail={})
    rows = paired(own.entries.all(), ON)
    assert [row.standing for row in rows] == ["lapsed"] and not own.entries.unanswered().exists()


def test_one_that_brings_it_back_lets_the_instruction_wait_again(own, cast):
    instruct(own, cast)
    with clock.at(at(2, 20)):
        own.cancel(by=cast.admin, detail={})
    with clock.at(at(2, 22)):
        own.reinstate(by=cast.admin, changes={}, detail={})
        asof = {day: AsOf(date(2021, 2, day), date(2021, 2, 22)) for day in (18, 20, 22)}
    stood = {day: [row.standing for row in listed(cast.bureau_lead, on)] for day, on in asof.items()}
    assert stood == {18: ["waiting"], 20: ["lapsed"], 22: ["waiting"]}
    assert [own.entries.unanswered(on.day).count() for on in asof.values()] == [1, 0, 1]
    with clock.at(at(2, 22)):
        answer(own, cast)
    assert [row.standing for row in paired(own.entries.all(), ON)] == ["answered"]


# answered on, looked at on -> how it stands, days late; to be answered by 24 February
LATE = [
    (None, (2, 24), "waiting", 0),
    (None, (2, 26), "late", 2),
    ((2, 24), (2, 28), "answered", 0),
    ((2, 27), (2, 28), "answered", 3),
]


@pytest.mark.parametrize(("answered", "looked", "standing", "days"), LATE)
def test_past_its_day_it_is_late_by_calendar_days_until_it_is_answered(own, cast, answered, looked, standing, days):
    instruct(own, cast, reply_by=date(2021, 2, 24))
    if answered:
        with clock.at(at(*answered)):
            answer(own, cast)
    row = paired(own.entries.all(), date(2021, *looked))[0]
    assert (row.standing, row.days_late) == (standing, days)


def test_a_past_day_shows_only_what_was_there(own, cast):
    instruct(own, cast)
    with clock.at(at(2, 20)):
        answer(own, cast)
        today = date(2021, 2, 20)
        shown = {day: listed(cast.bureau_lead, AsOf(date(2021, 2, day), today)) for day in (17, 18, 20)}
    assert {day: [row.standing for row in rows] for day, rows in shown.items()} == {
        17: [],
        18: ["waiting"],
        20: ["answered"],
    }


def test_the_list_has_what_waits_first_and_only_ones_own(own, cast):
    instruct(own, cast, "已答")
    answer(own, cast)
    instruct(own, cast, "后到期", reply_by=date(2021, 3, 5))
    instruct(obligation(own.plan, cast.foreign), cast, "先到期", reply_by=date(2021, 3, 1))
    assert [row.entry.text for row in listed(cast.bureau_lead, AsOf(ON, ON))] == ["先到期", "后到期", "已答"]
    assert [row.entry.text for row in listed(cast.foreigner, AsOf(ON, ON))] == ["先到期"]


def test_of_two_plans_the_later_instruction_is_the_one_given_later(own, cast):
    other = obligation(cast.plan("赣市办字〔2021〕3号"), cast.own)
    for _line in range(8):
        own.comment(by=cast.reviewer, on=ON, text="请抓紧")
    for moment, one, text in ((at(2, 18, 10), own, "先"), (at(2, 18, 11), other, "后")):
        with clock.at(moment):
            instruct(one, cast, text)
            answer(one, cast)
    assert [row.entry.text for row in listed(cast.bureau_lead, AsOf(ON, ON))] == ["后", "先"]


def test_a_check_that_holds_leaves_it_closed_out(done, cast):
    line = done.spot_check(by=cast.bureau_lead, on=ON, **CHECK)
    assert (line.true_on, line.detail) == (ON, {"way": "on_site", "held": True})
    assert done.state == State.DONE


def test_one_that_fails_opens_it_again_with_its_words_as_the_reason(done, cast):
    done.spot_check(by=cast.bureau_lead, on=ON, **FAILED)
    checked, reopened = done.entries.order_by("-number")[:2][::-1]
    assert (checked.verb, checked.state, reopened.verb, reopened.text) == ("spot_check", "done", "reopen", "现场未挂牌")
    assert (done.state, done.done_on, done.deadline_version) == (State.IN_PROGRESS, None, 2)


def test_what_a_failed_check_did_cannot_be_undone_and_one_that_held_can(done, cast):
    done.spot_check(by=cast.bureau_lead, on=ON, **CHECK)
    done.undo(by=cast.bureau_lead, on=ON)
    done.spot_check(by=cast.bureau_lead, on=ON, **FAILED)
    assert not done.can_undo(cast.bureau_lead)
    with pytest.raises(TransitionNotAllowed):
        done.undo(by=cast.bureau_lead, on=ON)


def test_who_closed_it_out_does_not_check_it(done, cast):
    with pytest.raises(TransitionNotAllowed):
        done.spot_check(by=cast.reviewer, on=ON, **CHECK)
    assert [done.may_be_spot_checked_by(who) for who in (cast.reviewer, cast.overseer, cast.officer)] == [
        False,
        True,
        False,
    ]


def test_who_reported_it_does_not_check_it(own, cast):
    own.report(by=cast.reviewer, on=ON, text="代报")
    own.submit(by=cast.officer, on=ON, document_number="1号")
    own.sign_off(by=make_officer("second", "reviewer", cast.bureau), on=ON)
    with pytest.raises(TransitionNotAllowed, match="报送"):
        own.spot_check(by=cast.reviewer, on=ON, **CHECK)


def test_nobody_checks_the_own_unit(cast):
    one = obligation(cast.plan(), cast.bureau, 3)
    one.submit(by=cast.reviewer, on=ON, document_number="1号")
    one.sign_off(by=cast.overseer, on=ON)
    with pytest.raises(TransitionNotAllowed, match="本单位"):
        one.spot_check(by=cast.bureau_lead, on=ON, **CHECK)


# what was given -> what is asked for
LACKING = [
    ({}, ["held", "way"]),
    ({"way": "by letter", "held": True}, ["way"]),
    ({"way": "on_site", "held": False}, ["text"]),
    ({**CHECK, "checked_on": date(2021, 2, 19)}, ["checked_on"]),
    ({**CHECK, "checked_on": date(2021, 2, 9)}, ["checked_on"]),
]


@pytest.mark.parametrize(("given", "fields"), LACKING)
def test_a_check_says_how_and_what_and_why_and_comes_after_the_close_out(done, cast, given, fields):
    with pytest.raises(ValidationError) as error:
        done.spot_check(by=cast.bureau_lead, on=ON, **given)
    assert sorted(error.value.message_dict) == fields
    assert done.entries.last().verb == "sign_off"


def test_a_check_to_come_is_refused_in_words_of_its_own(done, cast):
    with pytest.raises(ValidationError, match="抽查日期"):
        done.spot_check(by=cast.bureau_lead, on=ON, **CHECK, checked_on=date(2021, 2, 19))


def test_checks_are_told_of_what_is_closed_out_and_checked_since(done, cast):
    def told(day=ON):
        asof = AsOf(day, ON)
        found = tally(cast.bureau_lead, asof, checks_listed(cast.bureau_lead, asof))
        return found.done, found.checked, found.made, found.failed

    assert told() == (1, 0, 0, 0)
    done.spot_check(by=cast.bureau_lead, on=ON, **CHECK)
    assert told() == (1, 1, 1, 0)
    done.spot_check(by=cast.overseer, on=ON, **FAILED)
    assert told() == (0, 0, 2, 1)
    done.submit(by=cast.officer, on=ON, document_number="2号")
    done.sign_off(by=cast.reviewer, on=ON)
    assert told() == (1, 0, 2, 1)
    assert told(date(2021, 2, 17)) == (1, 0, 0, 0)


def test_following_is_ones_own_and_has_no_line_in_the_ledger(own, cast):
    lines = Entry.objects.count()
    for _twice in range(2):
        own.follow(by=cast.bureau_lead, on=ON)
    assert Follow.objects.count() == 1 and Entry.objects.count() == lines
    assert list(Obligation.objects.followed_by(cast.bureau_lead)) == [own]
    assert not Obligation.objects.followed_by(cast.reviewer)
    own.unfollow(by=cast.bureau_lead, on=ON)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("who", ["officer", "lead", "admin", "auditor"])
def test_only_the_bureau_follows(own, cast, who):
    with pytest.raises(TransitionNotAllowed):
        own.follow(by=getattr(cast, who), on=ON)
