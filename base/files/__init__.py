"""Files people hand in: taken in, kept by digest, given out again. Access is decided by the row that owns one."""

from .keeping import sweep, verify
from .names import safe_name
from .refusals import FileRefused
from .serving import serve, serve_preview
from .store import take_in

__all__ = ["FileRefused", "safe_name", "serve", "serve_preview", "sweep", "take_in", "verify"]
