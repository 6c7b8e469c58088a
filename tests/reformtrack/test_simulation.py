"""A made-up province has a whole ledger, and the same one whenever it is made."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from pilots.models import Officer, Unit
from reformtrack.demo import DAY
from reformtrack.demo.play import NotEmpty
from reformtrack.simulation.writing import simulate
from tasks.ledger import faults
from tasks.models import Entry, Extension, Obligation, Plan, State, Verb
from tasks.standing import Standing
from tasks.transitions import RULES

pytestmark = pytest.mark.django_db
PILOTS, ENTRIES = 38, 1900


def made(seed: int) -> str:
    """The head of the ledger of a province that is not kept."""
    with transaction.atomic():
        digest = simulate(PILOTS, seed, ENTRIES).head_digest
        transaction.set_rollback(True)
    return digest


def test_the_ledger_is_whole_and_every_verb_was_allowed():
    plan = simulate(PILOTS, 1, ENTRIES)
    assert list(faults(plan)) == []
    assert (plan.head_number, plan.obligations.count()) == (ENTRIES, PILOTS * 12)
    before: dict[int, str] = {}
    for entry in plan.entries.order_by("number"):
        if entry.verb != Verb.ISSUE:
            assert before[entry.obligation_id] in RULES[entry.verb].states, (entry.number, entry.verb)
        before[entry.obligation_id] = entry.state
    assert Extension.objects.waiting().count() == sum(
        one.extensions.waiting().exists() for one in plan.obligations.all()
    )
    spoken = Entry.objects.filter(obligation__state=State.DONE).reports().order_by("number")
    last = {entry.obligation_id: entry.pk for entry in spoken}
    assert dict(Obligation.objects.filter(state=State.DONE).values_list("pk", "latest")) == last


def test_it_stands_differently_on_earlier_days_and_all_classes_occur():
    simulate(PILOTS, 1, ENTRIES)
    shown = [
        set(Obligation.objects.as_of(day, DAY).with_standing(day).values_list("unit", "task", "at_standing"))
        for day in (date(2021, 1, 15), date(2021, 2, 1), DAY)
    ]
    assert len({frozenset(each) for each in shown}) == 3
    assert {standing for _unit, _task, standing in shown[-1]} == set(Standing.values)


def test_the_same_seed_writes_the_same_ledger_and_another_one_another():
    assert made(1) == made(1) != made(2)


def test_the_province_is_seen_whole_and_a_city_in_part():
    simulate(PILOTS, 1, 0)
    for username, seen in (("reviewer", PILOTS), ("city1", PILOTS // 2), ("pilot2-1", 1)):
        officer = Officer.objects.select_related("unit").get(username=username)
        assert Obligation.objects.visible_to(officer).values("unit").distinct().count() == seen
    # Ids were given, and the database counts on from them.
    assert Unit.objects.create(key="new", name="新", kind="county").pk > Unit.objects.get(key="pilot2-19").pk


def test_it_is_refused_where_there_is_work():
    call_command("simulate", pilots=2, entries=0, verbosity=0)
    assert Plan.objects.get().obligations.count() == 24
    with pytest.raises(NotEmpty):
        simulate(2, 1, 0)
    with pytest.raises(CommandError):
        call_command("simulate", pilots=2)
