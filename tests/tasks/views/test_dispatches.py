"""The pages of 工作调度: recorded by the bureau, read by whom they concern."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tasks import beside
from tasks.models import Dispatch
from tests.cast import at, make_officer, obligation

LIST, NEW = reverse("tasks:dispatches"), reverse("tasks:dispatch_new")
WORDS = {"kind": "visit", "held_on": "2021-02-17", "text": "查看挂牌准备情况。", "units": ["zhanggong", "dingnan"]}


def record(client, **words):
    return client.post(NEW, {**WORDS, **words})


@pytest.fixture
def recorded(cast, plan):
    """To the own unit and the foreign one, with something that follows."""
    return plan.record_dispatch(
        by=cast.reviewer,
        on=clock.today(),
        kind="visit",
        held_on=clock.today(),
        text="查看挂牌准备情况。",
        follow_up="复查班子到位情况。",
        units=[cast.own, cast.foreign],
    )


def test_a_visit_to_two_pilots_is_recorded_with_what_follows(cast, plan, as_):
    answer = record(as_(cast.reviewer), follow_up="复查", follow_up_on="2021-02-26")
    one = Dispatch.objects.get()
    assert (answer.status_code, answer.url) == (303, LIST)
    assert (one.follow_up, str(one.follow_up_on), one.units.count()) == ("复查", "2021-02-26", 2)


def test_one_tick_means_all_pilots(cast, plan, as_):
    record(as_(cast.reviewer), units=[], everywhere="on")
    assert Dispatch.objects.get().units.count() == 3
    assert "全部3个试点" in as_(cast.reviewer).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"units": []}, "请勾选涉及试点"),
        ({"held_on": "2021-02-19"}, "日期不得晚于今日"),
        ({"follow_up_on": "2021-02-26"}, "请同时填写后续安排"),
        ({"text": ""}, "必填"),
        ({"units": ["second-county"]}, "second-county"),
    ],
)
def test_a_faulty_one_keeps_what_was_typed(cast, plan, as_, words, said):
    answer = record(as_(cast.reviewer), **words)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and not Dispatch.objects.exists()
    assert words.get("text", "查看挂牌准备情况。") in page


def test_the_same_post_again_records_nothing_more(cast, plan, as_):
    key = str(uuid.uuid4())
    assert [record(as_(cast.reviewer), key=key).status_code for _twice in range(2)] == [303, 303]
    assert Dispatch.objects.count() == 1


def test_the_pilot_it_was_asked_for_is_ticked(cast, plan, as_):
    page = as_(cast.reviewer).get(f"{NEW}?unit=dingnan")
    assert page.context["form"]["units"].value() == ["dingnan"]
    assert 'value="dingnan" class="cb" id="dispatch_units_1" checked' in page.content.decode()


def test_who_records_for_no_plan_is_told_so(cast, plan, as_):
    assert as_(cast.overseer).get(NEW).status_code == 403
    assert NEW not in as_(cast.overseer).get(LIST).content.decode()


def test_a_pilot_reads_its_own_and_changes_nothing(cast, plan, recorded, as_):
    page = as_(cast.officer).get(recorded.get_absolute_url()).content.decode()
    assert "复查班子到位情况" in page and "标记为已办" not in page and "更正" not in page
    assert "查看挂牌准备情况" in as_(cast.officer).get(LIST).content.decode()


def test_the_list_is_narrowed_to_a_pilot_within_reach(cast, plan, recorded, as_):
    plan.record_dispatch(
        by=cast.reviewer, on=clock.today(), kind="call", held_on=clock.today(), text="电话", units=[cast.third]
    )
    shown = {
        unit: [one.text for one in as_(cast.reviewer).get(f"{LIST}?unit={unit}").context["rows"]]
        for unit in ("jingkai", "dingnan", "nobody")
    }
    assert shown == {"jingkai": ["电话"], "dingnan": [recorded.text], "nobody": ["电话", recorded.text]}


def test_what_follows_is_seen_to_by_one_click(cast, plan, recorded, as_):
    done = reverse("tasks:dispatch_done", args=[recorded.key])
    assert as_(cast.bureau_lead).post(done, {"version": 1, "done_on": "2021-02-18"}).status_code == 303
    again = as_(cast.reviewer).post(done, {"version": 1, "done_on": "2021-02-18"})
    assert again.status_code == 422 and "没有待办的后续安排" in again.content.decode()


def test_a_correction_keeps_the_earlier_words_in_sight(cast, plan, recorded, as_):
    amend = reverse("tasks:dispatch_amend", args=[recorded.key])
    assert "复查班子到位情况" in as_(cast.reviewer).get(amend).content.decode()
    answer = as_(cast.reviewer).post(amend, {**WORDS, "text": "查看办公场所。", "version": 1})
    assert (answer.status_code, answer.url) == (303, recorded.get_absolute_url())
    page = as_(cast.officer).get(recorded.get_absolute_url()).content.decode()
    assert page.index("查看办公场所。") < page.index("查看挂牌准备情况。")


def test_after_a_conflict_both_texts_stand_there_and_mine_can_be_sent_again(cast, plan, recorded, as_):
    recorded.amend(by=cast.reviewer, on=clock.today(), units=[cast.own], text="另一窗口写的。")
    amend = reverse("tasks:dispatch_amend", args=[recorded.key])
    answer = as_(cast.reviewer).post(amend, {**WORDS, "text": "本窗口写的。", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409 and "另一窗口写的。" in page and "本窗口写的。" in page
    assert 'name="version" value="2"' in page


def test_a_county_taken_out_of_it_by_a_correction_no_longer_finds_it(cast, plan, recorded, as_):
    recorded.amend(by=cast.reviewer, on=clock.today(), units=[cast.foreign], text="只与定南县有关。")
    assert as_(cast.officer).get(recorded.get_absolute_url()).status_code == 404


def test_a_county_put_in_by_a_correction_does_not_read_what_was_said_of_others_before(cast, plan, recorded, as_):
    recorded.amend(by=cast.reviewer, on=clock.today(), units=[cast.third], text="实为经开区。")
    theirs = make_officer("zone-officer", "county_officer", cast.third)
    page = as_(theirs).get(recorded.get_absolute_url()).content.decode()
    assert "实为经开区" in page and "查看挂牌准备情况" not in page


def test_the_panels_show_it_where_it_is_evidence_and_on_the_pilots_page(cast, plan, recorded, as_):
    beside.register()
    plan.tasks.filter(number=3).update(measure="dispatches")
    row = reverse("tasks:obligation", args=[obligation(plan, cast.bureau, 3).key])
    unit = reverse("tasks:unit", args=["zhanggong"])
    client = as_(cast.reviewer)
    assert all("查看挂牌准备情况" in client.get(page).content.decode() for page in (row, unit))
    assert f"{NEW}?unit=zhanggong" in client.get(unit).content.decode()
    own = as_(cast.officer).get(reverse("tasks:workbench")).content.decode()
    assert "查看挂牌准备情况" in own and NEW not in own


def test_its_queries_do_not_grow(cast, plan, as_):
    def count():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    client = as_(cast.reviewer)
    record(client)
    client.get(LIST)
    few = count()
    with clock.at(at(2, 18, 11)):
        for _repeat in range(12):
            record(client)
        assert count() == few <= 11
