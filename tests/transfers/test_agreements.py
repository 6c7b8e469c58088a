"""One item, one agreement: recorded in two clicks, nothing filled in by itself, a scan where there is one."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from base import clock
from transfers.facts import Change
from transfers.models import Agreement
from transfers.models.agreements import CONTENTS

from .books import agreement, department, item, kept, on, revised

pytestmark = pytest.mark.usefixtures("the_day", "own_files")
HTMX = {"HX-Request": "true"}
FIVE = {name: f"第{place}条" for place, name in enumerate(CONTENTS, 1)}
SIGNED = {"giver_signed_on": "2021-02-18", "taker_signed_on": "2021-02-18", "stage": "circulating"}


def url(name, one):
    return reverse(f"transfers:{name}", args=[one.unit.key, one.key])


def paper_of(one):
    return Agreement.objects.current().get(key=one.key)


@pytest.fixture
def one(cast):
    return item(cast, department(cast))


def opened(client, one):
    """The form that 登记 opens in the row."""
    return client.get(url("item", one) + "?at=row", headers=HTMX).context["row"].form


def test_the_row_opens_with_todays_day_and_nothing_else(cast, as_, one):
    form = opened(as_(cast.officer), one)
    said = {name: form[name].value() for name in form.fields}
    assert said["giver_signed_on"] == said["taker_signed_on"] == clock.today()
    assert not any(said[name] for name in (*CONTENTS, "number", "old_cases_stay"))


def test_what_our_draft_holds_is_filled_in_until_it_is_signed(cast, as_, one):
    kept(cast, on(2, 10), Change(Agreement, {"drafted_on": on(2, 10)}, one.key))
    form = opened(as_(cast.officer), one)
    assert [form[name].value() for name in CONTENTS] == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert form["old_cases_stay"].value() is True
    agreement(cast, one, missing=("archives_at",))
    assert opened(as_(cast.officer), one)["archives_at"].value() == ""


def test_the_fifth_content_completes_it(cast, as_, one):
    client = as_(cast.officer)
    four = {name: place for name, place in FIVE.items() if name != "archives_at"}
    client.post(url("item_agreement", one), {"number": "1号", **SIGNED, **four, "version": 0})
    book = client.get(reverse("transfers:items", args=[one.unit.key])).context["book"]
    assert (book.sums["signed"], book.sums["complete"]) == (1, 0)
    client.post(url("item_agreement", one), {"number": "1号", **SIGNED, **FIVE, "version": 1})
    book = client.get(reverse("transfers:items", args=[one.unit.key])).context["book"]
    assert (book.sums["signed"], book.sums["complete"]) == (1, 1)


def test_a_row_answers_with_itself_and_the_counts_it_moved(cast, as_, one):
    answer = as_(cast.officer).post(
        url("item_agreement", one) + "?at=row", {"number": "1号", **SIGNED, **FIVE, "version": 0}, headers=HTMX
    )
    text = answer.content.decode()
    assert text.lstrip().startswith(f'<tbody id="item-{one.key}"')
    assert text.count("hx-swap-oob") == 3
    assert answer.context["book"].sums["complete"] == 1


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("number", SIGNED),
        ("giver_signed_on", {**SIGNED, "number": "1号", "giver_signed_on": "2021-02-19"}),
        ("taker_signed_on", {**SIGNED, "number": "1号", "taker_signed_on": "2021-02-30"}),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field(cast, as_, one, field, data):
    for at in ("", "?at=row"):
        answer = as_(cast.officer).post(url("item_agreement", one) + at, {**data, "version": 0}, headers=HTMX)
        assert answer.status_code == 422
        assert not Agreement.objects.exists()
    form = answer.context["row"].form
    assert field in form.errors


def test_the_same_form_sent_twice_is_one_version(cast, as_, one):
    client = as_(cast.officer)
    data = {"key": opened(client, one)["key"].value(), "number": "1号", **SIGNED, **FIVE, "version": 0}
    assert [client.post(url("item_agreement", one), data).status_code for _ in range(2)] == [303, 303]
    assert Agreement.objects.count() == 1


def test_who_records_it_first_is_shown_to_the_second(cast, as_, one):
    client = as_(cast.officer)
    agreement(cast, one, number="先登记号")
    answer = client.post(url("item_agreement", one), {"number": "2号", **SIGNED, **FIVE, "version": 0})
    assert answer.status_code == 409
    assert "先登记号" in answer.content.decode()
    assert paper_of(one).number == "先登记号"


def picture():
    content = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(content, "PNG")
    return SimpleUploadedFile("协议.png", content.getvalue(), "image/png")


def test_a_scan_is_kept_and_handed_out_to_whoever_may_see_the_ledger(cast, as_, one):
    client = as_(cast.officer)
    client.post(url("item_agreement", one), {"number": "1号", **SIGNED, **FIVE, "version": 0, "scan": picture()})
    assert paper_of(one).paper.kind == "png"
    assert "attachment" in client.get(url("paper", one))["Content-Disposition"]
    assert as_(cast.reviewer).get(url("paper", one)).status_code == 200
    assert as_(cast.foreigner).get(url("paper", one)).status_code == 404


def test_a_file_that_is_none_leaves_everything_unsaved(cast, as_, one):
    bad = SimpleUploadedFile("协议.pdf", b"MZ\x90\x00 this is no paper", "application/pdf")
    answer = as_(cast.officer).post(url("item_agreement", one), {"number": "1号", **SIGNED, "version": 0, "scan": bad})
    assert answer.status_code == 422
    assert "scan" in answer.context["agreement_form"].errors
    assert not Agreement.objects.exists()


def test_one_paper_is_attached_to_each_of_the_items_it_covers(cast, as_, one):
    other = item(cast, department(cast, name="区民政局", order=2), name="社会团体登记", code="2")
    said = {"number": "1号", **SIGNED, **FIVE, "scan": picture()}
    fields = {f"agree-{name}": value for name, value in said.items()}
    rows = [f"{each.key}.1.0" for each in (one, other)]
    answer = as_(cast.officer).post(
        reverse("transfers:items_bulk", args=[cast.own.key]), {"act": "agree", "row": rows, **fields}
    )
    assert answer.status_code == 303
    assert paper_of(one).paper_id == paper_of(other).paper_id is not None
    assert Agreement.objects.current().with_marks(clock.today()).filter(is_complete=True).count() == 2


def test_no_scan_is_no_page(cast, as_, one):
    assert as_(cast.officer).get(url("paper", one)).status_code == 404


def test_the_history_tells_both_the_item_and_its_agreement(cast, as_, one):
    paper = agreement(cast, one, missing=("archives_at",))
    revised(cast, paper, on(2, 12), archives_at="补充协议第一条")
    lines = as_(cast.officer).get(url("item", one)).context["lines"]
    assert [type(line.fact).__name__ for line in lines] == ["Agreement", "Agreement", "Item"]
    assert lines[0].changes == [("档案管理条款", "—", "补充协议第一条")]
