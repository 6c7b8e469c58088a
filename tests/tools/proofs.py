"""Small files of every accepted format, and hostile ones: each function returns the bytes of one file."""

import io
import zipfile
import zlib

import pillow_heif
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

CANARY = "SERIAL-20210131-ZX9"
EXPOSED = "2021:01:29 10:15:00"
GPS = {1: "N", 2: (25.0, 49.0, 50.0), 3: "E", 4: (114.0, 56.0, 3.0)}
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


def picture(size=(640, 480), mode="RGB") -> Image.Image:
    """A picture whose upper left quarter is red and the rest white, so that its orientation can be seen."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill="red")
    if mode == "I;16":
        return image.convert("I").point(lambda value: value * 257).convert(mode)
    return image.convert(mode)


def traces(orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: place, serial number, maker, moment of exposure."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "Maker", CANARY
    exif.get_ifd(0x8825).update(GPS)
    exif.get_ifd(0x8769).update({0x9003: EXPOSED, 0xA431: CANARY})
    return exif


def make_photo(size=(640, 480), orientation: int = 1, mode: str = "RGB", **more) -> bytes:
    """A JPEG as a phone makes it: the picture turned as `orientation` says, with GPS, serial number and XMP."""
    upright = picture(size, mode)
    turned = upright.transpose(UNDO[orientation]) if orientation in UNDO else upright
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    return _saved(turned, "JPEG", exif=traces(orientation), comment=CANARY, xmp=xmp, quality=90, **more)


UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def make_png(size=(640, 480), mode: str = "RGB") -> bytes:
    words = PngInfo()
    words.add_text("Comment", CANARY)
    words.add_itxt("XML:com.adobe.xmp", CANARY)
    return _saved(picture(size, mode), "PNG", pnginfo=words, exif=traces())


def make_heic(size=(640, 480)) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture(size)).save(out, exif=traces().tobytes(), quality=60)
    return out.getvalue()


def make_pdf(pages=("Page 1",), catalog: str = "", extra: tuple[str, ...] = ()) -> bytes:
    """A PDF with one line of ASCII text a page; `catalog` and `extra` objects (numbered from 4) make it active."""
    first_page = 4 + len(extra)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *extra,
    ]
    for number, text in enumerate(pages):
        drawing = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first_page + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    return _pdf_of(bodies)


def _pdf_of(bodies: list[str]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def pdf_with_script() -> bytes:
    return make_pdf(catalog="/OpenAction 4 0 R", extra=("<< /S /JavaScript /JS (app.alert\\(1\\)) >>",))


def pdf_with_launch() -> bytes:
    return make_pdf(catalog="/OpenAction 4 0 R", extra=("<< /S /Launch /F (cmd.exe) >>",))


def pdf_with_attachment() -> bytes:
    names = "/Names << /EmbeddedFiles << /Names [(a.exe) 4 0 R] >> >>"
    attachment = "<< /Length 2 /Type /EmbeddedFile >>\nstream\nMZ\nendstream"
    return make_pdf(catalog=names, extra=("<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>", attachment))


def locked_pdf() -> bytes:
    """A PDF whose user password nobody told: a standard security handler with keys that fit no password."""
    key = "<" + "41" * 32 + ">"
    handler = f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    locked = make_pdf(extra=(handler,))
    return locked.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R /ID [<00><00>]")


def make_package(parts: dict[str, str | bytes]) -> bytes:
    """The same parts make the same bytes, whenever they are made: a zip keeps the hour of each part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_docx(**parts) -> bytes:
    return make_package(
        {"[Content_Types].xml": CONTENT_TYPES.format(""), "word/document.xml": "<document>方案</document>", **parts}
    )


def make_xlsx(**parts) -> bytes:
    return make_package({"[Content_Types].xml": CONTENT_TYPES.format(""), "xl/workbook.xml": "<workbook/>", **parts})


def make_ofd() -> bytes:
    return make_package({"OFD.xml": "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>", "Doc_0/Document.xml": "<a/>"})


def xlsx_with_external_link() -> bytes:
    link = RELATIONS.format(type="externalLinkPath", target="file:///D:/台账.xlsx")
    return make_xlsx(**{"xl/externalLinks/_rels/externalLink1.xml.rels": link})


def docx_with_template(target: str) -> bytes:
    return make_docx(**{"word/_rels/settings.xml.rels": RELATIONS.format(type="attachedTemplate", target=target)})


def package_bomb() -> bytes:
    return make_docx(**{"word/media/a.bin": bytes(150 << 20)})


def make_ole(*streams: str) -> bytes:
    """Enough of an old Office file to be taken for one, with the names of `streams` in its directory."""
    return OLE_HEAD + b"".join(stream.encode("utf-16-le") + bytes(64) for stream in streams) + bytes(512)


def page_as_photo() -> bytes:
    return b"<!DOCTYPE html><script>alert(document.domain)</script>"


def make_svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def with_archive(raw: bytes) -> bytes:
    """`raw` with a whole zip behind it: both at once, as GIFAR was."""
    return raw + make_package({"Evil.class": b"\xca\xfe\xba\xbe"})


def make_gif() -> bytes:
    return _saved(picture((8, 8)), "GIF")


def make_tiff() -> bytes:
    return _saved(picture((8, 8)), "TIFF")


def pixel_flood(side: int = 50_000) -> bytes:
    """A PNG of a few hundred bytes that claims side x side pixels."""
    raw = bytearray(_saved(Image.new("1", (8, 8)), "PNG"))
    raw[16:24] = side.to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    return bytes(raw)


def _saved(image: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
