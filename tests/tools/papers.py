"""Papers that the product made, read again."""

import pypdfium2


def words_of(pdf: bytes) -> str:
    """All text of a PDF in one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(sheet.get_textpage().get_text_range() for sheet in document).replace("\r\n", "")
