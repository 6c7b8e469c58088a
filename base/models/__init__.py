"""The tables no single room owns."""

from .audit import AuditRecord
from .files import StoredFile
from .receipts import Receipt
from .sheets import SheetLoad, SheetRow
from .workdays import WorkingDay

__all__ = ["AuditRecord", "Receipt", "SheetLoad", "SheetRow", "StoredFile", "WorkingDay"]
