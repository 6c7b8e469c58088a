"""What the log-in page says of the newest plan: it is an issued notice, and no figure of any county."""

from datetime import date

from django.utils.translation import gettext as _

from pilots.welcome import Milestone, Welcome

from .models import Plan
from .states import State


def say(on: date) -> Welcome | None:
    """The newest plan in force, None when there is none."""
    plan = Plan.objects.filter(withdrawn_at__isnull=True).select_related("bureau").first()
    if plan is None:
        return None
    counts = {
        "pilots": plan.pilots.count(),
        "tasks": plan.tasks.filter(cancelled_at__isnull=True).count(),
        "obligations": plan.obligations.exclude(state=State.CANCELLED).count(),
    }
    facts = [
        plan.document_number,
        _("%(pilots)s pilots") % counts,
        _("%(tasks)s tasks") % counts,
        _("%(obligations)s obligations") % counts,
    ]
    milestones = [Milestone(str(phase), phase.due_on, (phase.due_on - on).days) for phase in plan.phases.all()]
    return Welcome(plan.title, facts, milestones, plan.bureau.formal_name)
