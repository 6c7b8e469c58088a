"""业务培训: sessions given by the transferring departments, and who attended."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from base.http import respond
from pilots.access import Action

from ..forms.facts import RemoveForm
from ..forms.staff import SessionForm
from ..history import lines_until
from ..models import TrainingSession
from .reaching import book_for, fact_of, may_keep, posted
from .staff import page_url


@require_http_methods(["GET", "POST"])
def session_new(request, unit):
    """Register a training session."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    return _session(request, book, TrainingSession(unit=book.unit))


@require_http_methods(["GET", "POST"])
def session(request, unit, key):
    """One session: when, who trained, who attended."""
    book = book_for(request, unit, Action.KEEP_LEDGERS if request.method == "POST" else Action.SEE_NAMES)
    return _session(request, book, fact_of(book.sessions, key))


@require_POST
def session_remove(request, unit, key):
    """Take a session out, with the reason."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    one = fact_of(book.sessions, key)
    form = RemoveForm(one, request.POST)
    form.save(by=request.user, on=book.today)
    context = _context(request, book, SessionForm(book, one)) | {"removal": form}
    said = _("Training session taken out")
    return respond(request, form, "", "transfers/session.html", context, ok_redirect=page_url(book), said=said)


def _session(request, book, one):
    form = SessionForm(book, one, posted(request))
    if request.method == "GET":
        return render(request, "transfers/session.html", _context(request, book, form))
    form.save(by=request.user, on=book.today)
    context, said = _context(request, book, form), _("Training session saved")
    return respond(request, form, "", "transfers/session.html", context, ok_redirect=page_url(book), said=said)


def _context(request, book, form) -> dict:
    one = form.fact
    return {
        "book": book,
        "on": book.on,
        "today": book.today,
        "form": form,
        "session": one,
        "may_keep": may_keep(request, book),
        "removal": RemoveForm(one),
        "lines": lines_until(one, book.on, book.department_names),
    }
