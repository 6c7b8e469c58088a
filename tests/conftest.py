"""Fixtures that start real things. Unit tests need none of them."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.test.signals import setting_changed

from base import statements
from tests.httpsink import HttpSink
from tests.own_database import OwnDatabase, template
from tests.servers import MailSink
from tests.stack import Stack

ARTIFACTS = Path(__file__).parent / "artifacts"
DEMO_DAY = "2021-02-18"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@pytest.fixture
def short_path():
    """An empty folder with a path short enough for a Unix socket, unlike tmp_path."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TEST_RUN_DIR"]))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def empty_template() -> OwnDatabase:
    return template("empty", lambda database: None)


def demo_template() -> OwnDatabase:
    """The demo, loaded once per run. Processes on its copies live on the demo's day."""

    def fill(database: OwnDatabase) -> None:
        database.manage("demo", DEMO="1", TODAY=DEMO_DAY)

    return template("demo", fill)


def adopt(database: OwnDatabase, django_db_blocker):
    with django_db_blocker.unblock(), database.adopted():
        yield database
    database.drop()


@pytest.fixture
def own_database(short_path, django_db_blocker):
    """A migrated, empty database of this test's own, which the ORM of the test uses too. Not with django_db."""
    yield from adopt(empty_template().copy(short_path), django_db_blocker)


@pytest.fixture
def demo_database(short_path, django_db_blocker, settings):
    """The same with the demo's data, on the demo's day."""
    database = demo_template().copy(short_path)
    database.env |= {"DEMO": "1", "TODAY": DEMO_DAY}
    settings.DEMO, settings.PINNED_TODAY = True, DEMO_DAY
    yield from adopt(database, django_db_blocker)


@pytest.fixture
def smtp_sink():
    """A real SMTP server: `.url` for EMAIL_URL, `.messages`, `.wait_for(n)`, `.answer_after`, `.refuse`."""
    sink = MailSink()
    sink.controller.start()
    yield sink
    sink.controller.stop()


@pytest.fixture
def http_sink():
    """A web server that keeps what is posted: `.url`, `.requests`, `.reply`, `.replies` (see tests/httpsink.py)."""
    sink = HttpSink()
    yield sink
    sink.stop()


@pytest.fixture
def stack(own_database):
    """The product's processes on an empty database: start what the test needs (see tests/stack.py)."""
    running = Stack(own_database)
    yield running
    running.stop()


@pytest.fixture
def valkey(stack):
    """A running Valkey that the stack's processes use; kill() and start() it at will."""
    return stack.valkey()


@pytest.fixture
def live_stack(demo_database):
    """The demo behind a running web server and Valkey, for one test that changes it. `.url`, `.worker()`, `.beat()`."""
    running = Stack(demo_database)
    running.valkey()
    running.web()
    yield running
    running.stop()


def demo_of_a_session(django_db_blocker):
    """A copy of the demo behind a running web server, for a whole session."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TEST_RUN_DIR"]))
    database = demo_template().copy(folder)
    database.env |= {"DEMO": "1", "TODAY": DEMO_DAY}
    running = Stack(database)
    with django_db_blocker.unblock():
        running.valkey()
        running.web()
        yield running
    running.stop()
    database.drop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_stack(django_db_blocker):
    """The demo behind a running web server, shared by tests that only look."""
    yield from demo_of_a_session(django_db_blocker)


@pytest.fixture(scope="session")
def chromium():
    """One headless Chromium for the session."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.fail("Chromium is missing: apt-get install --no-install-recommends chromium fonts-wqy-microhei")
    # Playwright's loop runs in this thread, and Django would refuse the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_as(chromium, request):
    """`open_as(stack, username=None, **context)` -> a Playwright page, logged in; `page.faults` collects script errors,
    CSP violations and failed requests. On failure a picture is kept in tests/artifacts/."""
    contexts = []

    def open_page(stack: Stack, username: str | None = None, **options):
        context = chromium.new_context(**{"locale": "zh-CN", "base_url": stack.url, **options})
        contexts.append(context)
        if username:
            context.add_cookies([stack.session_cookie(username)])
        return watched(context.new_page())

    yield open_page
    for number, context in enumerate(contexts):
        if getattr(request.node, "failed", False) and context.pages:
            ARTIFACTS.mkdir(exist_ok=True)
            context.pages[-1].screenshot(path=ARTIFACTS / f"{request.node.name[:80]}-{number}.png", full_page=True)
        context.close()


def watched(page):
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(f"script: {error}"))
    page.on("console", lambda line: page.faults.append(f"console: {line.text}") if line.type == "error" else None)
    page.on("requestfailed", lambda asked: None if given_up(asked) else page.faults.append(failed(asked)))
    return page


def failed(asked) -> str:
    return f"request: {asked.url} {asked.failure}"


def given_up(asked) -> bool:
    """Whether it is the tab's icon, which the browser asks for by itself and gives up when the page is left."""
    return "/static/img/icon." in asked.url and asked.failure == "net::ERR_ABORTED"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed
    return report


@pytest.fixture(autouse=True, scope="session")
def statements_follow_settings():
    """A process keeps its settings; a test changes them, and what was made of them is made anew."""

    def forget(**_changed):
        statements.forget()

    setting_changed.connect(forget)
    yield
    setting_changed.disconnect(forget)
