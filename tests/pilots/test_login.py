"""Log-in and lockout: AU2 and AU3 of RELIABILITY, without their timings; AU5 for spellings of one name."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone

from base.models import AuditRecord
from pilots.models import Officer
from tests.cast import PASSWORD
from tests.hashers import CountingHasher

Act = AuditRecord.Act
WRONG = "Wrong-Guess-99"


def log_in(username, password=PASSWORD, client=None, **more):
    return (client or Client()).post("/login/", {"username": username, "password": password, **more})


def lock(username):
    for _n in range(settings.AXES_FAILURE_LIMIT):
        log_in(username, WRONG)


def acts():
    return list(AuditRecord.objects.order_by("id").values_list("act", flat=True))


def test_the_right_pair_lets_in_and_is_recorded(cast):
    answer = log_in("officer")
    assert (answer.status_code, answer["Location"], acts()) == (302, "/", [Act.LOGIN])


def test_a_wrong_pair_says_one_sentence_and_is_recorded(cast):
    answer = log_in("officer", WRONG)
    assert answer.status_code == 422
    assert "账号或密码有误" in answer.content.decode()
    record = AuditRecord.objects.get()
    assert (record.act, record.by, record.by_name, record.succeeded) == (Act.LOGIN_FAILED, None, "officer", False)


def test_the_notice_of_secrecy_stands_on_the_page(client, db):
    assert settings.SECRECY_NOTICE in client.get("/login/").content.decode()


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("/me/", "/me/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/"), ("javascript:alert(1)", "/")],
)
def test_log_in_leads_back_inside_the_house_only(cast, asked, led_to):
    assert log_in("officer", next=asked)["Location"] == led_to


@pytest.mark.parametrize(("page", "led_to"), [("http://testserver/me/", "/me/"), ("", "/")])
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, db, page, led_to):
    answer = client.post("/password/", headers={"referer": page} if page else {})
    assert answer["Location"] == f"/login/?next={led_to}"


def test_whoever_is_logged_in_is_not_asked_again(cast, as_):
    assert as_(cast.officer).get("/login/")["Location"] == "/"


@pytest.mark.parametrize("typed", ["OFFICER", "ｏｆｆｉｃｅｒ", " officer "])
def test_one_person_has_one_name_however_it_is_typed(cast, typed):
    assert log_in(typed).status_code == 302


# -- AU3: four states of an account answer alike and cost alike -----------------------------------


def make_states(cast):
    cast.colleague.set_active(active=False)
    lock("foreigner")
    return {"exists": "officer", "unknown": "nobody-here", "disabled": "colleague", "locked": "foreigner"}


def seen(username, password):
    client = Client()
    client.get("/login/")
    CountingHasher.calls = 0
    answer = log_in(username, password, client)
    body = answer.content.decode().replace(f'value="{username}"', "NAME")
    body = re.sub(r'(csrfmiddlewaretoken" value|name="csrf" content)="\w+"', "TOKEN", body)
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    headers["Content-Length"] = int(headers["Content-Length"]) - len(username)
    return answer.status_code, body, headers, sorted(client.cookies), CountingHasher.calls


def test_the_states_of_an_account_do_not_show(cast, settings):
    settings.PASSWORD_HASHERS = ["tests.hashers.CountingHasher"]
    answers = {state: seen(name, WRONG) for state, name in make_states(cast).items()}
    assert all(answer == answers["unknown"] for answer in answers.values())
    assert answers["unknown"][0] == 422 and answers["unknown"][-1] == 1


@pytest.mark.parametrize("state", ["disabled", "locked"])
def test_the_right_password_does_not_show_a_closed_account_either(cast, settings, state):
    settings.PASSWORD_HASHERS = ["tests.hashers.CountingHasher"]
    name = make_states(cast)[state]
    assert seen(name, PASSWORD) == seen("nobody-here", PASSWORD)


# -- lockout --------------------------------------------------------------------------------------


def test_the_right_password_is_refused_while_locked_and_accepted_afterwards(cast):
    lock("officer")
    assert log_in("officer").status_code == 422
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME, seconds=1))
    assert log_in("officer").status_code == 302


def test_one_guess_less_than_the_limit_locks_nobody(cast):
    for _n in range(settings.AXES_FAILURE_LIMIT - 1):
        log_in("officer", WRONG)
    assert log_in("officer").status_code == 302


def test_another_account_from_the_same_place_is_not_locked(cast):
    lock("officer")
    assert log_in("colleague").status_code == 302


def test_spellings_and_places_count_together(cast):
    for n, name in enumerate(["officer", "Officer", "ｏｆｆｉｃｅｒ", " officer", "OFFICER "]):
        client = Client(HTTP_USER_AGENT=f"browser {n}", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}", REMOTE_ADDR=f"10.1.0.{n}")
        log_in(name, WRONG, client)
    assert log_in("officer").status_code == 422


def test_unknown_names_lock_too(cast):
    lock("nobody-here")
    assert acts()[-1] == Act.LOCKED_OUT


def test_guesses_at_a_locked_name_do_not_prolong_the_lock_nor_grow_its_row(cast):
    lock("officer")
    before = AccessAttempt.objects.values().get()
    for _n in range(3):
        log_in("officer", WRONG)
    assert AccessAttempt.objects.values().get() == before


def test_no_password_is_kept_of_a_failed_log_in(cast):
    log_in("officer", "Very-Secret-77")
    attempt = AccessAttempt.objects.get()
    assert "Very-Secret-77" not in "".join(str(value) for value in vars(attempt).values())
    assert "Very-Secret-77" not in str(AuditRecord.objects.values().get())


def test_a_reset_lifts_the_lock(cast):
    lock("officer")
    raw = Officer.objects.get(username="officer").reset_password(by=cast.lead)
    assert log_in("officer", raw).status_code == 302


def test_the_caller_is_taken_from_the_trusted_hop_only(cast, settings):
    forged = Client(HTTP_X_FORWARDED_FOR="1.1.1.1, 2.2.2.2", REMOTE_ADDR="9.9.9.9")
    log_in("officer", WRONG, forged)
    settings.TRUSTED_PROXIES = 1
    log_in("officer", WRONG, forged)
    assert list(AuditRecord.objects.order_by("id").values_list("address", flat=True)) == ["9.9.9.9", "2.2.2.2"]


# -- AU9: one-time passwords ----------------------------------------------------------------------


def test_a_one_time_password_lets_in_once_and_only_to_the_change_of_password(cast, client):
    raw = cast.officer.reset_password(by=cast.lead)
    assert log_in("officer", raw, client).status_code == 302
    assert log_in("officer", raw).status_code == 422
    assert client.get("/me/")["Location"] == "/password/"
    assert client.get("/password/").status_code == 200
    new = {"present": raw, "new": "Copper-Kettle-31", "again": "Copper-Kettle-31"}
    assert client.post("/password/", new)["Location"] == "/"
    assert client.get("/me/").status_code == 200
    assert log_in("officer", "Copper-Kettle-31").status_code == 302


def test_a_one_time_password_runs_out(cast):
    raw = cast.officer.reset_password(by=cast.lead)
    Officer.objects.filter(pk=cast.officer.pk).update(one_time_until=timezone.now())
    assert log_in("officer", raw).status_code == 422


def test_of_two_log_ins_with_one_one_time_password_one_wins(cast):
    cast.officer.reset_password(by=cast.lead)
    twins = [Officer.objects.get(pk=cast.officer.pk) for _n in range(2)]
    assert [twin.spend_one_time_password() for twin in twins] == [True, False]


def test_an_outdated_password_must_be_changed(cast, as_, settings):
    Officer.objects.update(password_set_at=timezone.now() - timedelta(days=settings.PASSWORD_MAX_AGE_DAYS, hours=1))
    cast.officer.refresh_from_db()
    assert as_(cast.officer).get("/me/")["Location"] == "/password/"


def test_a_due_password_sends_htmx_by_header(cast, as_):
    cast.officer.reset_password(by=cast.lead)
    answer = as_(cast.officer).get("/me/", HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"] == "/password/"


COMMON_PAIRS = [
    (name, password)
    for name in ("admin", "root", "administrator", "test", "guest", "demo", "user", "system", "reformtrack", "ganzhou")
    for password in ("admin", "123456", "password", "Admin@123", "")
]


def test_a_fresh_installation_has_no_account_to_guess(db, settings):
    settings.AXES_ENABLED = False
    assert len(COMMON_PAIRS) == 50
    assert {log_in(*pair).status_code for pair in COMMON_PAIRS} == {422}
    assert not Officer.objects.exists()
