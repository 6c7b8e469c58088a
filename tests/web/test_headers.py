"""WB1, second half: the policy is on every answer, those for faults and for static files too."""

import http.client

import pytest
from django.http import HttpResponse
from django.urls import path

from reformtrack import urls

POLICY = "default-src 'none'"


def broken(request):
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken), path("fine/", lambda request: HttpResponse("fine")), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "headers", "status"),
    [
        ("/login/", {}, 200),
        ("/nowhere/", {}, 404),
        ("/workbench/", {}, 302),
        ("/workbench/", {"HX-Request": "true"}, 401),
        ("/broken/", {}, 500),
        ("/login/", {"Host": "evil.example"}, 400),
    ],
)
def test_every_answer_carries_the_policy(client, settings, url, headers, status):
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, without_log_in(settings, url)
    client.raise_request_exception = False
    answer = client.get(url, headers=headers)
    assert answer.status_code == status
    assert POLICY in answer["Content-Security-Policy"]


def without_log_in(settings, url) -> list[str]:
    """A broken page would only be met behind the log-in."""
    guard = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    return [each for each in settings.MIDDLEWARE if each != guard or url != "/broken/"]


@pytest.mark.browser
@pytest.mark.sqlite
@pytest.mark.parametrize("url", ["/static/css/board.css", "/static/js/shell.js", "/static/nowhere.js", "/healthz"])
def test_static_files_carry_it_too(shared_stack, url):
    line = http.client.HTTPConnection("127.0.0.1", shared_stack.port, timeout=10)
    line.request("GET", url)
    assert POLICY in line.getresponse().getheader("Content-Security-Policy", "")
    line.close()
