"""What people must be told, what they were told, and by which way."""

from .alerts import Alert, Digest, Kind, Rung
from .deliveries import Delivery
from .messages import Message
from .notices import Notice
from .sweeps import Sweep

__all__ = ["Alert", "Delivery", "Digest", "Kind", "Message", "Notice", "Rung", "Sweep"]
