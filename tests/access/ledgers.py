"""The ledgers of the world's counties: facts of every kind, what lies before the bureau, workbooks taken in."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count, Sum

from base.files import take_in
from base.models import SheetLoad
from base.sheets import loads
from base.sheets.ledgers import opened
from base.sheets.writing import SheetOut, workbook
from transfers import rulings
from transfers.facts import Change
from transfers.models import (
    Agreement,
    Department,
    Establishment,
    Item,
    Ruling,
    StaffCount,
    StaffMember,
    TrainingSession,
)
from transfers.models.agreements import CONTENTS

from ..tools.proofs import make_pdf
from ..transfers.books import ARRIVED, BASELINE, PLATED, SIGNED, kept

FACTS = (Department, StaffCount, StaffMember, TrainingSession, Item, Agreement, Establishment)
BEFORE = {"steps_before": 6, "materials_before": 8, "time_statutory": 20, "time_before": 15}
LEDGER = "items"


@dataclass
class County:
    """What stands in the ledgers of one county; `word` makes words that give it away."""

    unit: object
    writer: object
    word: object

    def __post_init__(self):
        self.department = self.keep(BASELINE, Department, name=self.word("department"), staff_before=10, order=1)
        self.keep(BASELINE, StaffCount, counted_on=BASELINE)
        self.establishment = self.keep(PLATED, Establishment, plate_on=PLATED, approval_number=self.word("number"))
        self._items()
        self._people()

    def keep(self, day, model, key=None, ruled=False, **values):
        """Write a fact, as the county does, or as the bureau has ruled."""
        change = Change(model, values, key)
        return kept(None, day, change, unit=self.unit, by=self.writer, ruled=ruled)[0]

    def _items(self):
        of = {"department": self.department.key}
        self.item = self.keep(BASELINE, Item, name=self.word("item"), code="360001", **of, **BEFORE)
        accepted = self.keep(BASELINE, Item, name=self.word("accepted"), code="360002", **of, **BEFORE)
        self.accepted = self.keep(ARRIVED, Item, accepted.key, ruled=True, baseline_on=ARRIVED)
        self.leaving = self.keep(BASELINE, Item, name=self.word("leaving"), code="360003", **of)
        scan = SimpleUploadedFile("scan.pdf", make_pdf([self.word("scan")]))
        paper = take_in(scan, name=f"{self.word('scan')}.pdf")
        signed = {"number": self.word("agreement"), "giver_signed_on": SIGNED, "taker_signed_on": SIGNED}
        where = dict.fromkeys(CONTENTS, self.word("clause"))
        self.agreement = self.keep(SIGNED, Agreement, self.accepted.key, **signed, **where, paper=paper.pk)

    def _people(self):
        of = {"department": self.department.key, "arrived_on": ARRIVED}
        handled = [str(self.item.key), str(self.accepted.key)]
        self.person = self.keep(ARRIVED, StaffMember, name=self.word("person"), items=handled, **of)
        other = self.keep(ARRIVED, StaffMember, name=self.word("misspelt"), **of)
        self.other = self.keep(SIGNED, StaffMember, other.key, name=self.word("mended"))
        there = [str(self.person.key), str(self.other.key)]
        held = {"held_on": ARRIVED, "subject": self.word("subject"), "hours": 2, "attendees": there}
        self.session = self.keep(ARRIVED, TrainingSession, department=self.department.key, **held)

    def before_the_bureau(self, day, reviewer):
        """One thing that waits for the bureau, and one that it has not accepted."""
        self.asked = rulings.ask_items_off(
            self.unit, [self.leaving], by=self.writer, on=day, reason=self.word("leaving-reason")
        )
        self.settled = rulings.ask_burden_change(
            self.accepted, by=self.writer, on=day, reason=self.word("change-reason"), steps_before=9
        )
        rulings.decide(self.settled, by=reviewer, on=day, granted=False, answer=self.word("answer"))

    def ledger(self, name=LEDGER):
        """The table of the workbooks, as the writer opens it."""
        return opened(name, self.writer, self.unit.key, write=True)

    def take_in_workbooks(self):
        """One load that waits, and one that was put aside."""
        self.waiting, self.discarded = self.load(self.file()), self.load(self.file())
        loads.discard(self.discarded)

    def load(self, file, ledger=LEDGER) -> SheetLoad:
        return loads.open_load(self.ledger(ledger), [file], by=self.writer)

    def file(self) -> SimpleUploadedFile:
        """A list as a department would write it: one new item, and one without its name."""
        return self._list("items", {"name": self.word("loaded"), "code": "360009"}, {"name": "", "code": "360010"})

    def roster(self) -> SimpleUploadedFile:
        """The same of people."""
        arrived = {"arrived_on": ARRIVED.isoformat()}
        return self._list("staff", {"name": self.word("arriving"), **arrived}, {"name": "", **arrived})

    def _list(self, ledger, *rows) -> SimpleUploadedFile:
        rows = [{"department": self.department.name, **row} for row in rows]
        return own_list(self.ledger(ledger), rows, f"{self.word('list')}.xlsx")


def own_list(table, rows: list[dict], name: str) -> SimpleUploadedFile:
    """A workbook of somebody's own making: rows under some headings of the ledger, without keys."""
    sheet = SheetOut("自制", [table.column(each) for each in rows[0]], [("", None, row) for row in rows])
    return SimpleUploadedFile(name, workbook([sheet]))


def standing() -> tuple:
    """Figures that move with whatever is written to the ledgers."""
    facts = [
        tuple(model.objects.aggregate(Sum("version"), Count("pk"), Count("superseded_at")).values()) for model in FACTS
    ]
    asked = Ruling.objects.order_by("pk").values_list("state", flat=True)
    return (*facts, *asked, *SheetLoad.objects.order_by("pk").values_list("state", "version"))
