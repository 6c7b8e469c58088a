"""What a plan is made of, as its pages show it: read once, and remembered until something is written under the plan."""

from base.remembered import remembered

from .models import Checkpoint, Clause, Obligation, Phase, Task


def phases_of(plans) -> list[Phase]:
    """The phases of the plans with their gates, the earliest end first."""
    found = Phase.objects.filter(plan__in=plans).prefetch_related("gate_tasks").order_by("due_on")
    return _while_they_stand("phases", plans, found)


def tasks_of(plans) -> list[Task]:
    """All rows of the plans' task tables."""
    return _while_they_stand("tasks", plans, Task.objects.filter(plan__in=plans))


def points_of(task, plan) -> list[Checkpoint]:
    """核验要点 of a task."""
    return _while_they_stand(("points", task.pk), [plan], task.checkpoints.all())


def clauses_of(task, plan) -> list[Clause]:
    """The clauses of the notice that a task rests on."""
    return _while_they_stand(("clauses", task.pk), [plan], task.clauses.all())


def numbers_of(unit, plan) -> list[tuple]:
    """(key, number) of what the unit owes under the plan, in the table's order."""
    owed = Obligation.objects.filter(plan=plan, unit=unit).values_list("key", "task__number")
    return _while_they_stand(("numbers", unit.pk), [plan], owed)


def _while_they_stand(name, plans, rows) -> list:
    return remembered((name, *sorted(plan.stood for plan in plans)), lambda: list(rows))
