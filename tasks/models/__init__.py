"""The nouns of following a notice."""

from ..states import State, Verb
from .entries import Entry
from .evidence import Draft, Evidence
from .extensions import Extension
from .loads import PlanLoad
from .obligations import Obligation
from .plans import Checkpoint, Clause, Phase, Plan, PlanPilot, Precision, Task

__all__ = [
    "Checkpoint",
    "Clause",
    "Draft",
    "Entry",
    "Evidence",
    "Extension",
    "Obligation",
    "Phase",
    "Plan",
    "PlanLoad",
    "PlanPilot",
    "Precision",
    "State",
    "Task",
    "Verb",
]
