"""From a read notice to obligations: compare, confirm, apply, take back."""

from .apply import apply, confirm, may_take_back, take_back
from .changes import Changes, compare
from .intake import data_for, discard, ensure_units, open_load, plan_for, read_notice, rehearse
from .refusal import LoadRefused

__all__ = [
    "Changes",
    "LoadRefused",
    "apply",
    "compare",
    "confirm",
    "data_for",
    "discard",
    "ensure_units",
    "may_take_back",
    "open_load",
    "plan_for",
    "read_notice",
    "rehearse",
    "take_back",
]
