"""Whether a checkpoint 核验要点 holds. System ones compare stored data only."""

from .states import State


def _task_submitted(obligation, number: str) -> bool:
    other = obligation.unit.obligations.filter(plan=obligation.plan, task__number=int(number))
    return other.filter(state__in=(State.SUBMITTED, State.DONE)).exists()


RULES = {"task_submitted": _task_submitted}


def is_rule(text: str) -> bool:
    """Whether `text` is a rule that can be asked, such as task_submitted:2."""
    name, _, argument = text.partition(":")
    return name in RULES and argument.isdecimal()


def met(point, obligation, ticks: set) -> bool:
    """Whether `point` holds for the obligation; `ticks` are ids of manual points found true."""
    if point.kind == point.Kind.MANUAL:
        return point.pk in ticks
    name, _, argument = point.rule.partition(":")
    return RULES[name](obligation, argument)
