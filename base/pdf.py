"""A page as PDF, made on the server: how a ledger stood on a day (docs/decisions/frozen-pages.md)."""

import base64
import logging
import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from . import cage
from .forms import Refused
from .press import Unprintable

logger = logging.getLogger(__name__)

# 600 rows of 12 columns took 7 s of processor and 510 MiB of addresses on one core of the reference machine, 12,000
# cells 12 s and 630 MiB. The wait, twice the processor time, must end before the web server's own 60 s.
MOST_CELLS = 12_000
SECONDS = 28
MEMORY_MIB = 1024
PRESS = "base.press:pressed"
STYLES = ("tokens.css", "frozen.css")
CELL = re.compile(r"<t[dh][\s>]")

SENTENCES = {
    "no_pango": _(
        "This server cannot make PDFs yet: libpango-1.0-0 and libpangoft2-1.0-0 have to be installed by its "
        "administrator. Until then, print the page from the browser and save it as PDF."
    ),
    "no_font": _(
        "This server cannot make PDFs yet: a Chinese font (fonts-noto-cjk) has to be installed by its administrator. "
        "Until then, print the page from the browser and save it as PDF."
    ),
    "too_large": _(
        "The table has %(found)s cells, and a PDF takes at most %(limit)s. Narrow the selection, "
        "or print the page from the browser and save it as PDF."
    ),
    "too_heavy": _("The page is too long for a PDF. Narrow the selection, or print it from the browser."),
    "failed": _(
        "The PDF could not be made; the log holds the reason. Print the page from the browser and save it as PDF."
    ),
}


class PdfUnavailable(Refused):
    """No PDF of this page, here and now; `code` for the log, `sentence` for the person."""

    def __init__(self, code: str, **figures):
        self.code = code
        super().__init__(gettext(SENTENCES[code]) % figures)


def pdf_of(html: str) -> bytes:
    """A whole HTML page as PDF: A4 landscape, heads repeated, sheets numbered (static/css/frozen.css).

    Nothing is fetched: pictures, style sheets and fonts that the page names are left out, inline SVG is drawn.
    The same page gives the same bytes. Takes seconds (600 rows of 12 columns: 7), so it belongs in no transaction.
    Raises PdfUnavailable when this machine lacks pango or a Chinese font, or the page is too large.
    """
    cells = len(CELL.findall(html))
    if cells > MOST_CELLS:
        raise PdfUnavailable("too_large", found=cells, limit=MOST_CELLS)
    limits = {"seconds": SECONDS, "memory_mib": MEMORY_MIB, "allowed": (Unprintable,)}
    try:
        return base64.b64decode(cage.run(PRESS, html, _styles(), **limits))
    except Unprintable as lacking:
        raise PdfUnavailable(lacking.code) from None
    except cage.CageFailed as failure:
        logger.warning("pdf not made: %s", failure)
        raise PdfUnavailable("failed" if failure.reason == "crash" else "too_heavy") from None


def _styles() -> str:
    folder = cage.HOUSE / "static" / "css"
    return "\n".join((folder / name).read_text() for name in STYLES)
