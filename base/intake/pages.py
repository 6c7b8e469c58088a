"""PDF: opened to count its pages, and its first ten drawn by us. Scripts in it never run: our build has no engine."""

import zipfile
from pathlib import Path

import pypdfium2 as pdfium

from . import photos
from .unfit import Unfit

DRAWN_PAGES = 10
DRAWN_DPI = 150


def examine(path: str, kind, room: str) -> dict:
    """The number of pages; Unfit when it is locked, broken or an archive in disguise."""
    if zipfile.is_zipfile(path):
        raise Unfit("also_archive")
    with _opened(path) as document:
        count = len(document)
    if not count:
        raise Unfit("damaged")
    return {"pages": count}


def draw(path: str, room: str) -> int:
    """Draw pages 1 to 10 into `room` as 1.jpg, 2.jpg ..., each finished before the next begins; how many."""
    with _opened(path) as document:
        document.init_forms()
        count = min(len(document), DRAWN_PAGES)
        for index in range(count):
            page = document[index]
            picture = page.render(scale=_scale(*page.get_size())).to_pil()
            photos.save_preview(picture, Path(room) / f"{index + 1}.jpg")
            page.close()
    return count


def _scale(width: float, height: float) -> float:
    """From points to pixels: 150 dpi, but never more than a preview's side."""
    return min(DRAWN_DPI / 72, photos.PREVIEW_SIDE / max(width, height, 1))


def _opened(path: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise Unfit("encrypted" if "password" in str(error).lower() else "damaged") from None
