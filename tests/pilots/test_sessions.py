"""AU6 and AU8 of RELIABILITY: how long a session lives, and what ends it on the next request."""

import pytest
from django.test import Client

from base import middleware
from base.middleware import BEGAN, LAST_ACT
from pilots.access import Role
from pilots.models import Officer
from tests.cast import PASSWORD

HTMX = {"HTTP_HX_REQUEST": "true"}
POLL = {**HTMX, "HTTP_X_POLL": "1"}


def log_in(username="officer", client=None):
    client = client or Client()
    client.post("/login/", {"username": username, "password": PASSWORD})
    return client


def alive(client) -> bool:
    return client.get("/me/").status_code == 200


def put_back(client, **seconds):
    session = client.session
    for name, by in seconds.items():
        session[name] -= by
    session.save()


def test_the_session_number_changes_at_log_in(cast):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = before = session.session_key
    log_in(client=client)
    assert client.cookies["session"].value != before
    stranger = Client()
    stranger.cookies["session"] = before
    assert not alive(stranger)


@pytest.mark.parametrize(("minutes", "lives"), [(29, True), (31, False)])
def test_a_session_ends_after_half_an_hour_without_an_act(cast, minutes, lives):
    client = log_in()
    put_back(client, **{LAST_ACT: minutes * 60})
    assert alive(client) is lives


def test_polling_keeps_nobody_logged_in(cast):
    client = log_in()
    for _n in range(3):
        put_back(client, **{LAST_ACT: 9 * 60})
        assert client.get("/me/", **POLL).status_code == 200
    put_back(client, **{LAST_ACT: 9 * 60})
    answer = client.get("/me/", **POLL)
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (401, "/login/", b"")


def test_acts_keep_a_person_logged_in(cast):
    client = log_in()
    for _n in range(4):
        put_back(client, **{LAST_ACT: 10 * 60})
        assert client.get("/me/", **HTMX).status_code == 200


def test_a_session_ends_twelve_hours_after_log_in_however_busy(cast):
    client = log_in()
    for _n in range(47):
        put_back(client, **{BEGAN: 15 * 60, LAST_ACT: 15 * 60})
        assert alive(client)
    put_back(client, **{BEGAN: 15 * 60})
    assert not alive(client)


def test_a_page_seen_often_writes_its_session_once_a_minute(cast):
    client = log_in()
    before = client.session[LAST_ACT]
    assert alive(client)
    assert client.session[LAST_ACT] == before
    put_back(client, **{LAST_ACT: middleware.STEP + 1})
    assert alive(client)
    assert client.session[LAST_ACT] > before - middleware.STEP


EVENTS = {
    "reset": lambda cast, officer: officer.reset_password(by=cast.lead),
    "password": lambda cast, officer: officer.change_password("Copper-Kettle-31"),
    "disabled": lambda cast, officer: officer.set_active(active=False, by=cast.lead),
    "role": lambda cast, officer: officer.move(unit=officer.unit, role=Role.COUNTY_LEAD, by=cast.admin),
    "unit": lambda cast, officer: officer.move(unit=cast.foreign, role=officer.role, by=cast.admin),
}


@pytest.mark.parametrize("event", EVENTS)
def test_three_sessions_end_on_their_next_request(cast, event):
    clients = [log_in() for _n in range(3)]
    assert all(alive(client) for client in clients)
    EVENTS[event](cast, Officer.objects.get(username="officer"))
    assert not any(alive(client) for client in clients)


def test_log_out_ends_the_other_sessions_too(cast):
    clients = [log_in() for _n in range(3)]
    assert clients[0].post("/logout/")["Location"] == "/login/"
    assert not any(alive(client) for client in clients)


def test_whoever_changes_the_password_goes_on_and_the_other_sessions_end(cast):
    own, other = log_in(), log_in()
    before = own.cookies["session"].value
    own.post("/password/", {"present": PASSWORD, "new": "Copper-Kettle-31", "again": "Copper-Kettle-31"})
    assert alive(own) and not alive(other)
    assert own.cookies["session"].value != before


def test_enabling_an_account_revives_no_session(cast):
    client, officer = log_in(), Officer.objects.get(username="officer")
    officer.set_active(active=False, by=cast.lead)
    officer.set_active(active=True, by=cast.lead)
    assert not alive(client)


def test_pages_of_a_session_are_stored_nowhere(cast):
    assert log_in().get("/me/")["Cache-Control"] == "no-store"


def test_whoever_has_logged_out_leaves_no_page_in_the_browser(cast):
    client = log_in()
    assert client.post("/logout/", follow=True)["Clear-Site-Data"] == '"cache"'


def test_logging_out_asks_for_a_post(cast):
    client = log_in()
    assert client.get("/logout/").status_code == 405
    assert alive(client)
