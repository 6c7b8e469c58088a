"""Who may do what, and where nobody can report."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ..access import TABLE, Action, Reach, Role, may, require
from ..models import Unit


@require_GET
def access(request):
    """The table of pilots/access.py as a page: role x action."""
    reaches = {Reach.NONE: _("none"), Reach.OWN: _("own unit"), Reach.TREE: _("the whole city")}
    rows = [(action.label, [action in TABLE[role][1] for role in Role]) for action in Action]
    context = {"roles": Role, "rows": rows, "reaches": [reaches[TABLE[role][0]] for role in Role]}
    return render(request, "pilots/access.html", context)


@require_GET
def gaps(request):
    """Active units in which no account can report."""
    require(request.user, Action.SEE_GAPS)
    units = Unit.objects.listed_for(request.user).without_officer()
    return render(request, "pilots/gaps.html", {"units": units, "keeps": may(request.user, Action.KEEP_ALL_ACCOUNTS)})
