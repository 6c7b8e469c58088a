"""What the ledger of items and the page of one item show this person."""

from django.http import Http404, QueryDict
from django.urls import reverse

from base.forms import Refused
from base.http import came_from, respond, sent_on, wants_fragment

from .. import gaps
from ..book import Book
from ..desk import Desk
from ..duties import duties_of
from ..forms.items import BaselineForm, BurdenForm, HandoverForm, ListedForm, PlainForm, SupervisionForm
from ..forms.items_agreement import AgreementForm
from ..forms.items_bulk import BULK, OffForm
from ..history import label_of, lines_of, said
from ..listing import Asked, Listing
from ..looks import Row
from ..models import Agreement, Item, Ruling, StaffMember
from ..models.items import BEFORE, MINIMAL
from ..selection import desk_of
from .reaching import may_keep, sees_names

Kind = Ruling.Kind
ABOUT_ITEMS = (Kind.BURDEN_BASELINE, Kind.BURDEN_CHANGE, Kind.ITEM_OFF)


def items_url(book, query="") -> str:
    return reverse("transfers:items", args=[book.unit.key]) + (f"?{query}" if query else "")


def item_url(book, key) -> str:
    return reverse("transfers:item", args=[book.unit.key, key])


# -- the ledger ----------------------------------------------------------------------------------
def ledger(request, book: Book, *, tried=None, desk=None) -> dict:
    """The window asked for, what may be done to it; `tried` is a refused form, `desk` what it was about."""
    keeps = may_keep(request, book)
    bulk = {act: form() for act, form in BULK.items()} if keeps else {}
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "listing": Listing(book, Asked.of(request.GET)),
        "query": request.GET.urlencode(),
        "may_keep": keeps,
        "duties": duties_of(book, "items_transferred", "burden_cut"),
        "rulings": _before_the_bureau(book),
        "ready": _ready(book) if keeps else 0,
        "bulk": bulk | ({tried.act: tried} if getattr(tried, "act", None) else {}),
        "off_form": tried if isinstance(tried, OffForm) else OffForm(auto_id="off_%s"),
        "ask_form": PlainForm(),
        "table": {"name": "items", "place": book.unit.key, "part": "department"},
        "tried": tried,
        "ticked": {item.key for item in desk.items} if desk else set(),
        "stale": _stale(tried, desk),
    }


def _ready(book) -> int:
    """How many items have all their figures before the reform and still wait for acceptance."""
    items = Item.objects.as_of(book.on, book.today).filter(unit=book.unit).with_marks(book.on, book.today)
    return items.filter(Item.objects.get_queryset().ready_for_acceptance()).count()


def _stale(tried, desk):
    """The item that somebody else has changed meanwhile."""
    if not desk or not getattr(tried, "conflict", None):
        return None
    return next((item for item in desk.items if item.key == tried.conflict.key), None)


def choose(request, book: Book, form) -> Desk | None:
    """The desk over what was ticked; None, with the reason in the form, when the list has moved on."""
    try:
        return desk_of(book, request.GET, request.POST)
    except Refused as refused:
        form.full_clean()
        form.add_error(None, refused.sentence)
    return None


def ledger_answer(request, book: Book, form, desk, said=""):
    """The ledger after an act on ticked items: with the same filter, or with `form` and what is wrong."""
    context = {} if form.done else ledger(request, book, tried=form, desk=desk)
    there = items_url(book, request.GET.urlencode())
    return respond(request, form, "", "transfers/items.html", context, ok_redirect=there, said=said)


# -- one row of it -------------------------------------------------------------------------------
def row_context(request, book: Book, key, form=None) -> dict:
    """One row with the counts around it, which a change of the row may move."""
    current = getattr(request.htmx, "current_url", None) or ""
    asked = Asked.of(QueryDict(current.partition("?")[2]))
    listing = Listing(book, asked)
    item = next((item for item in book.items if item.key == key), None)
    if item is None:
        raise Http404
    row = listing.row_of(item)
    row.form = form
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "listing": listing,
        "row": row,
        "may_keep": may_keep(request, book),
        "shown_alone": True,
    }


def row_answer(request, book: Book, item, form, said):
    """The row again, with what became of it; without scripts back to the ledger."""
    if form.done and not wants_fragment(request):
        return sent_on(request, came_from(request) or items_url(book))
    fresh = Book(book.unit, book.today, book.today)
    context = row_context(request, fresh, item.key, None if form.done else form)
    template = "transfers/_items_row_answer.html"
    if not wants_fragment(request):
        context = item_context(request, fresh, item.key) | {"refused": form}
        template = "transfers/item.html"
    return respond(request, form, template, template, context, ok_redirect=items_url(book), said=said)


# -- one item ------------------------------------------------------------------------------------
def item_of(book: Book, key) -> Item:
    """The item of the book, with its marks; 404 where it is not on the list."""
    rows = Item.objects.as_of(book.on, book.today).filter(unit=book.unit, key=key)
    item = rows.with_marks(book.on, book.today).first()
    if item is None:
        raise Http404
    return item


def agreement_of(book: Book, item) -> Agreement:
    """The agreement of the item; an unsaved one where there is none."""
    rows = Agreement.objects.as_of(book.on, book.today).filter(unit=book.unit, key=item.key)
    found = rows.with_marks(book.on).select_related("paper").first()
    return found or Agreement(unit=book.unit, key=item.key)


def item_context(request, book: Book, key, **tried) -> dict:
    """Facts, forms, findings, history of one item. `tried` are refused forms by the name of their place."""
    item = item_of(book, key)
    paper = agreement_of(book, item)
    standing = paper if paper.pk else None
    found = gaps.of_power([item], {item.key: standing} if standing else {}, book.founded_on, book.unit, book.on)
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "item": item,
        "paper": paper,
        "row": Row(item, standing, book.on, found),
        "department": book.department_names.get(item.department, ""),
        "may_keep": may_keep(request, book),
        "rulings": _before_the_bureau(book),
        "people": _people(request, book, item),
        "told": _told(book, item, paper),
        "lines": _lines(book, item),
        **_forms(book, item, paper),
        **tried,
    }


def _before_the_bureau(book) -> list[Ruling]:
    """What was asked about the items and lay before the bureau on the day."""
    return list(Ruling.objects.as_of(book.on, book.today).filter(unit=book.unit, kind__in=ABOUT_ITEMS))


def _forms(book, item, paper) -> dict:
    return {
        "list_form": ListedForm(item, departments=book.department_names, auto_id="list_%s"),
        "supervision_form": SupervisionForm(item, auto_id="supervision_%s"),
        "agreement_form": AgreementForm(paper, auto_id="agreement_%s"),
        "handover_form": HandoverForm(item, auto_id="handover_%s"),
        "burden_form": BurdenForm(item, auto_id="burden_%s"),
        "baseline_form": BaselineForm(item),
        "off_form": OffForm(auto_id="off_%s"),
    }


def _told(book, item, paper) -> dict:
    """For those who only read: {section: [(label, value)]}."""
    sections = {
        "list": (item, ListedForm.names),
        "supervision": (item, SupervisionForm.names),
        "agreement": (paper, AgreementForm.names),
        "handover": (item, HandoverForm.names),
        "burden": (item, BurdenForm.names),
        "locked": (item, [name for name in (*BEFORE, *MINIMAL) if getattr(item, name) not in (None, "")]),
    }
    return {
        name: [
            (label_of(type(fact), each), said(type(fact), each, getattr(fact, each), book.department_names))
            for each in names
        ]
        for name, (fact, names) in sections.items()
    }


def _people(request, book, item) -> dict:
    """Who handles the item: by name for whoever may see names, else how many."""
    roster = StaffMember.objects.as_of(book.on, book.today).filter(unit=book.unit)
    if not sees_names(request, book.unit):
        return {"count": sum(str(item.key) in items for items in roster.values_list("items", flat=True))}
    named = [person for person in roster.only("key", "name", "items", "unit") if str(item.key) in person.items]
    return {"count": len(named), "named": named}


def _lines(book, item) -> list:
    """The history of the item and of its agreement up to the day, the latest first."""
    names = book.department_names
    ledgers = (item.history(), Agreement(unit=book.unit, key=item.key).history())
    lines = [line for versions in ledgers for line in lines_of(versions.recorded_by(book.on), names)]
    return sorted(lines, key=lambda line: line.fact.recorded_at, reverse=True)


def answer(request, book: Book, item, form, slot, said):
    """The item's page again, with the new state or with `form` and what is wrong in its place `slot`."""
    context = {}
    if not form.done or wants_fragment(request):
        fresh = Book(book.unit, book.today, book.today)
        context = item_context(request, fresh, item.key, **({} if form.done else {slot: form}))
    there = f"{item_url(book, item.key)}#{slot.removesuffix('_form')}"
    return respond(request, form, "transfers/_item.html", "transfers/item.html", context, ok_redirect=there, said=said)
