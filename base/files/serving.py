"""Give a kept file out so that it can do nothing: as a download of our own type, or as a picture we drew."""

from django.http import FileResponse, Http404

from base.intake import kinds
from base.models import StoredFile

from .names import safe_name

# Set here, they stay: the middlewares for pages only add headers that are not there yet.
CLOSED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PICTURE_POLICY = "sandbox; default-src 'none'; img-src 'self'"


def serve(stored: StoredFile, name: str) -> FileResponse:
    """The kept bytes as a download named `name`, with the ending of what they really are."""
    response = FileResponse(stored.path.open("rb"), as_attachment=True, filename=name_for(stored, name))
    return _closed(response, stored.media_type)


def serve_preview(stored: StoredFile, page: int) -> FileResponse:
    """Preview page `page` (from 1) as a JPEG of our own making; 404 beyond the last."""
    if not 1 <= page <= stored.preview_count:
        raise Http404
    response = _closed(FileResponse(stored.preview_path(page).open("rb")), "image/jpeg")
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = PICTURE_POLICY
    return response


def name_for(stored: StoredFile, name: str) -> str:
    """The name to save it under: a HEIC photo, for one, was made a JPG."""
    kind, name = kinds.KINDS[stored.kind], safe_name(name)
    stem, _, extension = name.rpartition(".")
    return name if extension.lower() in kind.extensions else f"{stem or name}.{kind.extensions[0]}"


def _closed(response: FileResponse, media_type: str) -> FileResponse:
    response["Content-Type"] = media_type
    for header, value in CLOSED.items():
        response[header] = value
    return response
