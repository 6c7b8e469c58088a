"""From an upload to a kept file: quarantine, cage, place, row, in this order."""

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from base import cage
from base.archives import ArchiveRefused
from base.intake import kinds
from base.intake.unfit import Unfit
from base.models import StoredFile

from .names import safe_name
from .refusals import FileRefused

DRAWING_SECONDS = 20
logger = logging.getLogger(__name__)


def take_in(upload, *, name: str) -> StoredFile:
    """Check, clean and keep an upload (anything with `chunks()`), named `name` by its sender.

    Equal content is kept once. Call it outside a transaction: it writes files and waits for the cage.
    Raises FileRefused with a sentence; nothing is left behind then.
    """
    try:
        kind = kinds.kind_named(safe_name(name))
    except Unfit as unfit:
        raise FileRefused.because(unfit) from None
    with _quarantine() as room:
        raw = room / "raw"
        _receive(upload, raw)
        facts = _examine(raw, kind.key, room)
        kept = Path(facts.pop("kept"))
        previews = _draw(kept, facts["kind"], room)
        return _keep(kept, facts, previews)


def quarantine_dir() -> Path:
    """Where uploads wait, one folder each, until they are judged."""
    return private_dir(Path(settings.FILES_DIR) / "quarantine")


def private_dir(path: Path) -> Path:
    """The directory `path`, made for its owner alone, as its missing parents are."""
    if not path.is_dir():
        private_dir(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextlib.contextmanager
def placing(how: int = fcntl.LOCK_SH) -> Iterator[None]:
    """Held while a file moves to its place; the sweeper holds it alone, so it never takes a file that just came."""
    with (private_dir(Path(settings.FILES_DIR)) / ".lock").open("a") as lock:
        fcntl.flock(lock, how)
        yield


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _quarantine() -> Iterator[Path]:
    room = quarantine_dir() / uuid.uuid4().hex
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _receive(upload, raw: Path) -> None:
    size = 0
    with raw.open("xb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > settings.UPLOAD_LIMIT:
                raise FileRefused("too_big")
            file.write(chunk)
    if not size:
        raise FileRefused("empty")


def _examine(raw: Path, key: str, room: Path) -> dict:
    try:
        return cage.run("base.intake.examine:examine", str(raw), key, str(room), allowed=(Unfit, ArchiveRefused))
    except (Unfit, ArchiveRefused, cage.CageFailed) as error:
        logger.info("file refused: %s", error)
        raise FileRefused.because(error) from None


def _draw(kept: Path, key: str, room: Path) -> list[Path]:
    """The preview pages that could be drawn in time. A file without them is still proof: it can be downloaded."""
    try:
        if key == "pdf":
            cage.run("base.intake.pages:draw", str(kept), str(room), seconds=DRAWING_SECONDS, allowed=(Unfit,))
    except (Unfit, cage.CageFailed) as error:
        logger.warning("preview not finished: %s", error)
    return sorted(room.glob("*.jpg"), key=lambda page: int(page.stem))


def _keep(kept: Path, facts: dict, previews: list[Path]) -> StoredFile:
    digest = digest_of(kept)
    facts |= {"size": kept.stat().st_size, "preview_count": len(previews)}
    if facts.get("taken_at"):
        facts["taken_at"] = timezone.make_aware(datetime.fromisoformat(facts["taken_at"]))
    stored = StoredFile(sha256=digest, **facts)
    with placing():
        for number, page in enumerate(previews, 1):
            _place(page, stored.preview_path(number))
        _place(kept, stored.path)
    return StoredFile.objects.get_or_create(sha256=digest, defaults=facts)[0]


def _place(source: Path, target: Path) -> None:
    """Move a file to its place so that a power cut leaves it whole or absent."""
    private_dir(target.parent)
    source.chmod(0o600)
    _to_disk(source)
    source.replace(target)
    for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
        _to_disk(folder)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
