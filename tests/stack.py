"""The product as it runs: real processes on a database of one's own."""

import http.client
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from reformtrack import servers
from tests.own_database import ROOT, OwnDatabase, collected


class Stack:
    """Starts parts of the product on one OwnDatabase and ends them all with `stop()`.

    `valkey()`, `worker()`, `beat()` and `web()` return a started `reformtrack.servers.Process`, which can also be
    `kill()`ed, `signal()`led and `start()`ed again. `env` may be changed before a part starts.
    """

    def __init__(self, database: OwnDatabase) -> None:
        self.database = database
        self.env = database.env
        self.env["LOG_LEVEL"] = "INFO"
        self.parts: list[servers.Process] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self, name: str, command: list[str]) -> servers.Process:
        log = self.database.folder / "log" / f"{name}.log"
        process = servers.Process(name, command, log, self.env, {"cwd": ROOT})
        self.parts.append(process)
        return process.start()

    def valkey(self) -> servers.Process:
        """A Valkey where `env["BROKER_URL"]` points to."""
        socket = Path(self.env["VAR_DIR"], "valkey.sock")
        process = servers.valkey(socket, self.database.folder / "valkey")
        self.parts.append(process)
        return process.start().wait_until(lambda: servers.answers(socket))

    def worker(self, name: str = "worker", concurrency: int = 2) -> servers.Process:
        process = self.begin(name, servers.worker(name, concurrency))
        return process.wait_until(lambda: f"{name}@" in process.tail(60) and "ready." in process.tail(60), 60)

    def beat(self) -> servers.Process:
        process = self.begin("beat", servers.beat())
        return process.wait_until(lambda: "beat: Starting" in process.tail(60), 60)

    def web(self, workers: int = 2) -> servers.Process:
        """gunicorn on a free port with the run's collected static files; returns once /healthz answers 200."""
        self.port = servers.free_port()
        self.env["SITE_URL"] = self.url
        collected(self.database)
        process = self.begin("web", servers.gunicorn(f"127.0.0.1:{self.port}", workers))
        return process.wait_until(lambda: self.status("/healthz") == 200, 60, pause=0.1)

    def status(self, path: str) -> int:
        """The status of a GET without log-in, 0 while nobody listens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def session_cookie(self, username: str) -> dict[str, str]:
        """A cookie, as Playwright takes it, of a person who has just logged in."""
        client = Client()
        with self.database.adopted():
            client.force_login(get_user_model().objects.get(username=username), settings.AUTHENTICATION_BACKENDS[-1])
        return {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": self.url,
        }

    def stop(self) -> None:
        servers.stop_all(self.parts[::-1])
