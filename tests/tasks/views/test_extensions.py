"""Asking for a later day, and taking the request back."""

import pytest
from django.urls import reverse

from tasks.models import Extension
from tests.cast import obligation


def ask(client, one, **data):
    return client.post(reverse("tasks:request_extension", args=[one.key]), {"version": one.version, **data})


def test_a_day_and_a_reason_ask_for_an_extension(cast, plan, as_):
    one = obligation(plan, cast.own, 2)
    assert ask(as_(cast.officer), one, asked_due_on="2021-03-15", text="场所装修延误").status_code == 303
    asked = Extension.objects.get()
    assert (asked.state, asked.late_request, asked.asked_due_on.isoformat()) == ("waiting", False, "2021-03-15")


def test_after_the_due_day_it_is_marked_late(cast, own, as_):
    ask(as_(cast.officer), own, asked_due_on="2021-03-15", text="场所装修延误")
    assert Extension.objects.get().late_request


@pytest.mark.parametrize(
    "data",
    [
        {"asked_due_on": "2021-03-15"},
        {"text": "没有日期"},
        {"asked_due_on": "2021-02-01", "text": "早于今天"},
        {"asked_due_on": "三月", "text": "不是日期"},
    ],
)
def test_a_faulty_request_is_refused_with_its_words(cast, own, as_, data):
    answer = ask(as_(cast.officer), own, **data)
    assert answer.status_code == 422
    assert data.get("text", "") in answer.content.decode()
    assert not Extension.objects.exists()


def test_a_waiting_request_can_be_withdrawn_once(cast, own, as_):
    client = as_(cast.officer)
    ask(client, own, asked_due_on="2021-03-15", text="场所装修延误")
    url = reverse("tasks:withdraw_extension", args=[own.key])
    assert client.post(url, {}).status_code == 303
    assert Extension.objects.get().state == "withdrawn"
    assert client.post(url, {}).status_code == 422
