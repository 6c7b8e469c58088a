"""The figures of a circular, taken once and kept: what the plan's bureau sees at the end of a day, as plain JSON.

Whole numbers, days and words; shares are worked out when a paper is made. The digest is that of the canonical JSON.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils.translation import override

from pilots.access import Role
from pilots.models import Officer
from tasks import measures
from tasks.asof import AsOf
from tasks.models import Problem
from tasks.problem_rules import OPEN, WAITING
from tasks.standing import Standing

from .. import curve, figures, reading
from ..dashboard import Dashboard
from ..filters import Filters
from .slots import name_of

FORMAT = 1
# How many of the deadlines ahead are told of.
AHEAD = 2


def take(plan, on: date, today: date) -> dict:
    """The snapshot of a plan at the end of the day `on`; of today as it stands this moment. In the default language."""
    with override(settings.LANGUAGE_CODE):
        eyes = Officer(role=Role.REVIEWER, unit=plan.bureau)
        board = reading.dashboard(eyes, Filters(plan=str(plan.key)), AsOf(on, today), apart=True)
        return of_board(board)


def canonical(data: dict) -> str:
    """The one way to write it: keys in order, no spaces, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: dict) -> str:
    """The sha256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def of_board(board: Dashboard) -> dict:
    """The same of a dashboard that sees the whole plan."""
    plan, measured = board.plan, _measured(board)
    return {
        "format": FORMAT,
        "plan": {"title": plan.title, "number": plan.document_number, "pilots": len(board.pilots)},
        "on": board.on.isoformat(),
        "overall": _counted(board.places, board.on),
        "phases": [_phase(stone) for stone in board.milestones],
        "measures": [_measure(one, board) for one in measured],
        "ahead": [_ahead(board, day) for day in _deadlines(board)],
        "problems": _problems(plan, board.asof),
        "units": [_unit(board, unit, measured) for unit in board.units],
        "overdue": [_overdue(place, board.on) for place in _late(board)],
    }


def _counted(places: list, on: date) -> dict:
    counted = Counter(place.standing for place in places)
    due, due_done = curve.owed(places, on)
    return {
        "total": len(places),
        **{str(standing): counted[standing] for standing in Standing},
        "due": due,
        "due_done": due_done,
    }


def _phase(stone) -> dict:
    gate = stone.gate
    return {
        "name": gate.phase.name,
        "due_on": gate.phase.due_on.isoformat(),
        "pilots": len(gate.pilots),
        "passed": gate.passed,
        "shortfall": [[str(at.label), number] for at, number in gate.shortfall],
        "passed_by": _in_order(unit for unit, at in gate.pilots if at == "done"),
    }


def _in_order(units: Iterable) -> list[str]:
    """Names in the notice's order."""
    return [str(unit) for unit in sorted(units, key=lambda unit: (unit.place is None, unit.place, unit.pk))]


# -- figures of the ledgers ----------------------------------------------------------------------
def _measured(board) -> list[tuple]:
    """(task, name, {unit id: Figure}) of each figure that somebody measures, and of each part of one."""
    tasks = [task for task in board.tasks if measures.known(task.measure)]
    found = measures.several([task.measure for task in tasks], board.plan, board.units, board.on)
    rows = []
    for task in tasks:
        by_unit = {pk: found[task.measure][pk] for pk in _owing(board, task) if pk in found[task.measure]}
        one = next(iter(by_unit.values()), None)
        for at in range(len(one.parts) or 1) if one else ():
            its = {pk: figure.parts[at] if one.parts else figure for pk, figure in by_unit.items()}
            rows.append((task, one.parts[at].name if one.parts else task.short_name or task.text, its))
    return _told_apart(rows)


def _told_apart(rows: list[tuple]) -> list[tuple]:
    """A figure goes by its name in the text: two of one name bear the number of their task."""
    often = Counter(name_of(str(name)) for _task, name, _figures in rows)
    return [
        (task, f"{name}（{task.number}）" if often[name_of(str(name))] > 1 else name, figures)
        for task, name, figures in rows
    ]


def _owing(board, task) -> list[int]:
    return [unit.pk for unit in board.units if task.pk in board.by_unit[unit.pk]]


def _measure(measured, board) -> dict:
    """The sum over the pilots; of what only the bureau owes, or counts for all, the bureau's own."""
    (task, name, by_unit), pilots = measured, board.pilots
    first = next(iter(by_unit.values()))
    counted = [by_unit[unit.pk] for unit in pilots if unit.pk in by_unit] if first.bounded else _widest(by_unit)
    return {
        "task": task.number,
        "gate": any(task.pk in tasks for _phase, tasks in board.phases),
        "name": str(name),
        "floors": sorted({figure.floor for figure in counted if figure.floor}),
        "bounded": first.bounded,
        "done": sum(figure.numerator or 0 for figure in counted),
        "of": sum(figure.denominator or 0 for figure in counted),
        "reached": sum(figure.reached for figure in counted),
        "units": len(counted),
        "short": [str(unit) for unit in pilots if unit.pk in by_unit and by_unit[unit.pk].short],
    }


def _widest(by_unit) -> list:
    """A count without a mark: what a bureau counts for everybody is the highest; else all of them are added up."""
    figures_of = list(by_unit.values())
    shared = len({figure.url for figure in figures_of}) == 1
    return [max(figures_of, key=lambda figure: figure.numerator or 0)] if shared else figures_of


# -- what lies ahead, and what keeps it back -----------------------------------------------------
def _deadlines(board) -> list[date]:
    days = sorted({place.task.due_on for place in board.places if place.task.due_on and place.task.due_on >= board.on})
    return days[:AHEAD]


def _ahead(board, day) -> dict:
    return {"day": day.isoformat(), "open": len(figures.by(board.places, day))}


def _problems(plan, asof) -> dict:
    states = Problem.objects.filter(plan=plan).as_of(asof.on, asof.today).values_list("at_state", flat=True)
    return {
        "raised": len(states),
        "open": sum(state in OPEN for state in states),
        "waiting": sum(state in WAITING for state in states),
    }


def _late(board) -> list:
    """What is overdue in the order of units and tasks, as the dashboard has them."""
    return [place for place in board.places if place.standing is Standing.OVERDUE]


def _overdue(place, on) -> dict:
    at = place.position
    return {
        "key": str(place.key),
        "unit": str(place.unit),
        "number": place.task.number,
        "task": place.task.label,
        "first_due_on": at.first_due_on.isoformat(),
        "due_on": at.due_on.isoformat(),
        "days": at.days_late(on),
    }


def _unit(board, unit, measured) -> dict:
    figures_of = [by_unit.get(unit.pk) for _task, _name, by_unit in measured]
    return {
        "key": unit.key,
        "name": str(unit),
        "pilot": unit.place is not None,
        **_counted(list(board.by_unit[unit.pk].values()), board.on),
        "measures": [[one.numerator or 0, one.denominator or 0] if one else None for one in figures_of],
    }
