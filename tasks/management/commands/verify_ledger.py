"""Replay every ledger: digests, order, and each obligation's present against its last entry."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tasks import ledger
from tasks.models import Plan


class Command(BaseCommand):
    help = "Replay every plan's ledger and name each line that does not fit."

    def handle(self, *args, **options):
        found = 0
        for plan in Plan.objects.order_by("pk"):
            faults = list(ledger.faults(plan))
            found += len(faults)
            for fault in faults:
                self.stderr.write(f"{plan.document_number} {fault}")
            self.stdout.write(
                _("%(plan)s: %(n)d lines, head %(digest)s")
                % {"plan": plan.document_number, "n": plan.entries.count(), "digest": plan.head_digest[:16] or "-"}
            )
        if found:
            raise CommandError(_("%(n)d faults in the ledger.") % {"n": found})
