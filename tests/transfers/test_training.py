"""业务培训: sessions of the transferring departments, and who attended."""

import pytest
from django.urls import reverse

from transfers.models import TrainingSession

from .books import department, on, person, session

pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def people(cast):
    cast.where = department(cast)
    cast.one, cast.two = person(cast, cast.where, "廖建平"), person(cast, cast.where, "钟美玲")
    cast.coming = person(cast, cast.where, "曾庆华", arrived=None)
    return cast


def given(cast, **more):
    said = {"held_on": "2021-02-08", "department": str(cast.where.key), "hours": "7.5", "subject": "系统操作"}
    return said | {"attendees": [str(cast.one.key)]} | more


def page(cast, one=None, name="session"):
    return reverse(f"transfers:{name}", args=[cast.own.key, *([one.key] if one else [])])


def test_a_session_is_registered_with_who_attended(people, as_):
    assert as_(people.officer).post(page(people, name="session_new"), given(people)).status_code == 303
    one = TrainingSession.objects.current().get()
    assert (one.held_on, float(one.hours), one.attendees) == (on(2, 8), 7.5, [str(people.one.key)])


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("held_on", "2021-02-19"),
        ("held_on", ""),
        ("hours", "0"),
        ("hours", "100"),
        ("department", ""),
        ("attendees", "x"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(people, as_, field, typed):
    answer = as_(people.officer).post(page(people, name="session_new"), given(people, **{field: typed}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not TrainingSession.objects.exists()


def test_only_who_has_arrived_can_have_attended(people, as_):
    choices = as_(people.officer).get(page(people, name="session_new")).context["form"].fields["attendees"].choices
    assert [name for _key, name in choices] == ["廖建平", "钟美玲"]


def test_attendance_is_mended_and_the_change_is_on_record(people, as_):
    one = session(people, people.where, [people.one])
    both = [str(people.one.key), str(people.two.key)]
    answer = as_(people.officer).post(page(people, one), given(people, version=1, attendees=both))
    assert answer.status_code == 303
    stands = TrainingSession.objects.current().get()
    assert (stands.version, stands.attendees) == (2, both)
    lines = as_(people.officer).get(page(people, stands)).context["lines"]
    assert ("参训人员", "1", "2") in lines[0].changes


def test_a_session_changed_meanwhile_is_a_conflict(people, as_):
    one = session(people, people.where, [people.one])
    assert as_(people.officer).post(page(people, one), given(people, version=1)).status_code == 303
    answer = as_(people.officer).post(page(people, one), given(people, version=1, subject="法律法规"))
    assert answer.status_code == 409
    assert [(mine, theirs) for _label, mine, theirs in answer.context["form"].clash] == [("法律法规", "系统操作")]


def test_a_session_is_taken_out_with_the_reason(people, as_):
    one = session(people, people.where)
    url = page(people, one, "session_remove")
    assert as_(people.officer).post(url, {"version": 1, "reason": ""}).status_code == 422
    assert as_(people.officer).post(url, {"version": 1, "reason": "重复登记"}).status_code == 303
    assert not TrainingSession.objects.current().exists()


def test_others_do_not_write(people, as_):
    one = session(people, people.where)
    for url in (page(people, one), page(people, name="session_new"), page(people, one, "session_remove")):
        assert as_(people.reviewer).post(url, given(people)).status_code == 403
        assert as_(people.foreigner).post(url, given(people)).status_code == 404
