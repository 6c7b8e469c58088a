"""The figures of `make faults` as a page: docs/reliability.md."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from reformtrack.servers import valkey_binary
from tests.tools.measured import ROOT, commit, processor

PAGE = ROOT / "docs" / "reliability.md"
TEXT = Path(__file__).with_name("reliability.md.txt")
HEAD = ["check", "asked", "SQLite", "PostgreSQL", "control", "seed"]
# Their controls run with the checks in small.
IN_SMALL = {"CC1", "CC3", "CC4", "DB1", "AZ3"}
# What each check must come to, in the order of the page. A check that is missing here still gets its line.
ASKED = {
    "JB1": "2,000 deliveries, 20 SIGKILLs: 0 lost, 0 unfinished, 0 doubled messages; doubled on the wire at most 40",
    "JB1 hold": "the same, held: 0 doubled on the wire, sent + held = 2,000",
    "JB2": "5 warm stops: 0 lost, 0 doubled",
    "JB3": "two schedulers, cron and a person, three mornings, 20 SIGKILLs at the due minute: 0 doubled, 0 missed",
    "JB4": "broker stopped, hung, wiped: 0 failed saves, p95 under 1 s, none over 3 s",
    "JB5": "2,000 waiting meanwhile: 0 lost, drained within 90 s",
    "JB7": "1,000 mails: all sent but those refused for good, at most 8 tries, doubled only where the line dropped",
    "JB8": "200 alerts, one robot: at most 20 posts in any 60 s, no redirect followed, all 200 told",
    "JB12 rule": "10,000 histories: 0 mismatches",
    "JB12 database": "312 histories: 0 mismatches",
    "raising, first run": "34,200 obligations, 3,000 overdue: as many statements as for a tenth",
    "raising, second run": "the same, nothing new",
    "CC1": "1,000 edits by 50 people: none overwritten or lost",
    "CC3": "500 posts of 50 forms: 50 effects",
    "CC4": "500 races: no unseen submission closed out",
    "DB1": "4,000 posts to eight processes: none meets a locked database",
    "AZ3": "10,000 replays: nothing given away",
}
# A control that stands for several checks, where the name alone does not tell.
CONTROLS = {
    "JB1 hold": "JB1",
    "JB2": "JB1",
    "JB12 rule": "JB12",
    "JB12 database": "JB12",
    "raising, first run": "raising,",
    "raising, second run": "raising,",
}
Figure = dict


def page(figures: Sequence[Figure], facts: Iterable[str]) -> str:
    """The whole page."""
    return TEXT.read_text().format(table=table(figures), facts="\n".join(f"- {fact}" for fact in facts))


def table(figures: Sequence[Figure]) -> str:
    """A line for each check: those that are asked for first, then whatever else was counted."""
    told = dict.fromkeys(each["check"] for each in figures if not each["check"].endswith(" control"))
    missing = ", ".join(check for check in ASKED if check not in told)
    if missing:
        raise SystemExit(f"These checks told no figures: {missing}")
    rows = [row(check, figures) for check in (*ASKED, *(each for each in told if each not in ASKED))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (HEAD, ["---"] * len(HEAD), *rows))


def row(check: str, figures: Sequence[Figure]) -> list[str]:
    mine = [each for each in figures if each["check"] == check]
    control = f"{CONTROLS.get(check, check)} control"
    controls = [each for each in figures if each["check"] == control]
    seeds = dict.fromkeys(str(each["seed"]) for each in mine if each["seed"] != "none")
    return [
        check,
        ASKED.get(check, ""),
        *("<br>".join(said(each) for each in mine if each["database"].startswith(name)) or "–" for name in HEAD[2:4]),
        "<br>".join(said(each, with_database=True) for each in controls)
        or ("*make test*" if check in IN_SMALL else "–"),
        ", ".join(seeds) or "–",
    ]


def said(figure: Figure, *, with_database: bool = False) -> str:
    """'lost 0, unfinished 0' of what was counted."""
    before = f"{figure['database'].partition(' ')[0]}: " if with_database else ""
    return before + words(figure["outcome"])


def words(counts) -> str:
    if not isinstance(counts, dict):
        return str(counts) if not isinstance(counts, list) else str(len(counts))
    parts = (f"{name.replace('_', ' ')} {_nested(value)}" for name, value in counts.items())
    return ", ".join(parts)


def _nested(value) -> str:
    return f"({words(value)})" if isinstance(value, dict) else words(value)


def describe(figures: Sequence[Figure]) -> list[str]:
    """When, of what and on what."""
    databases = ", ".join(dict.fromkeys(each["database"] for each in figures))
    software = f"Python {platform.python_version()}, Django {version('django')}, Celery {version('celery')}"
    return [
        f"{datetime.now().astimezone().date().isoformat()}, commit {commit(PAGE)}",
        f"{software}, Valkey {valkey_version()}, {databases}",
        f"{processor()}, {os.cpu_count()} cores",
    ]


def valkey_version() -> str:
    said = subprocess.run([valkey_binary(), "--version"], capture_output=True, text=True, check=True).stdout
    return next(word.removeprefix("v=") for word in said.split() if word.startswith("v="))


def main() -> None:
    figures = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    PAGE.write_text(page(figures, describe(figures)))
    print(f"Written: docs/{PAGE.name}")


if __name__ == "__main__":
    main()
