"""Units and officers."""

from .officers import Officer, PasswordRecord, Role
from .units import Unit

__all__ = ["Officer", "PasswordRecord", "Role", "Unit"]
