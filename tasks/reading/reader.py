"""A file in, a Notice out."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from base.archives import MIB, ArchiveRefused, check_zip

from .body import Head, read_clauses, read_head, read_named_units, read_phases
from .dates import is_weekday
from .deadlines import Reference
from .docx import DOCUMENT, read_docx
from .doubts import doubts
from .notice import NamedUnit, Notice, ReadingError
from .pages import MOST_CHARACTERS, MOST_LINES, Pages
from .table import read_table
from .txt import read_txt

LARGEST = 20 * MIB
UNPACKED = 64 * MIB
ENTRIES = 2_000
WORKBOOK = "xl/workbook.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OTHER_FORMS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "rtf"),
    (b"<", "markup"),
)


def read(
    path_or_bytes,
    *,
    name: str,
    issued_on: date | None = None,
    document_number: str | None = None,
    known_units: tuple[str, ...] = (),
    is_working: Callable[[date], bool] = is_weekday,
) -> Notice:
    """Read a notice from a path or bytes; `name` is the file's name as given.

    `issued_on` and `document_number` serve where the file (an Excel table) does not state them;
    `known_units` are names of pilots where it lists none. Raises ReadingError; changes nothing.
    """
    content = path_or_bytes if isinstance(path_or_bytes, bytes) else _content(Path(path_or_bytes))
    form, pages = _pages(content, name)
    _check_length(pages)
    head = read_head(pages.lines)
    head = replace(
        head,
        document_number=head.document_number or document_number or "",
        issued_on=head.issued_on or issued_on,
    )
    return _understood(pages, head, form, content, known_units, is_working)


def read_file(
    path: str,
    name: str,
    *,
    issued_on: str | None = None,
    document_number: str | None = None,
    known_units: tuple[str, ...] = (),
    days_off: tuple[str, ...] = (),
    days_on: tuple[str, ...] = (),
) -> dict:
    """`read` in plain data, for the cage: ISO days in, `Notice.as_dict()` out.

    `days_off` and `days_on` are the days on which the calendar differs from Monday to Friday.
    """
    off, on = set(days_off), set(days_on)
    notice = read(
        path,
        name=name,
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        document_number=document_number,
        known_units=tuple(known_units),
        is_working=lambda day: day.isoformat() in on or (is_weekday(day) and day.isoformat() not in off),
    )
    return notice.as_dict()


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise ReadingError("too_large", {"limit_mib": LARGEST // MIB})
    return path.read_bytes()


def _pages(content: bytes, name: str) -> tuple[str, Pages]:
    """The form is told from the content; the name only decides whether text was meant."""
    if not content.strip():
        raise ReadingError("empty")
    if len(content) > LARGEST:
        raise ReadingError("too_large", {"limit_mib": LARGEST // MIB})
    if content.startswith(b"PK"):
        return _office(io.BytesIO(content))
    if content.startswith(OLE):
        raise ReadingError("encrypted" if ENCRYPTED_STREAM in content else "old_office")
    if found := next((form for magic, form in OTHER_FORMS if content.lstrip().startswith(magic)), None):
        raise ReadingError("other_form", {"form": found})
    if not name.lower().endswith(".txt"):
        raise ReadingError("not_office")
    return "txt", read_txt(content)


def _office(file: io.BytesIO) -> tuple[str, Pages]:
    try:
        check_zip(file, entries=ENTRIES, unpacked=UNPACKED)
        with zipfile.ZipFile(file) as archive:
            return _word_or_excel(archive, file)
    except ArchiveRefused as refused:
        raise ReadingError(refused.code, refused.params) from refused


def _word_or_excel(archive: zipfile.ZipFile, file: io.BytesIO) -> tuple[str, Pages]:
    names = set(archive.namelist())
    if DOCUMENT in names:
        return "docx", read_docx(archive)
    if WORKBOOK in names:
        # openpyxl takes most of the time to start, and only Excel files need it.
        from .xlsx import read_xlsx

        return "xlsx", read_xlsx(archive, file)
    raise ReadingError("not_office")


def _check_length(pages: Pages) -> None:
    characters = sum(map(len, pages.lines)) + sum(
        len(cell.text) for grid in pages.grids for row in grid for cell in row.cells
    )
    if len(pages.lines) > MOST_LINES or characters > MOST_CHARACTERS:
        raise ReadingError("too_long", {"limit": MOST_CHARACTERS})


def _understood(pages: Pages, head: Head, form: str, content: bytes, known: tuple[str, ...], is_working) -> Notice:
    reference = Reference(head.issued_on, is_working)
    clauses = read_clauses(pages.lines, head) if form != "xlsx" else ()
    units, miscounted = read_named_units(clauses)
    pilots = units or tuple(NamedUnit(name, "") for name in known)
    tasks, carried = read_table(pages.grids, reference, tuple(unit.name for unit in pilots))
    phases = read_phases(clauses, reference)
    found = doubts(tasks, phases, clauses, pilots, is_working, head.issued_on)
    return Notice(
        title=head.title,
        heading=head.heading,
        document_number=head.document_number,
        issuer=head.issuer,
        issued_on=head.issued_on,
        phases=phases,
        units=units,
        clauses=clauses,
        tasks=tasks,
        warnings=(*carried, *miscounted, *found),
        digest=hashlib.sha256(content).hexdigest(),
        form=form,
    )
