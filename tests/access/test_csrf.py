"""WB2: no post counts without the token of the session it comes from."""

import pytest
from django.conf import settings
from django.db import transaction

from tests.access.cells import standing_of_everything
from tests.access.table import LINES, METHODS, ROUTES
from tests.access.targets import target

pytestmark = pytest.mark.django_db
TOKEN, OTHER = "a" * 32, "b" * 32
# (token in the form, further headers): none, that of another session, the right one from a foreign page.
TRICKS = [
    ({}, {}),
    ({"csrfmiddlewaretoken": OTHER}, {}),
    ({"csrfmiddlewaretoken": TOKEN}, {"Origin": "https://evil.example"}),
]


def first_cell(route) -> tuple[str, str]:
    """A scope of the route and an actor who gets furthest there."""
    lines = [line for line in LINES if line.route == route]
    best = min(lines, key=lambda line: (line.method != "POST", min(line.statuses.values())))
    return best.scope, min(best.statuses, key=best.statuses.get)


def posted(world, route, method, trick):
    scope, actor = first_cell(route)
    where, (token, headers) = target(world, route, scope, actor), trick
    client = world.client(actor, enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    body = where.body | token
    return getattr(client, method.lower())(where.url, body if method == "POST" else "", headers=headers)


def unmoved(world, tried) -> tuple[set[int], bool]:
    before = standing_of_everything()
    with transaction.atomic():
        statuses = {posted(world, *each).status_code for each in tried}
        same = standing_of_everything() == before
        transaction.set_rollback(True)
    return statuses, same


def test_every_unsafe_request_without_its_token_is_refused(world, figures):
    tried = [(route, "POST", trick) for route in ROUTES for trick in TRICKS]
    tried += [(route, method, TRICKS[0]) for route in ROUTES for method in METHODS[2:]]
    assert unmoved(world, tried) == ({403}, True)
    figures("WB2", outcome=f"{len(tried)} unsafe requests without a valid token, all refused, 0 rows changed")


def test_the_same_post_with_the_token_takes_effect(world):
    statuses, same = unmoved(world, [("tasks:start", "POST", ({"csrfmiddlewaretoken": TOKEN}, {}))])
    assert (statuses, same) == ({303}, False)


def test_control_without_the_guard_a_foreign_page_can_post(world, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.endswith("CsrfViewMiddleware")]
    assert unmoved(world, [("tasks:start", "POST", TRICKS[2])]) == ({303}, False)
