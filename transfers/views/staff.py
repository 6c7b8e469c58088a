"""人员划转台账: who came from where, against the floor and the mark; names for those alone who may see them."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base.days import day_of
from base.http import page_or_fragment, respond
from base.sheets import lists
from pilots.access import Action, require_on

from .. import tables
from ..city import staff_of_city
from ..duties import duties_of
from ..forms.facts import RemoveForm
from ..forms.staff import ConfirmForm, PersonForm
from ..history import lines_until
from ..models import StaffMember
from ..places import Sheet
from ..roster import Roster
from ..staffing import Heads
from .freezing import frozen
from .reaching import book_for, fact_of, may_keep, own_ledger, posted, sees_names


@require_GET
def staff_home(request):
    """The county's own ledger; for the bureau the table of all pilots on a day."""
    own = own_ledger(request, "staff")
    if own:
        return own
    on, today = day_of(request)
    return render(request, "transfers/staff_city.html", {"city": staff_of_city(request.user, on, today)})


@require_GET
def staff(request, unit):
    """One pilot's ledger on a day."""
    book = book_for(request, unit)
    if lists.wanted(request):
        require_on(request.user, book.unit, Action.SEE_NAMES)
        roster = Roster(book, request.GET)
        rows = map(tables.person, roster.found)
        return lists.given_list(request, _("Staff transfer ledger"), tables.STAFF, rows, book.on, roster.said)
    return page_or_fragment(request, "transfers/staff.html", "transfers/_staff_roster.html", ledger(request, book))


@require_http_methods(["GET", "POST"])
def member_new(request, unit):
    """Register a transferred person."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form = PersonForm(book, StaffMember(unit=book.unit), posted(request))
    if request.method == "POST":
        form.save(by=request.user, on=book.today)
    return _person(request, book, form, _("%(name)s registered"))


@require_http_methods(["GET", "POST"])
def member(request, unit, key):
    """One person: what is recorded, and what was changed in it."""
    book = book_for(request, unit, Action.KEEP_LEDGERS if request.method == "POST" else Action.SEE_NAMES)
    form = PersonForm(book, fact_of(book.roster, key), posted(request))
    if request.method == "POST":
        form.save(by=request.user, on=book.today)
    return _person(request, book, form, _("%(name)s saved"))


@require_POST
def member_remove(request, unit, key):
    """Take a person out of the roster, with the reason."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    person = fact_of(book.roster, key)
    form = RemoveForm(person, request.POST)
    form.save(by=request.user, on=book.today)
    context = _person_context(request, book, PersonForm(book, person)) | {"removal": form}
    said = _("%(name)s taken out of the roster") % {"name": person.name}
    return respond(request, form, "", "transfers/member.html", context, ok_redirect=page_url(book), said=said)


@require_POST
def confirm_people(request, unit):
    """确认可独立承担: several people, one day."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    form = ConfirmForm(book.unit, request.POST)
    form.save(by=request.user, on=book.today)
    context = ledger(request, book, confirming=form)
    count = len(form.cleaned_data.get("people", ()))
    said = ngettext("%(n)s person confirmed able to work alone", "%(n)s people confirmed able to work alone", count)
    said %= {"n": count}
    return respond(request, form, "", "transfers/staff.html", context, ok_redirect=page_url(book), said=said)


@require_GET
def staff_pdf(request, unit):
    """The ledger as of the day, as a paper."""
    book = book_for(request, unit)
    return frozen(request, book, _("Staff transfer ledger"), "transfers/staff_frozen.html", ledger(request, book))


def page_url(book) -> str:
    return reverse("transfers:staff", args=[book.unit.key])


def ledger(request, book, **tried) -> dict:
    """What the ledger's page shows this person; without the right no name is read."""
    named = sees_names(request, book.unit)
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "heads": Heads(book, named),
        "roster": Roster(book, request.GET) if named else None,
        "may_keep": may_keep(request, book),
        "sheet": Sheet("staff", book.unit.key, "department"),
        "duties": duties_of(book, "staff_transferred"),
        "confirming": ConfirmForm(book.unit, initial={"confirmed_on": book.today}),
        **tried,
    }


def _person(request, book, form, said):
    context = _person_context(request, book, form)
    if request.method == "GET":
        return render(request, "transfers/member.html", context)
    said %= {"name": form.data.get("name", "")}
    return respond(request, form, "", "transfers/member.html", context, ok_redirect=page_url(book), said=said)


def _person_context(request, book, form) -> dict:
    person = form.fact
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "form": form,
        "person": person,
        "may_keep": may_keep(request, book),
        "removal": RemoveForm(person),
        "lines": lines_until(person, book.on, book.department_names),
    }
