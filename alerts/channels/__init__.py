"""The ways a copy takes: mail, message gateways, group robots. The inbox line is the record; these are copies."""

from .copies import make_copies
from .robots import announce

__all__ = ["announce", "make_copies"]
