"""What holds when several people work at once, without a race: keys, versions seen, proofs that vanish."""

import uuid

import pytest
from django.urls import reverse

from base import clock
from base.models import StoredFile
from tasks import ledger
from tasks.models import Entry, Evidence
from tasks.transitions import TransitionNotAllowed
from tests.cast import obligation


def url(verb, one):
    return reverse(f"tasks:{verb}", args=[one.key])


def test_a_key_that_comes_back_for_another_row_is_refused_and_not_taken_for_done(cast, plan, as_):
    one, other = obligation(plan, cast.own, 1), obligation(plan, cast.own, 2)
    assert one.version == other.version
    typed = {"key": str(uuid.uuid4()), "version": one.version, "text": "已启动"}
    county = as_(cast.officer)
    assert county.post(url("report", one), typed).status_code == 303
    assert county.post(url("report", other), typed).status_code == 422
    assert county.post(url("report", one), typed).status_code == 303
    assert [row.entries.reports().count() for row in (one, other)] == [1, 0]


@pytest.mark.parametrize("verb", ["sign_off", "return_for_rework"])
def test_a_verdict_that_does_not_say_what_was_seen_is_refused(cast, plan, own, as_, verb):
    own.submit(by=cast.officer, on=clock.today(), document_number="章府办〔2021〕3号")
    answer = as_(cast.reviewer).post(url(verb, own), {"text": "材料齐全"})
    assert answer.status_code == 422
    assert obligation(plan, cast.own).state == "submitted"


def test_a_proof_taken_away_meanwhile_keeps_the_whole_report_back(cast, plan, own):
    proof = pending(cast, own)
    Evidence.objects.all().delete()
    before = Entry.objects.count()
    with pytest.raises(TransitionNotAllowed):
        own.report(by=cast.officer, on=clock.today(), text="附现场照片", evidence=[proof])
    assert Entry.objects.count() == before
    assert list(ledger.faults(plan)) == []


def test_a_proof_sent_meanwhile_can_no_longer_be_taken_away(cast, own, as_):
    proof = pending(cast, own)
    own.report(by=cast.officer, on=clock.today(), text="附现场照片", evidence=[proof])
    assert as_(cast.officer).post(reverse("tasks:evidence_remove", args=[proof.key])).status_code == 404
    assert Evidence.objects.filter(pk=proof.pk).exists()


def pending(cast, one) -> Evidence:
    stored = StoredFile.objects.create(sha256="0" * 64, size=1000, kind="jpg")
    return Evidence.objects.create(
        obligation=one, stored=stored, name="挂牌.jpg", uploaded_by=cast.officer, uploaded_at=clock.now()
    )
