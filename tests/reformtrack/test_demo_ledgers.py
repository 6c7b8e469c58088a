"""The demo's ledgers and the states of its tasks say the same on every day."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.db.models import F, Q

from pilots.access import Action, may_on
from pilots.models import Officer, Unit
from reformtrack.demo import DAY
from tasks import ledger
from tasks.gates import gates
from tasks.models import Entry, Obligation, Phase, Plan, State, Verb
from transfers import models
from transfers.book import Book
from transfers.figures import figures
from transfers.gaps import Gap
from transfers.models import Agreement, Establishment, Item, Ruling, StaffMember, TrainingSession
from transfers.models.items import AFTER

from .played import played

pytestmark = pytest.mark.slow
DAYS = [date(2021, 1, 4) + timedelta(days=n) for n in range((DAY - date(2021, 1, 4)).days + 1)]
SENT = (State.SUBMITTED, State.DONE)
# What feeds a row: while it is not started there is none of it, and from its start on there is some.
FEEDS = {
    3: [(Establishment, Q(plate_on__isnull=False) | Q(office_plate_on__isnull=False))],
    4: [(StaffMember, Q())],
    5: [(TrainingSession, Q()), (StaffMember, Q(confirmed_on__isnull=False))],
    7: [(Item, Q(std_conditions=True) | Q(std_methods=True) | Q(std_supervision=True))],
    8: [(Agreement, Q()), (Item, Q(cut_over_on__isnull=False))],
    9: [(Item, Q(one_window=True) | Q(*((f"{name}__isnull", False) for name in AFTER), _connector=Q.OR))],
    10: [(Item, ~Q(supervisor=""))],
}
FACTS = (
    models.Department,
    models.StaffCount,
    StaffMember,
    TrainingSession,
    Item,
    Agreement,
    Establishment,
)


@pytest.fixture(scope="module")
def plan(django_db_blocker, tmp_path_factory):
    """The plan of the demo."""
    with played(django_db_blocker, tmp_path_factory.mktemp("demo")):
        yield Plan.objects.get()


@pytest.fixture(scope="module")
def pilots(plan):
    return list(plan.pilots.order_by("order"))


def measured(on):
    """The pilots' rows that a ledger feeds, as they stood."""
    rows = Obligation.objects.as_of(on, DAY).for_list()
    return rows.filter(task__number__in=FEEDS).exclude(unit__key="ganzhou-bureau")


def feeding(on) -> dict[int, set[int]]:
    """{row: the units whose ledgers held something for it at the end of the day}."""
    return {
        row: {
            unit
            for model, condition in parts
            for unit in model.objects.as_of(on, DAY).filter(condition).order_by().values_list("unit_id", flat=True)
        }
        for row, parts in FEEDS.items()
    }


def figures_on(plan, pilots, on):
    return figures(plan.tasks.filter(number__in=FEEDS).values_list("measure", flat=True), plan, pilots, on)


def sent_short() -> set[int]:
    """The obligations whose submission told why its figure was below the floor."""
    return set(Entry.objects.filter(detail__short_reason__gt="").values_list("obligation_id", flat=True))


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_states_and_ledgers_agree(plan, pilots, on):
    fed, reached, short = feeding(on), figures_on(plan, pilots, on), sent_short()
    for one in measured(on):
        row, state, told = one.task.number, one.at_state, (on, one.unit.key, one.task.number, one.at_state)
        if state == State.NOT_STARTED:
            assert one.unit_id not in fed[row], told
        elif row != 3:
            assert one.unit_id in fed[row], told
        if state in SENT and one.pk not in short:
            assert reached[one.task.measure][one.unit_id].reached, told


def test_what_is_open_on_the_demos_day_has_not_reached_its_floor(plan, pilots):
    reached = figures_on(plan, pilots, DAY)
    still_open = [one for one in measured(DAY) if one.at_state not in SENT]
    assert [str(one) for one in still_open if reached[one.task.measure][one.unit_id].reached] == []


def test_one_submission_alone_was_short_of_its_floor_and_it_came_back(plan):
    (one,) = Obligation.objects.filter(pk__in=sent_short())
    assert (one.unit.key, one.task.number, one.state) == ("huichang", 5, State.RETURNED)


def test_nothing_that_the_ledgers_prove_was_open_when_it_was_closed_out(plan):
    closed = Entry.objects.filter(verb=Verb.SIGN_OFF, obligation__task__number__in=FEEDS)
    assert closed.exists()
    assert [str(line.obligation) for line in closed if any("台账" in point for point in line.detail["open"])] == []


def test_plates_are_up_on_the_day_that_row_3_states(plan):
    up = {record.unit_id: max(record.plate_on, record.office_plate_on) for record in plates_up()}
    done = Obligation.objects.filter(task__number=3, state=State.DONE).values_list("unit_id", "done_on")
    assert len(done) == 13 and dict(done).items() <= up.items()


def plates_up():
    return Establishment.objects.current().filter(plate_on__isnull=False, office_plate_on__isnull=False)


def test_the_gates_stand_as_on_the_dashboard(plan, pilots):
    phases = [(phase, list(phase.gate_tasks.values_list("pk", flat=True))) for phase in Phase.objects.filter(plan=plan)]
    found = gates(phases, pilots, Obligation.objects.as_of(DAY, DAY).for_list(), DAY)
    assert [gate.passed for gate in found] == [13, 5, 0]
    assert not any(gate.unmeasured for gate in found)


@pytest.mark.parametrize(
    ("row", "said"),
    [(4, r"首批(\d+)人"), (7, r"审批条件(\d+)项"), (8, r"签订协议(\d+)份")],
)
def test_reports_name_the_numbers_of_the_ledgers(plan, row, said):
    lines = Entry.objects.filter(verb=Verb.REPORT, obligation__task__number=row).select_related("obligation__unit")
    named = {line.obligation.unit: (line, int(found[1])) for line in lines if (found := re.search(said, line.text))}
    assert len(named) > 10
    for unit, (line, number) in named.items():
        assert counted(row, unit, line.recorded_at) == number, unit


def counted(row, unit, at) -> int:
    """What the ledger held for the row at the moment."""
    standing = Q(recorded_at__lte=at) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=at))
    model, condition = {
        4: (StaffMember, Q(arrived_on__lte=date(2021, 2, 2))),
        7: (Item, Q(std_conditions=True)),
        8: (Agreement, Q(giver_signed_on__isnull=False, taker_signed_on__isnull=False)),
    }[row]
    return model.objects.filter(standing & condition, unit=unit).count()


def test_dingnan_is_the_county_of_the_screens(plan):
    book = Book(Unit.objects.get(key="dingnan"), DAY)
    sums = book.sums
    assert (sums["staff_before"], sums["departments"], sums["staff_transferred"]) == (78, 15, 17)
    assert (sums["staff_administrative"], sums["staff_institution"]) == (6, 11)
    assert (book.share.needed, book.share.short, book.share.wanted) == (24, 7, 39)
    assert [row.staff_before for row in book.departments] == [6, 7, 4, 6, 9, 8, 4, 5, 4, 6, 4, 6, 3, 4, 2]
    assert Counter((one.arrived_on, one.document_number) for one in book.roster) == {
        (date(2021, 2, 2), "定组字〔2021〕5号"): 8,
        (date(2021, 2, 8), "定组字〔2021〕9号"): 9,
    }
    assert (sums["staff_trained"], book.sessions) == (0, [])


def test_dingnans_items_are_those_of_the_screens(plan):
    book = Book(Unit.objects.get(key="dingnan"), DAY)
    names = ("items", "signed", "complete", "handed_over", "taken_over", "steps_known", "supervised")
    assert [book.sums[name] for name in names] == [186, 12, 11, 6, 0, 0, 0]
    given = Counter(item.department for item in book.items)
    assert [given[row.key] for row in book.departments] == [9, 14, 8, 9, 24, 28, 11, 16, 13, 18, 10, 12, 5, 6, 3]
    (lacking,) = [book.agreements[item.key] for item in book.items if item.is_signed and not item.is_complete]
    assert lacking.missing == ["档案管理"]
    assert sum(item.std_conditions for item in book.items) == 62


def test_each_pilots_ledgers_have_a_believable_size(plan, pilots):
    for unit in pilots:
        sums = Book(unit, DAY).sums
        assert 60 <= sums["staff_before"] <= 130 and 120 <= sums["items"] <= 300, unit
        assert 12 <= sums["departments"] <= 25, unit


def test_every_kind_of_gap_is_there_to_be_looked_at(plan, pilots):
    found = Counter()
    for unit in pilots:
        book = Book(unit, DAY)
        found.update(finding.gap for finding in [*book.people_findings, *book.power_findings])
    assert set(found) == set(Gap)


def test_two_rulings_wait_for_the_bureau(plan):
    waiting = Ruling.objects.waiting().values_list("unit__key", "kind")
    assert set(waiting) == {("anyuan", "staff_baseline"), ("ningdu", "item_off")}


def test_a_changed_count_keeps_the_earlier_figure(plan):
    changed = models.Department.objects.current().get(unit__key="shicheng", version=2)
    assert [row.staff_before for row in changed.history()] == [changed.staff_before, changed.staff_before + 2]


def test_versions_of_facts_follow_upon_each_other(plan):
    for model in FACTS:
        rows, spans = model.objects.order_by("key", "version"), defaultdict(list)
        for row in rows.only("key", "version", "recorded_at", "superseded_at"):
            spans[row.key].append(row)
        for versions in spans.values():
            assert [row.version for row in versions] == list(range(1, len(versions) + 1))
            ends = [row.superseded_at for row in versions]
            assert ends == [*(row.recorded_at for row in versions[1:]), None]
    assert list(ledger.faults(plan)) == []


def test_some_rows_were_started_by_their_ledger(plan):
    by_system = Entry.objects.filter(verb=Verb.START, by__isnull=True)
    assert set(by_system.values_list("obligation__unit__key", "obligation__task__number")) == {
        ("yudu", 7),
        ("xingguo", 8),
        ("shicheng", 10),
    }


def test_at_the_bureau_one_officer_alone_sees_names(plan, pilots):
    bureau = Officer.objects.exclude(unit__in=pilots)
    assert [one.username for one in bureau if may_on(one, Action.SEE_NAMES, pilots[0])] == ["reviewer"]
    assert not Officer.objects.filter(unit__in=pilots, sees_names=True).exists()


def test_the_city_is_not_all_alike(plan):
    arrived = StaffMember.objects.current().filter(arrived_on__lte=DAY)
    assert arrived.filter(post_moved=False).exists()
    assert arrived.filter(confirmed_on__gte=F("arrived_on")).exists()
