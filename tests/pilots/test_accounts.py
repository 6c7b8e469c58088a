"""Accounts: who keeps whose, what each verb changes, and the pages for it."""

import re

import pytest
from django.core.exceptions import ValidationError

from base.forms import Refused
from base.models import AuditRecord
from pilots.access import Role
from pilots.models import Officer
from tests.cast import PASSWORD

NEW = {
    "username": "dingnan-2",
    "name": "刘小燕",
    "role": "county_officer",
    "post": "科员",
    "office_phone": "0797-1",
    "email": "a@b.example",
    "key": "5b0f0d9e-6f3f-4a0e-8a53-6a8f1a1b2c3d",
}


def printed(answer) -> str:
    found = re.search(r"data-password>([^<]+)<", answer.content.decode())
    return found[1] if found else ""


def post(client, path, **fields):
    return client.post(path, fields)


def acts(act):
    return AuditRecord.objects.filter(act=act).order_by("id")


# -- whose accounts --------------------------------------------------------------------------------
KEEPERS = [
    ("officer", 403, 403), ("lead", 200, 404), ("reviewer", 403, 403), ("bureau-lead", 403, 403), ("admin", 200, 200),
    ("auditor", 403, 403),
]  # fmt: skip


@pytest.mark.parametrize(("who", "own", "foreign"), KEEPERS)
def test_a_lead_keeps_the_own_unit_and_the_admin_all(cast, as_, who, own, foreign):
    client = as_(Officer.objects.get(username=who))
    assert client.get("/officers/").status_code == min(own, 403)
    assert client.get(f"/officers/{cast.colleague.pk}/").status_code == own
    assert client.get(f"/officers/{cast.foreigner.pk}/").status_code == foreign
    for page in ("reset", "active", "handover"):
        assert post(client, f"/officers/{cast.foreigner.pk}/{page}/").status_code in (foreign, 303, 200, 422)
    if foreign != 200:
        unchanged = Officer.objects.get(username="foreigner")
        assert (unchanged.is_active, unchanged.check_password(PASSWORD)) == (True, True)


def test_the_list_names_the_own_unit_only(cast, as_):
    names = as_(cast.lead).get("/officers/").content.decode()
    assert ("温海燕" in names, "郭志勇" in names) == (True, False)


def test_the_list_does_not_ask_more_for_more_people(cast, as_, django_assert_max_num_queries):
    client = as_(cast.admin)
    with django_assert_max_num_queries(9):
        client.get("/officers/")


# -- opening ---------------------------------------------------------------------------------------


def test_a_lead_opens_an_account_of_the_own_unit_and_sees_its_password_once(cast, as_, client):
    first = as_(cast.lead).post("/officers/new/", {**NEW, "unit": cast.own.key})
    again = client.post("/officers/new/", {**NEW, "unit": cast.own.key})
    officer = Officer.objects.get(username="dingnan-2")
    assert officer.check_password(printed(first))
    assert (printed(again), again.status_code) == ("", 200)
    assert (officer.unit, officer.role, officer.must_change_password) == (cast.own, Role.COUNTY_OFFICER, True)
    assert first["Cache-Control"] == "no-store"
    assert acts("account").count() == 1


WRONG_OPENINGS = {
    "another unit": {"unit": "dingnan"},
    "a role above": {"role": "county_lead"},
    "a role of the bureau": {"role": "reviewer"},
    "a name in use": {"username": "Colleague"},
    "no name": {"name": ""},
}


@pytest.mark.parametrize("wrong", WRONG_OPENINGS)
def test_a_lead_cannot_open_more_than_an_officer_of_the_own_unit(cast, as_, wrong):
    answer = as_(cast.lead).post("/officers/new/", {**NEW, "unit": cast.own.key, **WRONG_OPENINGS[wrong]})
    assert answer.status_code == 422
    assert Officer.objects.count() == 9


@pytest.mark.parametrize(
    ("role", "unit", "fits"),
    [
        ("county_officer", "zhanggong", True), ("county_officer", "bureau", False), ("county_lead", "office", False),
        ("reviewer", "bureau", True), ("reviewer", "office", True), ("reviewer", "zhanggong", False),
        ("reviewer", "city", False), ("bureau_lead", "bureau", True), ("bureau_lead", "dingnan", False),
        ("admin", "bureau", True), ("auditor", "city", True), ("auditor", "zhanggong", False),
    ],
)  # fmt: skip
def test_a_role_fits_its_unit(cast, as_, role, unit, fits):
    answer = as_(cast.admin).post("/officers/new/", {**NEW, "role": role, "unit": unit})
    assert (answer.status_code == 200, Officer.objects.filter(username="dingnan-2").exists()) == (fits, fits)


# -- reset, disable, move --------------------------------------------------------------------------


def test_a_reset_shows_a_one_time_password_once(cast, as_):
    client, path = as_(cast.lead), f"/officers/{cast.officer.pk}/reset/"
    first, again = post(client, path, key=NEW["key"]), post(client, path, key=NEW["key"])
    assert Officer.objects.get(username="officer").check_password(printed(first))
    assert (printed(again), acts("password_reset").count()) == ("", 1)


def test_the_one_time_password_is_written_nowhere(cast, as_):
    raw = printed(post(as_(cast.lead), f"/officers/{cast.officer.pk}/reset/", key=NEW["key"]))
    assert raw
    kept = str([*Officer.objects.values(), *AuditRecord.objects.values()])
    assert raw not in kept


def test_disabling_and_enabling(cast, as_):
    client, path = as_(cast.lead), f"/officers/{cast.officer.pk}/active/"
    assert post(client, path).status_code == 303
    assert not Officer.objects.get(username="officer").is_active
    assert post(client, path, active="on").status_code == 303
    assert Officer.objects.get(username="officer").is_active
    assert [record.detail for record in acts("account")] == [{"active": False}, {"active": True}]


@pytest.mark.parametrize("act", ["reset", "active", "move"])
def test_nobody_changes_the_own_account(cast, as_, act):
    fields = {"unit": "bureau", "role": "auditor"}
    answer = post(as_(cast.admin), f"/officers/{cast.admin.pk}/{act}/", **fields)
    assert answer.status_code == 422
    same = Officer.objects.get(username="admin")
    assert (same.is_active, same.role, same.check_password(PASSWORD)) == (True, "admin", True)


def test_only_the_admin_moves_people(cast, as_):
    answer = post(as_(cast.lead), f"/officers/{cast.officer.pk}/move/", unit="zhanggong", role="county_lead")
    assert answer.status_code == 403
    assert Officer.objects.get(username="officer").role == Role.COUNTY_OFFICER


def test_a_move_closes_the_old_rights_and_is_recorded(cast, as_):
    post(as_(cast.admin), f"/officers/{cast.officer.pk}/move/", unit="dingnan", role="county_lead")
    moved, record = Officer.objects.get(username="officer"), acts("account").get()
    assert (moved.unit, moved.role) == (cast.foreign, Role.COUNTY_LEAD)
    assert record.detail["before"] == {"unit": "zhanggong", "role": "county_officer"}
    assert record.detail["after"] == {"unit": "dingnan", "role": "county_lead"}


def test_a_move_into_a_unit_where_the_role_does_not_belong_is_refused(cast, as_):
    answer = post(as_(cast.admin), f"/officers/{cast.officer.pk}/move/", unit="bureau", role="county_officer")
    assert (answer.status_code, Officer.objects.get(username="officer").unit) == (422, cast.own)
    assert "章贡区" in answer.content.decode()


def test_the_verbs_themselves_refuse_what_the_pages_do_not_offer(cast):
    with pytest.raises(Refused):
        Officer(username="x", name="x", role=Role.ADMIN, unit=cast.bureau).open_account(by=cast.lead)
    with pytest.raises(ValidationError):
        cast.officer.move(unit=cast.bureau, role=Role.COUNTY_OFFICER, by=cast.admin)
    with pytest.raises(Refused):
        cast.lead.set_active(active=False, by=cast.lead)


# -- the card --------------------------------------------------------------------------------------


def test_a_person_keeps_phone_and_mail_and_nothing_else(cast, as_):
    fields = {"office_phone": "0797-77", "email": "z@b.example", "language": "en", "name": "别名", "role": "admin"}
    assert post(as_(cast.officer), "/me/", **fields).status_code == 303
    kept = Officer.objects.get(username="officer")
    assert (kept.office_phone, kept.email, kept.language) == ("0797-77", "z@b.example", "en")
    assert (kept.name, kept.role) == ("钟丽萍", Role.COUNTY_OFFICER)
    assert acts("account").get().detail == {"changed": ["office_phone", "email", "language"]}


def test_a_wrong_mail_address_is_named_and_nothing_is_saved(cast, as_):
    answer = post(as_(cast.officer), "/me/", office_phone="1", email="nonsense", language="en")
    assert (answer.status_code, Officer.objects.get(username="officer").office_phone) == (422, "")


def test_a_lead_keeps_name_and_post_of_the_own_people(cast, as_):
    fields = {"name": "钟丽萍", "post": "副科长", "office_phone": "", "email": ""}
    assert post(as_(cast.lead), f"/officers/{cast.officer.pk}/", **fields).status_code == 303
    assert Officer.objects.get(username="officer").post == "副科长"


def test_the_own_page_lists_the_last_log_ins(cast, client):
    client.post("/login/", {"username": "officer", "password": PASSWORD}, REMOTE_ADDR="10.9.8.7")
    assert "10.9.8.7" in client.get("/me/").content.decode()
