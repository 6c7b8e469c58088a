"""What a person keeps about the own account."""

from django.contrib import auth, messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from base.http import INVALID, respond
from base.models import AuditRecord

from ..forms import OwnCardForm, PasswordForm

LOGINS_SHOWN = 5


@require_http_methods(["GET", "POST"])
def me(request):
    """Phone, mail, language, the switches of this browser, the last log-ins."""
    officer = request.user
    context = {"logins": AuditRecord.objects.filter(act=AuditRecord.Act.LOGIN, by=officer)[:LOGINS_SHOWN]}
    if request.method == "GET":
        return render(request, "pilots/me.html", {**context, "form": OwnCardForm.of(officer)})
    form = OwnCardForm(request.POST)
    if form.is_valid():
        form.attempt(officer.keep_card, by=officer, request=request)
    return respond(request, form, "", "pilots/me.html", context, ok_redirect="pilots:me", said=_("Saved."))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request):
    """Change the own password; every other session ends, this one goes on under a new number."""
    form = PasswordForm(request.user, request.POST or None)
    if not form.is_valid():
        return render(request, "pilots/password.html", {"form": form}, status=INVALID if form.is_bound else 200)
    request.user.change_password(form.cleaned_data["new"], request=request)
    auth.update_session_auth_hash(request, request.user)
    messages.success(request, _("The password is changed. Sessions on other devices have ended."))
    return redirect("home")
