"""What a person must rule on before a notice is loaded."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from .notice import Clause, NamedUnit, Phase, TaskRow, Warning
from .numerals import plain

GOAL = re.compile(r"目标")
PROMISE = re.compile(r"[。；;\n]")


def doubts(
    tasks: tuple[TaskRow, ...],
    phases: tuple[Phase, ...],
    clauses: tuple[Clause, ...],
    pilots: tuple[NamedUnit, ...],
    is_working: Callable[[date], bool],
    issued_on: date | None,
) -> Iterator[Warning]:
    """Warnings about units, deadlines and names, in the order in which they are best answered."""
    yield from _units(tasks, pilots)
    yield from _year_precision(tasks)
    yield from _rest_days(tasks, phases, is_working)
    yield from _phase_names(phases, clauses)
    yield from _deadlines(tasks, issued_on)


def _units(tasks: tuple[TaskRow, ...], pilots: tuple[NamedUnit, ...]) -> Iterator[Warning]:
    for task in tasks:
        if not (task.lead or task.units or task.groups):
            yield Warning("no_units", {"row": task.number}, task.source)
        if task.restored:
            yield Warning("restored_names", {"row": task.number, "names": list(task.restored)}, task.source)
        if task.groups and task.units and not task.lead:
            yield _two_kinds(task, len(pilots))


def _two_kinds(task: TaskRow, pilots: int) -> Warning:
    named = {"row": task.number, "units": list(task.units), "groups": list(task.groups)}
    return Warning("two_unit_kinds", named | {"pilots": pilots}, task.source)


def _year_precision(tasks: tuple[TaskRow, ...]) -> Iterator[Warning]:
    by_day: dict[date, list[TaskRow]] = {}
    for task in tasks:
        if task.deadline.precision == "year" and task.deadline.due_on:
            by_day.setdefault(task.deadline.due_on, []).append(task)
    for day, rows in by_day.items():
        found = {"rows": [task.number for task in rows], "wording": rows[0].deadline.wording, "day": day.isoformat()}
        yield Warning("year_precision", found, rows[0].source)


def _rest_days(tasks, phases, is_working) -> Iterator[Warning]:
    """One warning for all of them: it is one ruling. Only a deadline given to the day can be meant to the day."""
    days: dict[date, dict] = {}
    sources = []
    for task in tasks:
        due_on = task.deadline.due_on
        if due_on and task.deadline.precision == "day" and not is_working(due_on):
            days.setdefault(due_on, {"rows": [], "phases": []})["rows"].append(task.number)
            sources.append(task.source)
    for phase in phases:
        if phase.due_on and phase.due_on in days:
            days[phase.due_on]["phases"].append(phase.name)
    if days:
        found = [{"day": day.isoformat()} | what for day, what in sorted(days.items())]
        yield Warning("rest_day", {"days": found}, sources[0])


def _phase_names(phases: tuple[Phase, ...], clauses: tuple[Clause, ...]) -> Iterator[Warning]:
    """The paragraph of goals promises by the same day what the steps call by another name."""
    promises = [promise for clause in clauses if GOAL.search(clause.heading) for promise in PROMISE.split(clause.text)]
    for phase in phases:
        short = phase.name.removesuffix("阶段")
        for promise in promises:
            if phase.due_on and _day_words(phase.due_on) in plain(promise) and short not in promise:
                found = {"phase": phase.name, "goal": _same_letters(short, promise) or promise[:60]}
                yield Warning("phase_name_differs", found, phase.clause)


def _day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _same_letters(name: str, text: str) -> str:
    """挂牌组建 for 组建挂牌: the stretch of text made of the same characters."""
    windows = (text[start : start + len(name)] for start in range(len(text) - len(name) + 1))
    return next((window for window in windows if Counter(window) == Counter(name)), "")


def _deadlines(tasks: tuple[TaskRow, ...], issued_on: date | None) -> Iterator[Warning]:
    for task in tasks:
        deadline, row = task.deadline, {"row": task.number, "wording": task.deadline.wording}
        if deadline.kind == "unclear":
            yield Warning("unclear_deadline", row | {"reason": deadline.reason}, task.source)
        elif deadline.kind not in ("once", "none"):
            yield Warning("not_once", row | {"kind": deadline.kind}, task.source)
        elif deadline.reason:
            due_on = deadline.due_on and deadline.due_on.isoformat()
            yield Warning("inferred_deadline", row | {"reason": deadline.reason, "day": due_on}, task.source)
        if deadline.due_on and issued_on and deadline.due_on < issued_on:
            yield Warning("due_before_issue", row | {"day": deadline.due_on.isoformat()}, task.source)
