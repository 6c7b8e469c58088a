"""Contradictory settings are refused, sensible ones are not."""

import pytest

from reformtrack import checks

SMTP = {"EMAIL_BACKEND": checks.SMTP, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}
CASES = [
    (checks.business_day, {"PINNED_TODAY": "2021-02-18", "DEMO": True}, []),
    (checks.business_day, {"PINNED_TODAY": "", "DEMO": False}, []),
    (checks.business_day, {"PINNED_TODAY": "2021-02-18", "DEMO": False}, ["E001"]),
    (checks.business_day, {"PINNED_TODAY": "18.2.2021", "DEMO": True}, ["E002"]),
    (checks.kind_of_installation, {"DEBUG": True, "HTTPS": False}, []),
    (
        checks.kind_of_installation,
        {"DEBUG": True, "HTTPS": True, "TRUSTED_PROXIES": 1, "SITE_URL": "https://a.b"},
        ["E003"],
    ),
    (checks.kind_of_installation, {"HTTPS": True, "TRUSTED_PROXIES": 0, "SITE_URL": "http://a.b"}, ["W001", "W002"]),
    (checks.demo_in_production, {"DEMO": True}, ["W003"]),
    (checks.demo_in_production, {"DEMO": False}, []),
    (checks.mail, {**SMTP, "EMAIL_HOST": "mail.example.cn"}, ["W004"]),
    (checks.mail, {**SMTP, "EMAIL_HOST": "mail.example.cn", "EMAIL_USE_TLS": True}, []),
    (checks.mail, {**SMTP, "EMAIL_HOST": "127.0.0.1"}, []),
    (checks.mail, {"MAIL_UNCERTAIN": "perhaps"}, ["E005"]),
    (checks.channels, {"CHAT_UNCERTAIN": "resend", "HEALTH_TOKEN": "f" * 40}, []),
    (checks.channels, {"CHAT_UNCERTAIN": "perhaps", "HEALTH_TOKEN": "short"}, ["E006", "E007"]),
    (checks.hours, {"QUIET_HOURS": "18:00-08:00", "DIGEST_CRON": "30 8 * * *"}, []),
    (checks.hours, {"QUIET_HOURS": "", "DIGEST_CRON": "30 23 * * *"}, []),
    (checks.hours, {"QUIET_HOURS": "18:00-08:00", "DIGEST_CRON": "30 7 * * *"}, ["W005"]),
    (checks.hours, {"QUIET_HOURS": "12:00-14:00", "DIGEST_CRON": "0 14 * * *"}, []),
    (checks.hours, {"QUIET_HOURS": "12:00-14:00", "DIGEST_CRON": "0 9,13 * * *"}, ["W005"]),
    (checks.hours, {"QUIET_HOURS": "18-8", "DIGEST_CRON": "30 8 * * *"}, ["E004"]),
]


@pytest.mark.parametrize(("check", "values", "expected"), CASES)
def test_settings_that_contradict_each_other_are_named(settings, check, values, expected):
    for name, value in values.items():
        setattr(settings, name, value)
    assert [message.id.removeprefix("reformtrack.") for message in check()] == expected
