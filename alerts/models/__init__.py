"""What people must be told, what they were told, and by which way."""

from .alerts import Alert, Kind
from .channels import Gateway, OutsideHost, Robot
from .deliveries import Delivery
from .messages import Message
from .outgoing import Outgoing
from .sweeps import Sweep

__all__ = ["Alert", "Delivery", "Gateway", "Kind", "Message", "Outgoing", "OutsideHost", "Robot", "Sweep"]
