"""The figures as a page: docs/performance.md."""

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

import django
from django.db import connection
from django.utils import timezone

from tests.tools.measured import ROOT, commit, processor

from .figures import Round, of, ratio
from .running import WORKERS
from .targets import LANES

PAGE = ROOT / "docs" / "performance.md"
TEXT = Path(__file__).with_name("performance.md.txt")
BASE, AIM = "bare", 3
HEAD = ["request", "CPU ms, web", "CPU ms, database", "requests/s", "kB", "× bare matrix (web)", "× bare matrix (both)"]
# Of a province: how many times the dashboard of 19 pilots each may cost.
LARGE = {"large": 3, "large_past": 10, "large_kept": 3}
Found = Mapping[str, Sequence[Round]]


def page(labels: Mapping[str, str], found: Found, facts: Sequence[str]) -> str:
    """The whole page: `labels` and `found` by the targets' names, `facts` as lines."""
    return TEXT.read_text().format(
        verdict=verdict(found),
        table=table(labels, found),
        large=large(labels, found),
        facts="\n".join(f"- {fact}" for fact in facts),
        rounds=len(found[BASE]),
        aim=AIM,
        lanes=LANES,
        workers=WORKERS,
    )


def table(labels: Mapping[str, str], found: Found) -> str:
    """A line for each target, compared with the bare matrix."""
    rows = [row(label, found[name], found[BASE]) for name, label in labels.items()]
    lines = [HEAD, ["---", *["---:"] * (len(HEAD) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def row(label: str, rounds: Sequence[Round], base: Sequence[Round]) -> list[str]:
    web, times = of(rounds, "web_ms"), ratio(rounds, base, "web_ms")
    return [
        label,
        f"{web.middle:.2f} ±{web.relative:.0%}",
        f"{of(rounds, 'database_ms').middle:.2f}",
        f"{of(rounds, 'per_second').middle:.0f}",
        f"{max(each.size for each in rounds) / 1024:.1f}",
        f"{times.middle:.2f} ({times.low:.2f}-{times.high:.2f})",
        f"{ratio(rounds, base, 'all_ms').middle:.2f}",
    ]


def large(labels: Mapping[str, str], found: Found) -> str:
    """What the dashboard of a province costs beside that of 19 pilots."""
    head = ["request", "× dashboard of 19 pilots (web)", "× the same (both)", "aim (web)"]
    lines = [head, ["---", "---:", "---:", "---:"]]
    for name in [name for name in labels if name.startswith("large")]:
        times = ratio(found[name], found["dashboard"], "web_ms")
        both = ratio(found[name], found["dashboard"], "all_ms").middle
        aim = LARGE.get(name)
        said = f"at most {aim}: {'kept' if times.middle <= aim else 'missed'}" if aim else ""
        lines.append([labels[name], f"{times.middle:.2f} ({times.low:.2f}-{times.high:.2f})", f"{both:.2f}", said])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def verdict(found: Found) -> str:
    """Whether the dashboard keeps to the aim, in a sentence."""
    times = ratio(found["dashboard"], found[BASE], "web_ms").middle
    kept = "kept" if times <= AIM else "missed"
    return f"The dashboard costs {times:.2f} times the CPU of the bare matrix; the aim, at most {AIM}, is {kept}."


def describe() -> list[str]:
    """When, of what and on what it is measured; asked before the load begins."""
    software = f"Python {platform.python_version()}, Django {django.get_version()}, PostgreSQL {postgres_version()}"
    return [
        f"{timezone.localdate().isoformat()}, commit {commit(PAGE)}",
        f"{processor()}, {os.cpu_count()} cores; load average before the run {os.getloadavg()[0]:.1f}",
        software,
    ]


def postgres_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0]
