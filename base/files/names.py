"""What may be left of a file name that a browser sent. Names never become paths; they are only shown and sent back."""

import re
import unicodedata

LIMIT = 120
LONGEST_EXTENSION = 10
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
UNWANTED = re.compile(r'[<>:"|?*]')
NAMELESS = "file"


def safe_name(raw: str) -> str:
    """A name of at most 120 characters that keeps its ending, without path, control or direction marks."""
    name = unicodedata.normalize("NFC", str(raw))
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(each for each in name if _visible(each))
    name = re.sub(r"\s+", " ", UNWANTED.sub("_", name)).strip(" .")
    if RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name) or NAMELESS


def _visible(character: str) -> bool:
    # Cc: control; Cf: direction marks and other invisible ones; Cs, Co, Cn: surrogates, private, unassigned.
    category = unicodedata.category(character)
    return category == "Zs" or not category.startswith(("C", "Z"))


def _shortened(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        return name[:LIMIT]
    return f"{stem[: LIMIT - len(extension) - 1]}.{extension}"
