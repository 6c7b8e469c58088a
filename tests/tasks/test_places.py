"""The light rows say of each obligation what the obligation says of itself."""

from datetime import date

import pytest

from base import clock
from tasks.models import Obligation
from tasks.places import places
from tests.cast import Cast, at, obligation

pytestmark = pytest.mark.django_db
ON = date(2021, 2, 18)


@pytest.fixture
def plan():
    cast = Cast()
    plan = cast.plan()
    with clock.at(at(2, 1)):
        obligation(plan, cast.own).start(by=cast.officer, on=date(2021, 2, 1))
        obligation(plan, cast.own, 2).submit(by=cast.officer, on=date(2021, 2, 1), document_number="1号")
    return plan


def places_of(plan, units=None):
    rows = Obligation.objects.filter(plan=plan).as_of(ON, today=ON)
    units = units or [one.unit for one in Obligation.objects.filter(plan=plan).select_related("unit")]
    return places(rows, {unit.pk: unit for unit in units}, {task.pk: task for task in plan.tasks.all()}, ON)


def test_a_place_agrees_with_its_obligation(plan):
    for place in places_of(plan):
        one = Obligation.objects.for_list().get(pk=place.pk)
        assert (place.key, place.unit, place.task, place.position, place.standing) == (
            one.key,
            one.unit,
            one.task,
            one.position,
            one.standing(ON),
        )


def test_cancelled_obligations_and_other_units_are_left_out(plan):
    obligation(plan, plan.pilots.get(key="zhanggong"), 3).cancel(by=None, detail={})
    own = plan.pilots.get(key="zhanggong")
    assert [place.task.number for place in places_of(plan, [own])] == [1, 2]
