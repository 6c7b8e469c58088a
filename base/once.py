"""One effect per posted form, however often it arrives (RELIABILITY rule 14)."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Receipt

KEPT_FOR = timedelta(hours=24)


class ChangedBody(Exception):
    """The key of an earlier post came back with other content."""


def once(officer, key: uuid.UUID, body: str, effect: Callable[[], object]) -> bool:
    """Run `effect` in one transaction with its receipt; False when an equal post already did.

    Two posts at the same moment: the second waits on the unique key (PostgreSQL) or on the write
    lock (SQLite) and then finds the receipt. If the effect fails, its receipt goes with it, so a
    corrected form may use the same key. Raises ChangedBody.
    """
    with transaction.atomic():
        if not _claimed(officer, key, body):
            return False
        effect()
    return True


def _claimed(officer, key, body) -> bool:
    Receipt.objects.filter(officer=officer, created_at__lt=timezone.now() - KEPT_FOR).delete()
    receipt, created = Receipt.objects.get_or_create(
        officer=officer, key=key, defaults={"body": body, "created_at": timezone.now()}
    )
    if not created and receipt.body != body:
        raise ChangedBody
    return created


def digest_of(act: str, data, files=()) -> str:
    """The sha256 of the act, what was typed and what was chosen, without the token and the key."""
    parts = [act] + [
        f"{name}={value}"
        for name in sorted(data)
        if name not in {"csrfmiddlewaretoken", "key"}
        for value in data.getlist(name)
    ]
    parts += [f"{upload.name}:{upload.size}" for upload in files]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
