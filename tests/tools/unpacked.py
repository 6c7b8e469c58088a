"""What a person can read in an answer: the members of archives and Office files, the text of PDFs."""

import io
import zipfile

import pypdfium2


def legible(content: bytes) -> bytes:
    """The bytes themselves, then whatever lies packed in them, archives in archives too."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join([content, *(_member(archive, name) for name in archive.namelist())])
    return content + text_of(content).encode() if content.startswith(b"%PDF") else content


def _member(archive, name: str) -> bytes:
    return name.encode() + b"\n" + legible(archive.read(name))


def text_of(content: bytes) -> str:
    """The text of a PDF, page after page."""
    paper = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in paper)
    finally:
        paper.close()


def body_of(answer) -> bytes:
    """The content of an answer, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
