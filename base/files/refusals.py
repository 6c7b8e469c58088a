"""Why a file is not accepted, and the way out, in words."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from base.archives import ArchiveRefused
from base.cage import CageFailed
from base.forms import Refused
from base.intake import kinds
from base.intake.unfit import Unfit

SENTENCES = {
    "empty": _("The file is empty. Check it and choose it again."),
    "too_big": _("The file is larger than %(limit)s MB. Make it smaller, or state the document number instead."),
    "no_extension": _("The file name has no ending, so its format is not known. Accepted: %(accepted)s."),
    "unknown_format": _(".%(found)s files are not accepted. Accepted: %(accepted)s."),
    "image_format": _(".%(found)s pictures are not accepted. Convert the picture to PDF or JPG."),
    "page_format": _(".%(found)s web pages and drawings are not accepted. Print the page to PDF."),
    "slides_format": _(".%(found)s presentations are not accepted. Export the presentation as PDF."),
    "text_format": _(".%(found)s files are not accepted. Save the file as PDF, DOCX or XLSX."),
    "macro_format": _(".%(found)s files can contain macros and are not accepted. Save the file as DOCX, XLSX or PDF."),
    "archive_format": _(".%(found)s archives are not accepted. Upload the files in it one by one."),
    "media_format": _("Sound and film (.%(found)s) are not accepted. Upload a photo or a PDF."),
    "program": _(".%(found)s files are programs and are not accepted. Accepted: %(accepted)s."),
    "double_extension": _("The file name contains a second ending (.%(found)s). Rename the file and upload it again."),
    "not_what_it_says": _(
        "The file is named .%(named)s, but its content is: %(found)s. "
        "Open it, save it as .%(named)s and upload it again."
    ),
    "old_office": _(
        "The file is named .%(named)s, but its content is an old Office format. "
        "Save it as .%(named)s and upload it again."
    ),
    "also_archive": _("The PDF also contains an archive. Print it to PDF again and upload the result."),
    "encrypted": _("The file is protected by a password. Remove the password and upload it again."),
    "macros": _("The file contains macros or active controls. Save it without them, or as PDF."),
    "remote_part": _("The document fetches parts of itself from the network. Save it as PDF."),
    "damaged": _("The file is damaged or incomplete. Open it, save it again and upload the result."),
    "too_many_pixels": _(
        "The picture has %(found)s megapixels; %(limit)s are allowed. Make it smaller and upload it again."
    ),
    "unpacks_too_big": _("The file unpacks to far more than it seems to hold. Save it as PDF and upload that."),
    "too_heavy": _("The file takes too much time or memory to check. Save it as a smaller PDF and upload that."),
}
FOUND = {
    "pdf": _("a PDF"),
    "jpg": _("a JPG picture"),
    "png": _("a PNG picture"),
    "heic": _("a HEIC picture"),
    "gif": _("a GIF picture"),
    "tiff": _("a TIFF picture"),
    "bmp": _("a BMP picture"),
    "webp": _("a WebP picture"),
    "svg": _("an SVG drawing"),
    "zip": _("a ZIP archive or another Office format"),
    "rar": _("an archive"),
    "ole": _("an old Office format"),
    "program": _("a program"),
    "video": _("a film"),
    "html": _("a web page"),
    "xml": _("an XML text"),
    "text": _("plain text"),
    "unknown": _("an unknown format"),
}
ARCHIVE_CODES = {"not_a_zip": "damaged", "damaged": "damaged", "encrypted": "encrypted"}


class FileRefused(Refused):
    """A file that is not accepted; `code` and `params` for the log, `sentence` for the person."""

    def __init__(self, code: str, params: dict | None = None):
        self.code, self.params = code, params or {}
        super().__init__(gettext(SENTENCES[code]) % {**_always(), **_in_words(self.params)})

    @classmethod
    def because(cls, error: Exception) -> "FileRefused":
        """The refusal that an answer from the cage amounts to: Unfit, ArchiveRefused or CageFailed."""
        if isinstance(error, Unfit):
            return cls(error.code, error.params)
        if isinstance(error, ArchiveRefused):
            return cls(ARCHIVE_CODES.get(error.code, "unpacks_too_big"), error.params)
        return cls("damaged" if isinstance(error, CageFailed) and error.reason == "crash" else "too_heavy")


def _always() -> dict:
    accepted = ", ".join(kinds.BY_EXTENSION)
    return {"accepted": accepted, "limit": settings.UPLOAD_LIMIT // (1024 * 1024)}


def _in_words(params: dict) -> dict:
    found = params.get("found")
    return {**params, "found": gettext(FOUND[found])} if found in FOUND else params
