"""What people must be told, what they were told, and by which way."""

from .alerts import Alert, Digest, Kind, Rung
from .channels import Gateway, OutsideHost, Robot
from .deliveries import Delivery
from .messages import Message
from .notices import Notice
from .outgoing import Outgoing
from .sweeps import Sweep

__all__ = [
    "Alert",
    "Delivery",
    "Digest",
    "Gateway",
    "Kind",
    "Message",
    "Notice",
    "Outgoing",
    "OutsideHost",
    "Robot",
    "Rung",
    "Sweep",
]
