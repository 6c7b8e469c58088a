"""WB1 and accessibility: every page once with its own role, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base import clock
from pilots.models import Officer
from tests.access.table import ACTORS, LINES
from tests.cast import at
from tests.web.injections import BLANK, DRAWN, INJECT, LISTEN, TRICKS
from tests.web.site import NO_PAGES, USERNAMES, address, drawn_alike, pages

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
CHINESE, ENGLISH = (code for code, _name in settings.LANGUAGES)
# Theirs are the same pages, or pages for a desk.
AT_A_DESK = ("lead", "leader", "admin", "auditor")
PHONE = {"width": 390, "height": 844}
MOST = 12


@pytest.fixture
def browser_of(site, open_as):
    """`browser_of(actor, language, **context)` -> a page of the actor's browser that notes what the policy blocks."""

    def open_page(actor, language, **context):
        page = open_as(site, USERNAMES[actor], **context)
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.url}
        page.context.add_cookies([cookie])
        page.add_init_script(LISTEN)
        return page

    return open_page


def addresses(site, actor) -> dict[str, str]:
    with site.database.adopted():
        return {route: address(actor, route) for route in pages(actor)}


def looked_at(page, route, url) -> list[str]:
    """What is wrong with a page: its status, what the policy blocked, script errors, missing shapes, axe's findings."""
    # What the page before had still under way ends here, and is no fault of this one.
    page.goto("about:blank")
    page.faults.clear()
    answer = page.goto(url)
    page.wait_for_selector(".htmx-request", state="detached")
    page.evaluate(DRAWN)
    found = [] if answer.status == 200 else [f"status {answer.status}"]
    # Before axe, which puts styles of its own into the page.
    found += page.faults + page.evaluate("window.violations") + page.evaluate(BLANK)
    return [f"{route}: {fault}" for fault in found + barriers(page)]


def barriers(page) -> list[str]:
    """What axe-core finds: rule, place and markup. What is in order is not asked for, which halves its time."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"axe {each['id']} {node['target']} {node['html'][:160]}" for each in violations for node in each["nodes"]]


def ran(page, route) -> list[str]:
    """Which of the injections ran on the open page. The last look at it: it is spoiled afterwards."""
    return [f"{route}: injected {trick} ran" for trick in page.evaluate(INJECT)]


# The administrator's pages are mostly Django's own, and many.
AMONG_THE_FAULTS = {"admin": [pytest.mark.fault]}
# Those of the people with most pages are looked at in parts, which can be looked at side by side.
PARTS = {"officer": 4, "reviewer": 3}
LOOKS = [
    pytest.param(actor, part, marks=AMONG_THE_FAULTS.get(actor, []), id=f"{actor}-{part}" if part else actor)
    for actor in ACTORS
    for part in range(PARTS.get(actor, 1))
]


@pytest.mark.parametrize(("actor", "part"), LOOKS)
def test_no_page_is_blocked_fails_has_barriers_or_runs_what_is_injected(site, browser_of, figures, actor, part):
    page, where = browser_of(actor, CHINESE), addresses(site, actor)
    where = dict(list(where.items())[part :: PARTS.get(actor, 1)])
    faults = [fault for route, url in where.items() for fault in looked_at(page, route, url)]
    # What blocks them is the policy, which every answer carries: on all pages they are tried among the faults.
    faults += ran(page, list(where)[-1])
    figures("WB1, axe", outcome=f"{len(where)} pages, {len(TRICKS)} injections on one, {actor}: {len(faults)} faults")
    assert not faults, "\n".join(faults)


@pytest.mark.fault
@pytest.mark.parametrize("actor", ACTORS)
def test_nothing_that_is_injected_runs_on_any_page(site, browser_of, figures, actor):
    page, where = browser_of(actor, CHINESE), addresses(site, actor)
    faults = []
    for route, url in where.items():
        page.goto(url)
        faults += ran(page, route)
    figures("WB1", outcome=f"{len(where)} pages, {len(TRICKS)} injections on each, {actor}: {len(faults)} ran")
    assert not faults, "\n".join(faults)


@pytest.mark.fault
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in AT_A_DESK])
def test_no_page_fails_or_has_barriers_in_english_on_a_phone(site, browser_of, figures, actor):
    page, where = browser_of(actor, ENGLISH, viewport=PHONE), addresses(site, actor)
    faults = [fault for route, url in where.items() for fault in looked_at(page, route, url)]
    figures("WB1, axe", outcome=f"{len(where)} pages in English on a phone, {actor}: {len(faults)} faults")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("actor", "url"), [("officer", "/dashboard/"), ("officer", "/nowhere/"), ("nobody", "/x/")])
def test_pages_for_what_went_wrong_have_no_barriers_either(browser_of, actor, url):
    page = browser_of(actor, CHINESE)
    page.goto(url)
    assert page.evaluate("window.violations") + barriers(page) == []


def test_control_without_the_policy_everything_injected_runs(stack, open_as):
    stack.env.update(GUARDS_OFF="csp", DEBUG="1")
    stack.web()
    page = open_as(stack)
    page.goto("/login/")
    assert set(page.evaluate(INJECT)) == TRICKS


def test_control_axe_finds_a_barrier_and_a_missing_shape_is_told(stack, open_as):
    stack.web()
    page = open_as(stack)
    page.goto("/login/")
    added = "<img src=/static/img/icon.svg><svg><use href=#nowhere></svg>"
    page.evaluate(f"document.querySelector('main').insertAdjacentHTML('beforeend', '{added}')")
    assert any("image-alt" in found for found in barriers(page))
    assert page.evaluate(BLANK) == ["no shape #nowhere"]


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if USERNAMES[actor]])
def test_no_page_asks_more_than_twelve_queries(site, actor):
    """At its second look: what is remembered while the plan stands is not asked for again."""
    with site.database.adopted(), clock.at(at(2, 18, 12)):
        browser = Client()
        browser.force_login(Officer.objects.get(username=USERNAMES[actor]))
        asked = {route: queries(browser, address(actor, route)) for route in pages(actor)}
    assert {route: number for route, number in asked.items() if number > MOST} == {}


def queries(browser, url) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code in (200, 302), url
    return len(asked)


def test_no_page_is_forgotten():
    shown = {line.route for line in LINES if line.method == "GET" and "200" in line.statuses.values()} - NO_PAGES
    looked_at = {route.partition("?")[0] for actor in ACTORS for route in pages(actor)}
    assert looked_at == {route for route in shown if not drawn_alike(route)}
