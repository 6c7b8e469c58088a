"""The menu: who sees which entry, what waits there, and that counting is done once."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from base import nav


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch):
    monkeypatch.setattr(nav, "_entries", {})


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


def test_what_waits_is_counted_once_per_request_and_only_for_whom_it_is_shown():
    counted = []
    nav.register("queue", "Queue", "home", order=1, roles=reviewers, count=lambda asked: counted.append(asked) or 11)
    asked = request()
    assert [item.count for item in nav.entries(asked) + nav.entries(asked)] == [11, 11]
    nav.entries(request(role="auditor"))
    assert counted == [asked]


def test_after_a_change_the_count_can_be_asked_for_again():
    waiting = iter([11, 10])
    nav.register("queue", "Queue", "home", order=1, roles=everybody, count=lambda asked: next(waiting))
    asked = request()
    nav.entries(asked)
    nav.recount(asked)
    assert nav.entries(asked)[0].count == 10


def test_entries_by_the_name_of_the_person_are_a_menu_of_their_own():
    nav.register("inbox", "Inbox", "home", order=1, roles=everybody, slot="side")
    assert nav.entries(request()) == []
    assert [item.name for item in nav.entries(request(), "side")] == ["inbox"]
