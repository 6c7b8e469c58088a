"""The pages around people: whom to call, who may do what, where nobody can report, the log-in page's left side."""

import pytest
from django.utils.html import escape

from base import clock
from pilots.access import TABLE, Action, Role
from pilots.models import Officer, Unit
from tests.cast import at, make_officer


def test_forgotten_names_nobody(client, cast):
    body = client.get("/forgotten/").content.decode()
    assert "本单位负责人" in body
    assert not [name for name in Officer.objects.values_list("name", flat=True) if name in body]


@pytest.mark.parametrize("who", ["officer", "lead", "reviewer", "bureau-lead", "admin", "auditor"])
def test_everybody_may_read_who_may_do_what(cast, as_, who):
    body = as_(Officer.objects.get(username=who)).get("/help/access/").content.decode()
    assert all(str(escape(action.label)) in body for action in Action)
    assert body.count("✓") == sum(len(actions) for _reach, actions in TABLE.values())


def test_the_table_has_a_row_for_every_role():
    assert set(TABLE) == set(Role)


def test_units_without_an_active_officer_are_listed_for_the_bureau(cast, as_):
    cast.foreigner.set_active(active=False)
    make_officer("auditor2", Role.AUDITOR, cast.city)
    body = as_(cast.reviewer).get("/units/gaps/").content.decode()
    assert [name for name in ("章贡区", "定南县", "赣州经开区", "市改革办公室") if name in body] == [
        "定南县",
        "赣州经开区",
    ]
    assert "开通账号" not in body


def test_the_admin_fills_a_gap_from_the_list(cast, as_):
    client = as_(cast.admin)
    assert "/officers/new/?unit=jingkai" in client.get("/units/gaps/").content.decode()
    assert '<option value="jingkai" selected>' in client.get("/officers/new/?unit=jingkai").content.decode()


@pytest.mark.parametrize("who", ["officer", "lead", "auditor"])
def test_gaps_are_not_everybodys(cast, as_, who):
    assert as_(Officer.objects.get(username=who)).get("/units/gaps/").status_code == 403


def test_the_log_in_page_shows_the_plan_and_no_figure_of_a_county(cast, client):
    cast.plan()
    with clock.at(at(2, 18)):
        body = client.get("/login/").content.decode()
    assert "推进全市相对集中行政许可权改革试点工作方案" in body
    assert "10项责任事项" in body
    assert not [unit.name for unit in Unit.objects.counties() if unit.name in body]


MENUS = {
    "officer": [],
    "lead": ["账号"],
    "reviewer": [],
    "admin": ["账号", "无在岗人员单位", "基础数据"],
    "auditor": ["审计日志"],
}


@pytest.mark.parametrize("who", MENUS)
def test_the_menu_holds_what_the_role_may_open(cast, as_, who):
    labels = [str(item.label) for item in as_(Officer.objects.get(username=who)).get("/me/").context["nav"]]
    ours = {label for labels in MENUS.values() for label in labels}
    assert [label for label in labels if label in ours] == MENUS[who]
