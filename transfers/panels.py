"""What the ledgers put on other pages: figures beside a unit's obligations, rulings before the verifier's queue."""

from django.utils.translation import gettext as _

from pilots.access import Action, may_on
from tasks import panels, waiting

from .book import Book
from .figures import per_cent
from .gauge import Gauge
from .models import Ruling
from .wording import described


def register() -> None:
    """Add the panels."""
    panels.register("unit", "transfers/_staff_panel.html", staff_panel, order=10)
    panels.register("unit", "transfers/_items_panel.html", items_panel, order=20)
    panels.register("unit", "transfers/_items_cut_panel.html", cut_panel, order=30)
    waiting.register(rulings_waiting, "transfers/_rulings_waiting.html", rulings_panel)


def book_of(request, board, asof) -> Book | None:
    """One book per request and unit, so that the panels of a page share what they read; None where there is none."""
    unit = board.unit
    if not unit.is_county or not may_on(request.user, Action.SEE_LEDGERS, unit):
        return None
    books = request.__dict__.setdefault("_books", {})
    if (unit.pk, asof.on) not in books:
        books[unit.pk, asof.on] = Book(unit, asof.on, asof.today, board.measured_by)
    return books[unit.pk, asof.on]


def staff_panel(request, board, asof) -> dict | None:
    """Transferred against original approval staff."""
    book = book_of(request, board, asof)
    if book is None or not book.share:
        return None
    return {"unit": board.unit, "share": book.share, "gauge": Gauge(book.share) if book.share.of else None}


def items_panel(request, board, asof) -> dict | None:
    """From the approved list to the items taken over, each beside all of them."""
    book = book_of(request, board, asof)
    if book is None:
        return None
    steps = [
        (_("To be transferred"), "items"),
        (_("Agreement signed"), "signed"),
        (_("Five contents complete"), "complete"),
        (_("Four handovers complete"), "handed_over"),
        (_("Taken over"), "taken_over"),
    ]
    all_of = book.sums["items"]
    bars = [(label, book.sums[name], per_cent(book.sums[name], all_of)) for label, name in steps]
    return {"unit": board.unit, "all": all_of, "bars": bars}


def cut_panel(request, board, asof) -> dict | None:
    """The three tests of at least 50 %: never averaged."""
    book = book_of(request, board, asof)
    return {"unit": board.unit, "tests": book.tests} if book and book.sums["items"] else None


def rulings_waiting(request):
    """The rulings that fall to this person."""
    return Ruling.objects.decidable_by(request.user)


def rulings_panel(request, on) -> dict | None:
    """Those rulings, the oldest first."""
    asked = [described(each) for each in Ruling.objects.decidable_by(request.user).for_list()]
    return {"asked": asked, "count": len(asked), "on": on} if asked else None
