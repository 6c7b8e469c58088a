"""The form that `load_plan --json` prints."""

from collections.abc import Callable

from .notice import Deadline, Notice, TaskRow, Warning


def as_json(notice: Notice, *, obligations: int, text: Callable[[Warning], str], reason: Callable[[str], str]) -> dict:
    """The notice as plain data; `text` words a warning, `reason` why a deadline is not certain."""
    data = notice.as_dict()
    return {
        "plan": {name: data[name] for name in ("title", "document_number", "issuer", "issued_on")},
        "phases": [{name: phase[name] for name in ("name", "starts_on", "due_on")} for phase in data["phases"]],
        "units": data["units"],
        "tasks": [_task(task, reason) for task in notice.tasks],
        "obligations": obligations,
        "warnings": [{"code": doubt.code, "text": text(doubt), "source": doubt.source} for doubt in notice.warnings],
    }


def _task(task: TaskRow, reason: Callable[[str], str]) -> dict:
    return {
        "number": task.number,
        "text": task.text,
        "units": [*task.units],
        "groups": [*task.groups],
        "lead": [*task.lead],
        "deadline": _deadline(task.deadline, reason),
        "source": task.source,
    }


def _deadline(deadline: Deadline, reason: Callable[[str], str]) -> dict:
    return deadline.as_dict() | {"reason": reason(deadline.reason) if deadline.reason else ""}
