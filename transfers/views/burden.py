"""Steps, materials and time limits before and after; what the bureau is asked to accept or to change."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base.http import respond
from pilots.access import Action

from ..desk import Desk
from ..forms.items import BaselineForm, BurdenForm, PlainForm
from .items_page import answer, item_of, items_url, ledger
from .reaching import book_for


@require_POST
def item_burden(request, unit, key):
    """Standardisation, figures before and after, one window."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    item = item_of(book, key)
    form = BurdenForm(item, request.POST, auto_id="burden_%s")
    form.save(by=request.user, on=book.today)
    return answer(request, book, item, form, "burden_form", _("Standardisation and burden saved"))


@require_POST
def baseline_ask(request, unit):
    """Put the figures before the reform before the bureau."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(Desk(book.unit).ask_baseline, by=request.user, on=book.today)
    context = {} if form.done else ledger(request, book, tried=form)
    said = _("The bureau has been asked to accept the figures before the reform")
    return respond(request, form, "", "transfers/items.html", context, ok_redirect=items_url(book), said=said)


@require_POST
def baseline_change(request, unit, key):
    """Ask the bureau to change accepted figures of one item."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    item = item_of(book, key)
    form = BaselineForm(item, request.POST)
    if form.is_valid():
        form.attempt(Desk(book.unit, [item]).ask_change, by=request.user, on=book.today)
    return answer(request, book, item, form, "baseline_form", _("The bureau has been asked to change the figures"))
