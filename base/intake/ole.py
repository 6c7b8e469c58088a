"""Old Office files: kept for download, never opened here. Their directory of streams tells what they hold."""

from pathlib import Path

from .unfit import Unfit

LOCKED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")


def examine(path: str, kind, room: str) -> dict:
    """No facts; Unfit when it is locked or carries macros."""
    refuse_locked(path)
    if MACROS in Path(path).read_bytes():
        raise Unfit("macros")
    return {}


def refuse_locked(path: str) -> None:
    """A newer Office file under a password comes as an old one that holds it."""
    if LOCKED in Path(path).read_bytes():
        raise Unfit("encrypted")
