"""What only the bureau may accept or change: before it, ruled on, withdrawn; each in words that can be checked."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from base import clock
from base.forms import Refused
from transfers import rulings
from transfers.models import Department, Item, Ruling, StaffCount
from transfers.wording import described

from ..cast import at
from .books import accepted, department, item, on, revised

pytestmark = pytest.mark.usefixtures("the_day")
LIST = reverse("transfers:rulings")
QUEUE = reverse("tasks:review")
DAY = on(2, 18)
BEFORE = {"steps_before": 6, "materials_before": 9, "time_statutory": 20}


def url(one, name="ruling"):
    return reverse(f"transfers:{name}", args=[one.key])


@pytest.fixture
def count(cast):
    """The count of two departments, waiting."""
    cast.where = department(cast, staff=6)
    department(cast, "区民政局", staff=4, order=2)
    with clock.at(at(2, 16)):
        cast.asked = rulings.ask_staff_baseline(cast.own, by=cast.officer, on=DAY, counted_on=on(1, 20))
    return cast


def asked_for(cast, kind) -> Ruling:
    """One ruling of each kind, on a ledger made for it."""
    where = department(cast, staff=6)
    one = item(cast, where, **BEFORE)
    how = {"by": cast.officer, "on": DAY}
    match kind:
        case "staff_baseline":
            return rulings.ask_staff_baseline(cast.own, counted_on=on(1, 20), **how)
        case "staff_change":
            accepted(cast)
            more = {"reason": "漏列", "name": "", "staff_before": 7, "department": where.key}
            return rulings.ask_staff_change(cast.own, **more, **how)
        case "burden_baseline":
            return rulings.ask_burden_baseline(cast.own, **how)
        case "burden_change":
            rulings.decide(rulings.ask_burden_baseline(cast.own, **how), by=cast.reviewer, on=DAY, granted=True)
            one = Item.objects.current().get()
            return rulings.ask_burden_change(one, reason="误填", steps_before=8, **how)
    return rulings.ask_items_off(cast.own, [one], reason="已取消", **how)


WORDS = {
    "staff_baseline": "1个部门，原审批人员6人，统计日期2021-01-20",
    "staff_change": "区发展改革委：原审批人员6人 → 7人",
    "burden_baseline": "1项事项的改革前数据",
    "burden_change": "企业投资项目核准 360104001: 改革前环节 6 → 8",
    "item_off": "1项事项拟移出批准清单",
}


@pytest.mark.parametrize("kind", Ruling.Kind.values)
def test_each_kind_is_put_into_words_shown_and_carried_out(cast, as_, kind):
    one = asked_for(cast, kind)
    assert described(one).summary == WORDS[kind]
    assert WORDS[kind] in as_(cast.reviewer).get(url(one)).content.decode()
    answer = as_(cast.reviewer).post(url(one, "ruling_decide"), {"granted": "1"})
    assert answer["Location"] == QUEUE
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("granted", cast.reviewer)
    carried_out = {
        "staff_baseline": StaffCount.objects.current().filter(accepted_on=DAY),
        "staff_change": Department.objects.current().filter(staff_before=7),
        "burden_baseline": Item.objects.current().filter(baseline_on=DAY),
        "burden_change": Item.objects.current().filter(steps_before=8),
        "item_off": Item.objects.filter(removed=True, superseded_at__isnull=True),
    }
    assert carried_out[kind].count() == 1


def test_after_one_ruling_comes_the_next_and_after_the_last_the_queue(count, as_):
    following = rulings.ask_items_off(count.own, [item(count, count.where)], by=count.officer, on=DAY, reason="已取消")
    places = [
        as_(count.reviewer).post(url(one, "ruling_decide"), {"granted": "1"})["Location"]
        for one in (count.asked, following)
    ]
    assert places == [url(following), QUEUE]


def test_what_was_not_accepted_yet_is_changed_without_a_ruling(cast):
    where = department(cast, staff=6)
    one = item(cast, where, **BEFORE)
    how = {"by": cast.officer, "on": DAY, "reason": "误填"}
    with pytest.raises(Refused):
        rulings.ask_staff_change(cast.own, name="", staff_before=7, department=where.key, **how)
    with pytest.raises(Refused):
        rulings.ask_burden_change(one, steps_before=8, **how)
    assert not Ruling.objects.exists()


def test_not_accepting_needs_a_reason_that_the_county_reads(count, as_):
    assert as_(count.reviewer).post(url(count.asked, "ruling_decide"), {"answer": " "}).status_code == 422
    assert as_(count.reviewer).post(url(count.asked, "ruling_decide"), {"answer": "缺2个单位"}).status_code == 303
    assert not StaffCount.accepted_for(count.own)
    page = as_(count.officer).get(reverse("transfers:departments", args=[count.own.key])).content.decode()
    assert "缺2个单位" in page


def test_a_ledger_that_moved_on_is_not_accepted(count, as_):
    revised(count, count.where, DAY, staff_before=9)
    answer = as_(count.reviewer).post(url(count.asked, "ruling_decide"), {"granted": "1"})
    assert answer.status_code == 422 and answer.context["deciding"].errors
    assert Ruling.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("officer", "ruling_decide", 403),
        ("bureau_lead", "ruling_decide", 403),
        ("foreigner", "ruling_decide", 404),
        ("reviewer", "ruling_withdraw", 403),
        ("foreigner", "ruling_withdraw", 404),
        ("officer", "ruling_withdraw", 303),
        ("reviewer", "ruling_decide", 303),
    ],
)
def test_the_county_withdraws_and_a_reviewer_rules(count, as_, who, name, status):
    answer = as_(getattr(count, who)).post(url(count.asked, name), {"granted": "1"})
    assert answer.status_code == status


def test_what_is_settled_is_not_ruled_on_again(count, as_):
    rulings.withdraw(count.asked, by=count.officer, on=DAY)
    answer = as_(count.reviewer).post(url(count.asked, "ruling_decide"), {"granted": "1"})
    assert answer.status_code == 422
    assert not StaffCount.accepted_for(count.own)


def test_one_of_a_kind_waits_at_a_time(count):
    with pytest.raises(Refused):
        rulings.ask_staff_baseline(count.own, by=count.officer, on=DAY, counted_on=on(1, 20))


def test_nothing_is_asked_without_figures_or_by_others(cast):
    department(cast, staff=None)
    with pytest.raises(ValidationError):
        rulings.ask_staff_baseline(cast.own, by=cast.officer, on=DAY, counted_on=on(1, 20))
    one = item(cast, Department.objects.get())
    with pytest.raises(Refused):
        rulings.ask_items_off(cast.own, [one], by=cast.foreigner, on=DAY, reason="x")


def test_the_list_shows_what_waits_first_and_each_only_to_those_in_reach(count, as_):
    seen = as_(count.reviewer).get(LIST).context
    assert ([each.ruling for each in seen["waiting"]], seen["settled"]) == ([count.asked], [])
    rulings.decide(count.asked, by=count.reviewer, on=DAY, granted=True)
    seen = as_(count.officer).get(LIST).context
    assert ([each.ruling for each in seen["settled"]], seen["waiting"]) == ([count.asked], [])
    assert not as_(count.foreigner).get(LIST).context["settled"]
    assert as_(count.admin).get(LIST).status_code == 403


def test_a_past_day_shows_what_lay_before_the_bureau_then(count, as_):
    with clock.at(at(2, 17)):
        rulings.withdraw(count.asked, by=count.officer, on=on(2, 17))
    departments = reverse("transfers:departments", args=[count.own.key])

    def seen(day):
        context = as_(count.officer).get(departments, {"on": day}).context
        return bool(context["waiting"]), len(context["settled"])

    assert [seen(day) for day in ("2021-02-15", "2021-02-16", "2021-02-18")] == [(False, 0), (True, 0), (False, 1)]


def test_it_stands_in_the_review_queue_and_counts_in_the_menu(count, as_):
    answer = as_(count.reviewer).get(QUEUE)
    assert url(count.asked) in answer.content.decode()
    assert [entry.count for entry in answer.context["nav"] if entry.name == "review"] == [1]
    rulings.decide(count.asked, by=count.reviewer, on=DAY, granted=True)
    assert url(count.asked) not in as_(count.reviewer).get(QUEUE).content.decode()


def test_the_gauge_stands_on_the_units_page(count, as_):
    answer = as_(count.officer).get(reverse("tasks:workbench"))
    assert reverse("transfers:staff", args=[count.own.key]) in answer.content.decode()
    panel = next(filled for template, filled in answer.context["panels"] if template.endswith("_staff_panel.html"))
    assert (panel["share"].of, panel["share"].short, panel["share"].accepted) == (10, 3, False)
