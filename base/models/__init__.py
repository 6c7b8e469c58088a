"""The tables no single room owns."""

from .audit import AuditRecord
from .files import StoredFile
from .receipts import Receipt
from .workdays import WorkingDay

__all__ = ["AuditRecord", "Receipt", "StoredFile", "WorkingDay"]
