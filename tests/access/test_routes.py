"""AZ1: every address is in the table, the table names no other, and nearly all of them need a log-in."""

from types import SimpleNamespace

from django.contrib import admin
from django.http import HttpResponse
from django.urls import get_resolver, path

from tests.access.routes import routes
from tests.access.table import KEPT, LINES, ROUTES

GUARD = "django.contrib.auth.middleware.LoginRequiredMiddleware"
# Loads of a notice belong to the admin alone; the page of a plan is no unit's.
OF_NO_UNIT = {"tasks:plan_load", "tasks:plan_confirm", "tasks:plan_discard", "tasks:plan_take_back"}
MOST_PUBLIC = 6


def undeclared(resolver=None) -> set[str]:
    return {route.name for route in routes(resolver)} - set(ROUTES)


def test_every_address_is_declared_and_every_declared_one_exists(figures):
    known = {route.name for route in routes()}
    left = f"{len(undeclared())} undeclared, {len(set(ROUTES) - known)} declared without address"
    figures("AZ1", outcome=f"{len(known)} addresses, {left}")
    assert undeclared() == set()
    assert set(ROUTES) - known == set()


def test_control_a_back_door_is_noticed():
    door = path("back-door/", lambda request: HttpResponse(), name="back_door")
    assert undeclared(SimpleNamespace(url_patterns=[*get_resolver().url_patterns, door])) == {"back_door"}


def test_the_few_public_addresses_are_those_of_the_table(settings, figures):
    public = {route.name for route in routes() if route.public}
    figures("AZ1", outcome=f"public: {', '.join(sorted(public))}")
    assert GUARD in settings.MIDDLEWARE
    assert public == {line.route for line in LINES if line.public}
    assert len(public) <= MOST_PUBLIC


def test_every_address_of_a_row_is_tried_with_rows_of_others():
    scopes = {route.name: {line.scope for line in LINES if line.route == route.name} for route in routes()}
    of_rows = {route.name for route in routes() if route.parameters & {"uuid", "int", "slug"}} - OF_NO_UNIT
    assert {name for name in of_rows if not {"own", "beyond"} <= scopes[name]} == set()


def test_obligations_and_ledgers_are_on_no_admin_page():
    registered = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert registered == set(KEPT)


def test_every_foreign_row_is_refused_to_a_county():
    let_in = [
        line
        for line in LINES
        for actor in ("officer", "lead")
        if line.scope in ("foreign", "beyond", "bureau") and int(line.statuses[actor]) < 400
    ]
    # Empty forms: whose row it is stands in what is posted.
    assert {(line.route, line.method) for line in let_in} == {
        ("pilots:officer_new", "GET"),
        ("tasks:meeting_new", "GET"),
    }
