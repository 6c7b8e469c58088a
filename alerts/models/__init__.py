"""What people must be told, what they were told, and by which way."""

from .alerts import Alert, Kind
from .deliveries import Delivery
from .messages import Message
from .sweeps import Sweep

__all__ = ["Alert", "Delivery", "Kind", "Message", "Sweep"]
