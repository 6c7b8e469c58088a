"""What runs in the cage to make a PDF: WeasyPrint, without Django and without any way to fetch."""

import base64
import ctypes
import ctypes.util
import hashlib


class Unprintable(Exception):
    """No PDF can be made on this machine; `code` is no_pango or no_font."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def pressed(html: str, css: str) -> str:
    """The PDF of a page, base64. Equal pages give equal bytes. Raises Unprintable: no_pango, no_font."""
    weasyprint = _weasyprint()
    if not _knows_chinese():
        raise Unprintable("no_font")
    nothing = weasyprint.URLFetcher(allowed_protocols=())
    sheet = weasyprint.CSS(string=css, url_fetcher=nothing)
    page = weasyprint.HTML(string=html, url_fetcher=nothing)
    name = hashlib.sha256((css + html).encode()).hexdigest()[:32].encode()
    return base64.b64encode(page.write_pdf(stylesheets=[sheet], pdf_identifier=name)).decode()


def _weasyprint():
    try:
        import weasyprint
    except OSError:
        raise Unprintable("no_pango") from None
    return weasyprint


def _knows_chinese() -> bool:
    """Whether fontconfig, which chooses the fonts, has one for Chinese: without it every sign is a box."""
    library = ctypes.CDLL(ctypes.util.find_library("fontconfig"))
    for name in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(library, name).restype = ctypes.c_void_p
    wanted = ctypes.c_void_p(library.FcNameParse(b":lang=zh-cn"))
    found = library.FcFontList(None, wanted, ctypes.c_void_p(library.FcObjectSetCreate()))
    # The answer begins with how many were found.
    return ctypes.c_int.from_address(found).value > 0
