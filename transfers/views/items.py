"""事项划转台账: the list of one pilot and of all, and what is recorded of one item or of many."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base.days import day_of
from base.http import page_or_fragment, respond
from base.sheets import lists
from pilots.access import Action

from .. import tables
from ..desk import Desk
from ..forms.items import BoxForm, HandoverForm, ListedForm, SupervisionForm
from ..forms.items_agreement import AgreementForm
from ..forms.items_bulk import BULK, OffForm
from ..items_city import items_of_city
from ..listing import Asked, Listing, key_in
from ..models import Item
from .items_page import (
    agreement_of,
    answer,
    choose,
    item_context,
    item_of,
    item_url,
    ledger,
    ledger_answer,
    row_answer,
    row_context,
)
from .reaching import book_for, own_ledger, posted


@require_GET
def items_home(request):
    """The county's own ledger; for the bureau the table of all pilots on a day."""
    own = own_ledger(request, "items")
    if own:
        return own
    on, today = day_of(request)
    return render(request, "transfers/items_city.html", {"city": items_of_city(request.user, on, today)})


@require_GET
def items(request, unit):
    """One pilot's ledger on a day."""
    book = book_for(request, unit)
    if lists.wanted(request):
        listing = Listing(book, Asked.of(request.GET))
        values = [tables.item(row, group.name) for group in listing.all_groups for row in group.rows]
        return lists.given_list(request, _("Item transfer ledger"), tables.ITEMS, values, book.on, listing.said)
    return page_or_fragment(request, "transfers/items.html", "transfers/_items.html", ledger(request, book))


@require_http_methods(["GET", "POST"])
def item_new(request, unit):
    """Put an item on the approved list."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    # Named by the form, so that the same post again leads to the same item.
    fact = Item(unit=book.unit, key=key_in(request.POST.get("key")) or uuid4())
    form = ListedForm(fact, posted(request), departments=book.department_names)
    if request.method == "POST":
        form.save(by=request.user, on=book.today)
    context = {"book": book, "on": book.on, "today": book.today, "form": form}
    if request.method == "GET":
        return render(request, "transfers/item_new.html", context)
    there, said = item_url(book, fact.key), _("Item put on the list")
    return respond(request, form, "", "transfers/item_new.html", context, ok_redirect=there, said=said)


@require_GET
def item(request, unit, key):
    """One item; from a row of the ledger (`?at=row`) that row, opened to record its agreement."""
    book = book_for(request, unit)
    if request.GET.get("at") == "row" and request.htmx:
        return render(request, "transfers/_items_row.html", _opened(request, book, key))
    return page_or_fragment(request, "transfers/item.html", "transfers/_item.html", item_context(request, book, key))


def _opened(request, book, key) -> dict:
    context = row_context(request, book, key)
    if context["may_keep"] and "close" not in request.GET:
        paper = agreement_of(book, context["row"].item)
        context["row"].form = AgreementForm(paper, day=book.today, auto_id=f"{key}_%s")
    return context


@require_POST
def item_list(request, unit, key):
    """As it stands on the list."""
    book, one = _kept(request, unit, key)
    form = ListedForm(one, request.POST, departments=book.department_names, auto_id="list_%s")
    form.save(by=request.user, on=book.today)
    return answer(request, book, one, form, "list_form", _("List entry saved"))


@require_POST
def item_supervision(request, unit, key):
    """审管互动."""
    book, one = _kept(request, unit, key)
    form = SupervisionForm(one, request.POST, auto_id="supervision_%s")
    form.save(by=request.user, on=book.today)
    return answer(request, book, one, form, "supervision_form", _("Supervision saved"))


@require_POST
def item_handover(request, unit, key):
    """The four and the cut-over day; from a row of the ledger the boxes that were clicked."""
    book, one = _kept(request, unit, key)
    if request.GET.get("at") == "row":
        form = BoxForm(request.POST)
        if form.is_valid():
            form.attempt(Desk(book.unit, [one]).hand_over, by=request.user, on=book.today, signed_on=book.today)
        return row_answer(request, book, one, form, _("Handover saved"))
    form = HandoverForm(one, request.POST, auto_id="handover_%s")
    form.save(by=request.user, on=book.today)
    return answer(request, book, one, form, "handover_form", _("Handover saved"))


@require_POST
def items_bulk(request, unit):
    """One act on the ticked items, or on all that the filter shows."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form_class = BULK.get(request.POST.get("act"))
    if form_class is None:
        raise Http404
    form = form_class(request.POST, request.FILES)
    desk = choose(request, book, form)
    if desk:
        form.save(desk, by=request.user, on=book.today)
    return ledger_answer(request, book, form, desk, _recorded(desk))


@require_POST
def items_off(request, unit):
    """Ask the bureau to take the ticked items off the approved list."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form = OffForm(request.POST, auto_id="off_%s")
    desk = choose(request, book, form)
    if desk and form.is_valid():
        form.attempt(desk.ask_off, by=request.user, on=book.today)
    return ledger_answer(request, book, form, desk, _("The bureau has been asked to take them off the list"))


def _kept(request, unit, key):
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    return book, item_of(book, key)


def _recorded(desk) -> str:
    n = len(desk.items) if desk else 0
    return ngettext("%(n)s item recorded", "%(n)s items recorded", n) % {"n": n}
