"""Where an act was done is where its answer appears: the board, the obligation's own page, the queue."""

from django.urls import reverse

from base import nav
from base.http import respond, wants_fragment

from ..asof import AsOf
from ..models import Obligation
from ..transitions import UNDO_SECONDS, UNDOABLE
from .board import board_context, board_url
from .page import page_context, page_url
from .queue import AT_EXTENSIONS, AT_QUEUE, answer_in_extensions, answer_in_queue

BOARD = "board"


def answer(request, obligation, form, verb, said, slot="report_form"):
    """The answer to a verb that was tried from `?at=`: that place again, with what became of it.

    Done: the fragment with the new state, a toast to undo it, the menu's counts. Not done: the same
    place with `form` under its name `slot`, its words and what is wrong.
    """
    place = request.GET.get("at", "")
    if place == AT_QUEUE:
        return answer_in_queue(request, obligation, form, said, slot)
    if place == AT_EXTENSIONS:
        return answer_in_extensions(request, obligation, form, said, slot)
    if place == BOARD:
        return _on_board(request, obligation, form, verb, said)
    return _on_page(request, obligation, form, verb, said, slot)


def _on_board(request, obligation, form, verb, said):
    context = {}
    if not form.done or wants_fragment(request):
        tried = None if form.done else (obligation.key, form)
        saved = obligation.key if form.done else ""
        context = board_context(request, obligation.unit, AsOf.now(), tried=tried, saved=saved)
        context |= _undo(request, obligation, form, verb, said)
    return respond(
        request,
        form,
        "tasks/_board_answer.html",
        "tasks/workbench.html",
        context,
        ok_redirect=board_url(request, obligation.unit),
        said=said,
    )


def _on_page(request, obligation, form, verb, said, slot):
    context = {}
    if not form.done or wants_fragment(request):
        fresh = Obligation.objects.for_list().get(pk=obligation.pk)
        context = page_context(request, fresh, AsOf.now(), **({} if form.done else {slot: form}))
        context |= _undo(request, fresh, form, verb, said)
    return respond(
        request,
        form,
        "tasks/_obligation_answer.html",
        "tasks/obligation.html",
        context,
        ok_redirect=page_url(obligation),
        said=said,
    )


def _undo(request, obligation, form, verb, said) -> dict:
    """The toast's context, and with it fresh counts for the menu."""
    nav.recount(request)
    if not form.done or verb not in UNDOABLE:
        return {"undo": None}
    at = request.GET.get("at", "")
    url = reverse("tasks:undo", args=[obligation.key]) + (f"?at={at}" if at else "")
    return {"undo": {"said": said, "url": url, "version": obligation.version, "seconds": UNDO_SECONDS}}
