"""JB4, JB5: people save and digests leave while the broker is gone, hangs, or forgets everything."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import redis

from reformtrack import servers
from tests.alerts import mornings
from tests.cast import Cast, obligation
from tests.concurrency.people import Answer, Person, new_key, p95, url
from tests.servers import MailSink
from tests.stack import Stack

# Who saves what: four people, each on an obligation of their own, three saves a second each.
SAVING = {"officer": ("own", 1), "colleague": ("own", 2), "lead": ("own", 3), "foreigner": ("foreign", 1)}
PACE = 0.33
FEW = 40


class Broker:
    """The stack's Valkey, and what may happen to it."""

    def __init__(self, stack: Stack):
        self.socket = Path(stack.env["VAR_DIR"], "valkey.sock")
        self.process = stack.valkey()

    def stop(self) -> None:
        self.process.kill()

    def start(self) -> None:
        self.process.start().wait_until(lambda: servers.answers(self.socket))

    def hang(self) -> None:
        self.process.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.signal(signal.SIGCONT)

    def forget(self) -> None:
        redis.Redis(unix_socket_path=str(self.socket)).flushall()


class Office:
    """Four people in front of the server, who save while something is wrong with the broker."""

    def __init__(self, stack: Stack, cast: Cast, plan):
        self.stack = stack
        self.web = stack.web()
        self.work = []
        for name, (unit, row) in SAVING.items():
            one = obligation(plan, getattr(cast, unit), row)
            self.work.append([Person(stack, name), url("report", one), one.version])
        self.answers: dict[str, list[Answer]] = {}

    def save(self, work) -> Answer:
        """The next report on an obligation."""
        person, address, version = work
        answer = person.post(address, {"key": new_key(), "version": version, "text": f"第{version}次填报"})
        work[2] += answer.done
        return answer

    def save_while(self, name: str, seconds: float) -> None:
        """Everybody saves for so many seconds, in front of servers that have not met a silent broker yet."""
        self.web.stop()
        self.web.start().wait_until(lambda: self.stack.status("/healthz") == 200, 60, pause=0.1)
        until = time.monotonic() + seconds

        def go(work) -> list[Answer]:
            made = []
            while time.monotonic() < until:
                made.append(self.save(work))
                time.sleep(max(0.0, PACE - made[-1].seconds))
            return made

        with ThreadPoolExecutor(len(self.work)) as pool:
            self.answers[name] = [answer for done in pool.map(go, self.work) for answer in done]

    def outcome(self) -> dict:
        """Saves, those that failed, the 95th hundredth and the longest in seconds."""
        saved = [answer for each in self.answers.values() for answer in each]
        return {
            "saves": len(saved),
            "failed": sum(not answer.done for answer in saved),
            "p95": {name: round(p95(answer.seconds for answer in each), 2) for name, each in self.answers.items()},
            "longest": round(max(answer.seconds for answer in saved), 2),
        }


def drained(stack: Stack, sink: MailSink, seconds: float, since: Callable[[], None]) -> dict:
    """Seconds from an event until every copy has ended, and what was lost until then."""
    since()
    began = time.monotonic()
    mornings.wait_until_ended(stack, seconds)
    done = mornings.count(sink)
    return {"drained_in": round(time.monotonic() - began), "lost": done.lost, "doubled": done.doubled_messages}


def wiped(stack: Stack, sink: MailSink, **env: str) -> None:
    """Forty copies wait; a few have left when the broker is wiped."""
    mornings.prepare(stack, sink, FEW, **env)
    sink.answer_after = 0.1
    broker = Broker(stack)
    stack.database.manage("raise_alerts")
    stack.worker()
    stack.beat()
    sink.wait_for(5)
    broker.forget()
