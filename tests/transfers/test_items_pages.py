"""The item ledger: what it shows, what it narrows to, who may do what, how many questions it asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tests.cast import at
from tests.tools.filled import Filled
from transfers.facts import Change, write
from transfers.models import Agreement, Item, Ruling
from transfers.models.agreements import CONTENTS

from .books import agreement, department, item, on, revised

pytestmark = pytest.mark.usefixtures("the_day")
HTMX = {"HX-Request": "true"}


def page(unit, query=""):
    return reverse("transfers:items", args=[unit.key]) + query


def url(name, one):
    return reverse(f"transfers:{name}", args=[one.unit.key, one.key])


def seen(one):
    paper = Agreement.objects.current().filter(key=one.key).first()
    return f"{one.key}.{Item.objects.current().get(key=one.key).version}.{paper.version if paper else 0}"


def names(response):
    return [row.item.name for group in response.context["listing"].groups for row in group.rows]


def lighter(**values):
    return {"steps_before": 6, "materials_before": 9, "time_statutory": 20, **values}


@pytest.fixture
def ledger(cast):
    """Five items of two departments: complete, lacking one content, handed over, not signed, cut by half."""
    cast.first, cast.second = department(cast), department(cast, name="区民政局", order=2)
    cast.whole = item(cast, cast.first, name="企业投资项目核准", code="001", **lighter(steps_after=3))
    cast.lacking = item(cast, cast.first, name="节能审查", code="002", **lighter(steps_after=4))
    cast.handed = item(cast, cast.second, name="社会团体成立登记", code="003")
    cast.bare = item(cast, cast.second, name="民办非企业单位登记", code="004")
    agreement(cast, cast.whole)
    agreement(cast, cast.lacking, missing=("archives_at",))
    agreement(cast, cast.handed)
    days = {
        f"{part}_{which}_on": on(2, 8)
        for part in ("laws", "guides", "systems", "archives")
        for which in ("handed", "signed")
    }
    revised(cast, cast.handed, on(2, 8), **days)
    return cast


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["企业投资项目核准", "节能审查", "社会团体成立登记", "民办非企业单位登记"]),
        ("?show=unsigned", ["民办非企业单位登记"]),
        ("?show=signed", ["企业投资项目核准", "节能审查", "社会团体成立登记"]),
        ("?show=missing", ["节能审查"]),
        ("?show=unhanded", ["企业投资项目核准", "节能审查"]),
        ("?show=unhalved", ["节能审查"]),
        ("?show=taken", []),
        ("?q=登记", ["社会团体成立登记", "民办非企业单位登记"]),
        ("?q=002", ["节能审查"]),
        ("?show=nonsense", ["企业投资项目核准", "节能审查", "社会团体成立登记", "民办非企业单位登记"]),
    ],
)
def test_the_filters_narrow_to(ledger, as_, query, expected):
    assert names(as_(ledger.officer).get(page(ledger.own, query))) == expected


@pytest.mark.parametrize("query", ["", "?show=missing", "?q=登记"])
def test_the_list_goes_out_as_it_is_filtered(ledger, as_, query):
    client = as_(ledger.officer)
    book = Filled(client.get(page(ledger.own, f"{query or '?'}&format=xlsx")).content)
    assert [row["事项"] for row in book.rows()] == names(client.get(page(ledger.own, query)))
    lacking = next((row for row in book.rows() if row["事项"] == "节能审查"), None)
    if lacking:
        assert (lacking["划出部门"], lacking["协议"]) == ("区发展改革委", "已签")
        assert "缺项" in lacking["协议五项"]


def test_the_segments_count_what_they_show(ledger, as_):
    client = as_(ledger.officer)
    shown = client.get(page(ledger.own)).context["listing"].shown
    for name, _label, count, query in shown:
        assert len(names(client.get(page(ledger.own, f"?{query}")))) == count, name


def test_a_department_is_chosen_from_the_rail(ledger, as_):
    response = as_(ledger.officer).get(page(ledger.own, f"?dept={ledger.second.key}"))
    assert names(response) == ["社会团体成立登记", "民办非企业单位登记"]
    rail = [(group.name, group.signed, group.all) for group in response.context["listing"].departments]
    assert rail == [("区发展改革委", 2, 2), ("区民政局", 1, 2)]


def test_the_line_of_sums_keeps_the_three_tests_apart(ledger, as_):
    tests = as_(ledger.officer).get(page(ledger.own)).context["book"].tests
    assert [(test.met, test.of, test.unrecorded, test.before, test.after) for test in tests] == [
        (1, 4, 2, 12, 7),
        (0, 4, 4, 0, 0),
        (0, 4, 4, 0, 0),
    ]


def test_boxes_are_in_place_half_missing_or_open(ledger, as_):
    revised(ledger, ledger.bare, on(2, 9), laws_handed_on=on(2, 9))
    rows = {
        row.item.name: row
        for group in as_(ledger.officer).get(page(ledger.own)).context["listing"].groups
        for row in group.rows
    }
    assert [box.tone for box in rows["节能审查"].contents] == ["y", "y", "y", "y", "x"]
    assert [box.tone for box in rows["民办非企业单位登记"].contents] == [""] * 5
    assert [box.tone for box in rows["社会团体成立登记"].handover] == ["y"] * 4
    assert [box.tone for box in rows["民办非企业单位登记"].handover] == ["h", "", "", ""]


def test_a_past_day_is_read_only_and_knows_nothing_of_later(ledger, as_):
    client = as_(ledger.officer)
    early = client.get(page(ledger.own, "?on=2021-01-25"))
    assert early.context["book"].sums["signed"] == 0
    assert not early.context["may_keep"]
    assert '<form class="bulk"' not in early.content.decode()
    assert '<form class="bulk"' in client.get(page(ledger.own)).content.decode()


def test_the_bureau_reads_and_is_offered_nothing_to_change(ledger, as_):
    client = as_(ledger.reviewer)
    for address in (page(ledger.own), url("item", ledger.whole)):
        text = client.get(address).content.decode()
        assert "企业投资项目核准" in text
        assert 'method="post" action="/items/' not in text


@pytest.mark.parametrize("name", ["item_list", "item_agreement", "item_handover", "item_burden", "item_supervision"])
def test_only_the_own_county_writes(ledger, as_, name):
    assert as_(ledger.reviewer).post(url(name, ledger.whole)).status_code == 403
    assert as_(ledger.foreigner).post(url(name, ledger.whole)).status_code == 404
    assert as_(ledger.admin).post(url(name, ledger.whole)).status_code == 404


def test_an_item_is_put_on_the_list_once_however_often_it_is_sent(ledger, as_):
    client = as_(ledger.officer)
    address = reverse("transfers:item_new", args=[ledger.own.key])
    form = client.get(address).context["form"]
    data = {"key": form["key"].value(), "name": "城镇燃气经营许可", "code": "009", "kind": "licence", "batch": 2}
    data["department"] = str(ledger.first.key)
    there = {client.post(address, data)["Location"] for _ in range(2)}
    assert Item.objects.current().filter(name="城镇燃气经营许可").count() == 1
    assert [client.get(each).status_code for each in there] == [200]


def test_a_code_given_twice_is_said_at_the_form(ledger, as_):
    data = {"name": "另一项", "code": "001", "kind": "licence", "batch": 1, "department": str(ledger.first.key)}
    answer = as_(ledger.officer).post(reverse("transfers:item_new", args=[ledger.own.key]), data)
    assert answer.status_code == 422
    assert "清单中已有此编码的事项" in answer.content.decode()


def test_supervision_is_recorded_and_counted(ledger, as_):
    data = {"supervisor": "区住建局", "supervisor_contact": "0797-1234567", "version": 1}
    assert as_(ledger.officer).post(url("item_supervision", ledger.whole), data).status_code == 303
    assert as_(ledger.officer).get(page(ledger.own)).context["book"].sums["supervised"] == 1


def test_a_stale_form_shows_both_and_keeping_mine_wins(ledger, as_):
    client = as_(ledger.officer)
    data = {"supervisor": "区住建局", "supervisor_contact": "张", "version": 1}
    revised(ledger, ledger.whole, on(2, 17), supervisor="区发改委")
    answer = client.post(url("item_supervision", ledger.whole), data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "区住建局" in text and "区发改委" in text
    assert client.post(url("item_supervision", ledger.whole), {**data, "version": 2}).status_code == 303
    assert Item.objects.current().get(key=ledger.whole.key).supervisor == "区住建局"


def test_four_clicks_or_one_with_shift_sign_the_handover_today(ledger, as_):
    client, address = as_(ledger.officer), url("item_handover", ledger.bare) + "?at=row"
    answer = client.post(address, {"part": "laws", "version": 1}, headers=HTMX)
    assert answer.status_code == 200
    now = Item.objects.current().get(key=ledger.bare.key)
    assert now.laws_handed_on == now.laws_signed_on == clock.today()
    client.post(address, {"part": ["guides", "systems", "archives"], "version": 2}, headers=HTMX)
    assert client.get(page(ledger.own)).context["book"].sums["handed_over"] == 2


def test_a_clicked_box_keeps_the_day_it_was_handed_over(ledger, as_):
    revised(ledger, ledger.bare, on(2, 9), laws_handed_on=on(2, 9))
    as_(ledger.officer).post(url("item_handover", ledger.bare) + "?at=row", {"part": "laws", "version": 2})
    now = Item.objects.current().get(key=ledger.bare.key)
    assert (now.laws_handed_on, now.laws_signed_on) == (on(2, 9), clock.today())


def test_a_counter_signature_before_the_handover_is_refused_at_its_field(ledger, as_):
    data = {"laws_handed_on": "2021-02-10", "laws_signed_on": "2021-02-09", "version": 1}
    answer = as_(ledger.officer).post(url("item_handover", ledger.bare), data)
    assert answer.status_code == 422
    assert "laws_signed_on" in answer.context["handover_form"].errors


def bulk(client, cast, act, *items, query="", **fields):
    data = {f"{act}-{name}": value for name, value in fields.items()} | {
        "act": act,
        "row": [seen(one) for one in items],
    }
    return client.post(reverse("transfers:items_bulk", args=[cast.own.key]) + query, data)


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("supervise", {"supervisor": "区住建局", "supervisor_contact": "张"}, {"supervisor": "区住建局"}),
        ("standardise", {"std_conditions": "on"}, {"std_conditions": True, "std_methods": False}),
        ("lighten", {"steps_after": 2, "one_window": "on"}, {"steps_after": 2, "one_window": True}),
        ("cut_over", {"cut_over_on": "2021-03-01"}, {"cut_over_on": on(3, 1)}),
        ("hand_over", {"parts": ["laws"], "signed_on": "2021-02-10"}, {"laws_handed_on": on(2, 10)}),
    ],
)
def test_one_act_is_written_to_all_ticked_items(ledger, as_, act, fields, said):
    assert bulk(as_(ledger.officer), ledger, act, ledger.whole, ledger.bare, **fields).status_code == 303
    for one in (ledger.whole, ledger.bare):
        now = Item.objects.current().get(key=one.key)
        assert {name: getattr(now, name) for name in said} == said
    assert Item.objects.current().get(key=ledger.lacking.key).version == 1


def test_what_is_left_empty_stays_as_it_is(ledger, as_):
    revised(ledger, ledger.whole, on(2, 9), supervisor="区发改委")
    bulk(as_(ledger.officer), ledger, "supervise", ledger.whole, supervisor_contact="张")
    now = Item.objects.current().get(key=ledger.whole.key)
    assert (now.supervisor, now.supervisor_contact) == ("区发改委", "张")


def test_one_refused_item_is_named_and_none_is_written(ledger, as_):
    revised(ledger, ledger.bare, on(2, 12), laws_handed_on=on(2, 12))
    fields = {"parts": ["laws"], "signed_on": "2021-02-10"}
    answer = bulk(as_(ledger.officer), ledger, "hand_over", ledger.whole, ledger.bare, **fields)
    assert answer.status_code == 422
    assert any("民办非企业单位登记" in each for each in answer.context["tried"].non_field_errors())
    assert Item.objects.current().get(key=ledger.whole.key).laws_signed_on is None
    assert answer.context["ticked"] == {ledger.whole.key, ledger.bare.key}


def test_an_item_changed_meanwhile_is_named(ledger, as_):
    old = seen(ledger.whole)
    revised(ledger, ledger.whole, on(2, 17), supervisor="区发改委")
    data = {"act": "supervise", "row": [old, seen(ledger.bare)], "supervise-supervisor": "区住建局"}
    answer = as_(ledger.officer).post(reverse("transfers:items_bulk", args=[ledger.own.key]), data)
    assert answer.status_code == 409
    assert answer.context["stale"].name == "企业投资项目核准"
    assert Item.objects.current().get(key=ledger.bare.key).supervisor == ""


def test_all_that_the_filter_shows_is_what_was_counted(ledger, as_):
    client, address = as_(ledger.officer), reverse("transfers:items_bulk", args=[ledger.own.key]) + "?show=signed"
    data = {"act": "supervise", "supervise-supervisor": "区住建局", "every": "2"}
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"every": "3"}).status_code == 303
    assert Item.objects.current().filter(supervisor="区住建局").count() == 3


def test_nothing_ticked_or_nothing_filled_in_is_said(ledger, as_):
    client = as_(ledger.officer)
    assert bulk(client, ledger, "supervise", supervisor="区住建局").status_code == 422
    assert bulk(client, ledger, "supervise", ledger.whole).status_code == 422
    assert client.post(reverse("transfers:items_bulk", args=[ledger.own.key]), {"act": "x"}).status_code == 404


def test_taking_items_off_asks_the_bureau_with_a_reason(ledger, as_):
    client, address = as_(ledger.officer), reverse("transfers:items_off", args=[ledger.own.key])
    rows = {"row": [seen(ledger.whole), seen(ledger.bare)]}
    assert client.post(address, rows).status_code == 422
    assert client.post(address, rows | {"reason": "国务院取消"}).status_code == 303
    assert len(Ruling.objects.get(kind="item_off").asked["items"]) == 2
    assert Item.objects.current().count() == 4


def test_a_name_is_a_link_only_for_whoever_may_see_names(ledger, as_):
    from .books import person

    person(ledger, ledger.first, name="廖建平", items=[str(ledger.whole.key)])
    assert "廖建平" in as_(ledger.officer).get(url("item", ledger.whole)).content.decode()
    hidden = as_(ledger.reviewer).get(url("item", ledger.whole))
    assert "廖建平" not in hidden.content.decode()
    assert hidden.context["people"] == {"count": 1}


# Session, person, plan, two tasks, departments, sums, items, agreements, founding, rulings and so on; the city's page.
LEDGER, CITY = 12, 5


def questions(asked):
    """The SELECTs: a session that is young is written at its first request, which is no question."""
    return [query["sql"][:160] for query in asked if query["sql"].lstrip("(").startswith("SELECT")]


def many(cast, count):
    """`count` items, half of them agreed and cut over, so that the gaps are counted too."""
    where = department(cast)
    with clock.at(at(2, 10)):
        rows = [
            Change(Item, {"name": f"事项{n}", "code": f"{n:03}", "department": where.key, "cut_over_on": on(2, 9)})
            for n in range(count)
        ]
        written = write(cast.own, rows, by=cast.officer, on=on(2, 10))
        said = dict.fromkeys(CONTENTS, "第一条") | {
            "number": "1号",
            "giver_signed_on": on(2, 5),
            "taker_signed_on": on(2, 5),
        }
        write(cast.own, [Change(Agreement, said, one.key) for one in written[::2]], by=cast.officer, on=on(2, 10))


@pytest.mark.parametrize("count", [60, 600])
def test_the_page_asks_as_often_for_600_items_as_for_60(cast, as_, count):
    many(cast, count)
    client = as_(cast.officer)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(page(cast.own))
    assert len(questions(asked)) == LEDGER, "\n".join(questions(asked))
    assert len(names(response)) == 50


@pytest.mark.parametrize("count", [10, 300])
def test_the_city_asks_five_times_however_many_items(cast, as_, count):
    many(cast, count)
    client = as_(cast.reviewer)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse("transfers:items_home"))
    assert len(questions(asked)) == CITY, "\n".join(questions(asked))
    places = {place.unit.key: place.counts[:2] for place in response.context["city"].places}
    assert places == {"zhanggong": [count, count // 2], "dingnan": [0, 0], "jingkai": [0, 0]}
    assert response.context["city"].whole.counts[:2] == [count, count // 2]


def test_the_county_is_led_to_its_own_ledger(ledger, as_):
    assert as_(ledger.officer).get(reverse("transfers:items_home"))["Location"] == page(ledger.own)


def test_the_citys_past_days_are_those_days(ledger, as_):
    city = as_(ledger.reviewer).get(reverse("transfers:items_home") + "?on=2021-01-25").context["city"]
    assert city.whole.counts[:2] == [4, 0]


def test_the_units_page_shows_the_bars_and_the_tests(ledger, as_):
    text = as_(ledger.officer).get(reverse("tasks:workbench")).content.decode()
    assert "事项划转" in text and "压减成效" in text
