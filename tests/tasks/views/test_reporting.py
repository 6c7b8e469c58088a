"""Each verb of the county by plain post, as it goes with scripts off, and by htmx."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base import clock
from tasks import drafts
from tasks.models import Draft, Entry, Obligation
from tests.cast import obligation
from tests.tools.proofs import make_pdf

HTMX = {"HX-Request": "true"}


def url(name, one):
    return reverse(f"tasks:{name}", args=[one.key])


def post(client, name, one, **data):
    return client.post(url(name, one), {"version": one.version, **data})


def state(one):
    return Obligation.objects.get(pk=one.pk).state


def test_a_report_needs_nothing_but_the_progress(cast, own, as_):
    answer = post(as_(cast.officer), "report", own, text="已印发文件")
    assert (answer.status_code, answer["Location"]) == (303, url("obligation", own))
    entry = own.entries.reports().get()
    assert (entry.text, entry.by, state(own)) == ("已印发文件", cast.officer, "in_progress")


def test_a_report_without_words_is_refused_in_its_form(cast, own, as_):
    answer = post(as_(cast.officer), "report", own, next_step="下周开会")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert "下周开会" in answer.content.decode()
    assert state(own) == "not_started"


@pytest.mark.parametrize("proof", [{"document_number": "定办字〔2021〕3号"}, {"no_file_reason": "内部件"}])
def test_one_proof_of_any_kind_is_enough_to_submit(cast, own, as_, proof):
    assert post(as_(cast.officer), "submit", own, true_on="2021-02-01", **proof).status_code == 303
    entry = own.entries.reports().get()
    assert (state(own), entry.true_on.isoformat()) == ("submitted", "2021-02-01")


def test_without_proof_a_submission_is_refused_and_its_words_are_kept(cast, own, as_):
    answer = post(as_(cast.officer), "submit", own, text="都好了")
    assert answer.status_code == 422
    assert "都好了" in answer.content.decode()
    assert drafts.of(own, cast.officer).words["text"] == "都好了"


def test_a_day_in_the_future_is_refused(cast, own, as_):
    answer = post(as_(cast.officer), "submit", own, document_number="1号", true_on="2021-02-19")
    assert (answer.status_code, state(own)) == (422, "not_started")


def test_a_repeated_post_has_one_effect(cast, own, as_):
    client, once = as_(cast.officer), {"text": "一次", "key": uuid.uuid4()}
    answers = [post(client, "report", own, **once).status_code for _n in range(3)]
    assert (answers, own.entries.reports().count()) == ([303] * 3, 1)


def test_the_key_of_another_form_is_refused(cast, own, as_):
    client, key = as_(cast.officer), uuid.uuid4()
    post(client, "report", own, text="一", key=key)
    assert post(client, "report", own, text="二", key=key).status_code == 422
    assert own.entries.reports().count() == 1


def test_by_htmx_the_page_answers_with_its_content_alone(cast, own, as_):
    answer = as_(cast.officer).post(url("report", own), {"text": "进展", "version": own.version}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200 and 'id="obligation"' in page and "<html" not in page
    assert "announce" in answer["HX-Trigger"]


def test_start_withdraw_and_undo(cast, own, as_):
    client = as_(cast.officer)
    assert post(client, "start", own).status_code == 303 and state(own) == "in_progress"
    post(client, "submit", fresh(own), document_number="1号")
    assert state(own) == "submitted"
    post(client, "withdraw", fresh(own))
    assert state(own) == "in_progress"
    post(client, "undo", fresh(own))
    assert state(own) == "submitted"


def fresh(one):
    return Obligation.objects.for_list().get(pk=one.pk)


def test_undo_gives_words_and_files_back(cast, own, as_):
    client = as_(cast.officer)
    post(client, "report", own, text="写错了", files=SimpleUploadedFile("scan.pdf", make_pdf()))
    post(client, "undo", fresh(own))
    page = client.get(url("obligation", own)).content.decode()
    assert "写错了</textarea>" in page and 'name="evidence"' in page
    assert [each.name for each in own.entries.reports().get().evidence.all()] == ["scan.pdf"]


def test_undo_of_another_persons_act_is_refused_with_a_sentence(cast, own, as_):
    own.start(by=cast.officer, on=clock.today())
    answer = post(as_(cast.colleague), "undo", own)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


def test_department_and_person_are_set_by_the_county(cast, own, as_):
    post(as_(cast.officer), "assign", own, lead_department="县委编办", handler=cast.colleague.pk)
    one = fresh(own)
    assert (one.lead_department, one.handler) == ("县委编办", cast.colleague)


def test_a_person_of_another_unit_cannot_be_put_in_charge(cast, own, as_):
    assert post(as_(cast.officer), "assign", own, handler=cast.foreigner.pk).status_code == 422
    assert fresh(own).handler is None


def test_the_bureau_comments_and_the_county_replies_without_a_version(cast, own, as_):
    as_(cast.reviewer).post(url("comment", own), {"text": "请抓紧"})
    as_(cast.officer).post(url("comment", own), {"text": "本周完成"})
    assert list(own.entries.filter(verb="comment").values_list("text", flat=True)) == ["请抓紧", "本周完成"]


def test_the_bureau_reports_on_a_countys_behalf(cast, own, as_):
    post(as_(cast.reviewer), "report", own, text="电话报告：已挂牌")
    entry = own.entries.reports().get()
    assert entry.on_behalf and entry.by == cast.reviewer


COUNTY = ("start", "submit", "withdraw", "assign", "request_extension", "withdraw_extension")


@pytest.mark.parametrize(
    "name", [*COUNTY, "report", "comment", "draft", "undo", "pass_on", "send_back", "evidence_upload"]
)
def test_another_countys_obligation_is_not_found(cast, plan, as_, name):
    assert post(as_(cast.officer), name, obligation(plan, cast.foreign), text="x").status_code == 404


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("reviewer", (*COUNTY, "pass_on", "send_back")),
        ("bureau_lead", (*COUNTY, "report", "draft", "evidence_upload")),
        ("officer", ("pass_on", "send_back")),
    ],
)
def test_what_the_role_does_not_include_is_forbidden(cast, own, as_, who, names):
    client = as_(getattr(cast, who))
    assert {name: post(client, name, own, text="x").status_code for name in names} == dict.fromkeys(names, 403)
    assert Entry.objects.filter(obligation=own).count() == 1


def test_a_draft_is_kept_given_back_and_gone_when_sent(cast, own, as_):
    client = as_(cast.officer)
    kept = client.post(url("draft", own), {"text": "还没写完"}, headers=HTMX)
    assert kept.status_code == 204
    assert "还没写完</textarea>" in client.get(url("obligation", own)).content.decode()
    assert "还没写完" not in as_(cast.colleague).get(url("obligation", own)).content.decode()
    post(as_(cast.officer), "report", own, text="写完了")
    assert not Draft.objects.exists()


def test_an_emptied_draft_is_forgotten(cast, own, as_):
    client = as_(cast.officer)
    client.post(url("draft", own), {"text": "一"}, headers=HTMX)
    client.post(url("draft", own), {"text": " ", "true_on": "2021-02-18"}, headers=HTMX)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["report", "submit", "start", "draft", "undo"])
def test_verbs_are_posted(cast, own, as_, name):
    assert as_(cast.officer).get(url(name, own)).status_code == 405
