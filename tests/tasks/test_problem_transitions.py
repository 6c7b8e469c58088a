"""What can be done about a problem: from which state, by whom, to where. A reader checks it by eye."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from base import clock
from base.forms import Stale
from pilots.access import Action, Role, roles_with
from tasks.models import JointMeeting, Problem, ProblemStep
from tasks.problem_rules import ProblemState
from tasks.transitions import TransitionNotAllowed
from tests.cast import Cast, at, obligation
from tests.tasks.problems import STEPS, WORDS, did, in_state, raised

pytestmark = pytest.mark.django_db
ON = date(2021, 1, 22)
R, T, H, A, C, X = ProblemState  # raised, taken up, handed over, answered, confirmed, closed
# verb, its words, who does it, {from: to}; every other state refuses
TABLE = [
    ("take", {}, "reviewer", {R: T}),
    ("refer", {"body": "市住建局"}, "bureau_lead", {R: H, T: H, H: H}),
    ("answer", {"text": "已协调", "promised_on": ON}, "reviewer", {R: A, T: A, H: A, A: A}),
    ("close", {"text": "无需办理"}, "reviewer", {R: X, T: X, H: X, A: X}),
    ("confirm", {}, "officer", {R: C, T: C, H: C, A: C}),
    ("reopen", {"text": "仍未解决"}, "lead", {A: R, C: R, X: R}),
]
STRANGERS = [
    ("take", {}, R, ["officer", "lead", "foreigner", "admin", "auditor"]),
    ("refer", {"body": "市住建局"}, R, ["officer", "lead", "foreigner", "admin", "auditor"]),
    ("answer", {"text": "好", "promised_on": ON}, R, ["officer", "lead", "foreigner", "admin", "auditor"]),
    ("close", {"text": "好"}, R, ["officer", "lead", "foreigner", "admin", "auditor"]),
    ("confirm", {}, A, ["foreigner", "reviewer", "bureau_lead", "admin", "auditor"]),
    ("reopen", {"text": "未"}, A, ["foreigner", "reviewer", "bureau_lead", "admin", "auditor"]),
]
# verb, words that lack something, the field that says so
LACKING = [
    ("refer", {"body": " "}, "body"),
    ("answer", {"text": "", "promised_on": ON}, "text"),
    ("answer", {"text": "好"}, "promised_on"),
    ("close", {"text": " "}, "text"),
    ("reopen", {"text": ""}, "text"),
]


@pytest.mark.parametrize(("verb", "words", "who", "ways"), TABLE)
@pytest.mark.parametrize("state", list(ProblemState))
def test_a_verb_goes_out_from_its_states_alone(verb, words, who, ways, state):
    cast = Cast()
    problem = in_state(cast, cast.plan(), state)
    steps = problem.steps.count()
    act = getattr(problem, verb)
    if state in ways:
        act(by=getattr(cast, who), on=ON, version=problem.version, **words)
        last = problem.steps.last()
        kept = Problem.objects.get()
        assert (kept.state, last.state, last.verb, last.number) == (ways[state], ways[state], verb, steps + 1)
    else:
        with pytest.raises(TransitionNotAllowed):
            act(by=getattr(cast, who), on=ON, version=problem.version, **words)
        assert problem.steps.count() == steps


@pytest.mark.parametrize(("verb", "words", "state", "strangers"), STRANGERS)
def test_who_may_not(verb, words, state, strangers):
    cast = Cast()
    problem = in_state(cast, cast.plan(), state)
    for who in strangers:
        with pytest.raises(TransitionNotAllowed):
            getattr(problem, verb)(by=getattr(cast, who), on=ON, **words)
    assert Problem.objects.get().state == state


@pytest.mark.parametrize(("verb", "words", "field"), LACKING)
def test_what_is_lacking_is_asked_for_at_its_field(verb, words, field):
    cast = Cast()
    problem = in_state(cast, cast.plan(), A if verb == "reopen" else R)
    who = cast.officer if verb == "reopen" else cast.reviewer
    with pytest.raises(ValidationError) as refused:
        getattr(problem, verb)(by=who, on=ON, **words)
    assert list(refused.value.message_dict) == [field]


def test_only_the_pilot_itself_raises_and_never_since_tomorrow():
    cast = Cast()
    plan = cast.plan()
    for who in (cast.foreigner, cast.reviewer, cast.bureau_lead, cast.admin):
        with pytest.raises(TransitionNotAllowed):
            Problem.raise_problem(by=who, on=ON, plan=plan, unit=cast.own, **WORDS)
    with pytest.raises(ValidationError), clock.at(at(1, 22)):
        Problem.raise_problem(
            by=cast.officer, on=ON, plan=plan, unit=cast.own, **WORDS | {"since_on": date(2021, 1, 23)}
        )
    assert not Problem.objects.exists()


def test_the_table_of_rights_has_pilots_raise_and_the_bureau_answer():
    assert roles_with(Action.RAISE_PROBLEM) == [Role.COUNTY_OFFICER, Role.COUNTY_LEAD]
    assert roles_with(Action.ANSWER_PROBLEM) == [Role.REVIEWER, Role.BUREAU_LEAD]


def test_a_stale_version_changes_nothing():
    cast = Cast()
    mine = raised(cast, cast.plan())
    did(cast, Problem.objects.get(), "take")
    for version in (mine.version, None):  # what the person saw; what the row in hand was
        with pytest.raises(Stale):
            mine.answer(by=cast.reviewer, on=ON, version=version, text="好", promised_on=ON)
    assert Problem.objects.get().state == T and mine.steps.count() == 2


def test_each_verb_raises_the_plans_revision_and_names_who_it_was():
    cast = Cast()
    plan = cast.plan()
    revisions = [plan.revision]
    problem = raised(cast, plan, text="人手不足", obligation=obligation(plan, cast.own))
    for verb in STEPS:
        if verb not in ("confirm", "close"):
            did(cast, problem, verb)
            plan.refresh_from_db()
            revisions.append(plan.revision)
    assert revisions == sorted(set(revisions))
    first, *_others = problem.steps.all()
    assert (first.verb, first.by_name, first.by_unit) == ("raise", "钟丽萍", "章贡区")


def test_the_history_can_be_added_to_and_never_changed():
    cast = Cast()
    problem = raised(cast, cast.plan())
    for write in (lambda: problem.steps.update(text="改过"), lambda: ProblemStep.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            write()


@pytest.mark.parametrize("state", [R, T, H, A])
def test_at_a_joint_meeting_it_keeps_its_state_and_the_meeting_stands_in_its_history(state):
    cast = Cast()
    plan = cast.plan()
    problem = in_state(cast, plan, state)
    with clock.at(at(1, 22)):
        for by, unit in ((cast.officer, cast.own), (cast.reviewer, None)):
            JointMeeting.record(by=by, on=ON, plan=plan, unit=unit, held_on=ON, subject="联席会议", problems=[problem])
    last = problem.steps.last()
    assert (last.verb, last.state, last.meeting.level) == ("meet", state, "city")
    assert Problem.objects.get().asked_at == problem.asked_at


def test_a_problem_is_no_matter_of_another_countys_meeting():
    cast = Cast()
    plan = cast.plan()
    problem = raised(cast, plan)
    with clock.at(at(1, 22)), pytest.raises(TransitionNotAllowed), transaction.atomic():
        JointMeeting.record(
            by=cast.foreigner, on=ON, plan=plan, unit=cast.foreign, held_on=ON, subject="会", problems=[problem]
        )
    assert not JointMeeting.objects.exists()
