"""AZ2: every cell of the table, tried with a valid body."""

import pytest
from django.http import HttpResponse

from reformtrack import urls
from tests.access.cells import cells, deviations
from tests.access.table import ACTORS, ROUTES
from tests.access.test_routes import GUARD

pytestmark = pytest.mark.django_db


# What pages send, and two of the methods that none does; the others are refused by the same line of code.
SENT, NEVER_SENT = ("GET", "POST"), ("DELETE", "PUT")
# Each cell that is allowed presses a sheet or writes a paper.
AMONG_THE_FAULTS = {
    "transfers:staff_pdf",
    "transfers:items_pdf",
    "transfers:establishment_pdf",
    "reports:circular_docx",
    "reports:dossier_docx",
}


@pytest.fixture(autouse=True)
def plain_refusals(monkeypatch):
    """A refusal's status is enough here; its page, which takes longer than the rest, is looked at with the others."""
    for status in (403, 404):
        plain = HttpResponse(status=status)
        monkeypatch.setattr(urls, f"handler{status}", lambda request, exception, plain=plain: plain)


@pytest.mark.parametrize(
    "route", [pytest.param(route, marks=[pytest.mark.fault] * (route in AMONG_THE_FAULTS)) for route in ROUTES]
)
def test_everybody_gets_the_answer_that_the_table_says(world, route):
    faults = deviations(world, cells(route, SENT))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "actors",
    [pytest.param(("reviewer",), id="reviewer"), pytest.param(ACTORS, id="everybody", marks=pytest.mark.fault)],
)
def test_no_address_knows_a_method_that_no_page_sends(world, actors):
    tried = (cell for route in ROUTES for cell in cells(route, NEVER_SENT) if cell.actor in actors)
    faults = deviations(world, tried)
    assert not faults, "\n".join(faults)


def test_the_table_is_large_enough_to_mean_something(figures):
    number = sum(1 for route in ROUTES for _cell in cells(route, SENT))
    figures("AZ2", outcome=f"{number} cells on {len(ROUTES)} routes")
    assert number >= 2500


@pytest.mark.parametrize(
    ("guard", "route"),
    [
        ("reach", "tasks:obligation"),
        ("reach", "tasks:evidence"),
        ("rights", "tasks:sign_off"),
        ("rights", "base:audit"),
        ("reach", "transfers:item"),
        ("reach", "transfers:ruling"),
        ("reach", "sheets:load"),
        ("rights", "transfers:ruling_decide"),
    ],
)
def test_control_without_its_guard_the_matrix_is_off(world, without, guard, route):
    without(guard)
    assert deviations(world, cells(route))


def test_control_without_the_log_in_guard_strangers_come_in(world, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != GUARD]
    assert any("as nobody" in fault for fault in deviations(world, cells("pilots:access")))
