"""县级审核: only where the unit switched it on; the clock stops when the lead passes on."""

import pytest
from django.urls import reverse

from base import clock
from base.nav import entries
from tasks.models import Obligation

PAGE = reverse("tasks:county_review")


@pytest.fixture
def waiting(cast, own):
    cast.own.county_review = True
    cast.own.save()
    own.unit.refresh_from_db()
    own.report(by=cast.officer, on=clock.today(), text="上次说的")
    own.submit(by=cast.officer, on=clock.today(), text="这次说的", document_number="1号")
    return own


def act(client, name, one, **data):
    return client.post(reverse(f"tasks:{name}", args=[one.key]), {"version": one.version, **data})


def test_the_lead_sees_each_submission_beside_the_report_before(cast, waiting, as_):
    page = as_(cast.lead).get(PAGE)
    item = page.context["items"][0]
    assert (item["before"].entry.text, item["now"].entry.text) == ("上次说的", "这次说的")


def test_passing_on_stops_the_clock(cast, waiting, as_):
    assert act(as_(cast.lead), "pass_on", waiting).status_code == 303
    one = Obligation.objects.get(pk=waiting.pk)
    assert (one.state, one.submitted_on) == ("submitted", clock.today())


def test_sending_back_needs_a_reason(cast, waiting, as_):
    client = as_(cast.lead)
    assert act(client, "send_back", waiting).status_code == 422
    assert act(client, "send_back", waiting, text="请补文号").status_code == 303
    assert Obligation.objects.get(pk=waiting.pk).state == "in_progress"


def test_an_officer_may_not_review(cast, waiting, as_):
    assert as_(cast.officer).get(PAGE).status_code == 403


def test_the_menu_has_it_only_where_it_is_switched_on(cast, waiting, as_):
    def item(officer):
        request = as_(officer).get(reverse("tasks:workbench")).wsgi_request
        return {entry.name: entry.count for entry in entries(request)}.get("county_review")

    assert item(cast.lead) == 1
    assert item(cast.officer) is None
    cast.own.county_review = False
    cast.own.save()
    assert item(cast.lead) is None


def test_with_nothing_waiting_the_page_says_so(cast, plan, as_):
    assert 'class="empty"' in as_(cast.lead).get(PAGE).content.decode()
