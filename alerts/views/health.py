"""提醒发送情况: for bureau and administrators; the administrators act on it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import audit
from base.http import respond, sent_on
from pilots.access import Action, may, require

from ..channels import trying
from ..forms import ButtonForm, TryForm
from ..models import Delivery, Outgoing
from ..sending import Sending

PAGE, SELF = "alerts/health.html", "alerts:health"


@require_GET
def health(request):
    """What went out in the last seven days, what did not, what a person must decide."""
    require(request.user, Action.SEE_GAPS)
    return render(request, PAGE, _context(request))


@require_POST
def release(request):
    """Let leave what was held after a restore, or by a person."""
    require(request.user, Action.KEEP_SENDING)
    return _decided(request, Outgoing.row().release, _("Released. What is due leaves within a minute."))


@require_POST
def send_again(request, pk):
    """Send once more what failed or may have arrived."""
    return _decided(request, _delivery(request, pk).send_again, _("It leaves again within a minute."))


@require_POST
def set_aside(request, pk):
    """Leave what may have arrived as it is."""
    return _decided(request, _delivery(request, pk).set_aside, _("Set aside."))


@require_POST
def try_out(request):
    """Send a real test by one way and show what was answered."""
    require(request.user, Action.KEEP_SENDING)
    form = TryForm(request.POST)
    if not form.is_valid():
        return respond(request, form, "", PAGE, _context(request), ok_redirect=SELF)
    taken, said = trying.try_out(form.cleaned_data["way"], request.user)
    audit.record(
        audit.Act.SETTINGS, by=request.user, request=request, what=form.cleaned_data["way"], succeeded=taken, tried=said
    )
    (messages.success if taken else messages.error)(request, said)
    return sent_on(request, SELF)


def _delivery(request, pk) -> Delivery:
    require(request.user, Action.KEEP_SENDING)
    return get_object_or_404(Delivery.objects.visible_to(request.user), pk=pk)


def _decided(request, verb, said):
    form = ButtonForm(request.POST)
    if form.is_valid():
        form.attempt(verb, by=request.user, request=request)
    return respond(request, form, "", PAGE, {} if form.done else _context(request), ok_redirect=SELF, said=said)


def _context(request) -> dict:
    return {
        "sending": Sending(request.user, timezone.now()),
        "keeps": may(request.user, Action.KEEP_SENDING),
        "fresh": ButtonForm(),
        "mail_enabled": settings.MAIL_ENABLED,
        "email_host": settings.EMAIL_HOST or "",
    }
