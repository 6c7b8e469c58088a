"""FI4, FI8, PV6: what is accepted, what is refused with which way out, and as what it is served."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from base import cage, files
from base.intake import photos
from base.models import StoredFile
from tests.tools import proofs

pytestmark = pytest.mark.django_db

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OCTETS = "application/octet-stream"
ACCEPTED = (
    # name it comes with, its content, type it is served as, name it is served under
    ("请示.pdf", proofs.make_pdf, "application/pdf", "请示.pdf"),
    ("方案.docx.pdf", proofs.make_pdf, "application/pdf", "方案.docx.pdf"),
    # Scripts, launches and attachments of a PDF act in the reader's program alone: download only, seen as our JPEGs.
    ("script.pdf", proofs.pdf_with_script, "application/pdf", "script.pdf"),
    ("launch.pdf", proofs.pdf_with_launch, "application/pdf", "launch.pdf"),
    ("attached.pdf", proofs.pdf_with_attachment, "application/pdf", "attached.pdf"),
    # A PDF that is also a web page can be one only where it is served as one.
    ("page.pdf", lambda: proofs.make_pdf(["<script>alert(1)</script>"]), "application/pdf", "page.pdf"),
    ("挂牌照片.jpg", proofs.make_photo, "image/jpeg", "挂牌照片.jpg"),
    ("IMG_1.JPEG", proofs.make_photo, "image/jpeg", "IMG_1.JPEG"),
    ("IMG_2.heic", proofs.make_heic, "image/jpeg", "IMG_2.jpg"),
    ("屏幕.png", proofs.make_png, "image/png", "屏幕.png"),
    ("archive.jpg", lambda: proofs.with_archive(proofs.make_photo()), "image/jpeg", "archive.jpg"),
    ("cmyk.jpg", lambda: proofs.make_photo(mode="CMYK"), "image/jpeg", "cmyk.jpg"),
    ("方案.docx", proofs.make_docx, WORD, "方案.docx"),
    # Word notes the local path of its own Normal.dotm in every document.
    ("normal.docx", lambda: proofs.docx_with_template("file:///C:/Office/Normal.dotm"), WORD, "normal.docx"),
    ("清单.xlsx", proofs.make_xlsx, SHEET, "清单.xlsx"),
    # Excel asks before it follows a link to another workbook, and counties' tables are full of them.
    ("linked.xlsx", proofs.xlsx_with_external_link, SHEET, "linked.xlsx"),
    ("公文.ofd", proofs.make_ofd, "application/ofd", "公文.ofd"),
    ("a.doc", lambda: proofs.make_ole("WordDocument", "doc"), "application/msword", "a.doc"),
    ("b.xls", lambda: proofs.make_ole("Workbook", "xls"), "application/vnd.ms-excel", "b.xls"),
    ("c.wps", lambda: proofs.make_ole("WordDocument", "wps"), OCTETS, "c.wps"),
    ("d.et", lambda: proofs.make_ole("Workbook", "et"), OCTETS, "d.et"),
)
REFUSED = (
    ("page.jpg", proofs.page_as_photo, "not_what_it_says"),
    ("drawing.png", proofs.make_svg, "not_what_it_says"),
    ("gifar.jpg", lambda: proofs.with_archive(proofs.make_gif()), "not_what_it_says"),
    ("scan.jpg", proofs.make_tiff, "not_what_it_says"),
    ("really-a-photo.pdf", proofs.make_photo, "not_what_it_says"),
    ("html-first.pdf", lambda: proofs.page_as_photo() + proofs.make_pdf(), "not_what_it_says"),
    ("program.pdf", lambda: b"MZ" + bytes(600), "not_what_it_says"),
    ("only-a-zip.docx", lambda: proofs.make_package({"a.txt": "a"}), "not_what_it_says"),
    ("a-sheet.docx", proofs.make_xlsx, "not_what_it_says"),
    ("pdfjar.pdf", lambda: proofs.with_archive(proofs.make_pdf()), "also_archive"),
    ("drawing.svg", proofs.make_svg, "page_format"),
    ("page.html", proofs.page_as_photo, "page_format"),
    ("gifar.gif", lambda: proofs.with_archive(proofs.make_gif()), "image_format"),
    ("scan.tif", proofs.make_tiff, "image_format"),
    ("照片.zip", lambda: proofs.make_package({"a.txt": "a"}), "archive_format"),
    ("汇报.pptx", proofs.make_docx, "slides_format"),
    ("记录.txt", lambda: b"text", "text_format"),
    ("macro.docm", proofs.make_docx, "macro_format"),
    ("macro.docx", lambda: proofs.make_docx(**{"word/vbaProject.bin": b"x"}), "macros"),
    ("macro.xlsx", lambda: proofs.make_xlsx(**{"xl/vbaProject.bin": b"x"}), "macros"),
    ("renamed.xlsx", lambda: proofs.make_xlsx(**{"[Content_Types].xml": "macroEnabled"}), "macros"),
    ("macro.doc", lambda: proofs.make_ole("WordDocument", "_VBA_PROJECT"), "macros"),
    ("remote.docx", lambda: proofs.docx_with_template("https://evil.example/a.dotm"), "remote_part"),
    ("share.docx", lambda: proofs.docx_with_template(r"\\10.0.0.9\share\a.dotm"), "remote_part"),
    ("locked.docx", lambda: proofs.make_ole("EncryptedPackage"), "encrypted"),
    ("locked.pdf", proofs.locked_pdf, "encrypted"),
    ("renamed.docx", lambda: proofs.make_ole("WordDocument"), "old_office"),
    ("bomb.docx", proofs.package_bomb, "unpacks_too_big"),
    ("flood.png", proofs.pixel_flood, "too_many_pixels"),
    ("cut.jpg", lambda: proofs.make_photo()[:-900], "damaged"),
    ("cut.pdf", lambda: b"%PDF-1.4\n" + bytes(50), "damaged"),
    ("invoice.exe.pdf", proofs.make_pdf, "double_extension"),
    ("page.html.jpg", proofs.make_photo, "double_extension"),
    ("report\u202efdp.exe", proofs.make_pdf, "program"),
    ("noending", proofs.make_pdf, "no_extension"),
    ("data.xyz", proofs.make_pdf, "unknown_format"),
    ("empty.pdf", lambda: b"", "empty"),
)


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def take_in(content: bytes, name: str) -> StoredFile:
    return files.take_in(ContentFile(content), name=name)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def served(stored: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(body(files.serve(stored, "a"))))


@pytest.mark.parametrize(("name", "build", "media_type", "served_name"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_accepted(name, build, media_type, served_name):
    stored = take_in(build(), name)
    response = files.serve(stored, name)
    assert response["Content-Type"] == media_type
    assert response.as_attachment
    assert response.filename == served_name
    assert files.verify() == []


@pytest.mark.parametrize(("name", "build", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_with_a_sentence_and_nothing_kept(name, build, code, files_dir):
    with pytest.raises(files.FileRefused) as refusal:
        take_in(build(), name)
    assert refusal.value.code == code
    assert "%(" not in refusal.value.sentence
    assert StoredFile.objects.count() == 0
    assert [path for path in files_dir.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_the_sentence_says_what_was_found_and_the_way_out():
    with pytest.raises(files.FileRefused, match=r"不支持 \.tif 图片，请转为 PDF 或 JPG。"):
        take_in(proofs.make_tiff(), "扫描件.tif")
    with pytest.raises(files.FileRefused, match=r"扩展名为 \.jpg，内容却是网页"):
        take_in(proofs.page_as_photo(), "照片.jpg")


def test_what_is_over_the_limit_is_refused_while_it_is_received(settings):
    settings.UPLOAD_LIMIT = 1 << 20
    with pytest.raises(files.FileRefused, match="1 MB"):
        take_in(bytes((1 << 20) + 1), "a.pdf")


@pytest.mark.parametrize("build", [proofs.make_photo, proofs.make_png, proofs.make_heic])
def test_place_and_serial_number_are_gone_and_the_moment_of_exposure_is_kept(build):
    raw = build()
    assert proofs.CANARY.encode() in raw, "control: served as uploaded, the serial number would go out"
    stored = take_in(raw, f"photo.{build.__name__[5:].replace('photo', 'jpg')}")
    out = body(files.serve(stored, "photo.jpg"))
    assert proofs.CANARY.encode() not in out
    image = Image.open(io.BytesIO(out))
    assert dict(image.getexif()) == {}
    assert {"exif", "comment", "xmp", "Comment"} & set(image.info) == set()
    assert stored.taken_at.isoformat() == "2021-01-29T10:15:00+08:00"


def test_control_a_photo_as_uploaded_carries_its_place():
    assert dict(Image.open(io.BytesIO(proofs.make_photo())).getexif().get_ifd(0x8825)) == proofs.GPS


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_are_upright_whatever_way_the_phone_was_held(orientation):
    raw = proofs.make_photo((320, 200), orientation)
    stored = take_in(raw, "photo.jpg")
    picture = served(stored)
    assert picture.size == (320, 200) == (stored.width, stored.height)
    corners = [picture.getpixel(point)[1] < 100 for point in ((20, 20), (300, 20), (20, 180), (300, 180))]
    assert corners == [True, False, False, False]


def test_control_a_photo_as_uploaded_lies_on_its_side():
    assert Image.open(io.BytesIO(proofs.make_photo((320, 200), 6))).size == (200, 320)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_png_of_any_mode_keeps_its_picture(mode):
    stored = take_in(proofs.make_png((64, 48), mode), "scan.png")
    picture = served(stored).convert("RGB")
    assert picture.getpixel((60, 40)) == (255, 255, 255)
    assert picture.getpixel((10, 10)) != (255, 255, 255)


def test_an_archive_behind_a_photo_does_not_survive():
    raw = proofs.with_archive(proofs.make_photo())
    assert zipfile.is_zipfile(io.BytesIO(raw)), "control: served as uploaded it would be a zip"
    assert not zipfile.is_zipfile(io.BytesIO(body(files.serve(take_in(raw, "a.jpg"), "a.jpg"))))


def test_a_large_photo_is_kept_at_half_its_scale():
    stored = take_in(proofs.make_photo((6000, 4000), 6), "large.jpg")
    assert (stored.width, stored.height) == (3000, 2000)


def test_a_pixel_flood_is_refused_before_a_pixel_is_decoded(tmp_path):
    flood = tmp_path / "flood.png"
    flood.write_bytes(proofs.pixel_flood())
    with pytest.raises(cage.CageFailed, match="memory"):
        cage.run("tests.base.caged:decode", str(flood), memory_mib=512)
    with pytest.raises(files.FileRefused) as refusal:
        take_in(flood.read_bytes(), "flood.png")
    assert refusal.value.params == {"found": 2500, "limit": 50}


def test_pages_are_drawn_by_us_up_to_the_tenth():
    stored = take_in(proofs.make_pdf([f"Page {number}" for number in range(1, 13)]), "long.pdf")
    assert (stored.pages, stored.preview_count) == (12, 10)
    first, last = (body(files.serve_preview(stored, page)) for page in (1, 10))
    assert Image.open(io.BytesIO(first)).format == "JPEG"
    assert first != last


def test_a_photo_has_one_preview_of_bounded_size():
    stored = take_in(proofs.make_photo((4000, 2000)), "wide.jpg")
    assert stored.preview_count == 1
    assert Image.open(io.BytesIO(body(files.serve_preview(stored, 1)))).size == (photos.PREVIEW_SIDE, 800)


def test_equal_content_is_kept_once():
    first = take_in(proofs.make_pdf(), "one.pdf")
    assert take_in(proofs.make_pdf(), "two.pdf") == first
    assert StoredFile.objects.count() == 1
