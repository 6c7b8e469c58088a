"""For deploy/check: `paper.py write FILE.docx` draws up a transfer agreement as the product does, `paper.py read
FILE.pdf` looks for its five headings (notice, clause 二（二）) in what an office suite made of it."""

import os
import sys
from datetime import date
from pathlib import Path

import django
import pypdfium2

DAY = date(2021, 2, 18)


def write(path: str) -> None:
    """The draft of an agreement that stands in no database."""
    from pilots.models import Unit
    from tasks.models import Plan
    from transfers.book import Book
    from transfers.drafts import drafts_of
    from transfers.models import Department, Item

    book = Book(Unit(name="定南县"), DAY)
    giver = Department(name="县市场监督管理局")
    book.departments, book.agreements = [giver], {}
    book.plan = Plan(
        title="推进全市相对集中行政许可权改革试点（第三批）工作方案", document_number="赣市办字〔2020〕29号"
    )
    item = Item(name="食品经营许可（新办）", code="360131001", department=giver.key, laws_handed_on=DAY)
    Path(path).write_bytes(drafts_of(book, [item]))


def read(path: str) -> None:
    """Ends with the names of the headings that are not in the PDF."""
    from transfers.drafts import HEADINGS

    document = pypdfium2.PdfDocument(path)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    if lacking := [each for each in HEADINGS if each not in text]:
        sys.exit(f"{path} lacks {'、'.join(lacking)}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reformtrack.settings")
    django.setup()
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])
