"""For deploy/check: `paper.py write FILE.docx` makes a paper as base/word.py does; `paper.py read FILE.pdf` looks for
the five headings of an agreement (notice, clause 二（二）) in what an office suite made of one."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2

from base import word

HEADINGS = ("划转事项", "划转时间", "权责划分", "系统设备", "档案管理")


def write(path: str) -> None:
    """A paper with a blank, the five headings and a table."""
    doc = word.document(datetime.now(UTC), "划转协议")
    word.title(doc, "关于“食品经营许可”等事项的划转协议")
    word.blank(doc, "甲方")
    for each in HEADINGS:
        word.heading(doc, each)
        word.paragraph(doc, "双方另行商定。")
    word.table(doc, ("序号", "事项名称"), [(1, "食品经营许可（新办）")])
    Path(path).write_bytes(word.to_bytes(doc))


def read(path: str) -> None:
    """Ends with the names of the headings that are not in the PDF."""
    document = pypdfium2.PdfDocument(path)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    if lacking := [each for each in HEADINGS if each not in text]:
        sys.exit(f"{path} lacks {'、'.join(lacking)}")


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])
