"""组建与运行: one record per pilot, every field as soon as it is known; the days of all pilots on any day."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from transfers.facts import Change
from transfers.models import Establishment

from ..tools.papers import words_of
from .books import established, kept, on

pytestmark = pytest.mark.usefixtures("the_day")
HOME = reverse("transfers:establishment_home")
DAYS = ("2021-01-31", "2021-02-08", "2021-02-18")


def page(unit):
    return reverse("transfers:establishment", args=[unit.key])


def test_every_field_is_optional_and_the_record_is_one(cast, as_):
    assert as_(cast.officer).post(page(cast.own), {"group_on": "2021-01-13"}).status_code == 303
    sent = {"version": 1, "group_on": "2021-01-13", "plate_on": "2021-01-29"}
    assert as_(cast.officer).post(page(cast.own), sent).status_code == 303
    record = Establishment.objects.current().get()
    assert (record.version, record.group_on, record.plate_on) == (2, on(1, 13), on(1, 29))


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"plate_on": "2021-02-19"}, "plate_on"),
        ({"plate_on": "2021-02-10", "opened_on": "2021-02-09"}, "opened_on"),
        ({"staff_target": "0.5"}, "staff_target"),
        ({"approved_items": "-1"}, "approved_items"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(cast, as_, sent, field):
    answer = as_(cast.officer).post(page(cast.own), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Establishment.objects.exists()


def test_each_field_says_what_it_counts_for(cast, as_):
    cast.one.tasks.filter(number=1).update(measure="plates_up")
    cast.one.phases.create(
        order=1, name="正式运行阶段", short_name="正式运行", due_on=on(4, 30), gate_measures=["seal_in_use"]
    )
    form = as_(cast.officer).get(page(cast.own)).context["form"]
    said = {name: getattr(field, "fed", "") for name, field in form.fields.items()}
    assert (said["plate_on"], said["seal_on"], said["group_on"]) == ("计入第1项", "计入正式运行节点", "")


def test_the_gate_shows_its_rows_and_its_figures(cast, as_):
    phase = cast.one.phases.create(order=1, name="正式运行阶段", due_on=on(4, 30), gate_measures=["seal_in_use"])
    phase.gate_tasks.set(cast.one.tasks.filter(number=2))
    established(cast, day=on(2, 17), seal_on=on(2, 10))

    def gate(day):
        (one,) = as_(cast.officer).get(page(cast.own), {"on": day}).context["gates"]
        return [row.obligation.task.number for row in one.rows], [figure.reached for _label, figure in one.figures]

    assert gate("2021-02-18") == ([2], [True])
    assert gate("2021-02-16") == ([2], [False])


def test_the_bureau_reads_all_pilots_and_writes_none(cast, as_):
    established(cast, plate_on=on(1, 29))
    assert as_(cast.officer).get(HOME)["Location"] == page(cast.own)
    rows = as_(cast.bureau_lead).get(HOME).context["rows"]
    assert [str(unit) for unit, _days in rows] == ["章贡区", "定南县", "赣州经开区"]
    assert on(1, 29) in rows[0][1] and not any(rows[1][1])
    reading = as_(cast.bureau_lead).get(page(cast.own))
    assert b'name="plate_on"' not in reading.content
    assert as_(cast.bureau_lead).post(page(cast.own), {"plate_on": "2021-01-30"}).status_code == 403
    assert as_(cast.foreigner).post(page(cast.own), {"plate_on": "2021-01-30"}).status_code == 404
    assert as_(cast.auditor).get(HOME).status_code == 403


def test_the_days_of_the_city_are_those_recorded_by_then(cast, as_):
    established(cast, day=on(2, 5), plate_on=on(1, 29))
    assert not any(as_(cast.bureau_lead).get(HOME, {"on": "2021-02-04"}).context["rows"][0][1])


def test_the_citys_table_asks_the_same_however_many_have_a_record(cast, as_):
    client = as_(cast.bureau_lead)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(HOME)
        return len(seen)

    client.get(HOME)
    few = queries()
    for unit, officer in ((cast.own, cast.officer), (cast.foreign, cast.foreigner)):
        kept(cast, on(2, 5), Change(Establishment, {"plate_on": on(1, 29)}), unit=unit, by=officer)
    assert queries() == few < 10


def test_a_field_changed_meanwhile_is_shown_beside_ones_own(cast, as_):
    record = established(cast, plate_on=on(1, 28))
    kept(cast, on(2, 5), Change(Establishment, {"plate_on": on(1, 29)}, record.key))
    answer = as_(cast.officer).post(page(cast.own), {"version": 1, "plate_on": "2021-01-27"})
    assert answer.status_code == 409
    assert [pair[1:] for pair in answer.context["form"].clash] == [("2021-01-27", "2021-01-29")]


def test_a_past_day_tells_of_no_later_change(cast, as_):
    record = established(cast, day=on(2, 1), group_on=on(1, 13))
    kept(cast, on(2, 9), Change(Establishment, {"plate_on": on(1, 29)}, record.key))
    told = {day: len(as_(cast.officer).get(page(cast.own), {"on": day}).context["lines"]) for day in DAYS}
    assert told == {"2021-01-31": 0, "2021-02-08": 1, "2021-02-18": 2}


def test_the_record_of_a_day_is_frozen_as_a_pdf(cast, as_):
    record = established(cast, day=on(2, 1), group_on=on(1, 13))
    kept(cast, on(2, 9), Change(Establishment, {"plate_on": on(1, 29)}, record.key))
    frozen = reverse("transfers:establishment_pdf", args=[cast.own.key])
    papers = {day: as_(cast.bureau_lead).get(frozen, {"on": day}) for day in DAYS}
    assert {answer["Content-Type"] for answer in papers.values()} == {"application/pdf"}
    words = {day: words_of(answer.content) for day, answer in papers.items()}
    assert [("2021-01-13" in said, "2021-01-29" in said) for said in words.values()] == [
        (False, False),
        (True, False),
        (True, True),
    ]
