"""The first administrator comes by command, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from pilots.models import Officer, Unit
from tests.cast import Cast


def first_admin(**options) -> str:
    said = StringIO()
    with translation.override("zh-hans"):
        call_command("first_admin", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_on_an_empty_installation_it_brings_the_units_and_prints_the_password(client):
    said = first_admin()
    admin = Officer.objects.get()
    raw = said.split("：")[-1].strip()
    assert (admin.username, admin.role, admin.unit.kind) == ("admin", "admin", "bureau")
    assert admin.check_password(raw)
    assert Unit.objects.counties().count() == 19
    assert client.post("/login/", {"username": "admin", "password": raw}).status_code == 302


@pytest.mark.django_db
def test_it_refuses_when_there_is_an_administrator():
    Cast()
    with pytest.raises(CommandError):
        first_admin(username="second")
    assert not Officer.objects.filter(username="second").exists()


@pytest.mark.django_db
def test_after_the_last_one_was_disabled_another_name_can_be_opened():
    Cast().admin.set_active(active=False)
    with pytest.raises(CommandError):
        first_admin()
    first_admin(username="second")
    assert Officer.objects.get(username="second").unit.key == "bureau"
