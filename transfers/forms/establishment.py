"""The form of a pilot's establishment record: every field optional, each as soon as it is known."""

from ..founding import GROUPS
from ..models import Establishment
from .facts import FactForm


class EstablishmentForm(FactForm):
    """One record per pilot."""

    model = Establishment
    names = tuple(name for _label, fields in GROUPS for name in fields)

    def __init__(self, fact, data=None, *, feeds=None):
        super().__init__(fact, data)
        for name, fed in (feeds or {}).items():
            self.fields[name].fed = fed

    @property
    def groups(self) -> list[tuple[str, list]]:
        """(heading, its bound fields)."""
        return [(label, [self[name] for name in fields]) for label, fields in GROUPS]
