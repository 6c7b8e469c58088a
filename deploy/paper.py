"""For deploy/check: `paper.py write FILE.docx` draws up a transfer agreement as the product does, `paper.py read
FILE.pdf` looks for its five headings (notice, clause 二（二）) in what an office suite made of it, and `paper.py
read_circular FILE.pdf` for the figures of the circular whose snapshot lies beside it."""

import json
import os
import re
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

    text = "".join(_pages(path))
    if lacking := [each for each in HEADINGS if each not in text]:
        sys.exit(f"{path} lacks {'、'.join(lacking)}")


def read_circular(path: str) -> None:
    """Ends with what is wrong: a figure that is missing, an odd number of pages, 版记 not on the last."""
    counted = json.loads(Path(path).with_suffix(".json").read_text())["overall"]
    # An office may set a space between Chinese and figures.
    pages = [re.sub(r"\s", "", page) for page in _pages(path)]
    wanted = f"全市{counted['total']}项责任事项中，已办结{counted['done']}项"
    if wanted not in "".join(pages):
        sys.exit(f"{path} lacks {wanted}")
    if len(pages) % 2 or "行政审批局办公室" not in pages[-1]:
        sys.exit(f"{path} has {len(pages)} pages, or no imprint on the last")


def _pages(path: str) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reformtrack.settings")
    django.setup()
    {"write": write, "read": read, "read_circular": read_circular}[sys.argv[1]](sys.argv[2])
