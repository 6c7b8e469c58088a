"""The accounts a person keeps: a county lead those of the own unit, the admin all."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base.http import respond

from .. import handover as work
from ..access import Action, may, require, require_any
from ..forms import AccountForm, ActiveForm, ButtonForm, CardForm, HandoverForm, MoveForm
from ..models import Officer

KEEP = (Action.KEEP_OWN_ACCOUNTS, Action.KEEP_ALL_ACCOUNTS)


@require_GET
def officers(request):
    """Everybody whose account the person keeps, by unit."""
    require_any(request.user, *KEEP)
    return render(request, "pilots/officers.html", {"officers": _kept(request).for_accounts()})


@require_http_methods(["GET", "POST"])
def officer_new(request):
    """Open an account; its one-time password is shown once."""
    require_any(request.user, *KEEP)
    if request.method == "GET":
        form = AccountForm(request.user, initial={"unit": request.GET.get("unit")} if "unit" in request.GET else None)
        return render(request, "pilots/officer_new.html", {"form": form})
    form, new = AccountForm(request.user, request.POST), Officer()
    if form.is_valid() and form.attempt(new.open_account, by=request.user, request=request):
        return _printed(request, new)
    return respond(request, form, "", "pilots/officer_new.html", {}, ok_redirect="pilots:officers")


@require_http_methods(["GET", "POST"])
def officer(request, pk):
    """One account: the card, and what can be done with it."""
    one = _one(request, pk)
    if request.method == "GET":
        return render(request, "pilots/officer.html", _forms(request, one))
    form = CardForm(request.POST)
    if form.is_valid():
        form.attempt(one.keep_card, by=request.user, request=request)
    return _answer(request, one, form, "card", _("Saved."))


@require_POST
def officer_reset(request, pk):
    """Give a one-time password and end all sessions; a repeated post gives none again."""
    one, form = _one(request, pk), ButtonForm(request.POST)
    if form.is_valid() and form.attempt(one.reset_password, by=request.user, request=request):
        return _printed(request, one)
    return _answer(request, one, form, "reset")


@require_POST
def officer_active(request, pk):
    """Disable or enable the account."""
    one, form = _one(request, pk), ActiveForm(request.POST)
    if form.is_valid():
        form.attempt(one.set_active, by=request.user, request=request)
    said = _("The account is enabled.") if one.is_active else _("The account is disabled.")
    return _answer(request, one, form, "state", said)


@require_POST
def officer_move(request, pk):
    """Put the person into another unit or role."""
    require(request.user, Action.KEEP_ALL_ACCOUNTS)
    one, form = _one(request, pk), MoveForm(request.POST)
    if form.is_valid():
        form.attempt(one.move, by=request.user, request=request)
    return _answer(request, one, form, "move", _("Moved. The old rights are closed."))


@require_http_methods(["GET", "POST"])
def handover(request, pk):
    """Give an officer's drafts, obligations in hand and unread messages to a colleague."""
    giver = _one(request, pk)
    form, context = HandoverForm(giver, request.POST or None), {"officer": giver}
    if request.method == "GET":
        return render(request, "pilots/handover.html", {**context, "form": form})
    if form.is_valid():
        form.attempt(work.hand_over, by=request.user, request=request)
    return respond(
        request, form, "", "pilots/handover.html", context, ok_redirect=giver, said=_("The work is handed over.")
    )


def _kept(request):
    return Officer.objects.accounts_kept_by(request.user)


def _one(request, pk) -> Officer:
    require_any(request.user, *KEEP)
    return get_object_or_404(_kept(request).for_accounts(), pk=pk)


def _forms(request, one) -> dict:
    """The forms of the page, each under its name; without those that are not for the own account."""
    forms = {"officer": one, "card": CardForm.of(one)}
    if one.pk != request.user.pk:
        state = ActiveForm(initial={"active": not one.is_active})
        forms |= {"reset": ButtonForm(), "state": state, "colleagues": Officer.objects.able_to_take_over(one)}
        if may(request.user, Action.KEEP_ALL_ACCOUNTS):
            forms["move"] = MoveForm(initial={"unit": one.unit.key, "role": one.role})
    return forms


def _answer(request, one, form, name, said=""):
    context = {} if form.done else {**_forms(request, Officer.objects.for_accounts().get(pk=one.pk)), name: form}
    return respond(request, form, "", "pilots/officer.html", context, ok_redirect=one, said=said)


def _printed(request, one):
    """The one-time password, on a page that nothing stores; gone when the same post comes again."""
    if not one.printed:
        messages.warning(request, _("This password was shown already. If it is lost, reset the account again."))
    return render(request, "pilots/one_time.html", {"officer": one})
