"""Every question asked about circulars."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from pilots.access import Action, Reach, may, reach_of
from pilots.models import Unit
from tasks.models import Plan

DRAFT, SUBMITTED, ISSUED = "draft", "submitted", "issued"


class CircularQuerySet(models.QuerySet):
    """Circulars."""

    def visible_to(self, officer):
        """A bureau sees those of its plans; a pilot, and whoever is here for one, those that were issued to it."""
        if reach_of(officer) is Reach.NONE:
            return self.none()
        in_force = self.filter(plan__withdrawn_at__isnull=True)
        if reach_of(officer) is Reach.TREE:
            return in_force.filter(plan__bureau__in=Unit.objects.within_reach_of(officer))
        # By a query within: a join with the unit's own row would be what `for_list` counts.
        return in_force.issued().filter(plan__in=Plan.objects.filter(pilots=officer.unit_id))

    def issued(self):
        return self.filter(state=ISSUED)

    def unsigned_by(self, unit_id):
        """Issued ones that nobody of the unit has signed for."""
        from .models import CircularReceipt

        signed = CircularReceipt.objects.filter(circular=OuterRef("pk"), unit=unit_id)
        return self.issued().filter(~Exists(signed))

    def awaiting(self, officer):
        """What waits for the officer: a pilot's people have those to sign for, who issues those put forward."""
        seen = self.visible_to(officer)
        if reach_of(officer) is Reach.OWN:
            return seen.unsigned_by(officer.unit_id) if may(officer, Action.REPORT) else seen.none()
        if not may(officer, Action.ISSUE_CIRCULAR):
            return seen.none()
        return seen.filter(state=SUBMITTED, plan__bureau=officer.unit_id).exclude(submitted_by=officer)

    def for_list(self):
        """What a row shows, the newest first; how many pilots it went to, and how many of them signed for it."""
        return (
            self.select_related("plan__bureau", "snapshot")
            .annotate(
                pilots=Count("plan__pilots", distinct=True),
                signed=Count("receipts", filter=Q(receipts__unit__pilot_plans=models.F("plan")), distinct=True),
            )
            # Where rows are counted together, the model's own order does not hold.
            .order_by("-written_at", "-pk")
        )

    def for_page(self):
        return self.select_related("plan__bureau", "snapshot", "written_by")
