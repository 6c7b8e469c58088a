"""How a view answers: page or fragment, and what follows a form with and without scripts."""

import json
from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from base import http

PAGE, FRAGMENT = "400.html", "_foot.html"


def ask(method="get", **headers):
    request = getattr(
        RequestFactory(headers={name.replace("_", "-"): value for name, value in headers.items()}), method
    )("/")
    request.htmx = HtmxDetails(request)
    request._messages = CookieStorage(request)
    return request


def form(done=False, conflict=None):
    return SimpleNamespace(done=done, conflict=conflict, errors={}, non_field_errors=[])


def respond(request, tried, fragment=FRAGMENT):
    return http.respond(request, tried, fragment, PAGE, {}, ok_redirect="/there/", said="第3项已保存")


WHO_ASKS = [
    ({}, True),
    ({"hx_request": "true"}, False),
    ({"hx_request": "true", "hx_boosted": "true"}, True),
    ({"hx_request": "true", "hx_history_restore_request": "true"}, True),
]


@pytest.mark.parametrize(("headers", "whole"), WHO_ASKS)
def test_only_htmx_asking_for_a_part_gets_the_fragment(headers, whole):
    answer = http.page_or_fragment(ask(**headers), PAGE, FRAGMENT, {})
    assert (b"<!doctype html>" in answer.content) is whole
    assert "HX-Request" in answer["Vary"]


REFUSED = [(form(), 422), (form(conflict="the row as it is now"), 409)]


@pytest.mark.parametrize(("tried", "status"), REFUSED)
@pytest.mark.parametrize("headers", [{}, {"hx_request": "true"}])
def test_a_form_that_did_not_take_effect_comes_back_with_its_reason(tried, status, headers):
    assert respond(ask("post", **headers), tried).status_code == status


def test_a_plain_post_that_took_effect_is_sent_on_and_reads_there_what_happened():
    request = ask("post")
    answer = respond(request, form(done=True))
    assert (answer.status_code, answer["Location"]) == (303, "/there/")
    assert [str(message) for message in get_messages(request)] == ["第3项已保存"]


def test_htmx_gets_the_fragment_and_hears_what_happened():
    answer = respond(ask("post", hx_request="true"), form(done=True))
    assert answer.status_code == 200
    assert b"<!doctype" not in answer.content
    assert json.loads(answer["HX-Trigger"]) == {"announce": {"text": "第3项已保存"}}


def test_without_a_fragment_htmx_is_sent_on_too():
    answer = respond(ask("post", hx_request="true"), form(done=True), fragment="")
    assert answer["HX-Redirect"] == "/there/"


CAME_FROM = [
    ("http://testserver/obligations/?page=2", "/obligations/?page=2"),
    ("http://elsewhere.example/obligations/", None),
    ("http://testserver//elsewhere.example/x", None),
    ("", None),
]


@pytest.mark.parametrize(("referer", "page"), CAME_FROM)
def test_the_way_back_stays_inside_the_house(referer, page):
    assert http.came_from(RequestFactory(headers={"referer": referer}).get("/")) == page
