"""The query of the menu is made once per person and day: what that rests on, for every role."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Exists, Value
from django.test.utils import CaptureQueriesContext

from alerts.models import Outgoing, Sweep
from base import alarms, clock, fresh, nav, statements
from base.querysets import Count, One
from base.statements import Statement
from pilots.models import Officer, Unit
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
MORNING, EVENING = at(2, 10, 9), at(2, 10, 18)
PEOPLE = ["officer", "lead", "reviewer", "overseer", "bureau_lead", "admin", "auditor"]


@pytest.fixture
def cast():
    cast = Cast()
    cast.plan()
    return cast


class Asked:
    """The request of a person, with nothing told yet."""

    def __init__(self, user):
        self.user = user


def columns(person) -> dict:
    """All columns that may be asked for the person, as they are made now."""
    request = Asked(person)
    entries = {
        each.name: lambda each=each: nav._waiting(each.count, request) for each in nav._allowed(request) if each.count
    }
    return entries | alarms.columns(request) | fresh._columns


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_but_the_person_and_the_day_is_in_a_column(cast, who):
    """Made later on the same day, and without asking the database anything: so its text may be kept."""
    with CaptureQueriesContext(connection) as asked:
        made = []
        for moment in (MORNING, EVENING):
            with clock.at(moment):
                every = {name: make() for name, make in columns(getattr(cast, who)).items()}
                of = Statement.of(get_user_model()._base_manager, every)
                made.append((of.text, of.parameters))
    assert made[0] == made[1]
    assert not asked.captured_queries


def test_values_are_those_that_the_database_would_give_to_django(cast):
    Sweep.objects.create(job="send", at=MORNING)
    asked = {
        "counted": Count(Unit.objects.filter(kind="county")),
        "inbox": Value("bears the name of a relation"),
        "nothing": Count(Unit.objects.none()),
        "held": Exists(Outgoing.objects.held()),
        "there": Exists(Sweep.objects.all()),
        "moment": One(Sweep.objects.filter(job="send"), "at"),
    }
    found = Statement.of(Officer.objects.filter(pk=cast.lead.pk), asked).row()
    assert found == {
        "counted": 1,
        "inbox": asked["inbox"].value,
        "nothing": None,
        "held": False,
        "there": True,
        "moment": MORNING,
    }
    assert list(found) == list(asked)


CHANGES = {
    "another role": lambda cast: Officer.objects.filter(pk=cast.reviewer.pk).update(role="bureau_lead"),
    "another unit": lambda cast: Officer.objects.filter(pk=cast.reviewer.pk).update(unit=cast.office),
    "the unit moved": lambda cast: cast.bureau.place(cast.foreign),
}


def text_for(person) -> str:
    """Which statement the menu asks with for the person as the database knows it now."""
    request = Asked(Officer.objects.select_related("unit").get(pk=person.pk))
    made = []
    original = statements._shelf.at

    def at(key, make):
        made.append(original(key, make))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements._shelf, "at", at)
        nav.counts(request, {})
    return made[0]


def test_the_same_person_is_asked_for_with_the_same_statement(cast):
    assert text_for(cast.reviewer) is text_for(cast.reviewer)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_right_or_reach_is_another_statement(cast, change):
    before = text_for(cast.reviewer)
    change(cast)
    assert text_for(cast.reviewer) is not before


def test_another_day_is_another_statement(cast):
    with clock.at(MORNING):
        today = text_for(cast.reviewer)
    with clock.at(MORNING + timedelta(days=1)):
        assert text_for(cast.reviewer) is not today
