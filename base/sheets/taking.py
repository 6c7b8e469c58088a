"""From uploaded files to compared rows: kept in quarantine, read in the cage, put beside the ledger, removed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from base import cage
from base.archives import ArchiveRefused
from base.files.names import safe_name
from base.files.store import private_dir, quarantine_dir
from base.forms import Refused
from base.models import SheetLoad

from . import SheetRefused, naming, read
from .columns import KEY, SYSTEM, VERSION, is_forbidden, plain
from .ledgers import Ledger
from .rows import Row
from .words import trouble_text

MOST_ROWS = 20_000
PROBLEM = "问题"


@dataclass
class Found:
    """What the files of a load held: facts for the page, and the rows to be compared."""

    files: list[dict] = field(default_factory=list)
    sheets: list[dict] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def facts(self) -> dict:
        """What is kept with the load beside its rows."""
        return {"files": self.files, "sheets": self.sheets}


def room_of(load: SheetLoad) -> Path:
    """Where the files of a load wait to be read."""
    return quarantine_dir() / load.key.hex


def keep(load: SheetLoad, uploads) -> int:
    """Put the uploaded files into the load's room; return how many bytes they are."""
    room = private_dir(room_of(load))
    for number, upload in enumerate(uploads):
        with (room / str(number)).open("xb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
    return sum(upload.size for upload in uploads)


def clear(load: SheetLoad) -> None:
    """Remove the files of a load: they are read once and not kept."""
    shutil.rmtree(room_of(load), ignore_errors=True)


def rows_read(load: SheetLoad) -> int:
    """How many rows have been read so far, for the page that waits."""
    marks = (mark.read_text() for mark in room_of(load).glob("progress-*"))
    return sum(int(mark) for mark in marks if mark.isdigit())


def read_files(load: SheetLoad, ledger: Ledger) -> Found:
    """Read every file of the load; one that cannot be read is named with its sentence and does not stop the others."""
    found = Found()
    for number, (path, name) in enumerate(_files(load, found)):
        try:
            _add(found, _read(path, name, ledger, room_of(load) / f"progress-{number}"), name, ledger)
        except Refused as refused:
            found.files.append({"name": name, "refused": str(refused.sentence)})
    return found


def _files(load: SheetLoad, found: Found) -> Iterator[tuple[Path, str]]:
    for number, name in enumerate(load.names):
        path = room_of(load) / str(number)
        if not name.lower().endswith(".zip"):
            yield path, name
            continue
        try:
            yield from _unpacked(path, room_of(load) / f"unpacked-{number}")
        except (ArchiveRefused, cage.CageFailed):
            said = _("The zip is damaged, protected, or holds more than workbooks. Choose the workbooks themselves.")
            found.files.append({"name": name, "refused": said})


def _unpacked(path: Path, room: Path) -> Iterator[tuple[Path, str]]:
    inside = cage.run("base.intake.bundles:unpack", str(path), str(private_dir(room)), allowed=(ArchiveRefused,))
    return ((Path(each), safe_name(name)) for each, name in inside)


def _read(path: Path, name: str, ledger: Ledger, progress: Path) -> dict:
    labels = [*naming.labels_of(ledger.columns), PROBLEM]
    content = read(str(path), name, labels=labels, most_rows=MOST_ROWS, progress=str(progress))
    for sheet in content["sheets"]:
        _refuse_other_table(sheet["meta"], ledger)
    return content


def _refuse_other_table(meta: dict, ledger: Ledger) -> None:
    there = meta.get("ledger"), meta.get("place")
    if any(there) and there != (ledger.name, ledger.place):
        whose = meta.get("whose") or _("another table")
        raise SheetRefused(
            _("This workbook was downloaded from %(whose)s and belongs there. Choose one of %(here)s.")
            % {"whose": whose, "here": f"{ledger.whose} {ledger.title}".strip()}
        )


def _add(found: Found, content: dict, name: str, ledger: Ledger) -> None:
    """Add what one file held; the rows leave `content` on the way, so that they are not kept twice."""
    if len(found.rows) + sum(len(sheet["rows"]) for sheet in content["sheets"]) > MOST_ROWS:
        raise SheetRefused(_("More than %(limit)s rows are too many at once. Split the file.") % {"limit": MOST_ROWS})
    notes = [{"code": each["code"], "text": str(trouble_text(each))} for each in content["troubles"]]
    found.files.append({"name": name, "notes": notes})
    for sheet in content["sheets"]:
        reader = _Sheet.of(sheet, ledger, len(found.sheets))
        found.sheets.append(reader.facts(len(found.files) - 1))
        found.rows += reader.rows(sheet["rows"], len(found.rows))


@dataclass(frozen=True)
class _Sheet:
    """One sheet while its rows are taken over: which heading is which column, and where each stands."""

    number: int
    title: str
    part: str
    headings: dict[str, str]
    letters: dict[str, str]
    unknown: list[str]
    blank: int

    @classmethod
    def of(cls, sheet: dict, ledger: Ledger, number: int) -> "_Sheet":
        names = naming.names_of(ledger.columns)
        headings = {label: names[plain(label)] for label in sheet["columns"] if plain(label) in names}
        letters = {name: sheet["letters"][label] for label, name in headings.items()}
        passed = {*map(plain, (*SYSTEM, PROBLEM)), *names}
        unknown = [label for label in sheet["columns"] if plain(label) not in passed]
        unknown = [label for label in unknown if not is_forbidden(label, set(names))]
        part = sheet["meta"].get("part", "")
        return cls(number, sheet["title"], part, headings, letters, unknown, len(sheet["blank"]))

    def facts(self, file: int) -> dict:
        """What the page tells of the sheet."""
        facts = {"title": self.title, "part": self.part, "letters": self.letters, "unknown": self.unknown}
        return {**facts, "file": file, "blank": self.blank}

    def rows(self, read_rows: list[dict], start: int) -> Iterator[Row]:
        """The rows as read, in order; each is let go as soon as it is taken over."""
        for at, each in enumerate(read_rows):
            read_rows[at] = None
            yield self._row(start + at, each)

    def _row(self, number: int, read_row: dict) -> Row:
        cells = read_row["cells"]
        key, version = ((cells.get(label) or ("",))[0].strip() for label in (KEY, VERSION))
        return Row(
            number,
            {name: _compact(cells.get(label)) for label, name in self.headings.items()},
            key=key[:64],
            version=int(version) if version.isdecimal() else None,
            sheet=self.number,
            line=read_row["row"],
            hidden=read_row["hidden"],
            part=self.part,
        )


def _compact(cell):
    """A cell as it is kept: most are plain text, and only the others need say what they were."""
    if not cell:
        return ""
    return cell[0] if cell[1] == "text" else cell
