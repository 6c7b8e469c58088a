"""Proof files: up, shown, down, away; reached through the obligation alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base import clock
from base.models import AuditRecord, StoredFile
from tasks.models import Evidence
from tests.tools.proofs import make_pdf, make_photo

HTMX = {"HX-Request": "true"}


def upload(name="scan.pdf", content=None):
    return SimpleUploadedFile(name, make_pdf() if content is None else content)


def send(client, one, file):
    return client.post(reverse("tasks:evidence_upload", args=[one.key]), {"file": file}, headers=HTMX)


@pytest.fixture
def proof(cast, own, as_):
    """A file the officer chose and has not sent."""
    assert send(as_(cast.officer), own, upload()).status_code == 201
    return Evidence.objects.get()


def test_an_upload_answers_with_a_thumbnail_that_the_form_carries(cast, own, as_):
    answer = send(as_(cast.officer), own, upload("现场.jpg", make_photo()))
    proof = Evidence.objects.get()
    assert answer.status_code == 201
    assert f'name="evidence" value="{proof.key}"' in answer.content.decode()
    assert (proof.name, proof.entry, proof.stored.taken_at is not None) == ("现场.jpg", None, True)


def test_a_refused_upload_says_why_and_leaves_nothing(cast, own, as_):
    answer = send(as_(cast.officer), own, upload("scan.tif", b"II*\0" + bytes(50)))
    assert answer.status_code == 422 and ".tif" in answer.content.decode()
    assert not Evidence.objects.exists() and not StoredFile.objects.exists()


def test_no_file_at_all_is_a_sentence_too(cast, own, as_):
    answer = as_(cast.officer).post(reverse("tasks:evidence_upload", args=[own.key]), {})
    assert answer.status_code == 422


def test_a_submission_takes_along_the_files_its_page_showed_and_no_others(cast, own, as_, proof):
    send(as_(cast.officer), own, upload("other.pdf", make_pdf(["Other"])))
    data = {"version": own.version, "evidence": str(proof.key)}
    as_(cast.officer).post(reverse("tasks:submit", args=[own.key]), data)
    entry = own.entries.reports().get()
    assert [each.name for each in entry.evidence.all()] == ["scan.pdf"]
    assert Evidence.objects.get(entry=None).name == "other.pdf"


def test_files_go_with_the_form_where_scripts_are_off(cast, own, as_):
    data = {"version": own.version, "files": [upload(), upload("现场.jpg", make_photo())]}
    answer = as_(cast.officer).post(reverse("tasks:submit", args=[own.key]), data)
    assert answer.status_code == 303
    assert sorted(each.name for each in own.entries.reports().get().evidence.all()) == ["scan.pdf", "现场.jpg"]


def test_a_refused_file_keeps_the_words_and_the_good_file(cast, own, as_):
    data = {"version": own.version, "text": "见附件", "files": [upload(), upload("bad.exe", b"MZ" + bytes(9))]}
    answer = as_(cast.officer).post(reverse("tasks:submit", args=[own.key]), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "见附件" in page and "bad.exe" in page and 'name="evidence"' in page
    assert not own.entries.reports().exists()


def test_a_repeated_post_with_files_leaves_no_second_copy(cast, own, as_):
    client, key = as_(cast.officer), "6f6f4c40-8b7c-4f0f-9d3c-0d6f2f2f2f2f"
    for _n in range(2):
        client.post(reverse("tasks:submit", args=[own.key]), {"version": own.version, "key": key, "files": upload()})
    assert Evidence.objects.count() == 1
    assert own.entries.reports().get().evidence.count() == 1


def test_a_download_is_safe_and_recorded(cast, own, as_, proof):
    answer = as_(cast.officer).get(reverse("tasks:evidence", args=[proof.key]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    record = AuditRecord.objects.filter(act="download").get()
    assert (record.by, record.what) == (cast.officer, "scan.pdf")


def test_a_preview_is_a_picture_of_our_own(cast, own, as_, proof):
    client = as_(cast.officer)
    first = client.get(reverse("tasks:evidence_page", args=[proof.key, 1]))
    assert first["Content-Type"] == "image/jpeg"
    assert client.get(reverse("tasks:evidence_page", args=[proof.key, 2])).status_code == 404


@pytest.mark.parametrize(
    ("who", "pending", "sent"),
    [
        ("officer", 200, 200),
        ("colleague", 200, 200),
        ("reviewer", 404, 200),
        ("foreigner", 404, 404),
        ("admin", 404, 404),
        ("auditor", 404, 404),
    ],
)
def test_who_reaches_a_file_before_and_after_it_was_sent(cast, own, as_, proof, who, pending, sent):
    client = as_(getattr(cast, who))
    urls = [reverse("tasks:evidence", args=[proof.key]), reverse("tasks:evidence_page", args=[proof.key, 1])]
    assert [client.get(url).status_code for url in urls] == [pending] * 2
    own.submit(by=cast.officer, on=clock.today(), evidence=[proof])
    assert [client.get(url).status_code for url in urls] == [sent] * 2


def test_a_pending_file_is_taken_away_by_its_uploader_alone(cast, own, as_, proof):
    url = reverse("tasks:evidence_remove", args=[proof.key])
    assert as_(cast.colleague).post(url, headers=HTMX).status_code == 404
    assert as_(cast.officer).post(url, headers=HTMX).status_code == 200
    assert not Evidence.objects.exists()


def test_taking_a_file_away_with_scripts_off_keeps_the_words(cast, own, as_, proof):
    client = as_(cast.officer)
    answer = client.post(reverse("tasks:evidence_remove", args=[proof.key]), {"text": "还在写"}, follow=True)
    assert "还在写</textarea>" in answer.content.decode()


def test_a_sent_file_stays(cast, own, as_, proof):
    own.submit(by=cast.officer, on=clock.today(), evidence=[proof])
    assert as_(cast.officer).post(reverse("tasks:evidence_remove", args=[proof.key])).status_code == 404
    assert Evidence.objects.exists()
