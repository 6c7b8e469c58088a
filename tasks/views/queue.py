"""核验: the queue of submissions, one of them open; when it is empty, what is next. And the extensions asked for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from base import clock, nav
from base.http import page_or_fragment, respond, sent_on, wants_fragment
from base.querysets import Count
from pilots.access import Action, require_any

from .. import asking, waiting
from ..models import Extension, Obligation
from ..queue import Narrowing, case_of, decided_on, proofs_of, queue_of
from ..states import Verb
from ..whatnext import what_next
from .deciding import extension_forms, review_forms, undo_toast
from .page import page_url
from .reaching import obligation_for

MENU, AT_QUEUE, AT_EXTENSIONS = "review", "review", "extensions"


@require_GET
def review(request):
    """The queue with its first submission open."""
    return _page(request, None)


@require_GET
def review_item(request, key):
    """The queue with one submission open; what no longer waits here is shown on its own page."""
    obligation_for(request, key, Action.REVIEW, Action.SIGN_OWN)
    return _page(request, key)


@require_GET
def review_extensions(request):
    """The extensions that wait for the officer's decision."""
    require_any(request.user, Action.DECIDE_EXTENSION)
    return render(request, "tasks/review_extensions.html", extensions_context(request, clock.today()))


def _page(request, key) -> HttpResponse:
    require_any(request.user, Action.REVIEW, Action.SIGN_OWN)
    on = clock.today()
    queue = queue_of(request.user, on, Narrowing.of(request.GET), key)
    if key and queue.current is None:
        return sent_on(request, page_url(obligation_for(request, key)))
    if getattr(request.htmx, "target", None) == "proof" and queue.current:
        return page_or_fragment(
            request, "tasks/review.html", "tasks/_review_proof.html", _proof(request, queue, focus=True)
        )
    return page_or_fragment(request, "tasks/review.html", "tasks/_review_queue.html", queue_context(request, queue, on))


def queue_context(request, queue, on, **tried) -> dict:
    """The list, the proofs and the decision of the open one. `tried` are refused forms by their place."""
    panels = waiting.panels(request, on)
    nav.counted(request, MENU, len(queue.rows) + sum(panel["count"] for _template, panel in panels))
    asked = nav.counts(request, {"extensions_asked": lambda: Count(_asked(request.user))})["extensions_asked"]
    context = {"queue": queue, "on": on, "asked": asked or 0, "panels": panels}
    if not queue.rows:
        context |= _what_was_done(request, on) | {"next": what_next(request.user, on)}
    if queue.current:
        forms = review_forms(queue.current.obligation, on) | {"return_opened": "return" in request.GET}
        one, figure = queue.current.obligation, queue.current.figure
        context |= {"case": case_of(queue.current, on), **_proof(request, queue), **forms}
        context["asking"] = asking.before(request, one, figure, len(context["proofs"]), on)
    return context | {"undo": _acted(request, AT_QUEUE)} | tried


def extensions_context(request, on, tried=None, **forms) -> dict:
    """The requests that wait, each with its two forms; `tried` is the obligation whose `forms` were refused."""
    asked = _asked(request.user).select_related(
        "obligation__unit", "obligation__task", "obligation__plan", "requested_by"
    )
    items = [
        {
            "extension": each,
            "obligation": each.obligation,
            **extension_forms(each.obligation, each),
            **(forms if tried and each.obligation_id == tried.pk else {}),
        }
        for each in asked
    ]
    return {"items": items, "on": on, "undo": _acted(request, AT_EXTENSIONS)}


def answer_in_queue(request, obligation, form, said, slot) -> HttpResponse:
    """After an act from the queue: the next submission, with a toast to undo. Not done: the same one, as it stands."""
    on = clock.today()
    key = (form.done and _key(request.GET.get("next"))) or obligation.key
    queue = queue_of(request.user, on, Narrowing.of(request.GET), key)
    if form.done and not (queue.current and wants_fragment(request)):
        # The next one may have gone meanwhile, and an empty queue has another frame.
        return _gone_on(request, obligation, _address(queue, obligation), said)
    context = queue_context(
        request, queue, on, **({} if form.done else {slot: form, "tried": form, "gone": obligation})
    )
    context["undo"] = undo_toast(request, obligation, AT_QUEUE) if form.done else None
    answer = respond(
        request, form, "tasks/_review_answer.html", "tasks/review.html", context, ok_redirect="", said=said
    )
    if form.done:
        answer["HX-Push-Url"] = _address(queue, None)
    return answer


def answer_in_extensions(request, obligation, form, said, slot) -> HttpResponse:
    """After a decision on an extension: the list of those that still wait."""
    if form.done:
        return _gone_on(request, obligation, reverse("tasks:review_extensions") + f"?acted={obligation.key}", said)
    context = extensions_context(request, clock.today(), tried=obligation, **{slot: form})
    shown = any(item["obligation"].pk == obligation.pk for item in context["items"])
    context |= {"tried": form, "tried_shown": shown}
    return respond(request, form, "", "tasks/review_extensions.html", context, ok_redirect="")


def _gone_on(request, obligation, url, said) -> HttpResponse:
    """A page by itself says what was done: in the toast where it can be undone, else in words."""
    if not obligation.can_undo(request.user):
        messages.success(request, said)
    return sent_on(request, url)


def _what_was_done(request, on) -> dict:
    decided = decided_on(request.user, on)
    passed = sum(entry.verb == Verb.SIGN_OFF for entry in decided)
    return {"decided": decided, "passed": passed, "returned": len(decided) - passed}


def _address(queue, acted) -> str:
    url = (
        reverse("tasks:review_item", args=[queue.current.obligation.key]) if queue.current else reverse("tasks:review")
    )
    query = "&".join(part for part in (queue.narrowing.query, f"acted={acted.key}" if acted else "") if part)
    return f"{url}?{query}" if query else url


def _asked(officer):
    return Extension.objects.decidable_by(officer)


def _proof(request, queue, focus=False) -> dict:
    """The proofs of the open submission and which of them is shown: `?proof=` counts from 1."""
    proofs = proofs_of(queue.current.obligation)
    asked = request.GET.get("proof", "")
    at = int(asked) if asked.isdecimal() and 0 < int(asked) <= len(proofs) else 1
    proof = proofs[at - 1] if proofs else None
    pages = range(1, proof.stored.preview_count + 1) if proof else ()
    return {"queue": queue, "proofs": proofs, "proof": proof, "shown": at, "pages": pages, "focus_proof": focus}


def _acted(request, at):
    """The toast of the act that led here by a plain post."""
    key = _key(request.GET.get("acted"))
    if key is None:
        return None
    return undo_toast(request, Obligation.objects.visible_to(request.user).for_list().filter(key=key).first(), at)


def _key(text) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
