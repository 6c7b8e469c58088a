"""Two people on one obligation: nobody's words are lost (409)."""

import pytest
from django.urls import reverse

from base import clock
from tasks import drafts
from tasks.models import Obligation

HTMX = {"HX-Request": "true"}


@pytest.fixture
def late(cast, own, as_):
    """The officer's post after the colleague was faster."""
    seen = own.version
    own.report(by=cast.colleague, on=clock.today(), text="再划转8人", next_step="抓紧")

    def post(at="", **headers):
        url = reverse("tasks:report", args=[own.key]) + at
        return as_(cast.officer).post(url, {"text": "再划转9人", "version": seen}, headers=headers)

    return post


@pytest.mark.parametrize("at", ["", "?at=board"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_both_texts_stand_side_by_side_and_nothing_is_saved(own, late, at, headers):
    answer = late(at, **headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "再划转8人" in page and "再划转9人" in page
    assert own.entries.reports().count() == 1


def test_mine_is_kept_as_a_draft_whatever_happens_next(cast, own, late):
    late()
    assert drafts.of(own, cast.officer).words["text"] == "再划转9人"


def test_keeping_mine_sends_it_on_top_of_the_present_version(cast, own, late, client):
    now = late().context["form"].conflict
    client.post(reverse("tasks:report", args=[own.key]), {"text": "再划转9人", "version": now.version})
    assert Obligation.objects.get(pk=own.pk).latest.text == "再划转9人"
    assert own.entries.reports().count() == 2


def test_keeping_theirs_drops_the_draft(cast, own, late, client):
    late()
    client.post(reverse("tasks:draft", args=[own.key]), {})
    assert drafts.of(own, cast.officer) is None
    assert own.entries.reports().count() == 1


def test_taking_both_along_puts_both_into_the_form(cast, own, late, client):
    both = dict(late().context["form"].both)
    answer = client.post(reverse("tasks:draft", args=[own.key]), both, follow=True)
    assert "再划转8人\n再划转9人</textarea>" in answer.content.decode()


def test_a_chosen_file_stays_chosen(cast, own, as_):
    from tests.tasks.views.test_evidence import upload

    seen = own.version
    client = as_(cast.officer)
    own.report(by=cast.colleague, on=clock.today(), text="快一步")
    url = reverse("tasks:submit", args=[own.key])
    answer = client.post(url, {"version": seen, "files": upload()})
    assert answer.status_code == 409
    assert [each.name for each in own.evidence.pending_of(cast.officer)] == ["scan.pdf"]
    assert "scan.pdf" in answer.content.decode()


def test_an_act_without_words_is_simply_asked_again(cast, own, as_):
    seen = own.version
    own.comment(by=cast.reviewer, on=clock.today(), text="请抓紧")
    answer = as_(cast.officer).post(reverse("tasks:start", args=[own.key]), {"version": seen})
    assert answer.status_code == 409
    assert Obligation.objects.get(pk=own.pk).state == "not_started"
