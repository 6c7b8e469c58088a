"""组建与运行: one record per pilot, and the days of all pilots side by side."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from base.days import day_of
from base.http import respond
from pilots.access import Action

from ..city import records_of_city
from ..duties import rows_of_gates
from ..forms.establishment import EstablishmentForm
from ..founding import DAYS, fed_by, gates_of
from ..history import label_of, lines_until
from ..models import Establishment
from .freezing import frozen
from .reaching import book_for, may_keep, own_ledger, posted

PAGE = "transfers/establishment.html"


@require_GET
def establishment_home(request):
    """The county's own record; for the bureau the days of all pilots."""
    own = own_ledger(request, "establishment")
    if own:
        return own
    on, today = day_of(request)
    records = records_of_city(request.user, on, today)
    rows = [(unit, [getattr(record, day, None) for day in DAYS]) for unit, record in records]
    context = {"rows": rows, "columns": [label_of(Establishment, day) for day in DAYS], "on": on, "today": today}
    return render(request, "transfers/establishment_city.html", context)


@require_http_methods(["GET", "POST"])
def establishment(request, unit):
    """One pilot's record; the county keeps it, the bureau reads it."""
    book = book_for(request, unit, Action.KEEP_LEDGERS if request.method == "POST" else Action.SEE_LEDGERS)
    record = book.establishment or Establishment(unit=book.unit)
    form = EstablishmentForm(record, posted(request), feeds=fed_by(book))
    if request.method == "GET":
        return render(request, PAGE, _context(request, book, form))
    form.save(by=request.user, on=book.today)
    context = _context(request, book, form)
    return respond(request, form, "", PAGE, context, ok_redirect=request.path, said=_("Record saved"))


@require_GET
def establishment_pdf(request, unit):
    """The record as of the day, as a paper."""
    book = book_for(request, unit)
    form = EstablishmentForm(book.establishment or Establishment(unit=book.unit))
    context = _context(request, book, form)
    return frozen(request, book, _("Founding and operation"), "transfers/establishment_frozen.html", context)


def _context(request, book, form) -> dict:
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "form": form,
        "may_keep": may_keep(request, book),
        "gates": gates_of(book, rows_of_gates(book)) if book.plan else [],
        "lines": lines_until(form.fact, book.on),
    }
