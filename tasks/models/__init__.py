"""The nouns of following a notice."""

from ..states import State, Verb
from .dispatches import Dispatch
from .entries import Entry
from .evidence import Draft, Evidence
from .extensions import Extension
from .loads import PlanLoad
from .obligations import Obligation
from .plans import Checkpoint, Clause, Phase, Plan, PlanPilot, Precision, Task
from .practices import Practice

__all__ = [
    "Checkpoint",
    "Clause",
    "Dispatch",
    "Draft",
    "Entry",
    "Evidence",
    "Extension",
    "Obligation",
    "Phase",
    "Plan",
    "PlanLoad",
    "PlanPilot",
    "Practice",
    "Precision",
    "State",
    "Task",
    "Verb",
]
