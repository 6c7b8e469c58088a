"""The first beat of every view: the unit whose ledgers the person may see, and the right to act on them."""

from django.http import Http404

from base.days import day_of
from base.http import sent_on
from pilots.access import Action, Reach, may_on, reach_of, require, require_on
from pilots.models import Unit
from pilots.reaching import unit_within_reach

from ..book import Book


def unit_for(request, key, action=Action.SEE_LEDGERS) -> Unit:
    """The county, or 404 outside one's reach; 403 inside it without the right to `action`."""
    return county_of(request.user, key, action)


def county_of(officer, key, action) -> Unit:
    """The same for whoever is no request: a worker that reads a workbook."""
    unit = unit_within_reach(officer, key)
    if not unit.is_county:
        raise Http404
    require_on(officer, unit, action)
    return unit


def book_for(request, key, action=Action.SEE_LEDGERS) -> Book:
    """What stands in the county's ledgers on the day asked for (`?on=`); whoever writes, writes today's."""
    unit = unit_for(request, key, action)
    on, today = day_of(request)
    return Book(unit, today if action == Action.KEEP_LEDGERS else on, today)


def posted(request):
    """What a form is bound to: nothing on a mere look."""
    return request.POST if request.method == "POST" else None


def may_keep(request, book: Book) -> bool:
    """Whether the person may change what the page shows: the own ledger, as it stands today."""
    return book.on == book.today and may_on(request.user, Action.KEEP_LEDGERS, book.unit)


def sees_names(request, unit) -> bool:
    """Whether names of transferred people may be read for this page at all."""
    return may_on(request.user, Action.SEE_NAMES, unit)


def fact_of(rows, key):
    """The fact of that key among the rows that stand, or 404."""
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise Http404
    return found


def own_ledger(request, name):
    """A redirect to the county's own ledger; None for those who see many. 403 without the right."""
    require(request.user, Action.SEE_LEDGERS)
    own = reach_of(request.user) is Reach.OWN
    return sent_on(request, f"transfers:{name}", unit=request.user.unit.key) if own else None
