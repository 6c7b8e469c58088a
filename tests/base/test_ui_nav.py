"""The menu: who sees which entry, what waits there, and that counting is done once."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from base import nav
from pilots.models import Unit
from tests.cast import Cast


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch):
    monkeypatch.setattr(nav, "_entries", {})
    monkeypatch.setattr(nav, "_beside", [])


def request(view="home", role="reviewer"):
    user = SimpleNamespace(is_authenticated=True, role=role)
    return SimpleNamespace(user=user, resolver_match=SimpleNamespace(view_name=view))


def reviewers(officer):
    return officer.role == "reviewer"


def everybody(officer):
    return True


def test_a_person_sees_the_entries_of_the_own_role_in_order():
    nav.register("later", "Later", "healthz", order=2, roles=everybody)
    nav.register("first", "First", "home", order=1, roles=reviewers)
    assert [item.name for item in nav.entries(request())] == ["first", "later"]
    assert [item.name for item in nav.entries(request(role="auditor"))] == ["later"]


def test_nobody_sees_a_menu_before_logging_in():
    nav.register("first", "First", "home", order=1, roles=everybody)
    assert nav.entries(SimpleNamespace(user=AnonymousUser(), resolver_match=None)) == []


def test_the_entry_of_the_page_and_of_pages_it_covers_is_current():
    nav.register("queue", "Queue", "home", order=1, roles=everybody, covers=["healthz"])
    nav.register("other", "Other", "language", order=2, roles=everybody)
    for view in ("home", "healthz"):
        assert [item.current for item in nav.entries(request(view))] == [True, False]


@pytest.fixture
def asked(db):
    """The request of somebody real."""
    found = request()
    found.user = Cast().reviewer
    return found


def units(*names):
    return lambda asked: [Unit.objects.filter(name=name) for name in names]


def test_what_waits_for_all_entries_is_counted_once_by_one_query(asked, django_assert_num_queries):
    nav.register("queue", "Queue", "home", order=1, roles=everybody, count=units("章贡区", "定南县"))
    nav.register("none", "None", "home", order=2, roles=everybody, count=units("别县"))
    nav.register("inbox", "Inbox", "home", order=1, roles=everybody, slot="side", count=units("定南县"))
    nav.register("hidden", "Hidden", "home", order=3, roles=lambda officer: False, count=lambda asked: 1 / 0)
    with django_assert_num_queries(1):
        found = nav.entries(asked) + nav.entries(asked, "side") + nav.entries(asked)
    assert [(item.name, item.count) for item in found[:3]] == [("queue", 2), ("none", 0), ("inbox", 1)]


def test_a_page_that_knows_a_count_tells_the_menu(asked, django_assert_num_queries):
    nav.register("queue", "Queue", "home", order=1, roles=everybody, count=units("章贡区"))
    nav.counted(asked, "queue", 11)
    with django_assert_num_queries(0):
        assert nav.entries(asked)[0].count == 11


def test_after_a_change_the_count_can_be_asked_for_again(asked):
    nav.register("queue", "Queue", "home", order=1, roles=everybody, count=units("章贡区"))
    assert nav.entries(asked)[0].count == 1
    Unit.objects.filter(name="章贡区").update(name="别区")
    nav.recount(asked)
    assert nav.entries(asked)[0].count == 0


def test_entries_by_the_name_of_the_person_are_a_menu_of_their_own():
    nav.register("inbox", "Inbox", "home", order=1, roles=everybody, slot="side")
    assert nav.entries(request()) == []
    assert [item.name for item in nav.entries(request(), "side")] == ["inbox"]
