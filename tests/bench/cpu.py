"""CPU time of a process and all that it started, as the kernel counts it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

TICK = 1 / os.sysconf("SC_CLK_TCK")


class Stat(NamedTuple):
    """One process: `seconds` of its own, `reaped` those of children that have ended."""

    pid: int
    parent: int
    seconds: float
    reaped: float


def parse(line: str) -> Stat:
    """A line of /proc/<pid>/stat. The name in it may hold blanks and brackets."""
    pid, rest = int(line.split(" ", 1)[0]), line.rpartition(")")[2].split()
    user, system, user_reaped, system_reaped = (int(field) * TICK for field in rest[11:15])
    return Stat(pid, int(rest[1]), user + system, user_reaped + system_reaped)


def living() -> Iterator[Stat]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield parse(path.read_text())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended between the listing and the reading


def seconds_of(root: int, stats: Iterable[Stat] | None = None) -> float:
    """User and system time of `root` and all below it, living and ended, in seconds."""
    stats = list(living() if stats is None else stats)
    family = {root}
    while grown := {stat.pid for stat in stats if stat.parent in family} - family:
        family |= grown
    return sum(stat.seconds + stat.reaped for stat in stats if stat.pid in family)
