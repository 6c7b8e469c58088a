"""What the reports keep of their own: circulars, their snapshots and letterheads. Nothing of others is written."""

from .circulars import TEXT_LIMIT, Circular, CircularReceipt
from .letterheads import Letterhead
from .snapshots import Snapshot

__all__ = ["TEXT_LIMIT", "Circular", "CircularReceipt", "Letterhead", "Snapshot"]
