"""The small parts of a workbook: its sheets, its number formats, its shared texts."""

import posixpath
import re
import zipfile
from dataclasses import dataclass

from base.archives import ArchiveRefused

from .scan import TRUE, Listener

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MOST_SHEETS = 100
MOST_STYLES = 65_000
# Formats that a file names by number only, among them those of Chinese versions.
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), "day"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "month"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "time"),
}
NOT_SHOWN = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[\\_*].', re.IGNORECASE)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it: where its XML lies, and its state (visible, hidden, veryHidden)."""

    title: str
    path: str
    state: str


def sheet_parts(archive: zipfile.ZipFile) -> tuple[list[SheetPart], bool]:
    """(the sheets in order, whether days count from 1904). Raises ArchiveRefused."""
    book, relations = _heard(archive, BOOK, _Book()), _heard(archive, RELATIONS, _Relations())
    if len(book.sheets) > MOST_SHEETS:
        raise ArchiveRefused("too_many_sheets", {"limit": MOST_SHEETS, "found": len(book.sheets)})
    parts = [SheetPart(title[:31], relations.targets.get(key, ""), state) for title, key, state in book.sheets]
    if not {part.path for part in parts} <= set(archive.namelist()):
        raise ArchiveRefused("damaged")
    return parts, book.from_1904


def number_shapes(archive: zipfile.ZipFile) -> list[str]:
    """What each style makes of a number: 'day', 'month', 'year', 'time', '000' (as many digits) or ''."""
    return _heard(archive, _target(archive, "/styles"), _Styles()).shapes()


def shared_texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells name by number."""
    return _heard(archive, _target(archive, "/sharedStrings"), _Texts()).texts


def unescaped(text: str) -> str:
    """Text with _x000D_ and the like as the characters they stand for."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def shape_of(code: str) -> str:
    """What a number format shows of a number, see `number_shapes`."""
    shown = NOT_SHOWN.sub("", code.split(";")[0]).lower()
    if re.fullmatch("0{2,}", shown):
        return shown
    if "general" in shown or not re.search("[ymdhs]", shown):
        return ""
    if re.search("[hs]", shown) and not re.search("[yd]", shown):
        return "time"
    return "day" if "d" in shown else "month" if "m" in shown else "year"


def _heard(archive: zipfile.ZipFile, name: str, listener):
    if name in archive.namelist():
        with archive.open(name) as stream:
            listener.listen(stream)
    return listener


def _target(archive: zipfile.ZipFile, kind: str) -> str:
    return _heard(archive, RELATIONS, _Relations()).by_kind.get(kind, "")


class _Book(Listener):
    STARTS = {"sheet": "_sheet", "workbookPr": "_properties"}

    def __init__(self):
        super().__init__(elements=100_000)
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def _sheet(self, attributes: dict) -> None:
        key = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
        self.sheets.append((attributes.get("name", ""), key, attributes.get("state", "visible")))

    def _properties(self, attributes: dict) -> None:
        self.from_1904 = attributes.get("date1904") in TRUE


class _Relations(Listener):
    STARTS = {"Relationship": "_relation"}

    def __init__(self):
        super().__init__(elements=10_000)
        self.targets: dict[str, str] = {}
        self.by_kind: dict[str, str] = {}

    def _relation(self, attributes: dict) -> None:
        target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        self.targets[attributes.get("Id", "")] = target
        self.by_kind["/" + attributes.get("Type", "").rpartition("/")[2]] = target


class _Styles(Listener):
    STARTS = {"numFmt": "_format", "cellXfs": "_open", "xf": "_style"}
    ENDS = {"cellXfs": "_close"}

    def __init__(self):
        super().__init__(elements=600_000)
        self._formats: dict[str, str] = {}
        self._used: list[str] = []
        self._inside = False

    def shapes(self) -> list[str]:
        known = {number: shape_of(code) for number, code in self._formats.items()}
        built_in = {str(number): shape for number, shape in BUILT_IN.items()}
        return [known.get(number, built_in.get(number, "")) for number in self._used]

    def _format(self, attributes: dict) -> None:
        self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:500]

    def _open(self, _attributes) -> None:
        self._inside = True

    def _close(self) -> None:
        self._inside = False

    def _style(self, attributes: dict) -> None:
        if self._inside:
            self._used.append(attributes.get("numFmtId", "0"))
        if len(self._used) > MOST_STYLES:
            raise ArchiveRefused("too_many_elements", {"limit": MOST_STYLES})


class _Texts(Listener):
    STARTS = {"si": "_begin", "t": "_open", "rPh": "_reading"}
    ENDS = {"si": "_finish", "t": "_close", "rPh": "_read"}

    def __init__(self):
        super().__init__()
        self.texts: list[str] = []
        self._said: list[str] = []
        self._in_reading = False

    def _begin(self, _attributes) -> None:
        self._said = []

    def _open(self, _attributes) -> None:
        self.words = None if self._in_reading else self._said

    def _close(self) -> None:
        self.words = None

    def _reading(self, _attributes) -> None:
        self._in_reading = True

    def _read(self) -> None:
        self._in_reading = False

    def _finish(self) -> None:
        self.texts.append(unescaped("".join(self._said)))
