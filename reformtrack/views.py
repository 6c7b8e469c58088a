"""The first page: each role is sent to where its work lies."""

from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from pilots.access import Action, may


@require_GET
def home(request):
    """The dashboard, the own county, the plans or the audit log."""
    ways = (
        (Action.SEE_DASHBOARD, "reports:dashboard"),
        (Action.SEE, "tasks:workbench"),
        (Action.LOAD_PLAN, "tasks:plans"),
        (Action.READ_AUDIT, "base:audit"),
    )
    return redirect(next(name for action, name in ways if may(request.user, action)))
