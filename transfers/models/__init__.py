"""The ledgers: departments, staff, training, items, agreements, the establishment record, and what the bureau ruled."""

from .agreements import Agreement
from .departments import Department, StaffCount
from .establishment import Establishment
from .items import Item
from .rulings import Ruling
from .staff import StaffMember
from .training import TrainingSession

__all__ = [
    "Agreement",
    "Department",
    "Establishment",
    "Item",
    "Ruling",
    "StaffCount",
    "StaffMember",
    "TrainingSession",
]
