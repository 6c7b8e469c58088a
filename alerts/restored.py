"""After a restore nothing leaves until a person releases it.

Each sweep raises a serial in the database and then writes it to VAR_DIR/outgoing. A database that knows less than the
file was restored from a backup: what it still holds as waiting was perhaps sent long ago.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from .models import Outgoing

LONG = timedelta(hours=1)


def may_leave(now: datetime, last_sweep: datetime | None) -> bool:
    """Whether this sweep may send; it holds everything when the database seems to be a copy."""
    with _alone():
        # The file first: it is written after the commit, so whoever reads it finds at least its serial in the row.
        told = _told()
        row = Outgoing.row()
        serial = told.get(str(row.key))
        because = _doubt(serial, row, now, last_sweep)
        if row.held:
            return False
        if because:
            row.hold_back(because, beyond=serial or 0, now=now)
            _tell(row.key, Outgoing.row().serial)
            return False
        _tell(row.key, Outgoing.step())
        return True


def note_sent() -> None:
    """After a sweep that sent something: a backup made while it ran is older than what was sent, too."""
    with _alone():
        _tell(Outgoing.row().key, Outgoing.step())


def _doubt(serial: int | None, row, now, last_sweep) -> str:
    if serial is not None and serial > row.serial:
        return Outgoing.Because.OLDER
    # A file of another database says nothing about this one.
    if serial is None and row.serial and last_sweep and last_sweep < now - LONG:
        return Outgoing.Because.ELSEWHERE
    return ""


def _file() -> Path:
    return Path(settings.VAR_DIR) / "outgoing"


def _told() -> dict[str, int]:
    """What the file says: the key of a database and its serial; nothing when it says no such thing."""
    try:
        key, serial = _file().read_text().split()
        return {key: int(serial)}
    except (OSError, ValueError):
        return {}


def _tell(key, serial: int) -> None:
    new = _file().with_suffix(".new")
    with new.open("w") as file:
        file.write(f"{key} {serial}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(_file())


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time among those that share the folder."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    with _file().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
