"""AU2 of RELIABILITY: 50 parallel guesses at one account, by real web processes, 20 rounds."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings

from pilots.access import Role
from tests.cast import PASSWORD, make_officer, make_unit
from tests.hashers import compared

pytestmark = [pytest.mark.stack, pytest.mark.fault]
WORKERS, GUESSES, ROUNDS = 2, 50, 20


class Guesser:
    """Posts the log-in form over its own connections, all with one CSRF token."""

    def __init__(self, stack):
        self.port = stack.port
        answer, body = self.ask("GET", {})
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', body)[1]

    def ask(self, method, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, "/login/", body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def status(self, username, password) -> int:
        """302 lets in, 422 does not."""
        form = {"username": username, "password": password, "csrfmiddlewaretoken": self.token}
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", headers, urlencode(form))[0].status

    def guess(self, username) -> set[int]:
        """All guesses at once."""
        with ThreadPoolExecutor(GUESSES) as pool:
            return set(pool.map(lambda n: self.status(username, f"Wrong-Guess-{n}"), range(GUESSES)))


@pytest.fixture
def guesser(stack):
    stack.env["COUNT_COMPARISONS"] = "1"
    unit = make_unit("zhanggong", "章贡区", "district")
    for n in range(ROUNDS + 1):
        make_officer(f"person-{n}", Role.COUNTY_OFFICER, unit)

    def start(**env):
        stack.env.update(env)
        stack.web(WORKERS)
        return Guesser(stack)

    return start


def test_parallel_guesses_are_compared_at_most_limit_plus_processes_times(guesser, stack):
    front, counts = guesser(), []
    for n in range(ROUNDS):
        before = compared(stack.env["VAR_DIR"])
        assert front.guess(f"person-{n}") == {422}
        counts.append(compared(stack.env["VAR_DIR"]) - before)
        assert front.status(f"person-{n}", PASSWORD) == 422
    assert min(counts) >= settings.AXES_FAILURE_LIMIT
    assert max(counts) <= settings.AXES_FAILURE_LIMIT + WORKERS
    assert front.status(f"person-{ROUNDS}", PASSWORD) == 302


def test_without_the_lockout_every_guess_is_compared(guesser, stack):
    front = guesser(GUARDS_OFF="lockout", DEBUG="1")
    assert front.guess("person-0") == {422}
    assert compared(stack.env["VAR_DIR"]) == GUESSES
