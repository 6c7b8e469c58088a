"""House-keeping: nothing that belongs to nobody stays, nothing that belongs to somebody rots unseen."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from base.models import StoredFile

from .store import digest_of, placing, quarantine_dir

LEFT_OVER_AFTER = 24 * 3600


def sweep() -> int:
    """Remove quarantine folders and files without a row that are older than a day; return how many."""
    rooms = [_remove_room(room) for room in quarantine_dir().iterdir()]
    return sum(rooms) + sum(_remove_orphan(path) for path in _kept())


def verify() -> list[StoredFile]:
    """The files whose bytes are missing or not those that were stored, or whose preview pages are missing."""
    return [stored for stored in StoredFile.objects.order_by("pk").iterator() if not is_sound(stored)]


def is_sound(stored: StoredFile) -> bool:
    """Whether the kept bytes are those of the row."""
    pages = [stored.preview_path(page) for page in range(1, stored.preview_count + 1)]
    return stored.path.is_file() and digest_of(stored.path) == stored.sha256 and all(page.is_file() for page in pages)


def _kept() -> Iterator[Path]:
    return Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - LEFT_OVER_AFTER


def _remove_room(room: Path) -> bool:
    if old := _is_old(room):
        shutil.rmtree(room, ignore_errors=True)
    return old


def _remove_orphan(path: Path) -> bool:
    # Alone and looking again: an equal file may be taken in at this moment, which makes this one young.
    with placing(fcntl.LOCK_EX):
        digest = path.name[:64]
        orphan = path.exists() and _is_old(path) and not StoredFile.objects.filter(sha256=digest).exists()
        if orphan:
            path.unlink()
    return orphan
