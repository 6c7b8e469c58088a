"""Reading an issued notice: a file in, plain dataclasses out. No Django, no database."""

from .notice import Clause, Deadline, NamedUnit, Notice, Phase, ReadingError, Stage, TaskRow, Warning
from .reader import read, read_file

__all__ = [
    "Clause",
    "Deadline",
    "NamedUnit",
    "Notice",
    "Phase",
    "ReadingError",
    "Stage",
    "TaskRow",
    "Warning",
    "read",
    "read_file",
]
