"""Small ledgers for the tests, written the way everybody writes: through `facts.write`."""

from datetime import date

from base import clock
from transfers.facts import Change, write
from transfers.models import Agreement, Department, Establishment, Item, StaffCount, StaffMember, TrainingSession
from transfers.models.agreements import CONTENTS

from ..cast import at

BASELINE, COUNTED, ARRIVED, SIGNED = (date(2021, *day) for day in ((1, 20), (1, 25), (2, 2), (2, 5)))
PLATED, CUT_OVER = date(2021, 1, 29), date(2021, 2, 26)


def on(month: int, day: int) -> date:
    return date(2021, month, day)


def kept(cast, day: date, *changes, unit=None, by=None, ruled=False) -> list:
    """Write facts of the cast's own county on a day, at ten in the morning."""
    with clock.at(at(day.month, day.day)):
        return write(unit or cast.own, changes, by=by or cast.officer, on=day, ruled=ruled)


def department(cast, name="区发展改革委", staff=10, day=BASELINE, order=1, **more):
    return kept(cast, day, Change(Department, {"name": name, "staff_before": staff, "order": order}), **more)[0]


def accepted(cast, day=COUNTED, **more):
    """The count of the original staff, accepted by the bureau."""
    return kept(cast, day, Change(StaffCount, {"counted_on": BASELINE, "accepted_on": day}), ruled=True, **more)[0]


def person(cast, where, name="廖建平", day=ARRIVED, arrived=ARRIVED, **more):
    values = {"name": name, "department": where.key, "arrived_on": arrived, "post": "审批股", **more}
    return kept(cast, day, Change(StaffMember, values))[0]


def item(cast, where, name="企业投资项目核准", code="360104001", day=BASELINE, **more):
    return kept(cast, day, Change(Item, {"name": name, "code": code, "department": where.key, **more}))[0]


def session(cast, where, people=(), day=SIGNED, held=ARRIVED, **more):
    """A training session that these people attended."""
    values = {"held_on": held, "department": where.key, "hours": 6, "attendees": [str(one.key) for one in people]}
    return kept(cast, day, Change(TrainingSession, {**values, **more}))[0]


def agreement(cast, of, day=SIGNED, missing=(), **more):
    """A complete agreement of the item, but for the contents named in `missing`."""
    said = {name: f"第{place}条" for place, name in enumerate(CONTENTS, 1) if name not in missing}
    values = {
        "number": "区协〔2021〕1号",
        "giver_signed_on": day,
        "taker_signed_on": day,
        "transfer_on": CUT_OVER,
        "old_cases_stay": True,
        **said,
        **more,
    }
    return kept(cast, day, Change(Agreement, values, of.key))[0]


def revised(cast, fact, day: date, version=None, **values):
    """The next version of a fact."""
    return kept(cast, day, Change(type(fact), values, fact.key, version))


def established(cast, day=PLATED, **values):
    return kept(cast, day, Change(Establishment, values))[0]
