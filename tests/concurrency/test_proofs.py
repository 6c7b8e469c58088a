"""A proof that its officer takes away in one tab while the report that names it is being sent from another."""

import time
from datetime import date, timedelta

import pytest

from tasks import ledger
from tasks.models import Evidence, Obligation
from tests.cast import Cast
from tests.concurrency.doubles import photo
from tests.concurrency.people import INVALID, Person, together, url
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.slow]
DAY = date(2021, 2, 18)
GONE = 404
# The removal comes before, in and after the pause between looking and saving.
AFTER = (0.0, 0.02, 0.04, 0.06, 0.1, 0.2)


def ready(stack: Stack):
    stack.env.update(DEMO="1", TODAY=DAY.isoformat(), DEBUG="1", GUARDS_OFF="dawdle")
    cast = Cast()
    plan = cast.plan(due=[DAY + timedelta(days=row) for row in range(len(AFTER))])
    stack.valkey()
    stack.web(3)
    return plan, list(Obligation.objects.filter(plan=plan, unit=cast.own)), Person(stack, "officer")


def race(officer: Person, one: Obligation, seconds: float) -> list[int]:
    """The statuses of the report and of the removal that follows it after so many seconds."""
    proof = pending(officer, one)

    def remove():
        time.sleep(seconds)
        return officer.post(f"/evidence/{proof.key}/remove/", {})

    def report():
        return officer.post(
            url("report", one), {"text": "附现场照片", "version": one.version, "evidence": str(proof.key)}
        )

    return [answer.status for answer in together(report, remove)]


def pending(officer: Person, one: Obligation) -> Evidence:
    assert officer.post(url("evidence_upload", one), {"file": photo()}).status == 201
    return Evidence.objects.get(obligation=one)


def test_it_is_either_sent_along_or_gone_and_the_ledger_holds(stack, figures):
    plan, obligations, officer = ready(stack)
    told = [race(officer, one, seconds) for one, seconds in zip(obligations, AFTER, strict=True)]
    figures("a proof sent and taken away", outcome=f"(report, removal) = {told}")
    for one, (report, removal) in zip(obligations, told, strict=True):
        attached = Evidence.objects.filter(obligation=one, entry__isnull=False).count()
        assert attached == (removal == GONE)
        assert report == 303 or (report, removal) == (INVALID, 303)
    assert list(ledger.faults(plan)) == []
