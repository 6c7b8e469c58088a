"""The caged look at a file: is it what it says, is it fit to be kept, and which bytes of it are kept."""

from importlib import import_module
from pathlib import Path

from .kinds import HEAD, KINDS, found_in
from .unfit import Unfit

# Loaded only when needed: a Word file need not wait for the libraries of pictures.
EXAMINERS = {
    "photo": "base.intake.photos",
    "pdf": "base.intake.pages",
    "package": "base.intake.packages",
    "ole": "base.intake.ole",
}


def examine(path: str, key: str, room: str) -> dict:
    """Facts about the file at `path`, which claims to be of kind `key`; Unfit if it is not fit to be kept.

    Returns {"kind", "kept", "width", "height", "pages", "taken_at"}: `kept` is the path of the bytes to
    keep (a photo's is a fresh picture in `room`), `taken_at` naive local ISO time; unknown ones are absent.
    """
    kind = KINDS[key]
    with Path(path).open("rb") as file:
        found = found_in(file.read(HEAD))
    if found == "ole" and kind.magic == "zip":
        import_module(EXAMINERS["ole"]).refuse_locked(path)
        raise Unfit("old_office", {"named": key})
    if found != kind.magic:
        raise Unfit("not_what_it_says", {"named": key, "found": found})
    return {"kind": key, "kept": path, **import_module(EXAMINERS[kind.family]).examine(path, kind, room)}
