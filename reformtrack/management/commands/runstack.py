import fcntl
import os
import shutil
import signal
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from reformtrack import servers

GRACE_SECONDS = 35
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """SIGINT or SIGTERM arrived."""


def stop_on_signal(number, frame):
    raise Stopped


class Command(BaseCommand):
    help = "Run the whole product on this machine: broker (unless BROKER_URL is set), web, worker, beat."
    requires_system_checks = "__all__"

    def handle(self, **options):
        os.umask(0o077)
        self.host, self.port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        self.processes: list[servers.Process] = []
        for number in ENDINGS:
            signal.signal(number, stop_on_signal)
        with only_one(settings.VAR_DIR):
            try:
                self.run()
            except Stopped:
                self.stdout.write("\n" + _("Stopping ..."))
            except servers.ServerFailed as failure:
                raise CommandError(str(failure)) from None
            finally:
                self.end()

    def run(self):
        if not servers.port_is_free(self.host, self.port):
            refusal = _("Port %(port)d is taken. Choose another one: make run PORT=%(other)d")
            raise CommandError(refusal % {"port": self.port, "other": self.port + 1})
        self.start_broker()
        self.prepare()
        self.start_product()
        self.announce()
        self.watch()

    def start_broker(self):
        if os.environ.get("BROKER_URL"):
            return
        socket = Path(settings.VAR_DIR) / "valkey.sock"
        process = servers.valkey(socket, Path(settings.VAR_DIR) / "valkey")
        self.processes.append(process)
        process.start().wait_until(lambda: servers.answers(socket))

    def prepare(self):
        """Bring the database up to date and, the first time, put somebody into it."""
        unfinished = Path(settings.VAR_DIR) / "first-run"
        if unfinished.exists() and settings.DEMO:
            forget_half_a_demo()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not get_user_model().objects.exists():
            unfinished.touch()
            self.first_run()
        unfinished.unlink(missing_ok=True)
        connections.close_all()

    def first_run(self):
        self.stdout.write(_("First run: loading the notice and the demo ...") if settings.DEMO else _("First run."))
        self.stdout.flush()
        call_command("demo" if settings.DEMO else "first_admin", stdout=self.stdout)

    def start_product(self):
        bind = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        commands = {"web": servers.gunicorn(bind), "worker": servers.worker(), "beat": servers.beat()}
        log = Path(settings.VAR_DIR) / "log"
        started = [servers.Process(name, command, log / f"{name}.log") for name, command in commands.items()]
        for process in started:
            self.processes.append(process.start())
        started[0].wait_until(self.healthy, 60, pause=0.2)

    def healthy(self) -> bool:
        """Whether /healthz answers 200."""
        connection = HTTPConnection("127.0.0.1" if self.host == "0.0.0.0" else self.host, self.port, timeout=10)
        host = settings.ALLOWED_HOSTS[0].replace("*", "localhost").lstrip(".")
        try:
            connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def announce(self):
        if settings.DEMO:
            call_command("demo", logins=True, stdout=self.stdout)
        ready = _("ReformTrack is ready: %(address)s") % {"address": settings.SITE_URL}
        self.stdout.write("\n" + self.style.SUCCESS(ready))
        self.stdout.write(_("Data and logs: %(folder)s   Stop: Ctrl-C") % {"folder": settings.VAR_DIR})
        self.stdout.flush()

    def watch(self):
        """Wait for a signal. A part that ends by itself ends all: half a product is worse than none."""
        while all(process.running for process in self.processes):
            time.sleep(0.5)
        ended = next(process for process in self.processes if not process.running)
        raise servers.ServerFailed(_("%(part)s has ended:") % {"part": ended.name} + f"\n{ended.tail()}")

    def end(self):
        for number in ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        servers.stop_all(self.processes[::-1], GRACE_SECONDS)


def forget_half_a_demo():
    """A first run was interrupted: begin again. Only where the database is a file of this very folder."""
    database = Path(settings.DATABASES["default"]["NAME"])
    if database.is_file() and database.parent == Path(settings.VAR_DIR):
        connections.close_all()
        for path in database.parent.glob(f"{database.name}*"):
            path.unlink()
        shutil.rmtree(settings.FILES_DIR, ignore_errors=True)


@contextmanager
def only_one(folder):
    """Refuse a second stack on the same data."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with (Path(folder) / "stack.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(_("ReformTrack already runs on %(folder)s.") % {"folder": folder}) from None
        yield
