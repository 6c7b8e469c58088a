"""A workbook in, for the web process: read in the cage, refused in words."""

from pathlib import Path

from base import cage
from base.archives import ArchiveRefused
from base.forms import Refused
from base.intake.unfit import Unfit

from .raw import Unread
from .wire import unpack
from .words import refusal_text

SECONDS, MEMORY_MIB = 30, 768


class SheetRefused(Refused):
    """A file that is not read, with what to do about it."""


def read(path, name: str, *, labels: list[str], most_rows: int = 20_000, progress: str | None = None) -> dict:
    """`reading.read_file` in the cage: what that returns, or SheetRefused. Call it outside a transaction."""
    try:
        packed = cage.run(
            "base.sheets.wire:read_packed",
            str(Path(path).resolve()),
            name,
            labels=labels,
            most_rows=most_rows,
            progress=str(progress) if progress else None,
            seconds=SECONDS,
            memory_mib=MEMORY_MIB,
            allowed=(Unread, Unfit, ArchiveRefused),
        )
    except (Unread, Unfit, ArchiveRefused) as error:
        raise SheetRefused(refusal_text(error.code, error.params, getattr(error, "source", ""))) from error
    except cage.CageFailed as error:
        raise SheetRefused(refusal_text(error.reason, {})) from error
    return unpack(packed)
