"""The formats that are accepted, and what a file that is something else turns out to be."""

from dataclasses import dataclass

from .unfit import Unfit

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
HEAD = 1024


@dataclass(frozen=True)
class Kind:
    """One accepted format: `family` names the examiner, `extensions` the endings, first one ours."""

    key: str
    family: str
    magic: str
    extensions: tuple[str, ...]
    media_type: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("pdf", "pdf", "pdf", ("pdf",), "application/pdf"),
        Kind("jpg", "photo", "jpg", ("jpg", "jpeg"), "image/jpeg"),
        Kind("png", "photo", "png", ("png",), "image/png"),
        Kind("heic", "photo", "heic", ("heic", "heif"), "image/heic"),
        Kind("docx", "package", "zip", ("docx",), f"{OFFICE}.wordprocessingml.document"),
        Kind("xlsx", "package", "zip", ("xlsx",), f"{OFFICE}.spreadsheetml.sheet"),
        Kind("ofd", "package", "zip", ("ofd",), "application/ofd"),
        Kind("doc", "ole", "ole", ("doc",), "application/msword"),
        Kind("xls", "ole", "ole", ("xls",), "application/vnd.ms-excel"),
        Kind("wps", "ole", "ole", ("wps",), "application/octet-stream"),
        Kind("et", "ole", "ole", ("et",), "application/octet-stream"),
    )
}
BY_EXTENSION = {extension: kind for kind in KINDS.values() for extension in kind.extensions}

# Known formats that are not accepted, grouped by the way out that helps.
WAYS_OUT = {
    "image_format": "tif tiff bmp gif webp psd jfif avif raw dng",
    "page_format": "svg htm html xhtml mht mhtml xml url",
    "slides_format": "ppt pptx pps ppsx dps odp key",
    "text_format": "txt csv rtf md odt ods pages numbers eml msg",
    "macro_format": "docm dotm dot dotx xlsm xltm xlsb xltx xlam pptm",
    "archive_format": "zip rar 7z tar gz tgz bz2 xz iso cab",
    "media_format": "mp4 mov avi mkv wmv 3gp mp3 wav m4a amr",
    "program": "exe com bat cmd js jse vbs vbe ps1 psm1 scr msi msp lnk hta jar apk php phtml jsp jspx asp aspx cgi "
    "sh py pl dll sys reg cpl chm wsf",
}
WAY_OUT = {extension: code for code, extensions in WAYS_OUT.items() for extension in extensions.split()}
HIDDEN_ENDINGS = {ending for ending, code in WAY_OUT.items() if code in ("program", "page_format")}

# What the first bytes say. Order matters: the first that fits wins.
SIGNATURES = (
    ("pdf", lambda head: head.startswith(b"%PDF-")),
    ("jpg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("heic", lambda head: head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS),
    ("zip", lambda head: head.startswith((ZIP, b"PK\x05\x06"))),
    ("ole", lambda head: head.startswith(OLE)),
    ("gif", lambda head: head.startswith((b"GIF87a", b"GIF89a"))),
    ("tiff", lambda head: head.startswith((b"II*\0", b"MM\0*"))),
    ("bmp", lambda head: head.startswith(b"BM") and head[6:10] == bytes(4)),
    ("webp", lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP"),
    ("rar", lambda head: head.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"))),
    ("program", lambda head: head.startswith((b"MZ", b"\x7fELF", b"#!"))),
    ("video", lambda head: head[4:8] == b"ftyp"),
    ("svg", lambda head: b"<svg" in head.lower()),
    ("html", lambda head: any(mark in head.lower() for mark in (b"<!doctype html", b"<html", b"<script", b"<body"))),
    ("xml", lambda head: head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")),
    ("text", lambda head: _is_text(head)),
)


def kind_named(name: str) -> Kind:
    """The accepted kind that a file name claims, or Unfit with the way out."""
    *stem, extension = name.lower().split(".")
    if not stem or not extension:
        raise Unfit("no_extension")
    if extension not in BY_EXTENSION:
        raise Unfit(WAY_OUT.get(extension, "unknown_format"), {"found": extension})
    hidden = next((part for part in stem[1:] if part.strip() in HIDDEN_ENDINGS), None)
    if hidden:
        raise Unfit("double_extension", {"found": hidden.strip()})
    return BY_EXTENSION[extension]


def found_in(head: bytes) -> str:
    """What the first HEAD bytes of a file are: a key of SIGNATURES, or 'unknown'."""
    return next((name for name, fits in SIGNATURES if fits(head)), "unknown")


def _is_text(head: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 27 for byte in head)
