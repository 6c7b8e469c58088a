"""The nouns of following a notice."""

from ..states import State, Verb
from .dispatches import Dispatch
from .entries import Entry
from .evidence import Draft, Evidence
from .extensions import Extension
from .follows import Follow
from .loads import PlanLoad
from .meetings import JointMeeting, MeetingDecision
from .obligations import Obligation
from .plans import Checkpoint, Clause, Phase, Plan, PlanPilot, Precision, Task
from .practices import Practice
from .problems import Problem, ProblemStep

__all__ = [
    "Checkpoint",
    "Clause",
    "Dispatch",
    "Draft",
    "Entry",
    "Evidence",
    "Extension",
    "Follow",
    "JointMeeting",
    "MeetingDecision",
    "Obligation",
    "Phase",
    "Plan",
    "PlanLoad",
    "PlanPilot",
    "Practice",
    "Precision",
    "Problem",
    "ProblemStep",
    "State",
    "Task",
    "Verb",
]
