"""原单位与底数: kept by the county, accepted by the bureau, locked from then on."""

import pytest
from django.urls import reverse

from tests.cast import at
from transfers import rulings
from transfers.models import Department, Ruling, StaffCount

from .books import accepted, department, item, on, person, revised

pytestmark = pytest.mark.usefixtures("the_day")


def page(unit, name="departments"):
    return reverse(f"transfers:{name}", args=[unit.key])


@pytest.fixture
def two(cast):
    cast.first = department(cast, staff=6)
    cast.second = department(cast, "区民政局", staff=4, order=2)
    return cast


def table(cast, **changed):
    """What the form of the departments posts, as it was opened."""
    rows = Department.objects.current().filter(unit=cast.own)
    said = {"counted_on": "2021-01-20"}
    for row in rows:
        said |= {f"name_{row.key}": row.name, f"staff_{row.key}": row.staff_before, f"seen_{row.key}": row.version}
    return said | changed


def asked(cast, **more):
    return rulings.ask_staff_baseline(cast.own, by=cast.officer, on=on(2, 18), counted_on=on(1, 20), **more)


def figures():
    return list(Department.objects.current().values_list("name", "staff_before"))


def test_departments_are_added_changed_and_taken_out_in_one_form(two, as_):
    sent = table(two, name_new1="区水利局", staff_new1="3", **{f"staff_{two.first.key}": "7"})
    sent[f"name_{two.second.key}"] = ""
    assert as_(two.officer).post(page(two.own), sent).status_code == 303
    assert figures() == [("区发展改革委", 7), ("区水利局", 3)]
    assert StaffCount.objects.current().get().counted_on == on(1, 20)


@pytest.mark.parametrize(
    "changed",
    [
        {"name_new1": "区发展改革委"},
        {"staff_new1": "3"},
        {"counted_on": "2021-02-19"},
        {"name_new1": "区水利局", "staff_new1": "-1"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(two, as_, changed):
    answer = as_(two.officer).post(page(two.own), table(two, **changed))
    assert answer.status_code == 422 and answer.context["table"].errors
    assert figures() == [("区发展改革委", 6), ("区民政局", 4)]
    assert not StaffCount.objects.exists()


@pytest.mark.parametrize("what", [person, item])
def test_a_department_that_something_names_stays(two, as_, what):
    what(two, two.second)
    sent = table(two, **{f"name_{two.second.key}": "", f"staff_{two.second.key}": ""})
    answer = as_(two.officer).post(page(two.own), sent)
    assert answer.status_code == 422
    assert "区民政局" in str(answer.context["table"].non_field_errors())


def test_somebody_elses_figure_is_shown_and_nothing_is_lost(two, as_):
    sent = table(two, **{f"staff_{two.first.key}": "8"})
    revised(two, two.first, on(2, 17), staff_before=9)
    answer = as_(two.officer).post(page(two.own), sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "9" in answer.context["table"].stands and 'value="8"' in text
    assert figures()[0] == ("区发展改革委", 9)


def test_the_count_is_put_before_the_bureau_as_it_was_saved(two, as_):
    as_(two.officer).post(page(two.own), table(two))
    assert as_(two.officer).post(page(two.own, "count_ask"), {"x": "1"}).status_code == 303
    ruling = Ruling.objects.get()
    assert (ruling.kind, ruling.state, ruling.asked["counted_on"]) == ("staff_baseline", "waiting", "2021-01-20")
    assert [row["staff_before"] for row in ruling.asked["departments"]] == [6, 4]


def test_without_a_counting_day_nothing_is_put_before_the_bureau(two, as_):
    answer = as_(two.officer).post(page(two.own, "count_ask"), {"x": "1"})
    assert answer.status_code == 422 and answer.context["asking"].errors
    assert not Ruling.objects.exists()


def test_while_it_waits_nothing_changes_until_it_is_withdrawn(two, as_):
    ruling = asked(two)
    seen = as_(two.officer).get(page(two.own))
    assert seen.context["waiting"].ruling == ruling
    assert "name_new1" not in seen.content.decode()
    assert as_(two.officer).post(page(two.own), table(two)).status_code == 422
    url = reverse("transfers:ruling_withdraw", args=[ruling.key])
    assert as_(two.officer).post(url, {"x": "1"}).status_code == 303
    assert "name_new1" in as_(two.officer).get(page(two.own)).content.decode()


def test_an_accepted_count_is_locked_and_names_may_still_be_put_right(two, as_):
    accepted(two)
    seen = as_(two.officer).get(page(two.own))
    assert seen.context["accepted"]
    assert f"staff_{two.first.key}" not in seen.content.decode()
    sent = table(two, **{f"name_{two.first.key}": "区发展和改革委员会", f"staff_{two.first.key}": "60"})
    assert as_(two.officer).post(page(two.own), sent).status_code == 303
    assert figures()[0] == ("区发展和改革委员会", 6)


def change(cast, **more):
    return {"department": str(cast.first.key), "staff_before": "7", "reason": "统计时漏列1人", **more}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [("区发展改革委", 7), ("区民政局", 4)]),
        ({"staff_before": ""}, [("区民政局", 4)]),
        ({"department": "", "name": "区水利局"}, [("区发展改革委", 6), ("区民政局", 4), ("区水利局", 7)]),
    ],
)
def test_an_accepted_figure_changes_by_a_ruling_and_the_earlier_one_stays_on_record(two, as_, more, expected):
    accepted(two)
    assert as_(two.officer).post(page(two.own, "count_change"), change(two, **more)).status_code == 303
    assert figures() == [("区发展改革委", 6), ("区民政局", 4)]
    ruling = Ruling.objects.get(kind="staff_change")
    rulings.decide(ruling, by=two.reviewer, on=on(2, 18), granted=True)
    assert figures() == expected
    seen = as_(two.officer).get(page(two.own)).context
    changed = [line for line in seen["lines"] if line.fact.why == "统计时漏列1人"]
    assert len(changed) == 1 and changed[0].fact.by == two.reviewer
    assert [each.ruling for each in seen["settled"]] == [ruling]


@pytest.mark.parametrize("lacking", [{"reason": ""}, {"department": "", "name": ""}, {"staff_before": "x"}])
def test_a_change_needs_its_reason_and_its_department(two, as_, lacking):
    accepted(two)
    answer = as_(two.officer).post(page(two.own, "count_change"), change(two, **lacking))
    assert answer.status_code == 422 and answer.context["changing"].errors
    assert not Ruling.objects.exists()


def test_the_bureau_reads_and_does_not_write(two, as_):
    assert as_(two.bureau_lead).get(page(two.own)).status_code == 200
    for name in ("departments", "count_ask", "count_change"):
        assert as_(two.bureau_lead).post(page(two.own, name), {"x": "1"}).status_code == 403
        assert as_(two.foreigner).post(page(two.own, name), {"x": "1"}).status_code == 404


def test_a_past_day_shows_the_figures_of_then(two, as_):
    revised(two, two.first, on(2, 17), staff_before=9)
    seen = as_(two.officer).get(page(two.own), {"on": "2021-02-16"})
    assert [row.staff_before for row in seen.context["book"].departments] == [6, 4]
    assert not any(line.fact.recorded_at >= at(2, 17, 0) for line in seen.context["lines"])
    assert "name_new1" not in seen.content.decode()
