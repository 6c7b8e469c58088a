"""A page of our frame in Chromium without a server: its scripts and styles from disk, answers from the test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from mimetypes import guess_type
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory

HOST = "http://reform.test"
POLICY = "; ".join(
    f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
HEADERS = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}


def framed(content: str) -> str:
    """Our frame around some markup."""
    source = '{% extends "base.html" %}{% block content %}' + content + "{% endblock %}"
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render({}, request)


@dataclass
class Site:
    """What the browser finds at each path, and what it asked for. An answer is (status, html) or "down"."""

    content: str
    answers: dict[str, Callable] = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def serve(self, route):
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(status=200, headers=HEADERS, body=framed(self.content))
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=found, content_type=guess_type(found)[0])
        else:
            self.answer(route, path)

    def answer(self, route, path):
        self.asked.append((path, route.request.post_data or "", route.request.headers))
        given = self.answers[path]()
        if given == "down":
            route.abort("connectionrefused")
        else:
            route.fulfill(status=given[0], headers=HEADERS, body=given[1])

    def open(self, browser):
        """The page, loaded; `page.faults` collects script errors and blocked things."""
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: "Content Security" in line.text and page.faults.append(line.text))
        page.route("**/*", self.serve)
        page.goto(HOST + "/")
        return page
