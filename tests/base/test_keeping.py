"""FI10, FI11: what is kept is what was stored, and nothing that belongs to nobody stays."""

import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from base import files, jobs
from base.models import StoredFile
from tests.tools import proofs

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def keep(text: str) -> StoredFile:
    return files.take_in(ContentFile(proofs.make_docx(**{"word/text.xml": text})), name="a.docx")


def age(path, seconds: float) -> None:
    long_ago = time.time() - seconds
    os.utime(path, (long_ago, long_ago))


def test_bytes_and_folders_are_for_their_owner_alone(files_dir):
    stored = files.take_in(ContentFile(proofs.make_pdf()), name="a.pdf")
    assert stored.path == files_dir / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    for path in (stored.path, stored.preview_path(1)):
        assert path.stat().st_mode & 0o777 == 0o600
    for folder in (files_dir, stored.path.parent.parent, stored.path.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_one_flipped_byte_and_one_missing_file_and_one_missing_page_are_found():
    flipped, missing, whole = keep("one"), keep("two"), keep("three")
    pageless = files.take_in(ContentFile(proofs.make_pdf()), name="a.pdf")
    content = bytearray(flipped.path.read_bytes())
    content[-1] ^= 1
    flipped.path.write_bytes(content)
    missing.path.unlink()
    pageless.preview_path(1).unlink()
    assert files.verify() == [flipped, missing, pageless]
    assert whole not in files.verify()


def test_the_sweeper_takes_what_is_old_and_belongs_to_nobody(files_dir):
    stored, orphan, young = keep("kept"), keep("orphan"), keep("young")
    StoredFile.objects.exclude(pk=stored.pk).delete()
    for each in (stored, orphan):
        age(each.path, DAY + 60)
    left_behind, in_use = files_dir / "quarantine" / "old", files_dir / "quarantine" / "new"
    for room in (left_behind, in_use):
        room.mkdir()
        (room / "raw").write_bytes(b"x")
    age(left_behind, DAY + 60)
    assert files.sweep() == 2
    assert [path.exists() for path in (stored.path, orphan.path, young.path, left_behind, in_use)] == [
        True,
        False,
        True,
        False,
        True,
    ]
    assert files.sweep() == 0


def test_content_that_comes_again_is_young_again():
    orphan = keep("same")
    age(orphan.path, DAY + 60)
    StoredFile.objects.all().delete()
    keep("same")
    StoredFile.objects.all().delete()
    assert files.sweep() == 0


def test_a_refused_upload_leaves_no_quarantine(files_dir):
    with pytest.raises(files.FileRefused):
        files.take_in(ContentFile(b"MZ"), name="a.pdf")
    assert list((files_dir / "quarantine").iterdir()) == []


def test_the_nightly_job_names_the_damaged(caplog):
    stored = keep("one")
    jobs.sweep_files()
    assert stored.sha256 not in caplog.text
    stored.path.unlink()
    jobs.sweep_files()
    jobs.sweep_files()
    assert stored.sha256 in caplog.text


def test_the_command_fails_when_a_file_is_damaged():
    stored, out = keep("one"), StringIO()
    call_command("verify_files", stdout=out)
    stored.path.write_bytes(b"other")
    with pytest.raises(CommandError, match="1"):
        call_command("verify_files", stdout=out)
    assert stored.sha256 in out.getvalue()
