"""FI5, FI6: raw multipart bodies as no browser writes them, and answers that carry their names back."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadhandler import StopFutureHandlers
from django.test import Client

from base import files
from base.files.names import LIMIT
from base.uploads import BoundedUploadHandler, UploadTooBig
from tests.tools import proofs

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.base.upload_urls")]

BOUNDARY = "frontier"
MIB = 1024 * 1024
# Raw bytes of the name as sent, and what is left of it ("" when Django already drops the part).
NAMES = (
    (b"../../etc/cron.d/x.pdf", "x.pdf"),
    (rb"..\..\windows\x.pdf", "x.pdf"),
    (b"/etc/passwd.pdf", "passwd.pdf"),
    (rb"C:\Users\a\x.pdf", "x.pdf"),
    (b"nul\x00byte.pdf", "nulbyte.pdf"),
    (b"&#0;&#13;&#10;x.pdf", "\ufffdx.pdf"),
    (b"..", ""),
    (b"a" * 300 + b".pdf", "a" * (LIMIT - 4) + ".pdf"),
    (b"CON.pdf", "_CON.pdf"),
    ("挂牌📷照片.pdf".encode(), "挂牌📷照片.pdf"),
    ("挂牌照片.pdf".encode(), "挂牌照片.pdf"),
    ("挂牌.pdf".encode("gbk"), ""),
    ("gpj\u202efdp.pdf".encode(), "gpjfdp.pdf"),
    (b"a.pdf" + b" ." * 5, "a.pdf"),
)


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "temporary"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILES_DIR


def multipart(name: bytes, content: bytes, *, extended: bool = False, headers: bytes = b"") -> bytes:
    field = b"filename*=utf-8''" + name if extended else b'filename="' + name + b'"'
    return (
        b'--frontier\r\nContent-Disposition: form-data; name="file"; '
        + field
        + b"\r\n"
        + headers
        + b"Content-Type: text/html\r\n\r\n"
        + content
        + b"\r\n--frontier--\r\n"
    )


def post(body: bytes):
    client = Client(raise_request_exception=False)
    return client.generic("POST", "/receive", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


def tree(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("raw", "left"), NAMES)
def test_a_name_never_leads_anywhere(raw, left, tmp_path, files_dir):
    answer = post(multipart(raw, proofs.make_pdf()))
    assert [each["name"] for each in answer.json()["files"]] == ([left] if left else [])
    outside = {path for path in tree(tmp_path) if not path.startswith("files/")}
    assert outside == set()
    assert tree(files_dir) <= {".lock"} | {
        str(path.relative_to(files_dir)) for path in files_dir.glob("??/??/*") if len(path.name) >= 64
    }


def test_control_a_name_taken_at_its_word_leaves_the_folder(files_dir):
    escaped = os.path.normpath(files_dir / "../../etc/cron.d/x.pdf")
    assert not escaped.startswith(str(files_dir))


def test_names_in_both_forms_of_the_header_arrive_alike():
    plain = post(multipart("请示.pdf".encode(), proofs.make_pdf())).json()
    extended = post(multipart(quote("请示.pdf").encode(), proofs.make_pdf(), extended=True)).json()
    assert plain == extended == {"files": [{"name": "请示.pdf", "sha256": plain["files"][0]["sha256"]}]}


def test_an_endless_ending_is_cut_and_not_a_fault_of_ours(settings):
    body = multipart(b"a." + b"x" * 600, b"content")
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    with pytest.raises(OSError, match="too long"):
        Client().generic("POST", "/receive", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
    settings.FILE_UPLOAD_HANDLERS = ["base.uploads.BoundedUploadHandler"]
    with pytest.raises(files.FileRefused, match="不支持"):
        Client().generic("POST", "/receive", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


@pytest.mark.parametrize("headers", [b"", b"Content-Transfer-Encoding: base64\r\n"])
def test_a_file_over_the_limit_is_refused_within_the_stream(settings, headers, tmp_path):
    settings.UPLOAD_LIMIT = MIB
    content = b"QUFB" * (3 * MIB // 4)
    answer = post(multipart(b"big.pdf", content, headers=headers))
    assert answer.status_code == 413
    assert "1 MB" in answer.content.decode()
    assert tree(tmp_path) == set()


def test_control_without_the_bound_the_whole_file_is_taken(settings):
    settings.UPLOAD_LIMIT = MIB
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    with pytest.raises(files.FileRefused):
        Client().generic(
            "POST",
            "/receive",
            multipart(b"big.pdf", bytes(3 * MIB)),
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
        )


def test_a_request_that_announces_too_much_is_not_read(settings):
    settings.UPLOAD_LIMIT = 100
    assert post(multipart(b"a.pdf", bytes(2000))).status_code == 413


def test_the_handler_stops_at_the_first_byte_over_the_limit(settings):
    settings.UPLOAD_LIMIT = 10
    handler = BoundedUploadHandler()
    with pytest.raises(StopFutureHandlers):
        handler.new_file("file", "a.pdf", "application/pdf", None)
    handler.receive_data_chunk(bytes(10), 0)
    assert Path(handler.file.temporary_file_path()).exists()
    with pytest.raises(UploadTooBig):
        handler.receive_data_chunk(b"x", 10)
    assert not Path(handler.file.temporary_file_path()).exists()


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("请示.pdf", f"attachment; filename*=utf-8''{quote('请示.pdf')}"),
        ("plain.pdf", 'attachment; filename="plain.pdf"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'attachment; filename="aSet-Cookie_ x=1.pdf"'),
        ("photo.html", 'attachment; filename="photo.pdf"'),
    ],
)
def test_a_download_carries_its_name_back_and_can_do_nothing(name, disposition):
    digest = post(multipart(b"a.pdf", proofs.pdf_with_script())).json()["files"][0]["sha256"]
    answer = Client().get(f"/give/{digest}", {"name": name})
    assert answer["Content-Disposition"] == disposition
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"
    assert b"".join(answer.streaming_content) == proofs.pdf_with_script()


def test_a_preview_is_a_picture_of_ours_under_its_own_policy():
    digest = post(multipart(b"a.pdf", proofs.make_pdf())).json()["files"][0]["sha256"]
    answer = Client().get(f"/preview/{digest}/1")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == "inline"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; img-src 'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/preview/{digest}/2").status_code == Client().get(f"/preview/{digest}/0").status_code == 404
