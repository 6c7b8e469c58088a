"""原单位与底数: the original departments, their approval staff before the transfer, and what the bureau accepted."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from base.http import respond
from pilots.access import Action

from ..counting import rulings_on_count
from ..forms.counting import AskForm, ChangeForm, CountForm
from ..forms.rulings import WithdrawForm
from ..history import lines_of
from ..models import Department, StaffCount
from ..places import Sheet
from ..wording import described
from .reaching import book_for, may_keep, posted

PAGE = "transfers/departments.html"


@require_http_methods(["GET", "POST"])
def departments(request, unit):
    """The table of departments; until the bureau accepted the count, also its figures."""
    book = book_for(request, unit, Action.KEEP_LEDGERS if request.method == "POST" else Action.SEE_LEDGERS)
    form = CountForm(book, posted(request), locked=_accepted(book))
    if request.method == "POST":
        form.save(by=request.user, on=book.today)
        return _answer(request, book, form, _("Count saved"), table=form)
    return render(request, PAGE, _context(request, book, table=form))


@require_POST
def count_ask(request, unit):
    """报请市局确认底数."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form = AskForm(book, request.POST)
    form.save(by=request.user, on=book.today)
    return _answer(request, book, form, _("Put before the bureau"), asking=form)


@require_POST
def count_change(request, unit):
    """Ask the bureau to change an accepted figure."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form = ChangeForm(book, request.POST)
    form.save(by=request.user, on=book.today)
    return _answer(request, book, form, _("Put before the bureau"), changing=form)


def _answer(request, book, form, said, **tried):
    there = reverse("transfers:departments", args=[book.unit.key])
    return respond(request, form, "", PAGE, _context(request, book, **tried), ok_redirect=there, said=said)


def _accepted(book) -> bool:
    return bool(book.count and book.count.accepted_on)


def _context(request, book, **tried) -> dict:
    rulings = rulings_on_count(book.unit)
    waiting = rulings.as_of(book.on, book.today).first()
    accepted = _accepted(book)
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "may_keep": may_keep(request, book),
        "sheet": Sheet("departments", book.unit.key),
        "accepted": accepted,
        "table": CountForm(book, locked=accepted),
        "asking": AskForm(book),
        "changing": ChangeForm(book),
        "waiting": waiting and described(waiting),
        "withdrawing": WithdrawForm(auto_id="withdraw_%s"),
        "settled": [described(each) for each in rulings.settled_by(book.on)],
        "lines": lines_of(_versions(book)),
        **tried,
    }


def _versions(book):
    both = (model.objects.filter(unit=book.unit).recorded_by(book.on) for model in (Department, StaffCount))
    return [row for rows in both for row in rows.select_related("by", "unit")]
