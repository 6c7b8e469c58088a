"""The inbox: what each person was told. It works without mail."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from base import clock, http
from pilots.access import Action, may, require

from ..digest import sections
from ..holding import within_reach
from ..models import Message, Notice
from ..notes import notes

PER_PAGE = 30


@require_GET
def inbox(request):
    """The person's own messages, newest first."""
    require(request.user, Action.READ_INBOX)
    own = Message.objects.visible_to(request.user)
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _with_subjects(page, request.user),
        "unread": own.unread().count(),
        "may_see_notices": may(request.user, Action.SEE),
        "sees_sending": may(request.user, Action.SEE_GAPS),
        "notices": Notice.objects.visible_to(request.user).awaiting(request.user).count(),
        "notes": notes(request.user, clock.today()),
    }
    return render(request, "alerts/inbox.html", context)


def _with_subjects(messages, officer) -> list[tuple]:
    """(message, what it is about as far as the officer may still see it)."""
    lines = within_reach([one.told for one in messages], officer)
    return [(one, one.subject_of(found)) for one, found in zip(messages, lines, strict=True)]


@require_GET
def message(request, key):
    """One message: its lines as told, those outside the present reach left out."""
    require(request.user, Action.READ_INBOX)
    one = get_object_or_404(Message.objects.for_page().visible_to(request.user), uuid=key)
    lines = one.lines_within_reach()
    context = {"one": one, "subject": one.subject_of(lines), "sections": sections(lines)}
    return render(request, "alerts/message.html", context)


@require_POST
def read(request, key):
    """Mark one message as read."""
    require(request.user, Action.READ_INBOX)
    one = get_object_or_404(Message.objects.visible_to(request.user), uuid=key)
    one.mark_read(clock.now())
    if http.wants_fragment(request):
        return render(request, "alerts/_read.html", {"one": one, "oob": True})
    return http.sent_on(request, "alerts:message", key=key)


@require_POST
def read_all(request):
    """Mark every message of the inbox as read."""
    require(request.user, Action.READ_INBOX)
    Message.objects.visible_to(request.user).mark_read(clock.now())
    return http.sent_on(request, "alerts:inbox")
