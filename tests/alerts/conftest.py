from datetime import date

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from alerts.models import Alert
from pilots.models import Officer
from tests.cast import Cast, at

DAY = date(2021, 2, 18)


def give_addresses():
    Officer.objects.update(email=Concat("username", Value("@example.cn")))


@pytest.fixture
def cast(db):
    """The cast with addresses and a plan: row 1 is overdue since 1 February 2021 in three pilots."""
    cast = Cast()
    give_addresses()
    cast.first_plan = cast.plan()
    return cast


@pytest.fixture
def mail(settings, smtp_sink):
    """Mail goes to a real server, at any hour."""
    settings.MAIL_ENABLED, settings.QUIET_HOURS = True, ""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_sink.controller.port
    return smtp_sink


@pytest.fixture
def digests(cast, mail):
    """The digests of 18 February, made and not yet sent."""
    with at_noon():
        Alert.objects.raise_due(DAY)
    return cast


def at_noon(month=2, day=18):
    from base import clock

    return clock.at(at(month, day, 12))
