"""Office packages and OFD: a bounded zip with the right parts and nothing in it that acts by itself."""

import re
import zipfile

from defusedxml import ElementTree

from base.archives import check_zip

from .unfit import Unfit

REQUIRED = {
    "docx": ("[Content_Types].xml", "word/document.xml"),
    "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    "ofd": ("OFD.xml",),
}
PART_LIMIT = 4 * 1024 * 1024
# Relationships that a word processor follows on opening, without asking. Links to other workbooks and
# hyperlinks are not among them: those wait for a person's click, and counties' tables are full of them.
FOLLOWED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")
LOCAL = re.compile(r"file://(localhost)?/(?![/\\])|[a-z]:[\\/]|(?![/\\])[^:]*$", re.IGNORECASE)


def examine(path: str, kind, room: str) -> dict:
    """Nothing but the promise that the package is whole, bounded, and does nothing when opened."""
    check_zip(path)
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        if not set(REQUIRED[kind.key]) <= set(names):
            raise Unfit("not_what_it_says", {"named": kind.key, "found": "zip"})
        if any(_acts(name) for name in names) or b"macroEnabled" in _part(package, "[Content_Types].xml"):
            raise Unfit("macros")
        for name in names:
            if name.endswith(".rels") and _follows_network(_part(package, name)):
                raise Unfit("remote_part")
    return {}


def _acts(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in lowered or "/macrosheets/" in lowered


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    if name not in package.namelist():
        return b""
    with package.open(name) as part:
        return part.read(PART_LIMIT)


def _follows_network(relations: bytes) -> bool:
    try:
        tree = ElementTree.fromstring(relations)
    except (ElementTree.ParseError, ValueError):
        raise Unfit("damaged") from None
    return any(
        each.get("TargetMode") == "External"
        and each.get("Type", "").endswith(FOLLOWED)
        and not LOCAL.match(each.get("Target", ""))
        for each in tree
    )
